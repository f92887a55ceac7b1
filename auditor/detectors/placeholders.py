"""Placeholders that stand where a value was or will be: `[PERSON]`, `<EMAIL_ADDRESS>`, `[[NAME]]`, `{{name}}`.

Data that somebody masked before is full of them, and templates are. Nothing of one is a finding: what a detector claims
inside goes, and what it claims across one ends before it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from auditor.detectors.resolve import CONTENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Span

MEMBER = False

#: What labels are made of, in the languages that masked data comes in; whole words, lower case.
_LABEL_WORDS = (
    "person per name names nom noms nombre naam nome imie first last full given middle maiden family surname firstname lastname fullname forename "
    "vorname nachname familienname prenom prénom apellido apellidos cognome voornaam achternaam "
    "email e mail address adresse anschrift direccion dirección indirizzo adres phone tel telephone telefon telefono teléfono téléphone mobile "
    "handy fax number nummer numero número numéro no nr num street strasse straße rue calle via city ort stadt ville ciudad town zip zipcode plz "
    "postcode postal code country land pays pais país state region location loc place gpe lieu lugar date datum fecha time dob birth geburtsdatum "
    "birthday birthdate age alter year month day org organization organisation company firma employer job title occupation id iban bic account "
    "konto bank card credit cvv ssn nir nif dni bsn nino passport license licence plate ip mac url link website host domain username user login "
    "password passwort pin token key api patient doctor physician hospital clinic mrn customer client kunde employee student teacher "
    "member agent caller sender recipient speaker victim witness defendant plaintiff judge lawyer redacted removed masked anonymized anonymised "
    "pseudonym pseudonymized hidden deleted censored placeholder value unknown geschwärzt anonymisiert entfernt anonymisé supprimé caviardé "
    "anonimizado eliminado gender sex nationality nrp ethnicity religion imei vehicle amount price salary your my their the of de du insert enter here x"
)
_OPENING = re.compile(r"[\[<{%_]")
#: A placeholder is no longer than this.
_REACH = 130
#: A name of an entity, as detectors and redactors write it.
_ENTITY = r"[A-Z]{2,14}(?:_[A-Z0-9]{1,14}){1,4}"
#: Names and places may go on around a placeholder; a number with a hole in it is none.
_WORDY = frozenset("PERSON LOCATION ORGANIZATION NRP DATE_TIME ADDRESS URL".split())


@cache
def _placeholder() -> re.Pattern[str]:
    """Every form of a placeholder; compiled when the first is in sight, which most texts have none of."""
    words = sorted({re.escape(word) for word in _LABEL_WORDS.split()}, key=lambda word: (-len(word), word))
    word = f"(?:{'|'.join(words)})"
    label = rf"{word}(?:[ _/.:#-]{{1,2}}(?:{word}|[A-Za-z]|\d{{1,4}})|\d{{1,4}}){{0,5}}"
    name = rf"(?:(?i:{label})|{_ENTITY})"
    return re.compile(
        r"\{\{[^{}\n]{0,60}\}\}|\{%[^{}\n]{0,60}%\}|<%[^<>\n]{0,60}%>|[$#]\{[^{}\n]{0,60}\}"
        rf"|\[\[?{name}\]\]?|<<?/?{name}/?>>?|(?<![$#{{])\{{{name}\}}"
        rf"|__(?i:{label})__|%(?i:{label})%"
    )


def outside(value: str, span: Span) -> Span | None:
    """What is left of a span beside the placeholders it meets; nothing where it says no more."""
    left = max(0, span.start - _REACH)
    near = value[left : span.end + _REACH]
    if not _OPENING.search(near):
        return span
    met = [
        (left + place.start(), left + place.end())
        for place in _placeholder().finditer(near)
        if left + place.start() < span.end and span.start < left + place.end()
    ]
    if not met:
        return span
    if span.entity in CONTENT:
        return _told(value, span, _trimmed(span, met))
    if span.entity not in _WORDY:
        return None
    return _told(value, span, _longest(span, met))


def _trimmed(span: Span, met: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Content keeps what it says around a placeholder, and neither begins nor ends with one."""
    start, end = span.start, span.end
    for first, last in met:
        if first <= start:
            start = max(start, last)
        elif last >= end:
            end = min(end, first)
    return start, end


def _longest(span: Span, met: Iterable[tuple[int, int]]) -> tuple[int, int]:
    pieces, start = [], span.start
    for first, last in met:
        pieces.append((start, first))
        start = last
    pieces.append((start, span.end))
    return max(pieces, key=lambda piece: (piece[1] - piece[0], -piece[0]))


def _told(value: str, span: Span, piece: tuple[int, int]) -> Span | None:
    start, end = piece
    text = value[start:end] if start < end else ""
    start, end = start + len(text) - len(text.lstrip(" ,;:-\n")), end - len(text) + len(text.rstrip(" ,;:-\n"))
    if sum(map(str.isalpha, text)) < 3:
        return None
    return replace(span, start=start, end=end)
