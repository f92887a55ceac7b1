"""Consistent surrogates: a keyed HMAC chooses them, so that equal values stay equal and nobody can count back.

What a surrogate looks like can't hit anybody: reserved phone ranges and domains, documentation addresses, numbers
whose check digits are wrong. An entity for which no such form is known has no surrogate: it is masked.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from typing import TYPE_CHECKING

from auditor.remedies.names import GENDERS, GIVEN, KEPT, SURNAMES
from auditor.remedies.phones import fictional

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.redaction import Key

_TOKEN = re.compile(r"[^\W\d_]+")
_UNITS = re.compile(r"[^\W_]", re.UNICODE)
_TLDS = ("com", "org", "net")
#: Numbers with check digits: the country's module of python-stdnum that says whether one is valid.
_CHECKED = {
    "DE_TAX_ID": "de.idnr",
    "FR_NIR": "fr.nir",
    "NL_BSN": "nl.bsn",
    "ES_NIF": "es.nif",
    "ES_NIE": "es.nie",
    "IT_FISCAL_CODE": "it.codicefiscale",
    "PL_PESEL": "pl.pesel",
    "SE_PERSONNUMMER": "se.personnummer",
    "UK_NHS": "gb.nhs",
    "CREDIT_CARD": "luhn",
    "IMEI": "imei",
    "IBAN_CODE": "iban",
}


def surrogate(entity: str, value: str, key: Key, language: str) -> str | None:
    """The value's surrogate, or None where the entity has none."""
    if entity in _CHECKED:
        return _wrong_number(entity, value, key)
    maker = _MAKERS.get(entity)
    return maker(value, key, language) if maker is not None else None


def _number(key: Key, kind: str, value: str) -> int:
    text = " ".join(unicodedata.normalize("NFKC", value).casefold().split())
    return int.from_bytes(
        hmac.new(key.secret, f"surrogate {kind}\0{text}".encode("utf-8", "replace"), hashlib.sha256).digest()
    )


def _person(value: str, key: Key, language: str) -> str:
    """Token by token, so that a full name, its surname alone and an address with both go on fitting each other."""
    return "".join(
        _name(token, key, language) if token[:1].isalpha() else _plain(token)
        for token in re.split(r"([^\W\d_]+)", value)
    )


def _plain(between: str) -> str:
    return "".join(char if char in " .,-'" else " " if char.isspace() else "" for char in between)


def _name(token: str, key: Key, language: str) -> str:
    word = token.casefold()
    if word in KEPT:
        return token if token.isascii() else ""
    number = _number(key, "name", word)
    if len(token) == 1:
        return "ABCDEFGHJKLMNPRSTW"[number % 18]
    if word in GENDERS:
        home, gender = GENDERS[word]
        pool = GIVEN[language if language in GIVEN else home][gender]
        others = [name for name in pool if name.casefold() != word]
        return _cased(others[number % len(others)], token)
    starts, ends = SURNAMES.get(language, SURNAMES["en"])
    return _cased(starts[number % len(starts)] + ends[number // 1009 % len(ends)], token)


def _cased(name: str, like: str) -> str:
    return name.upper() if like.isupper() else name.lower() if like.islower() else name


def _email(value: str, key: Key, language: str) -> str:
    local, _, domain = value.rpartition("@")
    tokens = [_name(token, key, language).lower() for token in _TOKEN.findall(local)[:3] if len(token) > 1]
    number = _number(key, "mailbox", value)
    where = _number(key, "domain", domain)
    return f"{'.'.join(tokens) or 'user'}{number % 1000}@d{where % 10_000}.example.{_TLDS[where % 3]}"


def _phone(value: str, key: Key, language: str) -> str:
    digits = re.sub(r"\D", "", value).lstrip("0")
    return fictional(value, _number(key, "phone", digits[-8:]), language)


def _ip(value: str, key: Key, _: str) -> str:
    number = _number(key, "ip", value)
    if ":" in value:
        return f"2001:db8:{number % 65536:x}::{number // 65536 % 65535 + 1:x}"
    return f"{('192.0.2', '198.51.100', '203.0.113')[number % 3]}.{number // 3 % 254 + 1}"


def _mac(value: str, key: Key, _: str) -> str:
    sign = "-" if "-" in value else ":"
    return sign.join(("00", "00", "5E", "00", "53", f"{_number(key, 'mac', value) % 256:02X}"))


def _url(value: str, key: Key, _: str) -> str:
    return f"https://example.com/{_number(key, 'url', value) % 10**8:08d}"


def _user(value: str, key: Key, _: str) -> str:
    return f"{'@' if value.startswith('@') else ''}user_{_number(key, 'user', value) % 10**8:08d}"


def _uuid(value: str, key: Key, _: str) -> str:
    digits = f"{_number(key, 'uuid', value):064x}"[:32]
    return f"{digits[:8]}-{digits[8:12]}-0000-0000-{digits[20:]}"  # version 0: no generator makes these


def _shaped(value: str, number: int) -> str:
    """Letters for letters and digits for digits, the first digit never 0; signs stay."""
    made: list[str] = []
    first = True
    for char in value:
        if not _UNITS.match(char):
            made.append(char if char.isascii() else " ")
        elif char.isdigit():
            number, digit = divmod(number, 9 if first else 10)
            made.append(str(digit + 1 if first else digit))
            first = False
        else:
            number, place = divmod(number, 26)
            made.append(chr((65 if char.isupper() else 97) + place))
    return "".join(made)


def _wrong_number(entity: str, value: str, key: Key) -> str | None:
    """A number of the value's form whose check digits are wrong."""
    is_valid = _validator(entity)
    compact = re.sub(r"[\W_]", "", value)
    for attempt in range(20):
        number = _number(key, f"{entity} {attempt}", compact)
        made = value[:2] + _shaped(value[2:], number) if entity == "IBAN_CODE" else _shaped(value, number)
        if not is_valid(made) and re.sub(r"[\W_]", "", made) != compact:
            return made
    return None


def _validator(entity: str) -> Callable[[str], bool]:
    from importlib import import_module

    is_valid: Callable[[str], bool] = import_module(f"stdnum.{_CHECKED[entity]}").is_valid
    return is_valid


_MAKERS: dict[str, Callable[[str, Key, str], str]] = {
    "PERSON": _person,
    "EMAIL_ADDRESS": _email,
    "PHONE_NUMBER": _phone,
    "IP_ADDRESS": _ip,
    "MAC_ADDRESS": _mac,
    "URL": _url,
    "USERNAME": _user,
    "UUID": _uuid,
    "PSEUDONYM_TOKEN": _user,
}
