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

#: A run of letters: a stem stands in a text where it stands in one of the text's words.
_WORD = re.compile(r"[^\W\d_]+")
#: So many words are remembered, and none that is longer than words are.
_KEPT = 50_000
_LONG = 30

#: From frequent to rare in the languages and formats that datasets are written in; what is missing is rarer still.
_COMMON = " etaoinsrhldcumfpgwybvk,.-_:=/'\"xjqz0123456789"


class Gate:
    """All patterns of an engine, indexed by what a text must hold."""

    def __init__(self, patterns: Sequence[Gated]) -> None:
        self._patterns = tuple(patterns)
        #: Digits and needles that each pattern wants.
        self.asks = tuple((pattern.digits, pattern.needles) for pattern in self._patterns)
        owners: dict[str, set[int]] = defaultdict(set)
        for index, detector in enumerate(self._patterns):
            for needle in detector.needles:
                owners[needle].add(index)
        self._free = frozenset(i for i, detector in enumerate(self._patterns) if not detector.needles)
        stems: dict[str, list[tuple[str, frozenset[int]]]] = defaultdict(list)
        for needle, who in sorted(owners.items()):
            stems[_stem(needle)].append((needle, frozenset(who)))
        self._needles = dict(stems)
        self._wordless = tuple(stem for stem in stems if not _WORD.fullmatch(stem))
        by_gram: dict[str, list[str]] = defaultdict(list)
        for stem in stems:
            if _WORD.fullmatch(stem) and len(stem) >= 3:
                by_gram[_rarest(stem)].append(stem)
        self._short = tuple(stem for stem in stems if _WORD.fullmatch(stem) and len(stem) < 3)
        self._by_gram = dict(by_gram)
        self._grams = frozenset(by_gram)
        self._known: dict[str, tuple[str, ...]] = {}

    def open(self, glance: Glance) -> list[Gated]:
        """The patterns to try, in order."""
        text = glance.lowered
        found = set(self._free)
        words = map(self._in_word, set(_WORD.findall(text)))
        for stem in {*chain.from_iterable(words), *(stem for stem in self._wordless if stem in text)}:
            for needle, who in self._needles[stem]:
                if not who <= found and needle in text:
                    found |= who
        return [p for p in map(self._patterns.__getitem__, sorted(found)) if p.digits <= glance.digits]

    def _in_word(self, word: str) -> tuple[str, ...]:
        """The stems that stand in a word; words come back, so the answers are kept."""
        stems = self._known.get(word)
        if stems is None:
            grams = self._grams.intersection([word[i : i + 3] for i in range(len(word) - 2)])
            likely = chain(self._short, *map(self._by_gram.__getitem__, grams))
            stems = tuple(sorted(stem for stem in likely if stem in word))
            if len(self._known) >= _KEPT:
                self._known.clear()
            if len(word) <= _LONG:
                self._known[word] = stems
        return stems


def _stem(needle: str) -> str:
    """The longest word of a needle: many needles share one ("user id", "user_id")."""
    return max(_WORD.findall(needle), key=len, default=needle)


def _rarest(stem: str) -> str:
    grams = [stem[i : i + 3] for i in range(len(stem) - 2)]
    return max(grams, key=lambda gram: (sum(_frequency(c) for c in gram), gram))


def _frequency(letter: str) -> int:
    place = _COMMON.find(letter)
    return len(_COMMON) if place < 0 else place
