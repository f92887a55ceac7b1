"""A second look at names: a private person, a widely known or invented one, or unclear.

A public person's data are personal data too: nothing is left out of any count, it is counted apart. What a name alone
cannot say its surroundings do: contact data, columns of customers, greetings and family speak for a private person;
years of life, works and offices for a public one. Without evidence a person stays unclear.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.model import Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model import Field, Record, Span

#: One name a line, folded; a question mark behind it: many ordinary people have that name too.
NAMES = Path(__file__).parent / "public_names.txt"
_CONTACT = frozenset(
    "EMAIL_ADDRESS PHONE_NUMBER ADDRESS DATE_OF_BIRTH IBAN_CODE CREDIT_CARD POSTAL_CODE MEDICAL_RECORD_NUMBER".split()
)
#: Contact data in this distance speak of the person named.
_NEAR = 160
_AROUND = 44
_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+")
_APOSTROPHE_S = re.compile(r"['’´`]s?$", re.IGNORECASE)
#: Years of life right behind a name; those of somebody dead for long say more.
_LIFE = re.compile(r"^,?\s*\(\D{0,40}(?:\d{1,2}\D{1,12})?(\d{3,4})\b([^()]{0,40})\)")
_SPAN = re.compile(r"[-–—].*\d{3,4}")
_LONG_AGO = 1900
_PUBLIC_COLUMN = re.compile(
    r"author|artist|composer|director|actor|actress|character|singer|painter|poet|philosopher|president|celebrity|"
    r"autor|künstler|regisseur|auteur|artiste|réalisateur|artista|compositor|cantante",
    re.IGNORECASE,
)
_PRIVATE_COLUMN = re.compile(
    r"customer|client|patient|employee|applicant|tenant|guest|recipient|user|member|contact|owner|holder|student|"
    r"first_?name|last_?name|full_?name|surname|given|kunde|mitarbeiter|vorname|nachname|mieter|gast|empfänger|"
    r"prénom|prenom|\bnom\b|salarié|destinataire|nombre|apellido|empleado|paciente|cognome|nome|voornaam|achternaam|"
    r"imi[eę]|nazwisko|förnamn|efternamn|^name$|_name$|personal|dossier",
    re.IGNORECASE,
)
_PRIVATE_WORDS = frozenset(
    # greetings, closings, introductions
    "dear hi hello hey regards sincerely cheers thanks yours attn liebe lieber hallo moin grüße grüßen gruß geehrte "
    "geehrter cher chère salut bonjour cordialement bises estimado estimada querido querida hola saludo saludos gentile "
    "egregio ciao saluti beste geachte groeten groetjes hoi prezado prezada caro olá oi szanowna szanowny cześć hej "
    "heiße appelle llamo chiamo chamo nazywam heter heet signed "
    # titles of everyday address
    "mr mrs ms miss frau herr herrn mme mlle monsieur madame señor señora sr sra doña signor signora sig mevrouw mevr "
    "meneer dhr dona pan pani pana fru fröken herra "
    # family and neighbourhood
    "my our wife husband son daughter mum mom dad brother sister aunt uncle grandma grandpa granddad neighbour neighbor "
    "flatmate roommate boyfriend girlfriend cousin landlord landlady boss colleague teammate classmate "
    "meine mein meiner unser unsere nachbar nachbarin tante onkel oma opa chef chefin vermieter mitbewohnerin "
    "mon ma notre voisin voisine maman papa tonton tata collègue patron "
    "mi nuestro nuestra vecino vecina tía tío abuela abuelo jefe casero "
    "mio mia nostra nostro vicino zia zio nonna nonno mijn onze buurman buurvrouw meu minha nosso vizinho avó moja mój "
    "sąsiad babcia min vår granne mormor farmor morfar "
    # records
    "patient patientin customer client tenant employee applicant guest passenger caller claimant defendant plaintiff "
    "nurse driver recipient holder invoice appointment kunde kundin mitarbeiter mitarbeiterin mieter mieterin "
    "patientin schwester paciente cliente inquilino empleado enfermera locataire salarié infirmière paziente "
    "dipendente klant patiënt medewerker funcionário pacjent pacjentka klient pracownik kund anställd "
    "email mail phone call tel telefon".split()
)
_PUBLIC_WORDS = frozenset(
    "wrote written writes author poet novelist novel novels poem poems play tragedy comedy composed composer symphony "
    "opera painted painter painting sculptor philosopher physicist mathematician chemist biologist economist inventor "
    "invented discovered theorem theory equation principle hypothesis president emperor king queen prince pharaoh pope "
    "saint apostle minister senator chancellor general reign empire dynasty revolution actor actress starring starred "
    "film movie album song singer band director directed character protagonist hero myth mythology biography published "
    "translated quoted quote nobel prize laureate philosophy psychoanalysis captain detective fictional century "
    "schrieb verfasste dichter dichterin schriftsteller roman romans gedicht gedichte drama komponist sinfonie oper "
    "malte maler gemälde bildhauer philosoph physiker mathematiker erfinder kaiser kaiserin könig königin bundeskanzler "
    "kanzler bundespräsident papst heilige feldherr schauspieler regisseur sänger nobelpreis jahrhundert märchen "
    "écrivit écrivain poète romancier roman poème pièce tragédie compositeur symphonie opéra peintre peignit tableau "
    "philosophe physicien mathématicien empereur impératrice roi reine président chanteur acteur réalisateur siècle "
    "fables personnage escribió escritor escritora poeta novela poema versos obra compositor sinfonía ópera pintor pintó "
    "cuadro filósofo físico matemático emperador rey reina presidente papa cantante actriz siglo personaje "
    "scrisse scrittore romanzo poesia pittore filosofo imperatore re regina secolo schreef schrijver schilder koning "
    "koningin keizer eeuw escreveu escritor pintor imperador rainha século napisał pisarz powieść malarz król królowa "
    "cesarz skrev författare målare kung drottning".split()
)


def with_persons(record: Record, spans: Sequence[Sequence[Span]]) -> tuple[tuple[Span, ...], ...]:
    """The spans of a record's fields, with a word about each person."""
    pairs = list(zip(record.fields, spans, strict=True))
    in_row = record.shape == "table" and any(span.entity in _CONTACT for found in spans for span in found)
    looked = [[_looked(field, span, found, in_row) for span in found] for field, found in pairs]
    told = _told(record.fields, looked)
    return tuple(
        tuple([_by_longer_name(field, span, told) for span in found])
        for field, found in zip(record.fields, looked, strict=True)
    )


def _looked(field: Field, span: Span, found: Sequence[Span], in_row: bool) -> Span:
    if span.entity != "PERSON":
        return span
    known = renown(field.text[span.start : span.end])
    public, private = _surroundings(field, span)
    public += _life(field.text[span.end : span.end + 100])
    if in_row or _has_contact(span, found):
        private += 2
    return replace(span, person=_weighed(known, public, private))


def _life(after: str) -> int:
    if not after.lstrip(" ,").startswith("("):
        return 0
    life = _LIFE.match(after)
    if life is None:
        return 0
    return 3 if int(life[1]) < _LONG_AGO else 2 * bool(_SPAN.search(life[2]))


def _weighed(known: int, public: int, private: int) -> Person:
    """Evidence on both sides; a known name in private surroundings stays open."""
    ahead = known + public - private
    if known >= 2 and private >= 2:
        return Person.UNCLEAR if public < private else Person.PUBLIC
    if (known and ahead >= 2) or (public >= 3 and ahead >= 3):
        return Person.PUBLIC
    return Person.PRIVATE if private > known + public else Person.UNCLEAR


def _surroundings(field: Field, span: Span) -> tuple[int, int]:
    """How much the column's name and the words around a name say for a public and for a private person."""
    public = private = 0
    if field.header:
        public, private = _column(field.header)
    text = field.text
    before = _WORD.findall(text[max(0, span.start - _AROUND) : span.start].lower())[-_WORDS:]
    after = _WORD.findall(text[span.end : span.end + _AROUND].lower())[:_WORDS]
    near = {*before, *after}
    if near:
        public += min(2, len(near & _PUBLIC_WORDS))
        private += 2 * (not _PRIVATE_WORDS.isdisjoint(before)) or 1 * (not _PRIVATE_WORDS.isdisjoint(after))
    return public, private


@lru_cache(maxsize=4096)
def _column(header: str) -> tuple[int, int]:
    if _PUBLIC_COLUMN.search(header):
        return 2, 0
    return 0, 2 if _PRIVATE_COLUMN.search(header) else 0


def _has_contact(span: Span, found: Sequence[Span]) -> bool:
    """Whether contact data stand close by in the same text."""
    first, last = span.start - _NEAR, span.end + _NEAR
    return any(other.entity in _CONTACT and other.start < last and other.end > first for other in found)


def _told(fields: Sequence[Field], looked: Sequence[Sequence[Span]]) -> dict[str, Person]:
    """First and last words of clear longer names: `Curie` alone is who `Marie Curie` was; nothing if they differ."""
    told: dict[str, Person] = {}
    for field, found in zip(fields, looked, strict=True):
        for span in found:
            if span.person is None or span.person is Person.UNCLEAR:
                continue
            words = key_of(field.text[span.start : span.end]).split()
            for word in (words[0], words[-1]) if len(words) > 1 else ():
                told[word] = span.person if told.get(word, span.person) is span.person else Person.UNCLEAR
    return told


def _by_longer_name(field: Field, span: Span, told: dict[str, Person]) -> Span:
    if span.person is not Person.UNCLEAR or not told:
        return span
    words = key_of(field.text[span.start : span.end]).split()
    person = told.get(words[0]) if len(words) == 1 else None
    return replace(span, person=person) if person else span


@lru_cache(maxsize=8192)
def renown(name: str) -> int:
    """How surely a name is a widely known person's: 3 a full name, 2 a single name, 1 a name of many, 0 unknown."""
    bare = key_of(_APOSTROPHE_S.sub("", name))
    for key in (bare, bare.removesuffix("s"), _without_initials(bare)):
        mark = _known().get(key)
        if mark is not None:
            return 1 if mark else 2 + (" " in key)
    return 0


def _without_initials(key: str) -> str:
    words = key.split()
    return " ".join([*words[:1], *(word for word in words[1:-1] if len(word) > 1), *words[1:][-1:]])


@cache
def _known() -> dict[str, bool]:
    """Folded names, and whether many bear them."""
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    return {line.rstrip("?"): line.endswith("?") for line in lines}


def key_of(name: str) -> str:
    """A name without case, accents, points and hyphens."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name.replace("ł", "l")) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(name.casefold()))
