"""Values that were found anywhere in a dataset, known by fingerprint only, and looked for everywhere else in it.

A name, a number or a diagnosis in one record is often missed in another; its keyed fingerprint is enough to find it
again there. Lengths are kept beside the fingerprints, so that only what can be known is hashed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import orjson

from auditor.taxonomy import load_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from auditor.redaction import Key
    from auditor.remedies.plan import Plan

ENTITY = "PERSON"
_ILLNESS = "HEALTH"
_BIRTH = "DATE_OF_BIRTH"
#: So many values are kept; each is 8 bytes.
MOST = 500_000
#: With more birthdays than this every day of a century is one, and other dates would go with them.
_MOST_BIRTHDAYS = 2_000
_SHORTEST = {ENTITY: 5, _ILLNESS: 8}
_SHORTEST_NUMBER = 6
_FEWEST_DIGITS = 4
_MOST_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_NUMBER = re.compile(r"(?<![^\W_])[^\W_][\w./\-]{4,40}(?<!_)(?<=\w)(?![^\W_])")
_BETWEEN = re.compile(r"[ \t\u00a0.]{1,3}\Z")
_MODELS = ("tagger.", "spacy.", "rampart.", "gliner.", "transformer")
#: What is written as one chunk with digits in it: numbers of people, accounts and things.
_NUMBERED = ("identity", "contact", "gov_id", "financial", "payment", "vehicle", "special.health.record_id")


@dataclass(frozen=True)
class Known:
    """Fingerprints, and which entities have values of which length."""

    prints: frozenset[bytes] = frozenset()
    lengths: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def names(self) -> frozenset[int]:
        """How long the names are."""
        return frozenset(length for length, entities in self.lengths.items() if ENTITY in entities)

    @cached_property
    def illnesses(self) -> frozenset[int]:
        """How long the words for illnesses are."""
        return frozenset(length for length, entities in self.lengths.items() if _ILLNESS in entities)

    def is_known(self, entity: str, value: str, key: Key) -> bool:
        """Whether the value was found as this entity."""
        return bytes.fromhex(key.fingerprint(entity, value)) in self.prints


def keep_known(path: Path, findings: Iterable[dict[str, object]], plan: Plan) -> None:
    """Write the fingerprints of what a scan found and the plan covers, as far as it can be told from common words."""
    prints: dict[str, set[str]] = {}
    lengths: dict[str, set[int]] = {}
    kept: Counter[str] = Counter()
    for finding in findings:
        entity = str(finding["entity"])
        if kept.total() >= MOST or plan.way_of(entity) is None or not _is_telling(finding):
            continue
        known = prints.setdefault(entity, set())
        known.add(str(finding["fingerprint"]))
        lengths.setdefault(entity, set()).add(_length(finding))
        kept[entity] = len(known)
    if kept[_BIRTH] > _MOST_BIRTHDAYS:
        del prints[_BIRTH], lengths[_BIRTH]
    head = {entity: sorted(found) for entity, found in sorted(lengths.items())}
    body = b"".join(bytes.fromhex(text) for text in sorted(chain.from_iterable(prints.values())))
    path.write_bytes(orjson.dumps(head) + b"\n" + body)


def _length(finding: dict[str, object]) -> int:
    return int(str(finding["end"])) - int(str(finding["start"]))


def _is_telling(finding: dict[str, object]) -> bool:
    """Two words or more; a single one only where more than a model's opinion says what it is; a number of one chunk."""
    if "part" in finding:
        return False
    entity, words = str(finding["entity"]), len(str(finding["masked"]).split())
    if entity == ENTITY:
        sure = not str(finding["detector"]).startswith(_MODELS)
        return words > 1 or (_length(finding) >= _SHORTEST[ENTITY] and sure)
    if entity == _ILLNESS:
        return words <= _MOST_WORDS and _length(finding) >= _SHORTEST[_ILLNESS]
    category = load_taxonomy().category_of(entity) or ""
    return words == 1 and _length(finding) >= _SHORTEST_NUMBER and category.startswith(_NUMBERED)


def load_known(path: Path) -> Known:
    """What `keep_known` wrote; nothing where no file is."""
    if not path.is_file():
        return Known()
    state = path.stat()
    return _loaded(path.resolve(), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=2)
def _loaded(path: Path, written: int, size: int) -> Known:
    del written, size  # they tell one copy's file from the next one's
    head, _, body = path.read_bytes().partition(b"\n")
    by_length: dict[int, list[str]] = {}
    for entity, lengths in orjson.loads(head).items():
        for length in lengths:
            by_length.setdefault(length, []).append(entity)
    prints = frozenset(body[at : at + 8] for at in range(0, len(body), 8))
    return Known(prints, {length: tuple(entities) for length, entities in by_length.items()})


def known_in(text: str, known: Known, key: Key) -> Iterator[tuple[int, int, str]]:
    """Where something known stands in a text, and what it is known as."""
    if not known.prints:
        return
    if known.names or known.illnesses:
        yield from _words_in(text, known, key)
    for match in _NUMBER.finditer(text):
        value = match.group()
        for entity in known.lengths.get(len(value), ()):
            if sum(map(str.isdigit, value)) >= _FEWEST_DIGITS and known.is_known(entity, value, key):
                yield *match.span(), entity
                break


def _words_in(text: str, known: Known, key: Key) -> Iterator[tuple[int, int, str]]:
    """The longest known words from each word on: names begin with a capital, illnesses need not."""
    words = [match.span() for match in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        first = words[at][0]
        wanted = known.illnesses | known.names if text[first].isupper() else known.illnesses
        size, entity = _longest(text, words[at : at + _MOST_WORDS], (known, wanted), key) if wanted else (0, "")
        if size:
            yield first, words[at + size - 1][1], entity
        at += size or 1


def _longest(
    text: str, words: list[tuple[int, int]], wanted: tuple[Known, frozenset[int]], key: Key
) -> tuple[int, str]:
    known, lengths = wanted
    first = words[0][0]
    for size in range(len(words), 0, -1):
        end = words[size - 1][1]
        if end - first not in lengths or not _together(text, words[:size]):
            continue
        entities = (ENTITY, _ILLNESS) if text[first].isupper() else (_ILLNESS,)
        for entity in entities:
            if end - first >= _SHORTEST[entity] and known.is_known(entity, text[first:end], key):
                return size, entity
    return 0, ""


def _together(text: str, words: list[tuple[int, int]]) -> bool:
    return all(_BETWEEN.match(text[one[1] : other[0]]) for one, other in pairwise(words))
