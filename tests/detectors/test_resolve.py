"""One rule resolves overlaps."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from auditor.detectors.resolve import CONTENT, resolve
from auditor.model import Span


def _span(start: int, end: int, entity: str, score: float = 0.8, detector: str = "d") -> Span:
    return Span(start, end, entity, score, detector)


def _entities(*spans: Span) -> list[str]:
    return [span.entity for span in resolve(spans)]


def test_a_checksum_beats_a_longer_pattern() -> None:
    assert _entities(_span(0, 16, "CREDIT_CARD", 1.0), _span(0, 20, "PHONE_NUMBER", 0.95)) == ["CREDIT_CARD"]


def test_a_pattern_beats_a_name_and_longer_beats_shorter() -> None:
    assert _entities(_span(0, 30, "PERSON", 0.85), _span(10, 25, "EMAIL_ADDRESS", 0.7)) == ["EMAIL_ADDRESS"]
    assert _entities(_span(0, 30, "ADDRESS"), _span(0, 10, "LICENSE_PLATE", 0.9)) == ["ADDRESS"]


def test_secrets_beat_what_is_inside_them() -> None:
    assert _entities(_span(0, 40, "SECRET_URL", 0.9), _span(10, 30, "EMAIL_ADDRESS", 0.9)) == ["SECRET_URL"]


def test_score_then_name_decide_between_equals() -> None:
    assert _entities(_span(0, 9, "NL_BSN", 0.7), _span(0, 9, "PT_TAX_ID", 0.9)) == ["PT_TAX_ID"]
    assert _entities(_span(0, 9, "PT_TAX_ID"), _span(0, 9, "NL_BSN")) == ["NL_BSN"]


def test_content_may_hold_identifiers_and_other_content() -> None:
    spans = (_span(0, 50, "HEALTH"), _span(0, 8, "PERSON"), _span(20, 40, "RELIGION"), _span(5, 30, "HEALTH"))
    assert _entities(*spans) == ["PERSON", "HEALTH", "RELIGION"]


_spans = st.builds(
    lambda start, length, entity, score: _span(start, start + length, entity, score),
    st.integers(0, 40),
    st.integers(1, 15),
    st.sampled_from(["PERSON", "EMAIL_ADDRESS", "US_SSN", "HEALTH", "SECRET_X", "URL"]),
    st.sampled_from([0.5, 0.85, 1.0]),
)


@given(st.lists(_spans, max_size=12))
def test_what_stands_does_not_overlap_in_its_layer_and_nothing_is_invented(spans: list[Span]) -> None:
    kept = resolve(spans)
    assert set(kept) <= set(spans)
    layers = [(span.entity if span.entity in CONTENT else "", span.start, span.end) for span in kept]
    for i, (layer, start, end) in enumerate(layers):
        assert not any(layer == other and start < e and s < end for other, s, e in layers[i + 1 :])
    assert resolve(kept) == kept


@given(st.lists(_spans, max_size=4))
def test_the_order_of_detectors_does_not_matter(spans: list[Span]) -> None:
    assert len({tuple(resolve(order)) for order in permutations(spans)}) == 1
