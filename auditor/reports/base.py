"""The contract of a report format: the versioned document and the findings in, bytes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.document import ReportDocument

    #: Opens a fresh pass over the findings (JSON objects as in findings.jsonl), sorted.
    Findings = Callable[[], Iterator[dict[str, object]]]

MEMBER = False


class Render(Protocol):
    """Chunks of a report; the language is one that templates/text has a catalogue for."""

    def __call__(self, document: ReportDocument, findings: Findings, language: str = "en") -> Iterator[bytes]:
        """The report, piece by piece."""
        ...


@dataclass(frozen=True, slots=True)
class Report:
    """A format: one module of this room exposes one as REPORT."""

    id: str
    suffix: str
    render: Render
    summary: str  # one line for --help
    extra: str = ""  # the extra that must be installed
    file: str = ""  # name inside a folder of several formats; report + suffix where empty

    @property
    def file_name(self) -> str:
        """The name of the file when several formats are written to a folder."""
        return self.file or f"report{self.suffix}"
