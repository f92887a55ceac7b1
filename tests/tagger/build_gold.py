"""Turns marked sentences into gold: `python tests/tagger/build_gold.py` writes it, the test compares.

A mark is `[P:name]`: P a private person, F a famous or fictional one, L place, A address, O organisation. One line is one
text; what is not marked is nobody's name, and often looks like one.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

GOLD = Path(__file__).parent / "gold"
MARKED = GOLD / "marked"
_MARK = re.compile(r"\[([PFLAO]):([^\[\]]+)\]")
_ENTITY = {"P": "PERSON", "F": "PERSON", "L": "LOCATION", "A": "ADDRESS", "O": "ORGANIZATION"}
_PERSON = {"P": "private", "F": "public"}


def unmark(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The plain text of a marked line, and start, end and letter of its marks."""
    text, marks, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        marks.append((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        at = mark.end()
    return text + line[at:], marks


def built(language: str) -> dict[Path, str]:
    """What the two files of a language hold: its texts and its gold."""
    texts, gold = [], []
    for record, line in enumerate((MARKED / f"{language}.txt").read_text(encoding="utf-8").splitlines()):
        text, marks = unmark(line)
        texts.append({"text": text})
        for start, end, letter in marks:
            row = {"path": "texts.jsonl", "record": record, "field": "text", "start": start, "end": end}
            row |= {"entity": _ENTITY[letter], "language": language}
            gold.append(row | ({"person": _PERSON[letter]} if letter in _PERSON else {}))
    return {GOLD / language / "texts.jsonl": _lines(texts), GOLD / f"{language}.jsonl": _lines(gold)}


def languages() -> list[str]:
    """Languages that have marked sentences."""
    return sorted(path.stem for path in MARKED.glob("*.txt"))


def _lines(rows: list[dict[str, str]] | list[dict[str, object]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


if __name__ == "__main__":
    for path, content in (item for language in languages() for item in built(language).items()):
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
