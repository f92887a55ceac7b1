"""Codes and measurements of bodies: ICD-10 codes, laboratory values, genetic and biometric data (GDPR Art. 4(13)-(15), 9).

Why it matters: they say more about a person than most words, and can't be changed. What to do: leave them out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.detectors.base import PatternDetector

if TYPE_CHECKING:
    from auditor.detectors.base import Detector


def icd_kind(value: str) -> str:
    """Codes F10 to F19 are about substances."""
    return "substance_use" if re.match(r"F1\d", value) else "icd10"


def biometric_kind(value: str) -> str:
    """Which part of a body is measured."""
    low = value.lower()
    for word, kind in (("fac", "face"), ("gesicht", "face"), ("visage", "face"), ("facial", "face"), ("rostro", "face"), ("iris", "iris"), ("retin", "iris"), ("netzhaut", "iris"), ("voi", "voice"), ("stimm", "voice"), ("voc", "voice"), ("voz", "voice"), ("hand", "hand"), ("palm", "hand")):  # fmt: skip
        if word in low:
            return kind
    return "fingerprint"


DETECTORS: tuple[Detector, ...] = (
    PatternDetector(
        id="special.icd10",
        entity="HEALTH",
        pattern=re.compile(r"(?<![A-Za-z0-9.#-])[A-TV-Z]\d{2}(?:\.\d{1,2})?[GVAZ]?(?:[RLB])?(?![A-Za-z0-9-]|\.\d)"),
        score=0.9,
        examples=("Diagnose: «F32.1» G", "ICD-10: «E11.9», «I10»", "Dx «C50.4»"),
        counterexamples=("Take exit B12 of the road", "the code A10 of the part", "see table F32.1"),
        detail=icd_kind,
        keywords=("icd", "diagnos", "dx", "cim-10", "cie-10", "diagnóstico", "hauptdiagnose"),
        context=("icd", "diagnos", " dx ", "cim 10", "cie 10", "diagnóstico", "diagnosi"),
        needs_context=True,
        window=60,
    ),
    PatternDetector(
        id="special.laboratory",
        entity="HEALTH",
        pattern=re.compile(
            r"(?<![\w-])(?i:hba1c|psa|tsh|crp|inr|egfr|ldl|hdl|cd4(?: count)?|viral load|viruslast|blood pressure|blutdruck|tension artérielle|presión arterial|blood sugar|blutzucker|glycémie|glucemia|creatinine?|kreatinin|h(?:a)?emoglobin|hämoglobin|bmi|troponin|leuko(?:zyten|cytes)|cholesterol|cholesterin)"
            r"(?: (?:of|is|was|von|bei|de|level|value|wert))?[ :=]{1,3}(?:[<>] ?)?\d{1,4}(?:[.,/]\d{1,3})?(?: ?(?:%|mg/dl|mmol/l|mmol/mol|ng/ml|µg/l|mu/l|mie/l|g/dl|ml/min|mmhg|copies/ml|cells/\w{2,4}|kg/m2|kg/m²|u/l))",
            re.IGNORECASE,
        ),
        score=0.85,
        examples=("«HbA1c 8.2 %» at the last visit", "«Blutdruck: 150/95 mmHg»", "«PSA 4,1 ng/ml»"),
        counterexamples=("TSH 3 files", "RR 12 of the act", "PSA: read this"),
        detail=lambda _: "lab",
        keywords=tuple(
            "hba1c|psa|tsh|crp|inr|egfr|ldl|hdl|cd4|viral load|viruslast|blood |blut|tension art|presión|glycémie|glucemia|creatin|kreatinin|globin|bmi|troponin|leuko|leukocytes|cholest".split(
                "|"
            )
        ),
    ),
    PatternDetector(
        id="special.genetic",
        entity="GENETIC_DATA",
        pattern=re.compile(
            r"(?<![\w-])(?:(?:BRCA ?[12]|MLH1|MSH2|TP53|APOE|CFTR|HTT|LDLR|HLA-[A-Z]{1,3}\*?\d{1,3}(?::\d{2})?|Factor V Leiden|Faktor-V-Leiden)(?:[ -](?i:gene|gen|gène|gen))?(?:[ -](?i:mutation\w*|variant\w*|carrier|positive?|positiv|träger(?:in)?|status|negative?|mutación|portador[a]?))"
            r"|(?i:(?:positive|tested|carrier|carries|heterozygous|homozygous|träger(?:in)?|heterozygot|homozygot|porteu(?:r|se)|portador[a]?) (?:for |of |a |the |an |für |der |die |das |de la |de |du |del ){0,3})(?:BRCA ?[12]|HTT|CFTR|APOE ?[εe]?4?|Huntington\w*|HLA-\w{1,6}|Factor V Leiden)(?:[ -](?i:gene|gen|mutation|variant|gène))?"
            r"|rs\d{4,10}(?:\([ACGT][;/|,]?[ACGT]\)|[ :]{1,2}[ACGT][;/|,]?[ACGT]\b)|[NM][MCG]_\d{6,9}\.\d{1,2}(?:\(\w{2,10}\))?:[cgp]\.[\w*>_+-]{3,40}|c\.\d{1,6}(?:[_+-]\d{1,6})?(?:[ACGT]>[ACGT]|del[ACGT]{0,10}|dup[ACGT]{0,10}|ins[ACGT]{1,10})|4[5-8],X[XY]{1,2}(?:,[+-]\d{1,2})?\b"
            r"|(?i:(?:my|his|her|patient's|ihr|sein|son|su) (?:dna|genome|genetic|exome) (?:profile|test|sequence|sample|results?|data)|(?:gentest|genanalyse|test génétique|prueba genética|test genetico)\w* (?:ergab|zeigt|positiv|positif|positiva|positivo|a révélé|reveló)|genetic test(?:ing)? (?:showed|revealed|confirmed|was positive|found)))"
        ),
        score=0.85,
        examples=(
            "She is a «BRCA1 mutation» carrier",
            "Genotype «rs429358(C;T)»",
            "«her DNA profile»",
            "«NM_007294.4:c.68_69del»",
            "karyotype «47,XY,+21»",
        ),
        counterexamples=("The gene BRCA1 was found in 1994.", "rs485 is a bus", "a genetic algorithm", "c.20 articles"),
        keywords=(
            *"brca|mlh1|msh2|tp53|apoe|cftr|htt|ldlr|hla-|leiden|huntington|nm_|nc_|ng_|dna |genome|genetic|exome|gentest|genanalyse|génétique|genética|genetico".split(
                "|"
            ),
            *(f"{begin}{digit}" for begin in ("rs", "c.") for digit in range(1, 10)),
            *("45,x", "46,x", "47,x", "48,x"),
        ),
    ),
    PatternDetector(
        id="special.biometric",
        entity="BIOMETRIC_DATA",
        pattern=re.compile(
            r"(?<!\w)(?i:(?:face|facial|fingerprint|iris|retina|voice|palm|vein|biometric)[ _-](?:template|embedding|geometry|print|scan|vector|encoding|id enrol\w*|recognition (?:template|data|profile))s?"
            r"|(?:my|his|her|their|employee|employees'?|user's|passenger) (?:finger ?prints?|face ?print|voice ?print|iris|retina|facial features|palm print|biometrics|biometric data)"
            r"|faceprints?|voiceprints?|clock(?:s|ed|ing)? in (?:with|by) (?:a |his |her |their )?(?:fingerprint|face|palm)"
            r"|(?:ihr|sein|mein|der|die|seinen|ihren|meinen|den)e?n? (?:fingerabdr[uü]ck\w{0,2}|irisscan|gesichtsscan|stimmprofil|netzhautscan)|gesichtserkennungsdaten|biometrische (?:daten|merkmale)|fingerabdruckdaten"
            r"|(?:ses|son|sa|mes|mon) (?:empreintes? (?:digitales?|vocales?)|visage numérisé|iris)|gabarit (?:biométrique|facial)|données biométriques|reconnaissance faciale d"
            r"|(?:sus?|mis?) (?:huellas? (?:dactilares?|digital(?:es)?)|iris|voz registrada)|datos biométricos|plantilla (?:biométrica|facial)|(?:le sue|le mie) impronte digitali|dati biometrici|(?:zijn|haar|mijn) vingerafdruk\w{0,3}|biometrische gegevens)(?!\w)"
        ),
        score=0.8,
        examples=(
            "We stored «her fingerprints» for the door",
            "the «face embedding» of the visitor",
            "«ihren Fingerabdruck» gespeichert",
            "«ses empreintes digitales»",
        ),
        counterexamples=(
            "The key's fingerprint is shown.",
            "canvas fingerprint of the browser",
            "face the facts",
            "iris is a flower",
        ),
        detail=biometric_kind,
        keywords=tuple(
            "face emb|face templ|face geo|face print|face scan|face vec|face enc|face id|face rec|face_|face-|facial|fingerprint|finger print|iris|retina|netzhaut|voice p|voice t|voice e|voice s|voice_|voiceprint|faceprint|palm |palm_|vein t|vein p|biometri|biométri|fingerabdr|gesichts|stimmprofil|empreinte|huella|impronte|vingerafdruk|reconnaissance|voz reg|clock|visage num".split(
                "|"
            )
        ),
    ),
)
