"""Puts the hook into a repository without pre-commit, and takes it out; a hook that was there runs first and comes back."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from auditor.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.hook.git import Git

_MARK = "# installed by `audit hook --install`"
_KEPT = ".before-audit"
_SCRIPT = """#!/bin/sh
{mark}; `audit hook --uninstall{flag}` takes it out
kept="$(dirname "$0")/{name}{kept}"
given="$(mktemp)" || exit 1
trap 'rm -f "$given"' EXIT
[ -t 0 ] || cat > "$given"
if [ -x "$kept" ]; then
    "$kept" "$@" < "$given" || exit $?
fi
python={python}
if [ -x "$python" ]; then
    "$python" -m auditor hook {options} < "$given"
elif command -v audit >/dev/null 2>&1; then
    audit hook {options} < "$given"
else
    echo "audit is not installed: install llm-data-auditor, or delete $0" >&2
    exit 1
fi
"""


def install(git: Git, push: bool) -> str:
    """Write the hook; gives a line that says what was done."""
    file = _place(git, push)
    kept = file.with_name(file.name + _KEPT)
    if (file.exists() or file.is_symlink()) and not _is_ours(file):
        if kept.exists():
            raise UsageError(
                f"{file} is not ours, and {kept.name} exists already", "look at both, and remove one of them"
            )
        file.rename(kept)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_script(push), encoding="utf-8")
    file.chmod(0o755)
    return f"installed: {file}" + (f"; what was there runs first, as {kept.name}" if kept.exists() else "")


def uninstall(git: Git, push: bool) -> str:
    """Take the hook out and put back what was there before."""
    file = _place(git, push)
    if not file.exists() or not _is_ours(file):
        raise UsageError(f"{file} was not installed by audit", "nothing was changed")
    file.unlink()
    kept = file.with_name(file.name + _KEPT)
    if kept.exists():
        kept.rename(file)
        return f"taken out: {file}; what was there before is back"
    return f"taken out: {file}"


def _place(git: Git, push: bool) -> Path:
    """Where git looks for the hook; a folder that other repositories share is not touched."""
    folder = git.hooks.resolve()
    if not any(folder.is_relative_to(own.resolve()) for own in (git.root, git.common)):
        raise UsageError(
            f"core.hooksPath leads out of this repository: {folder}",
            "its hooks run everywhere: call `audit hook` there",
        )
    return folder / ("pre-push" if push else "pre-commit")


def _is_ours(file: Path) -> bool:
    try:
        return _MARK in file.read_text(encoding="utf-8", errors="replace")
    except OSError:  # a link that leads nowhere
        return False


def _script(push: bool) -> str:
    return _SCRIPT.format(
        mark=_MARK,
        name="pre-push" if push else "pre-commit",
        kept=_KEPT,
        flag=" --push" if push else "",
        python=shlex.quote(sys.executable),
        options='--push --tier standard --remote "$1"' if push else "",
    )
