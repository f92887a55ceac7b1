"""What every test may ask for: a fixed key, a project of its own, the labelled data where it is there."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from auditor.redaction import Key

ROOT = Path(__file__).resolve().parents[1]
#: Any 16 bytes or more do; fixed, so that fingerprints are the same in every run.
KEY = b"0123456789abcdef0123456789abcdef"
#: Settings of the machine that would change what a command prints or where it writes.
_SCRUBBED = ("AUDIT_KEY", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES", "TERM_PROGRAM")

settings.register_profile("house", derandomize=True, deadline=None, database=None)
settings.load_profile("house")


@dataclass(frozen=True, slots=True)
class Project:
    """A project folder of a test's own: current folder, key by file, nothing of the machine's."""

    root: Path
    key_file: Path

    def write(self, path: str, content: str | bytes) -> Path:
        """Put a file into the project; folders are made."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return target


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The same environment on every machine: no key, no colour, 100 columns, one locale, a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    for name in _SCRUBBED:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture(scope="session")
def project_key() -> Key:
    """The key of all tests."""
    return Key(KEY)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """An empty project that is also the current folder."""
    root = tmp_path / "project"
    (root / ".audit").mkdir(parents=True)
    key_file = root / ".audit" / "key"
    key_file.write_bytes(KEY)
    key_file.chmod(0o600)
    monkeypatch.chdir(root)
    return Project(root, key_file)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of labelled data and reference cases beside the checkout; it is not part of this repository."""
    folder = Path(os.environ.get("AUDIT_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"labelled data not here: no folder `{folder.name}` beside the checkout (or set AUDIT_SHARED)")
    return folder
