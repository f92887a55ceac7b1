"""A whole endpoint: steps, queries, probes, resume, judge, and what is kept when something goes wrong."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from auditor.bench.call import Call, Limits
from auditor.bench.client import Prompt
from auditor.bench.document import Held, Measured, document
from auditor.bench.endpoint import Endpoint
from auditor.bench.journal import Journal, open_journal
from auditor.bench.load import Step
from auditor.bench.probes import Making, make, right
from auditor.bench.queries import Query, load_queries
from auditor.bench.run import Bench, Job, Measurement
from auditor.bench.stream import Fault
from auditor.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _quarter(text: str) -> int:
    return max(1, len(text) // 4)


class Fake:
    """A sender that answers from a function, in made-up time."""

    def __init__(self, answer: Callable[[Prompt], str | Fault]) -> None:
        self.answer = answer
        self.sent: list[Prompt] = []

    async def send(self, prompt: Prompt, scheduled: float | None = None) -> Call:
        self.sent.append(prompt)
        answer = self.answer(prompt)
        at = 100.0 if scheduled is None else scheduled
        if isinstance(answer, Fault):
            return Call(at, at, fault=answer)
        return Call(at, at, at + 0.5, at + 1.5, 10, 11, text=answer, chunks=11)


def _bench(sender: Fake, journal: Journal | None = None, judge: Fake | None = None) -> Bench:
    return Bench("e", sender, journal or Journal(), _quarter, lambda _what: None, judge)


def _query(name: str, expected: str, scorer: str = "exact") -> Query:
    return Query(name, Prompt(({"role": "user", "content": f"ask {name}"},), 8), expected, scorer)


def _measured(measurement: Measurement, name: str = "e") -> Measured:
    endpoint = Endpoint(name, "http://127.0.0.1:1/v1", "m", option="opt")
    return Measured(endpoint, measurement, Limits(ttft=1.0), Held(name, "no_blocking_finding", 0, 2, ""))


STEPS = (Step(64, 8, 12, concurrency=3), Step(128, 8, 12, rate=500.0))


def test_everything_is_measured_and_written() -> None:
    sender = Fake(lambda prompt: "right" if "ask a" in prompt.messages[0]["content"] else "wrong")
    job = Job(STEPS, (_query("a", "right"), _query("b", "right")), make(Making((200,), each=1), _quarter), repeats=2)
    told = document([_measured(asyncio.run(_bench(sender).run(job)))], {"seed": 7})
    row = told["endpoints"][0]
    assert told["schema"] == "audit.bench/v1"
    assert [step["loop"] for step in row["steps"]] == ["closed", "open"]
    assert row["steps"][0]["ttft"]["mean"]["value"] == pytest.approx(0.5)
    assert row["steps"][0]["itl"]["mean"]["value"] == pytest.approx(0.1)
    assert row["steps"][0]["ttft"]["p50"]["value"] is None
    assert row["steps"][0]["ttft"]["p50"]["note"] == "n too small: 12 of 20"
    assert row["accuracy"]["share"] == 0.5
    assert row["accuracy"]["by_query"] == {"a": [True, True], "b": [False, False]}
    assert row["summary"]["performance"]["mid"] == 100.0
    assert row["context"]["right"] == 0
    json.dumps(told)


def test_an_endpoint_that_cannot_work_is_left_at_once_with_a_reason() -> None:
    for fault, word in ((Fault.CONNECT, "running"), (Fault.UNAUTHORISED, "key"), (Fault.NOT_FOUND, "model")):
        sender = Fake(lambda _prompt, fault=fault: fault)  # type: ignore[misc]
        measurement = asyncio.run(_bench(sender).run(Job(STEPS)))
        assert word in measurement.stopped
        assert len(sender.sent) == 1


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    job = Job(STEPS[:1], (_query("a", "right"), _query("b", "right")), repeats=3, warm_up=0)
    flaky = Fake(lambda prompt: Fault.SERVER if "ask b" in prompt.messages[0]["content"] else "right")
    first = asyncio.run(_bench(flaky, open_journal(path, "s")).run(job))
    assert first.answers[1][1] == (None, None, None)
    again = Fake(lambda _prompt: "right")
    second = asyncio.run(_bench(again, open_journal(path, "s")).run(job))
    asked = Counter(prompt.messages[0]["content"] for prompt in again.sent)
    assert asked == {"Say yes.": 1, "ask b": 3}  # the step and query a were kept, b had failed
    assert second.answers[0][1] == (True, True, True)
    assert second.steps[0][1].calls[0].ttft == pytest.approx(0.5)
    text = path.read_text(encoding="utf-8")
    assert "right" not in text
    assert "ask" not in text
    assert path.stat().st_mode & 0o077 == 0


def test_a_torn_line_is_left_out_and_other_settings_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = open_journal(path, "s")
    journal.put("k", [1])
    with path.open("a", encoding="utf-8") as file:
        file.write('{"key": "torn", "ro')
    assert open_journal(path, "s").rows == {"k": [1]}
    with pytest.raises(ConfigError, match="other settings"):
        open_journal(path, "t")
    path.write_text("{}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="no journal"):
        open_journal(path, "s")


def test_a_judge_says_yes_or_no() -> None:
    judge = Fake(lambda prompt: "Yes." if "Answer to check:\nParis" in prompt.messages[0]["content"] else "no")
    query = _query("a", "the capital of France", "judge")
    good = asyncio.run(_bench(Fake(lambda _prompt: "Paris"), judge=judge).run(Job(queries=(query,), warm_up=0)))
    bad = asyncio.run(_bench(Fake(lambda _prompt: "Rome"), judge=judge).run(Job(queries=(query,), warm_up=0)))
    assert (good.answers[0][1], bad.answers[0][1]) == ((True,), (False,))


def test_endpoints_are_compared_on_the_same_queries() -> None:
    queries = tuple(_query(f"q{n}", "right") for n in range(30))

    def run(wrong: int) -> Measurement:
        def answer(prompt: Prompt) -> str:
            name = prompt.messages[0]["content"].removeprefix("ask q")
            return "wrong" if name.isdigit() and int(name) < wrong else "right"

        return asyncio.run(_bench(Fake(answer)).run(Job(queries=queries, warm_up=0)))

    rows = [_measured(run(wrong), name) for wrong, name in ((0, "a"), (12, "b"), (2, "c"))]
    by_pair = {(row["first"], row["second"]): row for row in document(rows, {})["comparisons"]}
    assert by_pair["a", "b"]["significant"]
    assert by_pair["a", "b"]["difference"] == pytest.approx(0.4)
    assert by_pair["a", "c"]["told"] == "difference not significant"


def test_prompts_of_a_step_differ_and_have_the_size_asked_for() -> None:
    prompts = _bench(Fake(lambda _prompt: "x")).prompts(400, 8, 5, 7)
    texts = [prompt.messages[0]["content"] for prompt in prompts]
    assert len(set(texts)) == 5
    assert all(_quarter(text) == pytest.approx(400, rel=0.1) for text in texts)


# ---- queries


def _file(folder: Path, *rows: Any) -> Path:
    path = folder / "queries.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_queries_are_read(tmp_path: Path) -> None:
    turns = [{"role": "system", "content": "s"}, {"role": "user", "content": "u"}]
    path = _file(
        tmp_path,
        {"id": "one", "prompt": "Capital of France?", "expected": "Paris", "scorer": "includes", "group": "facts"},
        "",
        {"messages": turns, "expected": 42, "scorer": "numeric", "tolerance": 0.1, "synthetic": True},
    )
    one, two = load_queries(path)
    assert (one.id, one.place, one.group, one.synthetic) == ("one", 0, "facts", False)
    assert (two.id, two.place, two.given, two.synthetic) == ("3", 2, {"tolerance": 0.1}, True)
    assert "Paris" not in repr(one)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("{broken", "queries.jsonl:1: not a JSON object"),
        ({"prompt": "p"}, "no expected answer"),
        ({"prompt": "p", "expected": "e", "scorrer": "exact"}, "unknown keys"),
        ({"prompt": "p", "expected": "e", "scorer": "vibes"}, "no such scorer"),
        ({"expected": "e"}, "neither prompt nor messages"),
        ({"messages": [{"role": "robot", "content": "x"}], "expected": "e"}, "neither prompt nor messages"),
        ({"prompt": "p", "expected": "(", "scorer": "regex"}, "does not fit the scorer regex"),
        ({"prompt": "p", "expected": "many", "scorer": "numeric"}, "does not fit the scorer numeric"),
        ({"prompt": "p", "expected": "a", "scorer": "label"}, "list of labels"),
        ({"prompt": "p", "expected": {"type": 7}, "scorer": "json_schema"}, "no JSON schema"),
        ({"prompt": "p", "expected": "e", "max_tokens": 0}, "max_tokens"),
    ],
)
def test_a_wrong_query_is_told_by_line(tmp_path: Path, row: Any, told: str) -> None:
    with pytest.raises(ConfigError, match=told) as error:
        load_queries(_file(tmp_path, row))
    assert error.value.__cause__ is None
    assert error.value.__context__ is None


def test_twins_and_empty_files_are_errors(tmp_path: Path) -> None:
    row = {"id": "a", "prompt": "p", "expected": "e"}
    with pytest.raises(ConfigError, match="stands twice"):
        load_queries(_file(tmp_path, row, row))
    with pytest.raises(ConfigError, match="no query"):
        load_queries(_file(tmp_path, ""))
    with pytest.raises(ConfigError, match="can't be read"):
        load_queries(tmp_path / "nowhere.jsonl")


# ---- probes


def test_probes_repeat_fill_their_size_and_know_their_answer() -> None:
    making = Making(sizes=(300, 1200), each=2)
    probes = make(making, _quarter)
    assert probes == make(making, _quarter)
    assert probes != make(Making(sizes=(300, 1200), each=2, seed=8), _quarter)
    assert len(probes) == 4 * 2 * 3 * 2
    for probe in probes:
        text = " ".join(message["content"] for message in probe.prompt.messages)
        assert _quarter(text) == pytest.approx(probe.size, rel=0.35), probe.id
        assert right(probe, " and ".join(probe.expected))
        assert not right(probe, "I do not know")
        assert not right(probe, "x".join(probe.expected) + "7")


def test_a_needle_lies_at_its_depth() -> None:
    early, late = (next(p for p in make(Making((2000,), ("needle",), (depth,), 1), _quarter)) for depth in (0.1, 0.9))
    places = [
        p.prompt.messages[0]["content"].index(p.expected[0]) / len(p.prompt.messages[0]["content"])
        for p in (early, late)
    ]
    assert places[0] < 0.25
    assert places[1] > 0.7
