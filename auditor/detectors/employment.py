"""What an employer knows about somebody: pay, ratings, warnings, dismissal; and who works where as what (en de fr es).

Why it matters: data of employees fall under Art. 88 GDPR and national law; a job and an employer single people out with
little else. What to do: leave personnel records out; keep the trade, not the employer. Both count only beside a person.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.detectors.base import PatternDetector

if TYPE_CHECKING:
    from auditor.detectors.base import Detector

_MONEY = (
    r"(?:(?:[€$£]|EUR|USD|GBP|CHF) ?\d[\d.,'’ \u00a0]{1,10}[\dk]|"
    r"\d[\d.,'’ \u00a0]{1,11}k? ?(?:[€$£]|EUR\b|USD\b|GBP\b|CHF\b|Euro\b|euros?\b|dollars\b|pounds\b))"
)
#: Somebody who does or suffers it.
_WHO = (
    r"(?:(?i:\b(?:I|he|she|who|ich|er|sie|wer|je|il|elle|qui|yo|él|ella|quien|(?:my|his|her|our|mein\w{0,2}|unser\w{0,2}|sein\w{0,2}|ihr\w{0,2}|mon|ma|son|sa|mi|su) \w{2,14}))"
    r"|(?:Mr|Mrs|Ms|Dr|Herr|Frau|Mme|M|Sr|Sra)\.? [A-ZÀ-Þ][\w'’-]{1,20}|\b(?!This|That|It|There|What|Which|The|One|Nothing|Everything|Security)[A-ZÀ-Þ][a-zß-ÿ'’-]{1,20}) "
)
_WHOSE = r"(?:my|his|her|your|mein\w{0,2}|sein\w{0,2}|ihr\w{0,2}|mon|ma|son|sa|votre|mi|su|tu|the employee['’]s)"
_PAY = (
    r"(?:(?:gross |net |annual |base |monthly |starting |current |yearly |new )*(?:salary|wages?|pay|bonus|severance)|"
    r"(?:brutto|netto|jahres|grund|monats|stunden)?(?:gehalt|lohn)|vergütung|abfindung|"
    r"salaire(?: (?:brut|net|annuel|mensuel|actuel))*|rémunération|salario(?: (?:bruto|neto|anual|mensual|actual))*|sueldo|nómina)"
)
_EVENTS = (
    r"(?:(?:received|got|given|issued|has) (?:an? )?(?:first |second |final |formal |written |verbal ){1,3}warning\b|disciplinary (?:hearing|action|procedure|meeting) (?:against|for|with)"
    r"|performance (?:review|appraisal|rating|improvement plan) (?:of|for|with)\b|(?:performance review|performance rating|appraisal)[:=] ?(?:\w+ ){0,3}(?:below|meets|met|exceeds|exceeded|unsatisfactory|poor|good|excellent|\d)"
    r"|(?:erhielt|bekam|erhalten|bekommen|hat) (?:\w+ ){0,2}abmahnung|wurde (?:\w+ ){0,3}(?:abgemahnt|gekündigt|entlassen|freigestellt|degradiert|zwangsversetzt)|kündigung (?:des|von|an|für) (?:herrn?|frau|mitarbeiter)"
    r"|personalakte (?:von|des|der|zu)|leistungsbeurteilung[: ]|mitarbeitergespräch mit|arbeitszeugnis (?:von|für|des|der)"
    r"|(?:a|ont|été|est) (?:\w+ ){0,2}(?:licenciée?|mise? à pied|rétrogradée?)|(?:a )?reçu (?:un )?(?:premier |second |dernier )?avertissement (?:de|écrit|disciplinaire)|entretien annuel (?:d['’]évaluation )?(?:de|avec)\b"
    r"|dossier (?:du personnel|disciplinaire) (?:de|d['’])|évaluation de (?:la )?performance (?:de|:)"
    r"|(?:fue|ha sido|han) (?:\w+ ){0,2}(?:despedid[oa]|suspendid[oa] de empleo|degradad[oa]|amonestad[oa])|recibió (?:una )?(?:amonestación|sanción|carta de despido)|expediente (?:disciplinario|laboral|personal) (?:de|contra)|evaluación de desempeño)"
)
#: What people are called by their work, by its ending and by name.
_TRADE = (
    r"(?:\w{2,20}(?:er|or|ist|ian|ant|ent|man|woman|wright|ician)|nurse|cook|chef|clerk|coach|pilot|judge|guard|waitress|actress|"
    r"\w{2,24}(?:in|er|or|ist|eur|ent|kraft|leiter|leiterin|frau|mann|pfleger|schwester|arzt|ärztin|koch|wirt|anwalt|anwältin|beamte[rn]?)|"
    r"\w{2,20}(?:eur|euse|ière|ier|ienne|ien|iste|trice|teur|ant|ante|ent|ente)|médecin|cadre|juge|chef|"
    r"\w{2,20}(?:er[oa]|or|ora|ista|ante|ente|ogo|oga|ico|ica|ario|aria)|médic[oa]|juez|jefe|jefa)"
)
_FILL = r"(?:[a-zß-ÿ-]{2,16} ){0,2}"
_FIRM = r"[A-ZÀ-Þ0-9][\w&.'’-]{1,24}(?: (?:[A-ZÀ-Þ0-9&][\w&.'’-]{0,24}|of|for|de|la|le|du|des|del|der|und|and|et|y)){0,4}(?<![.'’-])"

DETECTORS: tuple[Detector, ...] = (
    PatternDetector(
        id="employment.pay",
        entity="EMPLOYMENT_DATA",
        pattern=re.compile(
            rf"(?<!\w)(?P<value>(?i:(?:{_WHOSE} )?{_PAY})(?: ?[:=] ?|,? (?:(?:is|was|of|from|to|at|ist|war|von|beträgt|liegt bei|est|était|de|es|era|brut|net)[ :]){{1,3}}){_MONEY}"
            rf"|(?i:earns?|earned|makes|verdient|verdiente|gagne|gagnait|gana|ganaba|cobra) (?:(?:about|around|etwa|rund|environ|unos) )?{_MONEY})"
        ),
        score=0.75,
        digits=2,
        keywords=tuple(
            "salary|wage|pay|bonus|severance|gehalt|lohn|vergütung|abfindung|salaire|rémunération|salario|sueldo|nómina|earn|makes|verdien|gagn|gana|cobra".split(
                "|"
            )
        ),
        examples=(
            "«Her salary is 54,000 EUR» a year",
            "«Gehalt: 54.000 EUR» brutto",
            "«Son salaire est de 54 000 EUR».",
            "«Su salario es de 54.000 EUR».",
            "He «earns £38,000» there",
        ),
        counterexamples=(
            "The salary is paid monthly",
            "minimum wage policy of 2024",
            "he makes 3 cakes",
            "pay 20 EUR now",
        ),
    ),
    PatternDetector(
        id="employment.record",
        entity="EMPLOYMENT_DATA",
        pattern=re.compile(rf"(?<!\w)(?i:{_EVENTS})(?!\w)"),
        score=0.7,
        keywords=tuple(
            "fired|sacked|dismissed|laid off|redundant|suspended|let go|demoted|passed over|improvement plan|pip|warning|disciplinary|performance|appraisal|abmahnung|abgemahnt|gekündigt|entlassen|freigestellt|degradiert|zwangsversetzt|"
            "kündigung|personalakte|leistungsbeurteilung|mitarbeitergespräch|arbeitszeugnis|licencié|mise à pied|mis à pied|rétrograd|avertissement|entretien annuel|dossier|évaluation|despedid|suspendid|degradad|amonest|sanción|despido|expediente|desempeño".split(
                "|"
            )
        ),
        examples=(
            "She «received a final written warning».",
            "Er «erhielt eine Abmahnung».",
            "die «Personalakte von» Anna Berg",
            "Elle «a été licenciée» en mai.",
            "«Fue despedido» por bajo rendimiento.",
        ),
        counterexamples=(
            "a warning message",
            "performance of the engine",
            "Der Prozess wurde beendet",
        ),
    ),
    PatternDetector(
        id="employment.dismissal",
        entity="EMPLOYMENT_DATA",
        pattern=re.compile(
            rf"{_WHO}(?P<value>(?:was|has been|had been|got|gets|is being) (?:fired|sacked|dismissed from|laid off|made redundant|"
            r"suspended from work|let go|demoted|passed over for promotion|put on (?:a )?(?:performance improvement plan|PIP)))(?!\w)(?! (?:on|at) by)"
        ),
        score=0.7,
        keywords=tuple(
            "fired|sacked|dismissed|laid off|redundant|suspended|let go|demoted|passed over|improvement plan|pip".split(
                "|"
            )
        ),
        examples=("He «was fired» for misconduct.", "Tom «has been laid off»."),
        counterexamples=("The shot was fired", "a bug that was dismissed from the list", "the engine fired twice"),
    ),
    PatternDetector(
        id="employment.work",
        entity="OCCUPATION",
        pattern=re.compile(
            rf"(?:{_WHO}(?i:works?|worked|has worked|have worked) (?i:as)|(?<!\w)(?i:arbeite(?:t|te)?|tätig|travaill(?:e|ait|ais)|trabaj(?:o|a|aba)) (?i:als|comme|como))"
            rf" (?P<value>(?i:(?:an?|eine?|une?|una) )?{_FILL}{_TRADE}\b"
            rf"(?: (?:at|for|with|in|bei|beim|im|am|an der|chez|à l['’]|à la|au|en|en el|en la|para) (?:(?i:the|der|dem) )?{_FIRM})?)"
        ),
        score=0.65,
        keywords=("work", "arbeite", "tätig", "travaill", "trabaj"),
        examples=(
            "I work as «a nurse at St Mary's Hospital»",
            "Ich arbeite als «Krankenschwester im Klinikum Nord».",
            "Je travaille comme «infirmière».",
            "Trabajo como «enfermera en el Hospital La Paz».",
        ),
        counterexamples=("it works as expected", "travaille comme prévu", "arbeitet als Ganzes"),
    ),
    PatternDetector(
        id="employment.at",
        entity="OCCUPATION",
        pattern=re.compile(
            rf"{_WHO}(?:(?i:is|was|am) (?P<value>(?:an?|the) {_FILL}{_TRADE}(?: of \w{{2,16}})? (?:at|for) {_FIRM}))"
        ),
        score=0.65,
        keywords=(" at ", " for "),
        examples=("She is «a senior engineer at Hartmann Logistik GmbH»",),
        counterexamples=("The file is at Downloads", "it is good for all", "he is at Home"),
    ),
    PatternDetector(
        id="employment.at_languages",
        entity="OCCUPATION",
        pattern=re.compile(
            rf"(?<!\w)(?i:ist|war|bin|est|était|suis|es|era|soy) (?P<value>(?i:(?:eine?|une?|una|el|la) )?{_FILL}{_TRADE}(?: (?i:de|für|der) \w{{2,16}})?"
            rf" (?i:bei|beim|bei der|chez|en) {_FIRM})"
        ),
        score=0.65,
        keywords=(" bei", " chez ", " en "),
        examples=(
            "Er ist «Abteilungsleiter bei Hartmann Logistik GmbH»",
            "Elle est «directrice chez Garnier SA»",
            "Es «directora de ventas en Garnier SA»",
        ),
        counterexamples=("Er ist bei Anna", "il est chez lui", "es importante en la vida"),
    ),
    PatternDetector(
        id="employment.label",
        entity="OCCUPATION",
        pattern=re.compile(
            r"(?:^|[\n,;|(] ?)(?i:occupation|profession|job title|employer|place of work|workplace|beruf|arbeitgeber|tätig als|berufsbezeichnung|profession exercée|employeur|métier|poste occupé|profesión|empleador|ocupación|puesto de trabajo|lugar de trabajo)"
            r" ?[:=] ?(?P<value>[^\W\d_][^\n,;|:]{2,60}?)(?=[ ]?(?:$|[\n,;|)]|\. |\.$))"
        ),
        score=0.7,
        keywords=tuple(
            "occupation|profession|job title|employer|place of work|workplace|beruf|arbeitgeber|tätig als|employeur|métier|poste occupé|profesión|empleador|ocupación|puesto|lugar de trabajo".split(
                "|"
            )
        ),
        examples=(
            "Employer: «Hartmann Logistik GmbH»",
            "Name: Jane, occupation: «roofer»",
            "Beruf: «Dachdecker»",
            "Employeur : «Garnier SA»",
        ),
        counterexamples=("the occupation of 1940", "employer: 12", "a profession of faith"),
    ),
)
