"""The quick ways of counting say the same as the plain ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from auditor.detectors.phone import _LABEL, _is_label
from auditor.readers.leaves import Names, fields
from auditor.tally import _plain

_WORDS = st.sampled_from(["Tel", "TELEFON", "phone", "cell", "móvil", "Mob.", "deſk", "ﬀ", "ß", "İ", "x"])
_GAPS = st.sampled_from([" ", "  ", "\n", "\t \t", "\x1c", "\x1f", "\x85", "\xa0", "\v\f\r"])


@given(st.lists(st.one_of(_WORDS, _GAPS, st.text(max_size=3))).map("".join))
def test_a_text_is_folded_alike_in_ascii_and_beyond(text: str) -> None:
    assert _plain(text) == " ".join(text.casefold().split()).encode("utf-8", "surrogatepass")


@given(st.lists(st.one_of(_WORDS, _GAPS)).map("".join))
def test_a_label_is_told_alike_with_its_stems_and_without(text: str) -> None:
    assert _is_label(text) is bool(_LABEL.search(text))


_TEXTS = st.dictionaries(
    st.sampled_from(["role", "content", "a b", "k" * 200]), st.sampled_from(["user", "bot", "", "hi"])
)


@given(st.lists(_TEXTS, max_size=4), st.sampled_from(["messages", "other", "prompt"]))
def test_flat_objects_are_read_like_others(messages: list[dict[str, str]], key: str) -> None:
    """A number beside the texts makes an object take the other way; the texts come out the same."""
    names = Names()
    first = [*fields({key: messages}, names)]  # keys become known
    again = [*fields({key: messages}, names)]
    longer = [{**message, "n": 1} for message in messages]
    other = [field for field in fields({key: longer}, names) if not field.name.endswith("n")]
    assert again == [field for field in first if field.part != "key"]
    assert [(f.name, f.text, f.header, f.role, f.turn) for f in other] == [
        (f.name, f.text, f.header, f.role, f.turn) for f in again
    ]
