"""What is labelled, what a label may say, and the kinds of content that a label names."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Strand(StrEnum):
    """What a unit of the sample is."""

    UNFLAGGED = "unflagged"  # a record without findings: was something missed?
    FINDING = "finding"  # a finding: is it right?
    FLAGGED = "flagged"  # a record with findings: was something missed beside them, is a kind of them wrong?


class Say(StrEnum):
    """What a label says."""

    NOTHING = "nothing"  # of a record: nothing was missed
    PERSONAL = "personal"  # of a record: personal data were missed
    SPECIAL = "special"  # of a record: special-category data (Art. 9) were missed
    RIGHT = "right"  # of a finding
    WRONG = "wrong"  # of a finding
    SKIP = "skip"  # the labeller can't tell: counts as the worst


#: Words that a strand takes, the mildest first: of two labels that differ the later one stands until it is settled.
SAYS: Mapping[Strand, tuple[Say, ...]] = MappingProxyType(
    {
        Strand.UNFLAGGED: (Say.NOTHING, Say.PERSONAL, Say.SPECIAL, Say.SKIP),
        Strand.FLAGGED: (Say.NOTHING, Say.PERSONAL, Say.SPECIAL, Say.SKIP),
        Strand.FINDING: (Say.RIGHT, Say.WRONG, Say.SKIP),
    }
)

#: Kinds of personal data with the beginnings of their categories.
PERSONAL_KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "identity": ("identity.",),
        "contact": ("contact.",),
        "online": ("online.", "pseudonym."),
        "official_number": ("gov_id.", "vehicle."),
        "money": ("financial.", "payment."),
        "location": ("location.",),
        "work": ("employee.",),
        "criminal": ("criminal",),
        "children": ("children",),
    }
)
#: Kinds of Art. 9 content.
SPECIAL_KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "health": ("special.health",),
        "genetic": ("special.genetic",),
        "biometric": ("special.biometric",),
        "ethnicity": ("special.ethnicity",),
        "politics": ("special.political",),
        "belief": ("special.religion", "special.philosophical"),
        "union": ("special.trade_union",),
        "sex_life": ("special.sex_life",),
    }
)
KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType({**PERSONAL_KINDS, **SPECIAL_KINDS})


def kind_of(category: str) -> str | None:
    """The kind that a category belongs to; None for what is about nobody (secrets, markings, dates, places)."""
    return next((kind for kind, starts in KINDS.items() if category.startswith(starts)), None)


def worst(strand: Strand, said: list[Say]) -> Say:
    """Of labels that differ the most careful one."""
    return max(said, key=SAYS[strand].index)
