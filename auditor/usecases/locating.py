"""`audit where`: the places of a fingerprint, unmasked, for the user's own terminal and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.collect import Gathered, Planner
from auditor.config import find_declaration, find_project
from auditor.errors import ReadError
from auditor.judging import load_law, settings_of
from auditor.masked import finding_of
from auditor.profile import ShardResult
from auditor.readers.discover import discover
from auditor.readers.plan import plan
from auditor.redaction import load_key
from auditor.worker import Sight, look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.config import ScanConfig
    from auditor.detectors.base import Settings
    from auditor.model import Finding, Shard
    from auditor.redaction import Key


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands, as it is on disk."""

    path: str = field(repr=False)
    finding: Finding
    field_name: str = field(repr=False)
    value: str = field(repr=False)


def locate(fingerprint: str, config: ScanConfig) -> Iterator[Place]:
    """Every place of a fingerprint, in the order of the report; reads the data again, writes nothing."""
    found = find_declaration(config, Path.cwd())
    law = load_law(found, config.policy_dirs, config.packs)
    key = load_key(config.key_file, find_project(found, Path.cwd()))
    settings = settings_of(law, config.tier, config.language)
    discovery = discover(config.paths, include=config.include, exclude=config.exclude, hidden=True, show=str)
    for shard in Planner(plan, Gathered()).shards(discovery.files):
        try:
            yield from _in_shard(shard, fingerprint, settings, key)
        except ReadError:
            continue  # `audit scan` reports what can't be read; here the rest is still searched


def _in_shard(shard: Shard, fingerprint: str, settings: Settings, key: Key) -> Iterator[Place]:
    for seen in look(shard, Sight(settings), ShardResult()):
        for text, spans in zip(seen.record.fields, seen.linked.spans, strict=True):
            for span in spans:
                value = text.text[span.start : span.end]
                if key.fingerprint(span.entity, value) == fingerprint:
                    yield Place(shard.path, finding_of(seen.record, text, span, text.name, key), text.name, value)
