"""Short sentences in other languages, and ordinary words of their dictionaries: so that a capital alone makes no name.

The dictionaries (Debian's word lists) are read here only: the model learns from them, they are not shipped.
"""

from __future__ import annotations

import random
from functools import cache
from typing import TYPE_CHECKING

import yaml

from training.labels import DICTIONARIES, read_words
from training.places import HERE

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEED = 41
#: Words of a language that are used: no list says which are frequent, so short ones are taken.
_WORDS, _LONGEST = 45_000, 13
_BEFORE = ("", "", "", "", "", "- ", "* ", "> ", "1. ", "„", "« ", '"', "PS: ")
_AFTER = (".", ".", ".", "", "!", "?", "...", " :)", ",", '"', " »", "“.", " (x)", ";")


def templates(language: str, count: int) -> Iterator[str]:
    """Sentences with slots; ordinary words are filled in already."""
    sheet: dict[str, list[str]] = yaml.safe_load((HERE / "sentences" / f"{language}.yaml").read_text(encoding="utf-8"))
    dice = random.Random(_SEED)
    for _ in range(count):
        yield dice.choice((" ", " ", "\n")).join(
            _sentence(language, sheet, dice) for _ in range(dice.choice((1, 2, 3)))
        )


def _sentence(language: str, sheet: dict[str, list[str]], dice: random.Random) -> str:
    roll = dice.random()
    if roll < 0.16:
        body = f"{_who(dice)} {dice.choice(sheet['does'])}"
    elif roll < 0.30:
        body = dice.choice(sheet["to"]).format(_who(dice))
    elif roll < 0.42:
        body = dice.choice(sheet["where"]).format(dice.choice(("{CITY}", "{CITY}", "{LOCATION}")))
    elif roll < 0.52:
        body = dice.choice(sheet["firm"]).format("{ORGANIZATION}")
    elif roll < 0.58:
        kind = dice.choice(("{FIRST}", "{LAST}", "{FULL}"))
        body = f"{kind}, {kind} {_AND[language]} {kind} {dice.choice(sheet['does'])}"
    elif roll < 0.80:
        body = dice.choice(sheet["nothing"])
        while "{n}" in body:
            body = body.replace("{n}", _word(language, dice), 1)
    else:
        body = _salad(language, dice)
    if body[0].islower() and dice.random() < 0.8:
        body = body[0].upper() + body[1:]
    return dice.choice(_BEFORE) + body + dice.choice(_AFTER)


_AND = {"de": "und", "fr": "et", "es": "y", "it": "e", "nl": "en", "pt": "e", "pl": "i", "sv": "och", "en": "and"}


def _who(dice: random.Random) -> str:
    return dice.choice(("{FIRST}", "{FIRST}", "{LAST}", "{FULL}", "{PERSON}"))


def _salad(language: str, dice: random.Random) -> str:
    """Any words one after the other, now and then with a name among them, now and then as a heading."""
    words = [_word(language, dice) for _ in range(dice.randint(3, 10))]
    roll = dice.random()
    if roll < 0.15:
        words = [word[:1].upper() + word[1:] for word in words]
    elif roll < 0.18:
        words = [word.upper() for word in words]
    elif roll < 0.55:
        words[dice.randrange(len(words))] = _who(dice)
    return " ".join(words)


def _word(language: str, dice: random.Random) -> str:
    return dice.choice(_words(language))


@cache
def _words(language: str) -> list[str]:
    known = sorted(word for word in read_words(language) if word.isalpha() and 2 < len(word) <= _LONGEST)
    return random.Random(_SEED).sample(known, min(_WORDS, len(known)))


def languages() -> list[str]:
    """Those that have a sheet and a dictionary."""
    return sorted(file.stem for file in (HERE / "sentences").glob("*.yaml") if file.stem in DICTIONARIES)
