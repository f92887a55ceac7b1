"""With the prefilter and without it the findings are the same; what it keeps on disk is never trusted blindly."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.detectors.base import Gated, Settings, Text
from auditor.detectors.engine import Engine, build, triggers
from auditor.detectors.gate import Gate
from auditor.detectors.prefilter import Prefilter
from auditor.model import Tier

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from auditor.detectors.base import Detector
    from auditor.detectors.prefilter import Triggers

pytest.importorskip("hyperscan", reason="the engine works without it")

FULL = build(Settings(tier=Tier.FAST))
#: Few enough to compile at once, of every kind.
_FEW = ("email.address", "iban.account", "url.link", "ip.v4", "dates.birth", "secrets.assigned", "columns.header")
_EXAMPLES = [
    re.sub("[«»]", "", example)
    for detector in FULL.detectors
    for kind in ("examples", "counterexamples")
    for example in getattr(detector, kind, ())
]


def _engine(detectors: Sequence[Detector], patience: int = 0) -> Engine:
    gated = tuple(d for d in detectors if isinstance(d, Gated))
    others = tuple(d for d in detectors if not isinstance(d, Gated))
    return Engine(gated, others, Gate(gated), Prefilter(tuple(map(triggers, (*gated, *others))), patience))


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "llm-data-auditor"


@pytest.fixture(scope="module")
def few() -> Engine:
    return _engine([d for d in FULL.detectors if d.id in _FEW])


_VALUES = (
    "jane@firm.example",
    "DE02 1203 0000 0000 2020 51",
    "https://a.example/x",
    "password = hunter22!x",
    "10.9.8.7",
)
_texts = st.lists(
    st.builds(
        lambda parts, header: Text("".join(parts), header=header),
        st.lists(st.one_of(st.sampled_from(_VALUES), st.text("aK0 :=\n.ſéЖ中😀\0\x1a", max_size=6)), max_size=5),
        st.sampled_from(["", "email", "password", "x"]),
    ),
    max_size=5,
)


@given(_texts)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_same_findings_with_it_and_without(few: Engine, texts: list[Text]) -> None:
    assert few.detect(texts) == replace(few, prefilter=None).detect(texts)


def test_it_holds_back_what_has_no_match(few: Engine) -> None:
    assert few.prefilter is not None
    chosen = few.prefilter.candidates(["nothing here", "", "jane@firm.example", "nothing"])
    ids = [d.id for d in (*few.patterns, *few.others)]
    assert chosen == [{}, {}, {ids.index("email.address"): 1}, {}]
    assert not few.prefilter.always


def test_waits_until_compiling_pays(store: Path) -> None:
    engine = _engine([d for d in FULL.detectors if d.id in _FEW], patience=100)
    assert engine.prefilter is not None
    assert engine.prefilter.candidates(["x" * 50]) is None
    assert not store.exists()
    assert engine.prefilter.candidates(["x" * 50]) is not None
    assert len(list(store.iterdir())) == 1


def test_one_process_compiles_and_the_others_wait(store: Path) -> None:
    patterns: Triggers = ((("secret-[0-9]+", 0), ("key", 0)), None)
    first, second = Prefilter(patterns, 0), Prefilter(patterns, 0)
    _claimed(store, patterns)
    assert second.candidates(["secret-1"]) is None
    next(store.glob("*.claim")).unlink()
    assert first.candidates(["secret-1"]) == [{0: 1}]
    assert second.candidates(["x" * 500_000]) == [{}]
    assert not list(store.glob("*.claim"))


def test_a_claim_left_behind_does_not_hold_for_ever(store: Path) -> None:
    patterns: Triggers = ((("secret-[0-9]+", 0), ("key", 0)), None)
    os.utime(_claimed(store, patterns), (1, 1))
    assert Prefilter(patterns, 0).candidates(["secret-1"]) == [{0: 1}]


def _claimed(store: Path, patterns: Triggers) -> Path:
    assert Prefilter(patterns, 0).candidates(["x"]) == [{}]
    stored = next(store.glob("*.hs"))
    stored.unlink()
    mark = stored.with_suffix(".claim")
    mark.touch()
    return mark


def _stored(store: Path) -> tuple[Triggers, Path]:
    patterns: Triggers = ((("secret-[0-9]+", 0), ("key", 0)), None)
    assert Prefilter(patterns, 0).candidates(["x"]) == [{}]
    return patterns, next(store.iterdir())


def test_what_is_stored_is_used_at_once(store: Path) -> None:
    patterns, file = _stored(store)
    assert Prefilter(patterns).candidates(["secret-12"]) == [{0: 1}]
    assert not file.stat().st_mode & 0o077


@pytest.mark.parametrize("change", ["cut", "flipped", "empty", "foreign", "open"])
def test_a_doubtful_file_is_a_miss(store: Path, change: str) -> None:
    patterns, file = _stored(store)
    data = file.read_bytes()
    changed = {
        "cut": data[:-9],
        "flipped": data[:99] + bytes([data[99] ^ 1]) + data[100:],
        "empty": b"",
        "foreign": b"PK" + data,
        "open": data,
    }
    file.write_bytes(changed[change])
    if change == "open":
        file.chmod(0o666)
    assert Prefilter(patterns).candidates(["secret-12"]) is None
    assert Prefilter(patterns, 0).candidates(["secret-12"]) == [{0: 1}]


def test_says_which_triggers_match(store: Path) -> None:
    patterns, _ = _stored(store)
    found = Prefilter(patterns)
    assert found.candidates(["key", "x", "secret-12 key"]) == [{0: 2}, {}, {0: 3}]
    assert found.always == {1}


def test_other_patterns_have_their_own_file(store: Path) -> None:
    _stored(store)
    assert Prefilter(((("other", 0),),)).candidates(["other"]) is None


def test_no_place_to_store_costs_nothing_but_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert Prefilter(((("other", 0),),), 0).candidates(["other"]) == [{0: 1}]


def test_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_HYPERSCAN", "0")
    prefilter = Prefilter(((("other", 0),),), 0)
    assert prefilter.candidates(["other"]) is None
    assert prefilter.candidates(["other"]) is None


@pytest.fixture(scope="module")
def numbers() -> Engine:
    """The detectors that look at places where digits stand close."""
    return _engine([d for d in FULL.detectors if d.id.startswith(("ids_", "phone", "card", "iban", "dates", "ip"))])


@pytest.mark.slow
@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_numbers_are_found_wherever_digits_stand_close(numbers: Engine, data: st.DataObject) -> None:
    fill = st.sampled_from(["word ", "é", "中", "٣", "1", "\n", ". ", "12 ", "x" * 47])
    values = [v for d in numbers.detectors for e in getattr(d, "examples", ()) for v in re.findall("«(.+?)»", e)]
    parts = st.lists(st.one_of(st.sampled_from(values), fill, st.lists(fill, max_size=30).map("".join)), max_size=12)
    drawn = data.draw(st.lists(parts.map("".join), min_size=1, max_size=6))
    texts = [Text(value) for value in drawn] + [Text("filler without a number. " * 900)]  # long enough for windows
    assert numbers.detect(texts) == replace(numbers, prefilter=None).detect(texts)


@pytest.mark.slow
def test_the_same_findings_of_all_detectors() -> None:
    engine = _engine(FULL.detectors)
    noise = ["", "x", "ſK 中 😀", "\0", "a\n\nb"]
    texts = [Text(value) for value in chain(_EXAMPLES, noise, map(str.upper, _EXAMPLES), map(str.lower, _EXAMPLES))]
    texts += [Text(f"é{value}ſ 中\n{value}") for value in _EXAMPLES]
    assert engine.detect(texts) == replace(engine, prefilter=None).detect(texts)
