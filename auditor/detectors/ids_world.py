"""Identifiers of countries outside Europe and the United States that datasets often hold.

Why it matters: each names one person for life. What to do: delete; nothing in language work needs them.
"""

from __future__ import annotations

from auditor.detectors.checks import by_stdnum, has_variety, national_id

DETECTORS = (
    *national_id(
        "ids_world.br_cpf",
        "BR_CPF",
        r"\d{3}\.\d{3}\.\d{3}-\d\d|\d{11}",
        words=(" cpf ", "cadastro de pessoas"),
        validate=by_stdnum("br.cpf"),
        digits=11,
        examples=("CPF «222.353.288-81»", "CPF: «08581270409»"),
        counterexamples=("CPF 222.353.288-82", "pedido 08581270409"),
    ),
    *national_id(
        "ids_world.ca_sin",
        "CA_SIN",
        r"\d{3}[ -]?\d{3}[ -]?\d{3}",
        words=("social insurance", " sin ", "assurance sociale", " nas "),
        validate=by_stdnum("ca.sin"),
        digits=9,
        window=30,
        examples=("Social Insurance Number «469 035 869»",),
        counterexamples=("Social Insurance Number 469 035 868", "469 035 869"),
    ),
    *national_id(
        "ids_world.in_aadhaar",
        "IN_AADHAAR",
        r"[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}",
        words=("aadhaar", "aadhar", "uidai", "आधार"),
        validate=by_stdnum("in_.aadhaar"),
        digits=12,
        examples=("Aadhaar: «4276 9548 3491»",),
        counterexamples=("Aadhaar: 4276 9548 3492", "4276 9548 3491"),
    ),
    *national_id(
        "ids_world.in_pan",
        "IN_PAN",
        r"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]",
        words=(" pan ", "permanent account", "income tax"),
        validate=by_stdnum("in_.pan"),
        digits=4,
        examples=("PAN card «ABCPQ7714U»",),
        counterexamples=("code ABCPQ7714U", "PAN ABCXQ7714U"),
    ),
    *national_id(
        "ids_world.sg_nric",
        "SG_NRIC_FIN",
        r"[STFGM]\d{7}[A-Z]",
        words=("nric", " fin ", "singapore", "identity card"),
        validate=lambda value: _is_nric(value),
        digits=7,
        examples=("NRIC «S1234567D»",),
        counterexamples=("NRIC S1234567A", "part S1234567D"),
    ),
    *national_id(
        "ids_world.kr_rrn",
        "KR_RRN",
        r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-?[1-8]\d{6}",
        words=("주민등록", "주민번호", " rrn ", "resident registration"),
        validate=has_variety,
        digits=13,
        examples=("주민등록번호 «850412-1196146»",),
        counterexamples=("850412-1196146", "주민등록번호 851312-1196146"),
    ),
    *national_id(
        "ids_world.mx_curp",
        "MX_CURP",
        r"[A-Z][AEIOUX][A-Z]{2}\d{6}[HM][A-Z]{5}[A-Z0-9]\d",
        words=("curp", "clave única"),
        validate=by_stdnum("mx.curp"),
        digits=6,
        bare=0.9,
        examples=("CURP «GOMC850412HDFRRR11»",),
        counterexamples=("CURP GOMC850412HDFRRR12",),
    ),
    *national_id(
        "ids_world.za_number",
        "ZA_ID_NUMBER",
        r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}[01]\d\d",
        words=("south africa", " id number ", " id no ", "identity number", "rsa id", "identiteitsnommer"),
        validate=by_stdnum("za.idnr"),
        digits=13,
        examples=("ID number «8504125821085»",),
        counterexamples=("ID number 8504125821086", "stamp 8504125821085"),
    ),
    *national_id(
        "ids_world.tr_number",
        "TR_NATIONAL_ID",
        r"[1-9]\d{10}",
        words=("kimlik", "t.c.", "tckn", " tc "),
        validate=by_stdnum("tr.tckimlik"),
        digits=11,
        examples=("T.C. Kimlik No: «17488304094»",),
        counterexamples=("T.C. Kimlik No: 17488304095", "sipariş 17488304094"),
    ),
    *national_id(
        "ids_world.au_tfn",
        "AU_TFN",
        r"\d{3} ?\d{3} ?\d{3}",
        words=(" tfn ", "tax file"),
        validate=by_stdnum("au.tfn"),
        digits=9,
        examples=("TFN «123 782 944»",),
        counterexamples=("TFN 123 782 945", "123 782 944"),
    ),
    *national_id(
        "ids_world.cn_number",
        "CN_RESIDENT_ID",
        r"[1-8]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]",
        words=("身份证", "居民身份", "resident id", "identity card"),
        validate=by_stdnum("cn.ric"),
        digits=17,
        bare=0.85,
        examples=("身份证号 «11010519850412535X»",),
        counterexamples=("身份证号 110105198504125350",),
    ),
)


def _is_nric(value: str) -> bool:
    """Weighted digits, with an offset by first letter, point into a table of letters."""
    first, digits, last = value[0], value[1:8], value[8]
    offset = {"T": 4, "G": 4, "M": 3}.get(first, 0)
    total = offset + sum(int(c) * w for c, w in zip(digits, (2, 7, 6, 5, 4, 3, 2), strict=True))
    table = "JZIHGFEDCBA" if first in "ST" else "XWUTRQPNMLK"
    if first == "M":
        return "KLJNPQRTUWX"[10 - total % 11] == last
    return table[total % 11] == last
