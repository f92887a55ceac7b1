"""`audit decide`, step by step: verdicts, cost, measurements and capabilities -> gates -> comparison -> recommendation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

from auditor.cost.declared import HiddenOverride, OrganisationSection, WorkloadSection
from auditor.cost.pricefile import parse
from auditor.decide.candidate import Candidate, Closing, Measured, Need, Range
from auditor.decide.capability import load_questionnaire
from auditor.decide.decision import Rules, decide
from auditor.decide.document import document
from auditor.decide.plan import load_plan
from auditor.decide.score import load_scales
from auditor.decide.weights import weights_from
from auditor.errors import ConfigError
from auditor.policy.availability import gates as dated_gates
from auditor.resources import resource_dir
from auditor.usecases.basis import basis_of
from auditor.usecases.costing import CostConfig, cost_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from auditor.collect import Progress
    from auditor.cost.pricemap import Ending
    from auditor.cost.result import OptionCost
    from auditor.decide.decision import Decision
    from auditor.document import VerdictDoc
    from auditor.model import Option
    from auditor.usecases.basis import Basis
    from auditor.usecases.costing import Costing

T = TypeVar("T")

#: Register lines that the questionnaire asks for one by one: counting both would count twice.
_ASKED_INSTEAD = ("learning_curve", "dpia")
_HALF_A_PERSON = 0.5
#: Worlds of the cost model that the comparison takes over.
_WORLDS = 5_000
#: Dated facts of vendors, and what they mean for an option.
_KINDS = {
    "finetune_closed_to_new_on": "new_customers",
    "finetune_shutdown_on": "closed",
    "model_shutdown_on": "shutdown",
}
_BENCH = "audit.bench/v1"


@dataclass(frozen=True, slots=True)
class DecideConfig:
    """What `audit decide` is asked to do."""

    cost: CostConfig  # its scan.paths: a dataset folder with its audit.yaml, or a report.json
    bench: tuple[Path, ...] = ()  # results of `audit bench -f json`


@dataclass(frozen=True, slots=True)
class Deciding:
    """The result: the decision, its document, and the documents it joins."""

    basis: Basis
    costing: Costing | None  # None without a workload
    bench: tuple[dict[str, Any], ...]
    decision: Decision
    document: dict[str, Any]


def run_decide(config: DecideConfig, progress: Progress | None = None) -> Deciding:
    """What to choose, why, and what would change it."""
    basis = basis_of(config.cost.scan, progress)
    where = str(basis.law.declaration.path or "audit.yaml")
    organisation = parse(OrganisationSection, basis.section("organisation"), f"{where}: organisation")
    costing = cost_of(basis, config.cost, _without_twice(organisation)) if basis.section("workload") else None
    bench = tuple(read_bench(path) for path in config.bench)
    policies = resource_dir("policies")
    questionnaire = load_questionnaire(policies / "decide" / "capabilities.yaml")
    questionnaire.check(organisation.capabilities)
    need = need_of(basis, organisation, costing)
    decision = decide(
        candidates_of(basis, costing, bench, organisation.needs.customer_of),
        need,
        weights_from(basis.section("weights")),
        Rules(
            questionnaire=questionnaire,
            plans=load_plan(policies / "decide" / "plan.yaml"),
            scales=load_scales(policies / "decide" / "scales.yaml", _inside(basis)),
            seed=config.cost.seed,
        ),
    )
    return Deciding(basis, costing, bench, decision, document(decision, questionnaire))


def _without_twice(organisation: OrganisationSection) -> OrganisationSection:
    off = {name: HiddenOverride(counted=False) for name in _ASKED_INSTEAD if name not in organisation.hidden_costs}
    return organisation.model_copy(update={"hidden_costs": {**organisation.hidden_costs, **off}})


def _inside(basis: Basis) -> frozenset[str]:
    """Countries of the EEA and those with an adequacy decision that does not hang on a certificate."""
    places = basis.law.base.places
    return frozenset(places.eea | places.adequate_on(basis.today)) - {"US"}


# ---------------------------------------------------------------- what is needed and what is there


def need_of(basis: Basis, organisation: OrganisationSection, costing: Costing | None) -> Need:
    """The organisation's needs, with the answers that its declaration already gives."""
    hourly = organisation.staff.hourly_cost
    section = basis.section("workload")
    work = parse(WorkloadSection, section, "workload") if section else None
    groups = {"EEA": basis.law.base.places.eea, "EU": basis.law.base.places.eea - {"IS", "LI", "NO"}}
    allowed: set[str] = set()
    for place in organisation.needs.residency:
        allowed |= groups.get(place, frozenset({place}))
    default = Range(60, 85, 130)
    return Need(
        today=basis.today,
        horizon_months=work.horizon_months if work else 24,
        budget=organisation.budget,
        currency=organisation.currency,
        deadline=organisation.deadline,
        residency=tuple(sorted(allowed)),
        tuned_model=organisation.needs.tuned_model,
        live_months=organisation.needs.live_months,
        hourly_cost=Range(hourly.low, hourly.mid, hourly.high) if hourly else default,
        capabilities=tuple(sorted({**known_answers(basis, organisation), **organisation.capabilities}.items())),
        requests_per_day=work.daily.mid if work and costing else 0.0,
    )


def known_answers(basis: Basis, organisation: OrganisationSection) -> dict[str, bool | None]:
    """Answers that stand elsewhere in audit.yaml; a yes there is a yes here, silence stays silence."""
    raw: Mapping[str, Any] = basis.law.declaration.raw
    signed = any(contract.overrides.get("dpa_signed") is True for contract in basis.law.declaration.contracts.values())
    found: dict[str, bool | None] = {
        "ml_staff": organisation.staff.ml_engineers >= _HALF_A_PERSON
        if "staff" in basis.section("organisation")
        else None,
        "accelerators": True if organisation.hardware else None,
        "dpo": _at(raw, "controller", "dpo", "appointed"),
        "dpia": True if str(_at(raw, "accountability", "dpia", "status") or "").startswith("done") else None,
        "processing_agreement": True if signed else None,
        "deletion_process": True
        if _at(raw, "rights", "process") is True and _at(raw, "rights", "erasure_strategy")
        else None,
        "consent_records": True if _at(raw, "accountability", "ropa_id") else None,
    }
    return {name: answer for name, answer in found.items() if isinstance(answer, bool)}


def _at(raw: Mapping[str, Any], *keys: str) -> Any:
    place: Any = raw
    for key in keys:
        place = place.get(key) if isinstance(place, dict) else None
    return place


# ---------------------------------------------------------------- options


def candidates_of(
    basis: Basis, costing: Costing | None, bench: Iterable[Mapping[str, Any]], known_at: tuple[str, ...] = ()
) -> list[Candidate]:
    """Every judged option with what is known of it; `known_at` names vendors whose customer one is already."""
    measured = measurements(bench)
    costs, notes = _costs(costing)
    found = []
    for verdict in basis.document.verdicts:
        option = next(o for o in basis.document.options if o.id == verdict.option)
        judged = next((o for o in basis.options if o.id == option.id), None)
        found.append(
            Candidate(
                id=option.id,
                title=option.title or option.id,
                activity=option.activity,
                deployment=option.deployment,
                verdict=verdict.verdict,
                headline=verdict.headline,
                conditions=tuple(condition.text for condition in verdict.conditions),
                questions=tuple(question.question for question in verdict.questions),
                places=tuple(sorted({*option.stored_in, *option.runs_in})),
                cost=costs.get(option.id),
                cost_draws=_draws(costing, option.id),
                cost_note=notes.get(option.id, "no workload declared" if costing is None else ""),
                closings=() if judged is None else _closings(basis, costing, judged, known_at),
                price_changes=_price_changes(costing, option.id),
                review_by=_review_by(basis, verdict),
                measured=measured.get(option.id, Measured()),
                open_weights=option.licence is not None or _is_open(option.model),
                break_even=_break_even(costing, option.id),
            )
        )
    return found


def _is_open(model: str | None) -> bool:
    return any(name in (model or "").lower() for name in ("gpt-oss", "llama", "qwen", "mixtral", "gemma", "deepseek"))


def _costs(costing: Costing | None) -> tuple[dict[str, Range], dict[str, str]]:
    if costing is None:
        return {}, {}
    costs = {o.priced.id: Range(o.total.low, o.total.mid, o.total.high) for o in costing.result.options}
    notes = {o.priced.id: "; ".join(o.priced.missing) for o in costing.result.options if o.priced.missing}
    return costs, notes | {item.id: item.reason for item in costing.result.left_out}


def _draws(costing: Costing | None, option: str) -> tuple[float, ...]:
    if costing is None or option not in costing.result.drawn:
        return ()
    return tuple(float(amount) for amount in costing.result.drawn[option][:_WORLDS])


def _closings(basis: Basis, costing: Costing | None, option: Option, known_at: tuple[str, ...]) -> tuple[Closing, ...]:
    """Dates on which the option closes or stops: from the vendor's sourced facts and from the price map."""
    found = {(gate.on, _KINDS[gate.field]): gate.text for gate in dated_gates(basis.law.base, option, basis.today)}
    nothing: tuple[Ending, ...] = ()
    endings = nothing if costing is None else _of(costing, option.id, lambda row: row.priced.endings, nothing)
    for row in endings:
        dates = {"new_customers": row.closed_to_new, "closed": row.closed_to_all, "shutdown": row.shutdown}
        for kind, day in dates.items():
            if day is not None:
                found.setdefault((day, kind), row.source)
    vendor = (option.offering or "").partition(".")[0]
    rows = [Closing(on, kind, source) for (on, kind), source in found.items()]
    return tuple(sorted((row for row in rows if row.kind != "new_customers" or vendor not in known_at), key=_by_day))


def _by_day(closing: Closing) -> tuple[date, str]:
    return closing.on, closing.kind


def _of(costing: Costing, option: str, take: Callable[[OptionCost], T], default: T) -> T:
    """Something of an option's cost, or the default where it was left out."""
    return next((take(row) for row in costing.result.options if row.priced.id == option), default)


def _price_changes(costing: Costing | None, option: str) -> tuple[date, ...]:
    if costing is None:
        return ()
    detail: Mapping[str, Any] = _of(costing, option, lambda row: row.priced.detail, {})
    return tuple(date.fromisoformat(day) for day in detail.get("price_changes", ()))


def _break_even(costing: Costing | None, option: str) -> tuple[tuple[str, float], ...]:
    if costing is None:
        return ()
    return tuple(
        (pair.own, pair.requests_per_day)
        for pair in costing.result.break_even
        if pair.vendor == option and pair.requests_per_day is not None
    )


def _review_by(basis: Basis, verdict: VerdictDoc) -> date | None:
    """When the first vendor fact that this verdict relies on is due for review."""
    days = [row.review_by for row in basis.document.sources if verdict.option in row.options and row.review_by]
    return min((date.fromisoformat(day) for day in days), default=None)


# ---------------------------------------------------------------- measurements


def read_bench(path: Path) -> dict[str, Any]:
    """A result of `audit bench -f json`."""
    problem = ""
    try:
        given = orjson.loads(path.read_bytes())
    except OSError as error:
        problem = f"{path}: can't be read ({error.strerror})"
    except orjson.JSONDecodeError:
        problem = f"{path}: not valid JSON"
    if not problem and (not isinstance(given, dict) or given.get("schema") != _BENCH):
        problem = f"{path}: no result of schema {_BENCH}"
    if problem:
        raise ConfigError(problem, "give a file that `audit bench -f json` wrote")
    result: dict[str, Any] = given
    return result


def measurements(bench: Iterable[Mapping[str, Any]]) -> dict[str, Measured]:
    """What was measured of each option; a later file stands for an earlier one."""
    found: dict[str, Measured] = {}
    for result in bench:
        for endpoint in result["endpoints"]:
            known = {name: _share(endpoint["summary"].get(name)) for name in ("performance", "accuracy", "context")}
            before = found.get(endpoint["option"], Measured())
            found[endpoint["option"]] = replace(before, **{k: v for k, v in known.items() if v is not None})
    return found


def _share(row: Mapping[str, float] | None) -> Range | None:
    return None if row is None else Range(row["low"], row["mid"], row["high"])
