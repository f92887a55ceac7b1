"""JSON Schemas for editors: audit.yaml, packs and vendor files, made from the same shapes that loading checks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from auditor.policy.declaration import override_names
from auditor.policy.declared import STAGES, key_tree, slot
from auditor.policy.schema import Pack
from auditor.policy.sections import BESIDE, LISTS, SECTIONS
from auditor.policy.vendor_schema import VendorFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.policy.load import PolicyBase
    from auditor.policy.schema import FactSpec, Shape

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_UNKNOWN: dict[str, Any] = {"enum": [None, "n/a"]}


def editor_schemas(base: PolicyBase) -> dict[str, str]:
    """File name -> text of the schema."""
    schemas = {
        "audit.schema.json": declaration_schema(base),
        "pack.schema.json": _of(Pack, "A policy pack"),
        "vendor.schema.json": _vendor(base),
    }
    return {name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in schemas.items()}


def declaration_schema(base: PolicyBase) -> dict[str, Any]:
    """audit.yaml: sections of facts from the vocabulary and the declaration table, the others from their shapes."""
    definitions: dict[str, Any] = {}
    sections: dict[str, Any] = {name: _branch(children) for name, children in sorted(key_tree(base).items())}
    for name, shape in SECTIONS.items():
        sections[name] = _nullable(_embedded(shape, definitions))
    for name, shape in LISTS.items():
        sections[name] = _nullable({"type": "array", "items": _embedded(shape, definitions)})
    sections["policies"] = {"type": "array", "items": {"type": "string"}, "description": "packs, pinned: eu-gdpr@0.1"}
    sections["schema"] = {"type": "string", "description": "audit.project/v0.1"}
    sections["weights"] = {"type": "object", "additionalProperties": {"type": "number"}}
    sections["facts"] = _direct(base)
    _put_facts(base, sections)
    overrides: dict[str, Any] = {name: {} for name in override_names(base)}
    definitions["Contract"]["properties"]["overrides"] = {
        "type": "object",
        "properties": overrides,
        "additionalProperties": False,
        "description": "facts by name; null = not known",
    }
    return {
        "$schema": _DRAFT,
        "title": "audit.yaml: what a project declares",
        "type": "object",
        "properties": dict(sorted(sections.items())),
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _branch(children: Mapping[str, Any]) -> dict[str, Any]:
    """A section of keys; a leaf takes anything until a fact says what."""
    if not children or "*" in children:
        return {}
    properties = {key: _branch(inner) for key, inner in sorted(children.items())}
    properties |= {key: {} for key in BESIDE if key not in properties}
    return {"type": ["object", "null", "string"], "properties": properties, "additionalProperties": False}


def _put_facts(base: PolicyBase, sections: dict[str, Any]) -> None:
    for key, table in base.declared.items():
        if table.path == "facts" or table.path.startswith("contracts[]."):
            continue
        for stage in dict.fromkeys(STAGES.values()):
            *parents, leaf = slot(table, stage).split(".")
            node = sections
            for name in parents:
                node = node[name]["properties"]
            node[leaf] = {**_value(base.vocabulary[key], table.read), "description": f"{table.question} ({table.who})"}


def _value(spec: FactSpec, read: str) -> dict[str, Any]:
    """What a slot may hold: any filled value where presence counts, else the fact's words."""
    if read == "present" or read.startswith("equals "):
        return {}
    known: dict[str, Any] = {
        "bool": {"type": "boolean"},
        "number": {"type": "number"},
        "text": {"type": "string"},
        "enum": {"enum": spec.values} if spec.values else {"type": "string"},
        "list": {"type": "array", "items": {"enum": spec.values} if spec.values else {}},
    }[spec.type]
    return {"anyOf": [known, _UNKNOWN]}


def _direct(base: PolicyBase) -> dict[str, Any]:
    """Facts by their own name: declared ones, and measured yes/no facts that may be set to true."""
    properties: dict[str, Any] = {}
    for key, spec in sorted(base.vocabulary.items()):
        table = base.declared.get(key)
        if table is not None and not table.path.startswith("contracts[]."):
            properties[key] = {**_value(spec, "value"), "description": f"{table.question} ({table.who})"}
        elif spec.kind == "measured" and spec.type == "bool":
            properties[key] = {"const": True, "description": "measured; may be declared true where you know it"}
    return _nullable({"type": "object", "properties": properties, "additionalProperties": False})


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _embedded(shape: type[Shape], definitions: dict[str, Any]) -> dict[str, Any]:
    schema = shape.model_json_schema(ref_template="#/$defs/{model}")
    definitions.update(schema.pop("$defs", {}))
    definitions[shape.__name__] = schema
    return {"$ref": f"#/$defs/{shape.__name__}"}


def _of(shape: type[Shape], title: str) -> dict[str, Any]:
    return {"$schema": _DRAFT, **shape.model_json_schema(), "title": title}


def _vendor(base: PolicyBase) -> dict[str, Any]:
    """Vendor files: facts by the names of the field list."""
    schema = _of(VendorFile, "A vendor file")
    fact = {"$ref": "#/$defs/VendorFact"}
    named = {
        name: {**fact, "description": f"{spec.type}: {_words(spec.values)}"}
        for name, spec in base.fields.fields.items()
    }
    for holder in ("Offering", "ModelOverride"):
        facts = schema["$defs"][holder]["properties"]["facts"]
        facts.update({"properties": named, "additionalProperties": False})
    return schema


def _words(values: list[str] | str | None) -> str:
    return ", ".join(values) if isinstance(values, list) else str(values or "any")
