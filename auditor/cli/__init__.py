"""The front door: options, messages and exit codes, nothing else.

Each command is one module of this package that exposes COMMAND. Commands are imported when they are asked for, so
that `audit --help` starts at once.
"""

from __future__ import annotations

import pkgutil
import sys
import traceback
from importlib import import_module
from typing import Any

import click

from auditor.errors import AuditError
from auditor.version import VERSION

_ABOUT = """May we use this data, in this way, with this model, at this vendor, or must we host it ourselves?

`audit scan FOLDER` finds personal, proprietary and secret data in an LLM dataset, judges the findings by policies
and by each vendor's terms, and gives a verdict for each way of using it. Everything runs on this machine: no
network call, and no raw value in any output."""

#: The order in which `--help` lists commands: the order of use.
_ORDER = (
    "scan check init report explain policies vendors redact dedupe risk assure subject hook baseline waive cost "
    "bench decide evaluate models where diff verify"
)


class _Commands(click.Group):
    """Finds commands by module name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        found = {info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_")}
        order = _ORDER.split()
        return sorted(found, key=lambda name: (order.index(name) if name in order else len(order), name))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name.startswith("_") or cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{__name__}.{cmd_name}").COMMAND
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = f" Did you mean `audit {near[0]}`?" if near else ""
            ctx.fail(f"No such command: {args[0]!r}.{hint} `audit --help` lists all.")
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands, help=_ABOUT, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(VERSION, prog_name="audit")
def cli() -> None:
    """Root of all commands."""


def main(args: list[str] | None = None) -> None:
    """Run a command; failures become a message with a hint on standard error and an exit code by contract."""
    arguments = sys.argv[1:] if args is None else args
    try:
        code = cli.main(arguments, prog_name="audit", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        click.echo("stopped", err=True)
        code = 130
    except AuditError as error:
        say_error(error)
        code = error.exit_code
    except BrokenPipeError:
        code = 0
    except Exception as error:  # noqa: BLE001  (the last line of defence: no raw value may reach the screen)
        _say_bug(error)
        code = 1
    sys.exit(code if isinstance(code, int) else 0)


def say_error(error: AuditError) -> None:
    """Message and hint, with control characters made visible."""
    click.echo(f"audit: {printable(error.message)}", err=True)
    if error.hint:
        click.echo(f"  hint: {printable(error.hint)}", err=True)


def _say_bug(error: BaseException) -> None:
    """Where it happened, never the message: it may quote the data."""
    click.echo(f"audit: internal error ({type(error).__name__}). This is a bug; no result was written.", err=True)
    for frame in traceback.extract_tb(error.__traceback__)[-6:]:
        click.echo(f"  {frame.filename}:{frame.lineno} in {frame.name}", err=True)
    click.echo("  hint: report these lines; they hold nothing of your data", err=True)


def printable(text: Any) -> str:
    """Text of others for a terminal: control, bidi and format characters as escapes."""
    import unicodedata

    return "".join(
        c if c == "\n" or unicodedata.category(c)[0] != "C" else c.encode("unicode_escape").decode() for c in str(text)
    )
