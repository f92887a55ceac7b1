"""Identifiers of Spain, Italy, Portugal, Greece, Cyprus and Malta.

Why it matters: each names one person for life (Art. 87 GDPR); an Italian fiscal code also tells birth date, place and
sex. What to do: delete; nothing in language work needs them.
"""

from __future__ import annotations

from auditor.detectors.checks import by_stdnum, has_variety, national_id, weighted

_NISS = weighted((29, 23, 19, 17, 13, 11, 7, 5, 3, 2), 10)
_FISCAL = r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]"
_FISCAL_WORDS = ("codice fiscale", "cod. fisc", "c.f.", "tessera sanitaria", "fiscal code")

DETECTORS = (
    *national_id(
        "ids_south.es_nif",
        "ES_NIF",
        r"\d{8}[- ]?[A-HJ-NP-TV-Z]",
        words=(" dni ", " nif ", "documento nacional", "d.n.i", "n.i.f", "identidad", "national id"),
        validate=by_stdnum("es.dni"),
        digits=8,
        bare=0.75,
        generic=True,
        examples=("DNI «12346188H»", "N.I.F. «12347080-J»"),
        counterexamples=("DNI 12346188A", "pieza 12346188"),
    ),
    *national_id(
        "ids_south.es_nie",
        "ES_NIE",
        r"[XYZ][- ]?\d{7}[- ]?[A-HJ-NP-TV-Z]",
        words=(" nie ", "extranjero", "residencia", "n.i.e", "foreigner"),
        validate=by_stdnum("es.nie"),
        digits=7,
        bare=0.85,
        examples=("NIE «X8263599K»", "N.I.E.: «X-4501434-N»"),
        counterexamples=("NIE X8263599A", "X1234567"),
    ),
    *national_id(
        "ids_south.es_insurance",
        "ES_SOCIAL_SECURITY",
        r"\d\d[ /-]?\d{8}[ /-]?\d\d",
        words=("seguridad social", " nass ", "afiliación", " naf ", "social security"),
        validate=lambda value: _is_affiliation("".join(filter(str.isdigit, value))),
        digits=12,
        examples=("Seguridad Social «28/12345678/40»",),
        counterexamples=("Seguridad Social 28/12345678/41", "ref. 281234567840"),
    ),
    *national_id(
        "ids_south.it_fiscal",
        "IT_FISCAL_CODE",
        _FISCAL,
        words=_FISCAL_WORDS,
        validate=by_stdnum("it.codicefiscale"),
        digits=2,
        bare=0.95,
        examples=("codice fiscale «BNCMRC75C15F205A»", "«BNCMRC75C15F205A»"),
        counterexamples=("codice fiscale BNCMRC75C15F205B", "ABCDEF12G34H567"),
    ),
    *national_id(
        "ids_south.it_fiscal_small",
        "IT_FISCAL_CODE",
        f"(?i:{_FISCAL})",
        words=_FISCAL_WORDS,
        validate=by_stdnum("it.codicefiscale"),
        digits=2,
        examples=("C.F. «bncmrc75c15f205a»",),
        counterexamples=("bncmrc75c15f205a", "C.F. bncmrc75c15f205b"),
    ),
    *national_id(
        "ids_south.it_card",
        "IT_IDENTITY_CARD",
        r"C[A-Z]\d{5}[A-Z]{2}|A[A-Z] ?\d{7}",
        words=("carta d'identità", "carta d’identità", "carta di identità", "identity card", "documento"),
        digits=5,
        examples=("carta d'identità n. «CA12345AB»", "carta d'identità «AX 4711815»"),
        counterexamples=("codice CA12345AB",),
    ),
    *national_id(
        "ids_south.pt_tax",
        "PT_TAX_ID",
        r"[1235689]\d\d ?\d{3} ?\d{3}",
        words=(" nif ", "contribuinte", "n.i.f", "número fiscal", "finanças"),
        validate=by_stdnum("pt.nif"),
        digits=9,
        examples=("NIF «213 673 908»", "contribuinte n.º «291380905»"),
        counterexamples=("NIF 213 673 909", "telefone 213673908"),
    ),
    *national_id(
        "ids_south.pt_card",
        "PT_ID_CARD",
        r"\d{8} ?\d ?[A-Z0-9]{2}\d",
        words=("cartão de cidadão", "cartao de cidadao", "citizen card", "bilhete de identidade"),
        validate=by_stdnum("pt.cc"),
        digits=8,
        examples=("Cartão de Cidadão «12345678 6 ZZ7»",),
        counterexamples=("Cartão de Cidadão 12345678 6 ZZ8", "12345678 5 ZZ9"),
    ),
    *national_id(
        "ids_south.pt_insurance",
        "PT_SOCIAL_SECURITY",
        r"[12]\d{10}",
        words=(" niss ", "segurança social", "seguranca social"),
        validate=lambda value: _NISS(value[:10]) == 9 - int(value[10]),
        digits=11,
        examples=("NISS «11067234564»",),
        counterexamples=("NISS 11067234565", "número 11067234564"),
    ),
    *national_id(
        "ids_south.pt_health",
        "PT_HEALTH_NUMBER",
        r"\d{3} ?\d{3} ?\d{3}",
        words=("número de utente", "numero de utente", "utente n", " sns ", "n.º de utente"),
        validate=has_variety,
        digits=9,
        window=30,
        examples=("número de utente: «318 204 775»",),
        counterexamples=("número 318 204 775",),
    ),
    *national_id(
        "ids_south.es_health",
        "ES_HEALTH_CARD",
        r"[B-DF-HJ-NP-TV-Z]{4}\d{10}|[B-DF-HJ-NP-TV-Z]{8}[A-Z]{2}\d{6}|AN\d{10}",
        words=(
            "tarjeta sanitaria",
            " cip ",
            "cip-sns",
            " nuhsa ",
            " sip ",
            "targeta sanitària",
            "código de identificación personal",
        ),
        digits=6,
        examples=("tarjeta sanitaria «BBBBBBBBQR648597»", "CIP: «RDGZ1850412001»"),
        counterexamples=("código RDGZ1850412001", "tarjeta sanitaria perdida"),
    ),
    *national_id(
        "ids_south.gr_card",
        "GR_ID_CARD",
        r"(?:[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧA-Z]{1,2})[- ]?\d{6}",
        words=("ταυτότητα", "ταυτότητας", "α.δ.τ", "αδτ", "δελτίο"),
        digits=6,
        window=40,
        examples=("αριθμός ταυτότητας «ΑΚ 482915»",),
        counterexamples=("αριθμός ΑΚ 482915",),
    ),
    *national_id(
        "ids_south.cy_tax",
        "CY_TAX_ID",
        r"\d{8}[A-Z]",
        words=("αφτ", "α.φ.τ", " tic ", "cyprus", "tax identification"),
        validate=by_stdnum("cy.vat"),
        digits=8,
        examples=("Tax Identification Code (Cyprus): «01236548V»",),
        counterexamples=("TIC 01236548B", "ref 01236548V"),
    ),
    *national_id(
        "ids_south.gr_amka",
        "GR_AMKA",
        r"\d{11}",
        words=("αμκα", "α.μ.κ.α", "amka"),
        validate=by_stdnum("gr.amka"),
        digits=11,
        examples=("ΑΜΚΑ «12048576438»",),
        counterexamples=("ΑΜΚΑ 12048576439", "αριθμός 12048576438"),
    ),
    *national_id(
        "ids_south.gr_tax",
        "GR_TAX_ID",
        r"\d{9}",
        words=("αφμ", "α.φ.μ", " afm "),
        validate=by_stdnum("gr.vat"),
        digits=9,
        examples=("ΑΦΜ «411205282»",),
        counterexamples=("ΑΦΜ 411205283", "αριθμός 411205282"),
    ),
    *national_id(
        "ids_south.cy_card",
        "CY_ID_CARD",
        r"\d{6,10}",
        words=("αριθμός ταυτότητας", "δελτίο ταυτότητας", "cyprus id", "arc number"),
        window=30,
        examples=("αριθμός ταυτότητας: «984712»",),
        counterexamples=("αριθμός 984712",),
    ),
    *national_id(
        "ids_south.mt_card",
        "MT_ID_CARD",
        r"\d{3,7}[MGAPLHBZ]",
        words=("karta tal-identit", "identity card", "id card", "malta id"),
        digits=3,
        window=30,
        examples=("Identity card number «0123485M»",),
        counterexamples=("size 100M", "took 5000M"),
    ),
)


def _is_affiliation(digits: str) -> bool:
    """Province, number, and both modulo 97; short numbers drop their leading zero."""
    number = int(digits[2:10])
    body = int(digits[:2]) * 10_000_000 + number if number < 10_000_000 else int(digits[:10])
    return body % 97 == int(digits[10:])
