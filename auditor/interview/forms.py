"""What may be answered: numbered choices, several of them, a number, places or a text; and what was typed as a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.interview.slots import Slot
    from auditor.interview.words import Words
    from auditor.policy.load import PolicyBase
    from auditor.policy.schema import FactSpec
    from auditor.policy.vendor_schema import FieldSpec

_PLACE = re.compile(r"[A-Z]{2}|EEA|EFTA")
_NONE = ("none", "[]", "-")
_YES_NO = (("yes", True), ("no", False))
_OWN: dict[str, str] = {
    "remote_access_countries": "places",
    "region": "place",
    "inference_region": "place",
    "customer_region": "place",
    "end_user_regions": "places",
}
_NUMBERS = ("retention_days", "customer_deletes_within_days")


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed answer with its meaning."""

    value: Any
    label: str


@dataclass(frozen=True, slots=True)
class Form:
    """How a question may be answered; `kind` is one of the keys of PARSERS."""

    kind: str
    choices: tuple[Choice, ...] = ()

    @property
    def hint(self) -> str:
        """What to type."""
        return _HINTS[self.kind]


_HINTS = {
    "choice": "a number",
    "many": "numbers, like 1,3; none",
    "bans": "numbers, like 1,3; none = read, no ban",
    "number": "a number",
    "text": "a text",
    "place": "a country, like DE",
    "places": "countries, like DE,FR, or EEA; none",
    "present": "what and where (a path, a number, a name); or no",
    "sources": "offering or licence id and model, like openai.api.default gpt-6.1-sol; unknown; none",
    "sample": "records labelled, misses, misses of special data: 3000,0,0",
}


# ---------------------------------------------------------------- which form a slot takes


def form_of(slot: Slot, fact: str, base: PolicyBase, words: Words) -> Form:
    """The form of the slot in which a fact stands."""
    if slot.kind in ("sources", "sample"):
        return Form(slot.kind)
    if slot.kind == "contract":
        return _contract_form(slot.name, base, words)
    if slot.kind == "option":
        return Form(_OWN.get(slot.name, "text"))
    if fact in words.slots:
        return Form("choice", _labelled(words.slots[fact], words.slots[fact]))
    if base.declared[fact].read == "present":
        return Form("present")
    return _by_spec(base.vocabulary[fact], words.words.get(fact, {}))


def _contract_form(name: str, base: PolicyBase, words: Words) -> Form:
    told = words.words.get(name, {})
    if name in ("preconditions_met", "preconditions_not_met"):
        return Form("many", _labelled(base.fields.precondition_ids, told))
    if name in _OWN:
        return Form(_OWN[name])
    field = base.fields.fields.get(name)
    spec = base.vocabulary.get(f"v.{name}")
    if name in _NUMBERS:
        return Form("number")
    if field is not None and field.bridge:
        return _by_field(field, told, base)
    return _by_spec(spec, told) if spec is not None else Form("choice", _yes_no())


def _by_field(field: FieldSpec, told: dict[str, str], base: PolicyBase) -> Form:
    named = field.values
    allowed = getattr(base.fields, named.removeprefix("$")) if isinstance(named, str) else named or ()
    match field.type:
        case "enum":
            return Form("choice", _labelled(allowed, told))
        case "list_of":
            return Form("many", _labelled(allowed, told))
        case "prohibited":
            return Form("bans", _labelled(base.fields.data_categories, told))
        case "region_list":
            return Form("places")
        case "code":
            return Form("place")
    return Form("text")


def _by_spec(spec: FactSpec, told: dict[str, str]) -> Form:
    match spec.type:
        case "bool":
            return Form("choice", _yes_no())
        case "enum":
            return Form("choice", _labelled((v for v in spec.values or () if v != "unknown"), told))
        case "list":
            return Form("many", _labelled(spec.values or (), told))
        case "number":
            return Form("number")
    return Form("text")


def _yes_no() -> tuple[Choice, ...]:
    return tuple(Choice(value, label) for label, value in _YES_NO)


def _labelled(values: Iterable[str], told: dict[str, str]) -> tuple[Choice, ...]:
    """Values in the order of their words, then those without any."""
    known = list(values)
    order = [*(value for value in told if value in known), *(value for value in known if value not in told)]
    return tuple(Choice(value, told.get(value, value.replace("_", " "))) for value in order)


# ---------------------------------------------------------------- what was typed


def parse(form: Form, typed: str) -> Any:
    """The value of an answer; raises UsageError that says what to type instead."""
    try:
        typed.encode("utf-8")
    except UnicodeEncodeError:
        raise UsageError("that is no readable text", f"type {form.hint}") from None
    return PARSERS[form.kind](form, typed.strip())


def _choice(form: Form, typed: str) -> Any:
    return _one(form, typed).value


def _one(form: Form, typed: str) -> Choice:
    """By number, by the word of audit.yaml, by the label or by its first letter where only one has it."""
    if typed.isdecimal() and 1 <= int(typed) <= len(form.choices):
        return form.choices[int(typed) - 1]
    word = typed.casefold()
    named = [c for c in form.choices if word in (str(c.value).casefold(), c.label.casefold())]
    named = named or [c for c in form.choices if word and c.label.casefold().startswith(word)]
    if len(named) == 1:
        return named[0]
    raise UsageError(f"no such choice: {typed[:40]}", f"type a number from 1 to {len(form.choices)}")


def _many(form: Form, typed: str) -> list[Any]:
    if typed.casefold() in _NONE and not any(choice.value == "none" for choice in form.choices):
        return []
    chosen = {_one(form, token).value: None for part in _parts(typed) for token in spread(part)}
    return [choice.value for choice in form.choices if choice.value in chosen]


def spread(part: str) -> list[str]:
    """`2-4` as its numbers."""
    span = re.fullmatch(r"(\d{1,3})\s*-\s*(\d{1,3})", part)
    return [str(n) for n in range(int(span[1]), int(span[2]) + 1)] if span else [part]


def _parts(typed: str) -> list[str]:
    found = [part.strip() for part in re.split(r"[,;]", typed) if part.strip()]
    if not found:
        raise UsageError("nothing chosen", "type numbers, like 1,3")
    return found


def _bans(form: Form, typed: str) -> list[dict[str, str]]:
    return [{"category": value, "rule": "prohibited"} for value in _many(form, typed)]


def _number(form: Form, typed: str) -> int | float:
    del form
    if re.fullmatch(r"\d{1,9}", typed):
        return int(typed)
    if re.fullmatch(r"\d{0,9}[.,]\d{1,12}", typed):
        return float(typed.replace(",", "."))
    raise UsageError(f"no number: {typed[:40]}", "type digits, like 30 or 0.0001")


def _text(form: Form, typed: str) -> str:
    del form
    return typed


def _place(form: Form, typed: str) -> str:
    del form
    code = typed.upper()
    if not _PLACE.fullmatch(code):
        raise UsageError(f"no country code: {typed[:40]}", "type two letters, like DE, or EEA")
    return code


def _places(form: Form, typed: str) -> list[str]:
    if typed.casefold() in _NONE:
        return []
    return list(dict.fromkeys(_place(form, part) for part in re.split(r"[,;\s]+", typed) if part))


def _present(form: Form, typed: str) -> str | bool:
    del form
    word = typed.casefold()
    if word in ("no", "n", "none", "false"):
        return False
    return True if word in ("yes", "y", "true") else typed


def _sources(form: Form, typed: str) -> list[dict[str, str]]:
    del form
    if typed.casefold() in _NONE:
        return []
    rows = [part.split(maxsplit=1) for part in _parts(typed)]
    return [{"source": row[0], **({"model": row[1]} if len(row) > 1 else {})} for row in rows]


def _sample(form: Form, typed: str) -> dict[str, int]:
    del form
    numbers = [part.strip() for part in typed.split(",")]
    names = ("n", "misses", "special_misses")
    if not 2 <= len(numbers) <= len(names) or not all(re.fullmatch(r"\d{1,9}", number) for number in numbers):
        raise UsageError("two or three numbers are needed", f"type {_HINTS['sample']}")
    return {name: int(number) for name, number in zip(names, numbers, strict=False)}


PARSERS = {
    "choice": _choice,
    "many": _many,
    "bans": _bans,
    "number": _number,
    "text": _text,
    "place": _place,
    "places": _places,
    "present": _present,
    "sources": _sources,
    "sample": _sample,
}
