"""Where an interview begins: which audit.yaml it writes, and what is known of the data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from auditor.config import DECLARATION, ScanConfig, find_declaration
from auditor.errors import ConfigError
from auditor.interview.session import Subject
from auditor.interview.template import completed, template
from auditor.interview.words import Words
from auditor.judging import Facts
from auditor.policy.checked import load_checked
from auditor.policy.declaration import declaration_of
from auditor.policy.declared import Document
from auditor.policy.measured import observed_from
from auditor.yaml_io import read_yaml_with_lines

if TYPE_CHECKING:
    from auditor.document import ReportDocument
    from auditor.policy.load import PolicyBase
    from auditor.reopening import Reopened


def sheet_path(output: Path | None, data: Path | None, report: Reopened | None) -> Path:
    """`--output`, else the audit.yaml that a scan or check would find, else one beside the data or in this folder.

    A report's own paths only say where to look for a file, never where to put a new one.
    """
    if output is not None:
        return output / DECLARATION if output.is_dir() else output
    paths = (*map(Path, report.document.dataset.paths), report.path) if report is not None else ()
    paths = (data,) if data is not None else paths
    found = find_declaration(ScanConfig(paths), Path.cwd())
    if found is not None:
        return found
    if data is None:
        return Path(DECLARATION)
    return (data if data.is_dir() else data.parent) / DECLARATION


def blank(base: PolicyBase) -> str:
    """The text of a new audit.yaml."""
    return template(base, _words(base))


def filled_up(text: str, path: Path, base: PolicyBase) -> str:
    """An existing audit.yaml with the sections that it lacks, as comments; raises ConfigError for a wrong one."""
    content, lines = read_yaml_with_lines(text, path)
    content = {} if content is None else content
    if not isinstance(content, dict):
        raise ConfigError(f"{path}: not a declaration", "its top level holds sections like options: and purpose:")
    declaration_of(Document(path, content, lines), base)
    return completed(text, base, _words(base), map(str, content))


def _words(base: PolicyBase) -> Words:
    return load_checked(base.root / "interview.yaml", Words)


def subject_of(document: ReportDocument, base: PolicyBase, *, only_its_questions: bool) -> Subject:
    """What a scan or an earlier report knows of the data."""
    observed = observed_from(document.profile, base.taxonomy)
    affected, detectors = document.profile.records_affected, document.run.detectors_sha256
    return Subject(
        facts=Facts(document.dataset, observed, affected, detectors),
        options=frozenset(option.id for option in document.options) if only_its_questions else frozenset(),
        questions=frozenset(row.fact for row in document.questions) if only_its_questions else None,
    )
