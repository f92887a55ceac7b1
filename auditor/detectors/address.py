"""Postal addresses by the forms of countries: a street with a house number, a postal code with its town, or both.

Why it matters: an address says where somebody lives (GDPR Art. 4(1)). What to do: keep the town or the first digits
of the postal code. A town alone, a code alone and a street without a number are no findings here; names of streets
that no form tells are left to the tagger.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.detectors.base import PatternDetector
from auditor.model import Part, Span, Tier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.detectors.base import Text

_UP = r"[A-ZÀ-ÖØ-ÞŁŚŻŹĆŃŠŽČŘĎŤ]"
_IN = r"[\wÀ-ÿ'’-]"
_PARTICLE = (
    r"(?:de|del|della|dei|delle|di|da|do|dos|des|du|la|le|les|las|los|el|van|von|der|den|am|an|im|of|the|sur|sous|en|in|y|i)"
    r"(?![\w])"
)
_NAME = rf"(?:(?:St|Ste|Dr|Sta)\.|{_UP}{_IN}{{0,25}})"
_WORD = rf"(?:{_NAME}|{_PARTICLE})"
_TOWN = rf"{_UP}{_IN}{{1,30}}(?:[ -]{_WORD}){{0,3}}(?: ?\([A-Z]{{2}}\))?"
_UNIT = r"(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Studio|Room|Piso|Piano|Interno|Appartamento|App|Appt|Bât|Bâtiment|Étage|Etage|Whg|Wohnung|Stock|lok|m|bus|bte|Puerta|Esc|Local|#)\.? ?\w{1,6}"
_NUMBER = r"\d{1,6}[A-Za-z]?(?:[-/]\d{1,4}[A-Za-z]?)?"

# ------------------------------------------------------------------ streets whose form says so

_EN = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd|Way|Place|Pl|Square|Sq|Terrace|Close|Crescent|Cres|Grove|"
    r"Gardens|Parkway|Pkwy|Highway|Hwy|Circle|Cir|Trail|Trl|Alley|Mews|Row|Turnpike|Walk|Loop|Plaza)"
)
_DE = r"(?:straße|strasse|str\.|weg|platz|allee|gasse|damm|ufer|chaussee|stieg|pfad|graben|promenade)"
_NORTH = (
    r"(?:straat|laan|plein|gracht|kade|singel|dreef|steeg|dijk|plantsoen|weg|gatan|vägen|gränd|torget|stigen|backen|gata|veien|vegen|"
    r"vej|gade|gaden|stræde|allé|katu|kuja|polku)"
)
_ROMANCE = (
    r"(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Bb]d|[Pp]lace|[Cc]hemin|[Aa]llée|[Ii]mpasse|[Qq]uai|[Cc]ours|[Rr]oute|[Ss]quare|[Pp]assage|"
    r"[Rr]uelle|[Ff]aubourg|[Ss]entier)"
)
_SOUTH = (
    r"(?:Calle|C/|Avenida|Avda\.?|Av\.|Plaza|Pza\.?|Paseo|Ronda|Camino|Carrer|Glorieta|Travesía|Pasaje|Rambla|Callejón|Cuesta|Vía|"
    r"Via|Viale|V\.le|Piazza|P\.za|Piazzale|Corso|C\.so|Largo|Vicolo|Strada|Contrada|Borgo|Lungarno|Lungotevere|"
    r"Rua|R\.|Avenida|Travessa|Praça|Estrada|Alameda)"
)


def _street(
    name: str, pattern: str, keywords: str, examples: tuple[str, ...], counterexamples: tuple[str, ...]
) -> PatternDetector:
    return PatternDetector(
        id=f"address.{name}",
        entity="ADDRESS",
        pattern=re.compile(rf"{pattern}(?:,? {_UNIT})?(?![\w])"),
        score=0.7,
        keywords=tuple(keywords.split("|")),
        digits=1,
        examples=examples,
        counterexamples=counterexamples,
    )


_STREETS = (
    _street(
        "street_en",
        rf"\d(?<![\w-]\d)(?<!(?:the|and) \d)(?<!(?:in|of) \d)\d{{0,5}}[A-Za-z]?,? (?!(?:January|March|April|May|June|July|August|September|October|November|December|Which|The)\b)(?:[NSEW]{{1,2}}\.? |(?:North|South|East|West) )?(?:(?:{_UP}{_IN}{{0,20}}|\d{{1,3}}(?:st|nd|rd|th)) ){{1,3}}{_EN}\b\.?",
        " st| ave| road| rd| lane| ln| drive| dr| court| ct| boulevard| blvd| way| pl| sq| terrace| close| cres| grove| gardens| parkway| pkwy|"
        " highway| hwy| circle| cir| trail| trl| alley| mews| row| turnpike| walk| loop",
        ("I live at «221 Baker Street» now", "ship to «1600 N. Pennsylvania Ave., Suite 4»"),
        ("on 4 May Street", "100 people on the Road", "the 5 Ways", "Baker Street"),
    ),
    _street(
        "street_de",
        rf"(?<![\w-])(?:{_UP}{_IN}{{0,30}}{_DE}|{_UP}{_IN}{{1,20}}(?:[- ]{_UP}{_IN}{{1,20}}){{0,3}}[- ](?:Straße|Strasse|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer)|"
        rf"(?:Am|An der|An den|Im|Zum|Zur|Auf dem|Auf der|In der|Unter den) (?!Jahr|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Kapitel|Abschnitt|Artikel|Schritt){_UP}{_IN}{{2,25}}) {_NUMBER}",
        "straße|strasse|str.|weg |platz |allee |gasse |-ring |damm |ufer |chaussee |stieg |pfad |graben |promenade |am |an de|im |zum |zur |auf de|in der |unter den ",
        ("wohnt in der «Lindenstraße 14a».", "«Karl-Marx-Allee 39»", "«Unter den Linden 77»"),
        ("der Weg 12", "Am Montag", "die Straße", "Im Jahr 2003", "Im Juli 2016"),
    ),
    _street(
        "street_fr",
        rf"\d(?<![\w-]\d)\d{{0,3}}(?: ?(?:bis|ter|quater))?,? {_ROMANCE}(?: {_WORD}){{1,5}}",
        "rue |avenue |boulevard |bd |place |chemin |allée |impasse |quai |cours |route |square |passage |ruelle |faubourg |sentier ",
        ("habite «12 bis, rue de la République».", "«3 chemin des Vignes»"),
        ("12 fois la rue", "2 places", "rue de Rivoli"),
    ),
    _street(
        "street_south",
        rf"(?<![\w-]){_SOUTH} ?(?:{_WORD} ){{0,4}}{_UP}{_IN}{{1,25}},? (?:n[.º°]{{1,2}} ?)?\d{{1,4}}(?![\d%])[A-Za-z]?(?:/\d{{1,3}})?",
        "calle |c/|aven|avda|av. |plaza |pza|paseo |ronda |camino |carrer |glorieta |travesía |pasaje |rambla |callejón |cuesta |vía |via |viale |"
        "v.le|piazza|p.za|corso |c.so|largo |vicolo |strada |contrada |borgo |lungarno |lungotevere |rua |r. |travessa |praça |estrada |alameda ",
        ("vivo en «Calle Mayor 12»", "abita in «Via Giuseppe Garibaldi, 45»", "«Rua Augusta 1200»"),
        ("via email 12", "Plaza Mayor", "Via API v2"),
    ),
    _street(
        "street_north",
        rf"{_UP}(?<![\w-]{_UP}){_IN}{{1,25}}{_NORTH} {_NUMBER}",
        "straat |laan |plein |gracht |kade |singel |dreef |steeg |dijk |plantsoen |weg |gatan |vägen |gränd |torget |stigen |backen |gata |veien |"
        "vegen |vej |gade |gaden |stræde |allé |katu |kuja |polku ",
        ("bor på «Storgatan 12»", "woont aan de «Keizersgracht 241»"),
        ("Investigate 12", "de straat 12"),
    ),
    _street(
        "street_pl",
        rf"(?<![\w-])(?:ul|al|pl|os)\. ?{_UP}{_IN}{{1,25}}(?: {_WORD}){{0,3}} {_NUMBER}",
        "ul.|al.|pl.|os.",
        ("mieszka przy «ul. Słowicza 10/4»",),
        ("et al. Smith", "ul. Słowicza"),
    ),
    _street(
        "box",
        r"(?<![\w-])(?:(?:P\.? ?O\.? ?Box|Postfach|Boîte postale|B\.P\.|Apartado(?: de correos)?|Casella postale|Postbus|Skrytka pocztowa) ?\d{2,6}"
        r"|(?:Unit|PSC) \d{2,5},? Box \d{2,5})(?:[,\n ]{1,3}(?:APO|FPO|DPO),? A[AEP] \d{5})?",
        "box|postfach|boîte|b.p.|apartado|casella|postbus|skrytka",
        ("write to «P.O. Box 4711»", "«Unit 4743 Box 9575, DPO AA 11057»"),
        ("check box 12", "unit 4"),
    ),
)

# ------------------------------------------------------------------ a postal code, and a house number to its left

#: Anchored at the first digit; the letters before it (state, postal area) belong to what is looked for on the left.
_CODES = re.compile(
    rf"\d(?:(?<![\w.,]\d)(?<!\d-\d)(?:"
    rf"\d{{4}}(?:-\d{{4}})?(?![\w-]|[.,]\d)(?:,? {_TOWN})?"
    rf"|\d{{3}} ?[A-Z]{{2}}\b(?:,? {_TOWN})?"
    rf"|(?:\d-\d{{3}}|\d{{3}}-\d{{3}}),? {_TOWN}"
    rf"|\d\d \d\d {_TOWN})"
    r"|(?<=[A-Z]\d)(?:[A-Z\d]? \d[A-Z]{2}\b|[A-Z] ?\d[A-Z]\d\b))"
)
_BREAK = r"(?:, ?|,? ?\n[ >]{0,4}| )"
_TYPE = rf"(?:{_ROMANCE}|(?:ul|al|pl|os|C|Av|Avda|str)\.|plac|aleja|ulica|calle|via|rua)"
_STREET = rf"(?:{_TYPE}|{_NAME})(?: (?:{_TYPE}|{_WORD})){{0,4}}"
_HEAD = (
    rf"(?:(?:{_UNIT}, )?\d{{1,6}}[A-Za-z]?(?:[-/]\d{{1,5}})?,? {_STREET}"
    rf"|{_UNIT}"
    rf"|{_STREET},? {_NUMBER}"
    r"|(?:Unit|PSC) \d{2,5},? Box \d{2,5}|(?:US[A-Z]{1,3}) [A-Z][a-z]{1,20},? (?:APO|FPO|DPO)"
    rf"|{_ROMANCE}(?: {_WORD}){{1,5}})"
)
#: To the left of a postal code: house number and street, perhaps a unit, perhaps the town.
_LEFT = re.compile(
    rf"(?<![\w.-]){_HEAD}(?: {_UNIT})?(?:{_BREAK}{_UNIT})?(?:,? ?\n? ?{_TOWN}){{0,2}}{_BREAK}?(?:\b[A-Z]{{1,2}}(?:[ -]|, )?)?$"
)
_REACH = 110
#: What begins like a street with a number and is a date or a heading.
_NO_STREET = re.compile(
    r"(?:In |On |The |At )?(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|Chapter|Section|Page|Volume|Figure|Table|Article|Version)\b"
)


@dataclass(frozen=True, slots=True)
class PostalDetector:
    """An address around its postal code."""

    id: str = "address.postal"
    version: str = "1"
    tier: Tier = Tier.FAST
    entities: tuple[str, ...] = ("ADDRESS",)
    needles: tuple[str, ...] = ()
    digits: int = 1
    pattern: re.Pattern[str] = _CODES
    examples: tuple[str, ...] = (
        "I live at «909 Williams Forges, New Micheleport, MT 19408».",
        "Ship it to «Flat 1, Rachael Fork, Barkerberg, CM19 2TW».",
        "Anschrift: «Häringstraße 6906, 61337 Hildesheim».",
        "adresse «37, chemin de Peltier, 46236 Lecoq-sur-Mer».",
        "woont «Rafaelweg 822, 2201 MV Asperen».",
        "adres «pl. Brzechwy 32, 17-073 Nowy Targ».",
        "in «Via Roma 12, 40018 San Pietro (BO)».",
        "«Storgatan 5, 464 53 Sundsvall»",
    )
    counterexamples: tuple[str, ...] = (
        "in Berlin, 10115 people came",
        "on May 5, 1984 Orwell wrote",
        "MT 19408",
        "order 12345 Hamburg",
        "the town of Bautzen, 45030",
    )

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """Spans of each text."""
        return [self.match(text) for text in texts]

    def thresholds(self) -> dict[str, float]:
        """The lowest score of a finding."""
        return {"ADDRESS": 0.85}

    def match(self, text: Text) -> list[Span]:
        """Spans of one text."""
        if text.part is not Part.VALUE:
            return []
        spans = []
        for code in self.pattern.finditer(text.value):
            left = max(0, code.start() - _REACH)
            head = _LEFT.search(text.value[left : code.start()])
            if head is not None and not _NO_STREET.match(head.group()):
                spans.append(Span(left + head.start(), code.end(), "ADDRESS", 0.85, self.id))
        return spans


DETECTORS = (*_STREETS, PostalDetector())
