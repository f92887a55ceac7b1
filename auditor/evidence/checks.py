"""What a report says of itself, held against what is there now: one row per thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.document import VerdictDoc

_ABSENT = "not there"


class State(Enum):
    """How what is there now stands to what was reported."""

    SAME = "same"
    DIFFERS = "differs"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing: what was reported and what is there now; not checked says why under `now`."""

    kind: str
    name: str
    reported: str
    now: str
    state: State

    @property
    def what(self) -> str:
        """Kind and name in one."""
        return f"{self.kind} {self.name}".strip()

    def as_row(self) -> dict[str, str]:
        """The row as data."""
        return {
            "kind": self.kind,
            "name": self.name,
            "state": self.state.value,
            "reported": self.reported,
            "now": self.now,
        }


def compared(kind: str, name: str, reported: str | None, now: str | None) -> Check:
    """Two values, either of which may be missing."""
    state = State.SAME if reported == now else State.DIFFERS
    return Check(kind, name, _ABSENT if reported is None else reported, _ABSENT if now is None else now, state)


def not_checked(kind: str, name: str, reported: str, why: str) -> Check:
    """What could not be recomputed here."""
    return Check(kind, name, reported, why, State.NOT_CHECKED)


def compared_all(kind: str, reported: Mapping[str, str | None], now: Mapping[str, str | None]) -> Iterator[Check]:
    """Every name of either side, sorted."""
    for name in sorted(reported.keys() | now.keys()):
        yield compared(kind, name, reported.get(name), now.get(name))


def compared_verdict(reported: VerdictDoc, now: VerdictDoc | None) -> Check:
    """A verdict judged again: the word, and where the word is the same, everything behind it."""
    if now is None:
        return compared("verdict", reported.option, reported.verdict, None)
    if reported.verdict != now.verdict or _data(reported) == _data(now):
        return compared("verdict", reported.option, reported.verdict, now.verdict)
    return compared("verdict", reported.option, reported.verdict, f"{now.verdict}, {_other(reported, now)}")


def _other(reported: VerdictDoc, now: VerdictDoc) -> str:
    """What differs behind an equal word: rules first, else the parts of the verdict."""
    before, after = _data(reported), _data(now)
    old, new = ({rule["id"]: rule for rule in side["rules"]} for side in (before, after))
    rules = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    if rules:
        return f"for other reasons: {', '.join(rules)}"
    return f"with other {', '.join(sorted(key for key in before if before[key] != after[key]))}"


def _data(verdict: VerdictDoc) -> dict[str, Any]:
    """The verdict as its report holds it, where lists are lists."""
    return verdict.model_dump(mode="json")
