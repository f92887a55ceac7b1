"""Secrets: what a value must look like, which names promise one, and what is only a placeholder."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from auditor.detectors.base import Glance, Text
from auditor.detectors.secrets_assigned import AssignedSecret, kind_of
from auditor.detectors.secrets_code import checksum_of
from auditor.detectors.secrets_providers import DETECTORS as PROVIDERS
from auditor.detectors.secrets_shape import (
    TokenTable,
    is_filler,
    is_issued,
    is_template,
    looks_random,
    mixed,
    mixed_hex,
    mixed_upper,
    mixed_uuid,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_TABLE = next(detector for detector in PROVIDERS if isinstance(detector, TokenTable))
_ASSIGNED = AssignedSecret()


def found(text: str, header: str = "") -> list[str]:
    return [text[span.start : span.end] for span in _ASSIGNED.detect([Text(text, header=header)])[0]]


def test_the_table_knows_at_least_sixty_providers() -> None:
    assert len({pattern.entity for pattern in _TABLE.patterns}) >= 60


@pytest.mark.parametrize("pattern", _TABLE.patterns, ids=[p.id for p in _TABLE.patterns])
def test_each_row_finds_its_own_examples_and_no_placeholder(pattern: object) -> None:
    assert hasattr(pattern, "match")
    for row in [p for p in _TABLE.patterns if p is pattern]:
        for example in row.examples:
            before, value, _ = example.replace("»", "«").split("«")
            text = Text(example.replace("«", "").replace("»", ""))
            assert row.may_match(Glance.of(text))
            assert [(s.start, s.end) for s in row.match(text)] == [(len(before), len(before) + len(value))]
        for counterexample in row.counterexamples:
            assert row.match(Text(counterexample)) == []


@pytest.mark.parametrize(
    "text",
    ["aws_access_key_id = AKIAIOSFODNN7EXAMPLE", "OPENAI_API_KEY=sk-" + "x" * 48, "ghp_" + "x" * 36, "AKIA" + "A" * 16],
)
def test_documentation_examples_were_never_issued(text: str) -> None:
    assert _TABLE.detect([Text(text)]) == [[]]


def test_a_token_after_an_escaped_line_break_is_found() -> None:
    token = "glpat-" + mixed(20)
    assert [s.entity for s in _TABLE.detect([Text(rf"line\n{token}\n")])[0]] == ["SECRET_GITLAB_TOKEN"]


def test_a_token_inside_a_longer_word_is_none() -> None:
    assert _TABLE.detect([Text("x" + "AKIA" + mixed_upper(16))]) == [[]]


def test_an_all_letter_token_is_looked_at() -> None:
    token = "hf_" + "".join(c for c in mixed(80) if c.isalpha())[:34]
    assert [s.entity for s in _TABLE.detect([Text(f"token {token}")])[0]] == ["SECRET_HF_TOKEN"]


def test_the_checksum_of_a_token_is_told_and_does_not_decide() -> None:
    example = next(p for p in _TABLE.patterns if p.id == "secrets.github").examples[0]
    right = example.partition("«")[2].partition("»")[0]
    wrong = right[:-1] + ("a" if right[-1] != "a" else "b")
    assert checksum_of(right) == "checksum_right"
    assert checksum_of(wrong) == "checksum_wrong"
    assert [s.detail for s in _TABLE.detect([Text(wrong)])[0]] == ["checksum_wrong"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("DB_PASSWORD", "password"),
        ("userPassword", "password"),
        ("password1", "password"),
        ("DB_PASSWORD_PROD", "password"),
        ("Passwort", "password"),
        ("apiKey", "secret"),
        ("API_KEY", "secret"),
        ("client_secret", "secret"),
        ("secret_key_base", "secret"),
        ("accessToken", "secret"),
        ("max_tokens", None),
        ("tokenizer", None),
        ("sort_key", None),
        ("public_key", None),
        ("passwordField", None),
        ("password_hint", None),
        ("compass", None),
        ("author", None),
        ("keyboard", None),
    ],
)
def test_a_name_promises_a_secret_by_its_last_words(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("export RDS_PASSWORD='dummy-pass'", "dummy-pass"),
        ("REDIS_PASSWORD=RedisPass1!\nPORT=1", "RedisPass1!"),
        ("    'password' => 'hunter22',", "hunter22"),
        ("$dbpasswd = 'pass123';", "pass123"),
        ("password: changeme", "changeme"),
        ('<password encoding="base64">c3dvcmRmaXNo</password>', "c3dvcmRmaXNo"),
        (
            "SECRET_KEY = 'zh!=!gq(w^_t[sBR29954x)HI+$ehwss*xYNQeu([xcWM'",
            "zh!=!gq(w^_t[sBR29954x)HI+$ehwss*xYNQeu([xcWM",
        ),
        ("Server=db;User Id=sa;Password=Tr0ub4dor&x;", "Tr0ub4dor"),
        ("le mot de passe est «k8Qz!1LmW»", "k8Qz!1LmW"),
    ],
)
def test_assignments_in_many_notations(text: str, value: str) -> None:
    assert found(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "password = input('Password: ')",
        "token = response.json()['token']",
        "api_key: Optional[str] = None",
        "if password == 'abc12345': pass",
        "'password': 'required|min:8'",
        "password: {{ vault_password }}",
        "secret = os.environ['SECRET']",
        "the token: a short word",
        "token: eos",
        "Forgot your password? Reset it.",
        "api_key=<YOUR-KEY-HERE>",
    ],
)
def test_code_and_prose_assign_no_secret(text: str) -> None:
    assert found(text) == []


def test_a_header_counts_as_the_name() -> None:
    assert found("hunter22", header="password") == ["hunter22"]
    assert found(mixed(32), header="api_key") == [mixed(32)]
    assert found("running", header="token") == []
    assert found("hunter22", header="comment") == []


def test_what_is_filler_template_or_random() -> None:
    assert is_filler("sk-xxxxxxxxxxxxxxxx")
    assert is_filler("aaaaaaaaaaaaaaaaaaaaaaaa")
    assert not is_filler(mixed(40))
    assert is_issued(mixed_uuid())
    assert is_template("${TOKEN}")
    assert is_template("{{ token }}")
    assert is_template("<token>")
    assert not is_template("a<b>9$x{")
    assert looks_random(mixed_hex(32))
    assert not looks_random("a-long-name-of-a-thing-1")
    assert not looks_random("short1")


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["password", "password=", "password='", "key.", "token: ", "sk-a1", "AKIA1", '"key": "', "<pass>"]
)
def test_eight_times_the_text_takes_no_more_than_nine_times_the_calls(
    unit: str, calls: Callable[[Callable[[], object]], int]
) -> None:
    short, long = (Text(unit * (size // len(unit))) for size in (5_000, 40_000))
    for detector in (_ASSIGNED, _TABLE):
        detector.detect([short])
        assert calls(partial(detector.detect, [long])) < 9 * calls(partial(detector.detect, [short])) + 200
