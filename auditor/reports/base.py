"""The contract of a report format: the versioned document and the findings in, bytes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.document import ReportDocument

MEMBER = False


class Render(Protocol):
    """Chunks of a report; `findings` opens a fresh pass over the findings (JSON objects), sorted."""

    def __call__(
        self, document: ReportDocument, findings: Callable[[], Iterator[dict[str, object]]]
    ) -> Iterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class Report:
    """A format: one module of this room exposes one as REPORT."""

    id: str
    suffix: str
    render: Render
    summary: str  # one line for --help
    extra: str = ""  # the extra that must be installed
