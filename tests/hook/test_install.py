"""The hook in .git/hooks: really run by git, beside what was there, and taken out again."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor.cli import main
from auditor.errors import UsageError
from auditor.hook.install import install, uninstall

if TYPE_CHECKING:
    from tests.hook.conftest import Repo

TAX_LINE = "Steuer-ID: 62367815401\n"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _find_this_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def test_git_stops_a_commit_with_a_planted_tax_id(repo: Repo) -> None:
    install(repo.held(), push=False)
    repo.stage("data/notes.md", f"Intro\n{TAX_LINE}")
    done = repo.git("commit", "-m", "x", check=False)
    assert done.returncode != 0
    assert "data/notes.md:2" in done.stderr
    assert "DE_TAX_ID" in done.stderr
    assert "62367815401" not in done.stdout + done.stderr
    assert "waive:" in done.stderr
    repo.stage("data/notes.md", "Intro\n")
    repo.git("commit", "-m", "x")


def test_partially_staged_files_and_commits_by_name(repo: Repo) -> None:
    install(repo.held(), push=False)
    repo.stage("a.md", "clean\n")
    repo.write("a.md", TAX_LINE)
    repo.git("commit", "-qm", "what is staged is clean")
    assert repo.git("commit", "-am", "now it is not", check=False).returncode != 0
    assert repo.git("commit", "-m", "nor by name", "a.md", check=False).returncode != 0


def test_a_hook_that_was_there_runs_first_and_comes_back(repo: Repo) -> None:
    old = repo.write(".git/hooks/pre-commit", "#!/bin/sh\necho before >> ran\n")
    old.chmod(0o755)
    assert "runs first" in install(repo.held(), push=False)
    install(repo.held(), push=False)  # twice is the same as once
    repo.stage("a.md", TAX_LINE)
    assert repo.git("commit", "-m", "x", check=False).returncode != 0
    assert (repo.root / "ran").read_text(encoding="utf-8") == "before\n"
    assert "is back" in uninstall(repo.held(), push=False)
    assert old.read_text(encoding="utf-8") == "#!/bin/sh\necho before >> ran\n"
    repo.git("commit", "-qm", "x")


def test_a_hook_that_was_there_and_fails_stops_the_commit(repo: Repo) -> None:
    repo.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 7\n").chmod(0o755)
    install(repo.held(), push=False)
    repo.stage("a.md", "clean\n")
    assert repo.git("commit", "-m", "x", check=False).returncode != 0


@pytest.mark.slow
def test_git_stops_a_push(repo: Repo, tmp_path: Path) -> None:
    repo.git("init", "-q", "--bare", str(tmp_path / "there.git"))
    repo.git("remote", "add", "origin", str(tmp_path / "there.git"))
    install(repo.held(), push=True)
    repo.commit("a.md", "clean\n")
    repo.git("push", "-q", "origin", "main")
    repo.commit("b.md", TAX_LINE)
    repo.commit("b.md", "clean\n")
    done = repo.git("push", "origin", "main", check=False)
    assert done.returncode != 0
    assert ":b.md:1" in done.stderr
    assert "push held back" in done.stderr


def test_hooks_lie_where_the_repository_says(repo: Repo) -> None:
    repo.git("config", "core.hooksPath", "tools/hooks")
    install(repo.held(), push=False)
    assert (repo.root / "tools" / "hooks" / "pre-commit").stat().st_mode & 0o111


def test_a_folder_of_hooks_that_others_share_is_not_touched(repo: Repo, tmp_path: Path) -> None:
    repo.git("config", "core.hooksPath", str(tmp_path / "everywhere"))
    with pytest.raises(UsageError, match="leads out"):
        install(repo.held(), push=False)


def test_foreign_hooks_are_not_taken_out(repo: Repo) -> None:
    repo.write(".git/hooks/pre-commit", "#!/bin/sh\n")
    with pytest.raises(UsageError, match="not installed by audit"):
        uninstall(repo.held(), push=False)


def test_nothing_is_overwritten(repo: Repo) -> None:
    repo.write(".git/hooks/pre-commit", "#!/bin/sh\n")
    repo.write(".git/hooks/pre-commit.before-audit", "#!/bin/sh\n")
    with pytest.raises(UsageError, match="exists already"):
        install(repo.held(), push=False)


def test_a_linked_working_tree_has_the_hook_too(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("a.md", "clean\n")
    repo.git("worktree", "add", "-q", str(tmp_path / "tree"))
    monkeypatch.chdir(tmp_path / "tree")
    with pytest.raises(SystemExit) as ended:
        main(["hook", "--install"])
    assert ended.value.code == 0
    assert (repo.root / ".git" / "hooks" / "pre-commit").is_file()


def test_without_the_program_the_commit_is_told(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    install(repo.held(), push=False)
    file = repo.root / ".git" / "hooks" / "pre-commit"
    file.write_text(file.read_text(encoding="utf-8").replace(sys.executable, "/nowhere/python"), encoding="utf-8")
    shell = os.environ["PATH"].split(os.pathsep)
    monkeypatch.setenv("PATH", os.pathsep.join(p for p in shell if not (Path(p) / "audit").exists()))
    repo.stage("a.md", "clean\n")
    done = repo.git("commit", "-m", "x", check=False)
    assert done.returncode != 0
    assert "audit is not installed" in done.stderr
