"""Names that were found anywhere in a dataset, known by fingerprint only, and looked for everywhere else in it.

A name in one record is often missed in another; its keyed fingerprint is enough to find it again there.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from auditor.redaction import Key
    from auditor.remedies.plan import Plan

ENTITY = "PERSON"
#: So many names are kept; each is 8 bytes.
MOST = 500_000
_SHORTEST = 5
_MOST_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_BETWEEN = re.compile(r"[ \t\u00a0.]{1,3}\Z")
_MODELS = ("tagger.", "spacy.", "rampart.", "gliner.", "transformer")


def keep_known(path: Path, findings: Iterable[dict[str, object]], plan: Plan) -> None:
    """Write the fingerprints of the names that a scan found, if names are to go at all."""
    if plan.way_of(ENTITY) is None:
        return
    prints: set[bytes] = set()
    for finding in findings:
        if finding["entity"] == ENTITY and len(prints) < MOST and _is_telling(finding):
            prints.add(bytes.fromhex(str(finding["fingerprint"])))
    path.write_bytes(b"".join(sorted(prints)))


def _is_telling(finding: dict[str, object]) -> bool:
    """Two words or more; a single one only where more than a model's opinion says that it is a name."""
    if "part" in finding:
        return False
    words = str(finding["masked"]).split()
    length = int(str(finding["end"])) - int(str(finding["start"]))
    return len(words) > 1 or (length >= _SHORTEST and not str(finding["detector"]).startswith(_MODELS))


@lru_cache(maxsize=2)
def load_known(path: Path) -> frozenset[bytes]:
    """The fingerprints of `keep_known`; none where no file is."""
    data = path.read_bytes() if path.is_file() else b""
    return frozenset(data[at : at + 8] for at in range(0, len(data), 8))


def names_in(text: str, known: frozenset[bytes], key: Key) -> Iterator[tuple[int, int]]:
    """Where a known name stands in a text, the longest first from each word that begins with a capital."""
    words = [match.span() for match in _WORD.finditer(text)] if known else []
    at = 0
    while at < len(words):
        size = _longest(text, words[at : at + _MOST_WORDS], known, key)
        if size:
            yield words[at][0], words[at + size - 1][1]
        at += size or 1


def _longest(text: str, words: list[tuple[int, int]], known: frozenset[bytes], key: Key) -> int:
    first = words[0][0]
    if not text[first].isupper():
        return 0
    together = 1
    while together < len(words) and _BETWEEN.match(text[words[together - 1][1] : words[together][0]]):
        together += 1
    for size in range(together, 0, -1):
        value = text[first : words[size - 1][1]]
        if len(value) >= _SHORTEST and bytes.fromhex(key.fingerprint(ENTITY, value)) in known:
            return size
    return 0
