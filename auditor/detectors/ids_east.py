"""Identifiers of Poland, Czechia, Slovakia, Hungary, Romania, Bulgaria, Croatia and Slovenia.

Why it matters: each names one person for life and mostly tells birth date and sex (Art. 87 GDPR). What to do: delete;
nothing in language work needs them.
"""

from __future__ import annotations

from auditor.detectors.checks import by_stdnum, has_variety, national_id, weighted

_ID_CARD = weighted((7, 3, 1, 9, 7, 3, 1, 7, 3), 10)
_TAJ = weighted((3, 7) * 4, 10)
_HU_TAX = weighted((1, 2, 3, 4, 5, 6, 7, 8, 9), 11)


def _is_polish_card(value: str) -> bool:
    plain = value.replace(" ", "")
    return _ID_CARD(plain) == 0 and has_variety(plain)


def _is_taj(value: str) -> bool:
    plain = "".join(filter(str.isdigit, value))
    return _TAJ(plain[:8]) == int(plain[8]) and has_variety(plain)


DETECTORS = (
    *national_id(
        "ids_east.pl_pesel",
        "PL_PESEL",
        r"\d{11}",
        words=("pesel",),
        validate=by_stdnum("pl.pesel"),
        digits=11,
        generic=True,
        examples=("PESEL «85041285317»", "nr PESEL: «85041272625»"),
        counterexamples=("PESEL 85041285318", "zamówienie 85041285317"),
    ),
    *national_id(
        "ids_east.pl_card",
        "PL_ID_CARD",
        r"[A-Z]{3} ?\d{6}",
        words=("dowód", "dowod", "dowodu", "identity card", "id card"),
        validate=_is_polish_card,
        digits=6,
        examples=("dowód osobisty «ABS 123456»",),
        counterexamples=("dowód osobisty ABS 123457", "ABS 123456"),
    ),
    *national_id(
        "ids_east.cz_number",
        "CZ_BIRTH_NUMBER",
        r"\d\d[0-8]\d[0-3]\d/?\d{3,4}",
        words=("rodné číslo", "rodne cislo", "rodného čísla", "r.č.", " rč ", "birth number"),
        validate=by_stdnum("cz.rc"),
        digits=9,
        examples=("rodné číslo «850412/4915»",),
        counterexamples=("rodné číslo 850412/4916", "čj. 850412/4915"),
    ),
    *national_id(
        "ids_east.hu_health",
        "HU_TAJ",
        r"\d{3}[ -]?\d{3}[ -]?\d{3}",
        words=(" taj ", "taj-szám", "tajszám", "társadalombiztosítási"),
        validate=_is_taj,
        digits=9,
        examples=("TAJ-szám: «123 456 788»",),
        counterexamples=("TAJ-szám: 123 456 789", "123 456 788"),
    ),
    *national_id(
        "ids_east.hu_tax",
        "HU_TAX_ID",
        r"8\d{9}",
        words=("adóazonosító", "adóazonosito", "tax identification"),
        validate=lambda value: _HU_TAX(value[:9]) % 11 == int(value[9]),
        digits=10,
        examples=("adóazonosító jel «8123456786»",),
        counterexamples=("adóazonosító jel 8123456785", "szám 8123456786"),
    ),
    *national_id(
        "ids_east.hu_card",
        "HU_ID_CARD",
        r"\d{6} ?[A-Z]{2}",
        words=("személyi igazolvány", "személyazonosító igazolvány", "szig", "igazolvány"),
        digits=6,
        window=40,
        examples=("személyi igazolvány száma: «482915 KA»",),
        counterexamples=("szám 482915 KA",),
    ),
    *national_id(
        "ids_east.ro_card",
        "RO_ID_CARD",
        r"[A-Z]{2} ?(?:nr\.? ?)?\d{6}",
        words=("carte de identitate", "buletin", " c.i ", " ci ", "seria"),
        digits=6,
        window=40,
        examples=("carte de identitate seria «RX 482915»",),
        counterexamples=("factura RX 482915",),
    ),
    *national_id(
        "ids_east.cz_card",
        "CZ_ID_CARD",
        r"\d{9}",
        words=("občanský průkaz", "občanského průkazu", "číslo op", "č. op", "obcansky prukaz"),
        validate=has_variety,
        digits=9,
        window=40,
        examples=("občanský průkaz č. «204815936»",),
        counterexamples=("číslo 204815936",),
    ),
    *national_id(
        "ids_east.sk_card",
        "SK_ID_CARD",
        r"[A-Z]{2} ?\d{6}",
        words=("občiansky preukaz", "občianskeho preukazu", "číslo op", "č. op"),
        digits=6,
        window=40,
        examples=("občiansky preukaz č. «HN482915»",),
        counterexamples=("číslo HN482915",),
    ),
    *national_id(
        "ids_east.si_tax",
        "SI_TAX_ID",
        r"\d{8}",
        words=("davčna številka", "davčne številke", "davčna št"),
        validate=by_stdnum("si.ddv"),
        digits=8,
        examples=("davčna številka: «48291501»",),
        counterexamples=("številka 48291501",),
    ),
    *national_id(
        "ids_east.ro_cnp",
        "RO_CNP",
        r"[1-9]\d{12}",
        words=(" cnp ", "cod numeric personal", "c.n.p"),
        validate=by_stdnum("ro.cnp"),
        digits=13,
        examples=("CNP «1850412405314»",),
        counterexamples=("CNP 1850412405315", "comanda 1850412405314"),
    ),
    *national_id(
        "ids_east.bg_egn",
        "BG_EGN",
        r"\d{10}",
        words=("егн", " egn ", "единен граждански"),
        validate=by_stdnum("bg.egn"),
        digits=10,
        examples=("ЕГН «8504121934»",),
        counterexamples=("ЕГН 8504121935", "номер 8504121934"),
    ),
    *national_id(
        "ids_east.hr_oib",
        "HR_OIB",
        r"\d{11}",
        words=(" oib ", "osobni identifikacijski"),
        validate=by_stdnum("hr.oib"),
        digits=11,
        examples=("OIB: «57051757232»",),
        counterexamples=("OIB: 57051757233", "broj 57051757232"),
    ),
    *national_id(
        "ids_east.si_emso",
        "SI_EMSO",
        r"[0-3]\d[01]\d{10}",
        words=("emšo", "emso", "jmbg", "matična številka občana"),
        validate=by_stdnum("si.emso"),
        digits=13,
        examples=("EMŠO «1204985500183»",),
        counterexamples=("EMŠO 1204985500184", "številka 1204985500183"),
    ),
)
