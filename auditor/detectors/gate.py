"""Which patterns are worth trying on a text: the place of a prefilter over all of them.

The law of a gate: it never holds back a pattern that `may_match` lets through. This one asks which of the patterns'
needles stand in the text: only those whose rarest three letters do are looked for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.detectors.base import Gated, Glance

MEMBER = False

_LETTERS = re.compile(r"[^\W\d_]+")

#: From frequent to rare in the languages and formats that datasets are written in; what is missing is rarer still.
_COMMON = " etaoinsrhldcumfpgwybvk,.-_:=/'\"xjqz0123456789"


class Gate:
    """All patterns of an engine, indexed by what a text must hold."""

    def __init__(self, patterns: Sequence[Gated]) -> None:
        self._patterns = tuple(patterns)
        owners: dict[str, set[int]] = defaultdict(set)
        for index, detector in enumerate(self._patterns):
            for needle in detector.needles:
                owners[needle].add(index)
        self._free = frozenset(i for i, detector in enumerate(self._patterns) if not detector.needles)
        stems: dict[str, list[tuple[str, frozenset[int]]]] = defaultdict(list)
        for needle, who in sorted(owners.items()):
            stems[_stem(needle)].append((needle, frozenset(who)))
        self._short = tuple((stem, tuple(needles)) for stem, needles in stems.items() if len(stem) < 3)
        by_gram: dict[str, list[tuple[str, tuple[tuple[str, frozenset[int]], ...]]]] = defaultdict(list)
        for stem, needles in stems.items():
            if len(stem) >= 3:
                by_gram[_rarest(stem)].append((stem, tuple(needles)))
        self._by_gram = dict(by_gram)
        self._grams = frozenset(by_gram)

    def open(self, glance: Glance) -> list[Gated]:
        """The patterns to try, in order."""
        text = glance.lowered
        found = set(self._free)
        grams = self._grams.intersection([text[i : i + 3] for i in range(len(text) - 2)])
        for stem, needles in chain(self._short, *map(self._by_gram.__getitem__, grams)):
            if stem in text:
                for needle, who in needles:
                    if not who <= found and needle in text:
                        found |= who
        return [p for p in map(self._patterns.__getitem__, sorted(found)) if p.digits <= glance.digits]


def _stem(needle: str) -> str:
    """The longest word of a needle: many needles share one ("user id", "user_id")."""
    longest = max(_LETTERS.findall(needle), key=len, default="")
    return longest if len(longest) >= 3 else needle


def _rarest(stem: str) -> str:
    grams = [stem[i : i + 3] for i in range(len(stem) - 2)]
    return max(grams, key=lambda gram: (sum(_frequency(c) for c in gram), gram))


def _frequency(letter: str) -> int:
    place = _COMMON.find(letter)
    return len(_COMMON) if place < 0 else place
