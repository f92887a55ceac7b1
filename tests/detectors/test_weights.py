"""The language models are the files that were reviewed, or nothing is loaded."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from auditor.detectors.weights import ENGLISH, MEDIUM, SMALL, Weights, installed, verified_folder
from auditor.errors import AuditError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Weights, Path]:
    """The small model in a package of its own that a test may spoil."""
    package = tmp_path / "weights_under_test"
    shutil.copytree(verified_folder(SMALL), package / SMALL.folder)
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    return replace(SMALL, package=package.name), package / SMALL.folder


def test_the_installed_model_is_the_reviewed_one() -> None:
    folder = verified_folder(installed())

    assert (folder / "ner" / "model").is_file()


def test_published_hashes_are_the_pinned_ones() -> None:
    small, medium = dict(SMALL.files), dict(MEDIUM.files)

    assert small["ner/model"].startswith("cd93e9ca")
    assert small["ner/model"].endswith("ff4e")
    assert small["tok2vec/model"].startswith("e84fc06e")
    assert medium["ner/model"].startswith("7454af3a")
    assert medium["tok2vec/model"].startswith("c20baba0")
    assert medium["vocab/vectors"].startswith("22d10229")


@pytest.mark.parametrize("model", ENGLISH, ids=lambda model: model.name)
def test_every_loaded_file_is_pinned(model: Weights) -> None:
    paths = [path for path, _ in model.files]

    assert paths == sorted(paths)
    assert {"config.cfg", "tokenizer", "ner/model", "tok2vec/model", "vocab/strings.json"} <= set(paths)
    assert all(len(digest) == 64 for _, digest in model.files)


@pytest.mark.parametrize("path", [path for path, _ in SMALL.files])
def test_a_changed_file_is_refused_by_name(copy: tuple[Weights, Path], path: str) -> None:
    model, folder = copy
    with (folder / path).open("ab") as file:
        file.write(b"!")

    with pytest.raises(AuditError) as refused:
        verified_folder(model)

    assert refused.value.message.startswith(f"{path} of the language model {SMALL.name}")
    assert SMALL.install in refused.value.hint


def test_a_missing_file_is_refused(copy: tuple[Weights, Path]) -> None:
    model, folder = copy
    (folder / "ner" / "moves").unlink()

    with pytest.raises(AuditError, match="ner/moves"):
        verified_folder(model)


def test_no_model_at_all_says_what_to_do() -> None:
    missing = replace(SMALL, package="no_such_package_of_weights")

    with pytest.raises(AuditError) as refused:
        installed((missing,))

    assert "--tier fast" in refused.value.hint
    with pytest.raises(AuditError, match=r"config\.cfg"):
        verified_folder(missing)


def test_the_first_that_is_there_is_taken() -> None:
    missing = replace(MEDIUM, package="no_such_package_of_weights")

    assert installed((missing, SMALL)) == SMALL
    assert installed((replace(missing, package=SMALL.package), SMALL)).name == MEDIUM.name


def test_the_hash_of_a_model_depends_on_each_file() -> None:
    assert len({SMALL.sha256, MEDIUM.sha256, replace(SMALL, files=SMALL.files[1:]).sha256}) == 3
