"""The inside of an organisation, and what only looks like it."""

from __future__ import annotations

import pytest

from auditor.detectors.base import Text
from auditor.detectors.internal import DETECTORS


def found(text: str) -> set[tuple[str, str]]:
    return {(s.entity, text[s.start : s.end]) for d in DETECTORS for s in d.detect([Text(text)])[0]}


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("ssh db1.prod.hartmann.internal now", "INTERNAL_HOST", "db1.prod.hartmann.internal"),
        ("see http://jira/browse/AB-1.", "INTERNAL_URL", "http://jira/browse/AB-1."),
        ("https://wiki.firm.corp/x", "INTERNAL_URL", "https://wiki.firm.corp/x"),
        ("/home/akowalski/notes.txt", "INTERNAL_PATH", "/home/akowalski/notes.txt"),
        (r"\\fs02\HR$\Lists", "INTERNAL_PATH", r"\\fs02\HR$\Lists"),
    ],
)
def test_inside(text: str, entity: str, value: str) -> None:
    assert (entity, value) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "threading.local()",
        "self.internal",
        "http://localhost:8000/x",
        "/home/user/x",
        "/usr/lib/x",
        r"\d+\\w+\\s",
        "https://www.firm.com/corp/internal",
        "a.b.local",
        "3.14.local",
    ],
)
def test_outside(text: str) -> None:
    assert found(text) == set()


def test_a_project_is_a_code_name_only_in_confidence() -> None:
    assert ("PROJECT_CODENAME", "Project Falcon") in found("Confidential: Project Falcon starts in May")
    assert found("Project Falcon is open source") == set()


def test_published_figures_are_no_finding() -> None:
    assert found("Revenue was EUR 5 million, as published.") == set()
