"""`audit explain`: what a rule, entity, category, offering, fact, authority or verdict is, where it comes from, what to do.

Gives blocks of labelled lines; the front door prints them.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain
from typing import TYPE_CHECKING

from auditor.errors import UsageError
from auditor.model import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.detectors.base import Detector
    from auditor.document import ReportDocument, VerdictDoc
    from auditor.policy.load import PolicyBase
    from auditor.policy.schema import Rule


@dataclass(frozen=True, slots=True)
class Explanation:
    """A title and labelled lines."""

    title: str
    lines: tuple[tuple[str, object], ...]


_MEANING = {
    Answer.PROHIBITED: "As declared and measured, a rule forbids this option. It is not a finding of illegality. "
    "Where the rule is marked curable, a declared step lifts it; else the data or the option must change.",
    Answer.NEEDS_LEGAL_REVIEW: "Something that decides is unknown or open in law. Answer the open questions, "
    "or have counsel decide; unknown is never permission.",
    Answer.PERMITTED_WITH_CONDITIONS: "Nothing forbids the option as long as the listed conditions stay true or are "
    "met. What rests on a declaration stays a condition: nobody verified it.",
    Answer.NO_BLOCKING_FINDING: "No rule of the applied packs speaks against the option, on the declared facts and "
    "within the measured bounds. It is not a statement that the use is lawful.",
}


def explain(name: str, base: PolicyBase, document: ReportDocument | None = None) -> list[Explanation]:
    """Everything that is called `name`; raises UsageError with the nearest names."""
    found = [block for kind in _KINDS for block in kind(name, base)]
    if document is not None:
        found += _in_report(name, document)
    if found:
        return found
    known = sorted({*_all_names(base), *(row.id for row in (document.options if document else ()))})
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    raise UsageError(
        f"nothing is called {name[:80]}",
        f"did you mean {', '.join(near)}?" if near else "give a rule, entity, category, offering, fact or verdict",
    )


def _all_names(base: PolicyBase) -> Iterator[str]:
    yield from (rule.id for pack in base.all_packs for rule in pack.rules)
    yield from base.taxonomy.categories
    yield from (entity for row in base.taxonomy.categories.values() for entity in row.entities)
    yield from base.offers
    yield from base.vocabulary
    yield from base.authorities
    yield from (answer.value for answer in Answer)


def _rule(name: str, base: PolicyBase) -> Iterator[Explanation]:
    for pack in base.all_packs:
        for rule in pack.rules:
            if rule.id.casefold() == name.casefold():
                yield Explanation(f"rule {rule.id}: {rule.title}", tuple(_rule_lines(rule, base, pack.pack)))


def _rule_lines(rule: Rule, base: PolicyBase, pack: str) -> Iterator[tuple[str, object]]:
    yield "pack", pack
    yield "effect", rule.effect
    yield "force", f"{rule.layer}; the law is {rule.settled}"
    yield "severity", rule.severity
    for basis in rule.basis:
        authority = base.authorities.get(basis.partition(" :: ")[0])
        shaky = "" if authority is None or authority.status == "final" else f" ({authority.status})"
        yield "basis", f"{basis}{shaky}" + (f": {authority.title}" if authority else "")
    yield "speaks when", rule.when
    yield "met when", rule.satisfied_by
    yield "unmet", rule.if_unmet
    yield "why", rule.rationale
    yield "what to do", rule.remediation
    yield "curable", "yes, by a declared step" if rule.curable else None


def _entity(name: str, base: PolicyBase) -> Iterator[Explanation]:
    if name != name.upper():
        return
    category = base.taxonomy.category_of(name)
    if category is None or not (name in set(_entities(base)) or _detectors_of(name)):
        return
    row = base.taxonomy.categories[category]
    lines: list[tuple[str, object]] = [("category", category), ("class in law", row.legal), ("sets", row.fact)]
    for detector in _detectors_of(name):
        lines.append(("found by", f"{detector.id} (tier {detector.tier.value})"))
        examples = getattr(detector, "examples", ())
        lines += [("for example", example) for example in examples[:3] if isinstance(example, str)]
        lines += [("but not", text) for text in getattr(detector, "counterexamples", ())[:2] if isinstance(text, str)]
    yield Explanation(f"entity {name}", tuple(lines))


def _entities(base: PolicyBase) -> Iterator[str]:
    return (entity for row in base.taxonomy.categories.values() for entity in row.entities)


def _detectors_of(entity: str) -> list[Detector]:
    from auditor.registry import members

    registered = chain.from_iterable(members("auditor.detectors", "DETECTORS").values())
    return sorted((d for d in registered if entity in d.entities), key=lambda detector: detector.id)


def _category(name: str, base: PolicyBase) -> Iterator[Explanation]:
    row = base.taxonomy.categories.get(name)
    if row is None:
        return
    detect = {"D": "by patterns and names", "I": "indirect content: recall is lower", "X": "must be declared"}
    yield Explanation(
        f"category {name}",
        (
            ("class in law", row.legal),
            ("basis", row.basis),
            ("entities", row.entities),
            ("detected", detect[row.detect]),
            ("sets", row.fact),
            ("raises the question of", row.asks),
            ("DPV", row.dpv),
            ("Fides", row.fides),
            ("note", row.note),
        ),
    )


def _offering(name: str, base: PolicyBase) -> Iterator[Explanation]:
    offer = base.offers.get(name)
    if offer is None:
        return
    known = sum(fact.known for fact in offer.offering.facts.values())
    steps = [step.id for step in offer.offering.preconditions]
    yield Explanation(
        f"offering {name}: {offer.offering.name}",
        (
            ("vendor", f"{offer.vendor.name}, seat {offer.vendor.hq_country}"),
            ("plan", f"{offer.offering.plan} ({offer.offering.plan_class})"),
            ("takes over facts of", offer.offering.inherits),
            ("steps by the customer", steps),
            ("facts", f"{known} known of {len(offer.offering.facts)} listed; `audit vendors show {name}` has all"),
        ),
    )


def _fact(name: str, base: PolicyBase) -> Iterator[Explanation]:
    spec = base.vocabulary.get(name)
    if spec is None:
        return
    declared = base.declared.get(name)
    readers = sorted(
        {rule.id for pack in base.all_packs for rule in pack.rules if name in str((rule.when, rule.satisfied_by))}
    )
    lines: list[tuple[str, object]] = [("kind", spec.kind), ("type", spec.type), ("values", spec.values)]
    if declared is not None:
        lines += [("question", declared.question), ("who answers", declared.who), ("in audit.yaml", declared.path)]
    yield Explanation(f"fact {name}", (*lines, ("rules that read it", readers)))


def _authority(name: str, base: PolicyBase) -> Iterator[Explanation]:
    row = base.authorities.get(name)
    if row is not None:
        sure = {"P": "primary text read", "S": "several secondary sources", "K": "from knowledge, not re-read"}
        yield Explanation(
            f"authority {name}: {row.title}",
            (
                ("number", row.number),
                ("date", row.date),
                ("status", row.status),
                ("how sure", sure[row.how_sure]),
                ("checked on", row.checked_on),
                ("where", row.url),
                ("note", row.note),
            ),
        )


def _verdict_word(name: str, base: PolicyBase) -> Iterator[Explanation]:
    del base
    for answer, meaning in _MEANING.items():
        if name.replace(" ", "_") == answer.value:
            yield Explanation(f"verdict {answer.value}", (("means", meaning),))


_KINDS: tuple[Callable[[str, PolicyBase], Iterator[Explanation]], ...] = (
    _rule,
    _entity,
    _category,
    _offering,
    _fact,
    _authority,
    _verdict_word,
)


def _in_report(name: str, document: ReportDocument) -> Iterator[Explanation]:
    """The verdict of an option of a report, rule by rule with the facts it used."""
    verdict = next((row for row in document.verdicts if row.option == name), None)
    if verdict is not None:
        yield Explanation(f"option {name}: {verdict.verdict}", tuple(_verdict_lines(verdict)))


def _verdict_lines(verdict: VerdictDoc) -> Iterator[tuple[str, object]]:
    yield "headline", verdict.headline
    for rule in verdict.rules:
        mark = "decides" if rule.id in verdict.decided_by else rule.outcome
        yield mark, f"{rule.id}: {rule.title} [{rule.outcome}]"
        for key, fact in rule.facts.items():
            value = "unknown" if fact.value is None else fact.value
            yield "  used", f"{key} = {value} ({fact.origin})"
    yield from (("open question", f"{row.question} ({row.who}; {row.path})") for row in verdict.questions)
    yield from (("note", note) for note in verdict.notes)
    yield from (("would lift it", f"{'; '.join(row.steps)} -> {row.verdict}") for row in verdict.changes)
