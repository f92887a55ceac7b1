"""`audit hook`: hold back a commit or a push that would bring secrets or people's data into the history."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.model import Tier

if TYPE_CHECKING:
    from datetime import datetime


@click.command("hook", short_help="Hold back a commit that brings secrets or people's data.")
@click.argument("files", nargs=-1, metavar="[FILES]...")
@click.option(
    "-c", "--config", type=click.Path(path_type=Path), help="The declaration. [default: audit.yaml at the top]"
)
@click.option(
    "--tier", type=click.Choice([t.value for t in Tier]), help="[default: hook.tier of audit.yaml, else fast]"
)
@click.option("--push", is_flag=True, help="Look at what is about to be pushed instead: every commit of it.")
@click.option("--remote", default="", metavar="NAME", help="Where to, for --push; git tells its hooks.")
@click.option(
    "--baseline", type=click.Path(path_type=Path), help="Accepted findings. [default: .audit-baseline at the top]"
)
@click.option("--key", "key_file", type=click.Path(path_type=Path), help="Key for fingerprints. [default: as for scan]")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Date for expiry. [default: the system's]")
@click.option("--no-cache", is_flag=True, help="Neither read nor write results of earlier scans.")
@click.option("--install", is_flag=True, help="Put it into .git/hooks; with --push as the pre-push hook.")
@click.option("--uninstall", is_flag=True, help="Take it out again; a hook that was there before comes back.")
@click.option("-v", "--verbose", is_flag=True, help="List every finding.")
def hook(
    files: tuple[str, ...],
    tier: str | None,
    push: bool,
    today: datetime | None,
    no_cache: bool,
    install: bool,
    uninstall: bool,
    verbose: bool,
    config: Path | None,
    remote: str,
    baseline: Path | None,
    key_file: Path | None,
) -> int:
    """Look at what is staged (the version in git's index, not the file on disk), or at FILES, and exit 10 to hold it back.

    Secrets, special categories, national and payment identifiers and confidentiality markings hold a commit back;
    other personal data warns. The section `hook` of audit.yaml changes that. Nothing raw is printed.
    """
    if install or uninstall:
        return _install(push, uninstall)
    from auditor.cli import printable
    from auditor.hook.message import message
    from auditor.usecases.hooking import HookConfig
    from auditor.usecases.hooking import hook as run

    refs = sys.stdin.read(1_000_000) if push and not sys.stdin.isatty() else ""
    outcome = run(
        HookConfig(
            files=files,
            config=config,
            tier=Tier(tier) if tier else None,
            push=push,
            refs=refs,
            remote=remote,
            baseline=baseline,
            key_file=key_file,
            today=today.date() if today else None,
            cache=not no_cache,
        )
    )
    for line in message(outcome, everything=verbose):
        click.echo(printable(line), err=True)
    return 10 if outcome.blocks else 0


def _install(push: bool, uninstall: bool) -> int:
    from auditor.errors import UsageError
    from auditor.hook import git
    from auditor.hook import install as scripts

    repository = git.find(Path.cwd())
    if repository is None:
        raise UsageError("not in a git repository", "run it where the repository is")
    told = scripts.uninstall(repository, push) if uninstall else scripts.install(repository, push)
    click.echo(told, err=True)
    return 0


COMMAND = hook
