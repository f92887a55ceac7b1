"""The capability questionnaire: observable yes or no; each no is work and time, and an unanswered question counts as no."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from auditor.decide.candidate import Range
from auditor.errors import ConfigError
from auditor.yaml_io import load_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.decide.candidate import Candidate, Need


@dataclass(frozen=True, slots=True)
class Item:
    """One question."""

    id: str
    block: str
    question: str
    deployments: tuple[str, ...]
    hours: Range
    weeks: Range
    do: str
    tuned: bool = False

    def concerns(self, candidate: Candidate) -> bool:
        """Whether an option needs it."""
        return candidate.hosting in self.deployments and (candidate.tuned or not self.tuned)


@dataclass(frozen=True, slots=True)
class Fit:
    """How an organisation stands to what an option needs."""

    have: tuple[Item, ...]
    missing: tuple[Item, ...]  # answered no
    unanswered: tuple[Item, ...]

    @property
    def score(self) -> float:
        """Share of what is needed that is there, 0 to 100."""
        needed = len(self.have) + len(self.missing) + len(self.unanswered)
        return 100.0 * len(self.have) / needed if needed else 100.0

    @property
    def best(self) -> float:
        """The score if all unanswered questions were answered yes."""
        needed = len(self.have) + len(self.missing) + len(self.unanswered)
        return 100.0 * (len(self.have) + len(self.unanswered)) / needed if needed else 100.0

    @property
    def gaps(self) -> tuple[Item, ...]:
        """What has to be built: answered no, or not answered."""
        return self.missing + self.unanswered

    def cost(self, hourly: Range) -> Range:
        """What filling the gaps costs in people's time; open questions may turn out to be yes."""
        sure = [item.hours for item in self.missing]
        open_ = [item.hours for item in self.unanswered]
        low = sum(hours.low for hours in sure)
        mid = sum(hours.mid for hours in sure + open_)
        high = sum(hours.high for hours in sure + open_)
        return Range(low * hourly.low, mid * hourly.mid, high * hourly.high)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All questions."""

    items: tuple[Item, ...]

    def fit(self, candidate: Candidate, need: Need) -> Fit:
        """How the organisation stands to an option."""
        answers = dict(need.capabilities)
        needed = [item for item in self.items if item.concerns(candidate)]
        return Fit(
            have=tuple(item for item in needed if answers.get(item.id) is True),
            missing=tuple(item for item in needed if answers.get(item.id) is False),
            unanswered=tuple(item for item in needed if answers.get(item.id) is None),
        )

    def check(self, answers: dict[str, bool | None]) -> None:
        """An answer to a question that does not exist is an error."""
        known = [item.id for item in self.items]
        for name in answers:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                hint = f"did you mean {near[0]}?" if near else "known: " + ", ".join(known)
                raise ConfigError(f"organisation.capabilities.{name}: no such question", hint)


def load_questionnaire(path: Path) -> Questionnaire:
    """The shipped questions."""
    return Questionnaire(tuple(_item(row) for row in load_yaml(path)["items"]))


def _item(row: dict[str, Any]) -> Item:
    return Item(
        id=row["id"],
        block=row["block"],
        question=row["question"],
        deployments=tuple(row["for"]),
        hours=Range(*row["hours"]),
        weeks=Range(*row["weeks"]),
        do=row["do"],
        tuned=bool(row.get("tuned", False)),
    )
