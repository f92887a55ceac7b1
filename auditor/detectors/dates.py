"""Dates of birth, and dates of what happened to a person (admission, discharge, death, hire).

Why it matters: a birth date singles people out with little else, and dates finer than a year are identifiers of
45 CFR 164.514(b). What to do: keep the year or an age band. Dates about nothing personal are no findings here.
"""

from __future__ import annotations

import re

from auditor.detectors.base import PatternDetector
from auditor.model import Tier

_MONTHS = (
    "Jan(?:uary|uar|vier|uari|eiro)?|Feb(?:ruary|ruar|braio|rero|ruari)?|M[aä]r(?:ch|z|s|zo|t)?|Apr(?:il|ile)?|Ma[iyj]|"
    "Jun[ei]?|Jul[yi]?|Aug(?:ust|ustus)?|Sept?(?:ember|tember)?|O[ck]t(?:ober|obre)?|Nov(?:ember|embre)?|De[cz](?:ember)?|"
    "Jänner|Feber|février|fevr|avril|mai|juin|juillet|août|septembre|octobre|décembre|enero|marzo|abril|mayo|junio|julio|"
    "agosto|septiembre|octubre|noviembre|diciembre|gennaio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|"
    "januari|februari|maart|mei|juni|juli|augustus|oktober|december|janeiro|fevereiro|março|maio|junho|julho|setembro|"
    "outubro|novembro|dezembro|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|"
    "listopada|grudnia|augusti|mars|april"
)
_YEAR = r"(?:19|20)\d\d"
#: The looks ahead only spare `re` the long lists of months where no date can be.
_DATE = (
    r"(?:(?=\d)(?:"
    rf"{_YEAR}[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])(?!\d)"
    rf"|(?:0?[1-9]|[12]\d|3[01])(?:[-./]|\. ?)(?:0?[1-9]|1[0-2])(?:[-./]|\. ?)(?:{_YEAR}|\d\d)(?!\d)"
    rf"|(?:0?[1-9]|1[0-2])[-/](?:0?[1-9]|[12]\d|3[01])[-/](?:{_YEAR}|\d\d)(?!\d)"
    rf"|(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|\.|º)? (?:of |de |d['’])?(?:{_MONTHS})\.?,? (?:de |del )?{_YEAR}(?!\d))"
    rf"|(?=[^\W\d_]{{3,12}}\.? \d)(?:{_MONTHS})\.? (?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?,? {_YEAR}(?!\d))"
)
#: The same with a year of four digits.
_WITH_CENTURY = _DATE.replace(rf"(?:{_YEAR}|\d\d)", _YEAR)
_BIRTH = (
    "born",
    "birth",
    " dob ",
    "d.o.b",
    "birthday",
    "geboren",
    " geb ",
    "geb.",
    "geburt",
    "né le",
    "née le",
    "né(e)",
    "naissance",
    "nacido",
    "nacida",
    "nacimiento",
    " nació ",
    "nato il",
    "nata il",
    "nato a",
    "nata a",
    "nascita",
    "geboortedatum",
    "geboren op",
    "nascido",
    "nascida",
    "nascimento",
    "urodzon",
    "urodzenia",
    " ur. ",
    "född",
    "födelse",
    "født",
    "fødsel",
    "syntynyt",
    "syntymäaika",
    "narozen",
    "született",
    "născut",
    "rođen",
)
_EVENTS = (
    "admitted",
    "admission",
    "discharged",
    "discharge date",
    "date of death",
    "deceased",
    " died on ",
    "passed away",
    "date of service",
    "surgery on",
    "operated on",
    "hospitali",
    "aufgenommen am",
    "aufnahme",
    "aufnahmedatum",
    "entlassen",
    "entlassung",
    "verstorben",
    "sterbedatum",
    "hospitalis",
    "date d'admission",
    "date d'entrée",
    "décédé",
    "date de sortie",
    "ingreso",
    "fecha de alta",
    "fallec",
    "ricover",
    "dimess",
    "decedut",
    "opgenomen",
    "ontslagen",
    "overleden",
    "hire date",
    "date of hire",
    "hired on",
    "eintrittsdatum",
    "date d'embauche",
)
_VALUE = re.compile(rf"(?<![\w./-])(?:{_DATE})(?![\w]|[-/]\d)", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:\bborn(?: on)?|\b(?:date of )?birth(?:day| ?date)?|\bDOB|\bD\.O\.B\.?|\bgeb(?:oren|\.)?(?: am)?|\bgeburtsdatum|"
    r"\bnée? le|\bné\(e\) le|\bdate de naissance|\bfecha de nacimiento|\bnacid[oa] el|\bdata di nascita|\bnat[oa] il|"
    r"\bgeboortedatum|\bgeboren op)"
    rf"[:\s]{{1,3}}(?:is |was |the |le |el |il |am )?(?P<value>{_DATE})(?!\w)",
    re.IGNORECASE,
)

DETECTORS = (
    PatternDetector(
        id="dates.birth",
        entity="DATE_OF_BIRTH",
        pattern=_LABEL,
        score=0.95,
        keywords=tuple(word.strip() for word in _BIRTH),
        digits=3,
        examples=(
            "DOB «1973-08-04».",
            "Born on «March 22, 1960»",
            "geb. am «02.02.1977» in Köln",
            "née le «3 août 1981»",
            "Fecha de nacimiento: «04/05/1990»",
            "geboren op «4 maart 1980»",
        ),
        counterexamples=("born in 1950", "Version of 2024-05-17", "a star is born 12/12"),
    ),
    PatternDetector(
        id="dates.birth_near",
        entity="DATE_OF_BIRTH",
        pattern=_VALUE,
        score=0.75,
        context=_BIRTH,
        needs_context=True,
        window=40,
        digits=3,
        examples=("her birthday, which falls on «12 May 1947»", "urodzony w Krakowie «12.05.1947»"),
        counterexamples=("published on 12 May 1947", "birthday party at 12:30"),
    ),
    PatternDetector(
        id="dates.event",
        entity="DATE_TIME",
        pattern=_VALUE,
        score=0.6,
        context=_EVENTS,
        needs_context=True,
        window=30,
        digits=3,
        examples=("admitted on «12/03/2024»", "Entlassung: «17.05.2023»", "Date of death «2 May 2019»"),
        counterexamples=("released on 12/03/2024", "admission is free"),
    ),
    PatternDetector(
        id="dates.told",
        entity="DATE_TIME",
        pattern=re.compile(
            # a cell that is nothing but a date is told by its header, or says when a row was made
            rf"(?<![\w./-])(?:(?<=[^\n]{{2}})|(?=[^\n]{{8,30}}? [^\W\d_]{{2}}))(?P<value>(?:{_WITH_CENTURY})(?: (?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?)?)"
            r"(?![\w]|[-/:]\w|\.\d)",
            re.IGNORECASE,
        ),
        score=0.5,
        digits=3,
        tier=Tier.STANDARD,
        examples=(
            "On «2007-01-17 23:08:55», the office opened",
            "It's like that since «5/5/1937».",
            "We met on «12 May 2019» in Rome",
            "Termin am «03.05.2024» um zehn",
        ),
        counterexamples=("2007-01-17", "in May 2019", "version 9.5.25", "logged at 2018-08-10T03:34:51Z", "page 12/13"),
    ),
)
