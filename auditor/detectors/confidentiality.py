"""Markings: confidentiality, TLP, non-disclosure agreements, privilege, government classification.

Why it matters: who marked it has not allowed a vendor to see it. What to do: ask the owner, or leave the documents out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.detectors.base import PatternDetector

if TYPE_CHECKING:
    from auditor.detectors.base import Detector

#: A marking that begins its line takes the line with it, up to where a sentence ends.
_REST = r"[^\n.;]{0,140}"
#: The beginning of a line or cell, with what decorates it.
_BEGIN = r"^[ \t>*#_|/=\-\[(\"']{0,12}"
#: A word that marks only by standing alone, in capitals, or before a dash, a colon or a bracket.
_WORDS = (
    "Confidential|Vertraulich|Confidentiel(?:le)?|Confidencial|Confidenziale|Riservato|Vertrouwelijk|Poufne|Konfidentiell"
    "|Fortroligt|Luottamuksellinen|Betriebsgeheimnis|Geschäftsgeheimnis"
)
_CAPITALS = "CONFIDENTIAL|VERTRAULICH|CONFIDENTIEL(?:LE)?|CONFIDENCIAL|CONFIDENZIALE|RISERVATO|VERTROUWELIJK|POUFNE"
#: Phrases that mark wherever they stand.
_PHRASES = (
    r"(?:strictly|highly|company|commercially|commercial[ -]in[ -]|business|private (?:and|&)|personal (?:and|&)) confidential"
    r"|commercial[ -]in[ -]confidence|in strict(?:est)? confidence"
    r"|confidential (?:and|&) proprietary|proprietary (?:and|&) (?:confidential|trade secret)|trade secret (?:and|&) confidential"
    r"|(?:for )?(?:company[ -])?internal use only|(?:internal|company) eyes only|for your eyes only"
    r"|(?:do not|not to be) (?:distribute|forward|circulate|share|distributed|circulated)(?: or \w{3,12})? (?:outside|externally|beyond|without)"
    r"|not for (?:external|public|onward|general) (?:distribution|release|circulation|use|disclosure)"
    r"|streng vertraulich|firmenvertraulich|nur (?:für den|zum) (?:internen|dienstlichen) gebrauch|nur zur internen verwendung"
    r"|nicht zur weitergabe(?: an dritte)?|geschäfts- und betriebsgeheimnis"
    r"|strictement confidentiel(?:le)?|(?:réservé )?à (?:un )?usage (?:strictement )?interne|ne pas diffuser|diffusion interne uniquement"
    r"|estrictamente confidencial|(?:solo|sólo|exclusivamente) para uso interno|(?:de )?uso interno exclusivo|no distribuir fuera"
    r"|strettamente (?:riservato|confidenziale)|(?:solo|esclusivamente) per uso interno|strikt vertrouwelijk"
    r"|(?:alleen|uitsluitend) voor intern gebruik|apenas para uso interno|ściśle poufne|endast för internt bruk"
)
_DISCLAIMERS = (
    r"this (?:e-?mail|message|document|file|report|presentation|memo(?:randum)?|communication)(?: and any (?:attachments?|files?)[^.\n]{0,40})?"
    r"(?: is| are| may be| contains?| may contain)(?: \w{1,14}){0,4} (?:confidential|proprietary)"
    r"|diese (?:e-?mail|nachricht|unterlage)[^.\n]{0,60} (?:vertraulich|vertrauliche)\b"
    r"|ce (?:message|document|courriel)[^.\n]{0,60} confidentiel"
    r"|este (?:mensaje|documento|correo)[^.\n]{0,60} confidencial"
)
_TLP = re.compile(
    r"(?<![A-Za-z0-9])(?:TLP|tlp)(?:v2)?[ \t]?[:\-][ \t]?(?:(?i:amber[ \t+\-]{0,3}strict|red|amber|green|clear|white))\b"
    r"|(?<![A-Za-z0-9])TLP (?:AMBER\+STRICT|RED|AMBER|GREEN|CLEAR|WHITE)\b"
)
_CLASSIFIED = (
    r"(?:TOP SECRET|SECRET|CONFIDENTIAL)//[A-Z0-9/ ,\-]{2,60}|TOP SECRET|SECRET|U\.?S\.? (?:TOP )?SECRET|UK (?:TOP )?SECRET"
    r"|(?:UNCLASSIFIED|CUI|OFFICIAL)//[A-Z0-9/ ,\-]{2,60}|CUI|CONTROLLED UNCLASSIFIED INFORMATION|FOR OFFICIAL USE ONLY|OFFICIAL[ -]SENSITIVE"
    r"|(?:COSMIC TOP SECRET|NATO (?:SECRET|CONFIDENTIAL|RESTRICTED))"
    r"|(?:TR[ÈE]S SECRET|SECRET|CONFIDENTIEL|RESTREINT) UE(?: ?/ ?EU (?:TOP SECRET|SECRET|CONFIDENTIAL|RESTRICTED))?"
    r"|EU (?:TOP SECRET|SECRET|CONFIDENTIAL|RESTRICTED)"
    r"|(?:AMTLICH GEHEIM ?GEHALTEN|VS ?[-–] ?(?:NUR FÜR DEN DIENSTGEBRAUCH|NfD|NFD|VERTRAULICH)|STRENG GEHEIM|GEHEIM)"
    r"|DIFFUSION RESTREINTE|SECRET D[ÉE]FENSE|TR[ÈE]S SECRET|SPÉCIAL FRANCE"
    r"|DIFUSIÓN LIMITADA|SECRETO|SEGRETISSIMO|SEGRETO|RISERVATISSIMO|STG\. (?:ZEER )?GEHEIM|DEPARTEMENTAAL VERTROUWELIJK"
)


def tlp_colour(value: str) -> str:
    """The colour of a marking of the Traffic Light Protocol."""
    words = re.findall(r"[a-z]+", value.lower())
    if "strict" in words:
        return "amber_strict"
    return "clear" if words[-1] == "white" else str(words[-1])


def classification(value: str) -> str:
    """Whether a marking of a government classifies or only controls."""
    return "controlled" if re.match(r"UNCLASSIFIED|CUI|CONTROLLED|OFFICIAL|FOR OFFICIAL", value) else "classified"


DETECTORS: tuple[Detector, ...] = (
    PatternDetector(
        id="confidentiality.heading",
        entity="CONFIDENTIALITY_MARKING",
        pattern=re.compile(
            rf"{_BEGIN}(?P<value>(?:(?i:{_PHRASES}){_REST}|(?:{_CAPITALS})\b{_REST}"
            rf"|(?:{_WORDS})(?=[ \t]{{0,3}}(?:$|[\])|:/–—*]|- )){_REST}))",
            re.MULTILINE,
        ),
        score=0.9,
        examples=(
            "«CONFIDENTIAL - for the board»\nThe plan for next year",
            "«Strictly confidential board paper on pricing»",
            "«Proprietary and trade secret: the cost model»",
            "«Vertraulich»",
            "«Streng vertraulich: Entwurf für den Vorstand»",
            "[«Confidentiel]»\nNote",
            "«Solo para uso interno»",
        ),
        counterexamples=(
            "Confidential information means any information that a party discloses.",
            "He kept it confidential.",
            "Confidentiality matters to us",
            "Vertrauliche Gespräche fanden statt",
        ),
        keywords=tuple(
            "onfiden|para uso|per uso|vertrau|proprietary|trade secret|internal use|interne|riservat|poufne|geheimnis|vertrouwelijk|internt|intern |eyes only|distribut|not for|do not|weitergabe|diffuser|distribuir|fortroligt|luottamuksellinen|not to be|konfidentiell".split(
                "|"
            )
        ),
    ),
    PatternDetector(
        id="confidentiality.phrase",
        entity="CONFIDENTIALITY_MARKING",
        pattern=re.compile(rf"(?<!\w)(?i:{_PHRASES})(?!\w)"),
        score=0.8,
        examples=("This report is «for internal use only».", "Die Preisliste ist «streng vertraulich»."),
        counterexamples=("Keep it confidential.", "internal use of the function only"),
        keywords=tuple(
            "confidential|in confidence|strictest confidence|vertraulich|trade secret|internal use|internal eyes|company eyes|your eyes only|internen gebrauch|dienstlichen gebrauch|internen verwendung|betriebsgeheimnis|confidentiel|usage interne|interne uniquement|usage strictement|pas diffuser|confidencial|uso interno|no distribuir|riservato|confidenziale|vertrouwelijk|intern gebruik|poufne|internt bruk|not distribute|not forward|not circulate|not share|be distributed|be circulated|not for ext|not for pub|not for onw|not for gen|zur weitergabe".split(
                "|"
            )
        ),
    ),
    PatternDetector(
        id="confidentiality.disclaimer",
        entity="CONFIDENTIALITY_MARKING",
        pattern=re.compile(rf"(?<!\w)(?i:{_DISCLAIMERS})"),
        score=0.8,
        examples=(
            "«This email and any attachments are confidential» and intended for the addressee.",
            "«Diese E-Mail enthält vertrauliche» Informationen.",
        ),
        counterexamples=("This document explains how confidential data are stored.",),
        detail=lambda _: "disclaimer",
        keywords=("confiden", "proprietary", "vertraulich"),
    ),
    PatternDetector(
        id="confidentiality.tlp",
        entity="TLP_MARKING",
        pattern=_TLP,
        score=0.95,
        examples=("«TLP:RED» for the recipients only", "Marked «TLP: AMBER+STRICT»", "«tlp:clear»"),
        counterexamples=("the TLP of the task is red", "tlp is a power tool for laptops"),
        detail=tlp_colour,
        keywords=("tlp",),
    ),
    PatternDetector(
        id="confidentiality.nda",
        entity="NDA_MARKING",
        pattern=re.compile(
            r"(?<!\w)(?:(?i:under|subject to|covered by|bound by|protected by|pursuant to|disclosed under)"
            r"(?: (?:a|an|the|our|your|mutual|signed|strict|this)){0,3} (?:M?NDA\b|(?i:(?:mutual )?non-?disclosure agreement))"
            rf"|(?:M?NDA)[ -](?i:covered|protected|restricted|only|material|required|bound)\b{_REST}"
            rf"|{_BEGIN[1:]}(?:MUTUAL )?NON-?DISCLOSURE AGREEMENT\b"
            r"|(?i:unterliegt (?:der|einer) (?:geheimhaltungs|vertraulichkeits)(?:vereinbarung|pflicht)"
            r"|(?:unter|gemäß) (?:der |einer )?(?:geheimhaltungsvereinbarung|NDA)\b"
            r"|(?:couvert|soumis|protégé)e?s? (?:par|à) (?:un|l')\s?(?:accord de (?:confidentialité|non-divulgation)|NDA)\b"
            r"|(?:sujeto|sujeta|bajo) (?:a )?(?:un |el )?(?:acuerdo de confidencialidad|NDA)\b"
            r"|(?:soggetto|coperto) (?:a|da) (?:un )?(?:accordo di riservatezza|NDA)\b))"
        ),
        score=0.9,
        examples=(
            "«NDA-covered roadmap for a customer, second half»",
            "shared with us «under NDA»",
            "This is «subject to the mutual non-disclosure agreement» of May.",
            "Das Dokument «unterliegt der Geheimhaltungsvereinbarung» vom Mai.",
        ),
        counterexamples=("He refused to sign a nondisclosure agreement.", "Agenda and NDAs of the year"),
        keywords=tuple(
            " nda|\nnda|mnda|(nda|-nda|disclosure|geheimhaltung|vertraulichkeits|confidentialité|confidencialidad|riservatezza|non-divulgation".split(
                "|"
            )
        ),
    ),
    PatternDetector(
        id="confidentiality.privilege",
        entity="PRIVILEGE_MARKING",
        pattern=re.compile(
            r"(?<!\w)(?:(?i:attorney[ -–]client[ -](?:privileged?|communication)|(?:legally )?privileged (?:and|&) confidential"
            r"|attorney[ -]work[ -]product|subject to (?:legal|attorney-client|solicitor-client)(?: professional)? privilege"
            r"|legal(?:ly)? professional(?:ly)? privileged?\b|solicitor[ -]client privilege|without prejudice save as to costs"
            r"|(?:unterliegt|unterliegen) (?:der|dem) (?:anwaltlichen |ärztlichen )?(?:schweigepflicht|berufsgeheimnis|anwaltsgeheimnis|mandatsgeheimnis)"
            r"|anwaltskorrespondenz|verteidigerpost|couvert par le secret (?:professionnel|médical)"
            r"|(?:amparado por|sujeto a) el? ?secreto profesional|coperto da segreto professionale)|WITHOUT PREJUDICE|PRIVILEGED)(?!\w)"
        ),
        score=0.9,
        examples=(
            "«Attorney-Client Privileged»\nMemo",
            "«PRIVILEGED AND CONFIDENTIAL»",
            "Das Schreiben «unterliegt der anwaltlichen Schweigepflicht».",
            "Ce dossier est «couvert par le secret professionnel».",
        ),
        counterexamples=(
            "a privileged process runs as root",
            "the privilege of the few",
            "without prejudice against anyone",
        ),
        keywords=tuple(
            "privilege|work product|work-product|prejudice|schweigepflicht|geheimnis|anwalts|verteidigerpost|secret|segreto".split(
                "|"
            )
        ),
    ),
    PatternDetector(
        id="confidentiality.classification",
        entity="CLASSIFICATION_MARKING",
        pattern=re.compile(
            rf"{_BEGIN}(?:(?i:classification|einstufung|marking)[ \t]{{0,3}}:[ \t]{{0,3}})?(?P<value>{_CLASSIFIED})[ \t*#_|/=\-\])\"']{{0,12}}$",
            re.MULTILINE,
        ),
        score=0.95,
        examples=(
            "«SECRET//NOFORN»\nThe text",
            "- «NATO RESTRICTED» -",
            "«VS-NUR FÜR DEN DIENSTGEBRAUCH»",
            "«RESTREINT UE/EU RESTRICTED»",
        ),
        counterexamples=("It is a SECRET to everybody", "SECRET ingredients of the soup", "Top secret"),
        detail=classification,
        keywords=tuple(
            "secret|restrict|cui|official|nato|geheim|dienstgebrauch|nfd|vertrau|restrein|segret|confidential|difusión|riservatissimo|spécial|confidentiel|vertrouwelijk".split(
                "|"
            )
        ),
    ),
)
