"""Finds the words of many lists in one pass: a text's words are looked up in the lists, not the lists in the text.

A list's spelling says which case counts: `cancer` matches any case, `Green Party` needs its capitals, `MS` and `GdB` need all of them.
`diabet*` matches every word that begins so, `*karzinom` every word that ends so. A phrase is looked up by its longest word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MEMBER = False

T = TypeVar("T")
_WORD = re.compile(r"[^\W_]+")
#: Beginnings and endings (`diabet*`, `*krebs`) are looked up by so many letters.
_HEAD = 5
#: No phrase reaches farther from its longest word.
_REACH = 120
#: Longest gap between two words of a phrase; a sentence's end is none.
_GAP = re.compile(r"(?:[ \t\u00a0]|\r?\n|[-–'’./,&+]){1,2}")
#: Capitals that are written in two ways: the signs of kelvin and ångström.
_CAPITALS = {"K": "\u212a", "Å": "\u212b"}
_END = re.compile(r"[.,] ")


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[T]):
    words: tuple[str, ...]  # lower case; a last word may end in "*"
    cases: tuple[str, ...]  # as written in the list
    anchor: int
    meaning: T
    plain: frozenset[str]  # its whole words


@dataclass(frozen=True, slots=True)
class Lexicon(Generic[T]):
    """Phrases with what they mean. Time grows with the text and the phrases it may hold, not with the lists."""

    exact: dict[str, tuple[_Phrase[T], ...]] = field(repr=False)
    heads: dict[str, tuple[_Phrase[T], ...]] = field(repr=False)
    tails: dict[str, tuple[_Phrase[T], ...]] = field(repr=False)

    @classmethod
    def of(cls, entries: Iterable[tuple[str, T]]) -> Lexicon[T]:
        """From (phrase, meaning); phrases as lists write them."""
        exact: dict[str, list[_Phrase[T]]] = {}
        heads: dict[str, list[_Phrase[T]]] = {}
        tails: dict[str, list[_Phrase[T]]] = {}
        for written, meaning in entries:
            phrase = _phrase(written, meaning)
            if phrase is None:
                continue
            word = phrase.words[phrase.anchor]
            if word.endswith("*"):
                heads.setdefault(word[:_HEAD], []).append(phrase)
            elif word.startswith("*"):
                tails.setdefault(word[-_HEAD:], []).append(phrase)
            else:
                exact.setdefault(word, []).append(phrase)
        return cls(_frozen(exact), _frozen(heads), _frozen(tails))

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """(start, end, meaning) of each phrase in a text."""
        lowered = fold(text)
        words = set(_WORD.findall(lowered))
        exact, heads, tails = self.exact, self.heads, self.tails
        wanted = {w for w in words if w in exact or w[:_HEAD] in heads or w[-_HEAD:] in tails}
        if not wanted:
            return
        for word in sorted(wanted):
            phrases = tuple(p for p in self._candidates(word) if p.plain <= words)
            if not phrases:
                continue
            for at in _occurrences(lowered, word):
                around = None if all(len(p.words) == 1 for p in phrases) else _words_around(lowered, at)
                for phrase in phrases:
                    place = _match(phrase, text, lowered, around or ([(at, at + len(word))], 0))
                    if place is not None:
                        yield *place, phrase.meaning

    def triggers(self) -> tuple[tuple[str, int], ...]:
        """Patterns (with flags) of which one matches wherever `find` finds anything."""
        every = chain.from_iterable(chain(self.exact.values(), self.heads.values(), self.tails.values()))
        forms = {_form(phrase) for phrase in every}
        return tuple((form, int(re.IGNORECASE)) for form in sorted(forms))

    def _candidates(self, word: str) -> Iterator[_Phrase[T]]:
        yield from self.exact.get(word, ())
        yield from self.heads.get(word[:_HEAD], ())
        yield from self.tails.get(word[-_HEAD:], ())


def _frozen(index: dict[str, list[_Phrase[T]]]) -> dict[str, tuple[_Phrase[T], ...]]:
    return {word: tuple(phrases) for word, phrases in index.items()}


def _occurrences(lowered: str, word: str) -> Iterator[int]:
    """Where a word stands as a whole word."""
    at = lowered.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and lowered[at - 1].isalnum()) and not lowered[end : end + 1].isalnum():
            yield at
        at = lowered.find(word, at + 1)


def _words_around(lowered: str, at: int) -> tuple[list[tuple[int, int]], int]:
    """The words near a place, and which of them begins there."""
    places = [match.span() for match in _WORD.finditer(lowered, max(0, at - _REACH), at + _REACH)]
    return places, next(i for i, (start, _) in enumerate(places) if start == at)


def fold(text: str) -> str:
    """Lower case of the same length, so that places agree."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def _phrase(written: str, meaning: T) -> _Phrase[T] | None:
    cases = tuple(re.findall(r"\*?[^\W_]+\*?", written))
    if not cases:
        return None
    words = tuple(fold(case) for case in cases)
    fixed = [i for i, word in enumerate(words) if "*" not in word] or [len(words) - 1]
    whole = frozenset(word for word in words if "*" not in word)
    return _Phrase(words, cases, max(fixed, key=lambda i: (len(words[i]), i)), meaning, whole)


def _form(phrase: _Phrase[T]) -> str:
    """A phrase as a pattern; capitals count only where the list wants all of them."""
    last = len(phrase.words) - 1
    words = [_word_form(case, place == 0, place == last) for place, case in enumerate(phrase.cases)]
    return _GAP.pattern.join(words)


def _word_form(case: str, first: bool, last: bool) -> str:
    bare = case.strip("*")
    form = "".join(f"[{c}{_CAPITALS[c]}]" if c in _CAPITALS else c for c in bare)
    form = f"(?-i:{form})" if len(bare) > 1 and bare.isupper() else bare
    before, after = ("", "") if case == bare else (r"[^\W_]*", r"[^\W_]*")
    if not case.startswith("*"):
        before = r"(?<![^\W_])" if first else ""
    if not case.endswith("*"):
        after = r"(?![^\W_])" if last else ""
    return before + form + after


def _match(
    phrase: _Phrase[T], text: str, lowered: str, where: tuple[Sequence[tuple[int, int]], int]
) -> tuple[int, int] | None:
    places, at = where
    first = at - phrase.anchor
    span = places[max(first, 0) : first + len(phrase.words)]
    if first < 0 or len(span) < len(phrase.words):
        return None
    for (start, end), word, case in zip(span, phrase.words, phrase.cases, strict=True):
        if not _same(lowered[start:end], word) or not _has_case(text[start:end], case):
            return None
    for (_, left), (right, _) in pairwise(span):
        gap = text[left:right]
        if not _GAP.fullmatch(gap) or _END.match(gap):
            return None
    return span[0][0], span[-1][1]


def _same(found: str, wanted: str) -> bool:
    if wanted.endswith("*"):
        return found.startswith(wanted[:-1])
    return found.endswith(wanted[1:]) if wanted.startswith("*") else found == wanted


def _has_case(found: str, written: str) -> bool:
    bare = written.strip("*")
    if len(bare) > 1 and bare.isupper():
        return found.isupper()
    if any(c.isupper() for c in bare[1:]):
        return found == bare
    return not bare[0].isupper() or found[0].isupper()
