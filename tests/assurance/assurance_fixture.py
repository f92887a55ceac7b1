"""Samples without data: a frame, books in memory, and a sitting over them."""

from __future__ import annotations

from pathlib import Path

from auditor.assurance.deck import Card, Passage
from auditor.assurance.design import Design
from auditor.assurance.labels import Book, Label, Spec
from auditor.assurance.outcome import Frame, Unit
from auditor.assurance.words import Say, Strand

SPEC = Spec("d" * 64, "e" * 64, "k1", "fast", 7, Design(), (3,), made="2026-11-20")


def frame(n: int, population: int, strand: Strand = Strand.UNFLAGGED) -> Frame:
    """A simple sample of one strand."""
    return Frame(tuple(Unit(f"{number:016x}", strand) for number in range(n)), {strand: {"": population}})


def book(says: dict[str, Say], labeller: str = "ada", strand: Strand = Strand.UNFLAGGED) -> Book:
    """Labels in memory."""
    labels = {unit: Label(unit, strand, say, date="2026-11-21") for unit, say in says.items()}
    return Book(Path("unused.jsonl"), labeller, labels)


def labelled(of: Frame, misses: int = 0, special: int = 0) -> Book:
    """All units labelled, some of them missed, some of those special."""
    says = {}
    for at, unit in enumerate(of.units):
        says[unit.id] = Say.SPECIAL if at < special else Say.PERSONAL if at < misses else Say.NOTHING
    return book(says)


def card(unit: Unit) -> Card:
    """What is shown of a unit: text that wants to be more than text."""
    hostile = "<img src=x onerror=alert(1)>\x1b[31m\u202e Ann Quarrybank\nsecond line"
    return Card(f"a.jsonl, record {unit.id}", (Passage("text", ((hostile, ""), ("Ann", "PERSON"), (" end", ""))),))
