"""Countries: the EEA, groups of it, and adequacy decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.policy.schema import Adequacy

_NOT_EU = frozenset({"IS", "LI", "NO"})
_FOREVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Places:
    """Which places are inside, and which outside ones are adequate until when."""

    eea: frozenset[str]
    adequate: tuple[tuple[str, date], ...]  # unlimited decisions only

    @classmethod
    def of(cls, table: Adequacy) -> Places:
        """From the data file; a decision limited to some recipients does not count by itself."""
        rows = [(row.c, row.expires or _FOREVER) for row in table.adequate if row.limit is None]
        return cls(frozenset(table.eea), tuple(rows))

    def expand(self, place: str) -> frozenset[str]:
        """A group's countries, or the place itself."""
        groups = {"EEA": self.eea, "EU": self.eea - _NOT_EU, "EFTA": _NOT_EU | {"CH"}}
        return groups.get(place, frozenset({place}))

    def expand_all(self, places: Iterable[str]) -> frozenset[str]:
        """Countries of several places."""
        return frozenset().union(*(self.expand(place) for place in places))

    def adequate_on(self, day: date) -> frozenset[str]:
        """Countries with an unlimited decision in force on a day."""
        return frozenset(country for country, until in self.adequate if until >= day)
