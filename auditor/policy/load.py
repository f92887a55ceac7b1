"""Policies from disk: the shipped ones and a user's own, parsed when they are asked for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from auditor.errors import ConfigError, UsageError
from auditor.policy.checked import fit, load_checked, nearest
from auditor.policy.evaluate import RuleSet
from auditor.policy.schema import (
    Adequacy,
    AskedTable,
    Authorities,
    Authority,
    DeclarationTable,
    DeclaredFact,
    FactSpec,
    Levers,
    Pack,
    Panel,
    Vocabulary,
    Waiver,
    Waivers,
)
from auditor.policy.vendor_schema import FieldList, Offering, Vendor, VendorFile
from auditor.resources import resource_dir
from auditor.taxonomy import Taxonomy, load_taxonomy
from auditor.yaml_io import load_yaml_with_lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pydantic import BaseModel

    from auditor.policy.places import Places

#: A user's file is known by one of its top-level keys.
_KINDS: dict[str, type[BaseModel]] = {
    "pack": Pack,
    "offerings": VendorFile,
    "waivers": Waivers,
    "facts": Vocabulary,
    "declared": DeclarationTable,
    "authorities": Authorities,
    "adequate": Adequacy,
    "options": Panel,
}
#: Files of test cases lie beside a user's packs and are read by `audit policies test` alone.
_TESTS = ("scenarios", "rows", "cases")


@dataclass(frozen=True)
class Offer:
    """An offering with its vendor and the file it stands in."""

    offering: Offering
    vendor: Vendor
    file: str


@dataclass(frozen=True)
class PolicyBase:
    """Everything that policies know, loaded lazily and once."""

    root: Path
    extra: tuple[tuple[Path, BaseModel], ...] = ()  # a user's files, by kind
    chosen: tuple[str, ...] | None = None  # pack ids; None = all
    hashes: dict[str, str] = field(default_factory=dict)  # user files read, name -> sha256

    @cached_property
    def all_packs(self) -> tuple[Pack, ...]:
        """Every pack, shipped and own, by id."""
        packs = {p.stem: load_checked(p, Pack) for p in sorted((self.root / "packs").glob("*.yaml"))}
        by_id = {pack.pack: pack for pack in packs.values()}
        for path, own in self._own(Pack):
            by_id[own.pack] = _joined(path, by_id.get(own.pack), own)
        _each_rule_once(by_id.values())
        return tuple(by_id[name] for name in sorted(by_id))

    @cached_property
    def packs(self) -> tuple[Pack, ...]:
        """The packs to apply."""
        if self.chosen is None:
            return self.all_packs
        return tuple(pick_pack(self.all_packs, name) for name in dict.fromkeys(self.chosen))

    @cached_property
    def rules(self) -> RuleSet:
        """The packs to apply, compiled."""
        return RuleSet(self.packs)

    @cached_property
    def vocabulary(self) -> dict[str, FactSpec]:
        """The closed list of facts."""
        facts = dict(load_checked(self.root / "facts.yaml", Vocabulary).facts)
        for path, own in self._own(Vocabulary):
            taken = sorted(set(own.facts) & set(facts))
            if taken:
                raise ConfigError(f"{path}: fact exists already: {taken[0]}", "choose another name")
            facts.update(own.facts)
        return facts

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """Entities and categories."""
        return load_taxonomy(self.root / "taxonomy.yaml")

    @cached_property
    def authorities(self) -> dict[str, Authority]:
        """Authorities by id."""
        rows = list(load_checked(self.root / "authorities.yaml", Authorities).authorities)
        rows += [row for _, own in self._own(Authorities) for row in own.authorities]
        return {row.id: row for row in rows}

    @cached_property
    def places(self) -> Places:
        """The EEA and adequate countries."""
        from auditor.policy.places import Places

        own = [table for _, table in self._own(Adequacy)]
        return Places.of(own[-1] if own else load_checked(self.root / "adequacy.yaml", Adequacy))

    @cached_property
    def declared(self) -> dict[str, DeclaredFact]:
        """Where declared facts stand in audit.yaml."""
        table = dict(load_checked(self.root / "declaration.yaml", DeclarationTable).declared)
        for _, own in self._own(DeclarationTable):
            table.update(own.declared)
        return table

    @cached_property
    def asked(self) -> AskedTable:
        """How people settle facts that are not declared as such."""
        return load_checked(self.root / "asked.yaml", AskedTable)

    @cached_property
    def levers(self) -> Levers:
        """Steps that change facts."""
        return load_checked(self.root / "levers.yaml", Levers)

    @cached_property
    def panel(self) -> Panel:
        """The default options."""
        own = [panel for _, panel in self._own(Panel)]
        return own[-1] if own else load_checked(self.root / "panel.yaml", Panel)

    @cached_property
    def fields(self) -> FieldList:
        """The field list of vendor files."""
        return load_checked(self.root / "vendor_terms.schema.yaml", FieldList)

    @cached_property
    def offers(self) -> dict[str, Offer]:
        """Every offering by id."""
        found: dict[str, Offer] = {}
        for path in sorted((self.root / "vendors").glob("*.yaml")):
            _add_offers(found, path, load_checked(path, VendorFile), self.fields)
        for path, own in self._own(VendorFile):
            _add_offers(found, path, own, self.fields)
        _resolve_links(found)
        return found

    @cached_property
    def waivers(self) -> tuple[Waiver, ...]:
        """Waivers of the user's policy folders."""
        return tuple(waiver for _, own in self._own(Waivers) for waiver in own.waivers)

    @cached_property
    def pack_files(self) -> dict[str, tuple[str, str]]:
        """Pack id -> file name and sha256, for the report."""
        shipped = {path.stem: path for path in (self.root / "packs").glob("*.yaml")}
        own = {pack.pack: path for path, pack in self._own(Pack)}
        return {name: (path.name, file_hash(path)) for name, path in sorted({**shipped, **own}.items())}

    @cached_property
    def vendor_files(self) -> tuple[tuple[str, str], ...]:
        """Vendor files with their sha256, for the report."""
        paths = [*(self.root / "vendors").glob("*.yaml"), *(path for path, _ in self._own(VendorFile))]
        return tuple(sorted((path.name, file_hash(path)) for path in paths))

    def choosing(self, packs: Iterable[str]) -> PolicyBase:
        """The same with only these packs (`eu-gdpr` or `eu-gdpr@0.1`); what is loaded already is kept."""
        names = tuple(packs)
        if not names:
            return self
        other = replace(self, chosen=names)
        other.__dict__.update({k: v for k, v in self.__dict__.items() if k not in ("chosen", "packs", "rules")})
        _ = other.packs
        return other

    def offer(self, name: str, where: str = "") -> Offer:
        """An offering by id, or an error with the nearest one."""
        if name not in self.offers:
            raise UsageError(
                f"{where}no such offering: {name[:80]}", nearest(name, self.offers) or "`audit vendors list` lists all"
            )
        return self.offers[name]

    def _own(self, shape: type[Any]) -> list[tuple[Path, Any]]:
        return [(path, document) for path, document in self.extra if isinstance(document, shape)]


def load_policies(extra_dirs: Iterable[Path] = (), packs: Iterable[str] | None = None) -> PolicyBase:
    """The shipped policies with a user's own beside them; `packs` = ids to apply, all without it."""
    extra = tuple(_own_file(path) for folder in extra_dirs for path in _yaml_files(folder))
    hashes = {path.name: file_hash(path) for path, _ in extra}
    chosen = tuple(packs) if packs else None
    base = PolicyBase(resource_dir("policies"), tuple((p, d) for p, d in extra if d is not None), chosen, hashes)
    if chosen is not None:
        _ = base.packs
    return base


def pick_pack(packs: Iterable[Pack], name: str) -> Pack:
    """A pack by id, or by id and the beginning of its version: eu-gdpr@0.1."""
    wanted, _, version = name.partition("@")
    known = {pack.pack: pack for pack in packs}
    if wanted not in known:
        raise UsageError(
            f"no such policy pack: {wanted[:80]}",
            nearest(wanted, known) or f"packs: {', '.join(sorted(known))}",
        )
    pack = known[wanted]
    if version and not (pack.version == version or pack.version.startswith((f"{version}.", f"{version}-"))):
        raise ConfigError(
            f"policy pack {wanted} is pinned to {version[:40]}, installed is {pack.version}",
            "change the pin in audit.yaml after reading what changed, or install the pinned version",
        )
    return pack


def file_hash(path: Path) -> str:
    """sha256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _yaml_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise UsageError(f"no such folder of policies: {folder}", "--policies takes a folder")
    found = sorted(path for pattern in ("*.yaml", "*.yml") for path in folder.rglob(pattern) if path.is_file())
    return [path for path in found if path.name != "audit.yaml"]  # a project's declaration may lie beside them


def _own_file(path: Path) -> tuple[Path, BaseModel | None]:
    document, lines = load_yaml_with_lines(path)
    keys = set(document) if isinstance(document, dict) else set()
    if keys & set(_TESTS):
        return path, None
    kind = next((shape for key, shape in _KINDS.items() if key in keys), None)
    if kind is None:
        known = ", ".join((*_KINDS, *_TESTS))
        raise ConfigError(f"{path}: neither pack nor vendor file", f"its top level has none of the keys {known}")
    return path, fit(kind, document, path, lines)


def _joined(path: Path, shipped: Pack | None, own: Pack) -> Pack:
    """An own pack; an overlay replaces and adds rules of the shipped one."""
    if shipped is None:
        return own
    if not own.overlay:
        raise ConfigError(
            f"{path}: pack {own.pack} exists already", "write `overlay: true` to change its rules, or choose another id"
        )
    rules = {rule.id: rule for rule in shipped.rules} | {rule.id: rule for rule in own.rules}
    return shipped.model_copy(update={"rules": list(rules.values()), "version": f"{shipped.version}+{own.version}"})


def _each_rule_once(packs: Iterable[Pack]) -> None:
    seen: dict[str, str] = {}
    for pack in packs:
        for rule in pack.rules:
            if seen.setdefault(rule.id, pack.pack) != pack.pack:
                raise ConfigError(f"rule {rule.id} stands in {seen[rule.id]} and in {pack.pack}", "rename one of them")


def _add_offers(found: dict[str, Offer], path: Path, file: VendorFile, fields: FieldList) -> None:
    for offering in file.offerings:
        _check_fields(path, offering, fields)
        known = found.get(offering.id)
        if known is not None and not file.overlay:
            raise ConfigError(
                f"{path}: offering {offering.id} exists already",
                "write `overlay: true` to change its facts, or choose another id",
            )
        if known is not None:
            offering = known.offering.model_copy(update={"facts": {**known.offering.facts, **offering.facts}})
        found[offering.id] = Offer(offering, known.vendor if known else file.vendor, path.name)


def _check_fields(path: Path, offering: Offering, fields: FieldList) -> None:
    rows = [(f"facts.{name}", name, fact) for name, fact in offering.facts.items()]
    rows += [
        (f"model_overrides[{i}].facts.{name}", name, fact)
        for i, override in enumerate(offering.model_overrides)
        for name, fact in override.facts.items()
    ]
    for key, name, fact in rows:
        problem = fields.problem(name, fact.value)
        if problem:
            raise _misfit(path, offering.id, key, problem=problem, near=nearest(name, fields.fields))


def _misfit(path: Path, offering: str, key: str, *, problem: str, near: str) -> ConfigError:
    document, lines = load_yaml_with_lines(path)
    index = next((i for i, row in enumerate(document["offerings"]) if row.get("id") == offering), 0)
    line = lines.of(f"offerings[{index}].{key}")
    return ConfigError(f"{path}:{line}: {offering} {key}: {problem}", near or "see vendor_terms.schema.yaml")


def _resolve_links(offers: dict[str, Offer]) -> None:
    for name, offer in offers.items():
        targets = [offer.offering.inherits, *(rule.offering for rule in offer.offering.region_rules)]
        missing = [target for target in targets if target and target not in offers]
        if missing:
            raise ConfigError(
                f"{offer.file}: {name} refers to an offering that does not exist: {missing[0]}",
                nearest(missing[0], offers) or "mend the id",
            )
        _no_circle(name, offers)


def _no_circle(name: str, offers: dict[str, Offer]) -> None:
    seen = [name]
    while (parent := offers[seen[-1]].offering.inherits) is not None:
        if parent in seen:
            raise ConfigError(f"{offers[name].file}: {name} inherits from itself", "break the circle")
        seen.append(parent)
