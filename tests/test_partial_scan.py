"""Samples and scans that run out of time: what is read, what is told of the rest, and that the next run goes on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import auditor.pipeline as pipeline_module
from auditor.config import ScanConfig
from auditor.errors import UsageError
from auditor.model import Tier
from auditor.pipeline import Audit, scan
from auditor.readers import base

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Project

_RECORDS = 4000


@pytest.fixture
def data(project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three files in small shards; every tenth record of the first holds an address."""
    monkeypatch.setattr(base, "SHARD_BYTES", 20_000)
    rows = [f"write to jane.{n}@hartmann-logistik.de" if n % 10 == 0 else f"call back {n}" for n in range(_RECORDS)]
    project.write("data/a.jsonl", "".join(json.dumps({"text": row}) + "\n" for row in rows))
    project.write("data/b.csv", "id,note\n" + "".join(f"{n},nothing to see {n}\n" for n in range(1000)))
    project.write("data/c.txt", "one text\n")
    return project.root / "data"


def _scan(data: Path, **more: Any) -> Audit:
    settings: dict[str, Any] = {
        "tier": Tier.FAST,
        "language": "en",
        "workers": 1,
        "executor": "serial",
        "cache": False,
        "options": ("onprem:prompting",),
    } | more
    return scan(ScanConfig((data,), **settings))


def _without_run(audit: Audit) -> dict[str, Any]:
    return audit.document.model_dump(mode="json", exclude={"run"})


def test_a_sample_reads_its_share_of_every_file_and_bounds_hold_the_truth(data: Path) -> None:
    audit = _scan(data, sample="5%", seed=3)
    document = audit.document
    sample, estimates = document.dataset.sample, document.profile.estimates
    assert sample is not None
    assert (sample.population, sample.records) == (5001, document.dataset.records)
    assert abs(sample.records - 250) <= 1
    found = estimates["contact.email"]
    assert found.low <= _RECORDS // 10 <= found.high
    assert found.share_low < 0.08 < found.share_high
    assert estimates["not_seen"].high < 100
    assert document.profile.facts["data.personal"] is True
    assert document.profile.facts["data.special"] is None
    coverage = document.profile.assurance["assurance.coverage"]
    assert 0.03 < coverage < 0.07
    assert set(document.profile.assurance) == {"assurance.coverage"}
    assert any("unknown, not absent" in text for text in document.limits)
    assert {verdict.verdict for verdict in document.verdicts} <= {"needs_legal_review", "prohibited"}


def test_the_same_sample_is_read_by_every_executor_and_from_the_cache(data: Path) -> None:
    alone = _scan(data, sample="7%", seed=1)
    cached = [_scan(data, sample="7%", seed=1, cache=True) for _ in range(2)]
    several = _scan(data, sample="7%", seed=1, executor="process", workers=2)
    assert [audit.gathered.cached_shards > 0 for audit in cached] == [False, True]
    assert _without_run(alone) == _without_run(cached[0]) == _without_run(cached[1]) == _without_run(several)
    other = _scan(data, sample="7%", seed=2, cache=True)
    assert other.gathered.cached_shards == 0
    assert list(other.findings()) != list(alone.findings())


def test_a_number_of_records_is_read_about(data: Path) -> None:
    sample = _scan(data, sample="500").document.dataset.sample
    assert sample is not None
    assert 400 < sample.records < 700
    assert _scan(data, sample="100000").document.dataset.sample is None
    assert _scan(data, sample="100%").document.dataset.sample is None


def test_a_wrong_sample_is_told_before_the_scan(data: Path) -> None:
    with pytest.raises(UsageError, match="--sample"):
        _scan(data, sample="some")


def _over_after(checks: int) -> Callable[[float | None], Callable[[], bool]]:
    """A clock that runs out after so many looks at it."""

    def clock(seconds: float | None) -> Callable[[], bool]:
        left = iter([False] * checks)
        return lambda: seconds is not None and next(left, True)

    return clock


@pytest.mark.parametrize("checks", [1, 4, 8])
def test_a_scan_that_ran_out_of_time_tells_what_it_did_not_read_and_the_next_goes_on(data: Path, checks: int) -> None:
    whole = _scan(data)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pipeline_module, "_clock", _over_after(checks))
        part = _scan(data, cache=True, max_time=60.0)
    document = part.document
    left_out = [row for row in document.dataset.skipped if "--max-time" in row.reason]
    assert left_out
    assert document.dataset.bytes - document.dataset.bytes_read == sum(row.bytes for row in left_out)
    assert document.dataset.sample is not None
    assert document.dataset.sample.stopped
    assert document.profile.estimates == {}
    assert document.profile.facts["data.special"] is None
    assert {verdict.verdict for verdict in document.verdicts} <= {"needs_legal_review", "prohibited"}
    again = _scan(data, cache=True)
    assert again.gathered.cached_shards == part.gathered.shards
    assert _without_run(again) == _without_run(whole)


def test_an_unchanged_dataset_is_taken_whole_and_a_changed_one_is_not(data: Path) -> None:
    first, second = _scan(data, cache=True), _scan(data, cache=True)
    assert second.gathered.cached_shards == second.gathered.shards == first.gathered.shards > 3
    assert _without_run(first) == _without_run(second)
    assert list(first.findings()) == list(second.findings())
    text = (data / "c.txt").read_text()
    (data / "c.txt").write_text(text.replace("one", "two"))  # of the same size
    third = _scan(data, cache=True)
    assert third.gathered.cached_shards == third.gathered.shards - 1
    assert third.document.dataset.sha256 != first.document.dataset.sha256


def test_a_damaged_memory_of_the_dataset_is_a_miss(data: Path, project: Project) -> None:
    first = _scan(data, cache=True)
    for entry in (project.root / ".audit" / "cache").rglob("*.part"):
        entry.write_bytes(entry.read_bytes()[:-1])
    assert _without_run(_scan(data, cache=True)) == _without_run(first)
