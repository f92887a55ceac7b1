"""From the profile of a dataset to measured facts, each with the findings it rests on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from auditor.policy.logic import OPEN
from auditor.profile import CategoryStats, EntityStats, Profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from auditor.document import ProfileDoc
    from auditor.taxonomy import Taxonomy

_ROLE = "role_mailbox"
_SHOWN = 5
#: Numbers of the policy base without legal source.
_MEDIAN_WORDS = 8
_LONG_TEXT = 50
_WORK_RECORDS = 5

_DIRECT = (
    "identity.name",
    "identity.reference",
    "contact.email",
    "contact.phone",
    "contact.address",
    "online.account",
    "gov_id.*",
    "special.health.record_id",
    "financial.account",
    "payment.pan",
)
_HIPAA = (
    "identity.*",
    "contact.*",
    "online.*",
    "gov_id.*",
    "special.health.record_id",
    "financial.account",
    "payment.pan",
    "vehicle.plate",
    "special.biometric",
    "voice.recording",
    "location.precise",
    "pseudonym.token",
)
#: Facts that one hit in a category sets.
_BY_CATEGORY: dict[str, tuple[str, ...]] = {
    "data.direct_identifiers": _DIRECT,
    "data.children": ("children",),
    "data.national_id": ("gov_id.*",),
    "data.payment_card": ("payment.pan",),
    "data.bank_account": ("financial.account",),
    "data.financial": ("financial.wallet",),
    "data.credentials": ("security.credential",),
    "data.communications": ("communications.*",),
    "data.employee": ("employee.data",),
    "data.professional_secrecy": ("secrecy.professional",),
    "data.government_classified": ("classified.government",),
    "data.csam_suspected": ("csam",),
    "data.hipaa18_detected": _HIPAA,
}
#: Facts that what stands together in a record sets, with the entities that take part in it.
_BY_SIGNAL: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "data.card_auth_data": (("card_auth_with_card", ("CARD_VERIFICATION_VALUE", "CARD_TRACK_DATA")),),
    "data.location_precise": (("location_precise_with_person", ("GEO_COORDINATES",)),),
    "data.financial": (("financial_figure_with_person", ("FINANCIAL_FIGURE",)),),
    "data.employee": (("hr_columns_with_person", ("PERSON",)),),
    "data.communications": (("mail_thread", ()), ("human_speakers", ())),
    "data.tdm_reserved_natural": (("tdm_words", ("TDM_RESERVATION",)),),
    "data.tdm_reserved_machine": (("tdm_machine", ("TDM_RESERVATION",)),),
    "data.hipaa18_detected": (
        ("hipaa_date", ("DATE_TIME",)),
        ("hipaa_age_90", ("AGE",)),
        ("hipaa_place", ("LOCATION",)),
    ),
    "data.personal": (("register_id_with_person", ("PERSON",)),),
}
#: Facts that make data personal.
_MAKE_PERSONAL = (
    "special special_suspected criminal children national_id birth_date payment_card bank_account financial "
    "location_precise communications employee"
)
#: Facts that words of one entity set: a report does not keep the words.
_SINGLE_CAUSES = {
    "data.tlp": ("TLP_MARKING",),
    "data.copyleft_code": ("LICENSE_HEADER",),
    "data.biometric_faces": ("BIOMETRIC_DATA",),
}
#: Every fact that a scan itself establishes (images are told by hashes alone, and no scan has a list of them).
MEASURED = frozenset({*_BY_CATEGORY, *_BY_SIGNAL, *_SINGLE_CAUSES} - {"data.csam_suspected"}).union(
    f"data.{name}"
    for name in (
        "personal birth_date special special_kinds special_suspected criminal verbatim_works_duplicated "
        "dup_rate_personal free_text k_min reid_max_risk"
    ).split()
)
_TLP = ("red", "amber_strict", "amber", "green", "clear")


@dataclass(frozen=True, slots=True)
class Measured:
    """A measured value, the sentence that backs it, and the entities that cause it."""

    value: Any
    evidence: str
    causes: tuple[str, ...] = ()
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()  # of a list: word -> its entities


@dataclass(frozen=True, slots=True)
class Observed:
    """What policies see of the data."""

    facts: dict[str, Measured]
    signals: Mapping[str, int] = field(default_factory=dict)  # records by what stands together
    entities: Mapping[str, int] = field(default_factory=dict)  # findings

    @property
    def values(self) -> dict[str, Any]:
        """Facts by key."""
        return {key: fact.value for key, fact in sorted(self.facts.items())}

    @property
    def evidence(self) -> dict[str, str]:
        """Sentences by key."""
        return {key: fact.evidence for key, fact in sorted(self.facts.items())}


@dataclass(frozen=True, slots=True)
class _Hits:
    """Findings of some entities, as causes and as words."""

    entities: tuple[str, ...]
    evidence: str

    def __bool__(self) -> bool:
        return bool(self.entities)


def measured_facts(profile: Profile, taxonomy: Taxonomy, *, confirmed: bool = False) -> Observed:
    """Every fact that the scan itself establishes; `confirmed`: a person named the quasi-identifiers."""
    facts = dict(_plain_facts(profile))
    facts |= dict(_special_facts(profile, taxonomy))
    facts |= dict(_word_facts(profile))
    facts |= dict(_number_facts(profile, "declared" if confirmed else "proposed"))
    personal = _personal(profile, taxonomy, facts)
    if personal is not None:
        facts["data.personal"] = personal
    counts = {name: stats.count for name, stats in sorted(profile.entities.items())}
    return Observed(dict(sorted(facts.items())), dict(sorted(profile.signals.items())), counts)


def observed_from(document: ProfileDoc, taxonomy: Taxonomy) -> Observed:
    """The same out of a report: `audit check` reads no data. Values are the report's; counts tell the causes."""
    profile = _profile_of(document)
    counted = dict(_plain_facts(profile)) | dict(_special_facts(profile, taxonomy))
    personal = _personal(profile, taxonomy, counted)
    if personal is not None:
        counted["data.personal"] = personal
    facts = {}
    for key, value in document.facts.items():
        known = counted.get(key, Measured(value, "", _SINGLE_CAUSES.get(key, (f"signal:{key}",))))
        held = tuple(value) if isinstance(value, list) else value
        facts[key] = replace(known, value=held, evidence=document.evidence.get(key, ""))
    return Observed(facts, dict(document.signals), {name: row.count for name, row in document.entities.items()})


def _profile_of(document: ProfileDoc) -> Profile:
    """As much of the profile as a report keeps."""
    profile = Profile(signals=Counter(document.signals))
    for name, row in document.entities.items():
        profile.entities[name] = EntityStats(
            count=row.count, records=row.records, detectors=Counter(row.detectors), persons=Counter(row.persons)
        )
    for name, found in document.categories.items():
        statuses = {"confirmed": found.confirmed, "suspected": found.suspected, "unlinked": found.unlinked}
        profile.categories[name] = CategoryStats(
            count=found.count, records=found.records, statuses=Counter(statuses), entities=Counter(found.entities)
        )
    return profile


def without(observed: Observed, entities: Iterable[str]) -> Observed:
    """What would be left if findings of these entities were gone; a fact without entities stays."""
    gone = frozenset(entities)
    facts = {key: left for key, fact in observed.facts.items() if (left := _left(fact, gone)) is not None}
    if "data.special_kinds" in facts and not facts["data.special_kinds"].value:
        facts.pop("data.special_kinds")
    if OPEN in (observed.values.get("data.special_kinds") or ()):  # a part was not read: there it is as it was
        facts |= {key: Measured(None, observed.facts[key].evidence) for key in MEASURED - facts.keys()}
    counts = {name: count for name, count in observed.entities.items() if name not in gone}
    signals = {name: n for name, n in observed.signals.items() if not _signal_entities(name) & gone}
    return Observed(facts, signals, counts)


def _left(fact: Measured, gone: frozenset[str]) -> Measured | None:
    if fact.parts:
        parts = tuple((word, left) for word, names in fact.parts if (left := tuple(n for n in names if n not in gone)))
        more = (OPEN,) if OPEN in fact.value else ()
        return replace(fact, value=(*(word for word, _ in parts), *more), parts=parts)
    causes = tuple(name for name in fact.causes if name not in gone)
    if not fact.causes or causes:
        return replace(fact, causes=causes)
    return None


def _signal_entities(signal: str) -> frozenset[str]:
    return frozenset(e for rows in _BY_SIGNAL.values() for name, found in rows if name == signal for e in found)


# ---------------------------------------------------------------- facts set by findings


def _plain_facts(profile: Profile) -> Iterator[tuple[str, Measured]]:
    for key in dict.fromkeys((*_BY_CATEGORY, *_BY_SIGNAL)):
        hits = _category_hits(profile, _BY_CATEGORY.get(key, ()))
        causes, words = list(hits.entities), [hits.evidence] if hits else []
        for signal, entities in _BY_SIGNAL.get(key, ()):
            if profile.signals[signal]:
                causes += entities or (f"signal:{signal}",)
                words.append(f"{signal.replace('_', ' ')} in {profile.signals[signal]} records")
        if words and key != "data.personal":
            yield key, Measured(True, "; ".join(words), tuple(dict.fromkeys(causes)))
    for key, entity in (("data.birth_date", "DATE_OF_BIRTH"),):
        hits = _entity_hits(profile, [entity])
        if hits:
            yield key, Measured(True, hits.evidence, hits.entities)


def _category_hits(profile: Profile, globs: Iterable[str]) -> _Hits:
    patterns = tuple(globs)
    names = [name for name in sorted(profile.categories) if any(fnmatchcase(name, glob) for glob in patterns)]
    return _entity_hits(profile, [entity for name in names for entity in profile.categories[name].entities])


def _entity_hits(profile: Profile, names: Iterable[str]) -> _Hits:
    """Entities with at least one hit that counts, most frequent first."""
    counts = {name: _count(profile, name) for name in names}
    found = sorted((name for name, count in counts.items() if count > 0), key=lambda name: (-counts[name], name))
    shown = [_sentence(profile, name) for name in found[:_SHOWN]]
    more = f" and {len(found) - _SHOWN} more kinds" if len(found) > _SHOWN else ""
    return _Hits(tuple(found), "; ".join(shown) + more)


def _count(profile: Profile, entity: str) -> int:
    """Findings of an entity, shared mailboxes like info@ left out."""
    stats = profile.entities.get(entity)
    return 0 if stats is None else stats.count - (stats.details[_ROLE] if entity == "EMAIL_ADDRESS" else 0)


def _sentence(profile: Profile, entity: str) -> str:
    stats = profile.entities[entity]
    by = ", ".join(sorted(stats.detectors)[:2])
    return f"{entity} {_count(profile, entity)} in {stats.records} records" + (f" by {by}" if by else "")


def _personal(profile: Profile, taxonomy: Taxonomy, facts: Mapping[str, Measured]) -> Measured | None:
    """Anything that relates to a person, directly or by the facts that imply it."""
    rows = [
        n for n in profile.categories if "data.personal" in (taxonomy.categories[n].fact, taxonomy.categories[n].also)
    ]
    hits = _category_hits(profile, rows)
    implied = [key for name in _MAKE_PERSONAL.split() if (key := f"data.{name}") in facts]
    with_person = profile.signals["register_id_with_person"]
    if not hits and not implied and not with_person:
        return None
    causes = [*hits.entities, *(cause for key in implied for cause in facts[key].causes)]
    words = [hits.evidence] if hits else [facts[key].evidence for key in implied[:1]]
    if with_person and not hits:
        causes.append("PERSON")
        words.append(f"register number with a person in {with_person} records")
    return Measured(True, "; ".join(words), tuple(dict.fromkeys(causes)))


# ---------------------------------------------------------------- Art. 9 and 10


def _special_facts(profile: Profile, taxonomy: Taxonomy) -> Iterator[tuple[str, Measured]]:
    special = {name: row for name, row in sorted(profile.categories.items()) if name.startswith("special.")}
    confirmed = {name: row for name, row in special.items() if row.statuses["confirmed"]}
    if confirmed:
        causes = _entities_of(confirmed.values())
        yield "data.special", Measured(True, _told(confirmed, "confirmed"), causes)
        yield "data.special_kinds", _kinds(confirmed, taxonomy)
    criminal = {n: r for n, r in profile.categories.items() if n == "criminal" and r.statuses["confirmed"]}
    if criminal:
        yield "data.criminal", Measured(True, _told(criminal, "confirmed"), _entities_of(criminal.values()))
    either = {**special, **{n: r for n, r in profile.categories.items() if n == "criminal"}}
    suspected = {n: r for n, r in either.items() if r.statuses["suspected"] and not r.statuses["confirmed"]}
    if suspected:
        evidence = _told(suspected, "suspected")
        yield "data.special_suspected", Measured(True, evidence, _entities_of(suspected.values()))


def _kinds(confirmed: Mapping[str, CategoryStats], taxonomy: Taxonomy) -> Measured:
    parts: dict[str, set[str]] = {}
    for name, row in confirmed.items():
        kind = taxonomy.categories[name].kind
        if kind:
            parts.setdefault(kind, set()).update(row.entities)
    listed = tuple((kind, tuple(sorted(names))) for kind, names in sorted(parts.items()))
    causes = tuple(dict.fromkeys(name for _, names in listed for name in names))
    return Measured(tuple(sorted(parts)), _told(confirmed, "confirmed"), causes, listed)


def _told(rows: Mapping[str, CategoryStats], status: str) -> str:
    return "; ".join(f"{name}: {row.statuses[status]} {status}, {row.records} records" for name, row in rows.items())


def _entities_of(rows: Iterable[CategoryStats]) -> tuple[str, ...]:
    return tuple(sorted({entity for row in rows for entity in row.entities}))


# ---------------------------------------------------------------- closed-list words and numbers


def _word_facts(profile: Profile) -> Iterator[tuple[str, Measured]]:
    tlp = _details(profile, "TLP_MARKING")
    strictest = next((word for word in _TLP if tlp[word]), None) if tlp else None
    if tlp and strictest:
        yield "data.tlp", Measured(strictest, f"TLP_MARKING {strictest} {tlp[strictest]}", ("TLP_MARKING",))
    licences = _details(profile, "LICENSE_HEADER")
    copyleft = sorted(word.partition(":")[2] for word in licences or () if word.startswith("copyleft:"))
    if copyleft:
        yield (
            "data.copyleft_code",
            Measured(True, f"LICENSE_HEADER of {', '.join(copyleft[:_SHOWN])}", ("LICENSE_HEADER",)),
        )
    faces = _details(profile, "BIOMETRIC_DATA")
    if faces and any(word.startswith("face") for word in faces):
        yield "data.biometric_faces", Measured(True, "BIOMETRIC_DATA of faces", ("BIOMETRIC_DATA",))
    works = max(profile.works.kept.values(), default=0)
    if works >= _WORK_RECORDS:
        told = f"the same 200 words of a text with copyright notice, ISBN or DOI in {works} records"
        yield "data.verbatim_works_duplicated", Measured(True, told, ("signal:work_marked",))


def _details(profile: Profile, entity: str) -> Counter[str] | None:
    stats = profile.entities.get(entity)
    return stats.details if stats is not None and stats.details else None


def _number_facts(profile: Profile, quasi: str) -> Iterator[tuple[str, Measured]]:
    records = profile.personal_texts.kept.values()
    if records:
        repeated, total = sum(n for n in records if n > 1), sum(records)
        told = f"{repeated} of {total} records with personal data have a text that also stands in another record"
        told += " (sampled)" if profile.personal_texts.full else ""
        yield "data.dup_rate_personal", Measured(round(repeated / total, 4), told, ("signal:duplicates",))
    free = sorted(name for name, counts in profile.words.items() if _is_free_text(counts))
    if free:
        yield "data.free_text", Measured(True, f"{len(free)} fields hold free text", ("signal:free_text",))
    yield from _table_facts(profile, quasi)


def _is_free_text(counts: Counter[int]) -> bool:
    """Median of at least 8 words, or one value of at least 50."""
    filled = sorted((words, texts) for words, texts in counts.items() if words > 0)
    if not filled:
        return False
    if filled[-1][0] >= _LONG_TEXT:
        return True
    middle, seen = sum(texts for _, texts in filled) / 2, 0
    for words, texts in filled:
        seen += texts
        if seen >= middle:
            return words >= _MEDIAN_WORDS
    return False


def _table_facts(profile: Profile, quasi: str) -> Iterator[tuple[str, Measured]]:
    classes = {table: min(found.kept.values()) for table, found in sorted(profile.quasi.items()) if found.kept}
    if not classes:
        return
    table = min(classes, key=lambda name: (classes[name], name))
    smallest = classes[table]
    names = ", ".join(profile.quasi_names.get(table, ()))
    bound = "at most " if profile.quasi[table].full else ""
    told = f"smallest class over the {quasi} quasi-identifiers ({names}): {bound}{smallest}"
    yield "data.k_min", Measured(smallest, told, ("signal:quasi",))
    yield "data.reid_max_risk", Measured(round(1 / smallest, 4), f"1 / k: {told}", ("signal:quasi",))
