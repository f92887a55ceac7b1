"""Rules over facts: what each rule comes to, and the worst of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from auditor.model import Answer, Effect
from auditor.policy.derive import INPUTS, derive
from auditor.policy.logic import parse_condition

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from auditor.policy.logic import Condition, Truth
    from auditor.policy.schema import Pack, Rule


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule ready to run."""

    spec: Rule
    pack: str
    when: Condition
    satisfied_by: Condition | None

    @property
    def keys(self) -> tuple[str, ...]:
        """Facts that the rule reads, in the order of its text."""
        more = self.satisfied_by.keys if self.satisfied_by is not None else ()
        return tuple(dict.fromkeys((*self.when.keys, *more)))


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that had something to say."""

    rule: CompiledRule
    effect: Effect
    trigger_unknown: bool
    rank: int  # how bad it is by itself


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the packs come to for one set of facts."""

    answer: Answer
    fired: tuple[Fired, ...]
    applies: tuple[Truth, ...]  # per pack
    facts: Mapping[str, Any]  # with the derived ones


_RANK = {effect: effect.answer.rank for effect in Effect}
_ANSWERS = tuple(Answer)


@dataclass(frozen=True)
class RuleSet:
    """The packs, compiled once for many evaluations."""

    packs: tuple[Pack, ...]

    @cached_property
    def applies(self) -> tuple[Condition, ...]:
        """One condition per pack."""
        return tuple(parse_condition(pack.applies_when) for pack in self.packs)

    @cached_property
    def rules(self) -> tuple[tuple[CompiledRule, ...], ...]:
        """The rules of each pack."""
        return tuple(tuple(_compile(rule, pack.pack) for rule in pack.rules) for pack in self.packs)

    @cached_property
    def by_id(self) -> dict[str, CompiledRule]:
        """Rules by id."""
        return {rule.spec.id: rule for rules in self.rules for rule in rules}

    @cached_property
    def readers(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """Fact -> places of the rules that it can touch, also by way of derived facts and applicability."""
        found: dict[str, set[tuple[int, int]]] = {}
        for p, rules in enumerate(self.rules):
            for r, rule in enumerate(rules):
                for key in (*rule.keys, *self.applies[p].keys):
                    for source in INPUTS.get(key, ()):
                        found.setdefault(source, set()).add((p, r))
                    found.setdefault(key, set()).add((p, r))
        return {key: tuple(sorted(places)) for key, places in found.items()}

    @cached_property
    def scope(self) -> frozenset[str]:
        """Facts that say which packs apply."""
        return frozenset(key for condition in self.applies for key in condition.keys)

    @cached_property
    def worst_of(self) -> dict[tuple[int, int], int]:
        """Place -> the worst rank that a rule can come to."""
        return {(p, r): _worst_rank(rule.spec) for p, rules in enumerate(self.rules) for r, rule in enumerate(rules)}

    def evaluate(self, facts: Mapping[str, Any]) -> Evaluation:
        """Every rule of every pack that applies."""
        full = derive(facts)
        applies = tuple(condition.test(full) for condition in self.applies)
        fired = [
            outcome
            for truth, rules in zip(applies, self.rules, strict=True)
            if truth is not False
            for rule in rules
            if (outcome := fire(rule, full, truth)) is not None
        ]
        return Evaluation(worst(fired), tuple(fired), applies, full)


def evaluate(packs: Sequence[Pack], facts: Mapping[str, Any]) -> Evaluation:
    """Every rule of the packs over the facts; for many evaluations keep a RuleSet."""
    return RuleSet(tuple(packs)).evaluate(facts)


def worst(fired: Iterable[Fired]) -> Answer:
    """The verdict: its worst outcome."""
    return _ANSWERS[max((_RANK[outcome.effect] for outcome in fired), default=0)]


def fire(rule: CompiledRule, facts: Mapping[str, Any], applies: Truth) -> Fired | None:
    """What a rule says, or None when it is silent."""
    trigger = rule.when.test(facts)
    if trigger is False:
        return None
    effect = _effect(rule, facts, sure=trigger is True and applies is True)
    return None if effect is None else Fired(rule, effect, trigger is None, _RANK[effect])


def _effect(rule: CompiledRule, facts: Mapping[str, Any], sure: bool) -> Effect | None:
    """An unknown trigger or unknown applicability never prohibits, and keeps information to itself."""
    spec = rule.spec
    if spec.effect == "inform":
        return Effect.INFORM if sure else None
    effect = _required(rule, facts) if spec.effect == "require" else Effect(spec.effect)
    return Effect.REVIEW if effect is Effect.PROHIBIT and not sure else effect


def _required(rule: CompiledRule, facts: Mapping[str, Any]) -> Effect:
    assert rule.satisfied_by is not None  # noqa: S101  (the schema has seen to it)
    met = rule.satisfied_by.test(facts)
    if met is True:
        return Effect.EVIDENCED if rule.spec.satisfied_by_measurement else Effect.RELIED_UPON
    unmet = Effect(rule.spec.if_unmet or "review")
    if met is False:
        return unmet
    if rule.spec.if_unknown is not None:
        return Effect(rule.spec.if_unknown)
    return Effect.REVIEW if unmet is Effect.PROHIBIT else unmet


def _worst_rank(rule: Rule) -> int:
    words = (rule.if_unmet, rule.if_unknown or "review") if rule.effect == "require" else (rule.effect,)
    return max(_RANK[Effect(word)] for word in words if word is not None)


def _compile(rule: Rule, pack: str) -> CompiledRule:
    satisfied_by = parse_condition(rule.satisfied_by) if rule.effect == "require" else None
    return CompiledRule(rule, pack, parse_condition(rule.when), satisfied_by)
