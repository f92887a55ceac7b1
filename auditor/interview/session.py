"""The interview: judge, ask the open question that decides most, write the answer, judge again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from auditor.errors import ConfigError
from auditor.interview.answering import answered, with_options
from auditor.interview.forms import Form, form_of
from auditor.interview.slots import Slot, slot_of
from auditor.interview.words import Words
from auditor.judging import Facts, Law, assurance_of, today_of
from auditor.policy.checked import load_checked
from auditor.policy.declaration import declaration_of
from auditor.policy.declared import STAGES, Document, slot
from auditor.policy.judge import judge
from auditor.policy.measured import Measured, Observed
from auditor.policy.options import choose_options
from auditor.yaml_io import read_yaml_with_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from auditor.model import Answer, Option, Question
    from auditor.policy.judge import Judgement
    from auditor.policy.load import PolicyBase

_FIRST = "jurisdictions"
#: A question of the topic at hand goes before one that decides up to twice as many options.
_STAY = 2


@dataclass(frozen=True, slots=True)
class Ask:
    """An open question as the interview puts it."""

    slot: Slot
    fact: str
    question: str
    who: str
    why: tuple[str, ...]  # titles of the rules that wait for the answer, or what the scan found
    options: tuple[str, ...]  # whose verdict it decides
    form: Form


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about: a scanned dataset, or none yet."""

    facts: Facts | None = None
    options: frozenset[str] = frozenset()  # of a report; empty = all
    questions: frozenset[str] | None = None  # facts that a report asks for; None = all


@dataclass(frozen=True, slots=True)
class _Moment:
    """One state: the text, what it declares, and what it comes to."""

    text: str
    law: Law
    options: tuple[Option, ...]
    judgement: Judgement


@dataclass
class Interview:
    """The state of one interview; `text` is audit.yaml as it is going to stand."""

    base: PolicyBase
    path: Path
    text: str
    subject: Subject = field(default_factory=Subject)
    today: date | None = None
    now: date | None = None
    everything: bool = False  # ask for every declared fact, not only for those that decide something
    _asked: dict[Slot, None] = field(default_factory=dict)
    _before: list[tuple[str, Slot]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Judge what is declared already: a wrong audit.yaml is told before the first question."""
        self.words = load_checked(self.base.root / "interview.yaml", Words)
        self._moment = self._at(self.text)
        self._start = self.text
        self._topic = ""
        self.first = self.verdicts()
        self._open_at_start = frozenset(ask.fact for ask in self._all())

    # ---------------------------------------------------------------- what to ask

    def open(self) -> list[Ask]:
        """Questions that nobody answered or passed over in this interview, the one that decides most first."""
        return [ask for ask in self._all() if ask.slot not in self._asked and self._wanted(ask)]

    def unanswered(self) -> list[Ask]:
        """Questions that are open by what is declared, those passed over too."""
        return self._all()

    def next(self) -> Ask | None:
        """The question to ask now."""
        asks = self.open()
        if not asks:
            return None
        top = asks[0]
        if top.slot.name != _FIRST:
            near = [ask for ask in asks if ask.slot.topic == self._topic]
            if near and len(near[0].options) * _STAY >= len(top.options):
                top = near[0]
        return top

    def _wanted(self, ask: Ask) -> bool:
        """A report's questions, and those that answers to them raise."""
        if ask.slot.kind == "sample" and self.subject.facts is None:
            return False  # there is nothing yet that a sample could be drawn from
        listed = self.subject.questions
        return listed is None or ask.fact in listed or ask.fact not in self._open_at_start

    def _all(self) -> list[Ask]:
        found: dict[Slot, Ask] = {}
        for verdict in self._moment.judgement.verdicts:
            for question in verdict.questions:
                _add(found, self._ask(question, verdict.option))
        asks = sorted(found.values(), key=lambda ask: (-len(ask.options), -len(ask.why), ask.slot.shown))
        asks.sort(key=lambda ask: ask.slot.name != _FIRST)
        hints = [self._ask(question, None) for question in self._moment.judgement.hints if "{" not in question.path]
        later = [*hints, *(self._rest() if self.everything else ())]
        return [*asks, *(ask for ask in later if ask.slot not in found)]

    def _ask(self, question: Question, option: Option | None) -> Ask:
        where = slot_of(question.path, option)
        rules = tuple(self.base.rules.by_id[rule].spec.title for rule in question.rules)
        return Ask(
            slot=where,
            fact=question.fact,
            question=question.question,
            who=question.who,
            why=rules or (question.why,),
            options=(option.id,) if option is not None else (),
            form=form_of(where, question.fact, self.base, self.words),
        )

    def _rest(self) -> Iterable[Ask]:
        """Declared facts that decide nothing at the moment."""
        staged = self._moment.law.declaration.facts_by_stage
        for key, row in self.base.declared.items():
            if row.path.startswith("contracts[]."):
                continue
            for stage in dict.fromkeys(STAGES.values()):
                where = Slot("section", f"facts.{key}" if row.path == "facts" else slot(row, stage))
                if key not in staged.get(stage, {}):
                    form = form_of(where, key, self.base, self.words)
                    yield Ask(where, key, row.question, row.who, ("completes the declaration",), (), form)

    # ---------------------------------------------------------------- what was said

    def answer(self, ask: Ask, value: Any) -> None:
        """Take an answer; raises ConfigError, and stays as it was, if audit.yaml can't say so."""
        note = f"{ask.question} [{ask.who}]"
        text = answered(self.text, ask.slot, value, self._moment.options, note)
        if ask.slot.name == "preconditions_met" and not value:
            text = self._no_step_done(ask)
        self._move(text, ask.slot)

    def skip(self, ask: Ask) -> None:
        """Nobody knows: it stays unknown, and is not asked again in this interview."""
        self._move(self.text, ask.slot)

    def back(self) -> bool:
        """Undo the last answer; False at the beginning."""
        if not self._before:
            return False
        text, last = self._before.pop()
        self._asked.pop(last, None)
        self._moment, self.text = self._at(text), text
        return True

    def choose(self, options: Sequence[Option]) -> None:
        """Write the ways of using the data as options."""
        text = with_options(self.text, options)
        self._moment, self.text = self._at(text), text

    @property
    def changed(self) -> bool:
        """Whether anything was answered."""
        return self.text != self._start

    @property
    def has_options(self) -> bool:
        """Whether audit.yaml names options of its own."""
        return bool(self._moment.law.declaration.options)

    def verdicts(self) -> dict[str, Answer]:
        """The answer for each option, as declared so far."""
        return {verdict.option.id: verdict.answer for verdict in self._moment.judgement.verdicts}

    def _move(self, text: str, where: Slot) -> None:
        moment = self._moment if text == self.text else self._at(text)
        self._before.append((self.text, where))
        self._asked[where] = None
        self._topic = where.topic
        self._moment, self.text = moment, text

    def _no_step_done(self, ask: Ask) -> str:
        """None of the steps done is an answer about those that the offering needs."""
        where = replace(ask.slot, name="preconditions_not_met")
        concerned = [option for option in self._moment.options if option.id in ask.options]
        steps: dict[str, None] = {}
        for option in concerned:
            offer = self.base.offers.get(option.offering or "")
            steps |= {step.id: None for step in (offer.offering.preconditions if offer else ())}
        return answered(self.text, where, list(steps) or list(self.base.fields.precondition_ids), self._moment.options)

    # ---------------------------------------------------------------- judging

    def _at(self, text: str) -> _Moment:
        content, lines = read_yaml_with_lines(text, self.path)
        content = {} if content is None else content
        if not isinstance(content, dict):
            raise ConfigError(
                f"{self.path}: not a declaration", "its top level holds sections like options: and purpose:"
            )
        declaration = declaration_of(Document(self.path, content, lines), self.base)
        law = Law(self.base.choosing(declaration.packs), declaration)
        options = self._options(law)
        observed, assurance = self._measured(law)
        today = today_of(self.today, law, self.now or _system_date())
        judgement = judge(law.base, observed, assurance, declaration, options=options, today=today, with_changes=False)
        return _Moment(text, law, options, judgement)

    def _options(self, law: Law) -> tuple[Option, ...]:
        """Those of audit.yaml or the panel; of a report only its own, where they are still there."""
        options = choose_options(law.base, law.declaration)
        return tuple(option for option in options if option.id in self.subject.options) or options

    def _measured(self, law: Law) -> tuple[Observed, dict[str, Measured]]:
        facts = self.subject.facts
        if facts is not None:
            return facts.observed, assurance_of(law, facts)
        assumed = {key: Measured(True, "assumed: nothing was scanned") for key in self.words.assumed}
        read = {"assurance.coverage": Measured(1.0, "assumed: nothing was scanned")}
        return Observed(assumed, {}, {}), read


def _add(found: dict[Slot, Ask], ask: Ask) -> None:
    """One question for each slot, with all options and rules that wait for it."""
    known = found.get(ask.slot)
    if known is None:
        found[ask.slot] = ask
        return
    why = tuple(dict.fromkeys((*known.why, *ask.why)))
    found[ask.slot] = replace(known, why=why, options=(*known.options, *ask.options))


def _system_date() -> date:
    from datetime import UTC, datetime

    return datetime.now(UTC).date()
