"""`audit init`: the interview that writes audit.yaml."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import printable
from auditor.cli._table import echo_item, echo_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from auditor.errors import AuditError
    from auditor.interview.saving import Sheet
    from auditor.interview.session import Ask, Interview

_UNKNOWN = ("", "0", "?")
_STOP, _BACK = ("q", "quit"), ("b", "back")
_SHOWN = 4


class _Ended(Exception):
    """Standard input has no more answers, or the person asked to stop."""


@click.command("init", short_help="Write audit.yaml: asks what only people know.")
@click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[PATH]")
@click.option(
    "--from",
    "report",
    type=click.Path(path_type=Path),
    metavar="REPORT.json",
    help="Ask only the open questions of this report; nothing is scanned.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write. [default: the audit.yaml that a scan finds, else PATH/audit.yaml, else here]",
)
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: write the commented template, everything unknown.")
@click.option("--all", "everything", is_flag=True, help="Ask for every fact, also where no verdict waits for it.")
@click.option("--no-scan", is_flag=True, help="Don't scan PATH first: ask as if it held personal data in free text.")
@click.option(
    "--policies",
    "policy_dirs",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Your own packs and vendors, beside the shipped ones. Repeatable.",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Date to judge at. [default: decision_date of audit.yaml, else today]",
)
def init(path: Path | None, report: Path | None, output: Path | None, yes: bool, **flags: Any) -> int:
    """Ask what only people know about the dataset at PATH, and write it into audit.yaml.

    With PATH, a fast scan runs first, so that only what the data raise is asked. Every answer is written at once; run
    it again to go on. An existing audit.yaml is added to: its answers and comments stay.
    """
    from auditor.interview.saving import Sheet
    from auditor.interview.start import sheet_path
    from auditor.policy.load import load_policies
    from auditor.reopening import reopen

    if report is not None and path is not None:
        raise click.UsageError("give PATH or --from REPORT.json, not both")
    if path is not None and not path.exists():
        raise click.UsageError(f"no such file or folder: {printable(path)}")
    opened = reopen(report) if report is not None else None
    sheet = Sheet(sheet_path(output, path, opened))
    base = load_policies(flags.pop("policy_dirs"))
    if yes:
        _write_template(sheet, base)
        return 0
    interview = _interview(sheet, base, path, opened, **flags)
    _talk(interview, sheet, ways=opened is None)
    _farewell(interview, sheet, path, report)
    return 0


def _write_template(sheet: Sheet, base: Any) -> None:
    from auditor.interview.start import blank, filled_up

    text = sheet.read()
    new = blank(base) if text is None else filled_up(text, sheet.path, base)
    sheet.write(new)
    what = "wrote" if text is None else "already complete:" if new == text else "added missing sections to"
    click.echo(f"{what} {printable(sheet.path)}", err=True)


def _interview(sheet: Sheet, base: Any, path: Path | None, opened: Any, **flags: Any) -> Interview:
    """The interview over what is known: a report, a fast scan, or nothing."""
    from auditor.interview.session import Interview, Subject
    from auditor.interview.start import blank, filled_up, subject_of

    today: datetime | None = flags["today"]
    text = sheet.read()
    if text is not None:
        filled_up(text, sheet.path, base)  # a wrong audit.yaml is told before a scan
    subject = Subject()
    if opened is not None:
        subject = subject_of(opened.document, base, only_its_questions=True)
    elif path is not None and not flags["no_scan"]:
        document = _scan(path, sheet.path if text is not None else None)
        subject = subject_of(document, base, only_its_questions=False) if document is not None else subject
    if subject.facts is None:
        click.echo("nothing scanned: personal data in free text is assumed; audit init PATH asks less", err=True)
    return Interview(
        base,
        sheet.path,
        blank(base) if text is None else text,
        subject,
        today=today.date() if today else None,
        everything=flags["everything"],
    )


def _scan(path: Path, declaration: Path | None) -> Any:
    from auditor.cli._progress import progress_for
    from auditor.config import ScanConfig
    from auditor.errors import NothingToScan
    from auditor.model import Tier
    from auditor.pipeline import scan

    click.echo(f"scanning {printable(path)} at tier fast first (--no-scan leaves that out)", err=True)
    cores = ScanConfig(()).worker_count
    executor = "serial" if cores == 1 else "process"
    config = ScanConfig((path,), config=declaration, tier=Tier.FAST, workers=cores, executor=executor)
    try:
        return scan(config, progress_for(False)).document
    except NothingToScan as error:
        click.echo(f"audit: {printable(error.message)}", err=True)
    return None


# ---------------------------------------------------------------- the conversation


class _Answers:
    """Standard input, line by line; knows whether anything was typed at all."""

    def __init__(self) -> None:
        self.terminal = sys.stdin.isatty()
        self.count = 0

    def typed(self) -> str:
        """The next answer; what is piped is shown too."""
        line = input("> ").strip()
        self.count += 1
        if not self.terminal:
            click.echo(printable(line))
        if line.casefold() in _STOP:
            raise _Ended
        return line


def _talk(interview: Interview, sheet: Sheet, *, ways: bool) -> None:
    """Ask until nothing is open or nobody answers; every answer is on disk before the next question."""
    click.echo(f"Answers go to {printable(sheet.path)} at once. For each question type what is asked for, or")
    click.echo("  Enter = don't know (stays unknown, and is never read as permission), b = back, q = stop here\n")
    answers = _Answers()
    try:
        if ways and not interview.has_options:
            _ask_ways(interview, sheet, answers)
        _ask_all(interview, sheet, answers)
    except (EOFError, UnicodeDecodeError):
        if not answers.count and not answers.terminal:
            raise click.UsageError(
                "audit init asks questions, and standard input holds no answers. "
                "Run it in a terminal, or write the template with --yes."
            ) from None
        click.echo("\nno more answers; what was answered is kept")
    except _Ended:
        click.echo("stopped here; what was answered is kept")
    except KeyboardInterrupt:
        click.echo(f"\nanswers so far are kept in {printable(sheet.path)}; run audit init again to go on", err=True)
        raise click.Abort from None


def _ask_all(interview: Interview, sheet: Sheet, answers: _Answers) -> None:
    number = 1
    while (ask := interview.next()) is not None:
        _show(ask, number, len(interview.open()))
        number += -1 if _take(interview, sheet, ask, answers) else 1
    click.echo("nothing is left to ask")


def _take(interview: Interview, sheet: Sheet, ask: Ask, answers: _Answers) -> bool:
    """One answer; asks again until it fits. True if the person went back."""
    from auditor.errors import AuditError

    while True:
        typed = answers.typed()
        went_back = typed.casefold() in _BACK
        if went_back and not interview.back():
            click.echo("  this is the first question")
            continue
        try:
            if not went_back:
                _answer(interview, ask, typed)
        except AuditError as error:
            _refuse(error)
            continue
        if interview.changed or sheet.seen is not None:
            sheet.write(interview.text)
        click.echo("")
        return went_back


def _answer(interview: Interview, ask: Ask, typed: str) -> None:
    from auditor.interview.forms import parse

    if typed in _UNKNOWN and not (typed == "0" and ask.form.kind == "number"):
        interview.skip(ask)
    else:
        interview.answer(ask, parse(ask.form, typed))


def _refuse(error: AuditError) -> None:
    """Say why an answer does not fit, and what would."""
    click.echo(f"  {printable(error.message)}" + (f" ({printable(error.hint)})" if error.hint else ""))


def _ask_ways(interview: Interview, sheet: Sheet, answers: _Answers) -> None:
    """What is done with the data, and how; without an answer the default options are judged."""
    from auditor.interview.forms import Choice, Form, parse
    from auditor.interview.ways import picked_ways, ways

    words = interview.words.activities
    form = Form("many", tuple(Choice(value, label) for value, label in words.items()))
    click.echo("What do you want to do with the data?")
    _choices([choice.label for choice in form.choices], form.hint)
    activities: list[str] | None = _until(answers, lambda typed: parse(form, typed))
    if not activities:
        click.echo("  the default options are judged: audit scan shows them\n")
        return
    rows = ways(interview.base, activities)
    click.echo("\nIn which ways?")
    _choices([f"{row.title} [{row.id}]" for row in rows], "numbers, like 1,3-5; all; or ids of `audit vendors list`")
    options = _until(answers, lambda typed: picked_ways(interview.base, activities, typed))
    if options:
        interview.choose(options)
        sheet.write(interview.text)
    click.echo("")


def _until(answers: _Answers, read: Callable[[str], Any]) -> Any:
    """What was typed, read; None for no answer."""
    from auditor.errors import AuditError

    while (typed := answers.typed()) not in _UNKNOWN:
        try:
            return read(typed)
        except AuditError as error:
            _refuse(error)
    return None


def _show(ask: Ask, number: int, open_questions: int) -> None:
    """One question with why it is asked, what it decides, who may know, and what may be answered."""
    click.echo(f"Question {number} ({open_questions} open)  {printable(ask.slot.shown)}")
    wide = max(40, min(100, shutil.get_terminal_size((100, 24)).columns))
    click.secho(click.wrap_text(printable(ask.question), wide, "  ", "  "), bold=True)
    echo_item("why", _some(ask.why, "; "))
    if ask.options:
        plural = "s" if len(ask.options) > 1 else ""
        echo_item("decides", f"{len(ask.options)} option{plural}: {_some(ask.options, ', ')}")
    echo_item("who knows", ask.who)
    _choices([choice.label for choice in ask.form.choices], ask.form.hint)


def _some(texts: Sequence[str], joint: str) -> str:
    left = len(texts) - _SHOWN
    return joint.join(texts[:_SHOWN]) + (f"{joint}{left} more" if left > 0 else "")


def _choices(labels: Sequence[str], hint: str) -> None:
    for number, label in enumerate(labels, start=1):
        click.echo(f"  {number:>3}  {printable(label)}")
    click.echo(
        f"  {'0':>3}  don't know" + (f"; else type {hint}" if (hint and hint != "a number") or not labels else "")
    )


# ---------------------------------------------------------------- the end


def _farewell(interview: Interview, sheet: Sheet, data: Path | None, report: Path | None) -> None:
    """What the verdicts are now, what is open with whom, and what to run next."""
    click.echo("")
    if interview.subject.facts is not None:
        before = interview.first
        rows = [
            (name, answer.value, f"was {before[name].value}" if before.get(name, answer) != answer else "")
            for name, answer in interview.verdicts().items()
        ]
        echo_table(("OPTION", "VERDICT NOW", ""), rows)
    waiting = Counter(ask.who for ask in interview.unanswered() if ask.options)
    if waiting:
        told = ", ".join(f"{who} {count}" for who, count in sorted(waiting.items(), key=lambda row: (-row[1], row[0])))
        click.echo(f"open questions that decide a verdict: {sum(waiting.values())} ({printable(told)})")
    if sheet.seen is None:
        click.echo("nothing was answered, nothing was written")
        return
    click.echo(f"answers are in {printable(sheet.path)}")
    where = f" -c {shlex.quote(str(sheet.path))}"
    subject = f"check {shlex.quote(str(report))}" if report else f"scan {shlex.quote(str(data or '.'))}"
    click.echo(f"next: {printable(f'audit {subject}{where}')}")


COMMAND = init
