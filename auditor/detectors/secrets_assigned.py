"""Passwords, keys and tokens that somebody assigns: `DB_PASSWORD=...`, `"apiKey": "..."`, `<Pass>...</Pass>`, "the password is ...".

Why it matters: most leaked secrets have no form of their own; the name they are assigned to tells them. What to do: change
the password, read it from the environment, replace it by a placeholder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.detectors.lexicon import fold
from auditor.detectors.secrets_shape import entropy, is_filler, is_template, looks_random, mixed, mixed_hex
from auditor.model import Span, Tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from auditor.detectors.base import Detector, Text

#: A text without any of these assigns no secret.
_HINTS = tuple("pass|pwd|kennwort|secret|token|key|auth|credential|salt|contrase|senha|wachtwoord".split("|"))
#: What follows such a word where something is assigned: the rest of the name, then a sign or a quote.
_FOLLOWED = re.compile(r"[\w.\-]{0,40}[\"'\])]{0,3}\s{0,12}(?:[=:,?]|[\"'])")
#: A name, what joins it to a value, the value: in quotes, in an element, or bare.
_ASSIGNED = re.compile(
    r"""(?<![\w.-])(?P<key>[A-Za-z_$@][\w.\-]{1,60}|(?i:mot\ de\ passe|contraseña))
        (?:(?P<call>["']\s{0,3},\s{0,12})|["'\])]{0,2}[ \t]{0,12}(?P<join>=>|:=|\?=|=(?![=>~])|:(?![:/]))[ \t]{0,12}|\s{1,4}(?=["']))
        (?:[rbu]?(?P<quote>["'`])(?P<quoted>[^"'`\n\\]{3,200}|(?:(?!(?P=quote))[^\n\\]){3,200})(?P=quote)|(?P<bare>[^\s"'`,<>\[\]{}]{4,200}))""",
    re.VERBOSE,
)
_NAME_BEFORE = re.compile(r"[A-Za-z_$@][\w.\-]*\Z")
_ELEMENT = re.compile(r"<(?P<key>[A-Za-z][\w.\-]{1,40})(?:\s[^<>]{0,80})?>(?P<value>[^<>\s]{3,200})</(?P=key)>")
_TOLD = re.compile(
    r"(?P<key>(?i:pass(?:word|phrase|code)|passwort|kennwort|mot de passe|contraseña|senha|wachtwoord|(?:api|access|secret)[ -]key"
    r"|(?:access|api|auth)[ -]token|pin))\s{1,3}(?i:is|was|ist|lautet|war|est|es|es:|is:|ist:|è|é)\s{0,2}:?\s{1,3}"
    r"""(?P<quote>["'`«]?)(?P<value>[^\s"'`«»<>]{4,120})"""
)
#: The places of the three in `triggers`.
_FOLLOWED_BIT, _ELEMENT_BIT, _TOLD_BIT = 1, 2, 4
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-zñäöüß]+|\d+")
_PASSWORD = frozenset(
    "password passwd passwort kennwort passphrase passcode pwd psw pass pw contraseña contrasena senha wachtwoord".split()
)
_PASSWORD_ENDS = ("password", "passwd", "passphrase", "passwort", "kennwort")
_SECRET = frozenset(
    "secret token apikey credential credentials salt authtoken accesstoken secretkey privatekey".split()
)
#: What a key is for, before the word "key".
_KEY_OF = frozenset(
    "api secret auth private encryption signing master account app access client application shared logged nonce in hmac jwt "
    "license licence service admin deploy webhook crypt cipher decryption aes session cookie".split()
)
#: Words after the name of a secret that leave it one.
_TAILS = frozenset(
    "base value prod production dev development test testing staging live old new default string plain raw".split()
)
#: Values that say what belongs there, or what kind of thing it is.
_NO_VALUE = frozenset(
    "null none nil true false undefined string str text varchar char required optional prompt input hidden env get set unset empty "
    "password passwd passwort kennwort passphrase pass pwd secret token key value user username admin_password yourpassword "
    "mypassword my_password your_password apikey api_key bearer basic default integer int number bool boolean object bytes "
    "sensitive confidential username:password contraseña senha encrypted hashed forgotten correct incorrect wrong invalid strong weak "
    "geheim$parole protected expired disabled enabled missing blank same needed changed reset stored unknown".split()
)
_CODE = re.compile(
    r"[()]|^(?:self|this|os|process|config|settings|env|args|request|req|params|data|options|opts|ctx|cls|props)\b[.\[]|^&|->|::"
)
_PATH = re.compile(r"^(?:[~.]?/|[A-Za-z]:\\|https?://|\./)")


@dataclass(frozen=True, slots=True)
class AssignedSecret:
    """Reads assignments, judges the name first and then the value."""

    id: str = "secrets.assigned"
    version: str = "1"
    tier: Tier = Tier.FAST
    entities: tuple[str, ...] = ("SECRET_PASSWORD", "SECRET_ASSIGNED")
    examples: tuple[str, ...] = (
        "DB_PASSWORD=«k8Qz1LmW»",
        'password = "«swordfish!23»"',
        "password: «hunter22»",
        f'"apiKey": "«{mixed(32)}»"',
        f"secret_key_base: «{mixed_hex(64)}»",
        "<Pass>«k8Qz1LmW»</Pass>",
        "define( 'DB_PASSWORD', '«k8Qz1LmW»' );",
        "Server=db1;Uid=svc;Pwd=«k8Qz1LmW»;Database=crm",
        "The password is «k8Qz!1LmW», please change it.",
        "Das Passwort lautet «k8Qz!1LmW»",
    )
    counterexamples: tuple[str, ...] = (
        "api_key = YOUR_API_KEY",
        "api_key = ${API_TOKEN}",
        "api_key = changeme",
        "password = getpass.getpass()",
        "password: str,",
        "token = tokenizer.next_token()",
        "max_tokens=4096 and next_token=abc",
        "connect(user=user, password=password)",
        'placeholder="Enter your password"',
        "password=<password>",
        "The password is required and the token is invalid.",
        "sort_key = lambda row: row[0]",
        "public_key = " + mixed(40),
        'type="password" name="password"',
    )

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """Spans of each text."""
        return [list(self._spans(text)) for text in texts]

    def detect_rows(self, texts: Sequence[Text], rows: Sequence[int]) -> list[list[Span]]:
        """Spans of each text, of the triggers whose bits are set."""
        return [list(self._spans(text, bits)) for text, bits in zip(texts, rows, strict=True)]

    def thresholds(self) -> Mapping[str, float]:
        """The lowest score with which each entity is reported."""
        return {"SECRET_PASSWORD": 0.6, "SECRET_ASSIGNED": 0.7}

    @property
    def triggers(self) -> tuple[tuple[str, int], ...]:
        """A hint that is followed like a name, an element, or a sentence that tells a password."""
        followed = f"(?:{'|'.join(_HINTS)}){_FOLLOWED.pattern}"
        others = ((form.pattern, form.flags) for form in (_ELEMENT, _TOLD))
        return ((followed, int(re.IGNORECASE)), *others)

    def reads_header(self, header: str) -> bool:
        """Whether the header alone may make a text a secret."""
        return kind_of(header) is not None

    def _spans(self, text: Text, bits: int = -1) -> Iterator[Span]:
        value = text.value
        if text.header and len(value) <= 300 and (kind := kind_of(text.header)):
            yield from self._judged(kind, value, (len(value) - len(value.lstrip()), len(value.rstrip())), quoted=True)
        lowered = fold(value)
        hints = [hint for hint in _HINTS if hint in lowered]
        if not hints:
            return
        if bits & _FOLLOWED_BIT:
            yield from self._assigned(value, _places(lowered, hints))
        for match in _ELEMENT.finditer(value) if bits & _ELEMENT_BIT and "</" in value else ():
            yield from self._judged(kind_of(match["key"]), value, match.span("value"), quoted=True)
        for match in _TOLD.finditer(value) if bits & _TOLD_BIT else ():
            start, end = match.span("value")
            end = start + len(match["value"].rstrip(".,;:!?)"))
            if match["quote"] or has_sign(value[start:end]):
                yield from self._judged(kind_of(match["key"]), value, (start, end), quoted=True)

    def _assigned(self, value: str, places: Iterable[int]) -> Iterator[Span]:
        done = 0
        for place in places:
            begin = _NAME_BEFORE.search(value, max(0, place - 60), place)
            start = begin.start() if begin else place
            match = _ASSIGNED.match(value, start) if start >= done else None
            if match is None or (kind := kind_of(match["key"])) is None:
                continue
            done = match.end("key")
            if match["quoted"] is not None:
                if _is_joined(value, match):
                    yield from self._judged(kind, value, match.span("quoted"), quoted=True)
            elif match["join"]:
                yield from self._bare(kind, value, match)

    def _bare(self, kind: str, value: str, match: re.Match[str]) -> Iterator[Span]:
        start, end = match.span("bare")
        cut = re.search(r"[;&|]", value[start:end])
        end = start + cut.start() if cut else start + len(value[start:end].rstrip(".,;:)"))
        word = value[start:end]
        if _CODE.search(match["bare"]) or end - start < 4 or (word.isidentifier() and _is_argument(value, match)):
            return
        yield from self._judged(kind, value, (start, end), quoted=_is_line(value, match, end))

    def _judged(self, kind: str | None, text: str, place: tuple[int, int], *, quoted: bool) -> Iterator[Span]:
        start, end = place
        value = text[start:end]
        if kind is None or len(value) < 3 or _PATH.search(value) or value.lower() in _NO_VALUE:
            return
        if is_template(value) and len(value) < 48:
            return
        if kind == "password":
            if is_password(value, sure=quoted):
                yield Span(start, end, "SECRET_PASSWORD", 0.85 if has_sign(value) else 0.6, self.id)
        elif is_key(value):
            yield Span(start, end, "SECRET_ASSIGNED", 0.8, self.id)


def _places(lowered: str, hints: Sequence[str]) -> list[int]:
    """Where a hint stands that a sign of assignment follows."""
    places = []
    for hint in hints:
        at = lowered.find(hint)
        while at >= 0:
            if _FOLLOWED.match(lowered, at):
                places.append(at)
            at = lowered.find(hint, at + 1)
    return sorted(places)


@lru_cache(maxsize=4096)
def kind_of(name: str) -> str | None:
    """What a name promises: "password", "secret" or None."""
    if name.lower() in ("mot de passe", "contraseña"):
        return "password"
    words = [word.lower() for word in _WORDS.findall(name)]
    while len(words) > 1 and (words[-1] in _TAILS or words[-1].isdigit()):
        words.pop()
    if not words:
        return None
    last = words[-1]
    if last in _PASSWORD or last.endswith(_PASSWORD_ENDS) or (last == "pin" and len(words) == 1):
        return "password"
    if last in _SECRET or last.endswith(("apikey", "secret", "token")) or (last == "auth" and len(name) <= 6):
        return "secret"
    if last == "key" and len(words) > 1 and words[-2] in _KEY_OF:
        return "secret"
    return "secret" if words[-2:] in (["connection", "string"], ["access", "code"]) else None


def has_sign(value: str) -> bool:
    """Whether a word of a language is unlikely: digits or signs beside letters, or capitals inside."""
    return not value.isalpha() or not (value.islower() or value.istitle() or value.isupper())


def is_password(value: str, *, sure: bool) -> bool:
    """Whether somebody chose this as a password; `sure` = the place leaves little doubt."""
    if len(value) > 200 or set(value) <= set("*•x.-_ #?X"):
        return False
    if any(c.isspace() for c in value):
        return len(value) >= 24 and entropy(value) > 4.2 and sum(not c.isalnum() for c in value) > len(value) // 5
    if re.search(r"example|placeholder|your[_-]|enter|redacted|<|>|\|", value, re.IGNORECASE) and not sure:
        return False
    if re.search(r"(?i)your|enter|placeholder|redacted|\bmin:|\brequired\b", value):
        return False
    return sure or (has_sign(value) and any(c.isdigit() for c in value))


def is_key(value: str) -> bool:
    """Whether a machine made this key."""
    if value.startswith("base64:"):
        value = value[7:]
    if any(c.isspace() for c in value):
        return len(value) >= 40 and entropy(value) > 4.5 and sum(not c.isalnum() for c in value) > len(value) // 5
    if looks_random(value):
        return True
    signs = sum(not c.isalnum() for c in value)
    return len(value) >= 32 and entropy(value) > 4.3 and signs > len(value) // 5 and not is_filler(value)


def _is_line(text: str, match: re.Match[str], end: int) -> bool:
    """Whether the assignment is all there is on its line, as in a configuration file."""
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    after = text[end : (text.find("\n", end) + len(text) + 1) % (len(text) + 1)]
    starts = re.fullmatch(r"\s*(?:export |set |ENV |- |\$|['\"])?\s*", before) is not None
    return starts and re.fullmatch(r"\s*(?:[#;].*)?", after) is not None


def _is_argument(text: str, match: re.Match[str]) -> bool:
    """Whether a bare name stands in code, where it names a variable."""
    bare = match["bare"]
    if any(c.isdigit() for c in bare) and not bare.islower():
        return False
    following = text[match.end("bare") : match.end("bare") + 1]
    return following in (",", ")") or bare[-1] in ",);" or bare.lower() == match["key"].lower()


def _is_joined(text: str, match: re.Match[str]) -> bool:
    """Whether a quoted value belongs to the name: by a sign, as the second argument of a call, or alone on its line."""
    if match["join"]:
        return True
    return _is_call(text, match.start()) if match["call"] else _stands_alone(text, match.start())


def _is_call(text: str, start: int) -> bool:
    return re.search(r"\(\s{0,4}[\"']$", text[max(0, start - 6) : start]) is not None


def _stands_alone(text: str, start: int) -> bool:
    """`password "..."` at the start of a line is how some configuration files assign; "Pass 'x' to" begins a sentence."""
    return not text.startswith("Pass ", start) and not text[text.rfind("\n", 0, start) + 1 : start].strip()


DETECTORS: tuple[Detector, ...] = (AssignedSecret(),)
