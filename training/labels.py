"""From what the big models say to one label a character; where they disagree the characters are masked out of the loss."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from auditor.detectors.ner_filter import ENTITY, sift
from auditor.detectors.ner_words import COMMON, PRODUCTS, STREETS
from auditor.detectors.rampart_spans import Piece, assemble
from auditor.tagger.labels import LABELS
from training.places import BUILD, SHARED, debian
from training.silver import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MASKED = 9
_PERSON, _ADDRESS, _LOCATION, _ORG, _NRP = (
    LABELS[name] for name in ("PERSON", "ADDRESS", "LOCATION", "ORGANIZATION", "NRP")
)
_BY_ENTITY = {"PERSON": _PERSON, "LOCATION": _LOCATION, "ORGANIZATION": _ORG, "NRP": _NRP}
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\W\d_]+")
#: Mean probability above which Rampart alone is believed: names of several words, single ones.
_SURE_NAME, _SURE_WORD = 0.75, 0.9
_DEMONYM = re.compile(r"(?:ese|ish|an|ian|French|German|Dutch|Greek|Swiss|Jewish|Muslim)s?$")
DICTIONARIES = {"de": "wngerman/usr/share/dict/ngerman", "fr": "wfrench/usr/share/dict/french", "es": "wspanish/usr/share/dict/spanish", "it": "witalian/usr/share/dict/italian", "nl": "wdutch/usr/share/dict/dutch", "pt": "wportuguese/usr/share/dict/portuguese", "sv": "wswedish/usr/share/dict/swedish", "pl": "wpolish/usr/share/dict/polish", "en": "wamerican-large/usr/share/dict/american-english-large"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its spans; what is masked is a span as well."""

    text: str
    spans: tuple[tuple[int, int, int], ...]
    language: str
    kind: str
    fold: str = "train"

    def as_row(self) -> list[Any]:
        """The example as JSON holds it."""
        return [self.text, self.spans, self.language, self.kind, self.fold]


def silver() -> Iterator[Example]:
    """Every piece that the models have labelled so far."""
    folder = BUILD / "silver"
    for number, chunk in enumerate(chunks()):
        files = [folder / f"{model}.{number:04}.json" for model in ("md", "rampart")]
        if not all(file.exists() for file in files):
            continue
        first, second = (json.loads(file.read_text(encoding="utf-8")) for file in files)
        for row, md, rampart in zip(chunk, first, second, strict=True):
            text, language, kind = str(row["text"]), str(row["language"]), str(row["kind"])
            spans = merged(text, language, kind, (md, rampart))
            yield Example(text, tuple(spans), language, kind, str(row["fold"]))


def gold() -> Iterator[Example]:
    """The development half of wikigold (CC BY 4.0), by paragraph."""
    folder = SHARED / "eval" / "data" / "wikigold" / "dev"
    texts = [json.loads(line)["text"] for line in (folder / "data" / "texts.jsonl").read_text().splitlines()]
    spans: dict[int, list[tuple[int, int, str]]] = {}
    for line in (folder / "gold.jsonl").read_text().splitlines():
        row = json.loads(line)
        spans.setdefault(row["record"], []).append((row["start"], row["end"], row["entity"]))
    for number, text in enumerate(texts):
        fold = "calibration" if number % 8 == 3 else "train"
        at = 0
        for part in re.split(r"(?<=\n)", text):
            inside = [(a - at, b - at, e) for a, b, e in spans.get(number, []) if at <= a and b <= at + len(part)]
            yield Example(part, tuple(_gold(part, inside)), "en", "wiki", fold)
            at += len(part)


def _gold(text: str, spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, int]]:
    for start, end, entity in spans:
        if entity != "MISC":
            yield start, end, _BY_ENTITY[entity]
        elif _DEMONYM.search(text[start:end]) and " " not in text[start:end]:
            yield start, end, _NRP


def merged(text: str, language: str, kind: str, said: tuple[Any, Any]) -> list[tuple[int, int, int]]:
    """Spans with labels, later ones lying over earlier ones."""
    md, words = said
    rampart = assemble(text, [Piece(*word) for word in words])
    sure = [(word[0], word[1], word[3]) for word in words]
    theirs = [(f.start, f.end) for f in rampart if f.entity == "PERSON"]
    if language == "en":
        spans, ours = _english(text, kind, md, theirs)
    else:
        spans, ours = list(_unread(text, language)), []
    spans += [span for f in rampart for span in _second(text, (f.start, f.end, f.entity), sure, (language, ours, md))]
    return spans


def _english(
    text: str, kind: str, md: Sequence[tuple[int, int, str]], theirs: Sequence[tuple[int, int]]
) -> tuple[list[tuple[int, int, int]], list[tuple[int, int]]]:
    """The first model's spans, sifted; the names that stand without the second model's word are few."""
    spans, people = [], []
    for start, end, label in md:
        if label not in ENTITY or label == "DATE":
            continue
        name = sift(text, start, end, label)
        if name is None:
            words = {word.lower() for word in _WORD.findall(text[start:end])}
            if kind != "code" and not words & (COMMON | PRODUCTS):
                spans.append((start, end, MASKED))
            continue
        if name.entity == "PERSON":
            people.append((name.start, name.end))
            verdict = _first_alone(text, (name.start, name.end), kind)
            believed = _PERSON if any(a < name.end and name.start < b for a, b in theirs) else verdict
            spans.append((name.start, name.end, believed))
        else:
            spans.append((name.start, name.end, _BY_ENTITY[name.entity] if kind != "code" else MASKED))
    return spans, people


def _first_alone(text: str, span: tuple[int, int], kind: str) -> int:
    words = _WORD.findall(text[slice(*span)])
    known = _names()
    named = [word for word in words if known.get(word.lower(), 0) & 3 and not known.get(word.lower(), 0) & 16]
    if len(words) > 1 and named:
        return _PERSON
    if len(words) == 1 and named and kind == "prose":
        return _PERSON
    if kind != "prose" and not named:
        return 0
    return _PERSON if len(words) > 1 and kind == "prose" and text[span[0]].isupper() else MASKED


def _second(
    text: str, found: tuple[int, int, str], sure: Sequence[tuple[int, int, float]], context: tuple[Any, Any, Any]
) -> Iterator[tuple[int, int, int]]:
    """The second model's spans: names where it is sure or not alone, addresses; its bare places are masked."""
    start, end, entity = found
    language, ours, md = context
    if entity == "ADDRESS":
        yield start, end, _address(text[start:end], context[0])
        return
    agreed = any(a < end and start < b for a, b in ours)
    if entity == "LOCATION":
        if language != "en" or not any(a < end and start < b for a, b, _ in md):
            yield start, end, MASKED
        return
    means = [share for a, b, share in sure if a < end and start < b]
    mean = sum(means) / max(1, len(means))
    words = _WORD.findall(text[start:end])
    known = _names()
    ordinary = all(known.get(word.lower(), 0) & 48 or word.lower() in _dictionary(language) for word in words)
    contrary = language == "en" and any(a < end and start < b and label in ENTITY for a, b, label in md)
    if (
        agreed
        or (mean >= (_SURE_NAME if len(words) > 1 else _SURE_WORD) and not ordinary and not contrary)
        or (len(words) > 1 and mean > 0.9 and not ordinary)
    ):
        yield start, end, _PERSON
    else:
        yield start, end, MASKED


def _address(value: str, language: str) -> int:
    """An address has a number and a word that addresses have; the model also takes versions and pages for addresses."""
    words = [word.lower() for word in _WORD.findall(value)]
    telling = any(word in STREETS or _names().get(word, 0) & 12 for word in words)
    if not any(char.isdigit() for char in value) or not (telling or language != "en"):
        return MASKED if telling else 0
    return _ADDRESS if value.count("\n") < 4 else MASKED


def _unread(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """In a language without a first model: countries are places, other capitals that no dictionary knows are unknown."""
    known, dictionary = _names(), _dictionary(language)
    for match in _CAPITAL.finditer(text):
        word = match.group().lower()
        bits = known.get(word, 0)
        opens = match.start() == 0 or text[max(0, match.start() - 2) : match.start()].strip() in (
            ".",
            "!",
            "?",
            ":",
            "",
        )
        if bits & 8 and not bits & 55 and word not in dictionary:
            yield match.start(), match.end(), _LOCATION
        elif not (_is_ordinary(word, dictionary) or bits & 48 or (opens and not bits)):
            yield match.start(), match.end(), MASKED


def _is_ordinary(word: str, dictionary: frozenset[str]) -> bool:
    """Whether a dictionary has the word, or the last part of a compound."""
    return word in dictionary or any(word[at:] in dictionary for at in range(3, len(word) - 3))


@cache
def _names() -> dict[str, int]:
    loaded: dict[str, int] = json.loads((BUILD / "lexicon.json").read_text(encoding="utf-8"))
    return loaded


@cache
def _dictionary(language: str) -> frozenset[str]:
    """Ordinary words of a language, for labelling only: the lists are not shipped."""
    words = read_words(language)
    if language == "de":  # nouns are written with capitals, names stand in no dictionary of nouns
        return frozenset(word.lower() for word in words)
    return frozenset(word for word in words if word.islower())


def read_words(language: str) -> list[str]:
    """The words of a language's list, none where there is no list; names of people and places are left out."""
    file = debian() / DICTIONARIES.get(language, "none")
    if not file.is_file():
        return []
    raw = file.read_bytes()
    words = (raw.decode("utf-8") if _is_utf8(raw) else raw.decode("latin-1")).split()
    known = _names()
    return [word for word in words if word.islower() or (language == "de" and not known.get(word.lower(), 0) & 15)]


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
