"""What is staged is looked at, and nothing else: whatever lies in the working tree, whatever its name."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from auditor.errors import ConfigError, UsageError
from auditor.model import Tier

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.hook.outcome import Outcome
    from tests.hook.conftest import Repo

#: Made up, with valid check digits.
TAX_LINE = "Steuer-ID: 62367815401\n"
OTHER_TAX_LINE = "Steuer-ID: 11726385901\n"
MAIL_LINE = "Mail: bob.miller@acme-corp.com\n"


def places(outcome: Outcome) -> list[str]:
    return [hit.place for hit in outcome.blocking]


def test_a_planted_tax_id_is_stopped_with_its_place(repo: Repo) -> None:
    repo.stage("data/notes.md", f"Intro\n{TAX_LINE}")
    outcome = repo.hook()
    assert outcome.blocks
    assert places(outcome) == ["data/notes.md:2"]


def test_mail_addresses_only_warn(repo: Repo) -> None:
    repo.stage("notes.md", MAIL_LINE)
    outcome = repo.hook()
    assert not outcome.blocks
    assert [hit.entity for hit in outcome.warnings] == ["EMAIL_ADDRESS"]


def test_the_staged_version_counts_and_not_the_file_on_disk(repo: Repo) -> None:
    repo.stage("clean_on_disk.md", TAX_LINE)
    repo.write("clean_on_disk.md", "nothing\n")
    repo.stage("dirty_on_disk.md", "nothing\n")
    repo.write("dirty_on_disk.md", TAX_LINE)
    assert places(repo.hook()) == ["clean_on_disk.md:1"]
    assert places(repo.hook("clean_on_disk.md", "dirty_on_disk.md")) == ["clean_on_disk.md:1"]


def test_only_what_differs_from_head_is_staged(repo: Repo) -> None:
    repo.commit("old.md", TAX_LINE)
    repo.stage("new.md", OTHER_TAX_LINE)
    assert places(repo.hook()) == ["new.md:1"]


def test_renamed_files_are_looked_at_under_their_new_name(repo: Repo) -> None:
    repo.commit("old.md", TAX_LINE)
    repo.git("mv", "old.md", "moved.md")
    assert places(repo.hook()) == ["moved.md:1"]


def test_deleted_files_and_an_empty_index_are_fine(repo: Repo) -> None:
    assert not repo.hook().blocks
    repo.commit("old.md", TAX_LINE)
    repo.git("rm", "-q", "old.md")
    assert repo.hook().files == 0


def test_named_files_that_git_does_not_hold_are_read_from_disk(repo: Repo) -> None:
    repo.stage("held.md", "nothing\n")
    repo.write("loose.md", TAX_LINE)
    assert places(repo.hook("held.md", "loose.md")) == ["loose.md:1"]


def test_a_named_folder_means_its_staged_files(repo: Repo) -> None:
    repo.stage("data/a.md", TAX_LINE)
    repo.stage("other/b.md", OTHER_TAX_LINE)
    assert places(repo.hook("data")) == ["data/a.md:1"]


def test_names_are_relative_to_the_current_folder(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.stage("data/a.md", TAX_LINE)
    monkeypatch.chdir(repo.root / "data")
    assert places(repo.hook("a.md")) == ["data/a.md:1"]


@pytest.mark.parametrize("name", ['quo"te.md', "line\nbreak.md", "*.md", ":(top)x.md", "-v.md", "ä ö.md", "tab\t.md"])
def test_names_of_any_kind(repo: Repo, name: str) -> None:
    repo.stage(name, TAX_LINE)
    repo.stage("plain.txt", "nothing\n")
    outcome = repo.hook(f"./{name}")
    assert len(outcome.blocking) == 1
    assert outcome.files == 1
    assert "\n" not in outcome.blocking[0].path


def test_names_that_are_no_utf8(repo: Repo) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    try:
        repo.stage(name, TAX_LINE)
    except (OSError, UnicodeError):
        pytest.skip("this disk takes UTF-8 names only")
    assert places(repo.hook()) == ["caf\\xe9.md:1"]


def test_binary_and_empty_files_and_links_are_left_out_quietly(repo: Repo) -> None:
    repo.stage("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    repo.stage("empty.md", "")
    (repo.root / "link.md").symlink_to("empty.md")
    repo.git("add", "link.md")
    outcome = repo.hook()
    assert not outcome.blocks
    assert outcome.not_scanned == ()
    assert sorted(row.path for row in outcome.not_text) == ["empty.md", "link.md", "picture.png"]


def test_a_submodule_is_told(repo: Repo) -> None:
    commit = repo.commit("a.md", "nothing\n")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},sub")
    (skipped,) = repo.hook().not_scanned
    assert (skipped.path, skipped.reason) == ("sub", "submodule: another repository")


def test_a_huge_file_is_told_and_not_read(repo: Repo) -> None:
    repo.write("audit.yaml", "hook:\n  max_file_mb: 0.001\n")
    repo.stage("big.md", TAX_LINE + "x" * 2000)
    outcome = repo.hook()
    assert not outcome.blocks
    assert [(row.path, row.reason) for row in outcome.not_scanned] == [("big.md", "larger than 0.001 MB")]


def _pointer(content: bytes) -> tuple[str, str]:
    digest = hashlib.sha256(content).hexdigest()
    return digest, f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(content)}\n"


def test_an_lfs_pointer_without_content_is_told(repo: Repo) -> None:
    repo.stage("data.csv", _pointer(b"a,b\n1,2\n")[1])
    (skipped,) = repo.hook().not_scanned
    assert skipped.reason == "git-lfs pointer: its content is not here"


def test_an_lfs_pointer_is_followed_where_the_content_is_here(repo: Repo) -> None:
    content = f"who,number\nsomebody,{TAX_LINE}".encode()
    digest, pointer = _pointer(content)
    repo.write(f".git/lfs/objects/{digest[:2]}/{digest[2:4]}/{digest}", content)
    repo.stage("data.csv", pointer)
    assert [hit.entity for hit in repo.hook().blocking] == ["DE_TAX_ID"]


def test_own_files_are_no_data(repo: Repo) -> None:
    repo.stage("audit.yaml", "terms: {codenames: [Bluefin]}\n")
    assert repo.hook().files == 0


def test_excluded_files_are_left_out(repo: Repo) -> None:
    repo.write("audit.yaml", 'hook:\n  exclude: ["fixtures/**"]\n')
    repo.write(".auditignore", "ignored/\n")
    repo.stage("fixtures/a.md", TAX_LINE)
    repo.stage("ignored/a.md", TAX_LINE)
    outcome = repo.hook()
    assert not outcome.blocks
    assert [row.reason for row in outcome.not_text] == ["excluded", "excluded"]


def test_what_blocks_is_configurable(repo: Repo) -> None:
    repo.write("audit.yaml", "hook:\n  block: [contact.*]\n  warn: [DE_TAX_ID]\n")
    repo.stage("a.md", TAX_LINE + MAIL_LINE)
    outcome = repo.hook()
    assert [hit.entity for hit in outcome.blocking] == ["EMAIL_ADDRESS"]
    assert [hit.entity for hit in outcome.warnings] == ["DE_TAX_ID"]


def test_a_glob_that_names_nothing_is_an_error(repo: Repo) -> None:
    repo.write("audit.yaml", "hook:\n  block: [gov-id.*]\n")
    with pytest.raises(ConfigError, match=r"gov-id"):
        repo.hook()


def test_own_words_of_audit_yaml_are_found(repo: Repo) -> None:
    repo.write("audit.yaml", "terms: {codenames: [Bluefin]}\nhook: {block: [trade_secret]}\n")
    repo.stage("a.md", "The plan for Bluefin is ready.\n")
    assert [hit.entity for hit in repo.hook().blocking] == ["PROJECT_CODENAME"]


def test_a_file_name_can_hold_a_finding(repo: Repo) -> None:
    repo.stage("bob.miller@acme-corp.com.md", "nothing\n")
    (hit,) = repo.hook().warnings
    assert hit.place.endswith("(its name)")
    assert "miller" not in hit.path


def test_the_verdict_of_a_declared_option_can_block(repo: Repo) -> None:
    repo.write(
        "audit.yaml",
        "options:\n- {id: train, activity: fine_tuning, deployment: self_host_onprem}\n"
        "hook: {options: [train], fail_on: conditions}\n",
    )
    repo.stage("a.md", MAIL_LINE)
    outcome = repo.hook()
    assert outcome.blocking == ()
    assert [row.option for row in outcome.objections] == ["train"]
    assert outcome.blocks


def test_a_verdict_is_not_asked_where_nothing_is_found(repo: Repo) -> None:
    repo.write("audit.yaml", "hook: {options: [no-such-option], fail_on: conditions}\n")
    repo.stage("a.md", "nothing\n")
    assert not repo.hook().blocks


def test_outside_of_git_files_must_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, repo: Repo) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "a.md").write_text(TAX_LINE, encoding="utf-8")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.chdir(folder)
    assert places(repo.hook("a.md")) == ["a.md:1"]
    with pytest.raises(UsageError, match="not in a git repository"):
        repo.hook()
    with pytest.raises(UsageError, match="no such file"):
        repo.hook("missing.md")


def test_a_hostile_configuration_runs_nothing(repo: Repo) -> None:
    trap = repo.write("trap.sh", f'#!/bin/sh\necho run >> "{repo.root}/trapped"\n')
    trap.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "core.pager",
        "diff.external",
        "core.sshCommand",
        "diff.x.textconv",
        "filter.x.clean",
    ):
        repo.git("config", key, str(trap))
    repo.write(".gitattributes", "*.md diff=x\n")
    repo.stage("a.md", TAX_LINE)
    (repo.root / "trapped").unlink(missing_ok=True)
    assert repo.hook().blocks
    assert not (repo.root / "trapped").exists()


def test_the_index_of_a_running_commit_is_used(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.stage("a.md", "nothing\n")
    repo.write("b.md", TAX_LINE)
    other = repo.root / ".git" / "other-index"
    monkeypatch.setenv("GIT_INDEX_FILE", str(other))
    repo.git("add", "b.md")
    assert places(repo.hook()) == ["b.md:1"]


@pytest.mark.slow
def test_names_only_warn_at_the_standard_tier(repo: Repo) -> None:
    repo.stage("a.md", "Yesterday Peter Wagner and Susan Miller met in London to talk about the contract.\n")
    outcome = repo.hook(tier=Tier.STANDARD)
    assert not outcome.blocks
    assert "PERSON" in {hit.entity for hit in outcome.warnings}


def test_a_second_run_takes_what_the_first_one_found(repo: Repo) -> None:
    from auditor.usecases.hooking import HookConfig, hook

    repo.stage("a.md", TAX_LINE)
    first = hook(HookConfig())
    assert list((repo.root / ".audit" / "cache").rglob("*.part"))
    assert hook(HookConfig()) == first
    stored = b"".join(file.read_bytes() for file in (repo.root / ".audit").rglob("*.part"))
    assert b"62367815401" not in stored
