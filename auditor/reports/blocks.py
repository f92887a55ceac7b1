"""The plain blocks that printed formats are made of; every text in them is inert content, never mark-up."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from auditor.reports.view import SYMBOLS

if TYPE_CHECKING:
    from auditor.reports.catalogue import Texts

MEMBER = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 2 is a section, 3 a part of one."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph set apart."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels with their texts."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head row; widths are relative."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels with room to write an answer by hand."""

    labels: tuple[str, ...]


Block = Heading | Para | Note | Bullets | Pairs | Table | Fields


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the report."""

    id: str
    title: str
    blocks: tuple[Block, ...]


def badge(verdict: str, say: Texts) -> str:
    """A verdict in words behind its symbol, readable without colour."""
    return f"{SYMBOLS[verdict]} {say(f'verdict.{verdict}')}"


def plain_block(block: Block) -> dict[str, Any]:
    """A block as plain data with its kind, for templates."""
    return {"kind": type(block).__name__, **{f.name: getattr(block, f.name) for f in fields(block)}}
