"""Contextual understanding: questions about long texts that we make up, seeded, so that no data leave and none are needed.

Families after RULER (arXiv 2404.06654), in our own texts: needles among many keys, variables passed on from name to
name, words counted over the whole text, and facts told over several turns, one of them corrected later. A single
needle overstates what a model can do.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from auditor.bench.client import Prompt
from auditor.bench.scorers import has_word
from auditor.bench.statistics import share_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from auditor.bench.statistics import Share

FAMILIES = ("needle", "variables", "aggregation", "turns")
DEPTHS = (0.1, 0.5, 0.9)
#: A size counts as understood from this share of right answers on.
THRESHOLD = 0.8
_WHO = (
    "The porter",
    "A clerk",
    "The gardener",
    "One visitor",
    "The night guard",
    "A student",
    "The cook",
    "Their neighbour",
)
_DOES = ("opened", "described", "counted", "moved", "painted", "measured", "forgot", "repaired", "copied", "borrowed")
_WHAT = (
    "the blue ladder",
    "an old map",
    "seven boxes",
    "the garden wall",
    "a wooden chair",
    "the long report",
    "two lamps",
)
_WHEN = (
    "before noon",
    "in the rain",
    "after the meeting",
    "on the second floor",
    "without a word",
    "last winter",
    "by the river",
)
_WORDS = ("amber", "basil", "cedar", "delta", "ember", "fjord", "grove", "heron", "indigo", "juniper", "kelp", "linden")


@dataclass(frozen=True, slots=True)
class Probe:
    """One question; all expected pieces have to stand in the answer."""

    id: str
    family: str
    size: int  # tokens asked for
    depth: float
    prompt: Prompt
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Making:
    """What probes are made of: so many for each family, size and depth."""

    sizes: tuple[int, ...] = (1_000, 4_000, 8_000, 16_000)
    families: tuple[str, ...] = FAMILIES
    depths: tuple[float, ...] = DEPTHS
    each: int = 3
    seed: int = 7


def make(making: Making, tokens: Callable[[str], int]) -> tuple[Probe, ...]:
    """All probes, the same for the same seed; `tokens` counts a text."""
    return tuple(
        _MAKERS[family](Case(family, size, depth, number, making.seed), tokens)
        for family in making.families
        for size in making.sizes
        for depth in making.depths
        for number in range(making.each)
    )


@dataclass(frozen=True, slots=True)
class Case:
    """Where a probe stands in the grid."""

    family: str
    size: int
    depth: float
    number: int
    seed: int

    @property
    def id(self) -> str:
        """The name of the probe."""
        return f"{self.family}-{self.size}-{self.depth:g}-{self.number}"

    def source(self) -> random.Random:
        """A stream of its own, so that other probes change nothing."""
        return random.Random(f"{self.seed}:{self.id}")  # noqa: S311  (repeatable probes, guards nothing)


def _sentence(source: random.Random) -> str:
    return f"{source.choice(_WHO)} {source.choice(_DOES)} {source.choice(_WHAT)} {source.choice(_WHEN)}."


def _filler(source: random.Random, size: int, tokens: Callable[[str], int]) -> list[str]:
    """Sentences of about so many tokens together."""
    sample = [_sentence(source) for _ in range(64)]
    each = max(1.0, tokens(" ".join(sample)) / len(sample))
    return [_sentence(source) for _ in range(max(1, round(size / each)))]


def _with(sentences: Sequence[str], facts: Sequence[str], depth: float) -> str:
    """The facts at that depth of the text, spread a little apart."""
    text = list(sentences)
    for place, fact in enumerate(facts):
        at = min(len(text), max(0, round(depth * len(sentences)) + 2 * place))
        text.insert(at, fact)
    return " ".join(text)


def _ask(text: str, question: str, max_tokens: int = 64) -> Prompt:
    return Prompt(({"role": "user", "content": f"{text}\n\nQuestion: {question}"},), max_tokens)


def _needle(case: Case, tokens: Callable[[str], int]) -> Probe:
    """One key among several: the value of that key only."""
    source = case.source()
    keys = source.sample(_WORDS, 4)
    values = [str(source.randrange(10_000, 99_999)) for _ in keys]
    facts = [f"The number of the {key} locker is {value}." for key, value in zip(keys, values, strict=True)]
    text = _with(_filler(source, case.size, tokens), facts, case.depth)
    wanted = source.randrange(len(keys))
    question = f"What is the number of the {keys[wanted]} locker? Answer with the number only."
    return Probe(case.id, case.family, case.size, case.depth, _ask(text, question), (values[wanted],))


def _variables(case: Case, tokens: Callable[[str], int]) -> Probe:
    """A value passed on from name to name: three hops apart from the number."""
    source = case.source()
    names = [name.upper() for name in source.sample(_WORDS, 6)]
    value = str(source.randrange(10_000, 99_999))
    chain, other = names[:4], names[4:]
    facts = [f"{chain[0]} is set to {value}.", f"{other[0]} is set to {source.randrange(10_000, 99_999)}."]
    facts += [f"{after} takes the value of {before}." for before, after in pairwise(chain)]
    text = _with(_filler(source, case.size, tokens), facts, case.depth)
    question = f"Which number does {chain[-1]} have? Answer with the number only."
    return Probe(case.id, case.family, case.size, case.depth, _ask(text, question), (value,))


def _aggregation(case: Case, tokens: Callable[[str], int]) -> Probe:
    """The word that occurs most often in a long list."""
    source = case.source()
    each = max(0.5, tokens(", ".join(_WORDS * 8)) / (len(_WORDS) * 8))
    number = max(24, round(case.size / each))
    winner = source.choice(_WORDS)
    rest = [word for word in _WORDS if word != winner]
    listed = [winner] * max(4, number // 4)
    listed += [rest[place % len(rest)] for place in range(number - len(listed))]
    source.shuffle(listed)
    assert Counter(listed).most_common(1)[0][0] == winner  # noqa: S101  (by construction)
    question = "Which word occurs most often in the list? Answer with the word only."
    return Probe(case.id, case.family, case.size, case.depth, _ask(", ".join(listed), question), (winner,))


def _turns(case: Case, tokens: Callable[[str], int]) -> Probe:
    """Facts over several turns, one corrected: the answer needs the correction and the first turn."""
    source = case.source()
    day, moved = source.sample(range(1, 28), 2)
    room = source.randrange(100, 999)
    filler = _filler(source, case.size, tokens)
    cut = max(1, round(case.depth * len(filler)))
    told = [
        f"Please remember: the appointment is on {day} May. " + " ".join(filler[:cut]),
        f"It takes place in room {room}. " + " ".join(filler[cut:]),
        f"No, I was wrong about the day: it is {moved} May. The room stays.",
    ]
    messages: list[Mapping[str, str]] = []
    for text in told:
        messages += [{"role": "user", "content": text}, {"role": "assistant", "content": "Noted."}]
    messages.append({"role": "user", "content": "On which day of May and in which room is it? Answer like: day, room."})
    return Probe(case.id, case.family, case.size, case.depth, Prompt(tuple(messages), 64), (str(moved), str(room)))


_MAKERS = {"needle": _needle, "variables": _variables, "aggregation": _aggregation, "turns": _turns}


def right(probe: Probe, answer: str) -> bool:
    """Whether every expected piece stands in the answer by itself."""
    return all(has_word(answer, piece) for piece in probe.expected)


# ---------------------------------------------------------------- what the answers show


@dataclass(frozen=True, slots=True)
class Understanding:
    """Share of probes answered rightly, and the largest size up to which it holds."""

    all: Share
    by_size: dict[int, Share]
    by_family: dict[str, Share]
    by_depth: dict[float, Share]
    grid: dict[tuple[int, float], Share]  # size and depth together
    effective: dict[str, int]  # family -> tokens; 0 = not even the smallest size


def understanding(results: Iterable[tuple[Probe, bool]]) -> Understanding:
    """What right and wrong answers come to."""
    rows = list(results)

    def of(chosen: Iterable[tuple[Probe, bool]]) -> Share:
        marks = [mark for _, mark in chosen]
        return share_of(sum(marks), len(marks))

    families = sorted({probe.family for probe, _ in rows})
    return Understanding(
        all=of(rows),
        by_size={s: of(r for r in rows if r[0].size == s) for s in sorted({probe.size for probe, _ in rows})},
        by_family={f: of(r for r in rows if r[0].family == f) for f in families},
        by_depth={d: of(r for r in rows if r[0].depth == d) for d in sorted({probe.depth for probe, _ in rows})},
        grid={cell: of(r for r in rows if _cell(r[0]) == cell) for cell in sorted({_cell(p) for p, _ in rows})},
        effective={f: effective_context([r for r in rows if r[0].family == f]) for f in families},
    )


def _cell(probe: Probe) -> tuple[int, float]:
    return probe.size, probe.depth


def effective_context(rows: Sequence[tuple[Probe, bool]]) -> int:
    """The largest size up to which every size reaches the threshold."""
    reached = 0
    for size in sorted({probe.size for probe, _ in rows}):
        marks = [mark for probe, mark in rows if probe.size == size]
        if sum(marks) / len(marks) < THRESHOLD:
            break
        reached = size
    return reached
