"""Which patterns are worth trying on a text: the place of a prefilter over all of them.

The law of a gate: it never holds back a pattern that `may_match` lets through. This one asks which of the patterns'
needles stand in the text: only those whose rarest three letters do are looked for.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.detectors.base import Glance, PatternDetector

MEMBER = False

#: From frequent to rare in the languages and formats that datasets are written in; what is missing is rarer still.
_COMMON = " etaoinsrhldcumfpgwybvk,.-_:=/'\"xjqz0123456789"


class Gate:
    """All patterns of an engine, indexed by what a text must hold."""

    def __init__(self, patterns: Sequence[PatternDetector]) -> None:
        self._patterns = tuple(patterns)
        owners: dict[str, set[int]] = defaultdict(set)
        for index, detector in enumerate(self._patterns):
            for needle in detector.needles:
                owners[needle].add(index)
        self._free = frozenset(i for i, detector in enumerate(self._patterns) if not detector.needles)
        self._short = tuple(sorted((n, frozenset(w)) for n, w in owners.items() if len(n) < 3))
        by_gram: dict[str, list[tuple[str, frozenset[int]]]] = defaultdict(list)
        for needle in sorted(n for n in owners if len(n) >= 3):
            by_gram[_rarest(needle)].append((needle, frozenset(owners[needle])))
        self._by_gram = dict(by_gram)
        self._grams = frozenset(by_gram)

    def open(self, glance: Glance) -> list[PatternDetector]:
        """The patterns to try, in order."""
        text = glance.lowered
        found = set(self._free)
        found.update(*(who for needle, who in self._short if needle in text))
        for gram in self._grams.intersection([text[i : i + 3] for i in range(len(text) - 2)]):
            for needle, who in self._by_gram[gram]:
                if not who <= found and needle in text:
                    found |= who
        return [p for p in map(self._patterns.__getitem__, sorted(found)) if p.digits <= glance.digits]


def _rarest(needle: str) -> str:
    grams = [needle[i : i + 3] for i in range(len(needle) - 2)]
    return max(grams, key=lambda gram: (sum(_frequency(c) for c in gram), gram))


def _frequency(letter: str) -> int:
    place = _COMMON.find(letter)
    return len(_COMMON) if place < 0 else place
