"""Profiles merge in any order to the same counts; distinct values are exact below the limit and close above it."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from auditor.cache import from_plain, to_plain
from auditor.linking import Linked
from auditor.model import Field, Finding, Record, Status
from auditor.packed import packed
from auditor.profile import Distinct, Profile, ShardResult
from auditor.redaction import Key
from auditor.tally import Names, add_path_findings, add_record

KEY = Key(b"0123456789abcdef0123456789abcdef")


def _finding(record: int, entity: str, value: str, category: str) -> Finding:
    return Finding(
        path="a.jsonl",
        record=record,
        field="text",
        start=0,
        end=len(value),
        entity=entity,
        category=category,
        score=1.0,
        detector="test",
        masked="•••",
        fingerprint=KEY.fingerprint(entity, value),
        status=Status.CONFIRMED if category.startswith("special") else None,
    )


_FINDINGS = st.lists(
    st.tuples(
        st.sampled_from(
            [("PERSON", "identity.name"), ("HEALTH", "special.health"), ("EMAIL_ADDRESS", "contact.email")]
        ),
        st.sampled_from(["a", "b", "c", "d"]),
    ),
    max_size=4,
)


def _profile(rows: list[list[tuple[tuple[str, str], str]]], first: int) -> Profile:
    profile = Profile()
    for number, row in enumerate(rows, first):
        record = Record("a.jsonl", number, (Field("text", "some words of a text"),))
        findings = [_finding(number, entity, value, category) for (entity, category), value in row]
        linked = Linked((), frozenset({"person", "personal_hit"} if row else set()))
        add_record(profile, record, findings, linked, Names(KEY, str, {}))
    return profile


@given(st.lists(_FINDINGS, max_size=5), st.lists(_FINDINGS, max_size=5), st.lists(_FINDINGS, max_size=5))
def test_merging_is_the_same_in_any_order_and_grouping(
    a: list[list[tuple[tuple[str, str], str]]],
    b: list[list[tuple[tuple[str, str], str]]],
    c: list[list[tuple[tuple[str, str], str]]],
) -> None:
    whole = _profile([*a, *b, *c], 0)
    left, right = Profile(), Profile()
    starts = (0, len(a), len(a) + len(b))
    for rows, start in zip((a, b, c), starts, strict=True):
        left.merge(_profile(rows, start))
    for rows, start in reversed(list(zip((a, b, c), starts, strict=True))):
        right.merge(_profile(rows, start))
    assert left == whole
    assert right == whole


@given(st.lists(_FINDINGS, max_size=6))
def test_a_result_survives_the_cache_unchanged(rows: list[list[tuple[tuple[str, str], str]]]) -> None:
    result = packed(ShardResult(profile=_profile(rows, 0), texts=3))
    again = from_plain(to_plain(result), result.lines)
    assert again.findings == result.findings
    assert again.profile == result.profile
    assert again.cached


def test_distinct_values_are_exact_below_the_limit_and_estimated_above() -> None:
    few, many = Distinct(), Distinct()
    rng = random.Random(1)
    numbers = [rng.getrandbits(64) for _ in range(50_000)]
    for number in numbers[:4000]:
        few.add(number)
    for number in [*numbers, *numbers[:100]]:
        many.add(number)
    assert (few.count, few.full) == (4000, False)
    assert many.full
    assert abs(many.count - 50_000) < 50_000 * 0.06


def test_values_in_several_records_are_counted_as_repeated() -> None:
    distinct = Distinct()
    for number in (1, 2, 2, 3, 3, 3):
        distinct.add(number)
    assert (distinct.count, distinct.repeated) == (3, 2)


def test_what_a_file_name_gives_away_stands_in_no_record() -> None:
    profile = _profile([[]], 0)
    add_path_findings(profile, [_finding(0, "PERSON", "a", "identity.name")])
    assert (profile.records, profile.records_affected, profile.findings) == (1, 0, 1)
    assert (profile.entities["PERSON"].count, profile.entities["PERSON"].records) == (1, 0)
