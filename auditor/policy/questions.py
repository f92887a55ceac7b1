"""Open questions: unknown facts whose answer could change a verdict, and who can answer."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from auditor.model import Answer, Question
from auditor.policy.derive import INPUTS
from auditor.policy.situation import shown
from auditor.policy.vocabulary import possible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.policy.evaluate import Fired
    from auditor.policy.load import PolicyBase
    from auditor.policy.situation import Case, Situation
    from auditor.policy.whatif import Place, Probe

#: Unknown facts of one rule that are tried together.
_JOINT = 4
_OUTPUTS = "data.output_restrictions"


def open_questions(case: Case, here: Situation, probe: Probe) -> tuple[Question, ...]:
    """Questions of one option, most rules first."""
    unknown = _unknown_facts(case.base, here, probe)
    decided: dict[str, set[str]] = {}
    worse: dict[str, tuple[Any, Answer]] = {}
    for key, rules in _lifting(case.base, probe, unknown):
        decided.setdefault(key, set()).update(rules)
    for key in unknown:
        found = _worsening(case.base, probe, key)
        if found is not None:
            value, answer, rules = found
            worse[key] = (value, answer)
            decided.setdefault(key, set()).update(rules)
    rows = [_question(case, here, key, sorted(rules), worse=worse.get(key)) for key, rules in decided.items()]
    return tuple(sorted((row for row in rows if row is not None), key=lambda row: (-len(row.rules), row.fact)))


def answers_to(base: PolicyBase, probe: Probe, key: str) -> tuple[Any, ...]:
    """Values worth trying for an unknown fact."""
    asked = base.asked.asked.get(key)
    if asked is not None and asked.answers:
        return tuple(asked.answers)
    spec = base.vocabulary[key]
    if key.startswith("v.terms_"):
        return ([], list(probe.full["data.kinds"]))
    return tuple(list(value) if isinstance(value, tuple) else value for value in possible(spec))


def _unknown_facts(base: PolicyBase, here: Situation, probe: Probe) -> tuple[str, ...]:
    """Facts that people could settle and nobody has."""
    found = []
    for key in base.rules.readers:
        spec = base.vocabulary.get(key)
        if spec is None or spec.kind in ("derived", "option"):
            continue
        if key == _OUTPUTS:
            if "unknown" in (here.facts.get(key) or ()):
                found.append(key)
        elif (not key.startswith("data.") and probe.full.get(key) is None) or (
            key == "v.terms_open" and here.facts.get(key)
        ):
            found.append(key)
    return tuple(sorted(found))


def _lifting(base: PolicyBase, probe: Probe, unknown: Sequence[str]) -> Iterator[tuple[str, set[str]]]:
    """Facts that lift what decides, if everything that decides can be lifted by answers at all."""
    rank = probe.answer.rank
    if rank == 0:
        return
    found: dict[str, set[str]] = {}
    waiting = _waiting_packs(base, probe)
    for place, fired in probe.at(rank).items():
        if fired.effect.value in ("relied_upon", "evidenced"):
            continue
        keys = waiting.get(place[0]) or touching(fired, base, place[0])
        lifters = _first_lifters(base, probe, place, [key for key in keys if key in unknown])
        if not lifters and rank > 1:
            return
        for key in lifters:
            found.setdefault(key, set()).add(fired.rule.spec.id)
    yield from found.items()


def _waiting_packs(base: PolicyBase, probe: Probe) -> dict[int, tuple[str, ...]]:
    """Packs of which nobody knows whether they apply, and the fact to ask for first.

    A pack that would apply where the levers assume people to be is asked about in full; others wait for that one answer.
    """
    assumed = {}
    for key in base.rules.scope:
        lever = base.levers.levers.get(key)
        if probe.full.get(key) is None and lever is not None:
            assumed[key] = (lever[0] if isinstance(lever, list) else lever).to[0]
    likely = {**probe.full, **assumed}
    waiting = {}
    for index, condition in enumerate(base.rules.applies):
        if probe.applies[index] is None and condition.test(likely) is not True:
            waiting[index] = tuple(key for key in condition.keys if probe.full.get(key) is None)[:1]
    return waiting


def _first_lifters(base: PolicyBase, probe: Probe, place: Place, keys: Sequence[str]) -> list[str]:
    """Whether a rule is concerned at all is asked before whether it is met."""
    fired = probe.outcomes[place]
    if fired.trigger_unknown:
        sources = {source for key in fired.rule.when.keys for source in (*INPUTS.get(key, ()), key)}
        first = _lifters(base, probe, place, [key for key in keys if key in sources])
        if first:
            return first
    return _lifters(base, probe, place, keys)


def _lifters(base: PolicyBase, probe: Probe, place: Place, keys: Sequence[str]) -> list[str]:
    """Unknown facts of one rule that lift its outcome, one alone or some together."""
    alone = [key for key in keys if any(_lifts(probe, place, {key: v}) for v in answers_to(base, probe, key))]
    if alone or not 1 < len(keys) <= _JOINT:
        return alone
    values = [answers_to(base, probe, key) for key in keys]
    together = any(_lifts(probe, place, dict(zip(keys, row, strict=True))) for row in product(*values))
    return list(keys) if together else []


def touching(fired: Fired, base: PolicyBase, pack: int) -> tuple[str, ...]:
    """Facts that a rule reads, also by way of derived ones and of its pack's applicability."""
    read = (*fired.rule.keys, *base.rules.applies[pack].keys)
    return tuple(dict.fromkeys(source for key in read for source in (*INPUTS.get(key, ()), key)))


def _lifts(probe: Probe, place: Place, changes: dict[str, Any]) -> bool:
    after = probe.outcome_with(place, changes)
    return after is None or after.rank < probe.outcomes[place].rank


def _worsening(base: PolicyBase, probe: Probe, key: str) -> tuple[Any, Answer, set[str]] | None:
    """The answer that would make the verdict worst, if any makes it worse."""
    worst: tuple[Any, Answer, set[str]] | None = None
    limit = probe.answer.rank
    if limit == Answer.PROHIBITED.rank:
        return None
    for value in answers_to(base, probe, key):
        bad = probe.worse_with({key: value}, limit)
        if bad:
            limit = max(fired.rank for fired in bad)
            rules = {fired.rule.spec.id for fired in bad if fired.rank == limit}
            worst = (value, tuple(Answer)[limit], rules)
    return worst


def _question(
    case: Case, here: Situation, key: str, rules: Sequence[str], *, worse: tuple[Any, Answer] | None
) -> Question | None:
    who, text, path = _asked(case.base, here, key)
    if not text:
        return None
    titles = [case.base.rules.by_id[rule].spec.title for rule in rules[:2]]
    more = f" and {len(rules) - 2} more rules" if len(rules) > 2 else ""
    why = f"decides: {'; '.join(titles)}{more}"
    if worse is not None:
        why += f". Answer {shown(worse[0])}: {worse[1].value}"
    return Question(key, who, text, why, path, tuple(rules), (here.option.id,))


def _asked(base: PolicyBase, here: Situation, key: str) -> tuple[str, str, str]:
    """Who, the question, and where the answer goes."""
    from auditor.policy.declared import STAGES

    table = base.declared.get(key)
    if table is not None:
        path = table.path.replace("{stage}", STAGES[here.option.activity])
        return table.who, table.question, f"facts.{key}" if path == "facts" else path
    asked = base.asked.asked.get(key)
    return (asked.who, asked.question, asked.path) if asked is not None else ("", "", "")


def hint_questions(case: Case) -> tuple[Question, ...]:
    """Findings that raise a question about a declared fact nobody has declared."""
    declared = {key for stage in case.declaration.facts_by_stage.values() for key in stage}
    found: dict[str, list[str]] = {}
    for entity, count in sorted(case.observed.entities.items()):
        row = case.base.taxonomy.categories.get(case.base.taxonomy.category_of(entity) or "")
        if row is not None and row.asks and row.asks not in declared and row.asks != _OUTPUTS and count:
            found.setdefault(row.asks, []).append(f"{entity} {count}")
    questions = []
    for key, hints in sorted(found.items()):
        table = case.base.declared[key]
        path = f"facts.{key}" if table.path == "facts" else table.path
        why = f"the scan found {', '.join(hints)}; undeclared, it counts as not so"
        questions.append(Question(key, table.who, table.question, why, path, (), ()))
    return tuple(questions)
