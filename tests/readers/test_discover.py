"""Which files of a folder are data, which are left out and why."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import orjson
import pytest

from auditor.errors import UsageError
from auditor.readers.discover import Discovery, discover

if TYPE_CHECKING:
    from pathlib import Path

FINDING = {
    "path": "a", "record": 0, "field": "text", "start": 0, "end": 1, "entity": "PERSON", "category": "c", "score": 1.0,
    "detector": "d", "masked": "m", "fingerprint": "f",
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def fill(root: Path, **files: str) -> None:
    for name, text in files.items():
        put(root, name, text)


def put(root: Path, name: str, text: str | bytes = "text\n") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def found(*paths: Path, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> Discovery:
    return discover(paths, include=include, exclude=exclude, show=lambda path: path)


def names(discovery: Discovery) -> list[str]:
    return [file.path for file in discovery.files]


def reasons(discovery: Discovery) -> dict[str, str]:
    return {item.path: item.reason for item in discovery.skipped}


def test_a_folder_is_walked_in_order(root: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "B.txt"):
        put(root, name)
    discovery = found(root)
    assert names(discovery) == ["B.txt", "a/b/c.txt", "a/z.txt", "b.txt"]
    assert discovery.root == root.resolve()
    assert discovery.files[0].absolute.read_bytes() == b"text\n"
    assert discovery.files[0].size == 5


def test_one_file_is_named_from_its_folder(root: Path) -> None:
    put(root, ".hidden.txt")
    put(root, ".gitignore", "*")
    discovery = found(root / ".hidden.txt")
    assert names(discovery) == [".hidden.txt"]
    assert not discovery.skipped


def test_several_paths_are_named_from_their_common_parent(root: Path) -> None:
    for name in ("x/a.txt", "y/b.txt", "y/c/d.txt", "z.txt"):
        put(root, name)
    discovery = found(root / "x", root / "y" / "c", root / "y", root / "y" / "b.txt")
    assert names(discovery) == ["x/a.txt", "y/b.txt", "y/c/d.txt"]
    assert discovery.root == root.resolve()


def test_a_path_that_is_missing_is_an_error_that_names_it(root: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder") as caught:
        found(root / "no\x1b[31mthing")
    assert "\x1b" not in caught.value.message
    assert caught.value.__context__ is None
    (root / "loop").symlink_to(root / "loop")
    with pytest.raises(UsageError):
        found(root / "loop")


def test_ignore_files_are_respected_and_reported(root: Path) -> None:
    put(root, ".gitignore", "*.log\n/build/\n!keep.log\n")
    put(root, "sub/.gitignore", "secret.txt\n!more.log\n")
    put(root, "sub/.auditignore", "!secret.txt\nnot-for-us.txt\n")
    for name in ("a.log", "keep.log", "build/x.txt", "build/y/z.txt", "sub/secret.txt", "sub/more.log"):
        put(root, name)
    for name in ("sub/not-for-us.txt", "sub/build/x.txt", "sub/b.log", "sub/deep/c.log"):
        put(root, name)
    discovery = found(root)
    assert names(discovery) == ["keep.log", "sub/build/x.txt", "sub/more.log", "sub/secret.txt"]
    assert reasons(discovery) == {
        "a.log": "ignored by .gitignore",
        "build": "ignored by .gitignore",
        "sub/b.log": "ignored by .gitignore",
        "sub/deep/c.log": "ignored by .gitignore",
        "sub/not-for-us.txt": "ignored by .auditignore",
    }
    assert {item.path: item.bytes for item in discovery.skipped}["build"] == 10
    assert discovery.not_data == (".gitignore", "sub/.auditignore", "sub/.gitignore")


def test_ignore_files_above_the_folder_do_not_count(root: Path) -> None:
    put(root.parent, ".gitignore", "data/\n*.txt\n")
    put(root, "a.txt")
    assert names(found(root)) == ["a.txt"]


def test_lines_that_git_passes_over_are_passed_over(root: Path) -> None:
    put(root, ".gitignore", "!\n***\n[\nb.txt\n\\\n")
    put(root, "a.txt")
    put(root, "b.txt")
    assert "b.txt" in reasons(found(root))


def test_hidden_binary_empty_and_odd_files_are_reported(root: Path) -> None:
    put(root, ".git/config")
    put(root, ".cache/config")
    put(root, ".cache/objects/aa/bb", b"x" * 100)
    put(root, ".settings", "KEY=1\n")
    put(root, "a.pdf", b"%PDF-1.7\n\0\1")
    put(root, "b.dat", bytes(range(32)) * 4)
    put(root, "c.txt", b"")
    os.mkfifo(root / "d")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(root / "e"))
    discovery = found(root)
    assert not discovery.files
    assert reasons(discovery) == {
        ".settings": "hidden file",
        ".cache": "hidden folder",
        "a.pdf": "PDF",
        "b.dat": "binary file",
        "c.txt": "empty file",
        "d": "neither a file nor a folder",
        "e": "neither a file nor a folder",
    }
    assert discovery.not_data == (".git",)
    sizes = {item.path: item.bytes for item in discovery.skipped}
    assert (sizes[".cache"], sizes["a.pdf"], sizes["c.txt"], sizes["d"]) == (105, 11, 0, 0)


def test_text_in_other_encodings_and_data_formats_are_no_binary_files(root: Path) -> None:
    put(root, "a.txt", "Grüße an alle\n".encode("utf-16"))
    put(root, "b.csv", "name;ort\nJörg;Köln\n".encode("latin-1"))
    put(root, "c.jsonl.gz", b"\x1f\x8b\x08\0")
    put(root, "d.parquet", b"PAR1\0\0\0")
    put(root, "e", b"ARROW1\0\0")
    assert names(found(root)) == ["a.txt", "b.csv", "c.jsonl.gz", "d.parquet", "e"]


def test_links_are_read_where_they_lead_and_once(root: Path) -> None:
    put(root, "a.txt")
    put(root, "sub/b.txt")
    put(root.parent, "outside/c.txt")
    (root / "to-a").symlink_to("a.txt")
    (root / "to-sub").symlink_to("sub")
    (root / "sub" / "up").symlink_to("..")
    (root / "self").symlink_to("self")
    (root / "gone").symlink_to("nowhere")
    (root / "out").symlink_to(root.parent / "outside" / "c.txt")
    (root / "out-folder").symlink_to(root.parent / "outside")
    discovery = found(root)
    assert names(discovery) == ["a.txt", "sub/b.txt"]
    assert reasons(discovery) == {
        "gone": "symbolic link that leads nowhere",
        "out": "symbolic link out of the scanned folder",
        "out-folder": "symbolic link out of the scanned folder",
        "self": "symbolic link that leads nowhere",
    }


def test_a_folder_that_is_a_link_can_be_named(root: Path) -> None:
    put(root, "a.txt")
    (root.parent / "link").symlink_to(root)
    assert names(found(root.parent / "link")) == ["a.txt"]


def test_own_files_are_no_data_and_listed(root: Path) -> None:
    report = '{"schema":"audit.report/v1","run":{}}'
    fill(root, **{"audit.yaml": "x", ".auditignore": "", ".audit-baseline.json": "{}", "report.json": report})
    fill(
        root,
        **{
            "out/cost.json": '{\n  "schema": "audit.cost/v1"}',
            ".audit/key": "k",
            "out/report.md": "<!-- audit.report/v1 -->",
        },
    )
    put(root, "out/findings.jsonl", orjson.dumps(FINDING) + b"\n")
    put(root, "report.html", "<!doctype html><meta name=generator content='audit.report/v1'>")
    put(root, "notes.json", '{"note": "we use audit.report/v1", "schema":"audit.report/v1"}')
    put(root, "other.jsonl", '{"path": "x", "record": 1}\n')
    discovery = found(root)
    assert names(discovery) == ["notes.json", "other.jsonl"]
    assert discovery.not_data == (
        ".audit", ".audit-baseline.json", ".auditignore", "audit.yaml", "out/cost.json", "out/findings.jsonl",
        "out/report.md", "report.html", "report.json",
    )  # fmt: skip
    assert not discovery.skipped


def test_include_and_exclude(root: Path) -> None:
    for name in ("a.csv", "a.txt", "sub/b.csv", "sub/b.txt", ".env"):
        put(root, name)
    discovery = found(root, include=("*.csv", ".env"), exclude=("sub/",))
    assert names(discovery) == [".env", "a.csv"]
    assert reasons(discovery) == {
        "a.txt": "left out by --include",
        "sub/b.csv": "left out by --exclude",
        "sub/b.txt": "left out by --exclude",
    }
    with pytest.raises(UsageError, match="not a valid pattern"):
        found(root, include=("!",))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb.txt", "a\\x0ab.txt"),
        ("\x1b[31mred.txt", "\\x1b[31mred.txt"),
        ("\u202etxt.exe.txt", "\\u202etxt.exe.txt"),
        ("a\u200bb.txt", "a\\u200bb.txt"),
        (os.fsdecode(b"\xff.txt"), "\\xff.txt"),
        ("Müller 日本.txt", "Müller 日本.txt"),
    ],
)
def test_hostile_names_are_shown_harmlessly_and_read(root: Path, name: str, shown: str) -> None:
    put(root, name)
    put(root, f"{name}.pdf", b"%PDF\0")
    discovery = found(root)
    assert [file.shown for file in discovery.files] == [shown]
    assert discovery.files[0].absolute.read_bytes() == b"text\n"
    assert list(reasons(discovery)) == [f"{shown}.pdf"]


def test_show_masks_every_name_that_leaves(root: Path) -> None:
    put(root, "jane/a.txt")
    put(root, "jane/b.pdf", b"%PDF\0")
    put(root, "jane/audit.yaml")
    put(root, "jane/.env")
    discovery = discover([root], show=lambda path: path.replace("jane", "j•••"))
    told = [*(f.shown for f in discovery.files), *(s.path for s in discovery.skipped), *discovery.not_data]
    assert len(told) == 4
    assert all(name.startswith("j•••/") for name in told)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_reported(root: Path) -> None:
    put(root, "a.txt").chmod(0)
    (put(root, "sub/b.txt").parent).chmod(0)
    try:
        discovery = found(root)
    finally:
        (root / "sub").chmod(0o755)
    assert reasons(discovery) == {
        "a.txt": "can't be read (Permission denied)",
        "sub": "folder can't be read (Permission denied)",
    }


def test_hidden_files_in_which_credentials_are_kept_are_read_like_any_other(root: Path) -> None:
    kept = [
        ".aws/credentials",
        ".docker/config.json",
        ".env",
        ".env.production",
        ".netrc",
        "sub/.bash_history",
        "web/.htpasswd",
    ]
    for path in (*kept, ".cache/x.json", ".venv/.env", ".ipynb_checkpoints/a.txt", ".DS_Store.txt"):
        put(root, path, "password=k8Qz1LmW\n")
    discovery = found(root)
    assert names(discovery) == sorted(kept)
    assert set(reasons(discovery)) == {".cache", ".venv", ".ipynb_checkpoints", ".DS_Store.txt"}


def test_an_ignore_file_and_the_auditors_own_files_come_before_what_is_read_hidden(root: Path) -> None:
    put(root, ".auditignore", ".env\n.ssh/\n")
    for path in (".env", ".ssh/id_rsa", ".npmrc", ".audit/key", "audit.yaml"):
        put(root, path, "a: 1\n")
    discovery = found(root)
    assert names(discovery) == [".npmrc"]
    assert set(discovery.not_data) == {".audit", ".auditignore", "audit.yaml"}


def test_hidden_files_are_read_when_asked_for(root: Path) -> None:
    put(root, ".env", "KEY=1\n")
    put(root, ".config/settings.txt", "a\n")
    put(root, ".git/config")
    discovery = discover([root], hidden=True, show=str)
    assert names(discovery) == [".config/settings.txt", ".env"]
