"""Scoring: what counts as found, as right, as neither; and the same figures as another scorer's."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import ConfigError
from auditor.evaluation.figures import f_beta, wilson
from auditor.evaluation.gold import GoldSet, Span, load_findings, load_gold
from auditor.evaluation.labels import Labels, load_labels
from auditor.evaluation.score import Score, score

if TYPE_CHECKING:
    from pathlib import Path

ROW: dict[str, Any] = {"path": "a.jsonl", "record": 0, "field": "m[0].c", "start": 0, "end": 8, "entity": "PERSON"}


def span(entity: str, start: int, end: int, **more: Any) -> Span:
    return Span("a.jsonl", more.pop("record", 0), more.pop("name", "m[0].c"), start, end, entity, **more)


def scored(gold: list[Span], found: list[Span], labels: Labels | None = None) -> Score:
    names = labels or Labels()
    return score(GoldSet(gold, [None if g.decoy else names.of_gold(g.entity) for g in gold]), found, names)


def test_wilson_and_f() -> None:
    low, high = wilson(8, 10)

    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert wilson(0, 0) == (0.0, 1.0)
    assert f_beta(0.5, 1.0, 2) == pytest.approx(5 / 6)
    assert f_beta(0.0, 1.0, 1) == 0.0


@given(st.integers(1, 500), st.data())
def test_an_interval_holds_its_share(n: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, n))
    low, high = wilson(hits, n)

    assert 0 <= low <= hits / n + 1e-12
    assert hits / n - 1e-12 <= high <= 1


def test_a_shared_character_counts_and_equal_borders_count_as_exact() -> None:
    result = scored(
        [span("PERSON", 0, 8), span("PERSON", 20, 28)],
        [span("PERSON", 3, 8), span("PERSON", 20, 28), span("PERSON", 40, 44), span("URL", 50, 60)],
    )
    row = result.labels["PERSON"]

    assert (row.gold, row.found, row.found_exact, row.predicted, row.right, row.right_exact) == (2, 2, 1, 3, 2, 1)
    assert result.unplanted == {"PERSON": 1, "URL": 1}
    assert result.findings == 4
    assert "URL" not in result.labels


def test_a_wrong_label_is_a_miss_that_was_touched() -> None:
    result = scored([span("LOCATION", 0, 4)], [span("PERSON", 0, 4)])

    assert (result.labels["LOCATION"].found, result.labels["LOCATION"].found_any) == (0, 1)
    assert result.total.predicted == 0


def test_inside_of_what_is_not_scored_nothing_is_right_or_wrong() -> None:
    labels = Labels({"TITLE": None})
    result = scored([span("TITLE", 0, 3), span("PERSON", 4, 9)], [span("PERSON", 0, 3)], labels)

    assert result.total.predicted == 0
    assert not result.unplanted
    assert result.labels["PERSON"].gold == 1


def test_decoys_are_no_gold() -> None:
    result = scored([span("AWS", 0, 20, decoy=True)], [span("SECRET_AWS_ACCESS_KEY", 0, 20)])

    assert result.decoys == {"AWS": [1, 1]}
    assert result.unplanted == {"SECRET_AWS_ACCESS_KEY": 1}
    assert result.total.gold == 0


def test_the_same_finding_twice_counts_once() -> None:
    assert scored([span("PERSON", 0, 4)], [span("PERSON", 0, 4)] * 2).total.predicted == 1


def test_names_that_mean_the_same() -> None:
    result = scored(
        [span("SECRET", 0, 9), span("DATE_OF_BIRTH", 10, 20), span("ADDRESS", 30, 40)],
        [span("SECRET_GITHUB_TOKEN", 0, 9), span("DATE_TIME", 10, 20), span("LOCATION", 33, 40)],
    )

    assert result.total.found == 3


def test_other_spellings_of_a_place() -> None:
    other = Span("data/a.jsonl", 0, "$.m.0.c", 0, 4, "PERSON")
    only = Span("a.jsonl", 0, "", 5, 9, "PERSON")

    assert scored([span("PERSON", 0, 4)], [other]).total.found_exact == 1
    assert scored([only], [span("PERSON", 5, 9, name="text")]).total.found == 1
    assert scored([only], [span("PERSON", 5, 9, record=3)]).total.found == 0


def test_languages_have_rows_of_their_own() -> None:
    gold = [span("PERSON", 0, 4, language="fr"), span("PERSON", 9, 12, language="de", record=1)]
    result = scored(gold, [span("PERSON", 0, 4), span("PERSON", 30, 34, record=1)])

    assert (result.languages["fr"].found, result.languages["fr"].predicted) == (1, 1)
    assert (result.languages["de"].found, result.languages["de"].predicted, result.languages["de"].right) == (0, 1, 0)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not a JSON object"),
        ("[1]", "not a JSON object"),
        (json.dumps({**ROW, "start": None, "end": None}), "start before end"),
        (json.dumps({**ROW, "end": 0}), "start before end"),
        (json.dumps({**ROW, "record": "0"}), "record is a number"),
        (json.dumps({**ROW, "entity": 3}), "are texts"),
        (json.dumps({**ROW, "field": 3}), "field is a text"),
    ],
)
def test_a_wrong_line_is_told_by_its_number(tmp_path: Path, line: str, problem: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(f"{json.dumps(ROW)}\n{line}\n", encoding="utf-8")

    with pytest.raises(ConfigError, match=rf"gold\.jsonl:2: .*{problem}") as refused:
        load_gold(file, Labels())

    assert refused.value.__cause__ is None


def test_no_gold_is_no_gold(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text("\n", encoding="utf-8")

    with pytest.raises(ConfigError, match="no gold"):
        load_gold(tmp_path / "gold.jsonl", Labels())
    with pytest.raises(ConfigError, match="can't be read"):
        load_gold(tmp_path / "other.jsonl", Labels())


def test_findings_about_nobody_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "findings.jsonl"
    file.write_text(f"{json.dumps({**ROW, 'status': 'unlinked'})}\n{json.dumps(ROW)}\n", encoding="utf-8")

    assert len(load_findings(file)) == 1


@pytest.mark.parametrize(
    "text",
    ["- a\n", "golden: {A: B}\n", "gold: [A]\n", "patterns: {'(': X}\n"],
    ids=["list", "section", "row", "pattern"],
)
def test_a_map_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError, match=r"map\.yaml"):
        load_labels(tmp_path / "map.yaml")


@pytest.mark.slow
def test_the_same_figures_as_the_scorer_of_the_labelled_data(shared: Path, tmp_path: Path) -> None:
    """Gold against itself, bent: moved borders, wrong names, twins, noise."""
    source = shared / "eval" / "data" / "presidio_research" / "dev" / "gold.jsonl"
    labels = shared / "eval" / "map.yaml"
    bent = []
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        row.pop("text", None)
        match number % 7:
            case 0:
                continue
            case 1:
                row["start"] += 1
            case 2:
                row["entity"] = "ORGANIZATION"
            case 3:
                row["start"], row["end"] = row["end"] + 3, row["end"] + 9
            case 4:
                bent.append(row)
        bent.append(row)
    findings = tmp_path / "bent.jsonl"
    findings.write_text("".join(json.dumps(row) + "\n" for row in bent if row["start"] < row["end"]), encoding="utf-8")

    told = subprocess.run(
        [sys.executable, shared / "eval" / "score.py", "--gold", source, "--findings", f"x={findings}", "--json"],
        check=True,
        capture_output=True,
    )
    theirs = json.loads(told.stdout)["x"]
    names = load_labels(labels)
    ours = score(load_gold(source, names), load_findings(findings), names)

    assert set(ours.labels) == set(theirs["rows"])
    for label, row in [*theirs["rows"].items(), ("", theirs["all"])]:
        counts = ours.labels[label] if label else ours.total
        assert (counts.gold, counts.predicted) == (row["gold"], row["predicted"]), label
        for mine, other in ((counts.overlap, row["overlap"]), (counts.exact, row["exact"])):
            assert mine.precision == pytest.approx(other["p"])
            assert mine.recall == pytest.approx(other["r"])
            assert mine.recall_interval == pytest.approx(tuple(other["r_ci"]))
            assert mine.precision_interval == pytest.approx(tuple(other["p_ci"]))
            assert (mine.f1, mine.f2) == pytest.approx((other["f1"], other["f2"]))
        assert counts.any_type_recall == pytest.approx(row["any_type_recall"])
    assert ours.unplanted == theirs["unplanted"]["entities"]
    assert ours.touching / ours.findings == pytest.approx(theirs["any_type"]["p"])
