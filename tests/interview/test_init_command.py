"""`audit init` as people and scripts run it, with piped answers."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from auditor.cli import main
from auditor.policy.declaration import Declaration, load_declaration

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from auditor.policy.load import PolicyBase

DATA = '{"text": "Write to Jane Roe, jane.roe@mail-werk.net, about her order"}\n'
_TODAY = ("--today", "2026-11-22")


@dataclass(frozen=True, slots=True)
class Talk:
    code: int
    out: str
    err: str


class _Interrupted(io.StringIO):
    """Standard input on which somebody presses Ctrl-C once the answers are used up."""

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # the base class says bytes
        line = super().readline(size)
        if not line:
            raise KeyboardInterrupt
        return line


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDIT_KEY", "k" * 32)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.jsonl").write_text(DATA, encoding="utf-8")
    return tmp_path


@pytest.fixture
def init(folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Talk]:
    def run(*arguments: str | Path, typed: str = "", stdin: type[io.StringIO] = io.StringIO) -> Talk:
        capfd.readouterr()
        monkeypatch.setattr("sys.stdin", stdin(typed))
        with pytest.raises(SystemExit) as stop:
            main(["init", *map(str, arguments)])
        captured = capfd.readouterr()
        return Talk(int(stop.value.code or 0), captured.out, captured.err)

    return run


def _facts(path: Path, base: PolicyBase, activity: str = "prompting") -> dict[str, Any]:
    return {key: said.value for key, said in load_declaration(path, base).facts(activity).items()}


def test_yes_writes_a_template_that_declares_nothing(init: Callable[..., Talk], folder: Path, base: PolicyBase) -> None:
    ran = init("--yes")
    assert (ran.code, ran.out) == (0, "")
    assert "wrote audit.yaml" in ran.err
    declared = load_declaration(folder / "audit.yaml", base)
    assert declared.options == Declaration().options
    assert _facts(folder / "audit.yaml", base) == {}


def test_yes_beside_data_and_into_a_named_file(init: Callable[..., Talk], folder: Path) -> None:
    assert init("data", "--yes").code == 0
    assert (folder / "data" / "audit.yaml").is_file()
    assert init("data", "--yes", "-o", "own.yaml").code == 0
    assert (folder / "own.yaml").read_bytes() == (folder / "data" / "audit.yaml").read_bytes()
    assert not (folder / "audit.yaml").exists()


def test_yes_keeps_what_stands_there(init: Callable[..., Talk], folder: Path) -> None:
    own = "# by hand\npurpose: {commercial: true}  # as sold\n"
    (folder / "audit.yaml").write_text(own, encoding="utf-8")
    ran = init("--yes")
    assert "added missing sections" in ran.err
    text = (folder / "audit.yaml").read_text(encoding="utf-8")
    assert text.startswith(own)
    assert "already complete" in init("--yes").err
    assert (folder / "audit.yaml").read_text(encoding="utf-8") == text


def test_answers_are_written_and_told(init: Callable[..., Talk], folder: Path, base: PolicyBase) -> None:
    ran = init(*_TODAY, typed="1\n1,openai\n1\n6\n")
    assert ran.code == 0, ran.err
    path = folder / "audit.yaml"
    assert [option.id for option in load_declaration(path, base).options] == ["onprem:prompting", "openai:prompting"]
    facts = _facts(path, base)
    assert facts["ctx.jurisdictions"] == ("EU",)
    assert facts["ctx.lawful_basis"] == "legitimate_interests"
    for told in (
        "why:",
        "decides: 2 options",
        "who knows: lawyer or DPO",
        "0  don't know",
        "what was answered is kept",
    ):
        assert told in ran.out
    assert "next: audit scan . -c audit.yaml" in ran.out
    assert "nothing scanned" in ran.err


def test_with_data_a_fast_scan_decides_what_is_asked(init: Callable[..., Talk], folder: Path) -> None:
    ran = init("data", *_TODAY, typed="\n1\nq\n")
    assert ran.code == 0, ran.err
    assert "scanning data at tier fast first" in ran.err
    assert "VERDICT NOW" in ran.out
    assert "openai:prompting" in ran.out
    assert "next: audit scan data -c data/audit.yaml" in ran.out
    assert "jane.roe" not in ran.out + ran.err + (folder / "data" / "audit.yaml").read_text(encoding="utf-8")


def test_an_interrupted_interview_goes_on_where_it_was(
    init: Callable[..., Talk], folder: Path, base: PolicyBase
) -> None:
    ran = init(*_TODAY, typed="1\n1\n1\n", stdin=_Interrupted)
    assert ran.code == 130
    assert "kept in audit.yaml" in ran.err
    kept = (folder / "audit.yaml").read_text(encoding="utf-8")
    assert _facts(folder / "audit.yaml", base) == {"ctx.jurisdictions": ("EU",)}
    again = init(*_TODAY, typed="1\nq\n")
    assert "What do you want to do" not in again.out
    assert "Where are you, and where are the people" not in again.out
    facts = _facts(folder / "audit.yaml", base)
    assert len(facts) == 2
    comments = [line for line in kept.splitlines() if line.lstrip().startswith("# ")]
    text = (folder / "audit.yaml").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line in set(comments)] == comments


def test_back_undoes_and_a_misfit_is_asked_again(init: Callable[..., Talk], folder: Path, base: PolicyBase) -> None:
    ran = init(*_TODAY, typed="1\n1\nb\n9\n1\n2\nb\n1\nq\n")
    assert ran.code == 0
    assert "this is the first question" in ran.out
    assert "no such choice: 9" in ran.out
    assert _facts(folder / "audit.yaml", base)["ctx.lawful_basis"] == "consent"


def test_no_answers_at_all_is_bad_usage(init: Callable[..., Talk], folder: Path) -> None:
    ran = init(*_TODAY)
    assert ran.code == 2
    assert "--yes" in ran.err
    assert not (folder / "audit.yaml").exists()


def test_only_unknowns_write_nothing(init: Callable[..., Talk], folder: Path) -> None:
    ran = init(*_TODAY, typed="\n\n?\n0\nq\n")
    assert ran.code == 0
    assert "nothing was answered, nothing was written" in ran.out
    assert not (folder / "audit.yaml").exists()


def test_misfits_alone_are_answers_that_failed_and_not_bad_usage(init: Callable[..., Talk], folder: Path) -> None:
    ran = init(*_TODAY, typed="99\n-\nzzz\n")
    assert ran.code == 0
    assert ran.out.count("no such choice") == 2
    assert not (folder / "audit.yaml").exists()


def test_going_to_the_end_says_that_nothing_is_left(init: Callable[..., Talk], folder: Path) -> None:
    ran = init(*_TODAY, typed="1\n1\n1\n" + "\n" * 60)
    assert ran.code == 0
    assert "nothing is left to ask" in ran.out
    assert "open questions that decide a verdict: " in ran.out


@pytest.fixture
def report(folder: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    """The report of a small scan without declaration."""
    flags = ("--tier", "fast", "--workers", "1", "--no-cache", "-q", *_TODAY, "--option", "openai:prompting")
    with pytest.raises(SystemExit) as stop:
        main(["scan", "data", "-f", "json", "-o", "report.json", *flags])
    assert not stop.value.code, capfd.readouterr().err
    return folder / "report.json"


def test_from_asks_only_what_the_report_asks(
    init: Callable[..., Talk], report: Path, folder: Path, base: PolicyBase
) -> None:
    document = json.loads(report.read_text(encoding="utf-8"))
    listed = [row for row in document["questions"] if row["fact"] in ("ctx.dpia", "ctx.lawful_basis")]
    report.write_text(json.dumps({**document, "questions": listed}), encoding="utf-8")
    ran = init("--from", report, *_TODAY, typed="1\n" * 3 + "\n" * 40)
    assert ran.code == 0, ran.err
    assert "What do you want to do" not in ran.out
    assert "scanning" not in ran.err
    asked = [line for line in ran.out.splitlines() if line.startswith("Question ")]
    assert len(asked) < len(document["questions"])
    assert not any("jurisdictions" in line for line in asked)
    assert set(_facts(folder / "audit.yaml", base)) >= {"ctx.dpia", "ctx.lawful_basis"}
    assert f"next: audit check {report} -c audit.yaml" in ran.out
    assert "openai:prompting" in ran.out
    assert "deepseek" not in ran.out


def test_a_hostile_report_reaches_neither_terminal_nor_file(
    init: Callable[..., Talk], report: Path, folder: Path
) -> None:
    document = json.loads(report.read_text(encoding="utf-8"))
    evil = "\x1b]0;owned\x07\u202e: {evil}\n#"
    for row in (*document["questions"], *document["verdicts"][0]["questions"]):
        row |= {"question": evil, "who": evil, "why": evil, "path": evil}
    document["options"][0] |= {"title": evil}
    document["dataset"] |= {"paths": [evil]}
    report.write_text(json.dumps(document), encoding="utf-8")
    ran = init("--from", report, *_TODAY, typed="1\n1\n")
    assert ran.code == 0, ran.err
    written = (folder / "audit.yaml").read_text(encoding="utf-8")
    for sign in ("\x1b", "\x07", "\u202e", "evil"):
        assert sign not in ran.out + ran.err + written


def test_names_of_others_are_shown_escaped(init: Callable[..., Talk], folder: Path) -> None:
    row = '- {id: "x\\e[31m", activity: prompting, deployment: vendor_api, offering: openai.api.default}'
    (folder / "audit.yaml").write_text(f"jurisdictions: [EU]\noptions:\n{row}\n", encoding="utf-8")
    ran = init(*_TODAY, typed="q\n")
    assert ran.code == 0, ran.err
    assert "x\\x1b[31m" in ran.out
    assert "\x1b" not in ran.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nowhere",), "no such file or folder"),
        (("data", "--from", "report.json"), "not both"),
        (("--from", "nowhere.json"), "can't be read"),
        (("--yes", "-o", "no/such/folder/audit.yaml"), "can't be written"),
    ],
)
def test_bad_usage_is_told(init: Callable[..., Talk], arguments: tuple[str, ...], told: str) -> None:
    ran = init(*arguments)
    assert ran.code == 2
    assert told in ran.err


def test_a_wrong_audit_yaml_is_told_before_a_scan_and_left_alone(init: Callable[..., Talk], folder: Path) -> None:
    wrong = "purpose: {comercial: true}\n"
    (folder / "data" / "audit.yaml").write_text(wrong, encoding="utf-8")
    for arguments in (("data",), ("data", "--yes")):
        ran = init(*arguments, typed="1\n")
        assert ran.code == 2
        assert "did you mean commercial?" in ran.err
        assert "scanning" not in ran.err
    assert (folder / "data" / "audit.yaml").read_text(encoding="utf-8") == wrong
