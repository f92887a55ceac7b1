"""Which records a sampled scan reads: the same share of every file, chosen by a seed before anything is detected.

A file's records are taken in blocks of `of`; each block gives `chosen` of them. So every record of the dataset has the
same chance, every file is represented by its size, and neither workers nor shards change what is read.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction
from hashlib import blake2b
from typing import TYPE_CHECKING

from auditor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 1_000_000
_HINT = "give a share (--sample 1%) or a number of records (--sample 10000)"


@dataclass(frozen=True, slots=True)
class Draw:
    """`chosen` of every `of` records of a file."""

    chosen: int
    of: int
    seed: int = 0

    def picker(self, path: str) -> Callable[[int], bool]:
        """Says of each record of a file, by its number, whether it is read."""
        held: tuple[int, frozenset[int]] = (-1, frozenset())

        def picks(record: int) -> bool:
            nonlocal held
            block, place = divmod(record, self.of)
            if held[0] != block:
                held = (block, self._places(path, block))
            return place in held[1]

        return picks

    def _places(self, path: str, block: int) -> frozenset[int]:
        """Floyd's way of choosing without repetition."""
        told = f"{self.seed} {block} {path}".encode("utf-8", "surrogatepass")
        chance = random.Random(int.from_bytes(blake2b(told, digest_size=8).digest()))  # noqa: S311  (no secret)
        places: set[int] = set()
        for top in range(self.of - self.chosen, self.of):
            place = int(chance.random() * (top + 1))
            places.add(top if place in places else place)
        return frozenset(places)


def asked(text: str) -> Fraction | int:
    """What `--sample` asks for: a share between nothing and all, or a number of records."""
    plain = text.strip().replace(",", ".")
    try:
        wanted: Fraction | int = Fraction(plain[:-1]) / 100 if plain.endswith("%") else int(plain)
    except (ValueError, ZeroDivisionError):
        wanted = 0
    if wanted <= 0 or (isinstance(wanted, Fraction) and (wanted > 1 or wanted.denominator > _MOST)):
        raise UsageError("--sample: neither a share up to 100% nor a number of records", _HINT)
    return wanted


def of_share(share: Fraction, seed: int) -> Draw | None:
    """The draw of a share; None for all."""
    return None if share >= 1 else Draw(share.numerator, share.denominator, seed)


def of_count(wanted: int, population: int, seed: int) -> Draw | None:
    """The draw that gives about so many of a population that is known about; None for all."""
    if 2 * wanted <= population:
        return Draw(1, min(population // wanted, _MOST), seed)
    return of_share(Fraction(wanted, max(1, population)).limit_denominator(100), seed)


def seconds_of(text: str) -> float:
    """What `--max-time` asks for: `90`, `90s`, `30m`, `1.5h`."""
    plain = text.strip().lower()
    unit = {"s": 1, "m": 60, "h": 3600}.get(plain[-1:], 0)
    try:
        seconds = float(plain[:-1] if unit else plain) * (unit or 1)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 10**9:
        raise UsageError("--max-time: not a time", "give seconds, minutes or hours: --max-time 90s, 30m, 1.5h")
    return seconds
