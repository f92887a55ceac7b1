"""Words that say that a text is about a person: first person, patient, client."""

from __future__ import annotations

import re

MEMBER = False

_REFERS = re.compile(
    r"(?<!\w)(?:"
    r"I(?:['’]ve)?\s+(?:am|was|have|had|been|suffer\w*|take|took|lost|got|started|tested|recently|joined|voted?|converted|live|lived|underwent)\b"
    r"|I['’]m\b"
    r"|(?:my|our)\s+(?:own\s+)?(?:\w+\s+)?(?:name|wife|husband|partner|son|daughter|child|children|kids?|mother|father|mum|mom|dad|parents?|sister|brother|"
    r"doctor|gp|therapist|psychiatrist|diagnosis|condition|illness|disease|symptoms?|medication|treatment|therapy|surgery|operation|disability|pregnancy|"
    r"employee|colleague|boss|manager|client|patient|religion|faith|church|mosque|union|party|account|address|phone|email|case|file|record|conviction|sentence)\b"
    r"|(?:the|this|our|your)\s+(?:patient|claimant|defendant|applicant|employee|client|insured|customer|pupil|resident|tenant)\b|patient\s+(?:is|was|has|presents|reports|denies|states|name|id)\b"
    r"|pt\.?\s+(?:is|was|has|c/o|presents|reports|denies)\b|\d{1,3}[- ]?(?:year[- ]old|yo|y/o|jährige?r?|ans)\s+(?:wo)?(?:man|male|female|patient\w*|frau|mann|homme|femme)\b"
    r"|(?:patientin|der patient|des patienten|die patientin|der patientin|unser(?:e|er)? patient(?:in)?|o\.g\. patient(?:in)?|mandant(?:in)?|der versicherte|die versicherte|klient(?:in)?)\b"
    r"|ich\s+(?:bin|war|habe|hatte|leide|nehme|nahm|brauche|wurde|werde|möchte|kann|fühle|arbeite|wohne|heiße)\b|bei mir\s+(?:wurde|ist)\b"
    r"|mein(?:e|em|en|er|es)?\s+(?:name|frau|mann|sohn|tochter|kind(?:er)?|mutter|vater|eltern|arzt|ärztin|therapeut(?:in)?|diagnose|krankheit|behandlung|therapie|erkrankung|medikamente?|partner(?:in)?|schwester|bruder|chef(?:in)?|kolleg(?:e|in)|religion|gewerkschaft|partei)\b"
    r"|je\s+(?:suis|souffre|prends|travaille|m['’]appelle|voudrais|dois|vis|fais)\b|j['’](?:ai|étais|habite|avais|aimerais)\b|(?:le|la|du|notre|cette|ce) patiente?\b"
    r"|(?:mon|ma|mes)\s+(?:mari|femme|fils|fille|enfants?|mère|père|médecin|traitement|maladie|diagnostic|nom|compagne|compagnon|sœur|frère|état|handicap|psychiatre|syndicat|parti|religion)\b"
    r"|(?:yo|me llamo|me han|me diagnosticaron|padezco|sufro|tengo|estoy|soy)\b|(?:el|la|del) paciente\b"
    r"|mis?\s+(?:marido|mujer|esposa|esposo|hij[oa]s?|madre|padre|médic[oa]|tratamiento|enfermedad|diagnóstico|nombre|herman[oa])\b"
    r"|(?:soffro|mi chiamo|sono\s+(?:stat[oa]|affett[oa])|mi hanno diagnosticato|il paziente|la paziente)\b|(?:mio|mia)\s+(?:marito|moglie|figli[oa]|madre|padre|medico)\b"
    r"|(?:ik\s+(?:ben|heb|lijd|slik|had|werd)|mijn\s+(?:naam|man|vrouw|zoon|dochter|moeder|vader|arts|huisarts|ziekte)|de patiënte?)\b"
    r")",
    re.IGNORECASE,
)


def refers_to_person(text: str) -> bool:
    """Whether the text speaks of somebody without a name: "I was diagnosed", "the patient", "ich leide"."""
    return _REFERS.search(text) is not None
