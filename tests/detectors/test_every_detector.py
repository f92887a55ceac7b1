"""What every detector of the registry promises, new ones included."""

from __future__ import annotations

import re
import time
from itertools import accumulate, chain
from typing import TYPE_CHECKING

import pytest

from auditor.detectors.base import Glance, PatternDetector, Text
from auditor.registry import members
from auditor.taxonomy import load_taxonomy

if TYPE_CHECKING:
    from auditor.detectors.base import Detector

_ALL: list[Detector] = sorted(
    chain.from_iterable(members("auditor.detectors", "DETECTORS").values()), key=lambda detector: detector.id
)
_PATTERNS = [detector for detector in _ALL if isinstance(detector, PatternDetector)]
_WITH_EXAMPLES = [detector for detector in _ALL if hasattr(detector, "examples")]
_ids = [detector.id for detector in _WITH_EXAMPLES]


def _marked(example: str) -> tuple[Text, list[tuple[int, int]]]:
    """The text without its guillemets, and the places that stood between them."""
    pieces = re.split("[«»]", example)
    ends = list(accumulate(map(len, pieces)))
    return Text("".join(pieces)), list(zip(ends[0::2], ends[1::2], strict=False))


@pytest.mark.parametrize("detector", _WITH_EXAMPLES, ids=_ids)
def test_finds_its_examples_and_nothing_in_its_counterexamples(detector: PatternDetector) -> None:
    exact = isinstance(detector, PatternDetector)
    for example in detector.examples:
        text, places = _marked(example)
        assert places, f"{detector.id} marks nothing in {example!r}"
        found = [(span.start, span.end) for span in detector.detect([text])[0]]
        for start, end in places:
            covered = (start, end) in found if exact else any(s <= start and end <= e for s, e in found)
            assert covered, f"{detector.id} finds {found} in {example!r}"
    for counterexample in detector.counterexamples:
        found = [(span.start, span.end) for span in detector.detect([Text(counterexample)])[0]]
        assert not found, f"{detector.id} finds {found} in {counterexample!r}"


@pytest.mark.parametrize("detector", _PATTERNS, ids=[d.id for d in _PATTERNS])
def test_a_pattern_says_what_it_is_not(detector: PatternDetector) -> None:
    assert detector.examples
    assert detector.counterexamples
    assert 0 < detector.score <= 1


def test_ids_are_unique() -> None:
    ids = [detector.id for detector in _ALL]
    assert len(ids) == len(set(ids))


def test_every_entity_has_a_category() -> None:
    taxonomy = load_taxonomy()
    homeless = {(d.id, entity) for d in _ALL for entity in d.entities if taxonomy.category_of(entity) is None}
    assert not homeless


def test_gates_let_every_example_through() -> None:
    for detector in _PATTERNS:
        for example in detector.examples:
            assert detector.may_match(Glance.of(_marked(example)[0])), (detector.id, example)


def _hostile(detector: PatternDetector, size: int) -> list[str]:
    """Long texts that nearly match: the examples' values cut short, and runs of what patterns repeat."""
    values = [re.split("[«»]", example)[1] for example in detector.examples[:2]]
    beginnings = [
        example.partition("«")[0] + value[:-1] for example, value in zip(detector.examples, values, strict=False)
    ]
    runs = ["a", "A", "1", " ", "1 ", "A1", "a.", "1-", "Ab ", "1, ", "a@", "((", "\n", "=", "a_", '"']
    units = [*values, *(value[:-1] for value in values), *beginnings, *runs]
    return [(unit * (size // max(1, len(unit)) + 1))[:size] for unit in units if unit]


def _cost(detector: PatternDetector, text: str) -> float:
    begun = time.process_time()
    for _ in detector.pattern.finditer(text):
        pass
    return time.process_time() - begun


#: Seconds that no 16,000 characters may take, however linear: bounded repeats multiply too.
_PATIENCE = 2.0


def _is_linear(detector: PatternDetector) -> bool:
    """Four times the text may take eight times as long, and anything quick is fine: quadratic takes sixteen times."""
    for short, long in zip(_hostile(detector, 4_000), _hostile(detector, 16_000), strict=True):
        taken = _cost(detector, long)
        if taken < 0.1:
            continue
        limit = 8 * max(0.01, min(_cost(detector, short) for _ in range(3)))
        if taken > _PATIENCE or min(taken, _cost(detector, long)) > limit:
            return False
    return True


@pytest.mark.slow
@pytest.mark.parametrize("detector", _PATTERNS, ids=[d.id for d in _PATTERNS])
def test_hostile_text_costs_no_more_than_linear_time(detector: PatternDetector) -> None:
    assert _is_linear(detector)


@pytest.mark.slow
def test_a_quadratic_pattern_would_be_told() -> None:
    greedy = PatternDetector("x.y", "URL", re.compile("a+b"), 1.0, ("«aab»",), ("c",))
    assert not _is_linear(greedy)
