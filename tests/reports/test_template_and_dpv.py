"""Templates of users stay inside their sandbox; DPV says nothing but unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
import pytest
from report_fixture import findings, report_document

from auditor.errors import ConfigError
from auditor.reports.template import render_template
from auditor.reports.write import render

if TYPE_CHECKING:
    from pathlib import Path


def templated(tmp_path: Path, source: str, name: str = "own.html.j2") -> str:
    file = tmp_path / name
    file.write_text(source, encoding="utf-8")
    return render_template(file, report_document(), findings).decode()


def test_values_are_escaped_for_html(tmp_path: Path) -> None:
    made = templated(tmp_path, "{% for row in report.dataset.skipped %}{{ row.path }}{% endfor %}")
    assert "&lt;script&gt;" in made
    assert "<script" not in made


def test_values_are_escaped_for_markdown(tmp_path: Path) -> None:
    made = templated(tmp_path, "# {{ title }}\n{{ report.dataset.skipped[7].path }}", "own.md.j2")
    assert made.startswith("# Data audit report\n")
    assert "](javascript" not in made


def test_it_knows_counts_and_sections(tmp_path: Path) -> None:
    made = templated(
        tmp_path, "{{ counts.prohibited }} {{ verdicts.prohibited }} {{ sections[0].title }} {{ findings | length }}"
    )
    assert made == "6 prohibited Decision summary 240"


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ report.update({}) }}",
        "{{ nothing }}",
        "{% include '/etc/passwd' %}",
        "{{ title",
    ],
)
def test_it_can_neither_break_out_nor_use_what_is_not_there(tmp_path: Path, source: str) -> None:
    with pytest.raises(ConfigError) as caught:
        templated(tmp_path, source)
    assert "own.html.j2" in caught.value.message


def test_a_missing_template_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="can't be read"):
        render_template(tmp_path / "none.j2", report_document(), findings)


def test_dpv_status_is_always_unknown() -> None:
    graph = orjson.loads(b"".join(render("dpv", report_document(), findings)))["@graph"]
    processes = [node for node in graph if node["@type"] == "dpv:Process"]
    assert len(processes) == len(report_document().options)
    assert {node["dpv:hasComplianceStatus"]["@id"] for node in processes} == {"eu-gdpr:GDPRComplianceUnknown"}
