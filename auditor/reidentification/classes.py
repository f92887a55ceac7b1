"""The classes of equal quasi-identifiers: counted in one pass, by codes; of values there are keyed digests only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from auditor.counts import Counts, united
from auditor.reidentification.levels import Kind, levels_of, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from auditor.redaction import Key
    from auditor.reidentification.levels import Level

    Codes = NDArray[np.uint64]

#: The code of a value that is missing: a value of its own.
MISSING = 0
#: Values of a column whose codes are remembered as they are written: the first ones are mostly the commonest.
_COMMON = 4096


@dataclass(slots=True)
class Codebook:
    """Codes of a column's values, and of their coarser forms."""

    key: Key
    kind: Kind
    numbers: bool = False  # keep the sizes of numeric values: the ordered distance needs their order
    codes: dict[int, int] = field(default_factory=dict)  # keyed digest -> code
    coarser: list[list[int]] = field(default_factory=list)  # level -> code -> code
    sizes: list[float] = field(default_factory=lambda: [float("nan")])
    _levels: Sequence[Level] = ()
    _made: list[dict[int, int]] = field(default_factory=list)
    _common: dict[str, int] = field(default_factory=dict, repr=False)  # lives as long as the pass over the rows

    def __post_init__(self) -> None:
        self._levels = levels_of(self.kind)
        self.coarser = [[MISSING] for _ in self._levels]
        self._made = [{} for _ in self._levels]

    def code(self, text: str) -> int:
        """The code of a value; the commonest need no digest."""
        code = self._common.get(text)
        if code is None:
            code = self._coded(text)
            if len(self._common) < _COMMON:
                self._common[text] = code
        return code

    def _coded(self, text: str) -> int:
        value = text.strip().casefold()
        if not value:
            return MISSING
        digest = self.key.digest("value", value)
        code = self.codes.get(digest)
        if code is None:
            code = self.codes[digest] = len(self.codes) + 1
            self._learn(value)
        return code

    def known(self, text: str) -> int | None:
        """The code of a value, if the table has it."""
        value = text.strip().casefold()
        return self.codes.get(self.key.digest("value", value)) if value else MISSING

    def _learn(self, value: str) -> None:
        for level, made, codes in zip(self._levels, self._made, self.coarser, strict=True):
            coarse = level.make(value)
            digest = self.key.digest("value", coarse)
            codes.append(made.setdefault(digest, len(made) + 1) if coarse else MISSING)
        if self.numbers:
            size = number(value)
            self.sizes.append(float("nan") if size is None else size)


class Table:
    """The classes of one table, with what the sensitive columns hold in each."""

    def __init__(self, key: Key, quasi: Mapping[str, Kind], sensitive: Sequence[str]) -> None:
        self.quasi = {name: Codebook(key, kind) for name, kind in quasi.items()}
        self.sensitive = {name: Codebook(key, Kind.WORD, numbers=True) for name in sensitive}
        self._classes = Counts(len(self.quasi))
        self._pairs = {name: Counts(len(self.quasi) + 1) for name in sensitive}
        self.rows = 0

    def add(self, row: Mapping[str, str]) -> None:
        """Count a row: column -> value."""
        codes = [book.code(row.get(name, "")) for name, book in self.quasi.items()]
        self._classes.add(codes)
        for name, book in self.sensitive.items():
            self._pairs[name].add((*codes, book.code(row.get(name, ""))))
        self.rows += 1

    def place(self, row: Mapping[str, str]) -> tuple[int, ...] | None:
        """The codes of a row of another table; None where this one has no such value."""
        codes = [book.known(row.get(name, "")) for name, book in self.quasi.items()]
        known = tuple(code for code in codes if code is not None)
        return known if len(known) == len(codes) else None

    @property
    def classes(self) -> tuple[Codes, NDArray[np.int64]]:
        """Codes and records of each class, sorted."""
        return self._classes.rows, self._classes.counts

    def sizes(self, sensitive: str) -> NDArray[np.float64] | None:
        """The sizes of a sensitive column's values by code; None unless every row has a number."""
        sizes = np.array(self.sensitive[sensitive].sizes)
        codes = np.unique(self.pairs(sensitive)[0][:, -1])
        return None if np.isnan(sizes[codes]).any() else sizes

    def pairs(self, sensitive: str) -> tuple[Codes, NDArray[np.int64]]:
        """Codes of class and sensitive value, and records of each pair, sorted by class."""
        return self._pairs[sensitive].rows, self._pairs[sensitive].counts


def coarsened(
    rows: Codes, counts: NDArray[np.int64], maps: Sequence[Sequence[int] | None]
) -> tuple[Codes, NDArray[np.int64]]:
    """The classes after some columns' values were made coarser: a map of codes for each column, or None."""
    made = [
        rows[:, place] if codes is None else np.asarray(codes, np.uint64)[rows[:, place]]
        for place, codes in enumerate(maps)
    ]
    return united(np.stack(made, axis=1) if made else rows, counts)


def projected(rows: Codes, counts: NDArray[np.int64], columns: Sequence[int]) -> NDArray[np.int64]:
    """Records of each class over some of the columns only."""
    return united(rows[:, list(columns)], counts)[1]
