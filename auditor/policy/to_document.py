"""From a judgement to the policy half of the report: verdicts with citations, conditions, questions, sources."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from auditor.document import (
    ChangeDoc,
    Citation,
    ConditionDoc,
    Evidence,
    FactDoc,
    OptionDoc,
    PackDoc,
    QuestionDoc,
    RuleDoc,
    SourceDoc,
    VerdictDoc,
)
from auditor.model import Effect
from auditor.policy.situation import shown
from auditor.policy.wording import absence, headline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from auditor.model import Option, Outcome, Question, Verdict
    from auditor.policy.declaration import Declaration
    from auditor.policy.evidence import EvidenceFile
    from auditor.policy.judge import Judgement, Source
    from auditor.policy.load import PolicyBase
    from auditor.policy.logic import Truth
    from auditor.policy.measured import Observed
    from auditor.policy.schema import Rule, Waiver
    from auditor.policy.situation import Situation

_STANDING = (Effect.CONDITION, Effect.RELIED_UPON)
_SHAKY = ("annulled", "pending", "consultation", "draft")


@dataclass(frozen=True)
class PolicyParts:
    """The policy half of a ReportDocument, slot by slot."""

    options: list[OptionDoc]
    verdicts: list[VerdictDoc]
    questions: list[QuestionDoc]
    packs: list[PackDoc]
    sources: list[SourceDoc]
    evidence: list[Evidence]
    declaration: dict[str, Any]
    waivers: list[dict[str, Any]]
    unsettled: list[dict[str, str]]
    limits: list[str]


def policy_parts(
    base: PolicyBase,
    declaration: Declaration,
    observed: Observed,
    judgement: Judgement,
    *,
    today: date,
    evidence: Iterable[EvidenceFile] = (),
    recall: Mapping[str, Any] = MappingProxyType({}),
) -> PolicyParts:
    """Everything that policies have to say in a report."""
    waivers = (*base.waivers, *declaration.waivers)
    return PolicyParts(
        options=[_option(base, here) for here in judgement.situations],
        verdicts=[_verdict(base, verdict, judgement, waivers=waivers, today=today) for verdict in judgement.verdicts],
        questions=[_question(question) for question in (*judgement.questions, *judgement.hints)],
        packs=_packs(base, judgement),
        sources=[_source(source) for source in judgement.sources],
        evidence=[Evidence(declared_at=e.declared_at, file=e.file, date=e.date, sha256=e.sha256) for e in evidence],
        declaration=_declared(declaration),
        waivers=[_waiver(waiver, today) for waiver in waivers],
        unsettled=_unsettled(base, judgement.verdicts),
        limits=[*judgement.notes, *absence(observed, recall)],
    )


def option_doc(option: Option) -> OptionDoc:
    """An option by itself."""
    return OptionDoc(
        id=option.id,
        activity=option.activity,
        deployment=option.deployment,
        offering=option.offering,
        model=option.model,
        region=option.region,
        inference_region=option.inference_region,
        licence=option.licence,
        title=option.title,
        contract=option.contract,
    )


def _option(base: PolicyBase, here: Situation) -> OptionDoc:
    """An option with vendor, plan and places."""
    row, option = option_doc(here.option), here.option
    offer = base.offers.get(option.offering or "")
    own_place = [option.region] if option.region else []
    return row.model_copy(
        update={
            "vendor": offer.vendor.name if offer else "",
            "plan": offer.offering.plan if offer else "",
            "stored_in": here.facts.get("v.storage_region") or own_place,
            "runs_in": here.facts.get("v.inference_region") or own_place,
        }
    )


def _verdict(
    base: PolicyBase, verdict: Verdict, judgement: Judgement, *, waivers: Sequence[Waiver], today: date
) -> VerdictDoc:
    deciding = [o for o in verdict.outcomes if o.effect.answer.rank == verdict.answer.rank and verdict.answer.rank]
    return VerdictDoc(
        option=verdict.option.id,
        verdict=verdict.answer.value,
        headline=headline(base, verdict, deciding, judgement.packs),
        decided_by=[outcome.rule for outcome in deciding],
        rules=[_rule(base, verdict.option, outcome, waivers=waivers, today=today) for outcome in verdict.outcomes],
        conditions=[_condition(base, outcome) for outcome in verdict.outcomes if outcome.effect in _STANDING],
        questions=[_question(question) for question in verdict.questions],
        notes=list(verdict.notes),
        changes=[ChangeDoc(**change) for change in verdict.changes],
    )


def _rule(base: PolicyBase, option: Option, outcome: Outcome, *, waivers: Sequence[Waiver], today: date) -> RuleDoc:
    rule = base.rules.by_id[outcome.rule].spec
    citations = [citation(base, basis) for basis in rule.basis]
    pack = next(pack for pack in base.packs if pack.pack == outcome.pack)
    waiver = next((w for w in waivers if w.rule == rule.id and w.option in (None, option.id)), None)
    return RuleDoc(
        id=rule.id,
        outcome=outcome.effect.value,
        title=rule.title,
        pack=pack.pack,
        version=pack.version,
        layer=rule.layer,
        settled=rule.settled,
        severity=rule.severity,
        basis=[_cited(base, basis) for basis in rule.basis],
        citations=citations,
        authority_status=_status(citations),
        facts={f.key: FactDoc(value=f.value, kind=f.kind, origin=f.origin) for f in outcome.facts},
        trigger_unknown=outcome.trigger_unknown,
        remediation=rule.remediation,
        rationale=rule.rationale,
        curable=rule.curable,
        waiver=_waiver(waiver, today) if waiver is not None else None,
    )


def citation(base: PolicyBase, basis: str) -> Citation:
    """An authority with its pinpoint; an unknown one keeps its id and says so."""
    name, _, pinpoint = basis.partition(" :: ")
    row = base.authorities.get(name)
    if row is None:
        return Citation(id=name, pinpoint=pinpoint, status="unresolved")
    title = f"{row.title} ({row.number})" if row.number else row.title
    return Citation(id=name, pinpoint=pinpoint, title=title, status=row.status, how_sure=row.how_sure, url=row.url)


def _cited(base: PolicyBase, basis: str) -> str:
    """A basis as it is printed: what is not final says so."""
    row = base.authorities.get(basis.partition(" :: ")[0])
    return f"{basis} ({row.status})" if row is not None and row.status != "final" else basis


def _status(citations: Sequence[Citation]) -> str:
    """The shakiest status among the authorities."""
    found = {row.status for row in citations}
    return next((status for status in ("unresolved", *_SHAKY) if status in found), "final")


def _condition(base: PolicyBase, outcome: Outcome) -> ConditionDoc:
    rule = base.rules.by_id[outcome.rule].spec
    text = rule.remediation
    if outcome.effect is Effect.RELIED_UPON:
        keys = base.rules.by_id[outcome.rule].satisfied_by
        used = [fact for fact in outcome.facts if keys is not None and fact.key in keys.keys]
        relied = "; ".join(f"{fact.key} = {shown(fact.value)} ({fact.origin})" for fact in used)
        text = f"{rule.title}: must stay true as declared: {relied}" if relied else f"{rule.title}: {rule.remediation}"
    return ConditionDoc(rule=rule.id, text=text, outcome=outcome.effect.value, severity=rule.severity)


def _question(question: Question) -> QuestionDoc:
    return QuestionDoc(
        fact=question.fact,
        who=question.who,
        question=question.question,
        why=question.why,
        path=question.path,
        rules=list(question.rules),
        options=list(question.options),
    )


def _packs(base: PolicyBase, judgement: Judgement) -> list[PackDoc]:
    applies = dict(judgement.packs)
    words: dict[Truth, str] = {True: "yes", False: "no", None: "unknown"}
    return [
        PackDoc(
            id=pack.pack,
            version=pack.version,
            title=pack.title,
            law_as_of=pack.law_as_of.isoformat(),
            jurisdiction=pack.jurisdiction,
            applies=words[applies[pack.pack]] if pack.pack in applies else "not chosen",
            rules=len(pack.rules),
        )
        for pack in base.all_packs
    ]


def _source(source: Source) -> SourceDoc:
    held = source.reading.held
    assert held is not None  # noqa: S101  (sources are facts of profiles)
    fact, why = held.fact, held.why
    if fact is None:
        return SourceDoc(
            offering=source.offering,
            field=source.reading.field,
            value="unknown",
            text=why,
            options=list(source.options),
        )
    return SourceDoc(
        offering=source.offering,
        field=source.reading.field,
        value=fact.value,
        text=fact.text,
        source=fact.source or "",
        source_kind=fact.source_kind,
        locator=fact.locator or "",
        as_of=fact.as_of,
        review_by=fact.review_by.isoformat(),
        confidence=fact.confidence,
        stale=source.reading.stale,
        options=list(source.options),
    )


def _declared(declaration: Declaration) -> dict[str, Any]:
    """Declared facts by name: value and place, per stage where they differ."""
    found: dict[str, Any] = {}
    for stage, facts in sorted(declaration.facts_by_stage.items()):
        for key, said in facts.items():
            row = {"value": said.value, "path": said.path, "line": said.line}
            known = found.get(key)
            found[key] = row if known in (None, row) else {**_staged(known), stage: row}
    return dict(sorted(found.items()))


def _staged(row: dict[str, Any]) -> dict[str, Any]:
    return row if "value" not in row else {"deployment": row}


def _waiver(waiver: Waiver, today: date) -> dict[str, Any]:
    row = waiver.model_dump(mode="json", exclude_none=True)
    return {**row, "expired": waiver.expires < today}


def _unsettled(base: PolicyBase, verdicts: Iterable[Verdict]) -> list[dict[str, str]]:
    """Rules that spoke and on which the law is not clear."""
    spoke = {o.rule for verdict in verdicts for o in verdict.outcomes if o.effect is not Effect.INFORM}
    rows: list[Rule] = [base.rules.by_id[name].spec for name in sorted(spoke)]
    return [
        {"rule": rule.id, "settled": rule.settled, "title": rule.title, "why": rule.rationale}
        for rule in rows
        if rule.settled != "settled"
    ]
