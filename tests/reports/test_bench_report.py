"""The bench report: every figure of the result stands in it, with its interval or the reason why there is none."""

from __future__ import annotations

import re
from typing import Any

import pytest

from auditor.bench.call import Call, Limits
from auditor.bench.client import Prompt
from auditor.bench.document import Held, Measured, document
from auditor.bench.endpoint import Endpoint
from auditor.bench.load import Ran, Step
from auditor.bench.probes import Making, make
from auditor.bench.queries import Query
from auditor.bench.run import Measurement
from auditor.reports.decision_outline import Joined
from auditor.reports.decision_report import render_decision
from auditor.reports.wording import forbidden_phrases

RUN = {
    "started": "2026-11-22T10:00:00+00:00",
    "finished": "2026-11-22T10:05:00+00:00",
    "seed": 7,
    "warm_up": 2,
    "repeats": 2,
    "estimated_cost": [
        {"endpoint": "a", "requests": 9, "input_tokens": 1200, "output_tokens": 90, "cost": None, "currency": "USD"}
    ],
}


def _call(seconds: float) -> Call:
    return Call(scheduled=0.0, sent=0.0, first=seconds / 2, last=seconds, output_tokens=10)


def _measured(name: str, marks: list[bool | None], *, probes: bool = True, stopped: str = "") -> Measured:
    query = Query("q<1>", Prompt(({"role": "user", "content": "?"},), 8), "e", group="easy")
    asked = make(Making(sizes=(64, 256), each=1), lambda text: len(text) // 4) if probes else ()
    step = Step(128, 16, 20, concurrency=2)
    return Measured(
        Endpoint(name, "http://127.0.0.1:1/v1", f"model-{name}", option=name),
        Measurement(
            steps=((step, Ran(tuple(_call(1.0 + place / 100) for place in range(20)), 12.0)),),
            answers=((query, tuple(marks)),),
            probes=tuple((probe, probe.size == 64) for probe in asked),
            stopped=stopped,
        ),
        Limits(e2e=1.1),
        Held(name, "prohibited", withheld=3, sent=1, why="the verdict forbids it", overridden=name == "b"),
    )


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    return document([_measured("a", [True, False]), _measured("b", [None, True], stopped="gone")], RUN)


def _page(result: dict[str, Any], language: str = "en") -> str:
    page = render_decision("html", Joined(bench=(result,)), language).decode()
    return re.sub(r"<style>.*?</style>", "", page, flags=re.S)


def test_every_part_of_the_result_is_told(result: dict[str, Any]) -> None:
    told = render_decision("md", Joined(bench=(result,))).decode()
    for piece in (
        "a: 3 queries held back",
        "b: 1 queries sent although the verdict forbids it",
        "b broke off: gone",
        "128 → 16, 2 at a time",
        "n too small",
        "e2e ≤ 1.1 s",
        "64 tokens",
        "0 answers are missing; 1 queries were answered now rightly",
        "seed 7; 2 requests to warm up",
        "at most unknown",
    ):
        assert piece in told, piece


def test_each_drawing_has_a_name_of_its_own_and_a_table(result: dict[str, Any]) -> None:
    page = _page(result)
    names = re.findall(r'title id="([^"]+)"', page)
    assert {"fig-times-t", "fig-accuracy-t", "fig-context-t", "fig-grid-0-t", "fig-grid-1-t"} == set(names)
    assert len(names) == len(set(names))
    for figure in re.findall(r"<figure.*?</figure>", page, flags=re.S):
        assert figure.count("<tr>") > 1


def test_the_grid_shows_size_by_depth(result: dict[str, Any]) -> None:
    grid = result["endpoints"][0]["context"]["grid"]
    assert {(cell["size"], cell["share"]) for cell in grid} == {(64, 1.0), (256, 0.0)}


def test_names_from_outside_are_shown_as_text(result: dict[str, Any]) -> None:
    assert "q&lt;1&gt;" in _page(result)
    assert "<1>" not in _page(result)


def test_what_was_not_measured_has_no_chapter(result: dict[str, Any]) -> None:
    rows = [{**row, "accuracy": None, "context": None} for row in result["endpoints"]]
    page = _page({**result, "endpoints": rows})
    assert "Answers to your queries" not in page
    assert "Use of long context" not in page
    assert "not measured" in page


@pytest.mark.parametrize("language", ["en", "de"])
def test_it_says_nothing_that_a_report_must_not_say(result: dict[str, Any], language: str) -> None:
    texts = re.sub(r"<[^>]+>", "\n", _page(result, language)).splitlines()
    assert [found for words in texts for found in forbidden_phrases(words)] == []
