"""A real git repository of a test's own, untouched by the configuration of the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from auditor.hook import git as repository
from auditor.usecases.hooking import HookConfig, hook

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.hook.git import Git
    from auditor.hook.outcome import Outcome

KEY = "0123456789abcdef0123456789abcdef"


@dataclass(frozen=True, slots=True)
class Repo:
    """A repository that is also the current folder."""

    root: Path

    def git(self, *arguments: str, check: bool = True, given: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run git."""
        return subprocess.run(
            ["git", *arguments], cwd=self.root, capture_output=True, text=True, check=check, input=given
        )

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file of the working tree."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def stage(self, path: str, content: str | bytes) -> None:
        """Write a file and stage it."""
        self.write(path, content)
        self.git("--literal-pathspecs", "add", "-f", "--", path)

    def commit(self, path: str, content: str | bytes) -> str:
        """Write, stage and commit a file; gives the commit."""
        self.stage(path, content)
        self.git("commit", "-q", "--no-verify", "-m", "a commit")
        return self.git("rev-parse", "HEAD").stdout.strip()

    def held(self) -> Git:
        """The repository as the program sees it."""
        found = repository.find(self.root)
        assert found is not None
        return found

    def hook(self, *files: str, **settings: object) -> Outcome:
        """Run the hook without a cache."""
        return hook(HookConfig(files=files, cache=False, **settings))  # type: ignore[arg-type]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """An empty repository."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    for name in [name for name in os.environ if name.startswith(("GIT_", "PRE_COMMIT"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("AUDIT_KEY", KEY)
    root = (tmp_path / "repo").resolve()
    root.mkdir()
    monkeypatch.chdir(root)
    made = Repo(root)
    made.git("init", "-q", "-b", "main")
    made.git("config", "user.name", "A Tester")
    made.git("config", "user.email", "tester@firm.example")
    return made
