"""audit.yaml: what the controller declares. Nothing in it is verified; everything in it has a line."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from auditor.errors import ConfigError
from auditor.model import Option
from auditor.policy.bridge import DECLARED_ONLY
from auditor.policy.checked import fit, nearest
from auditor.policy.declared import STAGES, Declared, Document, check_keys, declared_facts
from auditor.policy.provenance import Generated
from auditor.policy.sections import (
    LISTS,
    SECTIONS,
    Contract,
    GeneratedRow,
    Hook,
    LabelledSample,
    OwnDetectors,
    OwnTerms,
)
from auditor.policy.vocabulary import expected, fits
from auditor.yaml_io import load_yaml_with_lines

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from auditor.policy.load import PolicyBase
    from auditor.policy.schema import Shape, Waiver

_NOTHING: Mapping[str, Any] = MappingProxyType({})
#: Overrides that are neither a vendor field nor a fact by their own name.
_OWN_OVERRIDES: dict[str, str] = {
    "dpa_signed": "bool",
    "zdr": "bool",
    "retention_days": "number",
    "preconditions_met": "steps",
    "preconditions_not_met": "steps",
    "training_opted_in": "bool",
    "training_opt_out_exercised": "bool",
    "customer_deletes_within_days": "number",
    "remote_access_countries": "list",
    "reverified": "dates",
}
_REPLACING = (
    "third_country",
    "transfer",
    "confidentiality_terms",
    "tuned_model_deletable",
    "location_de_eu_or_adequate",
)


@dataclass(frozen=True)
class Declaration:
    """Everything a project declares; empty without audit.yaml."""

    path: Path | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)
    facts_by_stage: Mapping[str, Mapping[str, Declared]] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    contracts: Mapping[str, Contract] = field(default_factory=dict)
    contract_lines: Mapping[str, int | None] = field(default_factory=dict)  # 'id.override' -> line
    generated_by: tuple[Generated, ...] | None = None  # None = not declared, () = none
    waivers: tuple[Waiver, ...] = ()
    labelled_sample: LabelledSample | None = None
    recall_file: Path | None = None  # figures of an evaluation
    own_terms: OwnTerms = field(default_factory=OwnTerms)
    own_detectors: OwnDetectors = field(default_factory=OwnDetectors)
    hook: Hook = field(default_factory=Hook)
    packs: tuple[str, ...] = ()  # pins as written: eu-gdpr@0.1
    decision_date: date | None = None

    def facts(self, activity: str) -> Mapping[str, Declared]:
        """Declared facts for an activity: each belongs to its stage."""
        return self.facts_by_stage.get(STAGES[activity], _NOTHING)

    def overrides(self, option: Option) -> dict[str, Any]:
        """What the option's contract says, without what it leaves open."""
        contract = self.contracts.get(option.contract or "")
        return {} if contract is None else {k: v for k, v in contract.overrides.items() if v is not None and v != "n/a"}

    def override_origin(self, option: Option, name: str) -> str:
        """Where an override stands."""
        line = self.contract_lines.get(f"{option.contract}.{name}")
        where = f"audit.yaml line {line}" if line else "audit.yaml"
        proof = "" if self.has_evidence(option.contract) else ", no evidence"
        return f"{where} (contract {option.contract}: {name}{proof})"

    def has_evidence(self, contract: str | None) -> bool:
        """Whether a contract names a file and a date."""
        row = self.contracts.get(contract or "")
        proof = row.evidence if row is not None else None
        return isinstance(proof, dict) and "date" in proof and len(proof) > 1

    @cached_property
    def terms(self) -> dict[str, Any]:
        """The organisation's own words, as the keyword arguments of the detectors' Terms."""
        own = self.own_terms
        return {
            "codenames": tuple(own.codenames),
            "customers": tuple(own.customers),
            "products": tuple(own.products),
            "internal_domains": tuple(own.internal_domains),
            "regex": tuple((row.name, row.pattern, row.entity) for row in own.regex),
            "files": tuple((self._beside(f if isinstance(f, str) else f.path), _entity(f)) for f in own.files),
        }

    @cached_property
    def quasi_identifiers(self) -> tuple[str, ...]:
        """The columns that a person confirmed under `safeguards.quasi_identifiers`; empty: they are proposed."""
        named = (self.raw.get("safeguards") or {}).get("quasi_identifiers") or ()
        return (named,) if isinstance(named, str) else tuple(named)

    def beside(self, name: str) -> Path:
        """A path as audit.yaml writes it, relative to its folder."""
        return (self.path.parent if self.path else Path()) / name

    def _beside(self, name: str) -> str:
        return str((self.path.parent if self.path else Path()) / name)


def _entity(row: Any) -> str:
    return "PROJECT_CODENAME" if isinstance(row, str) else str(row.entity)


def load_declaration(path: Path | None, base: PolicyBase) -> Declaration:
    """The declaration at `path`; without one an empty declaration. Raises ConfigError with line and nearest word."""
    if path is None:
        return Declaration()
    if not path.is_file():
        raise ConfigError(
            f"no such declaration: {path}", "--config takes the path of an audit.yaml; `audit init` writes one"
        )
    raw, lines = load_yaml_with_lines(path)
    if raw is None:
        raw = {}
    if not isinstance(raw, dict):
        raise ConfigError(f"{path}: not a declaration", "its top level holds sections like options: and lawful_basis:")
    return declaration_of(Document(path, raw, lines), base)


def declaration_of(document: Document, base: PolicyBase) -> Declaration:
    """A parsed audit.yaml as a declaration."""
    check_keys(document, base)
    _check_plain(document)
    shapes = {name: _section(document, name, shape) for name, shape in SECTIONS.items()}
    rows = {name: _rows(document, name, shape) for name, shape in LISTS.items()}
    contracts = _contracts(document, base, rows["contracts"])
    project, assurance = shapes["project"], shapes["assurance"]
    return Declaration(
        path=document.path,
        raw=MappingProxyType(dict(document.raw)),
        facts_by_stage=MappingProxyType(declared_facts(document, base)),
        options=_options(document, base, rows["options"], contracts),
        contracts=MappingProxyType(contracts),
        contract_lines=MappingProxyType(_override_lines(document, rows["contracts"])),
        generated_by=_generated(document, base, rows["generated_by"]),
        waivers=_waivers(document, base, rows["waivers"]),
        labelled_sample=_sample(document, getattr(assurance, "labelled_sample", None)),
        recall_file=_recall_file(document, getattr(assurance, "recall", None)),
        own_terms=_or_empty(shapes["terms"], OwnTerms),
        own_detectors=_or_empty(shapes["detectors"], OwnDetectors),
        hook=_or_empty(shapes["hook"], Hook),
        packs=tuple(str(pin) for pin in document.raw.get("policies") or ()),
        decision_date=getattr(project, "decision_date", None),
    )


def _or_empty(section: Any, shape: type[Any]) -> Any:
    return section if section is not None else shape()


def _check_plain(document: Document) -> None:
    pins = document.raw.get("policies")
    if pins is not None and not (isinstance(pins, list) and all(isinstance(pin, str) for pin in pins)):
        raise document.error("policies", "policies is a list of packs, like [eu-gdpr@0.1]")
    schema = document.raw.get("schema")
    if schema is not None and not str(schema).startswith("audit.project/v0"):
        raise document.error(
            "schema", "this version reads schema audit.project/v0.1", "write schema: audit.project/v0.1"
        )
    safeguards = document.raw.get("safeguards")
    quasi = safeguards.get("quasi_identifiers") if isinstance(safeguards, dict) else None
    names = [quasi] if isinstance(quasi, str) else quasi
    if names is not None and not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        raise document.error("safeguards.quasi_identifiers", "it lists columns by name, like [age, postcode, job]")
    weights = document.raw.get("weights")
    if weights is not None and not isinstance(weights, dict):
        raise document.error("weights", "weights holds names with numbers, like {privacy: 0.4, cost: 0.6}")


def _section(document: Document, name: str, shape: type[Shape]) -> Any:
    content = document.raw.get(name)
    return None if content is None else fit(shape, content, document.path, document.lines, prefix=name)


def _rows(document: Document, name: str, shape: type[Shape]) -> list[Any] | None:
    content = document.raw.get(name)
    if content is None:
        return None
    if not isinstance(content, list):
        raise document.error(name, f"{name} is a list of rows, each beginning with '- '")
    return [fit(shape, row, document.path, document.lines, prefix=f"{name}[{i}]") for i, row in enumerate(content)]


# ---------------------------------------------------------------- options, contracts, sources, waivers


def _options(
    document: Document, base: PolicyBase, rows: list[Any] | None, contracts: Mapping[str, Contract]
) -> tuple[Option, ...]:
    known = {slot.name for slot in fields(Option)}
    options: dict[str, Option] = {}
    for i, row in enumerate(rows or ()):
        given: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in row.model_dump().items() if k in known
        }
        option, at = Option(**given), f"options[{i}]"
        if option.id in options:
            raise document.error(f"{at}.id", f"option {option.id} stands twice", "give each option its own id")
        for key in ("offering", "licence", "downstream"):
            _check_offering(document, base, f"{at}.{key}", getattr(option, key))
        if option.contract is not None and option.contract not in contracts:
            near = nearest(option.contract, contracts) or f"contracts: {', '.join(sorted(contracts)) or 'none'}"
            raise document.error(f"{at}.contract", f"no such contract: {option.contract[:80]}", near)
        _check_features(document, base, f"{at}.features", option)
        options[option.id] = option
    return tuple(options.values())


def _check_offering(document: Document, base: PolicyBase, key: str, name: str | None) -> None:
    if name is None:
        return
    if name not in base.offers:
        near = nearest(name, base.offers)
        raise document.error(key, f"no such offering: {name[:80]}", near or "`audit vendors list` lists all")
    is_licence = base.offers[name].offering.surface == "weights"
    if is_licence != key.endswith("licence"):
        kind = "a model licence" if is_licence else "no model licence"
        raise document.error(key, f"{name} is {kind}", "offering takes a product, licence takes an id like lic.mit")


def _check_features(document: Document, base: PolicyBase, key: str, option: Option) -> None:
    for name in option.features or ():
        if name not in base.fields.features:
            near = nearest(name, base.fields.features) or f"features: {', '.join(base.fields.features)}"
            raise document.error(key, f"no such feature: {name[:80]}", near)


def _contracts(document: Document, base: PolicyBase, rows: list[Any] | None) -> dict[str, Contract]:
    contracts: dict[str, Contract] = {}
    for i, row in enumerate(rows or ()):
        at = f"contracts[{i}]"
        if row.id in contracts:
            raise document.error(f"{at}.id", f"contract {row.id} stands twice", "give each contract its own id")
        for name, value in row.overrides.items():
            _check_override(document, base, f"{at}.overrides.{name}", value)
        contracts[row.id] = row
    return contracts


def override_names(base: PolicyBase) -> tuple[str, ...]:
    """Every key that overrides of a contract may hold."""
    bridged = [name for name, spec in base.fields.fields.items() if spec.bridge]
    declared = [
        table.path.rpartition(".")[2] for table in base.declared.values() if table.path.startswith("contracts[].")
    ]
    return tuple(sorted({*_OWN_OVERRIDES, *_REPLACING, *DECLARED_ONLY, *bridged, *declared}))


def _check_override(document: Document, base: PolicyBase, key: str, value: Any) -> None:
    name, known = key.rpartition(".")[2], override_names(base)
    if name not in known:
        raise document.error(
            key, f"no such override: {name[:80]}", nearest(name, known) or f"overrides: {', '.join(known)}"
        )
    if value is None or value == "n/a":
        return
    problem = override_problem(base, name, value)
    if problem:
        raise document.error(key, problem)


def override_problem(base: PolicyBase, name: str, value: Any) -> str:
    """Why a contract can't say so, or nothing."""
    spec = base.vocabulary.get(f"v.{name}")
    if name in base.fields.fields and base.fields.fields[name].bridge:
        return base.fields.problem(name, value)
    if spec is not None and name not in _OWN_OVERRIDES:
        return "" if fits(spec, value) else f"{name} takes {expected(spec)}"
    match _OWN_OVERRIDES.get(name):
        case "bool":
            return "" if isinstance(value, bool) else f"{name} takes true or false"
        case "number":
            is_number = isinstance(value, int) and not isinstance(value, bool) and value >= 0
            return "" if is_number else f"{name} takes a whole number of days"
        case "steps":
            ids = base.fields.precondition_ids
            listed = isinstance(value, list) and all(step in ids for step in value)
            return "" if listed else f"{name} takes a list of {', '.join(ids)}"
        case "list":
            listed = isinstance(value, list) and all(isinstance(item, str) for item in value)
            return "" if listed else f"{name} takes a list of country codes in quotes"
        case "dates":
            return "" if isinstance(value, dict) else f"{name} takes fields with dates: {{dpa: 2026-11-01}}"
    return ""


def _override_lines(document: Document, rows: list[Any] | None) -> dict[str, int | None]:
    return {
        f"{row.id}.{name}": document.lines.of(f"contracts[{i}].overrides.{name}")
        for i, row in enumerate(rows or ())
        for name in row.overrides
    }


def _generated(document: Document, base: PolicyBase, rows: list[GeneratedRow] | None) -> tuple[Generated, ...] | None:
    if rows is None:
        return None
    for i, row in enumerate(rows):
        if row.source not in ("human", "unknown") and row.source not in base.offers:
            raise document.error(
                f"generated_by[{i}].source",
                f"no such offering or licence: {row.source[:80]}",
                nearest(row.source, base.offers) or "write source: unknown for a vendor that is not listed",
            )
    return tuple(Generated(**row.model_dump()) for row in rows)


def _waivers(document: Document, base: PolicyBase, rows: list[Waiver] | None) -> tuple[Waiver, ...]:
    known = {rule.id for pack in base.all_packs for rule in pack.rules} if rows else set()
    for i, row in enumerate(rows or ()):
        if row.rule not in known:
            raise document.error(f"waivers[{i}].rule", f"no such rule: {row.rule[:80]}", nearest(row.rule, known))
    return tuple(rows or ())


def _sample(document: Document, sample: LabelledSample | None) -> LabelledSample | None:
    if sample is None or sample.n is None or sample.misses is None:
        return None
    if max(sample.misses, sample.special_misses or 0) > sample.n:
        raise document.error("assurance.labelled_sample", "a sample can't have more misses than records (n)")
    return sample


def _recall_file(document: Document, name: str | None) -> Path | None:
    if name is None:
        return None
    path = document.path.parent / name
    if not path.is_file():
        raise document.error(
            "assurance.recall",
            "no such file of figures",
            "write it with `audit evaluate GOLD.jsonl --data PATH -o FILE`",
        )
    return path
