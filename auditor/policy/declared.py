"""Declared facts out of audit.yaml: where each stands, what it says, and whether it may say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.errors import ConfigError
from auditor.policy.checked import nearest
from auditor.policy.sections import BESIDE, DOCUMENTARY, LISTS, PLAIN, SECTIONS
from auditor.policy.vocabulary import expected, fits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from auditor.policy.load import PolicyBase
    from auditor.policy.schema import DeclaredFact
    from auditor.yaml_io import Lines

#: Activities -> the stage whose declaration counts.
STAGES = {
    "pretraining": "development",
    "fine_tuning": "development",
    "evaluation": "development",
    "prompting": "deployment",
    "rag": "deployment",
}
_CONTRACT = "contracts[]."
#: What is true of a place holds for what it lies in.
_WITHIN = {"DE": "EU", "US-CA": "US"}


@dataclass(frozen=True, slots=True)
class Declared:
    """A declared value and where it stands."""

    value: Any
    path: str
    line: int | None

    @property
    def origin(self) -> str:
        """For reports."""
        where = f"audit.yaml line {self.line}" if self.line else "audit.yaml"
        return f"{where} ({self.path})"


@dataclass(frozen=True)
class Document:
    """audit.yaml as read."""

    path: Path
    raw: Mapping[str, Any]
    lines: Lines

    def error(self, key: str, problem: str, hint: str = "") -> ConfigError:
        """An error that names file, line and key."""
        line = self.lines.of(key)
        place = f"{self.path}:{line}" if line else str(self.path)
        return ConfigError(f"{place}: {problem}", hint or "docs: audit explain audit.yaml")

    def dig(self, path: str) -> Any:
        """The value at a key path, None where nothing stands."""
        value: Any = self.raw
        for key in path.split("."):
            if not isinstance(value, dict):
                return None
            value = value.get(key)
        return value


def slot(table: DeclaredFact, stage: str) -> str:
    """Key path of a fact for one stage."""
    return table.path.replace("{stage}", stage)


def declared_facts(document: Document, base: PolicyBase) -> dict[str, dict[str, Declared]]:
    """Declared facts per stage; a fact that stands in both places with different values is an error."""
    direct = dict(_direct_facts(document, base))
    stages: dict[str, dict[str, Declared]] = {}
    for stage in dict.fromkeys(STAGES.values()):
        found = dict(direct)
        for key, table in base.declared.items():
            if table.path == "facts" or table.path.startswith(_CONTRACT):
                continue
            said = _said(document, base, key, slot(table, stage))
            if said is None:
                continue
            if key in direct and direct[key].value != said.value:
                raise _contradiction(document, key, said, direct[key])
            found[key] = said
        stages[stage] = found
    return stages


def _said(document: Document, base: PolicyBase, key: str, path: str) -> Declared | None:
    raw = document.dig(path)
    value = _as_read(base.declared[key].read, raw)
    if value is None:
        return None
    spec = base.vocabulary[key]
    if not fits(spec, value):
        hint = nearest(str(value), spec.values or ()) if isinstance(value, str) else ""
        raise document.error(path, f"{path} takes {expected(spec)}", hint)
    return Declared(_widened(key, value), path, document.lines.of(path))


def _as_read(how: str, value: Any) -> Any:
    """null and n/a are unknown; present and equals X as the table says."""
    if value is None or value == "n/a":
        return None
    if how == "present":
        return bool(value)
    return value == how.removeprefix("equals ") if how.startswith("equals ") else value


def _widened(key: str, value: Any) -> Any:
    """A state's law comes with its union's: [DE] means [DE, EU]."""
    if key != "ctx.jurisdictions":
        return tuple(value) if isinstance(value, list) else value
    return tuple(dict.fromkeys([*value, *(_WITHIN[place] for place in value if place in _WITHIN)]))


def _direct_facts(document: Document, base: PolicyBase) -> Iterator[tuple[str, Declared]]:
    """Facts under `facts:` by their own name."""
    section = document.raw.get("facts") or {}
    if not isinstance(section, dict):
        raise document.error("facts", "facts holds fact keys with values, like ctx.hipaa_covered: true")
    for key, raw in section.items():
        path = f"facts.{key}"
        spec = base.vocabulary.get(str(key))
        if spec is None:
            near = nearest(str(key), base.vocabulary)
            raise document.error(path, f"no such fact: {str(key)[:80]}", near or "`audit explain facts` lists all")
        _refuse(document, base, str(key), raw)
        value = None if raw == "n/a" else raw
        if value is None:
            continue
        if not fits(spec, value):
            raise document.error(path, f"{path} takes {expected(spec)}")
        yield str(key), Declared(_widened(str(key), value), path, document.lines.of(path))


def _refuse(document: Document, base: PolicyBase, key: str, value: Any) -> None:
    """What may not be declared."""
    path, spec = f"facts.{key}", base.vocabulary[key]
    if spec.kind == "measured" and (spec.type != "bool" or value is not True):
        raise document.error(
            path,
            f"{key} is measured; a declaration may only set a measured yes/no fact to true",
            "remove the line: a declaration cannot switch a finding off",
        )
    if spec.kind in ("derived", "option", "looked_up"):
        raise document.error(path, f"{key} is {spec.kind.replace('_', ' ')} and can't be declared", "remove the line")
    table = base.declared.get(key)
    if table is not None and table.path.startswith(_CONTRACT):
        raise document.error(
            path, f"{key} belongs to a contract: {table.path}", "move it to the contract it comes from"
        )


def _contradiction(document: Document, key: str, one: Declared, other: Declared) -> ConfigError:
    return document.error(
        one.path,
        f"{key} stands at {one.path} and at {other.path} (line {other.line}) with different values",
        "keep one of them",
    )


# ---------------------------------------------------------------- which keys there are


def check_keys(document: Document, base: PolicyBase) -> None:
    """Every section and every key of a fact section must be known."""
    tree = key_tree(base)
    sections = (*SECTIONS, *LISTS, *PLAIN, "facts", *tree)
    for section, content in document.raw.items():
        name = str(section)
        if name not in sections:
            hint = nearest(name, sections) or f"sections: {', '.join(sorted(sections))}"
            raise document.error(name, f"no such section: {name[:80]}", hint)
        if name in tree:
            _check_branch(document, name, content, tree[name])


def _check_branch(document: Document, path: str, content: Any, known: Mapping[str, Any]) -> None:
    if not known or content is None or "*" in known:
        return
    if not isinstance(content, dict):
        if content == "n/a":
            return
        raise document.error(path, f"{path} holds keys with values", f"keys: {', '.join(sorted(known))}")
    for key, value in content.items():
        name = str(key)
        if name in known:
            _check_branch(document, f"{path}.{name}", value, known[name])
        elif name not in BESIDE:
            hint = nearest(name, known) or f"keys of {path}: {', '.join(sorted(known))}"
            raise document.error(f"{path}.{name}", f"no such key: {path}.{name[:80]}", hint)


def key_tree(base: PolicyBase) -> dict[str, dict[str, Any]]:
    """Keys of the fact sections, nested; a leaf is an empty mapping, `*` allows any key."""
    tree: dict[str, dict[str, Any]] = {}
    for table in base.declared.values():
        if table.path == "facts" or table.path.startswith(_CONTRACT):
            continue
        for stage in dict.fromkeys(STAGES.values()):
            _grow(tree, slot(table, stage))
    for path in DOCUMENTARY:
        _grow(tree, path)
    return tree


def _grow(tree: dict[str, Any], path: str) -> None:
    for key in path.split("."):
        tree = tree.setdefault(key, {})
