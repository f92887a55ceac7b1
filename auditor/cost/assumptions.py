"""What nobody declared: our defaults with their ranges, and what audit.yaml puts in their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from auditor.cost.estimate import Estimate, Origin, Q, Status, exactly
from auditor.cost.pricefile import parse
from auditor.cost.units import Count, EnergyPrice, Exchange, HourlyPrice, Hours, Ratio
from auditor.errors import ConfigError
from auditor.yaml_io import load_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

_STRICT = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Spread(BaseModel):
    """A number, or low, mid and high."""

    model_config = _STRICT
    low: float = Field(allow_inf_nan=False, description="Lowest plausible value.")
    mid: float = Field(allow_inf_nan=False, description="The value to count with.")
    high: float = Field(allow_inf_nan=False, description="Highest plausible value.")

    @model_validator(mode="before")
    @classmethod
    def _number(cls, given: Any) -> Any:
        if isinstance(given, int | float) and not isinstance(given, bool):
            return {"low": given, "mid": given, "high": given}
        return given

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low <= self.mid <= self.high:
            raise ValueError("low <= mid <= high does not hold")
        return self

    def estimate(self, key: str, make: Callable[[float], Q], origin: Origin) -> Estimate[Q]:
        """The three numbers as quantities of one kind."""
        return Estimate(key, make(self.mid), make(self.low), make(self.high), origin)


class AssumptionRow(Spread):
    """One default."""

    key: str = Field(description="Name, used to replace it.")
    unit: str = Field(description="Unit of the three numbers.")
    why: str = Field(description="Where the range comes from.")
    currency: str = Field(default="", description="Currency, where the unit is money.")


@dataclass(frozen=True, slots=True)
class Assumptions:
    """All defaults, with the declared ones in their place; asking for an unknown key is a programming error."""

    rows: Mapping[str, AssumptionRow]
    seen: date
    declared: Mapping[str, Spread]
    currencies: Mapping[str, str]  # of declared money, by key

    def ratio(self, key: str) -> Estimate[Ratio]:
        """A share or factor."""
        return self._take(key, Ratio)

    def count(self, key: str) -> Estimate[Count]:
        """A number of things."""
        return self._take(key, Count)

    def hours(self, key: str) -> Estimate[Hours]:
        """A time."""
        return self._take(key, Hours)

    def hourly(self, key: str) -> Estimate[HourlyPrice]:
        """Money per hour."""
        return self._take(key, lambda number: HourlyPrice(number, self._currency(key)))

    def energy(self, key: str) -> Estimate[EnergyPrice]:
        """Money per kilowatt-hour."""
        return self._take(key, lambda number: EnergyPrice(number, self._currency(key)))

    def exchange(self, base: str, currency: str) -> Estimate[Exchange]:
        """What one unit of `base` costs in `currency`; directly, the other way round, or through the dollar."""
        if base == currency:
            return exactly("fx.none", Exchange(1.0, base, currency), Origin("same currency", None, Status.DERIVED))
        direct, inverse = f"fx.{base}.{currency}".lower(), f"fx.{currency}.{base}".lower()
        if self._known(direct):
            return self._take(direct, lambda number: Exchange(number, base, currency))
        if self._known(inverse):
            row = self._spread(inverse)
            turned = Spread(low=1 / row.high, mid=1 / row.mid, high=1 / row.low)
            return turned.estimate(direct, lambda number: Exchange(number, base, currency), self._origin(inverse))
        hint = f"declare organisation.assumptions: {{{direct}: <what one {base} costs in {currency}>}}"
        raise ConfigError(f"no exchange rate from {base} to {currency}", hint)

    def _take(self, key: str, make: Callable[[float], Q]) -> Estimate[Q]:
        return self._spread(key).estimate(key, make, self._origin(key))

    def _known(self, key: str) -> bool:
        return key in self.declared or key in self.rows

    def _spread(self, key: str) -> Spread:
        return self.declared[key] if key in self.declared else self.rows[key]

    def _origin(self, key: str) -> Origin:
        if key in self.declared:
            return Origin("audit.yaml", None, Status.DECLARED)
        return Origin("default of this tool", self.seen, Status.ASSUMED, self.rows[key].why)

    def _currency(self, key: str) -> str:
        return self.currencies[key] if key in self.currencies else self.rows[key].currency


def load_assumptions(path: Path, declared: Mapping[str, Spread], currencies: Mapping[str, str]) -> Assumptions:
    """The shipped defaults with the declared ones in their place; an unknown name is an error."""
    given = load_yaml(path)
    rows = {row["key"]: parse(AssumptionRow, row, f"{path.name}: {row['key']}") for row in given["assumptions"]}
    for key in declared:
        if key not in rows and not key.startswith("fx."):
            hint = "known: " + ", ".join(sorted(rows))
            raise ConfigError(f"organisation.assumptions.{key}: no such assumption", hint)
    return Assumptions(rows, given["date"], dict(declared), dict(currencies))
