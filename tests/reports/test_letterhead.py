"""Name and logo of the organisation, from audit.yaml into the reports."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError
from report_fixture import findings, report_document

from auditor.document import Letterhead
from auditor.errors import ConfigError
from auditor.policy.declaration import Declaration
from auditor.policy.letterhead import letterhead
from auditor.reports.template import render_template
from auditor.reports.write import render

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.document import ReportDocument

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
LOGO = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"


def _declared(folder: Path, **organisation: Any) -> Letterhead | None:
    return letterhead(Declaration(folder / "audit.yaml", {"organisation": organisation}))


def _report(name: str = 'Roe & "Co" <b>', logo: str = LOGO) -> ReportDocument:
    return report_document().model_copy(update={"organisation": Letterhead(name=name, logo=logo)})


def test_without_a_name_or_logo_there_is_none(tmp_path: Path) -> None:
    assert letterhead(Declaration()) is None
    assert _declared(tmp_path, country="DE") is None


def test_a_logo_becomes_part_of_the_report(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    assert _declared(tmp_path, name="Roe", logo="logo.png") == Letterhead(name="Roe", logo=LOGO)
    assert _declared(tmp_path, name="Roe") == Letterhead(name="Roe")


@pytest.mark.parametrize("content", [None, b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", PNG + bytes(200_000)])
def test_what_is_no_picture_is_told(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "logo.svg").write_bytes(content)
    with pytest.raises(ConfigError, match="no picture for reports") as caught:
        _declared(tmp_path, logo="logo.svg")
    assert "PNG, JPEG or WebP" in caught.value.hint


@pytest.mark.parametrize("logo", ["https://evil.example/x.png", "data:image/svg+xml;base64,AAAA", 'x" onerror="'])
def test_a_report_takes_no_other_address(logo: str) -> None:
    with pytest.raises(ValidationError):
        Letterhead(logo=logo)


def test_the_page_shows_both_and_allows_nothing_else() -> None:
    page = b"".join(render("html", _report(), findings)).decode()
    assert f'<img class="logo" src="{LOGO}" alt="Roe &amp; &#34;Co&#34; &lt;b&gt;">' in page
    assert re.search(r'content="default-src \'none\';[^"]* img-src data:;', page)
    assert "img-src" not in b"".join(render("html", _report(logo=""), findings)).decode()


def test_the_name_stands_first_in_every_outline() -> None:
    text = b"".join(render("md", _report("Roe Ltd"), findings)).decode()
    assert text.splitlines()[3] == "- **Organisation:** Roe Ltd"


def test_templates_know_it(tmp_path: Path) -> None:
    file = tmp_path / "own.html.j2"
    file.write_text("{{ organisation.name }}|{{ organisation.logo }}", encoding="utf-8")
    made = render_template(file, _report(), findings).decode()
    assert made == f"Roe &amp; &#34;Co&#34; &lt;b&gt;|{LOGO}"
    assert render_template(file, report_document(), findings) == b"|"


def test_other_languages_say_in_which_language_rules_are() -> None:
    words = "Titel und Abhilfen der Regeln"
    assert words in b"".join(render("md", report_document(), findings, "de")).decode()
    assert "Titles and remedies" not in b"".join(render("md", report_document(), findings)).decode()
