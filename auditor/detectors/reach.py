"""Which languages the models of a tier read, and what share of the texts is in none of them."""

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
_NAMED = 6


def reads(tier: Tier, language: str) -> bool:
    """Whether a model of the tier looks for names in texts of the language."""
    if language == _UNKNOWN:
        return tier is not Tier.FAST
    return language not in OTHER_SCRIPTS if tier is Tier.THOROUGH else tier is Tier.STANDARD and language == "en"


def language_limits(languages: Mapping[str, int], tier: Tier) -> list[str]:
    """A sentence on the texts in which no model looked for names, with their share; nothing where there are none."""
    total = sum(languages.values())
    left = {name: count for name, count in languages.items() if count and not reads(tier, name)}
    if not left or not total:
        return []
    if tier is Tier.FAST:
        return [
            "Names, places and organisations were not looked for: the tier fast has patterns for numbers and words only."
        ]
    largest = sorted(left.items(), key=lambda item: (-item[1], item[0]))
    told = ", ".join(f"{name} {count}" for name, count in largest[:_NAMED])
    more = f" and {len(largest) - _NAMED} more languages" if len(largest) > _NAMED else ""
    share = sum(left.values()) / total
    shown = f"{share:.1%}" if share >= 0.001 else "less than 0.1%"
    return [
        f"In {shown} of the texts ({told}{more}) no model looked for names: the tier {tier.value} has none for these "
        "languages; patterns and cue words alone did. Names are missed there."
    ]
