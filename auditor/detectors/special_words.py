"""How words of Art. 9 and 10 content count: by themselves, beside a person's verb, or of somebody's self."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

MEMBER = False


class Need(StrEnum):
    """What a word needs around it to be content at all."""

    NOTHING = "nothing"  # says it by itself: "bipolar disorder"
    VERB = "verb"  # a verb of having or a possessive before it: "had surgery"
    SELF = "self"  # somebody is it: "she is disabled"
    GROUP = "group"  # somebody is one of them: "is a practising Catholic"
    MEMBER = "member"  # words of membership or support nearby: "joined the GMB"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of one kind, in lists apart by what they need; commas between phrases."""

    entity: str
    detail: str
    plain: str = ""
    cued: str = ""
    own: str = ""
    group: str = ""
    member: str = ""

    def entries(self) -> list[tuple[str, Sense]]:
        """Each phrase with its sense."""
        lists = (
            (self.plain, Need.NOTHING),
            (self.cued, Need.VERB),
            (self.own, Need.SELF),
            (self.group, Need.GROUP),
            (self.member, Need.MEMBER),
        )
        return [
            (phrase.strip(), Sense(self.entity, self.detail, need))
            for words, need in lists
            for phrase in words.split(",")
            if phrase.strip()
        ]


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase means."""

    entity: str
    detail: str
    need: Need


_WORD = r"[\w'’/-]{1,16}"
#: Verbs and possessives that tie content to somebody, directly before it or up to four words away.
_HAVING = (
    r"(?:has|have|had|having|been|got|gets?|getting|suffer\w*|diagnosed|diagnosis|live[sd]?|living|treated|treatment|being|struggl\w+|battl\w+|tested|history|"
    r"recover\w*|survivor|survived|relaps\w+|takes?|taking|took|prescribed|prescription|started|stopped|underwent|undergoing|needs?|became|become|my|his|her|their|our|"
    r"is|was|am|are|were|i['’]m|he['’]s|she['’]s|i['’]ve|allergic|died|patient|due|because|leave|dose|"
    r"bin|ist|war|habe|hat|hatte|haben|leide|leidet|litt|leidend|nimmt|nehme|nahm|bekommt|erhält|erhielt|wegen|aufgrund|nach|mein\w{0,2}|sein\w{0,2}|ihr\w{0,2}|"
    r"diagnostiziert|behandelt|behandlung|wurde|erkrankt\w{0,2}|patient\w{0,2}|diagnosen?|"
    r"suis|est|était|ai|a|avait|souffre|souffrait|atteinte?s?|traitée?s?|prend|prends|suivie?s?|mon|ma|mes|son|sa|ses|diagnostiquée?|antécédents?|subi|"
    r"soy|es|está|estoy|estaba|tengo|tiene|tenía|tuvo|padece|padezco|sufre|sufro|sufrió|diagnosticad[oa]|tratad[oa]|toma|tomo|mi|su|operad[oa]|"
    r"sono|è|era|ho|ha|soffre|soffro|affett[oa]|diagnosticat[oa]|prende|mio|mia|suo|sua|"
    r"ben|is|heb|heeft|had|lijdt|lijd|slikt|gebruikt|kreeg|mijn|zijn|haar)"
)
HAVING = re.compile(rf"(?<![\w'’]){_HAVING}(?:\s+{_WORD}){{0,3}}?\s*$", re.IGNORECASE)
#: Somebody, and what he or she is.
SELF = re.compile(
    r"(?<![\w'’])(?:(?:i\s+am|i['’]m|i\s+was|he\s+(?:is|was)|she\s+(?:is|was)|he['’]s|she['’]s|who\s+(?:is|was|are)|(?:my|his|her|our)\s+[\w'’]{2,14}\s+(?:is|was|are)"
    r"|(?:patient|client|employee|applicant|claimant|customer|husband|wife|son|daughter|mother|father|brother|sister|colleague)\s+(?:is|was)|born|registered|certified|legally"
    r"|ich\s+bin|er\s+ist|sie\s+ist|ist\s+seit|(?:mein|meine|unser|unsere)\s+[\w]{2,14}\s+ist|patient(?:in)?\s+ist|je\s+suis|il\s+est|elle\s+est|(?:mon|ma)\s+\w{2,12}\s+est|patiente?\s+est"
    r"|soy|él\s+es|ella\s+es|(?:mi|su)\s+\w{2,12}\s+es|paciente\s+es|sono|lui\s+è|lei\s+è|ik\s+ben|hij\s+is|zij\s+is)"
    r"|(?<![\w'’])(?:has|have|had|uses?|using|hat|habe|nutzt|benutzt|sitzt\s+im|a|ai|tiene|tengo|usa|en|im|with|mit|avec|con)\s+(?:a|an|eine?|einen|une?|una|su|mi|my|his|her|the|den)?)"
    r"(?:\s+[\w'’-]{1,14}){0,3}?\s*$",
    re.IGNORECASE,
)
#: Somebody is one of a group: no article "the", at most two words between.
GROUP = re.compile(
    r"(?<![\w'’])(?:is|was|am|i['’]m|he['’]s|she['’]s|being|as|became|become|remains?|remained|identif(?:y|ies|ied)(?:\s+(?:himself|herself|myself))?\s+as|"
    r"(?:came|come|comes|coming)\s+out(?:\s+to\s+[\w'’]+(?:\s+[\w'’]+)?)?(?:\s+as)?|raised(?:\s+as)?|brought\s+up(?:\s+as)?|born(?:\s+as)?|converted\s+to|practi[sc]ing|devout|lapsed|non-practi[sc]ing|observant|"
    r"orthodox|openly|lifelong|baptised|baptized|confirmed|"
    r"my\s+(?:religion|faith|race|ethnicity|sexuality|orientation)\s+is|(?:religion|faith|race|ethnicity|sexual orientation|denomination|konfession|religionszugehörigkeit|confession|religión|religione|origen étnico|orientación sexual)\s*[:=]|"
    r"bin|ist|war|wurde|gläubige[rs]?|praktizierende[rs]?|bekennende[rs]?|streng|offen|als|konvertierte\s+zum|"
    r"suis|est|était|devenue?|pratiquante?|convertie?\s+(?:à\s+l['’]|au\s*)|confession|"
    r"soy|es|era|fue|convirtió\s+al|como|practicante|sono|è|convertit[oa]\s+all?['’]|ik\s+ben|hij\s+is|zij\s+is)"
    r"(?:\s+(?:an?|eine?|un[ea]?|very|quite|openly|proudly|proud|also|both|still|strictly|practi[sc]ing|devout|strict|lifelong|former|lapsed|committed|staunch|registered|active|born-again|observant|"
    r"orthodox|liberal|reform|modern|half|part|roman|sunni|shia|shiite|römisch|evangelisch|gläubige[rs]?|praktizierende[rs]?|streng|sehr|überzeugte[rs]?|bekennende[rs]?|très|très pratiquante?|muy|devot[oa]|fervient[ea]|"
    r"not|nicht|gay|young|old|single|married|retired|single|proud|out|non-practi[sc]ing|secular|catholic|white|black|british|trans|cis|queer)){0,3}[\s:]*['\"“(]?$",
    re.IGNORECASE,
)
#: After the word, somebody is not what is spoken of: "a Catholic church", "the gay rights movement".
NOT_SOMEBODY = re.compile(
    r"^[\s-]+(?:churche?s?|school|schools|countr(?:y|ies)|nation|state|movement|rights?|tradition|doctrine|theology|theor\w+|idea\w*|system|society|societies|revolution|"
    r"art|architecture|literature|culture|history|bible|faith|view\w*|position|government|regime|economy|party|parties|organi[sz]ation\w*|community|communities|world|thought|"
    r"bishop\w*|mass|cathedral|hospital|university|college|newspaper|press|writer|thinker|philosoph\w+|language|food|cuisine|music|holiday|festival|bar|bars|club|marriage|pride|"
    r"propaganda|manifesto|ideolog\w+|principle\w*|value|values|policy|policies|politic\w+|critique|perspective|argument|approach|sense|estimate\w*|number|figure|estimates|choice|method|"
    r"and\s+\w+\s+(?:churches|traditions|parties)|international|federation|league|union\b(?!\s+member))",
    re.IGNORECASE,
)
#: Membership and support, before or after the name.
MEMBER_WORDS = re.compile(
    r"(?<!\w)(?:member(?:ship)?|paid-up|steward|rep|representative|delegate|officer|official|organi[sz]er|joined|joining|joins|belongs?|belonged|dues|elected|treasurer|chair(?:man|woman|person)?|branch secretary|"
    r"votes?|voted|voting|canvass\w*|campaign(?:s|ed|ing)? for|supporter|supports|supported|activist|councillor|candidate|donat(?:es|ed|ion)|volunteer\w*|stood for|registered|sympathi[sz]\w+|"
    r"mitglied\w*|beigetreten|eingetreten|vertrauensfrau|vertrauensmann|vertrauensleute|betriebsrat|wählt|wähle|gewählt|kandidiert\w*|anhänger\w*|organisiert|parteibuch|spendet\w*|gehört\s+der|"
    r"membres?|adhérente?|adhère|encartée?|syndiquée?|déléguée?|milite|militante?|vote|votait|sympathisante?|électeur|électrice|"
    r"miembro|afiliad[oa]|delegad[oa]|milita|vota|votó|simpatizante|votante|militancia|iscritt[oa]|tesserat[oa]|delegat[oa]|elettore|elettrice|lid\s+van|stemt|stemde)(?!\w)",
    re.IGNORECASE,
)
#: The sentence is about somebody: pronoun, patient, name of a section of a record.
SOMEBODY = re.compile(
    r"(?<!\w)(?:I|me|my|he|she|him|his|her|we|our|who|mr|mrs|ms|miss|dr|patient\w{0,2}|client|employee|applicant|claimant|customer|husband|wife|son|daughter|mother|father|mum|mom|dad|brother|sister|colleague|"
    r"diagnos\w{1,6}|medication|history|hx|dx|rx|daily|mg|ml|since|seit|anamnese|befund|medikation|therapie|beurteilung|aufgenommen|stellte|vorgestellt|nebendiagnosen?|hauptdiagnose|täglich|"
    r"ich|er|sie|wir|mein\w{0,2}|sein\w{0,2}|ihr\w{0,2}|frau|herr|je|il|elle|nous|mon|ma|mes|son|sa|madame|monsieur|mme|depuis|antécédents|traitement|ordonnance|"
    r"yo|él|ella|mi|su|señora?|sra?|desde|antecedentes|tratamiento|paciente|io|lui|lei|mio|mia|suo|sua|signora?|ik|hij|zij|mijn|zijn|haar|mevrouw|meneer)(?!\w)",
    re.IGNORECASE,
)
#: The sentence is a textbook's, a statistic's, or about somebody's family.
GENERAL = re.compile(
    r"(?<!\w)(?:people with|patients with|those with|individuals with|persons with|adults with|children with|women with|men with|symptoms of|causes of|risk of|risk factors?|treatment of|prevention of|"
    r"is an? (?:chronic|common|rare|serious|mental|genetic|viral|infectious|type|form|disease|condition|disorder|drug|medication|medicine|selective|class)|are (?:used|indicated|drugs|medicines)|is (?:used to|indicated|characteri[sz]ed|caused)|"
    r"prevalence|clinical trial|studies|research|what is|explain|essay|article about|the disease|symptom\w* (?:include|are)|family history|menschen mit|patienten mit|symptome von|ist eine (?:chronische|erkrankung|krankheit)|"
    r"personnes atteintes|patients atteints|symptômes d|est une maladie|personas con|pacientes con|síntomas de|es una enfermedad|awareness|charity|fundrais\w+|foundation)(?!\w)",
    re.IGNORECASE,
)
