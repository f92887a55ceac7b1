"""A work that stands in several records is told from texts that each carry a notice of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.linking import Cues, link
from auditor.model import Field, Record
from auditor.policy.measured import measured_facts
from auditor.profile import Profile
from auditor.tally import Names, add_record
from auditor.taxonomy import load_taxonomy

if TYPE_CHECKING:
    from auditor.redaction import Key

FACT = "data.verbatim_works_duplicated"
NOTICE = "Copyright 2024 The Author. All rights reserved. "


def _sentences(seed: str, count: int = 60) -> str:
    return " ".join(f"the {seed} number {n} walks along river {n * 7} again." for n in range(count))


def _facts(texts: list[str], key: Key) -> dict[str, object]:
    profile, taxonomy = Profile(), load_taxonomy()
    for index, text in enumerate(texts):
        record = Record("corpus.jsonl", index, (Field("text", text),))
        linked = link(record, [[]], taxonomy, Cues(lambda _: False, lambda _: None))
        add_record(profile, record, [], linked, Names(key, str, {}))
    return measured_facts(profile, taxonomy).values


def test_five_texts_with_notices_of_their_own_are_no_repeated_work(project_key: Key) -> None:
    assert FACT not in _facts([NOTICE + _sentences(f"fox{n}") for n in range(9)], project_key)


@pytest.mark.parametrize(("times", "found"), [(4, False), (5, True)])
def test_the_same_work_in_five_records_counts_whatever_stands_around_it(
    project_key: Key, times: int, found: bool
) -> None:
    work = _sentences("fox", 200)
    texts = [f"Summary {n}: " + _sentences(f"intro{n}", 10) + NOTICE + work + f" end {n}" for n in range(times)]
    assert (FACT in _facts(texts, project_key)) is found


def test_a_licence_is_meant_to_be_repeated(project_key: Key) -> None:
    licence = NOTICE + "Permission is hereby granted, free of charge. " + " ".join(f"word{n}" for n in range(194))
    assert FACT not in _facts([licence] * 6, project_key)


def test_short_texts_with_a_notice_are_no_work(project_key: Key) -> None:
    assert FACT not in _facts([NOTICE + "Thank you for your mail."] * 9, project_key)


def test_a_record_counts_once_however_often_it_repeats_a_passage(project_key: Key) -> None:
    assert FACT not in _facts([(NOTICE + _sentences("fox", 90)) * 8], project_key)
