"""What people read: fifteen lines at most, with what, where, why and what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.hook.message import LINES, message
from auditor.hook.outcome import Hit, Objection, Outcome
from auditor.hook.rules import Level, Rules
from auditor.model import Skipped

HIT = Hit("data/a.md", 3, 3, "text", 0, "DE_TAX_ID", "gov_id.tax", "•••", "0123456789abcdef")
MAIL = replace(HIT, entity="EMAIL_ADDRESS", category="contact.email")


def test_nothing_to_say() -> None:
    assert message(Outcome("commit", 3)) == []


def test_a_block_says_everything() -> None:
    text = "\n".join(message(Outcome("commit", 1, (HIT,))))
    for part in (
        "data/a.md:3",
        "DE_TAX_ID",
        "•••",
        HIT.fingerprint,
        "Art. 87",
        "redact:",
        "waive:",
        "exclude:",
        "why:",
    ):
        assert part in text


@pytest.mark.parametrize("count", [1, 5, 9, 10, 11, 500])
def test_never_more_than_fifteen_lines(count: int) -> None:
    hits = tuple(replace(HIT, line=i) for i in range(count))
    full = Outcome(
        *("commit", count, hits, (MAIL,), (HIT,), 3, (Skipped("b", "larger than 1 MB"),)),
        objections=(Objection("train", "prohibited", ("a-rule",)),),
    )
    lines = message(full)
    assert len(lines) <= LINES
    shown = sum("data/a.md:" in line and "DE_TAX_ID" in line for line in lines)
    more = [line for line in lines if line.startswith("  and ")]
    assert shown == count if not more else f"and {count + 1 - shown - 1} more" in more[0]
    assert len(message(full, everything=True)) > count


def test_warnings_are_one_line() -> None:
    (line,) = message(Outcome("commit", 1, (), (MAIL, MAIL)))
    assert "2 EMAIL_ADDRESS" in line
    assert "data/a.md:3" in line


def test_places_without_lines_and_long_ones() -> None:
    assert replace(HIT, line=None, field="a[1]", record=7).place == "data/a.md record 7, a[1]"
    assert replace(HIT, line=None, field="").place == "data/a.md (its name)"
    text = message(Outcome("push", 1, (replace(HIT, path="x/" * 200 + "end.md", times=4),)))[1]
    assert len(text) < 200
    assert "end.md:3 x4" in text


@pytest.mark.parametrize(
    ("category", "entity", "status", "detail", "level"),
    [
        ("security.credential", "SECRET_PASSWORD", None, "", Level.BLOCK),
        ("special.health", "HEALTH", "confirmed", "", Level.BLOCK),
        ("special.health", "HEALTH", "suspected", "", Level.WARN),
        ("special.health", "HEALTH", "unlinked", "", Level.QUIET),
        ("payment.pan", "CREDIT_CARD", None, "", Level.BLOCK),
        ("financial.account", "IBAN_CODE", None, "", Level.BLOCK),
        ("confidential.tlp", "TLP_MARKING", None, "red", Level.BLOCK),
        ("confidential.tlp", "TLP_MARKING", None, "clear", Level.QUIET),
        ("confidential.marking", "CONFIDENTIALITY_MARKING", None, "disclaimer", Level.WARN),
        ("contact.email", "EMAIL_ADDRESS", None, "", Level.WARN),
        ("identity.name", "PERSON", None, "", Level.WARN),
        ("context.date", "DATE_TIME", None, "", Level.QUIET),
    ],
)
def test_what_blocks_without_a_word_in_audit_yaml(
    category: str, entity: str, status: str | None, detail: str, level: Level
) -> None:
    assert Rules().level(category, entity, status, detail) is level
