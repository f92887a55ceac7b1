"""What a branch adds, what a push sends, what the history holds: from real commits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from auditor.cli import main
from auditor.errors import UsageError
from auditor.hook import entries

if TYPE_CHECKING:
    from tests.hook.conftest import Repo

TAX_LINE = "Steuer-ID: 62367815401\n"
OTHER_TAX_LINE = "Steuer-ID: 11726385901\n"
NOTHING = "0" * 40


def scanned(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[tuple[str, int | None]]]:
    """Exit code, and path and line of each finding."""
    with pytest.raises(SystemExit) as ended:
        main(["scan", ".", "--tier", "fast", "--workers", "1", "--no-cache", "-f", "jsonl", *arguments])
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    return int(ended.value.code or 0), [(row["path"], row.get("line")) for row in rows]


def test_a_branch_is_judged_by_the_lines_it_adds(repo: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    repo.commit("a.md", f"one\n{TAX_LINE}two\n")
    repo.commit("same.md", TAX_LINE)
    repo.git("checkout", "-qb", "topic")
    repo.commit("a.md", f"one\n{TAX_LINE}two\nthree\n{OTHER_TAX_LINE}")
    repo.commit("new.jsonl", json.dumps({"x": "nothing"}) + "\n" + json.dumps({"x": TAX_LINE}) + "\n")
    assert scanned(capfd, "--since", "main") == (0, [("a.md", 5), ("new.jsonl", 2)])


def test_what_main_gains_meanwhile_does_not_count(repo: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    repo.commit("a.md", "one\n")
    repo.git("checkout", "-qb", "topic")
    repo.commit("b.md", TAX_LINE)
    repo.git("checkout", "-q", "main")
    repo.commit("c.md", OTHER_TAX_LINE)
    repo.git("checkout", "-q", "topic")
    assert scanned(capfd, "--since", "main") == (0, [("b.md", 1)])


def test_deleting_lines_moving_and_removing_files_add_nothing(repo: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    repo.commit("a.md", f"one\n{TAX_LINE}two\nthree\n")
    repo.commit("b.md", f"{OTHER_TAX_LINE}long enough to be seen as the same file\n")
    repo.commit("c.md", TAX_LINE)
    repo.git("checkout", "-qb", "topic")
    repo.commit("a.md", f"one\n{TAX_LINE}three\n")
    repo.git("mv", "b.md", "moved.md")
    repo.git("rm", "-q", "c.md")
    repo.git("commit", "-qm", "move and remove")
    assert scanned(capfd, "--since", "main") == (0, [])
    assert [entry.path for entry in entries.changed(repo.held(), "main")] == ["a.md"]


def test_the_working_tree_does_not_count(repo: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    repo.commit("a.md", "one\n")
    repo.git("checkout", "-qb", "topic")
    repo.commit("b.md", "two\n")
    repo.write("b.md", TAX_LINE)
    assert scanned(capfd, "--since", "main") == (0, [])


def test_include_exclude_and_paths_narrow_a_branch(repo: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    repo.commit("a.md", "one\n")
    repo.git("checkout", "-qb", "topic")
    for path in ("x/a.md", "x/b.csv", "y/c.md"):
        repo.commit(path, TAX_LINE)
    (repo.root / ".auditignore").write_text("y/\n", encoding="utf-8")
    assert scanned(capfd, "--since", "main", "--include", "*.md") == (0, [("x/a.md", 1)])


def test_an_added_only_scan_counts_only_what_is_added(repo: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    repo.commit("a.md", TAX_LINE)
    repo.git("checkout", "-qb", "topic")
    repo.commit("a.md", f"{TAX_LINE}Mail: bob.miller@acme-corp.com\n")
    with pytest.raises(SystemExit):
        main(["scan", ".", "--tier", "fast", "--workers", "1", "--no-cache", "-f", "json", "--since", "main"])
    document = json.loads(capfd.readouterr().out)
    assert list(document["profile"]["entities"]) == ["EMAIL_ADDRESS"]
    assert document["profile"]["findings"] == 1
    assert document["dataset"]["paths"] == ["git:main..HEAD"]


def test_history_finds_what_was_removed(repo: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    first = repo.commit("a.md", TAX_LINE)
    repo.commit("a.md", "clean\n")
    second = repo.commit("gone/b.md", OTHER_TAX_LINE)
    repo.git("rm", "-q", "gone/b.md")
    repo.git("commit", "-qm", "remove")
    repo.git("checkout", "-q", "-b", "side", first)
    third = repo.commit("side.md", f"side\n{TAX_LINE}")
    repo.git("checkout", "-q", "main")
    repo.commit("still.md", TAX_LINE.replace("ID", "Id"))
    expected = sorted([(f"{first[:12]}:a.md", 1), (f"{second[:12]}:gone/b.md", 1), (f"{third[:12]}:side.md", 2)])
    assert scanned(capfd, "--history") == (0, expected)
    for path, _ in expected:
        assert "Steuer" in repo.git("show", path).stdout


def test_content_of_a_merge_commit_is_history_too(repo: Repo) -> None:
    repo.commit("a.md", "base\n")
    repo.git("checkout", "-qb", "topic")
    repo.commit("a.md", "topic\n")
    repo.git("checkout", "-q", "main")
    repo.commit("a.md", "main\n")
    repo.git("merge", "-q", "topic", check=False)
    repo.commit("a.md", TAX_LINE)
    blob = repo.git("rev-parse", "HEAD:a.md").stdout.strip()
    repo.commit("a.md", "clean\n")
    assert blob in {entry.blob for entry in entries.once_committed(repo.held())}


@pytest.mark.parametrize("arguments", [["--since", "no-such"], ["--since", "--all"], ["--since", "main", "--history"]])
def test_wrong_ranges_are_usage_errors(repo: Repo, capfd: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    repo.commit("a.md", "one\n")
    assert scanned(capfd, *arguments)[0] == 2


def test_branches_without_a_common_commit(repo: Repo) -> None:
    repo.commit("a.md", "one\n")
    repo.git("checkout", "-q", "--orphan", "other")
    repo.commit("b.md", "two\n")
    with pytest.raises(UsageError, match="no commit in common"):
        entries.changed(repo.held(), "main")


# ---------------------------------------------------------------- pushes


def test_a_push_is_every_commit_that_is_not_there_yet(repo: Repo) -> None:
    start = repo.commit("a.md", OTHER_TAX_LINE)
    repo.commit("b.md", TAX_LINE)
    end = repo.commit("b.md", "clean\n")
    outcome = repo.hook(push=True, refs=f"refs/heads/main {end} refs/heads/main {start}\n")
    assert [hit.path.partition(":")[2] for hit in outcome.blocking] == ["b.md"]
    assert outcome.subject == "push"


def test_a_new_branch_is_compared_with_what_the_remote_has(repo: Repo) -> None:
    start = repo.commit("a.md", OTHER_TAX_LINE)
    repo.git("update-ref", "refs/remotes/origin/main", start)
    end = repo.commit("b.md", TAX_LINE)
    refs = f"refs/heads/new {end} refs/heads/new {NOTHING}\n"
    assert len(repo.hook(push=True, refs=refs, remote="origin").blocking) == 1
    assert len(repo.hook(push=True, refs=refs, remote="elsewhere").blocking) == 2


def test_deleting_a_branch_sends_nothing(repo: Repo) -> None:
    start = repo.commit("a.md", TAX_LINE)
    assert repo.hook(push=True, refs=f"(delete) {NOTHING} refs/heads/main {start}\n").files == 0


def test_what_pre_commit_tells_counts(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    start = repo.commit("a.md", OTHER_TAX_LINE)
    end = repo.commit("b.md", TAX_LINE)
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", start)
    monkeypatch.setenv("PRE_COMMIT_TO_REF", end)
    assert [hit.path.partition(":")[2] for hit in repo.hook(push=True).blocking] == ["b.md"]


def test_without_a_word_everything_unpushed_counts(repo: Repo) -> None:
    repo.commit("a.md", TAX_LINE)
    assert len(repo.hook(push=True).blocking) == 1
