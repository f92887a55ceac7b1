from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import ConfigError
from auditor.interview.patch import inline, placed, put


@pytest.mark.parametrize(
    ("text", "path", "value", "wanted"),
    [
        ("", ("a", "b"), 1, "a:\n  b: 1\n"),
        ("# head\n", ("a",), "NO", "# head\na: 'NO'\n"),
        ("a: 1", ("b",), True, "a: 1\nb: true\n"),
        ("a:\n  # why\n  #b:  # x | y\nc: 1\n", ("a", "b"), "x", "a:\n  # why\n  b: x  # x | y\nc: 1\n"),
        ("#a:  # x\n", ("a",), [1], "a: [1]  # x\n"),
        ("a: {b: 1}  # kept\n", ("a", "c"), "x, y", "a: {b: 1, c: 'x, y'}  # kept\n"),
        ("a: {}\n", ("a", "c"), None, "a: {c: null}\n"),
        ("a:\n  b: 1 # one\n\n# tail\nd: 2\n", ("a", "c"), 2, "a:\n  b: 1 # one\n  c: 2\n\n# tail\nd: 2\n"),
        ("a:\n  b: null  # soon\n", ("a", "b"), 3, "a:\n  b: 3  # soon\n"),
        ("a:  # soon\nb: 1\n", ("a", "c"), 3, "a:  # soon\n  c: 3\nb: 1\n"),
        ("a: |\n  text\n# c\n", ("b",), 1, "a: |\n  text\nb: 1\n# c\n"),
        ("a:\n- id: x\n  t:\n    k: 1\n", ("a", 0, "t", "l"), 2, "a:\n- id: x\n  t:\n    k: 1\n    l: 2\n"),
        ("a:\n- {id: x}\n", ("a", 0, "t"), 2, "a:\n- {id: x, t: 2}\n"),
        ("a:\n- id: x\n", ("a", 1), {"id": "y"}, "a:\n- id: x\n- {id: y}\n"),
        ("a:\n", ("a", 0), {"id": "y", "o": {"k": 1}}, "a:\n- id: y\n  o:\n    k: 1\n"),
        ("a: []\n", ("a",), [{"id": "y"}], "a: [{id: y}]\n"),
        ("a:\n# c\n", ("a",), [{"id": "y"}, {"id": "z"}], "a:\n- {id: y}\n- {id: z}\n# c\n"),
        ("a: 1\r\n", ("b", "c"), 2, "a: 1\r\nb:\r\n  c: 2\r\n"),
    ],
)
def test_a_value_goes_where_it_belongs_and_nothing_else_moves(
    text: str, path: tuple[str | int, ...], value: object, wanted: str
) -> None:
    assert put(text, path, value) == wanted


def test_a_new_line_carries_its_question_as_one_comment() -> None:
    assert put("a:\n  b: 1\n", ("a", "c"), 2, "really?\n\x1b[31mx: y\u2028z") == (
        "a:\n  b: 1\n  # really? [31mx: y z\n  c: 2\n"
    )


def test_a_key_that_stands_there_is_not_written_twice() -> None:
    text = "a: {b: null}\nx:\n  #b:\n"
    assert put(text, ("a", "b"), 1) == "a: {b: 1}\nx:\n  #b:\n"


@pytest.mark.parametrize("text", ["a: word\n", "a: [1]\n", "a: |\n  word\n"])
def test_what_would_destroy_content_is_refused(text: str) -> None:
    assert put(text, ("a", "b"), 1) is None


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x\n", "a: 1\na: 2\n", "a: 1\n---\nb: 1\n", "a: [\n"])
def test_what_audit_yaml_may_not_hold_is_told_as_such(text: str) -> None:
    with pytest.raises(ConfigError, match=r"audit\.yaml"):
        put(text, ("c",), 1)


@pytest.mark.parametrize("value", ["\x85", "a\u2028b", "\u202eevil", "tab\there", "line\nline", "\x1b[31m", "é«»"])
def test_signs_that_nobody_sees_are_escaped(value: str) -> None:
    new = put("a: {b: 1}\n", ("a", "c"), value)
    assert new is not None
    assert len(new.splitlines()) == 1
    assert new.rstrip("\n").isprintable()
    assert yaml.safe_load(new) == {"a": {"b": 1, "c": value}}


KEYS = st.sampled_from(["a", "b", "c", "ctx.x", "null", "yes", "é"])
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.text(max_size=8), st.lists(st.text(max_size=4), max_size=3)
)
TREES = st.recursive(LEAVES, lambda inner: st.dictionaries(KEYS, inner, max_size=3), max_leaves=8)


@given(
    content=st.dictionaries(KEYS, TREES, max_size=4),
    path=st.lists(KEYS, min_size=1, max_size=3),
    value=LEAVES,
    flow=st.booleans(),
)
def test_reading_back_gives_the_old_content_and_the_value(
    content: dict[str, object], path: list[str], value: object, flow: bool
) -> None:
    text = "# first\n" + yaml.safe_dump(content, default_flow_style=flow, allow_unicode=True) + "# last\n"
    content = yaml.safe_load(text)  # PyYAML's own writer loses some line breaks
    new = put(text, path, value)
    if _is_open(content, path):
        assert new is not None
        assert yaml.safe_load(new) == placed(content, path, value)
        assert new.startswith("# first\n")
        assert new.split("\n").count("# last") == 1
    else:
        assert new is None


def _is_open(content: object, path: list[str]) -> bool:
    """Whether nothing but mappings and nothing stand on the way."""
    for key in path:
        if content is None:
            return True
        if not isinstance(content, dict):
            return False
        content = content.get(key)
    return True


@given(value=TREES)
def test_a_value_on_one_line_reads_back_inside_brackets(value: object) -> None:
    assert "\n" not in inline(value)
    assert yaml.safe_load(f"[{inline(value)}]") == [value]
