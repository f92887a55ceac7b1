"""The verdicts: every option judged, open questions grouped, sources and packs told. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from auditor.model import Outcome, Question, Verdict
from auditor.policy.assume import Assumptions
from auditor.policy.availability import gates
from auditor.policy.cures import changes_for
from auditor.policy.questions import hint_questions, open_questions
from auditor.policy.situation import Case, Situation, explained, situation
from auditor.policy.whatif import Probe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from auditor.model import Option
    from auditor.policy.availability import Gate
    from auditor.policy.declaration import Declaration
    from auditor.policy.load import PolicyBase
    from auditor.policy.logic import Truth
    from auditor.policy.measured import Measured, Observed
    from auditor.policy.terms import Reading


@dataclass(frozen=True, slots=True)
class Source:
    """A vendor fact that a rule relied on."""

    offering: str
    reading: Reading
    options: tuple[str, ...]


@dataclass(frozen=True)
class Judgement:
    """What the policies come to for all options."""

    verdicts: tuple[Verdict, ...]
    questions: tuple[Question, ...]  # each once, most decisive first
    hints: tuple[Question, ...]  # findings that raise a question and decide nothing yet
    sources: tuple[Source, ...]
    packs: tuple[tuple[str, Truth], ...]  # pack id, applies
    gates: tuple[Gate, ...]  # dated availability
    notes: tuple[str, ...]
    situations: tuple[Situation, ...]


def judge(
    base: PolicyBase,
    observed: Observed,
    assurance: Mapping[str, Measured],
    declaration: Declaration,
    *,
    options: Sequence[Option],
    today: date,
    assumed: Assumptions | None = None,
    with_changes: bool = True,
) -> Judgement:
    """A verdict per option with everything it rests on; `with_changes` also looks for what would lift it."""
    case = Case(base, observed, assurance, declaration, today, assumed or Assumptions())
    verdicts, probes, situations = [], [], []
    for option in options:
        here = situation(case, option)
        probe = Probe(base.rules, here.facts)
        verdicts.append(_verdict(case, here, probe, with_changes=with_changes))
        probes.append(probe)
        situations.append(here)
    dated = tuple(gate for option in options for gate in gates(base, option, today))
    return Judgement(
        verdicts=tuple(verdicts),
        questions=_grouped(verdicts),
        hints=hint_questions(case),
        sources=_sources(verdicts, situations),
        packs=_packs(base, probes),
        gates=dated,
        notes=_notes(case),
        situations=tuple(situations),
    )


def _verdict(case: Case, here: Situation, probe: Probe, *, with_changes: bool) -> Verdict:
    notes = [*here.notes, *(gate.text for gate in gates(case.base, here.option, case.today)), *_doubts(case, here)]
    return Verdict(
        option=here.option,
        answer=probe.answer,
        outcomes=_outcomes(case, here, probe),
        questions=open_questions(case, here, probe),
        notes=tuple(dict.fromkeys(notes)),
        changes=changes_for(case, here, probe) if with_changes else (),
    )


def _outcomes(case: Case, here: Situation, probe: Probe) -> tuple[Outcome, ...]:
    facts: dict[str, Any] = {}

    def fact(key: str) -> Any:
        if key not in facts:
            facts[key] = explained(case, here, probe.full, key)
        return facts[key]

    fired = [probe.outcomes[place] for place in sorted(probe.outcomes)]
    return tuple(
        Outcome(f.rule.spec.id, f.rule.pack, f.effect, f.trigger_unknown, tuple(fact(key) for key in f.rule.keys))
        for f in fired
    )


def _doubts(case: Case, here: Situation) -> list[str]:
    """Overrides nobody can check, and docs that contradict the contract."""
    option, notes = here.option, []
    if option.contract and not case.declaration.has_evidence(option.contract):
        notes.append(f"no evidence for contract {option.contract}: name the files and their date in audit.yaml")
    if option.deployment == "vendor_api" and not option.offering:
        notes.append("no offering named: every fact about the vendor is unknown")
    notes += _conflicts(here)
    return notes


def _conflicts(here: Situation) -> list[str]:
    """A declared contract that says otherwise than the public terms, and conflicts recorded in the profile."""
    notes = []
    terms = here.bridged.terms_facts
    for name, reading in here.bridged.readings.items():
        public = terms.get(name)
        if reading.held is None and public is not None and public.value is not None and public.value != reading.value:
            notes.append(
                f"contract beats public terms: {name} is {reading.value} by contract, {public.value} in the terms"
            )
    known = terms.get("docs_vs_contract_conflict")
    if known is not None and known.fact is not None:
        notes.append(f"{known.offering}: documents of the vendor contradict each other: {known.fact.text}")
    return notes


def _grouped(verdicts: Iterable[Verdict]) -> tuple[Question, ...]:
    """Each open question once, with the options it decides."""
    merged: dict[str, Question] = {}
    for verdict in verdicts:
        for question in verdict.questions:
            known = merged.get(question.fact)
            options = (*(known.options if known else ()), verdict.option.id)
            rules = tuple(dict.fromkeys((*(known.rules if known else ()), *question.rules)))
            merged[question.fact] = replace(known or question, options=options, rules=rules)
    return tuple(sorted(merged.values(), key=lambda q: (-len(q.options), -len(q.rules), q.fact)))


def _sources(verdicts: Iterable[Verdict], situations: Iterable[Situation]) -> tuple[Source, ...]:
    """Vendor facts behind what rules read, each once with its options."""
    found: dict[tuple[str, str], Source] = {}
    for verdict, here in zip(verdicts, situations, strict=True):
        keys = dict.fromkeys(fact.key for outcome in verdict.outcomes for fact in outcome.facts)
        readings = [(r.held.offering, r) for key in keys for r in here.bridged.behind(key) if r.held is not None]
        for offering, reading in dict.fromkeys((o, r.field) for o, r in readings):
            row = next(r for o, r in readings if (o, r.field) == (offering, reading))
            known = found.get((offering, reading))
            options = (*(known.options if known else ()), verdict.option.id)
            found[offering, reading] = Source(offering, row, options)
        for offering, row in here.sources.readings:
            known = found.get((offering, row.field))
            found[offering, row.field] = Source(offering, row, (*(known.options if known else ()), verdict.option.id))
    return tuple(found[key] for key in sorted(found))


def _packs(base: PolicyBase, probes: Sequence[Probe]) -> tuple[tuple[str, Truth], ...]:
    """Whether each pack applies; options that differ make it unknown."""
    rows = []
    for index, pack in enumerate(base.packs):
        truths = {probe.applies[index] for probe in probes}
        rows.append((pack.pack, truths.pop() if len(truths) == 1 else None))
    return tuple(rows)


def _notes(case: Case) -> tuple[str, ...]:
    late = [p for p in case.base.packs if p.review_by is not None and p.review_by < case.today]
    return tuple(f"policy out of date: {p.pack} {p.version} was to be reviewed by {p.review_by}" for p in late)
