"""What stands together in one record: who is meant by Art. 9 and 10 content, and the signals that facts need.

"Together" means in the same record. The rules are those of the policy file base (measured facts): a hit of the
direct list, an online identifier, a pseudonym or a first-person or patient reference makes content a person's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from auditor.model import Span, Status
from auditor.persons import with_persons

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from auditor.model import Record
    from auditor.taxonomy import Taxonomy

#: Categories that identify somebody by themselves (a role mailbox does not).
DIRECT = (
    "identity.name",
    "identity.reference",
    "contact.email",
    "contact.phone",
    "contact.address",
    "online.account",
    "gov_id.",
    "special.health.record_id",
    "financial.account",
    "payment.pan",
)
_LINKING = (*DIRECT, "online.", "pseudonym.token")
_LOCATING = ("identity.", "contact.", "online.", "pseudonym.token", "gov_id.")
_BESIDE_A_PERSON = frozenset(["EMPLOYMENT_DATA", "OCCUPATION"])
#: Facts whose hits mean personal data.
_PERSONAL = frozenset(
    f"data.{name}"
    for name in [
        "personal",
        "children",
        "national_id",
        "birth_date",
        "payment_card",
        "bank_account",
        "financial",
        "location_precise",
        "communications",
        "employee",
    ]
)
_MACHINES = frozenset(
    [
        "system",
        "assistant",
        "gpt",
        "model",
        "bot",
        "chatgpt",
        "ai",
        "tool",
        "function",
        "developer",
        "chosen",
        "rejected",
    ]
)
_ROLES = (
    frozenset(
        [
            "user",
            "human",
            "prompter",
            "instruction",
            "prompt",
            "input",
            "output",
            "response",
            "completion",
            "context",
        ]
    )
    | _MACHINES
)
#: In a long text a person who is named this far away may be someone else: the link is unsure.
_FAR = 2000
_USUAL = _ROLES | {""}
_WORK = re.compile(r"©|\bcopyright\b|\(c\)\s*\d{4}|\bISBN\b|\bdoi\.org/|\bdoi:\s*10\.", re.IGNORECASE)
#: What the pattern needs, in lower case: looking for it costs a tenth.
_WORK_SIGNS = ("©", "copyright", "(c)", "isbn", "doi")
_WORK_WORDS = 200
_WORK_CHARS = 4 * _WORK_WORDS
_DECIMALS = re.compile(r"\d[.,]\d{3,}")


@dataclass(frozen=True, slots=True)
class Cues:
    """What detectors know about words, passed in because rooms and this module do not know each other."""

    refers_to_person: Callable[[str], bool]
    hr_kind: Callable[[str], str | None]
    #: Whether what begins there is told of somebody in the third person, who is not named.
    tells_of_somebody: Callable[[str, int], bool] = lambda _text, _start: False


@dataclass(frozen=True, slots=True)
class Linked:
    """A record's spans with their status, and its signals."""

    spans: tuple[tuple[Span, ...], ...]  # one tuple per field of the record
    signals: frozenset[str]

    @property
    def names_person(self) -> bool:
        """Whether the record identifies somebody."""
        return "person" in self.signals


def link(record: Record, spans: Sequence[Sequence[Span]], taxonomy: Taxonomy, cues: Cues) -> Linked:
    """Sets the status of Art. 9 and 10 content and reads the signals of one record."""
    if not any(spans):
        return Linked(((),) * len(spans), frozenset(_signals_of_form(record)))
    categories = [[taxonomy.category_of(span.entity) or "" for span in field] for field in spans]
    flat = [
        (index, span, category)
        for index, (field, names) in enumerate(zip(spans, categories, strict=True))
        for span, category in zip(field, names, strict=True)
    ]
    persons = [
        (index, span.start)
        for index, span, category in flat
        if category.startswith(_LINKING) and span.detail != "role_mailbox"
    ]
    has_content = any(needs_status(category) or _needs_person(category, span) for _, span, category in flat)
    referred = has_content and any(cues.refers_to_person(field.text) for field in record.fields)
    somebody = bool(persons) or referred
    counted = flat if somebody else [hit for hit in flat if not _needs_person(hit[2], hit[1])]
    linked = tuple(
        tuple(
            _unnamed(
                _with_status(span, category, _near(index, span, persons, record), bool(persons), referred),
                record.fields[index].text,
                cues,
            )
            for span, category in zip(field, names, strict=True)
            if somebody or not _needs_person(category, span)
        )
        for index, (field, names) in enumerate(zip(spans, categories, strict=True))
    )
    if any(span.entity == "PERSON" for _, span, _ in flat):
        linked = with_persons(record, linked)
    return Linked(linked, frozenset(_signals(record, counted, linked, taxonomy, cues)))


def needs_status(category: str) -> bool:
    """Whether a category is Art. 9 or 10 content."""
    return category.startswith("special.") or category == "criminal"


def _needs_person(category: str, span: Span) -> bool:
    """Whether a hit says nothing where nobody is meant: a child's age, a salary, a job."""
    return category == "children" or span.entity in _BESIDE_A_PERSON


def is_direct(category: str, span: Span) -> bool:
    """Whether a hit identifies somebody directly."""
    return category.startswith(DIRECT) and span.detail != "role_mailbox"


def _near(index: int, span: Span, persons: Sequence[tuple[int, int]], record: Record) -> bool:
    """Whether somebody is identified close by: in another field, or not far away in a long text."""
    if len(record.fields[index].text) <= 2 * _FAR:
        return True
    return any(other != index or abs(start - span.start) <= _FAR for other, start in persons)


def _with_status(span: Span, category: str, near: bool, person: bool, referred: bool) -> Span:
    if not needs_status(category):
        return span
    if category == "special.health.record_id":
        return replace(span, status=Status.CONFIRMED)
    if not person and not referred:
        return replace(span, status=Status.UNLINKED)
    unsure = span.status is Status.SUSPECTED or (person and not near and not referred)
    return replace(span, status=Status.SUSPECTED if unsure else Status.CONFIRMED)


def _unnamed(span: Span, text: str, cues: Cues) -> Span:
    """A text such as "she voted for them" is about somebody, though nothing in the record says who."""
    if span.status is not Status.UNLINKED or not cues.tells_of_somebody(text, span.start):
        return span
    return replace(span, status=Status.SUSPECTED)


def _signals(
    record: Record,
    flat: Sequence[tuple[int, Span, str]],
    linked: Iterable[Iterable[Span]],
    taxonomy: Taxonomy,
    cues: Cues,
) -> Iterable[str]:
    entities = {span.entity for _, span, _ in flat}
    person = any(is_direct(category, span) for _, span, category in flat)
    yield from _person_signals(record, flat, taxonomy, person, cues)
    if "CREDIT_CARD" in entities and entities & {"CARD_VERIFICATION_VALUE", "CARD_TRACK_DATA"}:
        yield "card_auth_with_card"
    for _, span, _ in flat:
        if span.entity == "TDM_RESERVATION":
            yield f"tdm_{span.detail or 'machine'}"
        elif span.entity == "DATE_TIME" and span.end - span.start > len("2026"):
            yield "hipaa_date"
        elif span.entity == "LOCATION":
            yield "hipaa_place"
        elif span.entity == "AGE" and span.detail == "over_89":
            yield "hipaa_age_90"
    if any(s.detail == "substance_use" and s.status is Status.CONFIRMED for field in linked for s in field):
        yield "substance_use_confirmed"
    yield from _signals_of_form(record)


def _signals_of_form(record: Record) -> Iterable[str]:
    """What a record tells without any hit."""
    roles = {field.role for field in record.fields} - _USUAL
    if len(roles) > 1 and len({role.casefold() for role in roles} - _ROLES) > 1:
        yield "human_speakers"
    if record.shape == "mail":
        yield "mail_thread"
    if any(is_marked_work(field.text) for field in record.fields if len(field.text) >= _WORK_CHARS):
        yield "work_marked"


def _person_signals(
    record: Record, flat: Sequence[tuple[int, Span, str]], taxonomy: Taxonomy, person: bool, cues: Cues
) -> Iterable[str]:
    if any(is_personal(category, span.detail, taxonomy) for _, span, category in flat):
        yield "personal_hit"
    if person:
        yield "person"
        yield "direct_identifier"
    names = {category for _, _, category in flat}
    located = any(name.startswith(_LOCATING) for name in names)
    if located and any(
        span.entity == "GEO_COORDINATES" and _DECIMALS.search(record.fields[i].text[span.start : span.end])
        for i, span, _ in flat
    ):
        yield "location_precise_with_person"
    named = any(span.entity == "PERSON" for _, span, _ in flat)
    # whoever an address or a number singles out is a person without a name too
    if (named or person) and any(span.entity == "FINANCIAL_FIGURE" for _, span, _ in flat):
        yield "financial_figure_with_person"
    if not named:
        return
    if "organisation.register_id" in names:
        yield "register_id_with_person"
    if len({kind for field in record.fields if field.text.strip() and (kind := cues.hr_kind(field.header))}) > 1:
        yield "hr_columns_with_person"


def is_personal(category: str, detail: str, taxonomy: Taxonomy) -> bool:
    """Whether a hit means personal data."""
    row = taxonomy.categories.get(category)
    if row is None or detail == "role_mailbox":
        return False
    return row.fact in _PERSONAL or row.also in _PERSONAL or needs_status(category)


def is_marked_work(text: str) -> bool:
    """Whether a text of some length carries a copyright notice, an ISBN or a DOI."""
    if len(text) < _WORK_CHARS:
        return False
    lowered = text.lower()
    if not any(sign in lowered for sign in _WORK_SIGNS) or not _WORK.search(text):
        return False
    return len(text.split(None, _WORK_WORDS)) > _WORK_WORDS
