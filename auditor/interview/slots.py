"""Where an answer goes: a key of a section, a term of a contract, a part of an option, model-written rows, a sample."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.model import Option

_CONTRACT = "contracts[].overrides."
_OPTION = "options[]."
_SAMPLE = "assurance.labelled_sample"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in audit.yaml that takes one answer."""

    kind: str  # section, contract, option, sources or sample
    name: str  # key path, name of the override, or key of the option
    owner: str = ""  # id of the contract, or what the options have in common

    @property
    def shown(self) -> str:
        """The place in words of audit.yaml."""
        match self.kind:
            case "contract":
                return f"contracts, {self.owner}: {self.name}"
            case "option":
                return f"options, {self.owner or 'all'}: {self.name}"
        return self.name

    @property
    def topic(self) -> str:
        """Questions of one topic are asked together: a section, or a contract."""
        return self.owner if self.kind in ("contract", "option") else self.name.partition(".")[0]

    @property
    def keys(self) -> tuple[str, ...]:
        """Key path of a section slot."""
        first, _, rest = self.name.partition(".")
        return (first, rest) if first == "facts" else tuple(self.name.split("."))


def slot_of(path: str, option: Option | None) -> Slot:
    """The slot of a question's path, for one option; a hint belongs to none."""
    if path.startswith(_CONTRACT) and option is not None:
        return Slot("contract", path.removeprefix(_CONTRACT), contract_id(option))
    if path.startswith(_OPTION) and option is not None:
        name = path.removeprefix(_OPTION)
        return Slot("option", name, option_group(option, name))
    if path.startswith(_SAMPLE):
        return Slot("sample", _SAMPLE)
    return Slot("sources" if path == "generated_by" else "section", path)


def contract_id(option: Option) -> str:
    """The contract that an option names, else the one it would have: one for each offering."""
    name = option.contract or option.offering or option.id
    return name if option.contract else re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "contract"


def option_group(option: Option, name: str) -> str:
    """Options that share an answer: users of the application are the same for all, places and models by offering."""
    if name == "end_user_regions":
        return ""
    return option.id if name == "offering" else option.offering or option.licence or option.id
