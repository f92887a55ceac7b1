"""What every human-readable format shows, derived once from the document: pure, sorted, with hidden characters visible."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from auditor.document import ReportDocument
from auditor.reports.escape import visible_all

if TYPE_CHECKING:
    from auditor.document import CategoryRow, ChangeDoc, Citation, FactDoc, OptionDoc, RuleDoc, VerdictDoc
    from auditor.reports.catalogue import Texts

MEMBER = False

VERDICTS = ("prohibited", "needs_legal_review", "permitted_with_conditions", "no_blocking_finding")
OUTCOMES = ("prohibit", "review", "condition", "relied_upon", "evidenced", "inform")
#: Shapes and letters, so that a verdict reads without colour; no tick, for none of them is an approval.
SYMBOLS = dict(zip(VERDICTS, "✕?◐○", strict=True))
PLAIN_SYMBOLS = dict(zip(VERDICTS, "X?!o", strict=True))
#: What stands behind a verdict, in the order in which a reader needs it.
GROUPS = ("prohibited_anyway", "prohibited_as_declared", "decide", "waits", "conditions", "clear")
#: Legal class of the taxonomy -> family under which a report lists it.
_FAMILY = {
    "art9": "special",
    "art9_if_unique_identification": "special",
    "art10": "special",
    "children": "special",
    "criminal_law": "special",
    "security_not_category": "secret",
    "contract": "proprietary",
    "trade_secret": "proprietary",
    "professional_secrecy": "proprietary",
    "state_secrecy": "proprietary",
    "copyright": "proprietary",
    "tdm_opt_out": "proprietary",
}
FAMILIES = ("special", "secret", "personal", "proprietary")


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option with its verdict and what decides it."""

    option: OptionDoc
    verdict: VerdictDoc
    group: str
    reasons: tuple[RuleDoc, ...]
    change: ChangeDoc | None

    @property
    def name(self) -> str:
        """The title with the activity where one title stands for several options."""
        return self.option.title or self.option.id


@dataclass(frozen=True, slots=True)
class UsedFact:
    """A fact with one of its values and the options for which it had it."""

    key: str
    fact: FactDoc
    options: tuple[str, ...]


@dataclass(slots=True)
class RuleRow:
    """A rule once, with its outcomes over all options."""

    rule: RuleDoc  # of the option where it came out worst
    options: dict[str, list[str]] = field(default_factory=dict)  # outcome -> options
    facts: dict[tuple[str, str], UsedFact] = field(default_factory=dict)

    @property
    def worst(self) -> str:
        """The worst outcome over all options."""
        return min(self.options, key=OUTCOMES.index)


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition once, with the options whose verdict stands on it."""

    text: str
    rule: str
    outcome: str
    severity: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CategoryView:
    """A category with its family."""

    id: str
    family: str
    row: CategoryRow


@dataclass(frozen=True, slots=True)
class View:
    """Everything a human-readable report shows."""

    document: ReportDocument
    rows: tuple[OptionRow, ...]  # worst verdict first, then in the document's order
    counts: dict[str, int]
    groups: dict[str, tuple[OptionRow, ...]]
    rules: tuple[RuleRow, ...]
    conditions: tuple[ConditionRow, ...]  # open: to be met
    relied: tuple[ConditionRow, ...]  # declared to be met, unverified
    categories: tuple[CategoryView, ...]


def view_of(document: ReportDocument) -> View:
    """The view of a document."""
    document = ReportDocument.model_validate(visible_all(document.model_dump(mode="json", by_alias=True)))
    options = {option.id: option for option in document.options}
    sure = {pack.id for pack in document.packs if pack.applies == "yes"}
    rows = [_row(options[v.option], v, sure) for v in document.verdicts if v.option in options]
    rows.sort(key=lambda row: VERDICTS.index(row.verdict.verdict))
    groups = {name: tuple(row for row in rows if row.group == name) for name in GROUPS}
    counted: Counter[str] = Counter(row.verdict.verdict for row in rows)
    return View(
        document=document,
        rows=tuple(rows),
        counts={verdict: counted[verdict] for verdict in VERDICTS},
        groups={name: found for name, found in groups.items() if found},
        rules=tuple(_rules(rows)),
        conditions=tuple(_conditions(rows, relied=False)),
        relied=tuple(_conditions(rows, relied=True)),
        categories=tuple(_categories(document)),
    )


def _row(option: OptionDoc, verdict: VerdictDoc, sure: set[str]) -> OptionRow:
    decisive = set(verdict.decided_by)
    rules = sorted(verdict.rules, key=lambda rule: OUTCOMES.index(rule.outcome))
    reasons = [rule for rule in rules if rule.id in decisive]
    if not reasons:
        reasons = [rule for rule in rules if rule.outcome == rules[0].outcome and rule.outcome != "inform"]
    reasons.sort(key=lambda r: (OUTCOMES.index(r.outcome), waits(r), r.pack not in sure, severity_rank(r.severity)))
    return OptionRow(
        option=option,
        verdict=verdict,
        group=_group(verdict, reasons),
        reasons=tuple(reasons),
        change=verdict.changes[0] if verdict.changes else None,
    )


def _group(verdict: VerdictDoc, reasons: list[RuleDoc]) -> str:
    match verdict.verdict:
        case "prohibited":
            fixed = not verdict.changes and any(_fixed(rule) for rule in reasons)
            return "prohibited_anyway" if fixed else "prohibited_as_declared"
        case "needs_legal_review":
            reviews = [rule for rule in verdict.rules if rule.outcome == "review"]
            waiting = bool(verdict.questions) and all(waits(rule) for rule in reviews)
            return "waits" if waiting else "decide"
        case "permitted_with_conditions":
            return "conditions"
        case _:
            return "clear"


def _fixed(rule: RuleDoc) -> bool:
    """A prohibition that no declaration lifts: nothing declared went into it, and no step cures it."""
    declared = any(fact.kind == "declared" for fact in rule.facts.values())
    return rule.outcome == "prohibit" and not rule.curable and not declared


def waits(rule: RuleDoc) -> bool:
    """A review that an answer may settle: the rule came to it because something is unknown."""
    return rule.outcome == "review" and (
        rule.trigger_unknown or any(fact.value is None for fact in rule.facts.values())
    )


def _rules(rows: list[OptionRow]) -> list[RuleRow]:
    found: dict[str, RuleRow] = {}
    for row in rows:
        for rule in row.verdict.rules:
            merged = found.setdefault(rule.id, RuleRow(rule))
            if OUTCOMES.index(rule.outcome) < OUTCOMES.index(merged.rule.outcome):
                merged.rule = rule
            merged.options.setdefault(rule.outcome, []).append(row.option.id)
            _add_facts(merged, rule, row.option.id)
    return sorted(found.values(), key=lambda rule: (OUTCOMES.index(rule.worst), rule.rule.pack, rule.rule.id))


def _add_facts(merged: RuleRow, rule: RuleDoc, option: str) -> None:
    for key, fact in rule.facts.items():
        place = (key, repr((fact.value, fact.origin)))
        seen = merged.facts.get(place)
        merged.facts[place] = UsedFact(key, fact, (*(seen.options if seen else ()), option))


def _conditions(rows: list[OptionRow], *, relied: bool) -> list[ConditionRow]:
    found: dict[tuple[str, str], list[str]] = {}
    about: dict[tuple[str, str], tuple[str, str]] = {}
    for row in rows:
        for condition in row.verdict.conditions:
            if (condition.outcome == "relied_upon") is relied:
                key = (condition.rule, condition.text)
                found.setdefault(key, []).append(row.option.id)
                about.setdefault(key, (condition.outcome, condition.severity))
    made = [ConditionRow(text, rule, *about[rule, text], tuple(found[rule, text])) for rule, text in found]
    return sorted(made, key=lambda c: (severity_rank(c.severity), -len(c.options), c.rule, c.text))


def severity_rank(word: str) -> int:
    """0 for the heaviest."""
    order = ("critical", "high", "medium", "low", "info")
    return order.index(word) if word in order else len(order)


def _categories(document: ReportDocument) -> list[CategoryView]:
    made = [
        CategoryView(name, _FAMILY.get(row.legal, "personal"), row)
        for name, row in document.profile.categories.items()
        if row.count
    ]
    return sorted(made, key=lambda c: (FAMILIES.index(c.family), -c.row.count, c.id))


def fact_value(value: object, say: Texts) -> str:
    """A fact's value as words; nothing stands for unknown."""
    if value is None:
        return say("word.unknown")
    if isinstance(value, bool):
        return say("word.yes" if value else "word.no")
    if isinstance(value, list | tuple):
        return ", ".join(fact_value(item, say) for item in value) or say("word.empty")
    if isinstance(value, dict):
        return ", ".join(f"{key}: {fact_value(item, say)}" for key, item in value.items()) or say("word.empty")
    return say.number(value) if isinstance(value, int | float) else str(value)


def provider(option: OptionDoc, say: Texts) -> str:
    """Who runs it: vendor, plan and offering id, or the kind of deployment."""
    if not option.offering:
        return say.word("deployment", option.deployment)
    named = ", ".join(part for part in (option.vendor, option.plan) if part)
    return f"{named} ({option.offering})" if named else option.offering


def places(option: OptionDoc, say: Texts, most: int = 99) -> tuple[str, str]:
    """Where data are stored and where the model runs, as the terms or the option say; else unknown."""
    return (
        _some_places(option.stored_in, option.region, say, most),
        _some_places(option.runs_in, option.inference_region, say, most),
    )


def _some_places(named: list[str], own: str | None, say: Texts, most: int) -> str:
    """A long list, as of all EEA countries, is cut; the annex has it in full."""
    words = [say("word.unknown") if place == "unknown" else place for place in named or [own or "unknown"]]
    shown = ", ".join(words[:most])
    return shown if len(words) <= most else say("decision.and_more", named=shown, n=len(words) - most)


def regions(option: OptionDoc, say: Texts) -> str:
    """Both places in words."""
    storage, inference = places(option, say, most=3)
    return say("option.regions", storage=storage, inference=inference)


def authorities(citations: list[Citation], say: Texts) -> list[str]:
    """Each authority once with all its pinpoints, its status where it is not final, and how sure its text is."""
    found: dict[str, list[Citation]] = {}
    for citation in citations:
        found.setdefault(citation.id, []).append(citation)
    return [_authority(group, say) for group in found.values()]


def _authority(group: list[Citation], say: Texts) -> str:
    first = group[0]
    named = ", ".join([first.title or first.id, *dict.fromkeys(c.pinpoint for c in group if c.pinpoint)])
    marks = [first.status if first.status != "final" else "", say.word("how_sure", first.how_sure)]
    shown = ", ".join(mark for mark in marks if mark)
    return f"{named} ({shown})" if shown else named
