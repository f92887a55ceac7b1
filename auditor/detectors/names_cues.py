"""Names that the words around them announce: introductions, titles, greetings, closings and labels, in many languages.

Why it matters: a name is what makes a record personal data, and in most languages no model here finds it. What to do:
look at the records, mask or replace the names. What no cue announces is left to the models.
"""

from __future__ import annotations

import re

from auditor.detectors.base import PatternDetector
from auditor.detectors.ner_words import COMMON, FUNCTION_WORDS, PRODUCTS, TITLES
from auditor.model import Tier

_WORD = r"[^\W\d_a-z][^\W\d_]{0,24}(?:['’-][^\W\d_]{1,24}){0,2}"
_PARTICLE = r"(?:de|del|della|di|da|do|dos|du|van|von|der|den|ter|ten|zu|le|la|el|al|bin|af|av|y|e)"
_NAME = rf"(?P<value>{_WORD}(?: (?:[^\W\d_a-z]\.|{_WORD}|{_PARTICLE}(?: {_PARTICLE})? {_WORD})){{0,3}})(?!\w)"
_DEGREE = r"(?:(?:Dr|Prof|Professor|Professorin|Doktor|med|Mag|Ing|Dott|Dr\.ssa|Dott\.ssa|Me)\.? ){0,3}"

#: Greeted, titled or introduced, and nobody's name.
_NOBODY = frozenset(
    (
        "there everyone everybody guys folks friend friends all again world universe america reader readers ladies gentlemen "
        "colleague colleagues sirs sir madam madame hiring valued editor board committee future "
        "siri alexa cortana chatgpt gpt claude gemini copilot bing bard llama bot darling honey sweetheart love baby "
        "president minister chancellor senator mayor speaker chairman secretary ambassador pope king queen prince princess "
        "damen herren kollegen kolleginnen kunde kundin kunden leser leserinnen freunde zusammen alle leute welt team gott nachbarn "
        "präsident präsidentin bundeskanzler bundeskanzlerin minister ministerin bürgermeister doktor professor professorin "
        "tous toutes monsieur messieurs mesdames client cliente collègues amis monde président ministre maire "
        "todos todas señor señora señores cliente clientes amigos amigas equipo mundo presidente ministro alcalde "
        "tutti tutte signore signora signori clienti amici colleghi mondo sindaco "
        "allen allemaal heer mevrouw klant klanten collega's vrienden wereld "
        "państwo panie panowie wszyscy szanowni prezydent"
    ).split()
)
_NEVER = COMMON | FUNCTION_WORDS | PRODUCTS | _NOBODY


def _is_name(value: str) -> bool:
    """Whether the words may be a name: capitals in front, and none that is a known other thing."""
    words = value.split()
    lowered = [word.lower().strip(".") for word in words]
    if any(low in _NEVER and len(low) > 1 for low in lowered):
        return False
    capitals = [word[0].isupper() for word in words]
    shouted = value.isupper() and len(value) <= 4
    return capitals[0] and capitals[-1] and len(words[0].strip(".")) > 1 and lowered[0] not in TITLES and not shouted


def _is_lower_name(value: str) -> bool:
    words = value.split()
    return value.islower() and all(len(word) > 2 and word not in _NEVER and word not in _OTHER for word in words)


#: What follows "my name is" in lower case and is no name.
_OTHER = frozenset(
    "important unknown secret irrelevant spelled pronounced already listed misspelled wrong correct private".split()
)


def _cue(
    name: str,
    pattern: str,
    keywords: str,
    examples: tuple[str, ...],
    counterexamples: tuple[str, ...],
    *,
    score: float = 0.8,
    lower: bool = False,
) -> PatternDetector:
    return PatternDetector(
        id=f"names.{name}",
        entity="PERSON",
        pattern=re.compile(pattern),
        score=score,
        validate=_is_lower_name if lower else _is_name,
        keywords=tuple(keywords.split("|")),
        examples=examples,
        counterexamples=counterexamples,
        tier=Tier.STANDARD,  # names are that tier's; in `fast` they would be most of what is found in letters
    )


_INTRODUCED = (
    r"(?<!\w)(?i:my (?:full |first |last |maiden )?name(?: is|['’]s|:)|(?:her|his) (?:maiden |full |real )?name is|(?:people|everyone|friends) calls? me|"
    r"ich heiße|ich heisse|mein name ist|mein name lautet|je m['’]appelle|je me nomme|mon nom est|me llamo|mi nombre es|mi chiamo|il mio nome è|"
    r"ik heet|mijn naam is|(?:o )?meu nome é|chamo-me|eu me chamo|nazywam się|mam na imię|jag heter|mitt namn är|jeg heter|jeg hedder|"
    r"mi[tn] navn er|mitt navn er)"
)
_INTRODUCED_WORDS = (
    "name is|name's|my name:|my full name:|my first name:|my last name:|calls me|call me|ich heiße|ich heisse|name ist|name lautet|m'appelle|m’appelle|name’s|"
    "me nomme|nom est|me llamo|nombre es|mi chiamo|nome è|ik heet|naam is|nome é|chamo-me|me chamo|nazywam się|na imię|jag heter|namn är|"
    "jeg heter|jeg hedder|navn er"
)
_TITLED = (
    r"(?<!\w)(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sr|Sra|Srta|Dra|Sig|Mme|Mlle|Dhr|Mevr|Mw|dhr|mevr|mw)\.? |(?:Madame|Monsieur|Herrn?|Frau|Señora?|Señorita|"
    r"Signora?|Signore|Signorina|Senhora?|Meneer|Mevrouw|meneer|mevrouw|Pani|Panem|Panu|Fru|Doctor|Professor|Doctora|Dottor|Dottoressa|señora?|signora?|"
    r"monsieur|madame) |(?:Sig|Dott)\.(?:ra|ssa|na) )"
)
_GREETED = (
    r"(?<!\w)(?:Dear|Hi|Hello|Hey|Good (?:morning|afternoon|evening)|Liebe[rs]?|Hallo|Guten (?:Tag|Morgen|Abend)|Moin|Sehr geehrte[rs]?|Cher|Chère|Bonjour|"
    r"Bonsoir|Salut|Hola|Estimad[oa]|Querid[oa]|Buen(?:os|as) (?:días|tardes|noches)|Car[oa]|Gentile|Ciao|Buongiorno|Buonasera|Beste|Dag|Hoi|Geachte|Prezad[oa]|"
    r"Olá|Oi|Bom dia|Boa (?:tarde|noite)|Cześć|Drogi|Droga|Hej|Hei|Kära|Kære|Bäste|Bästa)"
)
_CLOSED = (
    r"(?i:(?<!\w)(?:(?:best|kind|kindest|warm|warmest|with) )?(?:regards|wishes)|sincerely(?: yours)?|yours (?:sincerely|truly|faithfully)|respectfully|cheers|"
    r"many thanks|thank you|thanks|all the best|mit (?:freundlichen|besten|herzlichen|lieben) gr(?:ü|ue)(?:ß|ss)en|"
    r"(?:viele|liebe|beste|herzliche|schöne|freundliche) gr(?:ü|ue)(?:ß|ss)e|hochachtungsvoll|mfg|lg|vg|(?:bien )?cordialement|bien à vous|sincères salutations|"
    r"amicalement|salutations distinguées|(?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)?|atentamente|cordialmente|un abrazo|"
    r"(?:cordiali|distinti) saluti|un caro saluto|met vriendelijke groet(?:en)?|hartelijke groet(?:en)?|groetjes|atenciosamente|com os melhores cumprimentos|"
    r"abraços|z poważaniem|pozdrawiam|med vänlig hälsning|(?:vänliga|bästa) hälsningar|med venlig hilsen|med vennlig hilsen|mvh)"
)
_LABELLED = (
    r"(?<!\w)(?i:full name|first name|last name|given name|family name|surname|maiden name|patient(?:in)?(?: name)?|customer name|client name|employee name|"
    r"contact name|account holder|cardholder(?: name)?|applicant|tenant|claimant|defendant|insured|beneficiary|nachname|vorname|familienname|geburtsname|kontoinhaber(?:in)?|"
    r"ansprechpartner(?:in)?|mandant(?:in)?|versicherte[rn]?|prénom|nom de famille|titulaire|apellidos?|titular|cognome|intestatario|voornaam|achternaam|"
    r"rekeninghouder|sobrenome|nazwisko|imię i nazwisko|efternamn|förnamn)[\"']?\s?[:=]\s?[\"']?"
)

DETECTORS = (
    _cue(
        "introduced",
        rf"{_INTRODUCED} {_DEGREE}{_NAME}",
        _INTRODUCED_WORDS,
        (
            "Hello, my name is «Margaret Whitfield» and I was charged twice",
            "Ich heiße «Jürgen Brandt».",
            "Je m'appelle «Mathilde Lefebvre»",
            "me llamo «Lucía Fernández» y",
            "Mi chiamo «Giovanni Esposito»",
            "Mijn naam is «Marieke de Vries» en",
            "Nazywam się «Łukasz Kowalski»",
        ),
        ("my name is Monday", "the name is Linux", "my name is on the list"),
        score=0.85,
    ),
    _cue(
        "introduced_lower",
        r"(?<!\w)(?i:my (?:full |first |last |maiden )?name is|(?:her|his) maiden name is|(?:people|everyone) calls? me) "
        r"(?P<value>[^\W\d_]{3,20}(?: [^\W\d_]{3,20})?)(?=\s{0,2}(?:[.,!;\n]|$))",
        "name is|calls me|call me",
        ("my name is «vitoria»", "sometimes people call me «višeslav»."),
        ("my name is not important.", "my name is spelled wrong", "my name is unknown"),
        score=0.6,
        lower=True,
    ),
    _cue(
        "titled",
        rf"{_TITLED}{_DEGREE}{_NAME}",
        "mr|ms|mx|dr|prof|sr|sra|srta|sig|mme|mlle|dhr|mevr|mw|madame|monsieur|herr|frau|señor|signor|senhor|meneer|mevrouw|pani|panem|panu|fru|"
        "doctor|professor|dott",
        (
            "Ask Mr. «Okafor» or Mrs «Anne-Marie Lund».",
            "Guten Tag Frau «Annegret Hoffmann», hier ist Herr Prof. Dr. «Weiß».",
            "madame «Lefebvre»",
            "la señora «García Ruiz»",
            "mevrouw «van» den Berg".replace("«van» den Berg", "«Marieke van den Berg»"),
        ),
        ("Mr. President", "Mr and Mrs", "Frau und Mann", "the doctor said", "Dr. no"),
    ),
    _cue(
        "greeted",
        rf"{_GREETED} {_NAME}(?=\s{{0,2}}(?:[,!:\n]|$))",
        "dear|hi|hello|hey|good |liebe|hallo|guten|moin|geehrte|cher|chère|bonjour|bonsoir|salut|hola|estimad|querid|buen|car|gentile|ciao|beste|dag|hoi|"
        "geachte|prezad|olá|oi|bom|boa|cześć|drog|hej|hei|kära|kære|bäst",
        ("Dear «Priya»,\nthe order", "Hallo «Jürgen», kannst", "Chère «Mathilde Lefebvre»,", "Hola «Lucía»!"),
        ("Hello World!", "Dear Sir,", "Hi there,", "Liebe Kollegen,", "Dear Customer,", "Hi Alexa,"),
        score=0.7,
    ),
    _cue(
        "closed",
        rf"{_CLOSED}[,.!]?[ \t\r]{{0,3}}\n[ \t\r\n>]{{0,6}}{_NAME}(?=[ \t\r]{{0,3}}(?:[\n,|]|$))",
        "regards|wishes|sincerely|yours|respectfully|cheers|thank|all the best|grüße|gruesse|grüsse|gruße|grüßen|gruessen|hochachtung|mfg|lg|vg|cordial|bien à|salut|"
        "amicalement|saludo|atentamente|abrazo|groet|atenciosamente|cumprimentos|abraços|poważaniem|pozdrawiam|hälsning|hilsen|mvh",
        (
            "Kind regards,\n«Priya Raghunathan»\nBuyer",
            "Mit freundlichen Grüßen\n\n«Jörg Tannert»",
            "Cordialement,\n«Mathilde Lefebvre»",
        ),
        ("Best regards,\nThe Support Team", "Thanks\nPlease call", "cheers, Bob is here"),
    ),
    _cue(
        "labelled",
        rf"{_LABELLED}{_NAME}",
        "name|patient|holder|applicant|tenant|claimant|defendant|insured|beneficiary|inhaber|ansprechpartner|mandant|versicherte|prénom|nom de|titula|apellido|"
        "cognome|intestatario|naam|houder|nazwisko|namn",
        ("Patient: «Daniel Reyes», 54", "Surname: «Okafor»", "Nachname: «Hoffmann»", "Apellidos: «García Ruiz»"),
        ("Patient: Monday", "surname: unknown", "Full name of the file"),
    ),
)
