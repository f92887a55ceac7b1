"""How a sample is drawn: simple or by strata, seeded, fixed before the first label, and never a bound without a proof.

Every unit has a rank: a hash of the seed and its place. The units with the smallest ranks are the sample, so a larger
sample of the same seed contains the smaller one, and anybody with the data can draw it again.

Bounds. A simple sample has the exact bound. In a stratified one each stratum is drawn without replacement, so the count
of misses is a sum of independent hypergeometric counts, and each of those is a sum of independent trials (Vatutin and
Mikhailov 1982). Hoeffding (1956): such a sum is at most as likely to stay at or below k as a binomial count with the
same mean, for k up to the mean less one. So the binomial bound on the mean of the trials holds; the share in the
population is at most the largest weight (share of the population over share of the sample) times that mean.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from heapq import heappush, heappushpop, nsmallest
from typing import TYPE_CHECKING, Generic, TypeVar

from auditor.bounds import ALPHA, binomial_upper, upper_bound

if TYPE_CHECKING:
    from collections.abc import Mapping

#: More strata than this share one: each would get too few labels to say anything.
MOST_STRATA = 20
OTHERS = "(others)"
BY = ("simple", "file", "field", "language")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Design:
    """Simple (`by` is empty), or strata by file, field or language; equal: as many units of each stratum."""

    by: str = ""
    equal: bool = False

    @property
    def told(self) -> str:
        """The design in words."""
        if not self.by:
            return "simple random"
        return f"stratified by {self.by}, {'equal' if self.equal else 'proportional'} allocation"


def rank_of(seed: int, *place: str) -> int:
    """A unit's rank: 64 bits that nobody can choose."""
    message = "\0".join((str(seed), *place)).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(message, digest_size=8).digest(), "big")


@dataclass
class Urn(Generic[T]):
    """Sees every unit once and keeps, of each stratum, the `most` units with the smallest ranks."""

    most: int
    sizes: Counter[str] = field(default_factory=Counter)
    _kept: dict[str, list[tuple[int, int, T]]] = field(default_factory=dict)
    _seen: int = 0

    def add(self, stratum: str, rank: int, unit: T) -> None:
        """Put a unit in."""
        self.sizes[stratum] += 1
        self._seen += 1
        kept = self._kept.setdefault(stratum, [])
        entry = (-rank, -self._seen, unit)  # the largest rank stands first; of equal ranks the later unit goes
        if len(kept) < self.most:
            heappush(kept, entry)
        else:
            heappushpop(kept, entry)

    def draw(self, n: int, design: Design) -> Drawn[T]:
        """The sample, by rank."""
        names = merged(self.sizes)
        sizes: Counter[str] = Counter()
        pools: dict[str, list[tuple[int, int, T]]] = {}
        for stratum, size in sorted(self.sizes.items()):
            name = names[stratum] if design.by else ""
            sizes[name] += size
            pools.setdefault(name, []).extend((-rank, -seen, unit) for rank, seen, unit in self._kept[stratum])
        taken = allocate(sizes, n, equal=design.equal)
        drawn = [
            (rank, seen, name, unit)
            for name, pool in sorted(pools.items())
            for rank, seen, unit in nsmallest(taken[name], pool, key=lambda entry: entry[:2])
        ]
        drawn.sort(key=lambda entry: entry[:2])
        return Drawn(tuple((name, unit) for _, _, name, unit in drawn), dict(sorted(sizes.items())), taken)


@dataclass(frozen=True, slots=True)
class Drawn(Generic[T]):
    """The units of a sample with the stratum of each, by rank; sizes of the strata, and how many were taken of each."""

    units: tuple[tuple[str, T], ...]
    sizes: Mapping[str, int]
    taken: Mapping[str, int]


def merged(sizes: Mapping[str, int]) -> dict[str, str]:
    """The stratum that each one goes to: the largest stay, the rest are one."""
    largest = sorted(sizes, key=lambda name: (-sizes[name], name))
    kept = set(largest if len(largest) <= MOST_STRATA else largest[: MOST_STRATA - 1])
    return {name: name if name in kept else OTHERS for name in sizes}


def allocate(sizes: Mapping[str, int], n: int, *, equal: bool) -> dict[str, int]:
    """Units to take of each stratum: at least one, and shares are rounded up, so a few more than n may be taken."""
    total = sum(sizes.values())
    if n >= total:
        return dict(sorted(sizes.items()))
    if not equal:
        return {name: min(size, -(-n * size // total)) for name, size in sorted(sizes.items())}
    taken: dict[str, int] = {}
    left, strata = n, len(sizes)
    for name, size in sorted(sizes.items(), key=lambda item: (item[1], item[0])):  # what small ones lack, others give
        taken[name] = min(size, max(1, -(-left // strata)))
        left, strata = max(0, left - taken[name]), strata - 1
    return dict(sorted(taken.items()))


def weight(sizes: Mapping[str, int], taken: Mapping[str, int]) -> float:
    """The largest share of the population over share of the sample."""
    total, n = sum(sizes.values()), sum(taken.values())
    return max((size / total) / (taken[name] / n) for name, size in sizes.items())


def bound_of(sizes: Mapping[str, int], taken: Mapping[str, int], misses: int, alpha: float = ALPHA) -> float:
    """One-sided upper bound on the share of the population that was missed."""
    total, n = sum(sizes.values()), sum(taken.values())
    if not n:
        return 1.0
    if n == total:
        return misses / total
    if len(sizes) == 1:
        return upper_bound(n, misses, total, alpha)
    mean = binomial_upper(n, misses, alpha)
    if misses > mean * n - 1:  # Hoeffding's condition fails: nothing is proved
        return 1.0
    return min(1.0, weight(sizes, taken) * mean)
