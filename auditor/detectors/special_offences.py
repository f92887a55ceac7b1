"""Convictions, offences and proceedings about somebody (GDPR Art. 10); en de fr es it nl.

Why it matters: such data may only be processed under official authority or where a law says so. What to do: leave the
records out, or replace the passage.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.detectors.base import PatternDetector

if TYPE_CHECKING:
    from auditor.detectors.base import Detector

#: What the sentence goes on to name: the offence, at most six words of it.
_WHAT = r"(?:[ \t][^\W_][\w'’-]{0,24}){1,6}"
_HE = r"(?:was|were|is|am|been|being|got|gets)"

DETECTORS: tuple[Detector, ...] = (
    PatternDetector(
        id="special.conviction",
        entity="CRIMINAL_OFFENCE",
        pattern=re.compile(
            rf"(?<!\w)(?i:(?:{_HE} )?(?:wrongly |previously |recently )?(?:convicted|found guilty|acquitted) of{_WHAT}"
            rf"|(?:{_HE} )?(?:arrested|jailed|imprisoned|indicted|cautioned|prosecuted|on trial|detained|remanded|incarcerated) (?:for|on charges of|on suspicion of){_WHAT}"
            rf"|(?:{_HE} )?charged with (?:\w+ )?(?:assault|fraud|theft|murder|manslaughter|rape|robbery|burglary|possession|drug|domestic|driving|dui|harassment|stalking|embezzlement|arson|battery|conspiracy|tax)\b(?:[ \t][\w'’-]{{1,20}}){{0,3}}"
            rf"|(?:pleaded|pled|pleads) guilty to{_WHAT}|(?:{_HE} )?sentenced to (?:\w+ )?(?:\w+ )?(?:life|death|prison|jail|years?|months?|probation|community|imprisonment)\b(?:[ \t][\w'’-]{{1,20}}){{0,3}}"
            rf"|(?:has |have |had |with )?(?:an? |no |two |three |several |many ){{0,2}}(?:(?:previous |prior |unspent |spent |criminal |drug |earlier ){{1,2}}convictions?|criminal records?)(?: for{_WHAT})?|convictions? for{_WHAT}"
            r"|(?:his|her|my|their) (?:criminal record|criminal conviction|parole officer|probation officer|prison sentence|rap sheet)"
            r"|(?:released|came out|got out|home) (?:from|of) (?:prison|jail)|served (?:\w+ ){0,3}(?:in prison|in jail|behind bars|time for)"
            r"|(?:is|was|am|while|released|out) on (?:probation|parole|remand)|(?:ex-offender|ex-convict|a dui|a police caution|a caution for|registered sex offender|convicted felon|restraining order against|arrest warrant for)\b)"
        ),
        score=0.85,
        examples=(
            "Tom «was convicted of fraud in 2011».",
            "She «has a spent conviction for assault».",
            "He «pleaded guilty to theft».",
            "Sam «was sentenced to 18 months in prison».",
        ),
        counterexamples=(
            "The battery is charged with a cable.",
            "conviction that truth wins",
            "He has a strong conviction",
            "arrested development",
        ),
        keywords=tuple(
            "convict|guilty|a dui|caution|acquitted|arrest|jail|prison|indicted|cautioned|prosecuted|on trial|detained|remand|charged with|sentenced|criminal record|probation|parole|offender|restraining|felon|incarcerated|rap sheet".split(
                "|"
            )
        ),
    ),
    PatternDetector(
        id="special.conviction_de",
        entity="CRIMINAL_OFFENCE",
        pattern=re.compile(
            rf"(?<!\w)(?i:(?:(?:wurde|ist|war|rechtskräftig|bereits|mehrfach|einschlägig) ){{0,3}}(?:vorbestraft(?: wegen{_WHAT})?|(?:wegen{_WHAT}? )(?:verurteilt|angeklagt|verhaftet|vorbestraft|angezeigt|inhaftiert|festgenommen)|verurteilt (?:wegen|zu){_WHAT}|angeklagt wegen{_WHAT}|festgenommen wegen{_WHAT})"
            rf"|(?:eine |mehrere |zwei )?(?:einschlägige )?vorstrafen?\b(?: wegen{_WHAT})?|eintrag im (?:bundeszentralregister|führungszeugnis)|(?:saß|sitzt|war) (?:\w+ ){{0,3}}(?:im gefängnis|in haft|in untersuchungshaft|in u-haft)"
            rf"|(?:auf|zur|ohne) bewährung|freiheitsstrafe von{_WHAT}|geldstrafe von \d+ tagessätzen|ermittlungsverfahren (?:gegen|wegen){_WHAT}|strafverfahren (?:gegen|wegen){_WHAT}|haftstrafe(?: von{_WHAT})?)"
        ),
        score=0.85,
        examples=(
            "Er «wurde wegen Betrugs verurteilt».",
            "Sie «ist vorbestraft wegen Diebstahls».",
            "Gegen ihn läuft ein «Ermittlungsverfahren wegen Untreue».",
        ),
        counterexamples=("Das Verfahren hat sich bewährt.", "Er verurteilt die Tat.", "wegen Bauarbeiten gesperrt"),
        keywords=tuple(
            "vorbestraft|verurteilt|angeklagt|verhaftet|festgenommen|inhaftiert|vorstrafe|angezeigt|bundeszentralregister|führungszeugnis|gefängnis|haft|bewährung|freiheitsstrafe|geldstrafe|ermittlungsverfahren|strafverfahren".split(
                "|"
            )
        ),
    ),
    PatternDetector(
        id="special.conviction_romance",
        entity="CRIMINAL_OFFENCE",
        pattern=re.compile(
            rf"(?<!\w)(?i:(?:(?:a été|est|fut|avait été) )?(?:condamnée?|reconnue? coupable|mise? en examen|incarcérée?|arrêtée?|poursuivie?) (?:pour|de|à \w+ (?:ans|mois) (?:de|avec)){_WHAT}"
            rf"|(?:a |un )?(?:casier judiciaire|antécédents judiciaires)|(?:en |sous )(?:garde à vue|détention provisoire|contrôle judiciaire|libération conditionnelle)|peine de prison(?: de{_WHAT})?"
            rf"|(?:(?:fue|ha sido|está|era) )?(?:condenad[oa]|imputad[oa]|detenid[oa]|procesad[oa]|encarcelad[oa]|investigad[oa]|arrestad[oa]) (?:por|a \w+ (?:años|meses)){_WHAT}"
            rf"|antecedentes penales|en libertad (?:condicional|bajo fianza)|en prisión preventiva|pena de prisión(?: de{_WHAT})?"
            rf"|(?:(?:è stat[oa]|fu|era) )?(?:condannat[oa]|arrestat[oa]|indagat[oa]|imputat[oa]) (?:per|di|a \w+ (?:anni|mesi)){_WHAT}|precedenti penali|fedina penale|agli arresti domiciliari"
            rf"|(?:(?:is|werd|was) )?(?:veroordeeld|aangehouden|gearresteerd|vervolgd) (?:voor|wegens|tot){_WHAT}|strafblad|voorwaardelijke straf)"
        ),
        score=0.85,
        examples=(
            "Il «a été condamné pour escroquerie».",
            "«Fue condenada por estafa en 2019».",
            "Lui «è stato condannato per furto».",
            "Hij «werd veroordeeld wegens diefstal».",
        ),
        counterexamples=("Condamner la violence", "El detenido proceso de paz", "la condanna della guerra"),
        keywords=tuple(
            "condamné|coupable|mis en examen|mise en examen|incarcéré|arrêté|poursuivi|judiciaire|garde à vue|détention|libération conditionnelle|peine de prison|condenad|imputad|detenid|procesad|encarcelad|investigad|arrestad|antecedentes penales|en libertad|prisión|condannat|arrestat|indagat|imputat|penali|penale|arresti|veroordeeld|aangehouden|gearresteerd|vervolgd|strafblad|voorwaardelijke".split(
                "|"
            )
        ),
    ),
)
