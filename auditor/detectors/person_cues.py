"""Words that say that a text is about a person: first person, patient, client."""

from __future__ import annotations

import re

MEMBER = False

_REFERS = re.compile(
    r"(?<!\w)(?:"
    r"I(?:['’]ve)?\s+(?:am|was|have|had|been|suffer\w*|take|took|lost|got|started|tested|recently|joined|voted?|converted|live|lived|work|worked|earn|earned|underwent)\b"
    r"|I['’]m\b"
    r"|(?:my|our)\s+(?:own\s+)?(?:\w+\s+)?(?:name|wife|husband|partner|son|daughter|child|children|kids?|mother|father|mum|mom|dad|parents?|sister|brother|"
    r"doctor|gp|therapist|psychiatrist|diagnosis|condition|illness|disease|symptoms?|medication|treatment|therapy|surgery|operation|disability|pregnancy|"
    r"employee|colleague|boss|manager|client|patient|religion|faith|church|mosque|union|party|account|address|phone|email|case|file|record|conviction|sentence)\b"
    r"|(?:the|this|our|your)\s+(?:patient|claimant|defendant|applicant|employee|client|insured|customer|pupil|resident|tenant)\b|patient\s+(?:is|was|has|presents|reports|denies|states|name|id)\b"
    r"|pt\.?\s+(?:is|was|has|c/o|presents|reports|denies)\b|\d{1,3}[- ]?(?:year[- ]old|yo|y/o|jährige?r?|ans)\s+(?:wo)?(?:man|male|female|patient\w*|frau|mann|homme|femme)\b"
    r"|(?:patientin|der patient|des patienten|die patientin|der patientin|unser(?:e|er)? patient(?:in)?|o\.g\. patient(?:in)?|mandant(?:in)?|der versicherte|die versicherte|klient(?:in)?)\b"
    r"|ich\s+(?:verdiene|bin|war|habe|hatte|leide|nehme|nahm|brauche|wurde|werde|möchte|kann|fühle|arbeite|wohne|heiße)\b|bei mir\s+(?:wurde|ist)\b"
    r"|mein(?:e|em|en|er|es)?\s+(?:name|frau|mann|sohn|tochter|kind(?:er)?|mutter|vater|eltern|arzt|ärztin|therapeut(?:in)?|diagnose|krankheit|behandlung|therapie|erkrankung|medikamente?|partner(?:in)?|schwester|bruder|chef(?:in)?|kolleg(?:e|in)|religion|gewerkschaft|partei)\b"
    r"|je\s+(?:suis|souffre|prends|travaille|m['’]appelle|voudrais|dois|vis|fais)\b|j['’](?:ai|étais|habite|avais|aimerais)\b|(?:le|la|du|notre|cette|ce) patiente?\b"
    r"|(?:mon|ma|mes)\s+(?:mari|femme|fils|fille|enfants?|mère|père|médecin|traitement|maladie|diagnostic|nom|compagne|compagnon|sœur|frère|état|handicap|psychiatre|syndicat|parti|religion)\b"
    r"|(?:yo|trabajo|gano|cobro|me llamo|me han|me diagnosticaron|padezco|sufro|tengo|estoy|soy)\b|(?:el|la|del) paciente\b"
    r"|mis?\s+(?:marido|mujer|esposa|esposo|hij[oa]s?|madre|padre|médic[oa]|tratamiento|enfermedad|diagnóstico|nombre|herman[oa])\b"
    r"|(?:soffro|mi chiamo|sono\s+(?:stat[oa]|affett[oa])|mi hanno diagnosticato|il paziente|la paziente)\b|(?:mio|mia)\s+(?:marito|moglie|figli[oa]|madre|padre|medico)\b"
    r"|(?:ik\s+(?:ben|heb|lijd|slik|had|werd)|mijn\s+(?:naam|man|vrouw|zoon|dochter|moeder|vader|arts|huisarts|ziekte)|de patiënte?)\b"
    r")",
    re.IGNORECASE,
)


def refers_to_person(text: str) -> bool:
    """Whether the text speaks of somebody without a name: "I was diagnosed", "the patient", "ich leide"."""
    return _REFERS.search(text) is not None


#: How much of a sentence before a place may hold its subject.
_AROUND = 90
_SENTENCE = re.compile(r"[.!?;:\n][\s\"'”»)]|\n")
_THIRD = re.compile(
    r"(?<![\w'’])(?:he|she|her|his|him|er|sie|ihm|ihn|ihr\w{0,2}|sein\w{0,2}|il|elle|lui|son|sa|ses|él|ella|su|lei|suo|sua|hij|zij|ze|hem|haar|zijn|"
    r"mr|mrs|ms|mx|dr|prof|herr\w?|frau|mme|madame|monsieur|sra?|señora?|sig(?:nora?)?|mevrouw|meneer|dhr|mevr|"
    r"(?:the|our|their|der|die|unser\w?|le|la|notre|el|nuestr[oa]|il|de|onze) (?:patient|client|claimant|applicant|employee|customer|tenant|suspect|defendant|"
    r"witness|pupil|resident|colleague|neighbou?r|candidate|driver|mitarbeiter|kund|patient|klient|mandant|schüler|bewohner|kolleg|nachbar|zeug|bewerber|"
    r"salarié|cliente?|employé|locataire|élève|collègue|voisin|candidat|empleado|empleada|trabajador|trabajadora|inquilin|alumn|vecin|paciente|"
    r"dipendente|paziente|klant|medewerker|huurder|buurman|buurvrouw)\w{0,2}|wife|husband|daughter|son|ehefrau|ehemann)(?![\w'’])",
    re.IGNORECASE,
)
#: A name where a subject stands: one or two capitalised words right before the verb, with no article.
_NAMED = re.compile(
    r"(?:^|[\s\"'“„«(])(?!(?:The|This|That|These|Those|It|They|We|You|There|Here|What|Which|Who|Why|How|When|Where|If|But|And|For|As|In|On|At|By|So|Or|"
    r"Some|Many|Most|All|No|Not|Each|Every|One|Two|People|Men|Women|Workers|Der|Die|Das|Ein|Eine|Es|Wir|Ihr|Man|Wer|Was|Wenn|Und|Aber|Viele|Alle|"
    r"Le|La|Les|Un|Une|Ce|Cette|On|Nous|Vous|Ils|Elles|El|Los|Las|Una|Este|Esta|Il|Lo|Gli|Het|De|Een)\b)"
    r"(?P<name>[A-ZÀ-Þ][a-zß-ÿ'’-]{1,24}(?: [A-ZÀ-Þ][a-zß-ÿ'’-]{1,24})?)(?: [a-zß-ÿ'’]{1,14}){0,3} ?$"
)
#: Endings of words for what is no person, illnesses and ideas among them.
_ABSTRACT = re.compile(
    r"(?:[st]ions?|ness|ments?|it(?:y|ies)|isms?|ismus|ismo|isme|itis|osis|emia|ung(?:en)?|heit|keit|schaft|tät|ité|dad|ción|zione)$"
)
#: Where somebody's name was before it was masked.
_MASKED = re.compile(
    r"[\[<{]{1,2}(?:person|name|full_?name|first_?name|last_?name|vorname|nachname|nom|prénom|nombre|apellidos?|patient|client|customer|employee|user)"
    r"[ _-]?\d{0,4}[\]>}]",
    re.IGNORECASE,
)
#: Sentences that leave their subject out: "Es delegado sindical", "Fue condenado".
_DROPPED = re.compile(
    r"\s*(?:es|era|fue|está|estaba|estuvo|ha sido|tiene|padece|sufre|toma|è|era|soffre|prende|ha)\s", re.IGNORECASE
)
_ARTICLE = re.compile(
    r"(?:^|[\s\"'“„«(])(?:the|an?|this|that|these|its|of|by|for|der|die|das|dem|den|des|eine?[rsnm]?|le|la|les|l['’]|du|un|une|el|los|las|una|il|lo|gli|het|de|een)[ '’]$",
    re.IGNORECASE,
)


def tells_of_somebody(text: str, start: int) -> bool:
    """Whether what begins there has a particular person for its subject: "she voted", "Er ist", "Jason is"."""
    before = text[max(0, start - _AROUND) : start]
    cuts = [match.end() for match in _SENTENCE.finditer(before)]
    sentence = before[cuts[-1] :] if cuts else before
    if _MASKED.search(sentence) or _THIRD.search(sentence) or _THIRD.match(text[start : start + 24]):
        return True
    if not sentence.strip() and _DROPPED.match(text[start : start + 24]):
        return True
    named = _NAMED.search(sentence)
    if named is None or _ABSTRACT.search(named["name"]):
        return False
    return not _ARTICLE.search(sentence[: named.start("name")])
