"""The hidden-cost register: lines that price lists and data sheets leave out, each on or off, with value and reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import ConfigDict, Field

from auditor.cost.assumptions import Spread
from auditor.cost.estimate import Origin, Status
from auditor.cost.ledger import Line, add, monthly, once
from auditor.cost.pricefile import parse
from auditor.cost.units import Hours, Ratio
from auditor.errors import ConfigError
from auditor.yaml_io import load_yaml

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from auditor.cost.declared import HiddenOverride
    from auditor.cost.estimate import Estimate, Sample
    from auditor.cost.units import HourlyPrice, Money


class RegisterRow(Spread):
    """One line of the register."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, populate_by_name=True)
    low: float = Field(default=0.0, description="Lowest plausible value.")
    mid: float = Field(default=0.0, description="The value to count with.")
    high: float = Field(default=0.0, description="Highest plausible value.")
    id: str = Field(description="Name of the line.")
    title: str = Field(description="What it is.")
    kind: Literal["once", "monthly", "yearly", "at_shutdown", "api_share", "compute_share", "within"] = Field(
        description="When it falls due, or of what it is a share."
    )
    unit: Literal["h", "share"] = Field(default="share", description="Hours of staff, or a share.")
    from_month: int = Field(default=1, ge=1, description="First month, where it is a share.")
    counted: bool = Field(description="Whether it counts unless switched.")
    deployments: tuple[str, ...] = Field(alias="for", description="Deployments to which it applies.")
    tuned: bool = Field(default=False, description="Only for options that fine-tune.")
    why: str = Field(description="Where the value comes from.")


@dataclass(frozen=True, slots=True)
class Hidden:
    """A line as it stands in this run."""

    row: RegisterRow
    counted: bool
    value: Spread
    origin: Origin

    @property
    def key(self) -> str:
        """Its name among the inputs."""
        return f"hidden.{self.row.id}"

    def hours(self) -> Estimate[Hours]:
        """The value as hours of staff."""
        return self.value.estimate(self.key, Hours, self.origin)

    def share(self) -> Estimate[Ratio]:
        """The value as a share."""
        return self.value.estimate(self.key, Ratio, self.origin)


@dataclass(frozen=True, slots=True)
class Register:
    """All lines of this run."""

    lines: tuple[Hidden, ...]

    def for_option(self, deployment: str, *, tuned: bool) -> tuple[Hidden, ...]:
        """The lines that apply to an option."""
        return tuple(
            line for line in self.lines if deployment in line.row.deployments and (tuned or not line.row.tuned)
        )


def load_register(path: Path, overrides: Mapping[str, HiddenOverride]) -> Register:
    """The shipped register with the user's switches and values."""
    given = load_yaml(path)
    rows = [parse(RegisterRow, row, f"{path.name}: {row.get('id')}") for row in given["lines"]]
    unknown = sorted(set(overrides) - {row.id for row in rows})
    if unknown:
        known = ", ".join(sorted(row.id for row in rows))
        raise ConfigError(f"organisation.hidden_costs.{unknown[0]}: no such line", f"known: {known}")
    return Register(tuple(_line(row, overrides.get(row.id), given["date"]) for row in rows))


def _line(row: RegisterRow, override: HiddenOverride | None, seen: datetime.date) -> Hidden:
    value = Spread(low=row.low, mid=row.mid, high=row.high)
    origin = Origin("hidden-cost register", seen, Status.ASSUMED, row.why)
    if override is None:
        return Hidden(row, row.counted, value, origin)
    if override.value is not None:
        value, origin = override.value, Origin("audit.yaml, organisation.hidden_costs", None, Status.DECLARED)
    return Hidden(row, row.counted if override.counted is None else override.counted, value, origin)


# ---------------------------------------------------------------- from register to lines


@dataclass(frozen=True, slots=True)
class Base:
    """What the lines of an option are computed from."""

    months: int
    hourly: HourlyPrice
    shares_of: Mapping[str, Sequence[Line]]  # api_share, compute_share -> the lines they are a share of
    shutdown_month: int | None
    zero: Money


def hidden_lines(lines: Sequence[Hidden], base: Base, sample: Sample) -> list[Line]:
    """The register's lines for one option."""
    return [
        Line(
            id=hidden.key,
            title=hidden.row.title,
            group="hidden",
            months=_amounts(hidden, base, sample),
            counts=hidden.counted and hidden.row.kind != "within",
            why=hidden.row.why,
        )
        for hidden in lines
    ]


def _amounts(hidden: Hidden, base: Base, sample: Sample) -> tuple[Money, ...]:
    kind = hidden.row.kind
    if kind in ("api_share", "compute_share"):
        share = sample(hidden.share()).value
        lines = base.shares_of.get(kind, ())
        first = hidden.row.from_month - 1

        def part(month: int) -> Money:
            whole = add([base.zero, *(line.months[month] for line in lines)])
            return whole * share if month >= first else whole * 0.0

        return monthly(base.months, part)
    if kind == "within":
        return monthly(base.months, lambda _month: base.zero)
    amount = base.hourly.of(sample(hidden.hours()))
    if kind == "once":
        return once(base.months, amount)
    if kind == "at_shutdown":
        month = base.shutdown_month
        return once(base.months, amount, month) if month is not None else once(base.months, amount * 0.0)
    return monthly(base.months, lambda _month: amount * (1.0 if kind == "monthly" else 1.0 / 12.0))
