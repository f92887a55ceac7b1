"""`audit verify`, step by step: recompute what a report rests on, and tell what is not as reported.

findings -> dataset -> tool and configuration -> packs, vendor files, detectors, models -> declared evidence
-> verdicts judged again at the report's date -> the statement beside the report.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from auditor.collect import Gathered, Names, Planner
from auditor.config import ScanConfig, find_declaration, find_project
from auditor.describe import detectors_digest
from auditor.detectors import weights
from auditor.detectors.engine import build
from auditor.errors import AuditError, ConfigError, UsageError
from auditor.evidence.checks import Check, State, compared, compared_all, compared_verdict, not_checked
from auditor.evidence.envelope import read_envelope, statement_in
from auditor.evidence.signing import key_id, load_public, signed_by
from auditor.evidence.statement import PREDICATE_TYPE, result_sha256, statement_path
from auditor.judging import config_digest, load_law, settings_of
from auditor.model import Tier
from auditor.policy.evidence import hash_evidence
from auditor.policy.load import file_hash
from auditor.policy.options import choose_options
from auditor.readers.discover import discover
from auditor.readers.plan import plan
from auditor.redaction import Key, load_key
from auditor.usecases.rechecking import CheckConfig, check, data_of
from auditor.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.detectors.base import Settings
    from auditor.document import ReportDocument
    from auditor.evidence.envelope import Envelope
    from auditor.judging import Law
    from auditor.reopening import Reopened

_FINDINGS = "findings.jsonl"
#: Stands in where no project key is here: it only serves to tell masked file names apart.
_NO_KEY = Key(bytes(32))


@dataclass(frozen=True, slots=True)
class VerifyConfig:
    """What to hold the report against."""

    data: tuple[Path, ...] = ()  # empty: where the report says it was, if it is still there
    config: Path | None = None
    policy_dirs: tuple[Path, ...] = ()
    key_file: Path | None = None
    public_key: Path | None = None
    language: str = "auto"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Now:
    """The report, and what is installed and declared here now."""

    opened: Reopened
    config: VerifyConfig
    law: Law
    packs: tuple[str, ...]  # to name; empty = those that the declaration names
    settings: Settings
    declaration: Path | None

    @property
    def document(self) -> ReportDocument:
        return self.opened.document


def verify(opened: Reopened, config: VerifyConfig) -> list[Check]:
    """Every check in the order in which a reader asks; the data is read only for its digest."""
    public = load_public(config.public_key) if config.public_key is not None else None
    now = _now(opened, config)
    steps = (_findings, _dataset, _tool, _files, _detectors, _evidence, _verdicts)
    return [*(row for step in steps for row in step(now)), *_statement(opened, public)]


def as_reported(checks: list[Check]) -> bool:
    """Whether nothing differs; what could not be checked counts as no difference."""
    return all(row.state is not State.DIFFERS for row in checks)


def _now(opened: Reopened, config: VerifyConfig) -> _Now:
    places = (*config.data, *map(Path, opened.document.dataset.paths), opened.path)
    declaration = find_declaration(ScanConfig(places, config=config.config), Path.cwd())
    packs = _packs(opened.document, declaration, config)
    law = load_law(declaration, config.policy_dirs, packs, config.data or data_of(opened.document))
    settings = settings_of(law, Tier(opened.document.run.tier), config.language)
    return _Now(opened, config, law, packs, settings, declaration)


def _packs(document: ReportDocument, declaration: Path | None, config: VerifyConfig) -> tuple[str, ...]:
    """The packs that the report applied, as far as they are there; none to name where they would be applied anyway."""
    reported = {pack.id for pack in document.run.packs}
    try:
        applied = {pack.pack for pack in load_law(declaration, config.policy_dirs, ()).base.packs}
    except ConfigError:  # a pin that the installed pack does not meet; anything else is raised again by the caller
        applied = set()
    if applied == reported:
        return ()
    there = load_law(None, config.policy_dirs, ()).base.pack_files
    return tuple(sorted(reported & there.keys()))


def _findings(now: _Now) -> Iterator[Check]:
    reported = now.document.findings.sha256
    beside = now.opened.path.parent / _FINDINGS
    if beside.is_file():
        yield compared("findings", _FINDINGS, reported, file_hash(beside))
    else:
        yield not_checked("findings", _FINDINGS, reported, "not beside the report")


def _dataset(now: _Now) -> Iterator[Check]:
    dataset = now.document.dataset
    data = now.config.data or tuple(map(Path, dataset.paths))
    if not now.config.data and not all(path.exists() for path in data):
        yield not_checked("dataset", "digest", dataset.sha256, "the data is not where the report says: give --data")
        return
    key = _key(now)
    names, gathered = Names(now.settings, key), Gathered()
    config = now.config
    discovery = discover(data, include=config.include, exclude=config.exclude, hidden=config.hidden, show=names.show)
    for _ in Planner(plan, gathered).shards(discovery.files):
        pass  # a file's digest is known once it is cut into shards
    if gathered.dataset_sha256 != dataset.sha256 and names.found and key.id != now.document.run.key_id:
        yield not_checked("dataset", "digest", dataset.sha256, "file names are masked under another key: give --key")
        return
    yield compared("dataset", "digest", dataset.sha256, gathered.dataset_sha256)
    yield compared("dataset", "files", str(dataset.files), str(len(gathered.digests)))


def _key(now: _Now) -> Key:
    """The project key where there is one; verifying makes none."""
    project = find_project(now.declaration, Path.cwd())
    known = now.config.key_file is not None or os.environ.get("AUDIT_KEY") or (project / ".audit" / "key").exists()
    return load_key(now.config.key_file, project) if known else _NO_KEY


def _tool(now: _Now) -> Iterator[Check]:
    run = now.document.run
    yield compared("tool", "version", run.tool_version, VERSION)
    # a report of `audit check` has the digest of the detectors in place of their settings
    digests = [config_digest(now.law, settings) for settings in (now.settings, run.detectors_sha256)]
    yield compared(
        "configuration", "", run.config_sha256, run.config_sha256 if run.config_sha256 in digests else digests[0]
    )


def _files(now: _Now) -> Iterator[Check]:
    run, base = now.document.run, now.law.base
    versions = {pack.pack: pack.version for pack in base.all_packs}
    packs = {name: f"{versions[name]} {base.pack_files[name][1]}" for name in base.pack_files if name in versions}
    reported = {pack.id: f"{pack.version} {pack.sha256}" for pack in run.packs}
    yield from compared_all("policy pack", reported, {name: packs.get(name) for name in reported})
    yield from compared_all("vendor file", {row.file: row.sha256 for row in run.vendors}, dict(base.vendor_files))


def _detectors(now: _Now) -> Iterator[Check]:
    run, engine = now.document.run, build(now.settings)
    yield from compared_all("detector", {row.id: row.version for row in run.detectors}, dict(engine.versions()))
    models = {name: f"{version} {weights_now(name, sha256)}" for name, version, sha256 in engine.models()}
    yield from compared_all("model", {row.id: f"{row.version} {row.sha256}" for row in run.models}, models)
    if run.detectors_sha256:
        yield compared("detectors", "and settings", run.detectors_sha256, detectors_digest(engine, now.settings))


def weights_now(name: str, sha256: str) -> str:
    """The model's hash, if the files on disk are those that it stands for."""
    pinned = [model for model in vars(weights).values() if isinstance(model, weights.Weights) and model.name == name]
    try:
        for model in pinned:
            weights.verified_folder(model)
    except AuditError:
        return "files differ from those that were reviewed"
    return sha256


def _evidence(now: _Now) -> Iterator[Check]:
    reported = {f"{row.file} ({row.declared_at})": row.sha256 or "not found" for row in now.document.evidence}
    there = {f"{row.file} ({row.declared_at})": row.sha256 or "not found" for row in hash_evidence(now.law.declaration)}
    yield from compared_all("evidence", reported, there)


def _verdicts(now: _Now) -> Iterator[Check]:
    """Judged again from the report's profile, at its date; the same packs must give the same answers."""
    document = now.document
    options = tuple(option.id for option in document.options if _known(now.law, option.id))
    fresh = {}
    if options:
        again = CheckConfig(
            config=now.declaration,
            options=options,
            packs=now.packs,
            policy_dirs=now.config.policy_dirs,
            today=date.fromisoformat(document.run.today),
        )
        fresh = {verdict.option: verdict for verdict in check(now.opened, again).verdicts}
    for verdict in document.verdicts:
        yield compared_verdict(verdict, fresh.get(verdict.option))


def _known(law: Law, option: str) -> bool:
    try:
        return [row.id for row in choose_options(law.base, law.declaration, [option])] == [option]
    except UsageError:
        return False


def _statement(opened: Reopened, public: Any) -> Iterator[Check]:
    file = statement_path(opened.path)
    if not file.is_file():
        if public is not None:
            yield compared("statement", "signature", key_id(public), None)
        return
    envelope = read_envelope(file.read_bytes(), file.name)
    yield from _subjects(opened, statement_in(envelope, file.name))
    yield _signature(envelope, public)


def _subjects(opened: Reopened, statement: dict[str, Any]) -> Iterator[Check]:
    """What the statement is about must be this report."""
    data = opened.path.read_bytes()
    document = opened.document
    now = {
        "report.json": hashlib.sha256(data).hexdigest(),
        "findings.jsonl": document.findings.sha256,
        "dataset": document.dataset.sha256,
    }
    subjects = statement.get("subject")
    rows = [row for row in subjects if isinstance(row, dict)] if isinstance(subjects, list) else []
    told = {str(row.get("name")): _inner(row, "digest", "sha256") for row in rows}
    yield compared("statement", "kind", str(statement.get("predicateType")), PREDICATE_TYPE)
    for name, digest in now.items():
        yield compared("statement", name, told.get(name), digest)
    yield compared(
        "statement",
        "result",
        _inner(statement, "predicate", "report", "result_sha256"),
        result_sha256(orjson.loads(data)),
    )


def _inner(node: Any, *keys: str) -> str | None:
    """A text inside of objects that others may have written in any shape."""
    for key in keys:
        node = node.get(key) if isinstance(node, dict) else None
    return node if isinstance(node, str) else None


def _signature(envelope: Envelope, public: Any) -> Check:
    named = ", ".join(signature.keyid for signature in envelope.signatures)
    if not envelope.signatures:
        if public is None:
            return not_checked("statement", "signature", "not signed", "who wrote the report is not shown")
        return compared("statement", "signature", None, key_id(public))
    if public is None:
        return not_checked("statement", "signature", named, "give --public-key")
    good = signed_by(envelope, public)
    return compared(
        "statement",
        "signature",
        key_id(public) if good else named,
        key_id(public) if good else "not made by this key over this statement",
    )
