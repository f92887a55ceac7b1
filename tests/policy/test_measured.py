from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from auditor.document import ProfileDoc
from auditor.policy.load import load_policies
from auditor.policy.measured import Observed, measured_facts, observed_from, without
from auditor.profile import CategoryStats, Distinct, EntityStats, Profile

_TAXONOMY = load_policies().taxonomy


def _profile(entities: dict[str, int], statuses: dict[str, str] | None = None, **signals: int) -> Profile:
    """A profile with one finding a record."""
    profile = Profile(records=100, signals=Counter(signals))
    for entity, count in entities.items():
        profile.entities[entity] = EntityStats(count=count, records=count, detectors=Counter({"test": count}))
        category = _TAXONOMY.category_of(entity) or ""
        stats = profile.categories.setdefault(category, CategoryStats())
        stats.count += count
        stats.records += count
        stats.entities[entity] += count
        for status in (statuses or {}).get(entity, "").split():
            stats.statuses[status] += 1
    return profile


def _facts(
    entities: dict[str, int], statuses: dict[str, str] | None = None, signals: dict[str, int] | None = None
) -> dict[str, Any]:
    return measured_facts(_profile(entities, statuses, **(signals or {})), _TAXONOMY).values


@pytest.mark.parametrize(
    ("entity", "facts"),
    [
        ("PERSON", {"data.personal", "data.direct_identifiers", "data.hipaa18_detected"}),
        ("AGE", {"data.personal", "data.hipaa18_detected"}),
        ("DATE_OF_BIRTH", {"data.personal", "data.birth_date", "data.hipaa18_detected"}),
        ("DE_TAX_ID", {"data.personal", "data.national_id", "data.direct_identifiers", "data.hipaa18_detected"}),
        ("CREDIT_CARD", {"data.personal", "data.payment_card", "data.direct_identifiers", "data.hipaa18_detected"}),
        ("IBAN_CODE", {"data.personal", "data.bank_account", "data.direct_identifiers", "data.hipaa18_detected"}),
        ("CRYPTO", {"data.personal", "data.financial"}),
        ("SECRET_PASSWORD", {"data.credentials"}),
        ("CHILD_DATA", {"data.personal", "data.children"}),
        ("EMPLOYEE_ID", {"data.personal", "data.employee"}),
        ("PRIVILEGE_MARKING", {"data.professional_secrecy"}),
        ("CLASSIFICATION_MARKING", {"data.government_classified"}),
        ("CSAM_HASH_MATCH", {"data.csam_suspected"}),
        ("LOCATION", set()),
        ("ORGANIZATION", set()),
        ("GEO_COORDINATES", {"data.hipaa18_detected"}),
        ("FINANCIAL_FIGURE", set()),
        ("UUID", {"data.hipaa18_detected"}),
    ],
)
def test_one_finding_sets_its_facts_and_no_others(entity: str, facts: set[str]) -> None:
    assert set(_facts({entity: 1})) == facts


@pytest.mark.parametrize(
    ("signal", "facts"),
    [
        ("location_precise_with_person", {"data.location_precise", "data.personal"}),
        ("financial_figure_with_person", {"data.financial", "data.personal"}),
        ("hr_columns_with_person", {"data.employee", "data.personal"}),
        ("register_id_with_person", {"data.personal"}),
        ("mail_thread", {"data.communications", "data.personal"}),
        ("human_speakers", {"data.communications", "data.personal"}),
        ("card_auth_with_card", {"data.card_auth_data"}),
        ("tdm_words", {"data.tdm_reserved_natural"}),
        ("tdm_machine", {"data.tdm_reserved_machine"}),
        ("hipaa_place", {"data.hipaa18_detected"}),
        ("substance_use_confirmed", set()),
    ],
)
def test_what_stands_together_sets_its_facts(signal: str, facts: set[str]) -> None:
    assert set(_facts({}, signals={signal: 3})) == facts


def test_shared_mailboxes_are_nobodys() -> None:
    profile = _profile({"EMAIL_ADDRESS": 2})
    profile.entities["EMAIL_ADDRESS"].details["role_mailbox"] = 2
    assert measured_facts(profile, _TAXONOMY).values == {}
    profile.entities["EMAIL_ADDRESS"].count = 3
    found = measured_facts(profile, _TAXONOMY)
    assert found.facts["data.personal"].evidence.startswith("EMAIL_ADDRESS 1 in 2 records by test")


def test_special_categories_by_status() -> None:
    both = _facts({"HEALTH": 2, "RELIGION": 1}, {"HEALTH": "confirmed suspected", "RELIGION": "suspected"})
    assert both["data.special"] is True
    assert both["data.special_kinds"] == ("health",)
    assert both["data.special_suspected"] is True
    only = _facts({"HEALTH": 2}, {"HEALTH": "confirmed suspected"})
    assert "data.special_suspected" not in only
    textbook = _facts({"HEALTH": 5}, {"HEALTH": "unlinked"})
    assert textbook == {}
    assert "data.criminal" in _facts({"CRIMINAL_OFFENCE": 1}, {"CRIMINAL_OFFENCE": "confirmed"})
    assert "data.criminal" not in _facts({"CRIMINAL_OFFENCE": 1}, {"CRIMINAL_OFFENCE": "suspected"})


def test_the_strictest_marking_and_copyleft_licences_count() -> None:
    profile = _profile({"TLP_MARKING": 3, "LICENSE_HEADER": 2})
    profile.entities["TLP_MARKING"].details.update({"green": 2, "amber_strict": 1})
    profile.entities["LICENSE_HEADER"].details.update({"copyleft:GPL-3.0": 1, "permissive:MIT": 1})
    facts = measured_facts(profile, _TAXONOMY).values
    assert facts["data.tlp"] == "amber_strict"
    assert facts["data.copyleft_code"] is True


@pytest.mark.parametrize(
    ("words", "free"),
    [
        ({7: 10}, False),
        ({8: 10}, True),
        ({1: 9, 50: 1}, True),
        ({1: 6, 20: 5}, False),
        ({1: 5, 20: 6}, True),
        ({}, False),
    ],
)
def test_free_text_by_median_or_one_long_value(words: dict[int, int], free: bool) -> None:
    profile = Profile(words={"text": Counter(words)})
    assert ("data.free_text" in measured_facts(profile, _TAXONOMY).values) is free


def test_duplicates_and_classes_of_quasi_identifiers() -> None:
    profile = Profile(personal_texts=Distinct(kept={1: 1, 2: 3}), quasi={"t.csv": Distinct(kept={1: 4, 2: 9})})
    profile.quasi_names = {"t.csv": ("age", "plz")}
    facts = measured_facts(profile, _TAXONOMY)
    assert facts.values == {"data.dup_rate_personal": 0.75, "data.k_min": 4, "data.reid_max_risk": 0.25}
    assert "proposed quasi-identifiers (age, plz)" in facts.facts["data.k_min"].evidence


def test_redaction_unsets_what_the_entities_caused() -> None:
    profile = _profile(
        {"PERSON": 4, "HEALTH": 2, "GENETIC_DATA": 1}, {"HEALTH": "confirmed", "GENETIC_DATA": "confirmed"}
    )
    observed = measured_facts(profile, _TAXONOMY)
    less = without(observed, ["HEALTH"])
    assert less.values["data.special_kinds"] == ("genetic",)
    assert "data.special" in less.values
    none = without(observed, ["HEALTH", "GENETIC_DATA", "PERSON"])
    assert none.values == {}


def test_what_no_redaction_can_unset_stays() -> None:
    observed = measured_facts(_profile({"PERSON": 1}, human_speakers=2), _TAXONOMY)
    assert without(observed, ["PERSON"]).values["data.communications"] is True
    assert without(observed, ["PERSON"]).values["data.personal"] is True


def test_a_report_gives_the_same_facts_back() -> None:
    many = ["EMAIL_ADDRESS", "PHONE_NUMBER", "ADDRESS", "USERNAME", "CUSTOMER_ID", "IP_ADDRESS"]
    profile = _profile({"PERSON": 4, "HEALTH": 2, **dict.fromkeys(many, 3)}, {"HEALTH": "confirmed"}, human_speakers=1)
    first = measured_facts(profile, _TAXONOMY)
    row = {"count": 1, "records": 1, "distinct": 1, "detectors": {"test": 1}}
    rest = {"with_person": 2, "legal": "x", "dpv": None, "fides": None, "detect": "I"}
    document = ProfileDoc.model_validate(
        {
            "findings": 24,
            "records_affected": 4,
            "entities": {name: {**row, "count": count} for name, count in first.entities.items()},
            "categories": {
                name: {
                    **rest,
                    "count": stats.count,
                    "records": stats.records,
                    "confirmed": stats.statuses["confirmed"],
                    "entities": dict(stats.entities),
                }
                for name, stats in profile.categories.items()
            },
            "facts": first.values,
            "evidence": first.evidence,
            "signals": dict(first.signals),
        }
    )
    again: Observed = observed_from(document, _TAXONOMY)
    assert again.values == first.values
    assert again.evidence == first.evidence
    assert again.signals == first.signals
    for key, fact in first.facts.items():
        assert (set(again.facts[key].causes), again.facts[key].parts) == (set(fact.causes), fact.parts), key
    assert len(again.facts["data.personal"].causes) > len(many)
