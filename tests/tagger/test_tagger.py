"""Texts in, spans out: the same whatever stands beside a text, at any length, in code points, from the reviewed file."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import AuditError
from auditor.tagger import weights
from auditor.tagger.network import reached
from auditor.tagger.pinned import FILE, SHA256
from auditor.tagger.tagger import Tag
from auditor.tagger.weights import FOLDER, load

LETTER = (
    "Dear Ms Okafor,\n\nmy name is Margaret Whitfield. I live at 14 Harbour Road, Bristol BS1 5TT and work for "
    "Northwind Insurance Ltd. Please call my sister Anna in Hamburg.\n\nKind regards,\nMargaret Whitfield"
)
TEXTS = [
    LETTER,
    "",
    "Guten Tag, ich heiße Jürgen Brandt und wohne in der Lindenstraße 5, 80331 München.",
    "Bonjour, je m'appelle Mathilde Lefebvre.",
    "x = [1, 2, 3]\n" * 20,
    "👋 Hola, soy Lucía Fernández 👋",
    "Ивановы живут в Москве",
    "\ud800 broken \uffff text of Jane Miller",
]


def values(text: str) -> list[tuple[str, str]]:
    return [(tag.entity, text[tag.start : tag.end]) for tag in load().tag([text])[0]]


def test_a_letter() -> None:
    found = values(LETTER)
    assert ("PERSON", "Margaret Whitfield") in found
    assert ("PERSON", "Okafor") in found
    assert ("LOCATION", "Hamburg") in found
    assert any(entity == "ADDRESS" and "14 Harbour Road" in value for entity, value in found)


def test_other_languages_and_characters_outside_the_plane() -> None:
    assert ("PERSON", "Jürgen Brandt") in values(TEXTS[2])
    assert ("PERSON", "Mathilde Lefebvre") in values(TEXTS[3])
    assert ("PERSON", "Lucía Fernández") in values(TEXTS[5])
    assert values("") == []


def test_neighbours_change_nothing() -> None:
    alone = [load().tag([text])[0] for text in TEXTS]
    dice = random.Random(1)
    for _ in range(5):
        order = list(range(len(TEXTS)))
        dice.shuffle(order)
        together = load().tag([TEXTS[i] for i in order])
        assert [together[order.index(i)] for i in range(len(TEXTS))] == alone


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_spans_inside_it(text: str) -> None:
    for tag in load().tag([text])[0]:
        assert 0 <= tag.start < tag.end <= len(text)
        assert 0 <= tag.sure <= 1


@pytest.mark.slow
def test_a_long_text_is_cut_where_nobody_sees_it() -> None:
    filler = "Nothing to see here, just words and more words in a row. " * 9
    text = "".join(f"{filler}{LETTER}\n\n" for _ in range(150))
    found = load().tag([text])[0]
    starts = {tag.start for tag in found if tag.entity == "PERSON"}
    step = len(filler) + len(LETTER) + 2
    place = len(filler) + LETTER.index("Margaret")
    assert all(n * step + place in starts for n in range(150))
    assert [tag.start for tag in found] == sorted(tag.start for tag in found)


def test_the_gate_changes_no_value_of_what_it_lets_through() -> None:
    chosen = np.zeros(40, dtype=np.bool_)
    chosen[[0, 20]] = True
    assert np.flatnonzero(reached(chosen)).tolist() == [0, 1, 2, 3, *range(17, 24)]
    rows = [np.arange(30, dtype=np.int32) % len(table) for table in load().network.tables]
    full = load().network.probabilities(rows)
    part = load().network.probabilities([row[10:25] for row in rows])
    np.testing.assert_allclose(part[3:-3], full[13:22], atol=1e-5)


def test_doubts_are_sentences() -> None:
    tags, doubts = load().doubt([LETTER], 0.0)
    assert tags == load().tag([LETTER])
    assert "my name is Margaret Whitfield." in [LETTER[d.start : d.end] for d in doubts[0]]
    assert load().doubt([LETTER], 1.1)[1] == [[]]


def test_the_file_is_the_reviewed_one() -> None:
    data = (FOLDER / FILE).read_bytes()
    assert hashlib.sha256(data).hexdigest() == SHA256
    assert len(data) <= 15_000_000


def test_another_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "SHA256", "0" * 64)
    with pytest.raises(AuditError, match="not the file that was reviewed"):
        weights.load.__wrapped__()


@pytest.mark.slow
def test_loading_is_quick_and_needs_numpy_only() -> None:
    code = (
        "import sys, time, numpy\n"
        "began = time.process_time()\n"
        "from auditor.tagger.weights import load\n"
        "load().tag(['Jane Miller'])\n"
        "print(time.process_time() - began, [m for m in ('spacy', 'scipy', 'onnxruntime') if m in sys.modules])\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, loaded = run.stdout.strip().split(" ", 1)
    assert float(seconds) < 0.4  # 0.12 on a free machine
    assert loaded == "[]"


@pytest.mark.slow
def test_a_megabyte_takes_a_fraction_of_a_second() -> None:
    text = (LETTER + "\n" + "The parts are shipped in boxes and nobody knows when they come. " * 20) * 500
    load().tag([text[:50_000]])
    began = time.process_time()
    load().tag([text])
    assert len(text) / 1e6 / (time.process_time() - began) > 1.0  # about 5 on a free machine


def test_a_tag_is_plain_data() -> None:
    assert Tag(0, 1, "PERSON", 0.5) == Tag(0, 1, "PERSON", 0.5)
