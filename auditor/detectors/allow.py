"""What looks like an identifier and is none, or names nobody: one place, after all detectors.

Two kinds. A shield is a text form (a hash, a UUID, a time stamp, a number that its label calls a tracking number)
inside which no number is an identifier; it works before overlaps are resolved. A known value (documentation
addresses, published test cards, numbers reserved for films, links to public documents) is no hit and goes after
they are resolved, so that no weaker reading takes its place. Placeholders of masked data are cut out before. Role
mailboxes stay and are marked: they are found, and nobody's by themselves.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from auditor.detectors.known_values import DOCUMENTED, DRAMA_PHONES, RESERVED_MAIL, ROLES, STRONG_ROLES
from auditor.detectors.placeholders import outside
from auditor.detectors.public_hosts import is_public

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from auditor.detectors.base import Text
    from auditor.model import Span

MEMBER = False

#: Looked at on both sides of a span.
_MARGIN = 90
_NUMERIC = frozenset(
    "PHONE_NUMBER CREDIT_CARD PASSPORT DRIVER_LICENSE LICENSE_PLATE IMEI CUSTOMER_ID CASE_NUMBER EMPLOYEE_ID "
    "VAT_ID IP_ADDRESS ABA_ROUTING_NUMBER MEDICAL_LICENSE IBAN_CODE ADDRESS DATE_OF_BIRTH AGE GEO_COORDINATES".split()
)
_ISO_NAME = re.compile(r"[A-Z]{2}_")
#: Forms inside which nothing is an identifier, whatever its checksum says.
_FORMS = re.compile(
    r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"  # UUID
    r"|\b(?=\d{0,127}[a-f])(?=[a-f]{0,127}\d)[0-9a-f]{24,128}\b"  # hash
    r"|\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?"  # time stamp
    r"|\bISBN(?:-1[03])?[:\s]{0,3}[\d -]{9,17}[\dX]\b|\b97[89][ -]\d{1,5}[ -]\d{1,7}[ -]\d{1,7}[ -]\d\b"
    r"|\bISSN[:\s]{0,3}\d{4}-\d{3}[\dX]\b|\b10\.\d{4,9}/[^\s\"<>]{1,200}|\barXiv:\d{4}\.\d{4,5}"
    r"|(?<![\d.,])-?\d{1,4}\.\d{7,}\b"  # a measured or computed number
    r"|\b(?:[A-Z]{2,6}-)\d{6,14}\b"  # ORD-..., INV-...
    r"|\bdata:[\w/+.;=-]{1,60},[\w+/=%]{1,4096}",
    re.IGNORECASE,
)
#: A label that says the number after it is something else; a checksum that holds weighs more.
_LABELS = re.compile(
    r"\b(?:tracking|order|invoice|part|article|item|product|model|serial|batch|lot|build|commit|revision|ticket|"
    r"issue|bug|port|page|chapter|version|release|asin|ean|gtin|upc|sku|isbn|issn|doi|rfc|cve|hs|cas|pubmed|pmid|"
    r"sendungs|bestell|auftrags|rechnungs|artikel|serien|chargen|commande|facture|suivi|pedido|factura)"
    r"(?:[ -]?(?:number|code|num|no|nr|nummer|id|n°))?[.:#]{0,2}[ \t]{0,3}(?:is |was |ist )?#?[A-Za-z]{0,5}-?$",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"(?:\bsections?|\bsect?\.|§|\bchapter|\bclause|\bfigure|\btable|\babschnitt|\bkapitel|\bchapitre|\bsecci[oó]n|\bsezione|\bcapitolo|"
    r"\bhoofdstuk|\bparagraaf|\bsekcj\w|\brozdzia\w|\bse[cç][aã]o|\bavsnitt|\bv|\bver\.?|\bversions?|\brelease|\brevision|\brev\.?|\bkernel|[A-Za-z]/|[<>=~^]=?)\s?$",
    re.IGNORECASE,
)

#: What is "for internal use only" is a part of a program: documentation of code says so of everything private.
_PART_OF_CODE = re.compile(
    r"\b(?:class(?:es)?|functions?|methods?|modules?|attributes?|variables?|APIs?|macros?|parameters?|arguments?|constants?|"
    r"helpers?|property|properties|fields?|interfaces?|packages?|types?|structs?|enums?|hooks?|endpoints?|options?|flags?|"
    r"wrappers?|decorators?|subclass(?:es)?|namespaces?|symbols?) (?:is|are|was|were|should|must|may|\()[^.\n]{0,50}\Z"
)
_TITLE = re.compile(r"\.? [^\W\d_]")
#: Hosts whose mailboxes are lists and queues.
_LISTS = re.compile(r"@(?:lists?|bugs|packages|bounces?|groups|googlegroups|noreply|tracker|listserv)\.")


def admit(text: Text, spans: Iterable[Span], resolve: Callable[[Iterable[Span]], list[Span]]) -> list[Span]:
    """The spans of a text that count, overlaps resolved by `resolve` in between."""
    unmasked = (span if _is_own(span) else outside(text.value, span) for span in spans)
    standing = resolve([span for span in unmasked if span is not None and not _is_shielded(text.value, span)])
    return [
        _marked(text.value, span) for span in standing if not is_known(span.entity, text.value[span.start : span.end])
    ]


def is_known(entity: str, value: str) -> bool:
    """Whether a value is published for tests, films or documentation, or can't name anyone."""
    if entity == "EMAIL_ADDRESS":
        return bool(RESERVED_MAIL.search(value.lower()))
    if entity == "IP_ADDRESS":
        return names_no_host(value)
    if entity == "URL":
        return is_public(value)
    plain = "".join(c for c in value if c.isalnum()).upper()
    if entity == "PHONE_NUMBER":
        return bool(DRAMA_PHONES.search(plain))
    return plain in DOCUMENTED


def names_no_host(value: str) -> bool:
    """Whether an address is private, local, reserved, for documentation, or a public resolver's."""
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return False
    return not address.is_global or address.is_multicast or value in DOCUMENTED


def is_role_mailbox(address: str) -> bool:
    """Whether a mailbox belongs to a function (info@, support@) and not to a person."""
    tokens = [token for token in re.split(r"[._+\-\d]+", address.lower().partition("@")[0]) if token]
    if _LISTS.search(address.lower()):
        return True
    return bool(tokens) and (tokens[0] in STRONG_ROLES or "".join(tokens) in ROLES or all(t in ROLES for t in tokens))


def _marked(value: str, span: Span) -> Span:
    if span.entity == "EMAIL_ADDRESS" and is_role_mailbox(value[span.start : span.end]):
        return replace(span, detail="role_mailbox")
    return span


def _is_heading(value: str, span: Span) -> bool:
    """A number of four small parts that begins a line and has words after it: "12.4.2.1. Rules"."""
    line = value.rfind("\n", 0, span.start) + 1
    begins = span.start - line < 9 and not value[line : span.start].strip(" #*")
    parts = value[span.start : span.end].split(".")
    small = len(parts) == 4 and all(part.isdigit() and int(part) <= 40 for part in parts)
    return begins and small and bool(_TITLE.match(value, span.end))


def _is_own(span: Span) -> bool:
    """Whether the user said what it is: then nothing of this module applies."""
    return span.detector.startswith("own.")


def _is_reversed(value: str, span: Span) -> bool:
    """Whether an address is the name of a reverse look-up of one that names no host."""
    octets = value[span.start : span.end].split(".")
    return value.startswith(".in-addr.arpa", span.end) and names_no_host(".".join(reversed(octets)))


def _is_shielded(value: str, span: Span) -> bool:
    if _is_own(span):
        return False
    if span.entity == "CONFIDENTIALITY_MARKING":
        return bool(_PART_OF_CODE.search(value, max(0, span.start - _MARGIN), span.start))
    if span.entity not in _NUMERIC and not _ISO_NAME.match(span.entity):
        return False
    left = max(0, span.start - _MARGIN)
    before = value[left : span.start]
    if span.entity == "IP_ADDRESS":
        return bool(_VERSION.search(before[-12:])) or _is_heading(value, span) or _is_reversed(value, span)
    if span.score < 1.0 and _LABELS.search(before[-40:]):
        return True
    start, end = span.start - left, span.end - left
    forms = _FORMS.finditer(value[left : span.end + _MARGIN])
    return any(form.start() <= start and end <= form.end() for form in forms)
