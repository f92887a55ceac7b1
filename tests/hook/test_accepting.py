"""Baselines and waivers with real repositories: only what is new is reported, and a key is needed to agree."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor.config import ScanConfig
from auditor.errors import ConfigError, NothingToScan, UsageError
from auditor.model import Tier
from auditor.usecases.accepting import Renewed, Waiver, accept, known, waive

if TYPE_CHECKING:
    from tests.hook.conftest import Repo

TAX_LINE = "Steuer-ID: 62367815401\n"
OTHER_TAX_LINE = "Steuer-ID: 11726385901\n"
SOON = dt.date(2099, 1, 1)


def accepted(path: str = ".", **settings: Tier) -> Renewed:
    return accept(None, ScanConfig((Path(path),), tier=settings.get("tier", Tier.FAST)))


def waived(what: str, **settings: str) -> str:
    return waive(None, None, Waiver(what, settings.get("reason", "test data"), SOON, settings.get("by", "")))[1].line


def test_only_new_findings_hold_a_commit_back(repo: Repo) -> None:
    repo.commit("a.md", TAX_LINE)
    assert accepted().new == 1
    repo.stage("a.md", f"moved\n\n{TAX_LINE}")
    outcome = repo.hook()
    assert (outcome.blocks, outcome.accepted) == (False, 1)
    repo.stage("a.md", f"{TAX_LINE}{OTHER_TAX_LINE}")
    assert [hit.line for hit in repo.hook().blocking] == [2]


def test_the_same_value_in_another_file_is_new(repo: Repo) -> None:
    repo.commit("a.md", TAX_LINE)
    accepted()
    repo.stage("b.md", TAX_LINE)
    assert repo.hook().blocks


def test_a_baseline_holds_no_value_and_does_not_change_by_itself(repo: Repo) -> None:
    repo.commit("a.md", TAX_LINE)
    accepted()
    first = (repo.root / ".audit-baseline").read_text(encoding="utf-8")
    assert "62367815401" not in first
    repo.write("a.md", f"x\ny\n{TAX_LINE}")
    again = accepted()
    assert (again.new, again.vanished) == (0, 0)
    assert (repo.root / ".audit-baseline").read_text(encoding="utf-8") == first


def test_tracked_hidden_files_are_accepted_too(repo: Repo) -> None:
    repo.commit(".config/x.md", TAX_LINE)
    repo.write("other.md", "nothing\n")
    assert accepted().new == 1
    repo.stage(".config/x.md", f"x\n{TAX_LINE}")
    assert not repo.hook().blocks


def test_renewing_a_folder_leaves_other_lines(repo: Repo) -> None:
    repo.commit("one/a.md", TAX_LINE)
    repo.commit("two/b.md", OTHER_TAX_LINE)
    accepted()
    waived("SECRET_PASSWORD")
    repo.write("one/a.md", "clean\n")
    done = accepted("one")
    assert (done.new, done.vanished, done.lines) == (0, 1, 2)
    text = (repo.root / ".audit-baseline").read_text(encoding="utf-8")
    assert "two/b.md" in text
    assert "reason=test data" in text


def test_vanished_lines_are_told_by_the_hook(repo: Repo) -> None:
    repo.commit("a.md", TAX_LINE)
    accepted()
    repo.stage("a.md", "clean\n")
    assert [line.path for line in repo.hook().vanished] == ["a.md"]


def test_a_hook_that_finds_less_than_the_baseline_tells_nothing_vanished(repo: Repo) -> None:
    repo.commit("a.md", TAX_LINE)
    accepted()
    file = repo.root / ".audit-baseline"
    file.write_text(file.read_text(encoding="utf-8").replace("tier fast", "tier standard"), encoding="utf-8")
    repo.stage("a.md", "clean\n")
    assert repo.hook().vanished == ()


def test_a_baseline_under_another_key_is_an_error(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("a.md", TAX_LINE)
    accepted()
    monkeypatch.setenv("AUDIT_KEY", "another key of some length")
    repo.stage("b.md", "nothing\n")
    with pytest.raises(ConfigError, match="made under key"):
        repo.hook()


def test_two_branches_merge_without_a_conflict(repo: Repo) -> None:
    repo.commit(".gitattributes", ".audit-baseline merge=union\n")
    repo.commit("a.md", TAX_LINE)
    assert not accepted().conflicts
    repo.git("add", ".audit-baseline")
    repo.git("commit", "-qm", "baseline")
    for name, line in (("one", OTHER_TAX_LINE), ("two", "Steuer-ID: 41827109563\n")):
        repo.git("checkout", "-q", "main")
        repo.git("checkout", "-qb", name)
        repo.stage(f"{name}.md", line)
        accepted()
        repo.git("add", ".audit-baseline")
        repo.git("commit", "-qm", name)
    repo.git("merge", "-q", "-m", "both", "one")
    repo.stage("one.md", f"x\n{OTHER_TAX_LINE}")
    repo.stage("two.md", "x\nSteuer-ID: 41827109563\n")
    outcome = repo.hook()
    assert (outcome.blocks, outcome.accepted) == (False, 2)


def test_without_the_attribute_it_is_told(repo: Repo) -> None:
    repo.commit("a.md", TAX_LINE)
    assert accepted().conflicts


def test_nothing_to_accept(repo: Repo) -> None:
    (repo.root / "empty").mkdir()
    with pytest.raises(NothingToScan):
        accepted("empty")


@pytest.mark.parametrize("kind", ["fingerprint", "entity", "path", "folder"])
def test_waivers_of_each_kind(repo: Repo, kind: str) -> None:
    repo.stage("data/a.md", TAX_LINE)
    (hit,) = repo.hook().blocking
    what = {"fingerprint": hit.fingerprint, "entity": "DE_TAX_ID", "path": "data/a.md", "folder": "data/"}[kind]
    line = waived(what)
    assert "until=2099-01-01\tby=A Tester\treason=test data" in line
    assert not repo.hook().blocks


def test_a_waiver_ends(repo: Repo) -> None:
    repo.stage("a.md", TAX_LINE)
    waived("DE_TAX_ID")
    outcome = repo.hook(today=dt.date(2099, 1, 2))
    assert outcome.blocks
    assert len(outcome.expired) == 1


def test_a_path_that_names_somebody_is_masked_in_the_waiver(repo: Repo) -> None:
    repo.stage("bob.miller@acme-corp.com.md", TAX_LINE)
    line = waived("bob.miller@acme-corp.com.md")
    assert "miller" not in line
    assert not repo.hook().blocks


@pytest.mark.parametrize(
    ("what", "reason", "problem"),
    [
        ("NOSUCHTHING", "x", "no such entity"),
        ("/somewhere/else", "x", "below the project"),
        (".", "x", "below the project"),
        ("DE_TAX_ID", "  ", "needs a reason"),
    ],
)
def test_wrong_waivers(repo: Repo, what: str, reason: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        waived(what, reason=reason)


def test_a_waiver_needs_a_name_and_a_future(repo: Repo) -> None:
    repo.git("config", "user.name", "")
    repo.git("config", "user.email", "")
    with pytest.raises(UsageError, match="who waives"):
        waived("DE_TAX_ID")
    with pytest.raises(UsageError, match="in the past"):
        waive(None, None, Waiver("DE_TAX_ID", "x", dt.date(2020, 1, 1), "me"))


def test_a_mark_waives_and_the_finding_stays_visible(repo: Repo) -> None:
    repo.stage("a.md", f"<!-- audit: allow[DE_TAX_ID] made up -->\n{TAX_LINE}\n{OTHER_TAX_LINE}")
    outcome = repo.hook()
    assert [hit.line for hit in outcome.waived] == [2]
    assert [hit.line for hit in outcome.blocking] == [4]


def test_scan_counts_new_findings_relative_to_the_top(repo: Repo) -> None:
    repo.commit("data/a.md", TAX_LINE)
    accepted()
    rows = [
        {"fingerprint": "f" * 16, "entity": "DE_TAX_ID", "path": "a.md"},
        *(
            {"fingerprint": line.split("\t")[0], "entity": "DE_TAX_ID", "path": "a.md"}
            for line in (repo.root / ".audit-baseline").read_text(encoding="utf-8").splitlines()[2:]
        ),
    ]
    file = repo.root / ".audit-baseline"
    found = known(ScanConfig((Path("data"),), tier=Tier.FAST), file).compare(rows)
    assert (found.new, found.accepted, found.vanished) == (1, 1, ())
    gone = known(ScanConfig((Path("data"),), tier=Tier.FAST), file).compare([])
    assert [line.path for line in gone.vanished] == ["data/a.md"]
