"""Rows written by a model, judged by the terms of the model that wrote them, wherever the training runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.model import Option
from auditor.policy.terms import Terms, apply_models, flatten

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from auditor.policy.load import PolicyBase
    from auditor.policy.terms import Reading

_STRAIGHT = ("any_model", "express_purpose", "research_only")
_PASS_ON = ("licence_naming", "derivative_terms")


@dataclass(frozen=True, slots=True)
class Generated:
    """One source of model-written rows, as declared."""

    source: str  # offering or licence id, human, or unknown
    model: str | None = None
    modality: str | None = None
    licence: str | None = None
    model_class: str | None = None
    share: float | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Restrictions:
    """What the sources of model-written rows forbid, with a sentence and a reading per source."""

    codes: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    readings: tuple[tuple[str, Reading], ...] = ()  # (source, field)


def restrictions(base: PolicyBase, rows: Iterable[Generated], option: Option, today: date) -> Restrictions:
    """Restriction codes of all rows for one option."""
    codes: set[str] = set()
    evidence: list[str] = []
    readings: list[tuple[str, Reading]] = []
    for row in rows:
        if row.source == "human":
            continue
        code, reading, source = _one(base, row, option, today)
        if code:
            codes.add(code)
        named = f"{source}, model {row.model}" if row.model else source
        evidence.append(f"rows by {named}: {code or 'no restriction'}")
        if reading is not None:
            readings.append((source, reading))
    return Restrictions(tuple(sorted(codes)), tuple(evidence), tuple(readings))


def _one(base: PolicyBase, row: Generated, option: Option, today: date) -> tuple[str | None, Reading | None, str]:
    """The code of one row; the terms of a hosted open model hand on to its licence."""
    if row.source not in base.offers:
        return "unknown", None, row.source
    terms = _source_terms(base, row, today)
    clause = terms.read("output_training_restriction")
    if clause == "model_licence" and row.licence:
        return _one(base, Generated(row.licence, row.model, row.modality, None, row.model_class), option, today)
    reading = terms.readings.get("output_training_restriction")
    stale = reading is not None and reading.stale
    exceptions = terms.read("output_training_exceptions") or []
    return _code(clause, stale, row, _is_own_service(base, row, option, exceptions)), reading, row.source


def _code(clause: Any, stale: bool, row: Generated, own_service: bool) -> str | None:
    if clause in ("none", "permitted"):
        return "unknown" if stale else None
    if clause == "image_only":
        return {"text": None, "image": "competing_models"}.get(row.modality or "", "unknown")
    if clause == "competing_models":
        return None if own_service else "competing_models"
    if clause in _PASS_ON:
        return "pass_on_terms"
    return clause if clause in _STRAIGHT else "unknown"


def _is_own_service(base: PolicyBase, row: Generated, option: Option, exceptions: list[str]) -> bool:
    """The source lets its outputs tune models in its own service."""
    if "own_finetuning_service" not in exceptions or option.activity != "fine_tuning":
        return False
    target = base.offers.get(option.offering or "")
    return target is not None and target.vendor.id == base.offers[row.source].vendor.id


def _source_terms(base: PolicyBase, row: Generated, today: date) -> Terms:
    flat = flatten(base, row.source)
    as_option = Option("source", "prompting", "vendor_api", row.source, row.model, model_class=row.model_class)
    return Terms(flat, apply_models(flat, as_option, frozenset(), []), {}, today)
