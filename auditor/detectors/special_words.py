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


_FILL = r"(?:\s+[\w'’/-]{1,16})"
_COPULA = r"(?:is|was|am|are|were|been|being|has|have|had|i['’]m|he['’]s|she['’]s|i['’]ve|ist|war|wurde|bin|habe|hat|est|était|suis|es|está|fue|è|werd|heeft)"
#: Verbs that leave no doubt that somebody has what follows within a few words.
_STRONG = (
    r"(?:suffer\w*|diagnosed|diagnosis|living with|lives with|treated|struggl\w+|battl\w+|tested|history of|recover(?:s|ed|ing)?|survivor|survived|prescribed|prescription|underwent|undergoing|hospitali[sz]ed|allergic|died|patient|"
    r"leide|leidet|litt|leidend|erkrankt\w{0,2}|diagnostiziert|behandelt|behandlung|wegen|aufgrund|diagnosen?|patient\w{0,2}|zustand|"
    r"souffre|souffrait|souffrant|atteinte?s?|traitée?s?|suivie?s?|diagnostiquée?|antécédents?|subi|"
    r"padece|padezco|sufre|sufro|sufrió|diagnosticad[oa]|tratad[oa]|operad[oa]|soffre|soffro|affett[oa]|diagnosticat[oa]|lijdt|lijd|gediagnosticeerd|behandeld)"
)
#: Verbs of having and taking: what follows is the thing, with a word or two between.
_LIGHT = (
    r"(?:has|have|had|having|got|gets?|getting|takes?|taking|took|started|stopped|needs?|habe|hat|hatte|haben|nimmt|nehme|nahm|bekommt|erhält|erhielt|j['’]ai|il a|elle a|qui a|avait|prend|prends|"
    r"tengo|tiene|tenía|tuvo|toma|tomo|ho|ha|prende|heb|heeft|slikt|gebruikt|kreeg|is in|was in|is on|was on)"
)
_OWN = r"(?:my|his|her|mein\w{0,2}|sein\w{0,2}|ihr\w{0,2}|mon|ma|mes|son|sa|ses|mi|su|mio|mia|suo|sua|mijn|zijn|haar)"
#: What ties content to somebody, directly before it or a few words away.
HAVING = re.compile(
    rf"(?<![\w'’])(?:(?:{_COPULA}\s+){{0,2}}{_STRONG}{_FILL}{{0,4}}?|(?:{_COPULA}\s+)?{_LIGHT}{_FILL}{{0,2}}?|{_OWN}{_FILL}?)\s*$",
    re.IGNORECASE,
)
#: The same and a mere "is": enough before words that say it by themselves.
HAVING_OR_BEING = re.compile(rf"(?:{HAVING.pattern})|(?<![\w'’]){_COPULA}{_FILL}{{0,3}}?\s*$", re.IGNORECASE)
#: Somebody, and what he or she is.
SELF = re.compile(
    r"(?<![\w'’])(?:i\s+am|i['’]m|i\s+was|he\s+(?:is|was)|she\s+(?:is|was)|he['’]s|she['’]s|who\s+(?:is|was)|(?:my|his|her|our)\s+[\w'’]{2,14}\s+(?:is|was)"
    r"|(?:patient|client|employee|applicant|claimant|customer|husband|wife|son|daughter|mother|father|brother|sister|colleague)\s+(?:is|was)|born|registered|certified|legally|(?-i:[A-ZÀ-Þ][\w'’]{1,20})\s+(?:is|was|ist|est|es|è)"
    r"|ich\s+bin|er\s+ist|sie\s+ist|ist\s+seit|(?:mein|meine|unser|unsere)\s+\w{2,14}\s+ist|patient(?:in)?\s+ist|je\s+suis|il\s+est|elle\s+est|(?:mon|ma)\s+\w{2,12}\s+est|patiente?\s+est"
    r"|soy|estoy|está|él\s+es|ella\s+es|(?:mi|su)\s+\w{2,12}\s+es|paciente\s+es|sono|è|lui\s+è|lei\s+è|ik\s+ben|hij\s+is|zij\s+is"
    r"|(?:has|have|had|uses?|using|wears?|wearing|wore|trägt|porte|lleva|hat|habe|nutzt|benutzt|sitzt\s+im|j['’]ai|il\s+a|elle\s+a|tiene|tengo|usa)\s+(?:an?|eine?|einen|une?|una|su|mi|my|his|her|the|den)?)"
    r"(?:\s+(?!as\b)[\w'’-]{1,14}){0,2}?\s*$",
    re.IGNORECASE,
)
#: After the word it is a figure of speech: "blind to the facts".
FIGURE = re.compile(
    r"^(?:-\w|\s+(?:to\b|as\b|spots?\b|dates?\b|trust\b|faith\b|eye\b|alleys?\b|with (?:rage|anger|love|fear|envy|meaning|possibilit|anxi|anticip|significance)))",
    re.IGNORECASE,
)
#: Somebody is one of a group: no article "the", at most two words between.
GROUP = re.compile(
    r"(?<![\w'’])(?:is|was|am|i['’]m|he['’]s|she['’]s|(?:for|from|about)\s+being|as(?=\s+an?\s)|became|remains|remained|identif(?:y|ies|ied)(?:\s+(?:himself|herself|myself))?\s+as|"
    r"(?:came|come|comes|coming)\s+out(?:\s+to\s+[\w'’]+(?:\s+[\w'’]+)?)?(?:\s+as)?|raised(?:\s+as)?|brought\s+up(?:\s+as)?|born(?:\s+as)?|converted\s+to|practi[sc]ing|devout|lapsed|non-practi[sc]ing|observant|"
    r"orthodox|openly|lifelong|baptised|baptized|(?<=was\s)confirmed|"
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
    r"^-\w|^[\s-]+(?:churche?s?|school|schools|countr(?:y|ies)|nation|state|movement|rights?|tradition|doctrine|theology|theor\w+|idea\w*|system|society|societies|revolution|"
    r"art|architecture|literature|culture|history|bible|faith|view\w*|position|government|regime|economy|party|parties|organi[sz]ation\w*|community|communities|world|thought|texts?|books?|analys\w+|prediction\w*|"
    r"bishop\w*|mass|cathedral|hospital|university|college|newspaper|press|writer|thinker|philosoph\w+|language|food|cuisine|music|holiday|festival|bar|bars|club|marriage|pride|"
    r"\w+ism\b|propaganda|manifesto|ideolog\w+|principle\w*|value|values|policy|policies|politic\w+|critique|perspective|argument|approach|sense|estimate\w*|number|figure|estimates|choice|method|"
    r"and\s+\w+\s+(?:churches|traditions|parties)|international|federation|league|union\b(?!\s+member))",
    re.IGNORECASE,
)
#: Membership and support, before or after the name.
MEMBER_WORDS = re.compile(
    r"(?<!\w)(?:member(?:ship)?|paid-up|steward|rep|representative|delegate|organi[sz]er|joined|belongs to|belonged to|elected|treasurer|chair(?:man|woman|person)?|branch secretary|"
    r"votes?|voted|voting|canvass\w*|campaign(?:s|ed|ing)? for|supporter|supports|supported|activist|councillor|candidate|donat(?:es|ed|ion)|volunteer\w*|stood for|registered|sympathi[sz]\w+|"
    r"mitglied\w*|beigetreten|eingetreten|vertrauensfrau|vertrauensmann|vertrauensleute|betriebsrat|wählt|wähle|gewählt|kandidiert\w*|anhänger\w*|organisiert|parteibuch|spendet\w*|gehört\s+der|"
    r"membres?|adhérente?|adhère|encartée?|syndiquée?|déléguée?|milite|votait|a voté|vote pour|sympathisante?|électeur|électrice|"
    r"miembro|afiliad[oa]|delegad[oa]|milita|vota|votó|simpatizante|votante|militancia|iscritt[oa]|tesserat[oa]|delegat[oa]|elettore|elettrice|lid\s+van|stemt|stemde)(?!\w)",
    re.IGNORECASE,
)
#: A union that somebody votes for, or in, is no membership.
UNION_WORDS = re.compile(
    r"(?<!\w)(?:member(?: of)?|(?<!the )membership (?:of|in|card)|paid-up|steward|rep|representative|organi[sz]er|joined|belongs to|belonged to|elected(?! by)|treasurer|branch secretary|registered with|"
    r"mitglied\w*|beigetreten|eingetreten|vertrauensfrau|vertrauensmann|betriebsrat|organisiert|gehört\s+der|membre|adhérente?|adhère|encartée?|syndiquée?|déléguée?|"
    r"miembro|afiliad[oa]|delegad[oa]|iscritt[oa]|tesserat[oa]|delegat[oa]|lid\s+van)(?!\w)",
    re.IGNORECASE,
)
#: After the name only nouns of membership count: a union that "voted" did so itself.
MEMBER_AFTER = re.compile(
    r"^['’\s-]{1,3}(?:(?:trade |labour |labor )?union\s+)?(?:member|mitglied\w*|steward|rep|representative|delegate|activist|supporter|voter|wähler\w*|card|candidate|councillor|parteibuch|organisiert|beigetreten|eingetreten|angeschlossen|gewählt|wählt|unterstützt|angehört|ausgetreten|an(?=[.,;!]|$))(?!\w)",
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
    r"(?<!\w)(?:(?:people|voters|workers|members|we|they|everyone|anyone|you) (?:to|should|must|can|could|would) (?:vote|join|support)|(?:workers|unions|parties|intellectuals|majority[\w ]{0,30}) (?:who|that)?\s?(?:belong|belonged|join|joined|voted|supported)|if you are|people with|patients with|those with|individuals with|persons with|adults with|children with|women with|men with|symptoms of|causes of|risk of|risk factors?|treatment of|prevention of|"
    r"is an? (?:chronic|common|rare|serious|mental|genetic|viral|infectious|type|form|disease|condition|disorder|drug|medication|medicine|selective|class)|are (?:used|indicated|drugs|medicines)|is (?:used to|indicated|characteri[sz]ed|caused)|"
    r"prevalence|clinical trial|studies|research|what is|explain|essay|article about|the disease|symptom\w* (?:include|are)|family history|menschen mit|patienten mit|symptome von|ist eine (?:chronische|erkrankung|krankheit)|"
    r"personnes atteintes|patients atteints|symptômes d|est une maladie|personas con|pacientes con|síntomas de|es una enfermedad|awareness|charity|fundrais\w+|foundation)(?!\w)",
    re.IGNORECASE,
)
#: A text of a clinic: what it names, its patient has.
CLINICAL = re.compile(
    r"(?<!\w)(?:(?:haupt|neben|entlassungs|aufnahme)?diagnosen?:|(?:eigen|familien)?anamnese:|(?:entlass)?medikation:|arztbrief|entlassungsbericht|epikrise|diagnosis:|diagnoses:|assessment:|medications?:|past medical history|"
    r"discharge summary|chief complaint|history of present illness|diagnostics?\s?:|antécédents\s?:|traitement\s?:|compte[- ]rendu d['’]hospitalisation|diagnósticos?:|antecedentes:|tratamiento:|informe de alta|diagnosi:|terapia:|diagnose:|medicatie:)",
    re.IGNORECASE,
)
