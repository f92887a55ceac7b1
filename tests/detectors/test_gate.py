"""A gate never holds back a pattern that would match."""

from __future__ import annotations

import re
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from auditor.detectors.base import Glance, PatternDetector, Text
from auditor.detectors.gate import Gate
from auditor.registry import members

_PATTERNS = [
    d for d in chain.from_iterable(members("auditor.detectors", "DETECTORS").values()) if isinstance(d, PatternDetector)
]
_GATE = Gate(_PATTERNS)
_PIECES = sorted({needle for d in _PATTERNS for needle in d.needles})
_words = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=8), st.from_regex(r"\d{1,9}", fullmatch=True)))


@given(_words, st.text(max_size=5))
def test_opens_for_exactly_what_may_match(pieces: list[str], header: str) -> None:
    glance = Glance.of(Text(" ".join(pieces).upper(), header=header))
    assert _GATE.open(glance) == [d for d in _PATTERNS if d.may_match(glance)]


@given(_words)
def test_what_is_held_back_has_no_match(pieces: list[str]) -> None:
    text = Text(" ".join(pieces))
    opened = {d.id for d in _GATE.open(Glance.of(text))}
    assert not [d.id for d in _PATTERNS if d.id not in opened and d.keywords and d.match(text)]


def test_opens_for_every_example() -> None:
    for detector in _PATTERNS:
        for example in detector.examples:
            assert detector in _GATE.open(Glance.of(Text(re.sub("[«»]", "", example))))
