"""Sentences of verdicts and of absence: they say what was judged, and never that something is in order."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from auditor.model import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from auditor.model import Outcome, Verdict
    from auditor.policy.load import PolicyBase
    from auditor.policy.logic import Truth
    from auditor.policy.measured import Observed
    from auditor.policy.schema import Pack, Rule

#: Words that no report may use of data, an option or a project; ids and field names are exempt.
FORBIDDEN = (
    "compliant",
    "gdpr-safe",
    "safe to use",
    "approved",
    "anonymous",
    "anonymised",
    "no personal data",
    "certified",
    "guaranteed",
    "100 %",
    "zero risk",
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NAMED = 2
_CLASSES = (
    ("data.special", "special-category data"),
    ("data.criminal", "data on offences or convictions"),
    ("data.children", "data of children"),
)


def headline(
    base: PolicyBase, verdict: Verdict, deciding: Sequence[Outcome], packs: Sequence[tuple[str, Truth]]
) -> str:
    """The verdict in a sentence."""
    rules = [base.rules.by_id[outcome.rule].spec for outcome in deciding]
    under = _under(base, packs)
    match verdict.answer:
        case Answer.PROHIBITED:
            return _prohibited(rules)
        case Answer.NEEDS_LEGAL_REVIEW:
            return _review(verdict, rules)
        case Answer.PERMITTED_WITH_CONDITIONS:
            plural = "s" if len(rules) > 1 else ""
            return f"Permitted with {len(rules)} condition{plural} under {under}, on the declared and measured facts below."
    declared = sum(
        1 for o in verdict.outcomes for fact in o.facts if fact.kind == "declared" and fact.value is not None
    )
    resting = (
        f"on {declared} declared facts and the measured bound below" if declared else "on the measured bound below"
    )
    return f"No blocking finding under {under}, for option {verdict.option.id}, {resting}."


def _prohibited(rules: Sequence[Rule]) -> str:
    steps = [rule.remediation for rule in rules if rule.curable]
    cure = f" Curable: {steps[0]}" if rules and len(steps) == len(rules) else ""
    partly = f" Curable in part: {steps[0]}" if steps and not cure else ""
    return f"Prohibited as declared under {_named(rules)}.{cure or partly}"


def _review(verdict: Verdict, rules: Sequence[Rule]) -> str:
    """What a person has to look at, and what only waits for an answer."""
    waiting = {rule for question in verdict.questions for rule in question.rules}
    standing = [rule for rule in rules if rule.id not in waiting]
    told = [f"under {_named(standing)}"] if standing else []
    if verdict.questions:
        count = len(verdict.questions)
        told.append(f"{count} open question{'s' if count > 1 else ''}, first: {verdict.questions[0].question}")
    return f"Needs legal review: {'; '.join(told)}" + ("" if verdict.questions else ".")


def _named(rules: Sequence[Rule]) -> str:
    worst = sorted(rules, key=lambda rule: _SEVERITY.index(rule.severity))
    shown = [f"{rule.id} ({rule.basis[0].replace(' :: ', ', ')})" for rule in worst[:_NAMED]]
    more = f" and {len(rules) - _NAMED} more rules" if len(rules) > _NAMED else ""
    return f"{', '.join(shown)}{more}"


_SEVERITY = ("critical", "high", "medium", "low", "info")


def _under(base: PolicyBase, packs: Sequence[tuple[str, Truth]]) -> str:
    applied: list[Pack] = [pack for pack in base.packs if dict(packs).get(pack.pack) is not False]
    names = ", ".join(f"{pack.pack} {pack.version}" for pack in applied)
    days = sorted({pack.law_as_of for pack in applied})
    return f"policy {names} (law as of {written(days[0])})" if days else "no policy"


def written(day: date) -> str:
    """22 Nov 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def absence(observed: Observed, recall: Mapping[str, Any] = MappingProxyType({})) -> list[str]:
    """What silence means, for the classes where it matters most."""
    told = [
        f"No {name} were detected; detector recall for this class is {_recall(recall.get(key.removeprefix('data.')))}."
        for key, name in _CLASSES
        if key not in observed.facts
    ]
    if "data.csam_suspected" not in observed.facts:
        told.append("Known illegal images: not measured, no hash list was given.")
    return [
        *told,
        "Images, professional secrecy without a marking and unlabelled correspondence are not measured: declare them.",
    ]


def _recall(row: Any) -> str:
    """The measured lower bound of a class, or that there is none."""
    if not isinstance(row, dict):
        return "unmeasured"
    return f"at least {row['lower']:.1%} on {row['n']} labelled values"
