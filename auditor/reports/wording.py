"""What a report may say: phrases that never appear, and the sentences for headline, silence and residual risk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.document import CategoryRow, ReportDocument
    from auditor.reports.catalogue import Texts

MEMBER = False

#: Each says something that no scan and no policy can establish. Word boundaries; ids and field names are cut out first.
_FORBIDDEN = (
    r"(?<!non-)\bcompliant\b",
    r"\b(?:GDPR|DSGVO)[- ]?(?:safe|compliant|proof|konform\w*)\b",
    r"\bsafe(?:ly)?\b(?! harbou?r)",
    r"(?<!was )(?<!be )\bapproved\b",
    r"\banonymous\b",
    r"\banonymi[sz]ed\b",
    r"\bno personal data\b",
    r"\bcertified\b",
    r"\bguarantee[ds]?\b",
    r"\b100(?:\.0+)? ?%",
    r"\b(?:is|are|be|remains?|fully|perfectly|now) (?:legal|lawful)\b",
    r"\blegally (?:sound|fine|clear|ok(?:ay)?)\b",
    r"\bzero[- ]risk\b",
    r"\brisk[- ]free\b",
    r"\b(?:rechts|datenschutz|dsgvo)[- ]?konform\w*\b",
    r"\bkonform\b",
    r"\bunbedenklich\w*\b",
    r"\banonym\b",
    r"\banonymisiert\w*\b",
    r"\bkeine personenbezogenen Daten\b",
    r"\bzertifiziert\w*\b",
    r"\bgarantier\w+\b",
    r"\bgenehmigt\w*\b",
    r"\b(?:ist|sind|bleibt) (?:legal|zulässig|rechtmäßig|sicher)\b",
)
_PATTERN = re.compile("|".join(f"(?:{pattern})" for pattern in _FORBIDDEN), re.IGNORECASE)
#: Where a word is used about a claim, a requirement or a denial, and not as the report's own result.
_ABOUT = re.compile(
    r"(?i)\b(?:not|never|shown that|cannot(?: in all cases)? be considered|declared|claimed(?: to be)?|say (?:that )?the data are|is not thereby"
    r"|be|if|whether|or|data that are|synthetic or|and may|as|must be|for a|until|once|only for a|neither|nicht|als)\W+"
    r"(?:\w+ for one holder and )?$"
)
#: Terms of the law and positions of others that packs report; none of them is a result of this report.
_TERMS = re.compile(
    r"(?i)sufficient guarantees|certified importer|is lawful only when|anonymi[sz]ed models (?:break|,)|unless anonymi[sz]ed"
    r"|HmbBfDI - no personal data stored|approved (?:modified abuse monitoring|projects|ZDR)|anonymi[sz]ed (?:inputs|form)"
    r"|anonymi[sz]ed-form licen[cs]e|modified abuse monitoring (?:is |was )?approved|each subscription is approved"
)
#: Ids, field names, paths, fingerprints and URLs: words in them are names and say nothing.
_NAMES = re.compile(r"https?://\S+|\b[\w-]+(?:[._:/\[\]-][\w\[\]-]+)+\b|`[^`]*`")


def forbidden_phrases(text: str) -> list[str]:
    """Phrases in a report's prose that it must not say, in order; measured figures and names do not count."""
    prose = _NAMES.sub(lambda match: _kept(match.group()), _TERMS.sub(" · ", " ".join(text.split())))
    return [m.group() for m in _PATTERN.finditer(prose) if not _ABOUT.search(prose[max(0, m.start() - 60) : m.start()])]


def _kept(name: str) -> str:
    """Hyphenated words are prose (`risk-free`), everything else that looks like a name is dropped."""
    return name if re.fullmatch(r"[A-Za-zäöüÄÖÜß]+(?:-[A-Za-zäöüÄÖÜß]+)+", name) and name != name.upper() else " · "


#: Classes whose absence a lawyer asks about, with the facts or categories that would show them.
ABSENCE_CLASSES: dict[str, tuple[str, ...]] = {
    "personal": ("identity.", "contact.", "online.", "gov_id.", "financial.", "payment.", "location.", "vehicle."),
    "special": ("special.",),
    "criminal": ("criminal",),
    "children": ("children",),
    "national_id": ("gov_id.",),
    "credential": ("security.credential",),
    "confidential": ("confidential.", "trade_secret", "secrecy.", "classified."),
}


def absences(document: ReportDocument, say: Texts) -> list[str]:
    """One sentence for each class of which nothing was detected, with its measured recall or the lack of it."""
    return [
        say(f"absence.{_seen(document)}sentence", what=say(f"absence.{key}"), recall=recall(document, key, say))
        for key in absent_classes(document)
    ]


def absent_classes(document: ReportDocument) -> list[str]:
    """Classes that a lawyer asks about and of which nothing was detected."""
    found = tuple(name for name, row in document.profile.categories.items() if row.count)
    return [key for key, starts in ABSENCE_CLASSES.items() if not any(name.startswith(starts) for name in found)]


def absences_in_short(document: ReportDocument, say: Texts) -> list[str]:
    """The same in one sentence for the classes without a measured recall."""
    unmeasured = say("absence.unmeasured")
    silent = {key: recall(document, key, say) for key in absent_classes(document)}
    together = ", ".join(say(f"absence.{key}") for key, told in silent.items() if told == unmeasured)
    measured = [
        say(f"absence.{_seen(document)}sentence", what=say(f"absence.{key}"), recall=told)
        for key, told in silent.items()
        if told != unmeasured
    ]
    return [*([say(f"absence.{_seen(document)}together", what=together)] if together else []), *measured]


def _seen(document: ReportDocument) -> str:
    """In a part of the data something is not seen, which is less than not detected."""
    return "" if document.dataset.sample is None else "part_"


def recall(document: ReportDocument, key: str, say: Texts) -> str:
    """What is known of a class's recall: a lower bound with its sample size, or that it is unmeasured."""
    table: Any = document.profile.assurance.get("recall") or {}
    measured = table.get(key) if isinstance(table, dict) else None
    if not isinstance(measured, dict) or "lower" not in measured or "n" not in measured:
        return say("absence.unmeasured")
    return say("absence.measured", percent=percent(float(measured["lower"]), say), n=say.number(int(measured["n"])))


def percent(share: float, say: Texts) -> str:
    """A share as a percentage that never rounds up to the whole or down to nothing."""
    if share in {0.0, 1.0}:
        return say("word.all") if share else say("word.nothing")
    digits = 1 if 0.001 <= share <= 0.999 else 3
    shown = min(max(round(share * 100, digits), 10**-digits), 100 - 10**-digits)
    return f"{shown:.{digits}f} %" if say.language == "en" else f"{shown:.{digits}f} %".replace(".", ",")


def found_words(document: ReportDocument, say: Texts) -> str:
    """How much was found, in how many records and files, and of how much that is a part."""
    lead = say.plural(
        "findings.lead",
        document.dataset.files,
        findings=say.number(document.profile.findings),
        affected=say.number(document.profile.records_affected),
        records=say.number(document.dataset.records),
    )
    return " ".join((lead, *sample_words(document, say)))


def sample_words(document: ReportDocument, say: Texts) -> list[str]:
    """Of a scan that left records out: which, and what follows for all of them."""
    sample, estimates = document.dataset.sample, document.profile.estimates
    if sample is None:
        return []
    told = []
    if sample.asked:
        counts = {"records": say.number(sample.records), "population": say.number(sample.population)}
        told.append(say("sample.drawn", asked=sample.asked, seed=sample.seed, **counts))
    if sample.stopped:
        told.append(say("sample.stopped"))
    if {"records_affected", "not_seen"} <= estimates.keys():
        row, unseen = estimates["records_affected"], say.number(estimates["not_seen"].high)
        bounds = {"low": say.number(row.low), "high": say.number(row.high)}
        told.append(say("sample.estimate", n=say.number(row.records), unseen=unseen, **bounds))
    return [*told, say("sample.unknown")]


def records_words(document: ReportDocument, category: str, row: CategoryRow, say: Texts) -> str:
    """Records of a category; of a sample also what they stand for, with bounds."""
    estimate, number = document.profile.estimates.get(category), say.number(row.records)
    if estimate is None:
        return number
    low, high = say.number(estimate.low), say.number(estimate.high)
    return say("sample.stands_for", n=number, about=say.number(estimate.records), low=low, high=high)


def count_words(row: CategoryRow, say: Texts) -> str:
    """A count; of indirect content only the part that detectors see, so it says at least."""
    number = say.number(row.count)
    return say("findings.at_least", n=number) if row.detect == "I" else number


def residual(document: ReportDocument, say: Texts) -> list[str]:
    """Sentences about what may have been missed: the share read, the labelled sample and its bound."""
    assurance = document.profile.assurance
    sentences = [_coverage(document, say)]
    bound = _number(assurance, "assurance.residual_upper", "residual_upper")
    sentences.append(say("residual.none") if bound is None else _bound(bound, assurance, say))
    special = _number(assurance, "assurance.special_residual_upper", "special_residual_upper")
    sentences.append(
        say("residual.special_none") if special is None else say("residual.special", bound=percent(special, say))
    )
    return sentences


def _bound(bound: float, assurance: dict[str, Any], say: Texts) -> str:
    sample: Any = assurance.get("labelled_sample")
    if not isinstance(sample, dict) or not sample.get("n"):
        return say("residual.bound_only", bound=percent(bound, say))
    n, misses = say.number(int(sample["n"])), say.number(int(sample.get("misses", 0)))
    return say("residual.bound", n=n, misses=misses, bound=percent(bound, say))


def _coverage(document: ReportDocument, say: Texts) -> str:
    data = document.dataset
    return say(
        "residual.coverage",
        read=say.number(data.bytes_read),
        total=say.number(data.bytes),
        share=percent(coverage(document), say),
    )


def coverage(document: ReportDocument) -> float:
    """Share of the dataset's bytes that were read."""
    measured = _number(document.profile.assurance, "assurance.coverage", "coverage")
    if measured is None:
        measured = _number(document.profile.facts, "assurance.coverage")
    if measured is not None:
        return measured
    return document.dataset.bytes_read / document.dataset.bytes if document.dataset.bytes else 1.0


def _number(values: dict[str, Any], *keys: str) -> float | None:
    for key in keys:
        value = values.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
    return None
