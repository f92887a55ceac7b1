"""Policies and templates are found however the project was installed: wheel, sdist, editable, bare checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

from auditor import __version__

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
_WHERE = "from auditor.resources import resource_dir as r; print(r('policies')); print(r('templates'))"


def _build(source: Path, kind: str, target: Path) -> Path:
    """What `hatchling build` makes of a source tree, without a network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = (path for path in target.iterdir() if path.suffix == {"wheel": ".whl", "sdist": ".gz"}[kind])
    return built


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(ROOT, "sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


def _names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def _files(folder: Path) -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in folder.rglob("*") if path.is_file()}


def _resources(python_path: Path, elsewhere: Path) -> list[Path]:
    """Where a Python that finds the package at `python_path`, started elsewhere, looks for shipped data."""
    environment = {**os.environ, "PYTHONPATH": str(python_path)}
    command = [sys.executable, "-c", _WHERE]
    done = subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, text=True, check=True)
    return [Path(line).resolve() for line in done.stdout.splitlines()]


def test_the_wheel_holds_package_policies_and_templates_and_nothing_else(wheel: Path) -> None:
    shipped = {f"auditor/_data/{name}" for name in _files(ROOT / "policies") | _files(ROOT / "templates")}
    names = _names(wheel)
    assert shipped <= names
    assert "auditor/py.typed" in names
    assert {name.partition("/")[0] for name in names} == {"auditor", f"llm_data_auditor-{__version__}.dist-info"}


def test_the_wheel_names_command_version_and_licences(wheel: Path) -> None:
    info = f"llm_data_auditor-{__version__}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        metadata = message_from_bytes(archive.read(f"{info}/METADATA"))
        commands = archive.read(f"{info}/entry_points.txt").decode()
    assert (metadata["Name"], metadata["Version"]) == ("llm-data-auditor", __version__)
    assert "audit = auditor.cli:main" in commands
    assert {f"{info}/licenses/LICENSE", f"{info}/licenses/NOTICE"} <= _names(wheel)


def test_a_wheel_made_from_the_sdist_is_the_same(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    assert _names(_build(source, "wheel", tmp_path / "again")) == _names(wheel)


def test_an_unpacked_wheel_uses_its_own_data(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    found = _resources(tmp_path / "site", tmp_path)
    assert found == [tmp_path / "site" / "auditor" / "_data" / name for name in ("policies", "templates")]
    assert all(folder.is_dir() for folder in found)


def test_a_bare_checkout_uses_the_folders_at_its_root(tmp_path: Path) -> None:
    assert _resources(ROOT, tmp_path) == [ROOT / "policies", ROOT / "templates"]
