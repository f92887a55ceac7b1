"""What is written for Hyperscan finds at least what Python's pattern finds. Python reads those expressions too: no engine needed."""

from __future__ import annotations

import hashlib
import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.detectors.base import PatternDetector
from auditor.detectors.iban import LENGTHS
from auditor.detectors.prefilter import FORMAT
from auditor.detectors.superset import DIGITS, NotExpressible, digits_and_width, encode, supersets
from auditor.registry import members

_DETECTORS = sorted(
    (d for d in chain.from_iterable(members("auditor.detectors", "DETECTORS").values()) if hasattr(d, "examples")),
    key=lambda d: d.id,
)
_PATTERNS = [d for d in _DETECTORS if isinstance(d, PatternDetector)]
_FORMS = [
    r"(?<![\w-])[a-z]+(?!\w)",
    r"\bkilo\b",
    r"(?i)\bkiss\b|straße|Å",
    r"(?m)^[ \t]{0,3}Name: (?P<value>[^\n]{2,40})$",
    r"(?<=[=:])\d{3,}(?= |$)",
    r"(?:^|,)\W*[^a-z]\w?\b",
    r"[^\W\d_]{2,20}[^k]",
    r"(a|b)c\1",
    r"(?i:[à-ž]{2})\s.",
    r"(?>x+)y|z{2,3}?",
    r"(?a:\bk\w)",
    r"\Ax|y\Z",
    r"(?=ab|cd)\w+(?!=[\w(]|\.\w)",
]
#: Letters that equal others when case does not count, and characters of one to four bytes.
_ALPHABET = "abckKxyzsS 01=,:.\n\t_-ſKİıÅåßẞÿŸµμéÀžЖ中😀\0\x1a"
_texts = st.text(_ALPHABET, max_size=24)


def _finds(form: str, flags: int, text: str) -> bool:
    line = b"\0" + encode(text) + b"\0"
    return any(re.search(s.encode("ascii"), line, re.DOTALL) for s in supersets(form, flags))


def test_a_text_keeps_its_length() -> None:
    text = "aßſ\u212a中😀\ud800é"
    assert encode(text) == b"a\xdfsk\x1a\x1a\x1a\xe9"


def test_all_twins_are_known() -> None:
    letters = re.compile("[\x00-\xff]", re.IGNORECASE)
    beyond = [c for c in map(chr, range(256, 0x110000)) if letters.match(c)]
    assert beyond
    assert all(encode(c) != b"\x1a" for c in beyond)


@pytest.mark.parametrize("form", _FORMS)
@given(text=_texts)
def test_finds_what_the_pattern_finds(form: str, text: str) -> None:
    if re.search(form, text):
        assert _finds(form, re.compile(form).flags, text)


@given(st.data())
def test_finds_what_detectors_patterns_find(data: st.DataObject) -> None:
    detector = data.draw(st.sampled_from(_PATTERNS), label="detector")
    text = data.draw(_texts) + data.draw(st.from_regex(detector.pattern)) + data.draw(_texts)
    if detector.pattern.search(text):
        assert _finds(detector.pattern.pattern, detector.pattern.flags, text)


@given(st.data())
def test_knows_how_many_digits_and_characters_a_match_has(data: st.DataObject) -> None:
    detector = data.draw(st.sampled_from(_PATTERNS), label="detector")
    text = data.draw(st.from_regex(detector.pattern))
    least, most = digits_and_width(detector.pattern.pattern, detector.pattern.flags)
    for match in detector.pattern.finditer(text):
        assert sum(byte in DIGITS for byte in encode(match.group())) >= least
        assert len(match.group()) <= most


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (r"\d{3}-[0-9]+?x", (4, None)),
        (r"(?<!\d\d)[A-Z]\d(?=ab|c)", (1, 6)),
        (r"(?:12|3[4-6]\s){2}(?>7)", (5, 7)),
        (r"(?i:1|kelvin)", (0, 6)),
        (r"[\dx]{5}", (0, 5)),
        (r"(?a:\d)(٣)", (2, 2)),
    ],
)
def test_counts_digits_and_characters(form: str, expected: tuple[int, int | None]) -> None:
    digits, width = digits_and_width(form, re.compile(form).flags)
    assert digits == expected[0]
    assert width == expected[1] if expected[1] is not None else width > 2**31


@pytest.mark.parametrize("detector", [d for d in _PATTERNS if d.trigger], ids=lambda d: d.id)
def test_a_trigger_matches_wherever_the_pattern_does(detector: PatternDetector) -> None:
    for example in detector.examples:
        assert re.search(detector.trigger, re.sub("[«»]", "", example), detector.pattern.flags)


@given(st.sampled_from(sorted(LENGTHS)), st.lists(st.tuples(st.sampled_from("A7zK"), st.sampled_from(["", " ", "-"]))))
def test_the_trigger_of_account_numbers_leaves_none_out(country: str, body: list[tuple[str, str]]) -> None:
    (detector,) = (d for d in _PATTERNS if d.id == "iban.account")
    text = f"{country}12" + "".join(f"{gap}{char}" for char, gap in (body * 40)[: LENGTHS[country] - 4])
    if detector.pattern.search(text):
        assert re.search(detector.trigger, text, detector.pattern.flags)


@pytest.mark.parametrize("detector", _DETECTORS, ids=[d.id for d in _DETECTORS])
def test_finds_every_example(detector: PatternDetector) -> None:
    triggers = getattr(detector, "triggers", None)
    if triggers is None and not hasattr(detector, "pattern"):
        pytest.skip("nothing is known of its texts")
    forms = triggers if triggers is not None else [(detector.pattern.pattern, detector.pattern.flags)]
    lines = [b"\0" + encode(re.sub("[«»]", "", example)) + b"\0" for example in detector.examples]
    written = [re.compile(s.encode("ascii"), re.DOTALL) for form, flags in forms for s in supersets(form, flags)]
    assert all(any(form.search(line) for form in written) for line in lines)


@pytest.mark.parametrize("form", ["x*", "(?=a)", "(?!a)b?", "(?i)(a)?(?(1)b|c)"])
def test_says_what_it_can_not_write(form: str) -> None:
    with pytest.raises(NotExpressible):
        supersets(form, re.compile(form).flags)


def test_a_change_in_writing_changes_the_format() -> None:
    """What is stored on disk was written by this form: raise `FORMAT` of the prefilter when this digest changes."""
    written = "\n".join(text for form in _FORMS for text in supersets(form, re.compile(form).flags))
    assert (FORMAT, hashlib.sha256(written.encode()).hexdigest()[:16]) == ("3", "ff60cf8f49750b70")
