"""Writes the reference pages from the program itself, and checks that what the other pages say is true.

python docs/build.py           write docs/cli.md, detectors.md, rules.md, offerings.md, and the output shown in README.md
python docs/build.py --check   write nothing; fail if a page is stale, a link is dead or a shown command is unknown
"""

from __future__ import annotations

import inspect
import os
import re
import shlex
import subprocess
import sys
from collections import defaultdict
from functools import partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import cli
from auditor.policy.editor_schemas import editor_schemas
from auditor.policy.load import load_policies
from auditor.registry import members
from auditor.yaml_io import load_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
_GENERATED = "<!-- Written by docs/build.py: change the program, then run `make docs`. -->"
_LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
_FENCE = re.compile(r"^```(?:console|bash|sh)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SHOWN_EXAMPLES = 3
#: The day at which the README's scan judges, so that it shows the same tomorrow.
_DATE = "2026-11-22"


def main(arguments: list[str]) -> int:
    """Write or check; 1 if something is wrong."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write("usage: python docs/build.py [--check]\n")
        return 2
    problems = []
    for name, page in PAGES.items():
        text, path = page(), ROOT / name
        if arguments and (not path.is_file() or path.read_text(encoding="utf-8") != text):
            problems.append(f"{name} is not what the program says: run `make docs`")
        elif not arguments:
            path.write_text(text, encoding="utf-8")
    problems += chain(dead_links(), unknown_commands())
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


# ---------------------------------------------------------------- checks


def written_pages() -> list[Path]:
    """Every Markdown page that people read on the project's page."""
    return sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "samples" / "README.md"])


def dead_links() -> Iterator[str]:
    """Relative links to files that do not exist."""
    for page in written_pages():
        for target in _LINK.findall(page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                yield f"{page.relative_to(ROOT)}: no such file: {target}"


def unknown_commands() -> Iterator[str]:
    """`audit ...` lines in console blocks whose command or options do not exist."""
    for page in written_pages():
        for block in _FENCE.findall(page.read_text(encoding="utf-8")):
            for line in shown_commands(block):
                problem = wrong_with(line)
                if problem:
                    yield f"{page.relative_to(ROOT)}: `{' '.join(line)}`: {problem}"


def shown_commands(block: str) -> Iterator[list[str]]:
    """The words after `audit` of each command line in a console block; output and other programs are passed over."""
    for line in block.replace("\\\n", " ").splitlines():
        for part in re.split(r"\s*(?:&&|\|\||[|;])\s*", line.removeprefix("$ ")):
            words = shlex.split(part, comments=True) if part.startswith("audit ") else []
            if words:
                yield words[1:]


def wrong_with(words: list[str]) -> str:
    """What is unknown in a command line; empty if all of it exists."""
    command: click.Command = cli
    context = root_context()
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        if found is None:
            return f"no command {words[0]}"
        command, words = found, words[1:]
        context = click.Context(command, info_name=command.name, parent=context)
    known = {name for option in command.get_params(context) for name in (*option.opts, *option.secondary_opts)}
    given = [word.partition("=")[0] for word in words if re.fullmatch(r"--?[A-Za-z][\w-]*(?:=.*)?", word)]
    strange = [word for word in given if word not in known and not re.fullmatch(r"-v+", word)]
    return f"no option {', '.join(strange)}" if strange else ""


# ---------------------------------------------------------------- pages


def cli_page() -> str:
    """`--help` of every command."""
    lines = [_GENERATED, "", "# Command line", "", "`audit --help` and each command's own `--help`, as they print.", ""]
    for title, command, context in commands(cli, root_context()):
        lines += [f"## `{title}`", "", "```text", command.get_help(context).rstrip(), "```", ""]
    return "\n".join(lines)


def root_context() -> click.Context:
    """The context in which `audit` shows help; always this one, for click remembers the first that asks."""
    return click.Context(cli, info_name="audit", **{**cli.context_settings, "terminal_width": 100})


def commands(command: click.Command, context: click.Context) -> Iterator[tuple[str, click.Command, click.Context]]:
    """A command and all below it, in the order of `--help`."""
    yield context.command_path, command, context
    if not isinstance(command, click.Group):
        return
    for name in command.list_commands(context):
        child = command.get_command(context, name)
        if child is not None and not child.hidden:
            yield from commands(child, click.Context(child, info_name=name, parent=context, terminal_width=100))


def detectors_page() -> str:
    """Every pattern detector with what it finds and what it leaves alone."""
    lines = [
        _GENERATED,
        "",
        "# Detectors",
        "",
        "In an example the span that is found stands between «guillemets». Examples of secrets are not printed, so",
        "that nobody's scanner takes this page for a leak; they stand in the module. Names, places and organisations",
        "come from language models, and what each country's numbers are called stands in a table: see",
        "[detection](detection.md).",
        "",
    ]
    for name, found in members("auditor.detectors", "DETECTORS").items():
        about = inspect.getdoc(import_module(f"auditor.detectors.{name}")) or ""
        lines += [f"## {name}", "", about, ""]
        lines += chain.from_iterable(detector_lines(family) for family in by_entity(found))
    return "\n".join(lines).rstrip() + "\n"


def by_entity(found: Iterable[Any]) -> list[list[Any]]:
    """Detectors of one module, those with the same entity together."""
    groups: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for detector in found:
        groups[detector.entities].append(detector)
    return list(groups.values())


def detector_lines(family: list[Any]) -> list[str]:
    """One entry: entity, ids, tier, examples."""
    entities = ", ".join(f"`{entity}`" for entity in family[0].entities) or "The entities that your `audit.yaml` names"
    ids = ", ".join(f"`{detector.id}`" for detector in family)
    lines = [f"- {entities} by {ids}, from tier {family[0].tier} on"]
    if not entities.startswith("`SECRET_"):
        lines += shown("found", [text for d in family for text in getattr(d, "examples", ())])
        lines += shown("left alone", [text for d in family for text in getattr(d, "counterexamples", ())])
    return [*lines, ""]


def shown(label: str, examples: list[str]) -> list[str]:
    """The first examples as nested list items."""
    return [f"  - {label}: {code(text)}" for text in examples[:_SHOWN_EXAMPLES]]


def code(text: str) -> str:
    """Inline code, whatever backticks and line ends the text holds."""
    flat = text.replace("\n", "⏎")
    fence = "``" if "`" in flat else "`"
    return f"{fence} {flat} {fence}" if fence == "``" else f"`{flat}`"


def rules_page() -> str:
    """Every rule of the shipped packs."""
    lines = [
        _GENERATED,
        "",
        "# Rules",
        "",
        "Drafts: each of them needs a lawyer's sign-off. `audit explain ID` tells more.",
        "",
    ]
    for path in sorted((ROOT / "policies" / "packs").glob("*.yaml")):
        pack = load_yaml(path)
        lines += [f"## {pack['pack']} {pack['version']}", "", f"{pack['title']}. Law as of {pack['law_as_of']}.", ""]
        lines += ["| rule | what it looks at | effect | layer | law settled? |", "|---|---|---|---|---|"]
        for rule in pack["rules"]:
            cells = (f"`{rule['id']}`", rule["title"], rule["effect"], rule["layer"], rule["settled"])
            lines.append(row(cells))
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def offerings_page() -> str:
    """Every offering and model licence of the shipped profiles."""
    lines = [
        _GENERATED,
        "",
        "# Offerings",
        "",
        "What `audit` has read about vendors' products and model licences, in its own words, with date and source in",
        "`policies/vendors/`. `audit vendors show ID` prints one. A signed contract goes before all of it.",
        "",
    ]
    for path in sorted((ROOT / "policies" / "vendors").glob("*.yaml")):
        profile = load_yaml(path)
        lines += [
            f"## {profile['vendor']['name']}",
            "",
            "| offering | name | plan | trains on customer data | review by |",
            "|---|---|---|---|---|",
        ]
        for offering in profile["offerings"]:
            facts = offering["facts"]
            trains = facts.get("training_on_customer_data", {}).get(
                "value", "as its parent" if offering["inherits"] else ""
            )
            due = min((str(fact["review_by"]) for fact in facts.values()), default="")
            lines.append(row((f"`{offering['id']}`", offering["name"], offering["plan_class"], trains, due)))
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def readme_page() -> str:
    """README.md with what its first command prints, from the findings to the verdicts."""
    before, mark, rest = (ROOT / "README.md").read_text(encoding="utf-8").partition("<!-- output: start -->\n")
    _, end, after = rest.partition("<!-- /output -->")
    return f"{before}{mark}```text\n{first_output()}\n```\n{end}{after}"


def first_output() -> str:
    """The terminal summary of the first sample, without what follows the verdict table."""
    command = [sys.executable, "-m", "auditor", "scan", "samples/support-desk", "--today", _DATE, "--workers", "1"]
    environment = {**os.environ, "AUDIT_KEY": "k" * 32, "COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1"}
    done = subprocess.run(  # noqa: S603 (our own program, fixed arguments)
        [*command, "--no-cache"], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    shown_part, _, _ = done.stdout.partition("\nOpen questions")
    return "\n".join(line.rstrip() for line in shown_part.strip().splitlines())


def schema(name: str) -> str:
    """A schema that editors check a file of the user by."""
    return editor_schemas(load_policies())[name]


def row(cells: Iterable[Any]) -> str:
    """One line of a Markdown table."""
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


PAGES: dict[str, Callable[[], str]] = {
    "README.md": readme_page,
    "docs/cli.md": cli_page,
    "docs/detectors.md": detectors_page,
    "docs/rules.md": rules_page,
    "docs/offerings.md": offerings_page,
    **{
        f"docs/schemas/{name}.schema.json": partial(schema, f"{name}.schema.json")
        for name in ("audit", "pack", "vendor")
    },
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
