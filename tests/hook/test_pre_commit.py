"""The definitions for pre-commit, run by the real pre-commit on a real repository."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from tests.hook.conftest import Repo

ROOT = Path(__file__).resolve().parents[2]
TAX_LINE = "Steuer-ID: 62367815401\n"
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("pre_commit") is None, reason="pre-commit is not installed: pip install pre-commit"),
]


@pytest.fixture
def ready(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository with our definitions as local hooks: the same but for the environment, which is this one."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    local = [{**hook, "language": "system"} for hook in HOOKS]
    for hook in local:
        hook["entry"] = f"{sys.executable} -m auditor {hook['entry'].removeprefix('audit ')}"
        del hook["minimum_pre_commit_version"]
    repo.commit(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": local}]}))
    _pre_commit(repo, "install", "-t", "pre-commit", "-t", "pre-push")
    return repo


def _pre_commit(repo: Repo, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pre_commit", *arguments]
    return subprocess.run(command, cwd=repo.root, capture_output=True, text=True, check=False)


def test_the_definitions_are_valid() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert [hook["id"] for hook in HOOKS] == ["audit", "audit-full"]


def test_a_commit_is_stopped_by_what_is_staged(ready: Repo) -> None:
    ready.stage("staged.md", TAX_LINE)
    ready.write("staged.md", "clean on disk\n")
    done = ready.git("commit", "-m", "x", check=False)
    assert done.returncode != 0
    assert "staged.md:1" in done.stdout + done.stderr
    assert "62367815401" not in done.stdout + done.stderr
    ready.stage("staged.md", "clean\n")
    ready.write("staged.md", TAX_LINE)
    ready.git("commit", "-qm", "what is staged is clean")


def test_odd_files_pass(ready: Repo) -> None:
    ready.commit("old name.md", "clean\n")
    ready.git("mv", "old name.md", 'new "name".md')
    ready.stage("gone.md", "clean\n")
    ready.git("commit", "-qm", "moved")
    ready.git("rm", "-q", "gone.md")
    ready.stage("picture.png", bytes(range(256)) * 40)
    ready.stage("line\nbreak.md", "clean\n")
    ready.stage("big.csv", b"x,y\n" * 4_000_000)
    ready.stage("lfs.csv", f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12\n")
    done = ready.git("commit", "-m", "odd", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_push_is_stopped(ready: Repo, tmp_path: Path) -> None:
    ready.git("init", "-q", "--bare", str(tmp_path / "there.git"))
    ready.git("remote", "add", "origin", str(tmp_path / "there.git"))
    assert ready.git("push", "-q", "origin", "main", check=False).returncode == 0
    ready.commit("b.md", TAX_LINE)
    ready.commit("b.md", "clean\n")
    done = ready.git("push", "origin", "main", check=False)
    assert done.returncode != 0
    assert ":b.md:1" in done.stdout + done.stderr


def test_all_files_on_request(ready: Repo) -> None:
    ready.commit("old.md", TAX_LINE)
    done = _pre_commit(ready, "run", "audit", "--all-files")
    assert done.returncode != 0
    assert "old.md:1" in done.stdout
