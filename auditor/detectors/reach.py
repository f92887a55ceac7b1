"""Which languages the models of a tier read, how well that was measured, and what share of the texts is in none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Tier

if TYPE_CHECKING:
    from collections.abc import Mapping

MEMBER = False

#: Languages of other scripts, which no model here was trained on.
OTHER_SCRIPTS = frozenset("el he hi th ko ja zh ru uk bg sr ar fa ur".split())
#: Not told: cells, labels and code, of which models read what may be a name.
_UNKNOWN = "und"
#: Languages in which the tagger was measured on labelled text, and those in which it was checked on small samples.
MEASURED = frozenset("en de fr es".split())
CHECKED = frozenset("it nl pt pl sv".split())
_NAMED = 6


def reads(tier: Tier, language: str) -> bool:
    """Whether a model of the tier looks for names in texts of the language."""
    return tier is not Tier.FAST and language not in OTHER_SCRIPTS


def language_limits(languages: Mapping[str, int], tier: Tier) -> list[str]:
    """A sentence on the texts in which no model looked for names, with their share; nothing where there are none."""
    total = sum(languages.values())
    if total and tier is Tier.FAST:
        return [
            "Names, places and organisations were not looked for: the tier fast has patterns for numbers and words only."
        ]
    left = {name: count for name, count in languages.items() if count and not reads(tier, name)}
    known = MEASURED | CHECKED | OTHER_SCRIPTS | {_UNKNOWN}
    unmeasured = {name: count for name, count in languages.items() if count and name not in known}
    limits = []
    if left:
        limits.append(
            f"In {_told(left, total)} no model looked for names: the tier {tier.value} has none for these scripts; "
            "patterns and cue words alone did. Names are missed there."
        )
    if unmeasured:
        limits.append(
            f"In {_told(unmeasured, total)} names were looked for by a model that was not measured on these languages; "
            "expect more misses than the figures for the others say."
        )
    return limits


def _told(left: Mapping[str, int], total: int) -> str:
    """Share and largest languages."""
    largest = sorted(left.items(), key=lambda item: (-item[1], item[0]))
    told = ", ".join(f"{name} {count}" for name, count in largest[:_NAMED])
    more = f" and {len(largest) - _NAMED} more languages" if len(largest) > _NAMED else ""
    share = sum(left.values()) / total
    shown = f"{share:.1%}" if share >= 0.001 else "less than 0.1%"
    return f"{shown} of the texts ({told}{more})"
