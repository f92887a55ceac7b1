"""Tells in which language a text is written, or that it can't be told: what decides which model may read it.

Three steps, each cheaper than the next is sure: form (too short, code, another script), a vote of small words and
letters, and py3langid for what the vote leaves open. A wrong language costs more than none, so doubt is "und".
"""

from __future__ import annotations

import re
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from py3langid.langid import LanguageIdentifier

MEMBER = False

#: Not told: too short, no words, code, or no language is likelier than the others.
UNKNOWN = "und"
#: A language shows in its first lines; what comes later costs time and changes little.
_HEAD = 600
#: Most texts are told by so many characters; the rest of the head votes where they leave it open.
_GLANCE = 160
#: Code and markup are full of these; running text has a few, and fewer than one in so many characters.
_CODE_MARK = re.compile(r"[{}()\[\];=<>_\\|]")
_CODE_MARKS = b"{}()[];=<>_\\|"
_CHARS_PER_MARK = 24
_FEW_MARKS = 3
#: Fewer letters or words than this, and the vote undecided: a guess would be right too seldom.
_MIN_LETTERS = 20
_MIN_WORDS = 4
#: py3langid's own confidence below which its answer is not used; chosen on the sentences of the test.
_SURE = 0.3
#: The same for a language that has no list of small words here: name and address lists look like anything.
_ALONE = 0.8
#: A language wins the vote with so many voices more than the second.
_LEAD = 2

#: Languages py3langid chooses between: official languages of Europe and the largest others.
_CANDIDATES = (
    "en de fr es it nl pt pl sv da no nn fi cs ro hu tr hr sk sl lt lv et ca vi id "
    "ru uk bg sr el ar fa ur he hi zh ja ko th"
).split()

#: Small words of everyday text, by language.
_WORDS = {
    "en": "the and of to is you that it for with are this have not be at or from by we i my your was were what can will "
    "would there their they has had our about which please when how if an as do does did but all me he she his her "
    "them been could should into just thanks i'm don't can't i've it's who why where than then no on in "
    "lives said after before very call know need help hello dear more some any only again were it's that's",
    "de": "der die und das ist nicht ich sie ein eine einen einem einer mit auf für von dem den des zu im wir es auch sich "
    "wird wurde hat haben bei nach aus wie aber oder mein meine ihr ihre ihren bitte kann können sind war noch nur "
    "über wenn dass am vom zum zur mir mich uns so als an was in er du kein keine seit schon bin habe",
    "fr": "le la les des est et un une que pas je vous nous dans pour sur avec ce cette qui il elle sont du au aux mon ma "
    "votre plus par être été ont mais ou où merci je j'ai c'est n'est bonjour se sa son ses ne de en leur très fait "
    "mes vos on tout comme peut à a ai suis avez d'un d'une qu'il",
    "es": "el la los las es y un una que no de por para con en su se lo como más pero del al está están mi este esta fue "
    "ha han muy gracias hola yo usted tiene tengo puede cuando también sobre todo me le les sus desde hasta sin o hay "
    "son ser porque nos qué donde era a ya",
    "it": "il lo la gli le è e un una che non di per con in del della dei delle nel nella sono mi si al alla come più ma "
    "questo questa ha ho grazie dal dalla anche suo sua mio mia essere stato perché ci se hanno i o da può molto dove "
    "quando cosa sul sulla buongiorno vorrei a ai c'è ed",
    "nl": "de het een en van is niet dat ik je u op te voor met zijn er aan die in hij we wij maar om ook als bij naar "
    "wordt werd heeft hebben mijn uw dit nog wel geen kan kunnen door over uit wat deze zij ze was bedankt graag "
    "moet mij ben bent heb haar hem onze worden",
    "pt": "o os as é e um uma que não de para com em do da dos das no na nos nas por se eu você ele ela mais como mas foi "
    "está são meu minha seu sua muito obrigado obrigada ao à pelo pela também quando já este esta isso tem ou a me "
    "até sem ser há lhe nós",
    "pl": "nie to jest się na i w z do że jak o po za od dla przez ale czy ja pan pani mam jestem są było był była być może "
    "tylko jego jej proszę dziękuję dzień dobry co tak tym przy oraz już moje mój moja mnie ma który która które lub "
    "pod nad gdzie kiedy",
    "sv": "och att det är en ett som på för av med den till inte jag har om vi de du han hon var från kan så men eller vid "
    "mitt min din ska tack hej också när mycket nu vill inom ut upp sig sin sina blev finns hade i mig dig oss er "
    "alla efter bara",
    "da": "og at det er en et som på for af med den til ikke jeg har om vi de du han hun var fra kan så men eller ved mit "
    "min din skal tak hej også når meget nu vil sig sin blev findes havde i mig dig os alle efter kun hvor hvad",
    "no": "og å det er en et som på for av med den til ikke jeg har om vi de du han hun var fra kan så men eller ved mitt "
    "min din skal takk hei også når mye nå vil seg sin ble finnes hadde i meg deg oss alle etter bare hvor hva",
}
#: Letters that few languages write.
_LETTERS = {
    "de": "ßäöü",
    "fr": "œêèçàùûîï",
    "es": "ñ¿¡",
    "it": "òìù",
    "pt": "ãõç",
    "pl": "łżśćńęąź",
    "sv": "åäö",
    "da": "åøæ",
    "no": "åøæ",
}
_ENDS = str.maketrans(',.!?:"()', " " * 8)
#: The same, small letters and blanks for texts in ASCII.
_FOLD = bytes(range(256)).lower().translate(bytes.maketrans(b',.!?:"()\x1c\x1d\x1e\x1f', b" " * 12))
_RARE = frozenset("".join(_LETTERS.values()))
_NAMES = tuple(_WORDS)
_SYMBOLS = "edfsinplvkw"
_SYMBOL = dict(zip(_WORDS, _SYMBOLS, strict=True))
_NOT_LATIN = re.compile(r"[\u0370-\u1dff\u2de0-\u2dff\u2e80-\ufaff\ufe70-\ufeff\U00020000-\U0003ffff]")
#: One script, one language; Kana before Han, because Japanese has both.
_SCRIPTS = (
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ko", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff\U00020000-\U0003ffff]")),
)


def detect_languages(texts: Sequence[str]) -> list[str]:
    """ISO 639-1 code of each text, or "und"; the same text gets the same answer whatever stands beside it."""
    known: dict[str, str] = {}
    answers = []
    for text in texts:
        head = text[:_HEAD]
        answer = known.get(head)
        if answer is None:
            answer = known[head] = _language(head)
        answers.append(answer)
    return answers


def is_code(head: str) -> bool:
    """Whether the marks of code and markup are too many for running text."""
    if head.isascii():
        marks = len(head) - len(head.encode("ascii").translate(None, _CODE_MARKS))
    else:
        marks = len(_CODE_MARK.findall(head))
    return marks > _FEW_MARKS and marks * _CHARS_PER_MARK > len(head)


def _language(head: str) -> str:
    if is_code(head):
        return UNKNOWN
    if not head.isascii() and _NOT_LATIN.search(head):
        script = _by_script(head)
        if script:
            return script
    return _winner(_voices(head[:_GLANCE])) or _undecided(head)


def _voices(head: str) -> list[int]:
    """How many small words each language has in the head, and one more for letters that few languages write."""
    if head.isascii():
        words = head.encode("ascii").translate(_FOLD).split()
        voices = "".join(map(_ascii_votes().get, words, repeat("")))
    else:
        table = _votes()
        voices = "".join(map(table.get, head.lower().translate(_ENDS).split(), repeat("")))
        voices += "".join({symbol for letter in _RARE.intersection(head) for symbol in table[letter]})
    return list(map(voices.count, _SYMBOLS))


def _winner(voices: list[int]) -> str:
    """The language that stands out; empty where none does."""
    second, first = sorted(voices)[-2:]
    return _NAMES[voices.index(first)] if first - second >= _LEAD else ""


def _undecided(head: str) -> str:
    """The whole head votes; then the model answers, where it agrees with the vote as far as that goes."""
    voices = _voices(head)
    winner = _winner(voices)
    if winner or len(head.split()) < _MIN_WORDS or sum(map(str.isalpha, head)) < _MIN_LETTERS:
        return winner or UNKNOWN
    language, sure = _ask_model(head)
    if language not in _SYMBOL:
        return language if sure >= _ALONE and max(voices) < _LEAD else UNKNOWN
    voice = voices[_NAMES.index(language)]
    return language if voice and voice == max(voices) and sure >= _SURE else UNKNOWN


@cache
def _votes() -> dict[str, str]:
    """Small word or rare letter to the symbols of its languages."""
    table: dict[str, str] = {}
    for language, symbol in _SYMBOL.items():
        for entry in {*_WORDS[language].split(), *_LETTERS.get(language, "")}:
            table[entry] = table.get(entry, "") + symbol
    return table


@cache
def _ascii_votes() -> dict[bytes, str]:
    """The words of it that texts in ASCII can hold."""
    return {word.encode("ascii"): symbols for word, symbols in _votes().items() if word.isascii()}


def _by_script(head: str) -> str:
    """The language of a script of its own, where a third of the letters are in it; empty for Latin text."""
    letters = sum(map(str.isalpha, head))
    for language, script in _SCRIPTS:
        if len(script.findall(head)) * 3 > letters:
            return language
    foreign = len(_NOT_LATIN.findall(head))
    if foreign * 3 <= letters:
        return ""
    language, sure = _ask_model(head)
    return language if sure >= _SURE else UNKNOWN


def _ask_model(head: str) -> tuple[str, float]:
    # lone surrogates of broken input: the model encodes what it reads
    language, sure = _identifier().classify(head.encode("utf-8", "replace"))
    return ("no" if language == "nn" else str(language)), float(sure)


@cache
def _identifier() -> LanguageIdentifier:
    from auditor.detectors.langid_model import load_identifier

    return load_identifier(_CANDIDATES)
