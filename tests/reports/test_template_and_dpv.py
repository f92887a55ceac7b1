"""Templates of users stay inside their sandbox; DPV says nothing but unknown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import orjson
import pytest
from report_fixture import findings, report_document

from auditor.errors import ConfigError
from auditor.reports.template import render_template
from auditor.reports.write import render
from auditor.taxonomy import load_taxonomy

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


def test_every_term_of_dpv_has_a_prefix_and_stands_in_the_graph() -> None:
    document = orjson.loads(b"".join(render("dpv", report_document(), findings)))
    terms = {row.dpv for row in load_taxonomy().categories.values() if row.dpv}
    assert all(re.fullmatch(r"(pd|dpv):[A-Z][A-Za-z]+", term) for term in terms)
    assert {term.partition(":")[0] for term in terms} <= document["@context"].keys()
    dataset = document["@graph"][0]
    told = {node["@id"] for name in ("dpv:hasPersonalData", "dpv:hasData") for node in dataset[name]}
    assert told == {row.dpv for row in report_document().profile.categories.values() if row.dpv and row.count}


def test_terms_of_dpv_are_those_of_the_fact_base(shared: Path) -> None:
    text = (shared / "legal" / "taxonomy.yaml").read_text(encoding="utf-8")
    known = set(re.findall(r"\b(?:pd|dpv):[A-Z][A-Za-z]+", text))
    assert {row.dpv for row in load_taxonomy().categories.values() if row.dpv} <= known
