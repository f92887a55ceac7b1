"""A small judged dataset, and the command line run in this process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from auditor.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TODAY = "2026-11-22"
ROWS = (
    '{"text": "Write to Jane Roe, jane.roe@mail-werk.net"}\n'
    '{"text": "Or to max.weber@post-werk.de until Monday"}\n'
    '{"text": "Nothing to see"}\n'
)
DECLARATION = "schema: audit.project/v0.1\norganisation: {name: Example Ltd}\n"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Case:
    """A working folder with data and the reports made of it."""

    root: Path
    run: Callable[..., Ran]

    @property
    def data(self) -> Path:
        """The dataset."""
        return self.root / "data"

    def scan(self, out: str, *more: str, data: str = "data") -> Path:
        """Scan the dataset into a folder; gives its report.json."""
        common = ("--tier", "fast", "--workers", "1", "--no-cache", "-q")
        dated = () if "--today" in more else ("--today", TODAY)
        option = () if "--option" in more else ("--option", "openai:prompting")
        ran = self.run("scan", data, "-f", "json", "-f", "jsonl", "-o", out, *common, *dated, *option, *more)
        assert ran.code == 0, ran.err
        return self.root / out / "report.json"


@pytest.fixture
def case(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    """An own working folder with a dataset of three records and a declaration."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDIT_KEY", "k" * 32)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.jsonl").write_text(ROWS, encoding="utf-8")
    (tmp_path / "data" / "audit.yaml").write_text(DECLARATION, encoding="utf-8")

    def run(*arguments: str | Path) -> Ran:
        capfd.readouterr()
        with pytest.raises(SystemExit) as stop:
            main([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Ran(int(stop.value.code or 0), captured.out, captured.err)

    return Case(tmp_path, run)


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A private key, its public half, and the public half of another key."""
    pytest.importorskip("cryptography", reason="the extra [sign] is not installed")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

    files = (tmp_path / "sign.pem", tmp_path / "sign.pub", tmp_path / "other.pub")
    own, other = (Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32) for seed in (1, 2))
    files[0].write_bytes(own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    for file, key in ((files[1], own), (files[2], other)):
        file.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return files
