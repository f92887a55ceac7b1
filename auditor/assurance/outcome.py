"""From labels to figures: what may have been missed, how many findings are right, and how many labels are still needed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.assurance.agreement import united
from auditor.assurance.design import bound_of
from auditor.assurance.words import KINDS, Say, Strand
from auditor.bounds import ALPHA, binomial_lower, binomial_upper, interval, labels_needed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.assurance.labels import Book, Label

#: Labels that name no kind may be of any kind.
_ANY = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to label: its fingerprint, and what figures need to know of it; no text, and no place in the clear."""

    id: str
    strand: Strand
    stratum: str = ""
    category: str = ""  # of a finding
    kinds: tuple[str, ...] = ()  # found in a flagged record


@dataclass(frozen=True, slots=True)
class Frame:
    """What a sample was drawn from."""

    units: tuple[Unit, ...]
    sizes: Mapping[Strand, Mapping[str, int]]  # units of the population by stratum; findings by category

    def of(self, strand: Strand) -> list[Unit]:
        """The units of one strand."""
        return [unit for unit in self.units if unit.strand is strand]

    def population(self, strand: Strand) -> int:
        """How many there are of a strand."""
        return sum(self.sizes.get(strand, {}).values())


@dataclass(frozen=True, slots=True)
class Missed:
    """What a labelled sample says of the records without findings; a skipped record counts as missed."""

    n: int
    population: int
    misses: int
    special: int
    skipped: int
    upper: float
    special_upper: float
    alpha: float
    more: int | None  # further labels without a miss that would reach the tolerance; 0: reached; None: no sample can
    special_more: int | None
    strata: tuple[tuple[str, int, int, int, float], ...] = ()  # name, population, n, misses, bound: each at 95 %


@dataclass(frozen=True, slots=True)
class Share:
    """A measured share with its two-sided 95 % interval."""

    name: str
    hits: int
    n: int
    low: float
    high: float
    value: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """All figures of a sample; None or empty for a strand that is not labelled throughout."""

    missed: Missed | None
    precision: tuple[Share, ...]
    recall: tuple[Share, ...]
    kinds: Mapping[str, int]  # of what was missed in records without findings


@dataclass(frozen=True, slots=True)
class Tolerance:
    """The shares that may be missed."""

    all: float = 0.001
    special: float = 0.005


def outcome(frame: Frame, books: Sequence[Book], looks: int, tolerance: Tolerance) -> Outcome:
    """The figures of books that are complete."""
    alpha = alpha_of(looks)
    missed: Missed | None = None
    kinds: Mapping[str, int] = {}
    labels = _complete(frame, books, Strand.UNFLAGGED)
    if labels:
        missed = _missed(frame, labels, alpha, tolerance)
        kinds = Counter(kind for said in labels.values() for kind in _kinds_missed(said) if kind)
    rights = _complete(frame, books, Strand.FINDING)
    flagged = _complete(frame, books, Strand.FLAGGED)
    return Outcome(
        missed,
        tuple(_precision(frame, rights)) if rights else (),
        tuple(_recall(frame, labels, flagged)) if labels and flagged else (),
        dict(sorted(kinds.items())),
    )


def alpha_of(looks: int) -> float:
    """Half the chance of error at each further look, so that all looks together stay below twice the first."""
    return float(ALPHA / 2 ** (looks - 1))


def complete(book: Book, units: Sequence[Unit]) -> bool:
    """Whether a labeller has said something of every unit."""
    return all(unit.id in book.labels for unit in units)


def _complete(frame: Frame, books: Sequence[Book], strand: Strand) -> dict[str, list[Label]]:
    """The labels that count, from the books that cover the strand, and from what was settled."""
    from auditor.assurance.labels import SETTLED

    units = frame.of(strand)
    whole = [book for book in books if book.labeller != SETTLED and complete(book, units)]
    if not units or not whole:
        return {}
    return united([*whole, *(b for b in books if b.labeller == SETTLED)], {unit.id: strand for unit in units})


def _missed(frame: Frame, labels: Mapping[str, list[Label]], alpha: float, tolerance: Tolerance) -> Missed:
    units, sizes = frame.of(Strand.UNFLAGGED), frame.sizes[Strand.UNFLAGGED]
    taken = Counter(unit.stratum for unit in units)
    says = {unit.id: labels[unit.id][0].say for unit in units}
    worst = Counter(unit.stratum for unit in units if says[unit.id] is not Say.NOTHING)
    special = sum(say in (Say.SPECIAL, Say.SKIP) for say in says.values())
    upper, special_upper = (bound_of(sizes, taken, count, alpha) for count in (worst.total(), special))
    total, n = sum(sizes.values()), len(units)
    widening = upper / bound_of({"": total}, {"": n}, worst.total(), alpha) if upper and n < total else 1.0
    return Missed(
        n=n,
        population=total,
        misses=worst.total(),
        special=special,
        skipped=sum(say is Say.SKIP for say in says.values()),
        upper=upper,
        special_upper=special_upper,
        alpha=alpha,
        more=_more(worst.total(), n, total, upper, (tolerance.all, alpha, widening)),
        special_more=_more(special, n, total, special_upper, (tolerance.special, alpha, widening)),
        strata=tuple(
            (name, sizes[name], taken[name], worst[name], bound_of({"": sizes[name]}, {"": taken[name]}, worst[name]))
            for name in sorted(sizes)
        )
        if len(sizes) > 1
        else (),
    )


def _more(misses: int, n: int, population: int, upper: float, aim: tuple[float, float, float]) -> int | None:
    """Labels still needed if none of them shows a miss; the next look has half the chance of error."""
    tolerance, alpha, widening = aim
    if upper <= tolerance:
        return 0
    needed = labels_needed(misses, tolerance / widening, population, alpha / 2)
    return None if needed is None else max(1, needed - n)


def _kinds_missed(said: Sequence[Label]) -> set[str]:
    """Kinds that a record's labels say were missed; `_ANY` where a label names none."""
    missed = [label for label in said if label.say not in (Say.NOTHING, Say.RIGHT)]
    return {kind for label in missed for kind in (label.kinds or (_ANY,))}


# ---------------------------------------------------------------- precision


def _precision(frame: Frame, labels: Mapping[str, list[Label]]) -> list[Share]:
    """Share of findings that are right: of each category, and of all by the weight of the categories."""
    sizes = frame.sizes[Strand.FINDING]
    n: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for unit in frame.of(Strand.FINDING):
        n[unit.category] += 1
        hits[unit.category] += labels[unit.id][0].say is Say.RIGHT
    rows = [_share(name, hits[name], n[name], sizes[name]) for name in sorted(n)]
    total = sum(sizes.values())
    strict = [_share(name, hits[name], n[name], sizes[name], ALPHA / len(n)) for name in sorted(n)]
    low, high, value = (
        sum(getattr(row, end) * sizes[row.name] for row in strict) / total for end in ("low", "high", "value")
    )
    return [*rows, Share("all", hits.total(), n.total(), low, high, value)]


def _share(name: str, hits: int, n: int, population: int, alpha: float = ALPHA) -> Share:
    """A share with its interval; of a population that was labelled whole there is no doubt."""
    low, high = (hits / n, hits / n) if n == population else interval(n, hits, alpha)
    return Share(name, hits, n, low, high, hits / n)


# ---------------------------------------------------------------- recall


def _recall(frame: Frame, clean: Mapping[str, list[Label]], flagged: Mapping[str, list[Label]]) -> list[Share]:
    """Of the records that hold a kind, the share in which it was found."""
    return [row for kind in KINDS if (row := _recall_of(kind, frame, clean, flagged)) is not None]


def _recall_of(
    kind: str, frame: Frame, clean: Mapping[str, list[Label]], flagged: Mapping[str, list[Label]]
) -> Share | None:
    """Three shares, each bounded at a third of the chance of error: found, missed beside findings, missed without any."""
    units = frame.of(Strand.FLAGGED)
    found = sum(kind in u.kinds and all(_confirms(kind, label) for label in flagged[u.id]) for u in units)
    beside = [_names(kind, flagged[u.id], known=kind in u.kinds) for u in units]
    without = [_names(kind, clean[u.id], known=False) for u in frame.of(Strand.UNFLAGGED)]
    named = [sum(one is True for one in ones) for ones in (beside, without)]
    perhaps = [sum(one is not False for one in ones) for ones in (beside, without)]
    total, rest = frame.population(Strand.FLAGGED), frame.population(Strand.UNFLAGGED)
    m, n, alpha = len(units), len(without), ALPHA / 6  # three shares, two ends
    if not found and not any(named):
        return None
    by_stratum = frame.sizes[Strand.UNFLAGGED], Counter(u.stratum for u in frame.of(Strand.UNFLAGGED))
    low = _ratio(
        total * binomial_lower(m, found, alpha) if found else 0.0,
        total * binomial_upper(m, perhaps[0], alpha) + rest * bound_of(*by_stratum, perhaps[1], alpha),
    )
    high = _ratio(
        total * binomial_upper(m, found, alpha),
        total * (binomial_lower(m, named[0], alpha) if named[0] else 0.0),
    )
    value = _ratio(total * found / m, total * named[0] / m + rest * named[1] / n)
    return Share(kind, found, found + sum(named), low, high, value)


def _confirms(kind: str, label: Label) -> bool:
    return label.say is not Say.SKIP and kind not in label.wrong


def _names(kind: str, said: Sequence[Label], *, known: bool) -> bool | None:
    """Whether a record's labels say that the kind was missed; None: something was, and nobody said what."""
    missed = _kinds_missed(said)
    if kind in missed:
        return True
    return None if _ANY in missed and not known else False


def _ratio(found: float, missed: float) -> float:
    return found / (found + missed) if found + missed else 0.0
