"""What cost, bench and decision stand on: a judged report, the declaration beside it, and the texts' token counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.config import ScanConfig, find_declaration
from auditor.judging import load_law, today_of
from auditor.model import Option, Record
from auditor.policy.options import choose_options
from auditor.readers.discover import discover
from auditor.readers.plan import plan
from auditor.readers.read import read
from auditor.reopening import reopen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from auditor.collect import Progress
    from auditor.document import ReportDocument
    from auditor.judging import Law


@dataclass(frozen=True, slots=True)
class Basis:
    """A dataset as judged, and who asks."""

    document: ReportDocument
    law: Law
    options: tuple[Option, ...]
    today: date
    data: tuple[Path, ...]  # where the texts are, as far as they can still be read

    def section(self, name: str) -> Mapping[str, Any]:
        """A section of audit.yaml as written; empty where there is none."""
        given: Mapping[str, Any] = self.law.declaration.raw.get(name) or {}
        return given

    @property
    def affected(self) -> float | None:
        """Share of records with findings; None without records."""
        records = self.document.dataset.records
        return self.document.profile.records_affected / records if records else None

    def under(self, rules: tuple[str, ...]) -> frozenset[str]:
        """Options on which one of these rules puts a condition, a review or a prohibition."""
        deciding = ("condition", "review", "prohibit")
        return frozenset(
            verdict.option
            for verdict in self.document.verdicts
            if any(rule.id in rules and rule.outcome in deciding for rule in verdict.rules)
        )

    def texts(self) -> Iterator[str]:
        """All texts of the dataset, one field at a time; nothing of them is kept."""
        if not self.data:
            return
        for source in discover(self.data, show=_as_it_is).files:
            for shard in _shards(source):
                for record in read(shard):
                    if isinstance(record, Record):
                        yield from (field.text for field in record.fields if field.part.value == "value")


def _as_it_is(path: str) -> str:
    """Names of files are not shown anywhere here."""
    return path


def _shards(source: Any) -> Iterator[Any]:
    from auditor.errors import ReadError

    try:
        yield from plan(source)
    except ReadError:
        return  # the scan has reported it as skipped


def basis_of(config: ScanConfig, progress: Progress | None = None) -> Basis:
    """A report.json read back, or the dataset scanned and judged now."""
    path = config.paths[0]
    if len(config.paths) == 1 and path.suffix == ".json" and _is_report(path):
        document = reopen(path).document
        data = tuple(place for place in map(Path, document.dataset.paths) if place.exists())
        beside = (*data, path)
    else:
        from auditor.pipeline import scan

        document, data = scan(config, progress).document, config.paths
        beside = data
    declaration = find_declaration(replace(config, paths=beside), Path.cwd())
    law = load_law(declaration, config.policy_dirs, config.packs, data)
    options = choose_options(law.base, law.declaration, config.options)
    return Basis(document, law, options, today_of(config.today, law, datetime.now(UTC).date()), data)


def _is_report(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return b"audit.report/" in file.read(4096)
    except OSError:
        return False
