"""Texts made of templates and invented names: every span is known, so every label is right."""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING, Any

import yaml

from auditor.tagger.labels import LABELS
from training import grammar, names, wordy
from training.labels import Example
from training.places import BUILD, TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SLOT = re.compile(r"\{([A-Z_]+)\}")
#: Between the lines of one address.
_JOIN = re.compile(r"[\s,]{1,4}")
#: Texts of each language: the first ones with measured figures, then the rest.
TEXTS = {"en": 15000, "de": 6500, "fr": 6500, "es": 6500}
_OTHER_TEXTS = 3000
_SENTENCES = 16000
_WORDY = {"en": 8000, "de": 14000, "fr": 12000, "es": 12000}
_OTHER_WORDY = 7000
_CASES = ("sentence",) * 6 + ("sentence_lower",)
_SEED = 11
#: Share of names from any country rather than from the template's.
_FOREIGN = {"en": 0.5}
_OTHER_FOREIGN = 0.25

ADJECTIVES = (
    "American British English Scottish Irish Welsh French German Spanish Italian Dutch Polish Swedish Norwegian Danish Finnish Portuguese Greek Turkish "
    "Russian Ukrainian Hungarian Romanian Bulgarian Croatian Serbian Czech Slovak Austrian Swiss Belgian Canadian Mexican Brazilian Argentine Chilean "
    "Colombian Peruvian Indian Pakistani Chinese Japanese Korean Vietnamese Thai Indonesian Australian Nigerian Kenyan Egyptian Moroccan Israeli Iranian "
    "Syrian Lebanese African European Asian Latino Jewish Muslim Christian Catholic Buddhist Hindu"
).split()
_MONTHS = "January February March April May June July August September October November December".split()


def write() -> None:
    """Fill the templates of every language."""
    with (BUILD / "made.jsonl").open("w", encoding="utf-8") as out:
        for example in _all():
            out.write(json.dumps(example.as_row(), ensure_ascii=False) + "\n")


def _all() -> Iterator[Example]:
    dice = random.Random(_SEED)
    by_language: dict[str, list[tuple[dict[str, Any], list[str]]]] = {}
    for file in sorted(TEMPLATES.glob("*.yaml")):
        sheet = yaml.safe_load(file.read_text(encoding="utf-8"))
        locales = [locale for locale in sheet["locales"] if locale in names.pools()]
        rows = by_language.setdefault(sheet["language"], [])
        rows += [(row, locales) for row in sheet["templates"]]
        for text in sheet.get("negatives", []):
            for _ in range(4):
                yield Example(str(text), (), sheet["language"], "negative", _fold(dice))
    english = by_language["en"][-1][1]
    for template in grammar.templates(_SENTENCES):
        yield _fill(template, "en", english, dice, dice.choice(_CASES), _fold(dice))
    for language in wordy.languages():
        own = by_language[language][-1][1]
        for template in wordy.templates(language, _WORDY.get(language, _OTHER_WORDY)):
            yield _fill(template, language, own, dice, dice.choice(_CASES), _fold(dice))
    for language, rows in sorted(by_language.items()):
        for number in range(TEXTS.get(language, _OTHER_TEXTS)):
            row, locales = rows[number % len(rows)] if number < len(rows) else dice.choice(rows)
            fold = _fold(dice)
            yield _fill(str(row["text"]), language, locales, dice, str(row.get("kind", "")), fold)


def _fold(dice: random.Random) -> str:
    roll = dice.random()
    return "test" if roll < 0.03 else "calibration" if roll < 0.06 else "train"


def _fill(template: str, language: str, locales: list[str], dice: random.Random, kind: str, fold: str) -> Example:
    pools = names.pools()
    foreign = dice.random() < _FOREIGN.get(language, _OTHER_FOREIGN)
    choice = list(pools) if foreign or not locales else locales
    pool = pools[dice.choice(choice)]
    parts: list[str] = []
    spans: list[tuple[int, int, int]] = []
    at = length = 0
    memory: dict[str, str] = {}
    for slot in _SLOT.finditer(template):
        maker = _MAKERS.get(slot.group(1))
        if maker is None:
            continue
        if dice.random() < 0.3:
            pool = pools[dice.choice(choice)]
        value = maker(pool, dice)
        if slot.group(1) in ("FIRST", "LAST") and slot.group(1) in memory and dice.random() < 0.3:
            value = memory[slot.group(1)]
        memory[slot.group(1)] = value
        before = template[at : slot.start()]
        parts += [before, value]
        length += len(before)
        label = LABELS.get(_LABEL.get(slot.group(1), slot.group(1)), 0)
        if label:
            spans.append((length, length + len(value), label))
        length += len(value)
        at = slot.end()
    text = "".join([*parts, template[at:]])
    if kind.endswith("_lower"):
        text = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return Example(text, tuple(_joined(text, spans)), language, kind, fold)


def _joined(text: str, spans: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Street and town one after the other are one address; a given name and a surname are one name."""
    last: tuple[int, int, int] | None = None
    for span in spans:
        if last is not None and last[2] == span[2] and _belong(text[last[1] : span[0]], span[2]):
            last = (last[0], span[1], span[2])
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _belong(between: str, label: int) -> bool:
    if label == LABELS["ADDRESS"]:
        return _JOIN.fullmatch(between) is not None
    return label == LABELS["PERSON"] and between == " "


def _date(_: names.Pool, dice: random.Random) -> str:
    day, month, year = dice.randint(1, 28), dice.randint(1, 12), dice.randint(1940, 2026)
    return dice.choice(
        [
            f"{day} {_MONTHS[month - 1]} {year}",
            f"{_MONTHS[month - 1]} {day}, {year}",
            f"{year}-{month:02}-{day:02}",
            f"{day}.{month}.{year}",
            f"{day:02}/{month:02}/{year}",
        ]
    )


def _phone(_: names.Pool, dice: random.Random) -> str:
    digits = "".join(str(dice.randint(0, 9)) for _ in range(9))
    return dice.choice(
        [
            f"+{dice.randint(1, 99)} {digits[:3]} {digits[3:]}",
            f"0{digits}",
            f"({digits[:3]}) {digits[3:6]}-{digits[6:]}0",
            f"0{digits[:2]}/{digits[2:]}",
        ]
    )


def _card(_: names.Pool, dice: random.Random) -> str:
    digits = dice.choice("3456") + "".join(
        dice.choice("0123456789") for _ in range(dice.choice([11, 14, 15, 15, 15, 18]))
    )
    return (
        digits
        if dice.random() < 0.6
        else dice.choice(" -").join(digits[at : at + 4] for at in range(0, len(digits), 4))
    )


def _email(pool: names.Pool, dice: random.Random) -> str:
    given, family = dice.choice(pool.given).lower(), dice.choice(pool.family).lower()
    return f"{given}{dice.choice(['.', '_', '', '-'])}{family}@{dice.choice(['example.com', 'mail.example', 'firm.test'])}".replace(
        " ", ""
    )


def _adjective(_: names.Pool, dice: random.Random) -> str:
    return dice.choice(ADJECTIVES)


def _product(pool: names.Pool, dice: random.Random) -> str:
    """Things are named after people and towns as well, and are neither."""
    word = dice.choice(
        [
            dice.choice(pool.given),
            dice.choice(pool.family),
            names.town(pool, dice),
            "Aero",
            "Vita",
            "Nordic",
            "Turbo",
            "Delta",
            "Luna",
            "Comfort",
        ]
    )
    return f"{word} {dice.choice(['X', 'Pro', 'Mini', 'S', 'Max', 'One', 'Plus', 'Go'])}{dice.choice(['', ' 2', ' 300', '-7', ' Ultra'])}"


def _number(_: names.Pool, dice: random.Random) -> str:
    return str(dice.randint(1, 10 ** dice.randint(1, 7)))


_MAKERS: dict[str, Callable[[names.Pool, random.Random], str]] = {
    "PERSON": lambda pool, dice: names.full(pool, dice) if dice.random() < 0.5 else names.person(pool, dice),
    "FULL": names.full,
    "FIRST": lambda pool, dice: dice.choice(pool.given),
    "LAST": lambda pool, dice: dice.choice(pool.family),
    "ADDRESS": names.address,
    "STREET": names.street,
    "POSTCODE_TOWN": names.postcode_town,
    "LOCATION": names.place,
    "CITY": names.town,
    "ORGANIZATION": names.firm,
    "NATIONALITY": _adjective,
    "DATE": _date,
    "PHONE": _phone,
    "EMAIL": _email,
    "NUMBER": _number,
    "CARD": _card,
    "POSTCODE": lambda pool, dice: dice.choice(pool.postcodes) if pool.postcodes else _number(pool, dice),
    "WORD": lambda pool, dice: dice.choice(pool.family).lower().replace(" ", ""),
    "PRODUCT": _product,
}
_LABEL = {
    "FIRST": "PERSON",
    "LAST": "PERSON",
    "FULL": "PERSON",
    "STREET": "ADDRESS",
    "POSTCODE_TOWN": "ADDRESS",
    "POSTCODE": "ADDRESS",
    "CITY": "LOCATION",
    "NATIONALITY": "NRP",
}
