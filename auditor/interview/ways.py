"""The first questions: what is done with the data, and by which ways; both become options of audit.yaml."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from auditor.errors import UsageError
from auditor.interview.forms import spread
from auditor.model import Option
from auditor.policy.checked import nearest
from auditor.policy.options import offering_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.policy.load import PolicyBase
    from auditor.policy.schema import PanelRow

#: Done with a model as it is: the panel's model for prompting serves.
_AS_PROMPTING = ("rag", "evaluation")
_TRAINED_AT_HOME = "pretraining"


def ways(base: PolicyBase, activities: Sequence[str]) -> tuple[PanelRow, ...]:
    """Rows of the default panel that allow one of the activities at least."""
    return tuple(row for row in base.panel.options if any(_allows(row, activity) for activity in activities))


def _allows(row: PanelRow, activity: str) -> bool:
    if activity == _TRAINED_AT_HOME:
        return row.deployment.startswith("self_host")
    return activity in row.activities or (activity in _AS_PROMPTING and "prompting" in row.activities)


def picked_ways(base: PolicyBase, activities: Sequence[str], typed: str) -> tuple[Option, ...]:
    """Options for what was typed: numbers of the list, `all`, names of rows, or ids of offerings."""
    rows = ways(base, activities)
    words = [token for part in typed.replace(";", ",").split(",") if part.strip() for token in spread(part.strip())]
    if not words:
        raise UsageError("nothing chosen", "type numbers, like 1,3-5, or all")
    found: dict[str, Option] = {}
    for word in words:
        for option in _options(base, rows, activities, word):
            found.setdefault(option.id, option)
    return tuple(found.values())


def _options(base: PolicyBase, rows: Sequence[PanelRow], activities: Sequence[str], word: str) -> list[Option]:
    if word.casefold() == "all":
        return [option for row in rows for option in _row_options(row, activities)]
    if word.isdecimal() and 1 <= int(word) <= len(rows):
        return _row_options(rows[int(word) - 1], activities)
    named = next((row for row in rows if row.id == word), None)
    if named is not None:
        return _row_options(named, activities)
    if word in base.offers:
        return [offering_option(base.offers[word].offering, activity) for activity in activities]
    near = nearest(word, [*(row.id for row in rows), *base.offers])
    raise UsageError(
        f"no such way: {word[:40]}", near or "type numbers of the list, all, or ids of `audit vendors list`"
    )


def _row_options(row: PanelRow, activities: Iterable[str]) -> list[Option]:
    models: dict[str, str] = dict(row.activities.items())
    return [
        Option(
            id=f"{row.id}:{activity}",
            title=row.title,
            activity=activity,
            deployment=row.deployment,
            offering=row.offering,
            model=models.get(activity) or (models.get("prompting") if activity in _AS_PROMPTING else None),
            region=row.region,
            inference_region=row.inference_region,
            licence=row.licence if activity != _TRAINED_AT_HOME else None,
            features=tuple(row.features) if row.features is not None else None,
        )
        for activity in activities
        if _allows(row, activity)
    ]


def row_of(option: Option) -> dict[str, Any]:
    """An option as a row of audit.yaml."""
    said = {slot.name: getattr(option, slot.name) for slot in fields(Option)}
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in said.items()
        if value not in (None, "")
    }
