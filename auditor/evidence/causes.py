"""Why a verdict changed between two reports: the rules that decided, and which of their facts are others now.

Reports hold what rules used, not the rules themselves. So a changed fact is told with both values; where no fact of
a rule changed, what else differs between the reports is named as the cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.document import FactDoc, ReportDocument, RuleDoc, VerdictDoc

_MISSING = object()
#: Kind of a fact -> what a change of it means.
_CAUSES = {"measured": "data", "declared": "declaration", "looked_up": "vendor term", "option": "option"}
_DECLARED_ORIGIN = "audit.yaml"
_STALE = "STALE"


@dataclass(frozen=True, slots=True)
class Circumstance:
    """Something that both reports name and that differs."""

    cause: str
    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact of a deciding rule with another value."""

    fact: str
    cause: str
    old: Any
    new: Any
    origin: str  # of the new value, else of the old one


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that decided before or decides now, with another outcome."""

    rule: str
    title: str
    old: str
    new: str
    causes: tuple[str, ...]
    facts: tuple[FactChange, ...]


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """An option whose verdict is another one."""

    option: str
    old: str
    new: str
    causes: tuple[str, ...]
    rules: tuple[RuleChange, ...]


def circumstances(old: ReportDocument, new: ReportDocument) -> list[Circumstance]:
    """What differs between two reports apart from findings and verdicts."""
    rows = [
        Circumstance("data", "dataset", old.dataset.sha256, new.dataset.sha256),
        Circumstance("date", "judged at", old.run.today, new.run.today),
        Circumstance("detectors", "tier", old.run.tier, new.run.tier),
        Circumstance("detectors", "detectors and settings", old.run.detectors_sha256, new.run.detectors_sha256),
        Circumstance("tool", "version of audit", old.run.tool_version, new.run.tool_version),
        *_listed(
            "policy", "policy pack", *({p.id: f"{p.version} {p.sha256}" for p in d.run.packs} for d in (old, new))
        ),
        *_listed("vendor term", "vendor file", *({f.file: f.sha256 for f in d.run.vendors} for d in (old, new))),
        *_listed("declaration", "declared", *(_declared(d) for d in (old, new))),
        *_listed(
            "declaration", "evidence", *({e.file: e.sha256 or "not found" for e in d.evidence} for d in (old, new))
        ),
    ]
    return [row for row in rows if row.old != row.new]


def verdict_changes(old: ReportDocument, new: ReportDocument) -> list[VerdictChange]:
    """Options with another verdict, each with the rules that decided and why they came out differently."""
    before = {verdict.option: verdict for verdict in old.verdicts}
    after = {verdict.option: verdict for verdict in new.verdicts}
    around = circumstances(old, new)
    return [
        _verdict(before.get(name), after.get(name), _Pair(name, old, new, around))
        for name in dict.fromkeys((*after, *before))
        if _word(before.get(name)) != _word(after.get(name))
    ]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two reports seen from one option."""

    option: str
    old: ReportDocument
    new: ReportDocument
    around: list[Circumstance]


def _word(verdict: VerdictDoc | None) -> str:
    return verdict.verdict if verdict is not None else "not judged"


def _verdict(old: VerdictDoc | None, new: VerdictDoc | None, pair: _Pair) -> VerdictChange:
    if old is None or new is None:
        return VerdictChange(pair.option, _word(old), _word(new), ("option",), ())
    rules = tuple(_rules(old, new, pair))
    causes = tuple(dict.fromkeys(cause for rule in rules for cause in rule.causes))
    return VerdictChange(pair.option, old.verdict, new.verdict, causes or _around(pair), rules)


def _rules(old: VerdictDoc, new: VerdictDoc, pair: _Pair) -> Iterator[RuleChange]:
    before, after = ({rule.id: rule for rule in verdict.rules} for verdict in (old, new))
    for name in dict.fromkeys((*new.decided_by, *old.decided_by)):
        was, now = before.get(name), after.get(name)
        before_it, after_it = (rule.outcome if rule is not None else "silent" for rule in (was, now))
        shown = now or was
        if before_it == after_it or shown is None:
            continue
        facts = tuple(_facts(was, now, (_values(old), _values(new)), pair))
        causes = tuple(dict.fromkeys((*(fact.cause for fact in facts), *_policy(was, now, pair))))
        yield RuleChange(name, shown.title, before_it, after_it, causes or _around(pair), facts)


def _values(verdict: VerdictDoc) -> dict[str, FactDoc]:
    """Every fact that a rule of this option used."""
    return {key: fact for rule in verdict.rules for key, fact in rule.facts.items()}


def _facts(
    was: RuleDoc | None, now: RuleDoc | None, used: tuple[dict[str, FactDoc], dict[str, FactDoc]], pair: _Pair
) -> Iterator[FactChange]:
    named = {**(was.facts if was is not None else {}), **(now.facts if now is not None else {})}
    for key, fact in sorted(named.items()):
        old = _value(key, fact.kind, used[0], pair.old)
        new = _value(key, fact.kind, used[1], pair.new)
        if old is _MISSING or new is _MISSING or old == new:
            continue
        origins = [side[key].origin for side in reversed(used) if key in side]
        yield FactChange(key, _cause(fact.kind, origins, pair), old, new, origins[0] if origins else "")


def _value(key: str, kind: str, used: Mapping[str, FactDoc], document: ReportDocument) -> Any:
    """A fact as a rule of the option used it, else as the report tells it for the whole dataset."""
    if key in used:
        return used[key].value
    absent = False if key.startswith("data.") else None
    if kind == "measured":
        return document.profile.facts.get(key, document.profile.assurance.get(key, absent))
    if kind == "declared":
        row = document.declaration.get(key)
        return absent if row is None else row.get("value", _MISSING)
    return _MISSING


def _cause(kind: str, origins: list[str], pair: _Pair) -> str:
    if kind == "measured" and pair.old.dataset.sha256 == pair.new.dataset.sha256:
        return "detectors"
    if kind == "looked_up" and any(_DECLARED_ORIGIN in origin for origin in origins):
        return "declaration"  # the customer's own contract beats public terms
    if (
        kind == "looked_up"
        and len({_STALE in origin for origin in origins}) > 1
        and pair.old.run.today != pair.new.run.today
    ):
        return "date"
    if kind in _CAUSES:
        return _CAUSES[kind]
    return next((row.cause for row in pair.around if row.cause in _CAUSES.values()), "policy")


def _policy(was: RuleDoc | None, now: RuleDoc | None, pair: _Pair) -> Iterator[str]:
    """A rule of a pack that only one report applied, or of another version of it."""
    packs = [{pack.id: pack.version for pack in document.run.packs} for document in (pair.old, pair.new)]
    name = now.pack if now is not None else was.pack if was is not None else ""
    if packs[0].get(name) != packs[1].get(name):
        yield "policy"


def _around(pair: _Pair) -> tuple[str, ...]:
    """Where no fact tells it: whatever differs between the reports."""
    return tuple(dict.fromkeys(row.cause for row in pair.around)) or ("unknown",)


def _listed(
    cause: str, what: str, old: Mapping[str, str | None], new: Mapping[str, str | None]
) -> Iterator[Circumstance]:
    for name in sorted(old.keys() | new.keys()):
        yield Circumstance(cause, f"{what} {name}", old.get(name) or "not there", new.get(name) or "not there")


def _declared(document: ReportDocument) -> dict[str, str]:
    return {key: str(_plain(row)) for key, row in document.declaration.items()}


def _plain(row: Any) -> Any:
    """What was declared, without the line it stands in."""
    if isinstance(row, dict) and "value" in row:
        return row["value"]
    return {stage: _plain(inner) for stage, inner in row.items()} if isinstance(row, dict) else row
