"""Decides which findings hold a commit back, which only warn, and which say nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Without `hook.block` in audit.yaml: what can't be taken back once others have it.
BLOCK = (
    "security.credential",
    "special.*",
    "criminal",
    "gov_id.*",
    "payment.*",
    "financial.account",
    "confidential.*",
    "secrecy.professional",
    "classified.government",
    "csam",
)
#: Without `hook.warn`: other personal data and business secrets. Places, dates and links are not told.
WARN = (
    "identity.*",
    "contact.*",
    "online.*",
    "children",
    "employee.*",
    "location.precise",
    "communications.*",
    "vehicle.*",
    "financial.*",
    "trade_secret",
    "infrastructure.*",
)
#: Why it matters, by the beginning of a category's id: the first that fits.
_WHY = (
    ("security.", "a secret: who has the commit has the access"),
    ("special.", "about health, belief or the like: Art. 9 GDPR"),
    ("criminal", "about an offence: Art. 10 GDPR"),
    ("gov_id.", "names one person for life: Art. 87 GDPR"),
    ("payment.", "a payment card: PCI DSS"),
    ("financial.account", "a bank account of somebody"),
    ("confidential.", "marked as confidential: a contract may bind you"),
    ("secrecy.", "marked as privileged"),
    ("classified.", "classified by a government"),
    ("csam", "a criminal offence to hold: tell your legal department, touch nothing"),
    ("children", "about a child"),
    ("trade_secret", "a business secret"),
    ("infrastructure.", "tells how your systems are built"),
)
_OTHER = "personal data"


class Level(StrEnum):
    """What a finding does to a commit."""

    BLOCK = "block"
    WARN = "warn"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Rules:
    """What the hook does, by audit.yaml or by default."""

    block: tuple[str, ...] = BLOCK
    warn: tuple[str, ...] = WARN

    def level(self, category: str, entity: str, status: str | None = None, detail: str = "") -> Level:
        """What one finding does; Art. 9 and 10 content blocks where it is about somebody, and warns where that is unsure."""
        if status == "unlinked" or detail in {"clear", "white"}:
            return Level.QUIET
        if _fits(self.block, category, entity):
            return Level.WARN if status == "suspected" or detail == "disclaimer" else Level.BLOCK
        return Level.WARN if _fits(self.warn, category, entity) else Level.QUIET


def _fits(globs: Iterable[str], category: str, entity: str) -> bool:
    return any(fnmatchcase(category, glob) or fnmatchcase(entity, glob) for glob in globs)


def unknown_globs(globs: Sequence[str], categories: Iterable[str], entities: Iterable[str]) -> list[str]:
    """Globs that name neither a category nor an entity: a typing error would let data pass."""
    names = [*categories, *entities]
    return [glob for glob in globs if not any(fnmatchcase(name, glob) for name in names)]


def why(category: str) -> str:
    """Why a finding matters, in a few words."""
    return next((words for start, words in _WHY if category.startswith(start)), _OTHER)
