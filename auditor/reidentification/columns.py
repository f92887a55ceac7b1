"""What the columns of a table are, proposed from their names, their findings and their values: a person confirms."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from auditor.linking import DIRECT, needs_status
from auditor.profile import Distinct
from auditor.reidentification.levels import Kind, fits
from auditor.tally import is_named, names_quasi
from auditor.taxonomy import load_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Words from which values are free text: they go through the text pipeline, not into classes.
_FREE_WORDS = 8
_LOOKED_AT = 2000
_FITTING = 0.9
#: A column in which this share of the values is different names rows, not groups of people.
_NAMING = 0.9
_LEAST_NAMED = 20
#: Different values up to which a column without a telling name is worth a person's look.
_CANDIDATE = 200
_QUASI_ENTITIES = re.compile(r"(DATE_OF_BIRTH|AGE|NRP|LOCATION|GEO_COORDINATES|.*_(PLZ|POSTCODE|POSTAL_CODE))\Z")
_SENSITIVE = re.compile(
    r"diagnos|krankheit|disease|illness|health|gesundheit|medic|condition|symptom|salary|gehalt|lohn|income|"
    r"einkommen|wage|religio|politic|ethnic|sexual|orientation|crime|offen[cs]e|convict|debt|schulden|score|grade|"
    r"rating|test_?result|befund|smoker|raucher|disab|behinder|therap|treatment|behandlung",
    re.IGNORECASE,
)
_AGE_NAME = re.compile(r"\bage\b|\balter\b|\bedad\b|\b[aâ]ge\b|(^|_)age($|_)", re.IGNORECASE)
_POSTCODE_NAME = re.compile(r"post_?code|\bplz\b|\bzip|postal|postleitzahl|cap\b", re.IGNORECASE)


class Role(StrEnum):
    """What a column does to a person in the table."""

    IDENTIFYING = "identifying"
    QUASI = "quasi-identifier"
    SENSITIVE = "sensitive"
    CANDIDATE = "candidate"
    FREE_TEXT = "free text"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Roles:
    """What a person declares; empty = proposed."""

    quasi: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    person: str = ""


@dataclass(slots=True)
class Column:
    """What was seen of a column."""

    filled: int = 0
    looked_at: int = 0
    words: int = 0
    fitting: Counter[Kind] = field(default_factory=Counter)
    distinct: Distinct = field(default_factory=Distinct)

    def see(self, value: str, number: int) -> None:
        """Take a value, of which only its keyed number is kept."""
        self.filled += 1
        self.distinct.add(number)
        if self.looked_at < _LOOKED_AT:
            self.looked_at += 1
            self.words += value.count(" ") + 1
            self.fitting.update(kind for kind in Kind if fits(kind, value))

    def merge(self, other: Column) -> None:
        """Add what was seen of the same column in another file."""
        self.filled += other.filled
        self.looked_at += other.looked_at
        self.words += other.words
        self.fitting.update(other.fitting)
        self.distinct.merge(other.distinct)

    def kind(self, name: str) -> Kind:
        """What nine of ten values look like, helped by the name."""
        likely = [kind for kind in Kind if self.fitting[kind] >= _FITTING * self.looked_at]
        if Kind.DATE in likely and not (_AGE_NAME.search(name) or _POSTCODE_NAME.search(name)):
            return Kind.DATE
        if Kind.POSTCODE in likely and _POSTCODE_NAME.search(name):
            return Kind.POSTCODE
        if Kind.AGE in likely and _AGE_NAME.search(name):
            return Kind.AGE
        return Kind.NUMBER if Kind.NUMBER in likely else Kind.WORD

    @property
    def is_free_text(self) -> bool:
        """Whether its values are sentences."""
        return self.words >= _FREE_WORDS * max(1, self.looked_at)

    @property
    def names_rows(self) -> bool:
        """Whether nearly every value is different."""
        return self.filled >= _LEAST_NAMED and self.distinct.count >= _NAMING * self.filled


@dataclass(frozen=True, slots=True)
class Proposed:
    """The role of a column, and why."""

    role: Role
    why: str


def propose(columns: Mapping[str, Column], found: Mapping[str, Counter[str]], declared: Roles) -> dict[str, Proposed]:
    """A role for each column; `found` counts the entities found in its values."""
    return {name: _role(name, column, found.get(name, Counter()), declared) for name, column in columns.items()}


def chosen(roles: Mapping[str, Proposed], role: Role) -> tuple[str, ...]:
    """The columns of a role, in the order of the table."""
    return tuple(name for name, proposed in roles.items() if proposed.role is role)


def _role(name: str, column: Column, found: Counter[str], declared: Roles) -> Proposed:
    if is_named(name, declared.sensitive):
        return Proposed(Role.SENSITIVE, "declared")
    if is_named(name, declared.quasi):
        return Proposed(Role.QUASI, "declared")
    if declared.person and is_named(name, (declared.person,)):
        return Proposed(Role.IDENTIFYING, "declared: names the person")
    if column.is_free_text:
        return Proposed(Role.FREE_TEXT, "sentences")
    return _by_findings(column, found, declared) or _by_name(name, column, declared)


def _by_findings(column: Column, found: Counter[str], declared: Roles) -> Proposed | None:
    """What is found in at least half of the values."""
    most = [entity for entity, count in sorted(found.items()) if count * 2 >= column.filled]
    categories = [(entity, load_taxonomy().category_of(entity) or "") for entity in most]
    for entity, category in categories:
        if not declared.sensitive and (needs_status(category) or entity == "FINANCIAL_FIGURE"):
            return Proposed(Role.SENSITIVE, f"findings: {entity}")
    for entity, _ in categories:
        if not declared.quasi and _QUASI_ENTITIES.match(entity):
            return Proposed(Role.QUASI, f"findings: {entity}")
    for entity, category in categories:
        if category.startswith(DIRECT):
            return Proposed(Role.IDENTIFYING, f"findings: {entity}")
    return None


def _by_name(name: str, column: Column, declared: Roles) -> Proposed:
    last = name.rpartition(".")[2]
    if not declared.sensitive and _SENSITIVE.search(last):
        return Proposed(Role.SENSITIVE, "name of the column")
    if not declared.quasi and (names_quasi(last) or names_quasi(last.replace("_", " "))):
        return Proposed(Role.QUASI, "name of the column")
    if column.names_rows:
        return Proposed(Role.IDENTIFYING, "nearly every value is different")
    if not declared.quasi and 1 < column.distinct.count <= _CANDIDATE:
        return Proposed(Role.CANDIDATE, "few different values: could tell groups of people apart")
    return Proposed(Role.OTHER, "")


def unknown(wanted: Sequence[str], columns: Iterable[str]) -> list[str]:
    """Names that a person gave and no column has."""
    known = list(columns)
    return [one for one in wanted if not any(is_named(name, (one,)) for name in known)]
