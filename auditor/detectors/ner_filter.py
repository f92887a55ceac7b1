"""What a language model calls a name and is none: dropped here, trimmed here, weighed here. Pure functions.

The model was trained on news. In chats, code, logs and tables it also calls product names, acronyms, headings,
numbers and variables people or places. Each rule below answers one kind of such error that was counted on
development texts; a rule that can't tell a wrong span from a right one does not exist.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from auditor.detectors.ner_words import (
    ACRONYMS_OF_PLACES,
    COMMON,
    FUNCTION_WORDS,
    LEGAL_FORMS,
    MONTHS,
    NO_ORGANISATION,
    PRODUCTS,
    STREETS,
    TITLES,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

MEMBER = False

#: The model's labels that are kept, and the entity each stands for.
ENTITY = {
    "PERSON": "PERSON",
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "FAC": "LOCATION",
    "ORG": "ORGANIZATION",
    "NORP": "NRP",
    "DATE": "DATE_TIME",
}
#: The model gives no score of its own: what the form of a name is worth.
FULL_NAME, FIRST_NAME, LOWER_CASE, PLACE, GROUP, DATE, FIRM, ORGANISATION = 0.85, 0.6, 0.5, 0.6, 0.5, 0.6, 0.5, 0.35

#: Firms, groups and dates identify nobody by themselves. A short text (a cell, a message) is about whom its record is
#: about; in a longer one they count only where a person is named or speaks within so many characters.
SHORT_TEXT, COMPANY = 400, 100
_ALONE = frozenset(("PERSON", "LOCATION"))

#: A name has no digits, marks of code, addresses or sums.
_NOT_IN_NAMES = re.compile(r"[\d@_/\\|<>=+*{}\[\]()#$%^~:;]|--|\.\w+\.|https?|www\.")
_EDGES = " \t\r\n\"'`“”‘’«»,.;:!?-–—*_#>()[]{}|/\\•·…&"
_POSSESSIVE = re.compile(r"(?:['’`´]s|['’])$")
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")
#: McDonald, MacArthur, DiCaprio, O'Neill, LaToya: capitals inside that names have.
_NAME_PREFIX = re.compile(r"^(?:Mc|Mac|De|Di|Da|Du|La|Le|Van|Von|Fitz|O['’]|D['’]|L['’])[A-Z]")
_SECTION = re.compile(r"(?:\b(?:section|chapter|figure|table|appendix|step|part|page|pp?\.|vol\.|no\.)|§)\s*$", re.I)
_GROUP_WORD = re.compile(r"(?:ists?|isms?|icks|viks?|ians)$")
_DATE_SHAPE = re.compile(
    r"\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d\d)\b"
    rf"|\b(?:{MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTHS})\b",
    re.IGNORECASE,
)
#: A name follows, be it one word; a name follows if it has two or three words.
_NAMED = re.compile(
    r"\b(?:name(?:['’]s| is| was|:)|named|(?:mr|mrs|ms|dr|prof)\.?|miss|dear|hello|hi)\s{1,3}$", re.IGNORECASE
)
_MEANT = re.compile(
    r"\b(?:i am|i['’]m|this is|behalf of|(?:spoke|talked|meet|met|meeting) (?:to|with)|signed(?: by)?|contact|"
    r"(?:customer|client|patient|user|employee|tenant|applicant|attn|regards|sincerely|from|by)(?: is|,|:)?)\s{1,3}$",
    re.IGNORECASE,
)
_MISTAKEN = frozenset(("ORGANIZATION", "LOCATION"))
_HOUSE_NUMBER = re.compile(r"(?<![\w.,:/-])(?!(?:19|20)\d\d )\d{1,5}[A-Za-z]? (?:\d{1,4} )?$")
_NEXT_WORD = re.compile(r"[ \n]+([^\W\d_]+)")
_SPEAKER = re.compile(r"\b(?:I|I['’]m|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|[Mm]yself)\b")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Name:
    """A span the model named, in code points, and its entity and score here."""

    start: int
    end: int
    entity: str
    score: float


def names(text: str, found: Iterable[tuple[int, int, str]]) -> list[Name]:
    """What stands of the model's spans (start, end, label) of one text."""
    sifted = (sift(text, start, end, label) for start, end, label in found)
    standing = [name for name in sifted if name is not None]
    if len(text) <= SHORT_TEXT:
        return standing
    people = [name for name in standing if name.entity == "PERSON"]
    return [name for name in standing if name.entity in _ALONE or _has_company(text, name, people)]


def _has_company(text: str, name: Name, people: Iterable[Name]) -> bool:
    """Whether a person is named nearby, or speaks."""
    first, last = name.start - COMPANY, name.end + COMPANY
    if any(person.start < last and first < person.end for person in people):
        return True
    # to the end of the word, or "weather" would be cut to "we"
    stop = text.find(" ", last)
    return _SPEAKER.search(text, max(0, first), stop if stop >= 0 else len(text)) is not None


def sift(text: str, start: int, end: int, label: str) -> Name | None:
    """The span as a finding: trimmed and weighed, or None where it is no name."""
    entity = ENTITY.get(label)
    if entity is None:
        return None
    start, end = trim(text, start, end)
    if end - start < 2:
        return None
    if entity in _MISTAKEN and _is_introduced(text, start, end):
        entity = "PERSON"
    name = Name(start, end, entity, _SCORERS[entity](text, start, end))
    if entity == "PERSON" and name.score and is_in_address(text, start, end):
        name = replace(name, entity="LOCATION", score=PLACE)
    return name if name.score else None


def _is_introduced(text: str, start: int, end: int) -> bool:
    """Whether the words before say that a person follows; the model often takes foreign names for firms and towns."""
    before = text[max(0, start - 30) : start]
    words = text[start:end].split()
    if words[-1].lower().strip(".,") in LEGAL_FORMS or not all(word[0].isupper() for word in words):
        return False
    return bool(_NAMED.search(before)) or (1 < len(words) < 4 and bool(_MEANT.search(before)))


def is_announced(text: str, start: int) -> bool:
    """Whether the words before say that a name follows."""
    before = text[max(0, start - 30) : start]
    return bool(_NAMED.search(before) or _MEANT.search(before))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without quotes, punctuation, titles, possessives and what stands after a line break."""
    start, end = _strip(text, start, end)
    line = text.find("\n", start, end)
    if line >= 0:
        start, end = _strip(text, start, line)
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive:
        start, end = _strip(text, start, possessive.start())
    words = text[start:end].split()
    while len(words) > 1 and words[0].lower().rstrip(".") in TITLES:
        start, end = _strip(text, start + len(words[0]), end)
        words = text[start:end].split()
    return start, end


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _person(text: str, start: int, end: int) -> float:
    name = text[start:end]
    words = _SPACES.split(name)
    lowered = [word.lower().strip(".,") for word in words]
    plain = " ".join(lowered)
    if _NOT_IN_NAMES.search(name) or len(words) > 5 or plain in PRODUCTS:
        return 0.0
    if any(word in FUNCTION_WORDS and len(word) > 1 for word in lowered) or (
        _is_common(lowered[0]) and _is_common(lowered[-1])
    ):
        return 0.0
    if len(words) == 1:
        return _single(text, start, end)
    if name.islower():
        return LOWER_CASE
    # headings and sentences: "Load average", "Review Questions"
    if sum(word[:1].islower() for word in words) > len(words) // 2 or PRODUCTS.intersection(lowered):
        return 0.0
    return FULL_NAME


def could_be_person(text: str, start: int, end: int) -> bool:
    """Whether the form allows a person: what is left to ask where a model has seen names of every form in training."""
    name = text[start:end]
    lowered = [word.lower().strip(".,") for word in _SPACES.split(name)]
    if _NOT_IN_NAMES.search(name) or len(lowered) > 6 or " ".join(lowered) in PRODUCTS:
        return False
    if all(_is_common(word) or word in FUNCTION_WORDS for word in lowered):
        return False
    return len(lowered) > 1 or not touches_code(text, start, end)


def _is_common(word: str) -> bool:
    return word in COMMON or len(word) < 2


def is_in_address(text: str, start: int, end: int) -> bool:
    """Streets are named after people: a house number before, or a word for street in or after the name."""
    last = text[start:end].rsplit(None, 1)[-1].lower().strip(".,")
    following = _NEXT_WORD.match(text, end)
    after = following.group(1).lower() if following else ""
    return last in STREETS or after in STREETS or bool(_HOUSE_NUMBER.search(text, max(0, start - 14), start))


def _single(text: str, start: int, end: int) -> float:
    """One word: a first name or surname, unless its form or its use elsewhere in the text says otherwise."""
    word = text[start:end]
    if not word[0].isupper() or word.isupper() or len(word) < 3 or _GROUP_WORD.search(word):
        return 0.0
    if _INNER_CAPITAL.search(word) and not _NAME_PREFIX.match(word):
        return 0.0
    if touches_code(text, start, end) or _SECTION.search(text, max(0, start - 12), start):
        return 0.0
    return 0.0 if _is_used_as_a_word(text, word) else FIRST_NAME


def _is_used_as_a_word(text: str, word: str) -> bool:
    """Whether the same letters stand in the text without the capital: a common word that opened a sentence."""
    lowered = word.lower()
    at = text.find(lowered)
    while at >= 0:
        after = at + len(lowered)
        if not (text[at - 1 : at].isalnum() or text[after : after + 1].isalnum()):
            return True
        at = text.find(lowered, after)
    return False


def touches_code(text: str, start: int, end: int) -> bool:
    """Whether the word touches marks that identifiers, paths, tags and calls have around them."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    return (
        before in ("_", "/", "\\", "$", "#", "<", "`", "=", ".", "%", "&")
        or after[:1] in ("_", "/", "\\", "(", "=", "`", "{", "[")
        or after == "::"
    )


def _place(text: str, start: int, end: int) -> float:
    name = text[start:end]
    lowered = name.lower()
    if touches_code(text, start, end) or lowered in PRODUCTS or lowered in COMMON or _GROUP_WORD.search(name):
        return 0.0
    if " " not in name and (name.islower() or _INNER_CAPITAL.search(name) or any(c in name for c in "@_=<>{}|*[]")):
        return 0.0
    if name.isupper() and len(name) <= 4 and name not in ACRONYMS_OF_PLACES:
        return 0.0
    if not any(c.isalpha() for c in name) or re.search(r"[@_=<>{}|*\[\]\\]|\d\.\d", name):
        return 0.0
    return PLACE


def _group(text: str, start: int, end: int) -> float:
    name = text[start:end]
    return 0.0 if name.lower() in PRODUCTS or not name.replace(" ", "").replace("-", "").isalpha() else GROUP


def _date(text: str, start: int, end: int) -> float:
    return DATE if _DATE_SHAPE.search(text, start, end) else 0.0


def _organisation(text: str, start: int, end: int) -> float:
    name = text[start:end]
    words = name.split()
    if touches_code(text, start, end) or re.search(r"[@_=<>{}|*\[\]\\$#/]|\d{3}", name) or name.islower():
        return 0.0
    if words[-1].lower().strip(".,") in LEGAL_FORMS and len(words) > 1:
        return FIRM
    if name.isupper() or name.lower() in PRODUCTS or name.lower() in COMMON or name.lower() in NO_ORGANISATION:
        return 0.0
    return ORGANISATION


_SCORERS = {
    "PERSON": _person,
    "LOCATION": _place,
    "ORGANIZATION": _organisation,
    "NRP": _group,
    "DATE_TIME": _date,
}
