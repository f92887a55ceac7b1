"""An answer as text of audit.yaml: which keys it sets, and what has to stand there first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.errors import ConfigError
from auditor.interview.patch import inline, parsed, put
from auditor.interview.slots import contract_id, option_group
from auditor.interview.ways import row_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.interview.patch import Key
    from auditor.interview.slots import Slot
    from auditor.model import Option

_EVIDENCE = (
    "name what shows it: evidence: {dpa: path/to/file.pdf, date: 2026-01-31}; without it reports say 'no evidence'"
)


def answered(text: str, slot: Slot, value: Any, options: Sequence[Option], note: str = "") -> str:
    """The text with an answer; `options` are those judged, written out where the answer belongs to one of them."""
    match slot.kind:
        case "contract":
            return _with_term(with_options(text, options), slot, value, options)
        case "option":
            text = with_options(text, options)
            for index, option in _numbered(text, options):
                if option_group(option, slot.name) == slot.owner:
                    text = _must(text, ("options", index, slot.name), value)
            return text
        case "sample":
            for name, number in value.items():
                text = _must(text, ("assurance", "labelled_sample", name), number)
            return text
        case "sources":
            return _must(text, ("generated_by",), value)
    return _must(text, slot.keys, value, note)


def with_options(text: str, options: Sequence[Option]) -> str:
    """The text with the judged options as rows, where it has none."""
    if _rows(text, "options"):
        return text
    return _must(text, ("options",), [row_of(option) for option in options])


def _with_term(text: str, slot: Slot, value: Any, options: Sequence[Option]) -> str:
    """A term of a contract; the contract and the options' reference to it are made where they are missing."""
    for index, option in _numbered(text, options):
        if option.contract is None and contract_id(option) == slot.owner:
            text = _must(text, ("options", index, "contract"), slot.owner)
    name = slot.name
    contracts = _rows(text, "contracts")
    at = next((i for i, row in enumerate(contracts) if row.get("id") == slot.owner), len(contracts))
    if at == len(contracts):
        return _must(text, ("contracts", at), {"id": slot.owner, "overrides": {name: value}}, _EVIDENCE)
    if name == "preconditions_met":
        known = (contracts[at].get("overrides") or {}).get(name) or []
        value = list(dict.fromkeys([*known, *value]))
    return _must(text, ("contracts", at, "overrides", name), value)


def _numbered(text: str, options: Sequence[Option]) -> list[tuple[int, Option]]:
    """Judged options with the number of their row."""
    known = {option.id: option for option in options}
    return [(i, known[row["id"]]) for i, row in enumerate(_rows(text, "options")) if row.get("id") in known]


def _rows(text: str, section: str) -> list[dict[str, Any]]:
    content = parsed(text)
    rows = content.get(section) if isinstance(content, dict) else None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _must(text: str, path: Sequence[Key], value: Any, note: str = "") -> str:
    new = put(text, path, value, note)
    if new is None:
        place = ".".join(map(str, path))
        raise ConfigError(
            f"audit.yaml is laid out in a way that {place} can't be added to", f"write it yourself: {inline(value)}"
        )
    return new
