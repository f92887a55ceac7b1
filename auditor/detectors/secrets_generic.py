"""Secrets known by their form whoever issued them: private keys, signed tokens, credentials in URLs, password hashes.

Why it matters: a key or password in the data opens a system to whoever reads it, and to whoever asks a model that was
trained on it. What to do: revoke it first, then replace it by a placeholder.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from auditor.detectors.base import PatternDetector
from auditor.detectors.secrets_shape import is_filler, is_template, mixed

if TYPE_CHECKING:
    from auditor.detectors.base import Detector

_PEM = "-----"
_BODY = "\n".join(mixed(64, n) for n in range(3))
#: Passwords that stand in every manual: a URL with one of them shows a form.
_SHOWN = frozenset("pass password passwd pw pwd secret mypassword yourpassword passwort token key".split())


def _is_key_body(value: str) -> bool:
    """A key has a body: a bare header line in a text about keys has none."""
    lines = re.split(r"\\n|\s+", value)
    return any(len(line) >= 40 and not is_filler(line) for line in lines if not line.startswith(_PEM))


def _is_jwt(value: str) -> bool:
    try:
        head = base64.urlsafe_b64decode(value.partition(".")[0] + "===")
    except (binascii.Error, ValueError):
        return False
    return b'"alg"' in head or b'"typ"' in head or b'"enc"' in head


def _is_url_password(value: str) -> bool:
    return not is_template(value) and value.lower() not in _SHOWN and set(value) != {"*"} and not is_filler(value)


def _is_basic(value: str) -> bool:
    """`user:password` in base64."""
    try:
        text = base64.b64decode(value + "=" * (-len(value) % 4), validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return False
    user, _, password = text.partition(":")
    return bool(user) and text.isprintable() and _is_url_password(password) and len(password) > 2


DETECTORS: tuple[Detector, ...] = (
    PatternDetector(
        id="secrets.private_key",
        entity="SECRET_PRIVATE_KEY",
        pattern=re.compile(
            r"-----BEGIN[ A-Z0-9_-]{0,40}PRIVATE KEY(?: BLOCK)?-----"
            r"[^-]{40,12000}(?:-----END[ A-Z0-9_-]{0,40}PRIVATE KEY(?: BLOCK)?-----)?"
        ),
        score=1.0,
        examples=(f"«{_PEM}BEGIN RSA PRIVATE KEY{_PEM}\n{_BODY}\n{_PEM}END RSA PRIVATE KEY{_PEM}»",),
        counterexamples=(
            f"{_PEM}BEGIN PUBLIC KEY{_PEM}\n{_BODY}\n{_PEM}END PUBLIC KEY{_PEM}",
            f"The file begins with {_PEM}BEGIN PRIVATE KEY{_PEM} and then comes the key in base64, as PEM has it.",
        ),
        validate=_is_key_body,
        keywords=("private key",),
    ),
    PatternDetector(
        id="secrets.putty_key",
        entity="SECRET_PRIVATE_KEY",
        pattern=re.compile(r"Private-Lines: ?\d{1,3}\r?\n(?P<value>(?:[A-Za-z0-9+/=]{20,64}\r?\n?){1,60})"),
        score=1.0,
        examples=(f"PuTTY-User-Key-File-2: ssh-rsa\nPrivate-Lines: 3\n«{_BODY}»",),
        counterexamples=("Private-Lines: 14 lines of base64 follow",),
        keywords=("private-lines",),
    ),
    PatternDetector(
        id="secrets.jwt",
        entity="SECRET_JWT",
        pattern=re.compile(
            r"(?<![A-Za-z0-9_.-])eyJ[A-Za-z0-9_-]{10,4000}\.eyJ[A-Za-z0-9_-]{6,8000}\.[A-Za-z0-9_-]{10,2000}"
        ),
        score=0.95,
        examples=(f"Bearer «eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.{mixed(43)}»",),
        counterexamples=("a token has the form eyJhbGciOi.eyJzdWIi.signature",),
        validate=_is_jwt,
        keywords=("eyj",),
    ),
    PatternDetector(
        id="secrets.url_password",
        entity="SECRET_DB_URL_PASSWORD",
        pattern=re.compile(
            r"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,30}://[^\s:/\"'<>?#]{0,80}:"
            r"(?P<value>[^\s/@\"'<>?]{1,120}(?:@[^\s/@\"'<>?.:]{0,60})?)@(?=[\w\[$-])"
        ),
        score=0.9,
        examples=(
            "DATABASE_URL=postgres://svc:«k8Qz1LmW»@db1.firm.internal:5432/crm",
            "redis://:«k8Qz1LmW»@cache:6379",
        ),
        counterexamples=(
            "postgres://user:password@localhost/db",
            "postgres://${USER}:${PASSWORD}@host/db",
            "https://user:<token>@host/",
            "see http://host:8080/path and mail a@host",
        ),
        validate=_is_url_password,
        keywords=("://",),
    ),
    PatternDetector(
        id="secrets.basic_auth",
        entity="SECRET_BASIC_AUTH",
        pattern=re.compile(
            r"(?i:basic\s{1,3}|[\"'_]auth[\"']?\s{0,3}[=:]\s{0,3}[\"']?)(?P<value>[A-Za-z0-9+/]{8,400}={0,2})"
        ),
        score=0.9,
        examples=("Authorization: Basic «" + base64.b64encode(b"svc:k8Qz1LmW").decode() + "»",),
        counterexamples=("Basic knowledge of Python", "basic introduction1 to numbers"),
        validate=_is_basic,
        keywords=("basic", "auth"),
    ),
    PatternDetector(
        id="secrets.bearer",
        entity="SECRET_BEARER_TOKEN",
        pattern=re.compile(
            r"(?i:bearer|authorization:\s{0,3}token)\s{1,3}(?P<value>[A-Za-z0-9_.~+/-]{20,2000}={0,2})(?![A-Za-z0-9_])"
        ),
        score=0.85,
        examples=(f"Authorization: Bearer «{mixed(40)}»",),
        counterexamples=("Bearer authentication-of-requests needs a header", "Bearer YOUR_ACCESS_TOKEN_FROM_STEP_1"),
        validate=lambda value: _is_random_token(value),
        keywords=("bearer", "authorization"),
    ),
    PatternDetector(
        id="secrets.password_hash",
        entity="SECRET_PASSWORD_HASH",
        pattern=re.compile(
            r"(?<![\w$])(?:\$2[abxy]\$\d\d\$[A-Za-z0-9./]{53}"
            r"|\$(?:1|apr1|5|6|y|7)\$(?:rounds=\d{1,9}\$)?[A-Za-z0-9./]{1,64}\$[A-Za-z0-9./]{22,86}"
            r"|\$argon2(?:id|i|d)\$v=\d{2}\$m=\d{1,9},t=\d{1,4},p=\d{1,3}\$[A-Za-z0-9+/]{8,64}\$[A-Za-z0-9+/]{16,128}"
            r"|pbkdf2_sha\d{1,3}\$\d{1,8}\$[A-Za-z0-9]{8,64}\$[A-Za-z0-9+/=]{20,128})"
        ),
        score=0.95,
        examples=(f"root:«$6$k8Qz1LmW${mixed(86)}»:0", f"admin:«$apr1$k8Qz1LmW${mixed(22)}»"),
        counterexamples=("costs $6$ or $1$ each", "$2y$12$ is the prefix of bcrypt"),
        keywords=("$",),
    ),
    PatternDetector(
        id="secrets.pgpass",
        entity="SECRET_PASSWORD",
        pattern=re.compile(
            r"^[\w.*-]{1,100}:(?:\d{2,5}|\*):[\w*-]{1,63}:[\w.@-]{1,63}:(?P<value>[^\s:]{3,100})$", re.MULTILINE
        ),
        score=0.85,
        examples=("db1.firm.internal:5432:crm:svc:«k8Qz1LmW»",),
        counterexamples=("12:30:15:07:00", "hostname:port:database:username:password"),
        digits=2,
    ),
    PatternDetector(
        id="secrets.netrc",
        entity="SECRET_PASSWORD",
        pattern=re.compile(r"\blogin\s{1,4}\S{1,100}\s{1,8}password\s{1,4}(?P<value>[^\s<$]\S{2,100})"),
        score=0.9,
        examples=("machine mail.firm.internal login svc password «k8Qz1LmW»",),
        counterexamples=("a login with password <password>",),
        keywords=("login",),
    ),
    PatternDetector(
        id="secrets.login_call",
        entity="SECRET_PASSWORD",
        pattern=re.compile(
            r"(?i:(?:login|connect|authenticate|credentials?|basicauth|sign_?in)\w{0,12})\(\s{0,8}[\"'][^\"'\n()]{2,80}[\"']\s{0,4},\s{0,8}"
            r"[\"'](?P<value>[^\"'\s()]{5,80})[\"']\s{0,4}[,)]"
        ),
        score=0.75,
        examples=('conn.login("svc@firm.internal", "«k8Qz1LmW»")',),
        counterexamples=("login('user', 'password')", 'connect("host", 8080)', 'signal.connect("clicked", "quit")'),
        validate=lambda value: _is_argument(value),
        keywords=("login", "connect", "authenticate", "credential", "basicauth", "signin", "sign_in"),
    ),
    PatternDetector(
        id="secrets.command_line",
        entity="SECRET_PASSWORD",
        pattern=re.compile(
            r"(?:(?<![\w-])--?(?:password|passwd|pass|token|api-?key|secret)(?:=|\s{1,2})[\"']?"
            r"|\b(?:sshpass\s{1,2}|mysql(?:dump|admin)?\s[^\n]{0,80}?\s)-p\s{0,2}[\"']?|\bcurl\b[^\n]{0,200}?\s(?:-u|--user)\s{1,2}[\"']?[\w.@-]{1,60}:)"
            r"(?P<value>[^\s\"'<>$\[\]{}(),;|-][^\s\"'<>$,;|\]]{3,120})"
        ),
        score=0.8,
        examples=(
            "mysql --user=svc --password=«k8Qz1LmW» crm",
            "sshpass -p «k8Qz1LmW» ssh host",
            "curl -s -u svc:«k8Qz1LmW» https://host",
        ),
        counterexamples=(
            "pass --password FILE to it",
            "use --token=<token> or --password to be asked",
            "curl -u user:password https://host",
        ),
        validate=lambda value: _is_argument(value),
        keywords=("--pass", "--token", "--api", "--secret", "-pass", "-token", "sshpass", "mysql", "curl"),
    ),
)


def _is_random_token(value: str) -> bool:
    varied = any(c.isdigit() for c in value) and any(c.isalpha() for c in value)
    return varied and not is_filler(value) and len(set(value)) >= 10 and "_TOKEN" not in value


def _is_argument(value: str) -> bool:
    """Words of a manual page are no passwords: a digit or a sign is asked for."""
    return (
        _is_url_password(value) and any(not c.isalpha() for c in value) and not re.fullmatch(r"[\w-]+[.:]?", value)
    ) or (_is_url_password(value) and any(c.isdigit() for c in value) and any(c.isalpha() for c in value))
