"""`audit redact` from end to end: what the option asks for goes, no planted value is left in any byte, the verdict moves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from click.testing import CliRunner

from auditor.cli import cli
from auditor.errors import UsageError
from auditor.remedies.pseudonyms import read_pseudonyms

if TYPE_CHECKING:
    from tests.conftest import Project

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
#: Planted: personal by form, so that the quickest tier finds each.
CANARIES = (
    "ottoline.quarrybank@mail-werk.net",
    "DE80600999130030044777",
    "4539148803436467",
    "+49 151 23456789",
)


def _plant(project: Project) -> None:
    mail, account, card, phone = CANARIES
    project.write("data/chat.jsonl", f'{{"messages": [{{"role": "user", "content": "I am {mail}, {account}"}}]}}\n')
    project.write("data/list.csv", f"id;card;tel\n1;{card};{phone}\n")
    project.write("data/more/note.md", f"# Note\n\ncall {phone} or {mail}\n")
    project.write(f"data/{mail}.txt", "a quiet text\n")
    project.write("data/clean.json", '{"label": [1, 2]}')
    project.write("data/odd.bin", b"\x00\x01\x02\xff" * 40)


def _run(*args: str) -> Any:
    return CliRunner().invoke(cli, ["redact", *args, "--workers", "1"], standalone_mode=False)


def test_no_planted_value_is_left_in_any_byte(project: Project) -> None:
    _plant(project)
    args = ("--entities", "EMAIL_ADDRESS,IBAN_CODE,CREDIT_CARD,PHONE_NUMBER", "--tier", "fast", "--no-recheck")
    result = _run("data", "-o", "copy", *args)
    assert result.exception is None, result.output
    written = [path for path in (project.root / "copy").rglob("*") if path.is_file()]
    assert len(written) == 6
    for path in written:
        content = path.read_bytes() + str(path).encode()
        for canary in CANARIES:
            assert canary.encode() not in content
    for canary in CANARIES:
        assert canary not in result.output
    assert (project.root / "copy/clean.json").read_bytes() == b'{"label": [1, 2]}'
    manifest = orjson.loads((project.root / "copy/.audit-redact.json").read_bytes())
    assert manifest["files"]["left_out"] == [{"path": "odd.bin", "reason": "binary file"}]
    assert manifest["fields"]["id"]["changed_texts"] == 0
    assert manifest["fields"]["messages[].content"]["changed_texts"] == 1


def test_the_table_of_pseudonyms_is_sealed_and_can_be_opened(project: Project) -> None:
    _plant(project)
    sealed = ("--pseudonyms", "table.enc", "--pseudonyms-key", "table.key", "--no-recheck", "--tier", "fast")
    result = _run("data", "-o", "copy", "--entities", "EMAIL_ADDRESS", "--how", "surrogate", *sealed)
    assert result.exception is None, result.output
    assert CANARIES[0].encode() not in (project.root / "table.enc").read_bytes()
    assert (project.root / "table.key").stat().st_mode & 0o777 == 0o600
    [(entity, value, made)] = list(read_pseudonyms(Path("table.enc"), Path("table.key")))
    assert (entity, value) == ("EMAIL_ADDRESS", CANARIES[0])
    assert made in (project.root / "copy/chat.jsonl").read_text()


@pytest.mark.parametrize("output", ["data", "data/copy", "."])
def test_the_copy_lies_apart_from_its_source(project: Project, output: str) -> None:
    _plant(project)
    result = _run("data", "-o", output, "--entities", "EMAIL_ADDRESS")
    assert isinstance(result.exception, UsageError)
    assert not (project.root / "data/.audit-redact.journal").exists()


@pytest.mark.slow
def test_a_prohibited_option_of_the_support_desk_is_permitted_for_the_copy(project: Project) -> None:
    result = _run(str(SAMPLES / "support-desk"), "-o", "copy", "--for", "deepseek", "-f", "json")
    assert result.exception is None, result.output
    told = orjson.loads(result.output)
    [verdict] = told["verdicts"]
    assert verdict["before"] == "prohibited"
    assert verdict["after"] == "permitted_with_conditions"
    assert told["left"][0]["planned"] == {}
    assert told["left"][0]["again"] == 0
    source = (SAMPLES / "support-desk/tickets.jsonl").read_bytes().splitlines()
    copy = (project.root / "copy/tickets.jsonl").read_bytes().splitlines()
    assert len(source) == len(copy)
    for old, new in zip(map(orjson.loads, source), map(orjson.loads, copy), strict=True):
        assert _shape(old) == _shape(new)


def _shape(value: Any) -> Any:
    if isinstance(value, dict):
        return [(key, _shape(child)) for key, child in value.items()]
    return [_shape(child) for child in value] if isinstance(value, list) else type(value)
