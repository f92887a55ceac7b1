"""Writes reports: each beside its target first, then renamed, so that no half report is ever seen."""

from __future__ import annotations

import os
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import AuditError, MissingExtra, UsageError
from auditor.registry import members
from auditor.reports.as_docx import docx_bytes
from auditor.reports.as_md import markdown_of
from auditor.reports.catalogue import texts
from auditor.reports.outline import opening
from auditor.reports.view import view_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from auditor.document import ReportDocument
    from auditor.reports.base import Findings, Report
    from auditor.reports.blocks import Section
    from auditor.reports.documents.base import Document

MEMBER = False

#: What an extra must bring, so that a missing one is told before a long scan and not after it.
_NEEDS = {"pdf": "typst", "docx": "docx"}


def formats() -> dict[str, Report]:
    """All formats by id, sorted."""
    found = {report.id: report for report in members("auditor.reports", "REPORT").values()}
    return dict(sorted(found.items()))


def format_of(name: str) -> Report:
    """A format that can be rendered here and now; else what is missing."""
    known = formats()
    if name not in known:
        raise UsageError(f"no report format {name!r}", f"known formats: {', '.join(known)}")
    return ready(known[name])


def ready(report: Report, find: Callable[[str], object] = find_spec) -> Report:
    """The format, if what it needs is installed."""
    if report.extra and find(_NEEDS[report.extra]) is None:
        raise MissingExtra(f"format {report.id}", report.extra)
    return report


def render(name: str, document: ReportDocument, findings: Findings, language: str = "en") -> Iterator[bytes]:
    """Chunks of a report, for a stream."""
    return format_of(name).render(document, findings, language)


def render_to(name: str, document: ReportDocument, findings: Findings, target: Path, *, language: str = "en") -> Path:
    """Write one report to a file, or under its usual name into an existing folder; gives the file written."""
    report = format_of(name)
    file = target / report.file_name if target.is_dir() else target
    write_file(file, report.render(document, findings, language))
    return file


def render_all(
    names: Iterable[str], document: ReportDocument, findings: Findings, folder: Path, *, language: str = "en"
) -> list[Path]:
    """Write several reports into a folder that is made if need be; every format is checked before the first is written."""
    chosen = [format_of(name) for name in dict.fromkeys(names)]
    _make_folder(folder)
    return [render_to(report.id, document, findings, folder, language=language) for report in chosen]


def _make_folder(folder: Path) -> None:
    problem = ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = f"the folder {folder} can't be made ({error.strerror})"
    if problem:
        raise AuditError(problem, "give another place with -o")


def write_file(file: Path, chunks: Iterable[bytes]) -> None:
    """Write beside, then rename; a failure leaves what stood there before."""
    problem = ""
    try:
        _write_beside(file, chunks)
    except OSError as error:
        problem = f"{file} can't be written ({error.strerror})"
    if problem:
        raise AuditError(problem, "give another place with -o")


def _write_beside(file: Path, chunks: Iterable[bytes]) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{file.name[:40]}.", suffix=".part", dir=file.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            for chunk in chunks:
                out.write(chunk)
        part.chmod(0o666 & ~_umask())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def documents() -> dict[str, Document]:
    """All pre-filled documents by id, sorted."""
    found = {document.id: document for document in members("auditor.reports.documents", "DOCUMENT").values()}
    return dict(sorted(found.items()))


def write_documents(
    names: Iterable[str],
    document: ReportDocument,
    folder: Path,
    *,
    kinds: Iterable[str] = ("md", "docx"),
    language: str = "en",
) -> list[Path]:
    """Write pre-filled documents as Markdown and DOCX into a folder; gives the files written."""
    known = documents()
    chosen = list(dict.fromkeys(names))
    for name in chosen:
        if name not in known:
            raise UsageError(f"no document {name!r}", f"known documents: {', '.join(known)}")
    drawers = {kind: _drawer(kind) for kind in dict.fromkeys(kinds)}
    say, view = texts(language), view_of(document)
    _make_folder(folder)
    written = []
    for name in chosen:
        for kind, draw in drawers.items():
            file = folder / f"{name}.{kind}"
            facts = opening(view, say)
            write_file(file, draw(say(f"doc.{name}.title"), facts, known[name].sections(view, say)))
            written.append(file)
    return written


def _drawer(kind: str) -> Callable[[str, list[tuple[str, str]], list[Section]], Iterable[bytes]]:
    """How a document is drawn; told before anything is written if it can't be."""
    if kind == "md":
        return markdown_of
    if kind != "docx":
        raise UsageError(f"documents can't be written as {kind!r}", "choose md or docx")
    format_of(kind)
    return lambda title, facts, sections: [docx_bytes(title, title, facts, sections)]
