"""Asks git, and only asks: no network, no pager, no hooks, no programs that a repository's configuration names.

Paths are read with NUL between them, so that no name of others can pass for something else.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: What a hostile configuration could have git run or reach.
_TAMED = (
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.pager=cat"),
    *("-c", "core.attributesFile="),
    *("-c", "diff.external="),
    *("-c", "protocol.allow=never"),
    *("-c", "log.showSignature=false"),
)
_NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")
#: Variables with which git runs programs of others.
_DROPPED = ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_PROXY_COMMAND", "GIT_ASKPASS")
_SET = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "", "LC_ALL": "C"}


@dataclass(frozen=True, slots=True)
class Git:
    """A repository with a working tree."""

    root: Path
    common: Path  # the folder that objects lie in
    hooks: Path  # where hooks lie, by core.hooksPath if it is set

    def ask(self, *arguments: str, given: bytes = b"", cwd: Path | None = None) -> bytes:
        """What a git command prints; a failure is an error that names the command and not its output."""
        done = _run(command(*arguments), cwd or self.root, given)
        if done.returncode:
            raise _failed(arguments[0], done.returncode)
        return done.stdout

    def lines(self, *arguments: str) -> Iterator[bytes]:
        """What a git command prints, line by line."""
        with subprocess.Popen(  # noqa: S603
            command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=self.root, env=environment()
        ) as running:
            yield from running.stdout or ()
        if running.returncode:
            raise _failed(arguments[0], running.returncode)

    def commit(self, name: str) -> str | None:
        """The id of a commit by any name, or None."""
        wanted = ("--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        done = _run(command("rev-parse", *wanted), self.root)
        return done.stdout.decode("ascii").strip() if done.returncode == 0 else None

    def known_commit(self, name: str) -> str:
        """The id of a commit by any name; a wrong name is an error."""
        found = self.commit(name)
        if found is None:
            raise UsageError(
                f"no such commit: {name[:80]}", "give a branch, tag or commit; a shallow clone may lack it"
            )
        return found


def _failed(name: str, code: int) -> ConfigError:
    return ConfigError(f"`git {name}` failed with exit code {code}", "run it by hand to see why")


def command(*arguments: str, hooks: bool = False) -> list[str]:
    """A git command line without anything that runs code of the repository."""
    return ["git", *_TAMED, *(() if hooks else _NO_HOOKS), *arguments]


def environment() -> dict[str, str]:
    """The environment of git: the index that a running commit uses stays, programs of others go."""
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    return {**kept, **_SET}


def find(cwd: Path) -> Git | None:
    """The repository that `cwd` lies in, or None outside of one."""
    wanted = ("--show-toplevel", "--git-common-dir", "--git-path", "hooks")
    done = _run(command("rev-parse", *wanted, hooks=True), cwd)
    if b"dubious ownership" in done.stderr:
        raise ConfigError(
            "git does not trust this repository: it belongs to somebody else",
            "git config --global --add safe.directory FOLDER, if you trust it",
        )
    rows = os.fsdecode(done.stdout).split("\n")
    if done.returncode or len(rows) < 3:
        return None
    return Git(Path(rows[0]), (cwd / rows[1]).resolve(), cwd / rows[2])


def user(cwd: Path) -> str:
    """Who git says is at work, or nothing."""
    rows = [_run(command("config", "--get", key), cwd).stdout for key in ("user.name", "user.email")]
    return next((name for row in rows if (name := row.decode("utf-8", "replace").strip())), "")


def _run(words: list[str], cwd: Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 (a list of arguments, no shell)
            words, input=given, capture_output=True, check=False, cwd=cwd, env=environment()
        )
    except FileNotFoundError:  # no git on this machine
        return subprocess.CompletedProcess(words, 127, b"", b"")


def chunks(names: Sequence[str], size: int = 500) -> list[Sequence[str]]:
    """Names in portions that fit on a command line."""
    return [names[at : at + size] for at in range(0, len(names), size)]
