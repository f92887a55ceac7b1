"""From entity names to categories."""

from __future__ import annotations

import pytest

from auditor.taxonomy import Category, Taxonomy, load_taxonomy


@pytest.mark.parametrize(
    ("entity", "category"),
    [("EMAIL_ADDRESS", "contact.email"), ("SECRET_NEVER_HEARD_OF", "security.credential"), ("SOMETHING", None)],
)
def test_a_name_has_its_category_by_itself_or_by_its_family(entity: str, category: str | None) -> None:
    assert load_taxonomy().category_of(entity) == category


def test_a_name_of_its_own_goes_before_its_family_and_an_unmapped_one_has_none() -> None:
    own = Category("own", "personal", (), ("SECRET_OWN",), "D")
    taxonomy = Taxonomy({"own": own}, (("SECRET_*", "family"),), frozenset({"SECRET_NONE"}))
    assert [taxonomy.category_of(name) for name in ("SECRET_OWN", "SECRET_X", "SECRET_NONE")] == ["own", "family", None]


def test_every_category_of_a_family_exists() -> None:
    taxonomy = load_taxonomy()
    assert {category for _, category in taxonomy.patterns} <= set(taxonomy.categories)
