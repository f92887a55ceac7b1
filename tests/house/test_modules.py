"""The shape of the code: every module says what it is, none is long, nothing of one machine stands in the tree."""

from __future__ import annotations

import ast
import re
import shutil
import statistics
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "auditor").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION, MEDIAN_FUNCTION = 400, 60, 12
#: The home or the workplace of one machine; paths of examples and of detectors are others.
_MACHINE = re.compile(r"(?<![\w./])/(?:root|work|farm)/[\w.-]+")
_TEXT = {".py", ".md", ".yaml", ".yml", ".toml", ".j2", ".html", ".css", ".js", ".txt", ".json", ".sh", ""}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _lengths(path: Path) -> dict[str, int]:
    """Lines of each function, its docstring not counted."""
    found = {}
    for node in ast.walk(_tree(path)):
        if isinstance(node, _FUNCTIONS) and node.end_lineno is not None:
            words = ast.get_docstring(node, clean=False)
            found[f"{_name(path)}:{node.lineno} {node.name}"] = (
                node.end_lineno - node.lineno + 1 - (len(words.splitlines()) if words else 0)
            )
    return found


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_opens_with_a_sentence_on_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not text.strip() or (ast.get_docstring(ast.parse(text)) or "").strip()


def test_no_module_is_long() -> None:
    lengths = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    lengths = {name: lines for path in MODULES for name, lines in _lengths(path).items()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}
    assert statistics.median(lengths.values()) <= MEDIAN_FUNCTION


def test_no_drawer_for_leftovers() -> None:
    leftovers = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
    assert [_name(path) for path in MODULES if path.stem in leftovers] == []


def _tracked() -> list[Path]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: nothing says which files are tracked")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_nothing_in_the_tree_belongs_to_one_machine() -> None:
    own = Path(__file__).name
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in _tracked()
        if path.suffix in _TEXT and path.name != own and "samples" not in path.parts
    }
    found = {_name(path): hit.group() for path, text in texts.items() if (hit := _MACHINE.search(text))}
    assert found == {}


def test_no_tracked_file_is_big_without_being_known() -> None:
    big = {_name(path) for path in _tracked() if path.stat().st_size > 1_000_000}
    assert big <= {"auditor/tagger/data/tagger.npz"}


def test_no_two_test_modules_share_a_name() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
