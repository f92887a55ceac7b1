"""Tokens, hashes and sentences by operations on arrays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.tagger.characters import EDGE_CHAR, folded
from auditor.tagger.sentences import begins
from auditor.tagger.tokens import SHAPES, SLOT_BITS, Tokens, letter_values, lexicon_entry
from auditor.tagger.weights import load

FEATURES = load().features


def tokens(text: str) -> Tokens:
    return FEATURES.tokens(np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32))


def words(text: str) -> list[str]:
    found = tokens(text)
    return [text[a:b] for a, b in zip(found.start.tolist(), found.end.tolist(), strict=True)]


def test_words_numbers_and_marks_are_tokens() -> None:
    text = "Dr. O’Neill-Müller,\n\n12a Łódź"
    assert words(text) == ["Dr", ".", "O", "’", "Neill", "-", "Müller", ",", "\n\n", "12", "a", "Łódź"]


@given(st.text(st.characters(max_codepoint=0xFFFE, exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_tokens_are_in_order_and_hold_everything_but_space(text: str) -> None:
    found = tokens(text)
    assert (found.start < found.end).all()
    assert (found.start[1:] >= found.end[:-1]).all()
    assert not "".join(text.split()).replace("\x00", "") or len(found)
    assert all((rows >= 0).all() for rows in found.rows)
    assert (found.rows[3] < SHAPES).all()


def test_case_and_accents_share_a_row_and_places_do_not_matter() -> None:
    rows = tokens("Jürgen and JURGEN met jürgen").rows
    assert rows[0][0] == rows[0][2] == rows[0][4] != rows[0][1]
    assert rows[1][0] == rows[1][2]
    assert rows[2][0] == rows[2][4]
    assert len({int(rows[3][0]), int(rows[3][2]), int(rows[3][4])}) == 3


@pytest.mark.parametrize("word", ["jane", "Müller", "łódź", "x"])
def test_the_lexicon_is_addressed_as_the_features_hash(word: str) -> None:
    slot, check = lexicon_entry(word, letter_values())
    (row,) = tokens(word).rows[0]
    assert slot >> (SLOT_BITS - 17) == row
    assert 0 <= check < 1024
    assert folded("Łódź") == "lodz"


def test_where_sentences_begin() -> None:
    text = "I met Dr. J. Brown. He left! then 3 came. And\nso on"
    found = tokens(text)
    first = [text[at:].split()[0] for at in found.start[begins(found)].tolist()]
    assert first == ["I", "He", "And", "so"]


def test_an_edge_is_a_token_of_its_own() -> None:
    assert words(f"a{EDGE_CHAR}{EDGE_CHAR}b") == ["a", EDGE_CHAR, EDGE_CHAR, "b"]
