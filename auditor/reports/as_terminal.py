"""The terminal summary: what a person reads in half a minute, and where the rest is."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

from auditor.document import SCHEMA
from auditor.reports.base import Report
from auditor.reports.catalogue import texts
from auditor.reports.outline import reason_words
from auditor.reports.view import FAMILIES, PLAIN_SYMBOLS, SYMBOLS, VERDICTS, OptionRow, View, view_of
from auditor.reports.wording import absences_in_short, count_words, coverage, found_words, percent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from auditor.document import Example, MeasureDoc, ReportDocument
    from auditor.reports.base import Findings
    from auditor.reports.catalogue import Texts

_STYLE = {
    "prohibited": "bold red",
    "needs_legal_review": "bold yellow",
    "permitted_with_conditions": "cyan",
    "no_blocking_finding": "default",
}
_MOST_CATEGORIES = 12
_MOST_QUESTIONS = 5
_MOST_CONDITIONS = 4
_MOST_SKIPPED = 3
_PLACE = 22


def render(document: ReportDocument, findings: Findings, language: str = "en") -> Iterator[bytes]:
    """The summary as plain text of 100 columns, for files and pipes."""
    del findings
    from rich.console import Console

    buffer = io.StringIO()
    buffer.write(f"{SCHEMA}\n")  # so that a later scan knows the file for the auditor's own
    console = Console(file=buffer, width=100, color_system=None, legacy_windows=False, emoji=False)
    summarise(document, console, texts(language))
    yield buffer.getvalue().encode()


def show(document: ReportDocument, stream: TextIO | None = None, language: str = "en", written: str = "") -> None:
    """The summary on a stream: colours, width and characters as the terminal behind it allows."""
    from rich.console import Console

    target = stream or sys.stdout
    width = None if target.isatty() else 100
    console = Console(file=target, width=width, emoji=False, highlight=False)
    summarise(document, console, texts(language), written)


def summarise(document: ReportDocument, console: Any, say: Texts, written: str = "") -> None:
    """Print all parts of the summary; `console` is a rich console."""
    view = view_of(document)
    for part in (_headline, _found, _verdicts, _questions, _conditions, _coverage):
        for piece in part(view, say, _plain(console)):
            console.print(piece, markup=False, highlight=False)
    for piece in _next(view, say, written):
        console.print(piece, markup=False, highlight=False)


def _plain(console: Any) -> bool:
    """Whether the terminal's encoding lacks the symbols."""
    try:
        "".join(SYMBOLS.values()).encode(console.encoding)
    except (UnicodeEncodeError, LookupError):
        return True
    return False


def _text(text: str, style: str = "") -> Any:
    from rich.text import Text

    return Text(text, style=style)


def _grid(*ratios: int) -> Any:
    from rich.table import Table

    table = Table.grid(padding=(0, 2), expand=True)
    for ratio in ratios:
        table.add_column(ratio=ratio or None, overflow="fold")
    return table


def _headline(view: View, say: Texts, plain: bool) -> Iterator[Any]:
    document = view.document
    yield _text("")
    yield _text(f"{say('title')}: {', '.join(document.dataset.paths)}", "bold")
    yield _text(found_words(document, say))
    marks = [f"{_symbol(v, plain)} {view.counts[v]} {say(f'verdict.{v}')}" for v in VERDICTS]
    yield _text("   ".join(marks))


def _symbol(verdict: str, plain: bool) -> str:
    return PLAIN_SYMBOLS[verdict] if plain else SYMBOLS[verdict]


def _title(text: str) -> Iterator[Any]:
    yield _text("")
    yield _text(text, "bold underline")


def _found(view: View, say: Texts, plain: bool) -> Iterator[Any]:
    del plain
    yield from _title(say("terminal.found"))
    table = _grid(6, 7, 5, 6)
    shown = view.categories[:_MOST_CATEGORIES]
    for category in shown:
        example = category.row.examples[0] if category.row.examples else None
        table.add_row(
            _text(say.word("category", category.id), "bold" if category.family in FAMILIES[:2] else ""),
            _text(say.plural("terminal.count", category.row.records, count=count_words(category.row, say))),
            _text(example.masked if example else ""),
            _text(_where(example) if example else "", "dim"),
        )
    if shown:
        yield table
    if len(view.categories) > len(shown):
        yield _text(say("terminal.more", n=len(view.categories) - len(shown)), "dim")
    for sentence in absences_in_short(view.document, say):
        yield _text(sentence, "dim")


def _where(example: Example) -> str:
    place = f"{example.path}:{example.line or example.record}"
    return place if len(place) <= _PLACE else f"…{place[1 - _PLACE :]}"


def _verdicts(view: View, say: Texts, plain: bool) -> Iterator[Any]:
    yield from _title(say("terminal.verdicts"))
    for group, rows in view.groups.items():
        yield _text(f"{say(f'group.{group}')} ({len(rows)})", "bold")
        table = _grid(0, 0, 1)
        for row in rows:
            verdict = row.verdict.verdict
            table.add_row(
                _text(f" {_symbol(verdict, plain)}", _STYLE[verdict]),
                _text(row.option.id, _STYLE[verdict]),
                _text(_short_reason(row, say)),
            )
        yield table


def _short_reason(row: OptionRow, say: Texts) -> str:
    if not row.reasons:
        return say("decision.no_reason")
    if row.group == "conditions":
        return _standing(row, say)
    first = reason_words(row.reasons[0], say)
    return f"{first} +{len(row.reasons) - 1}" if len(row.reasons) > 1 else first


def _standing(row: OptionRow, say: Texts) -> str:
    """How many conditions are open, and how many rest on what was declared."""
    relied = sum(1 for condition in row.verdict.conditions if condition.outcome == "relied_upon")
    parts = [(len(row.verdict.conditions) - relied, "terminal.open"), (relied, "terminal.relied")]
    return ", ".join(say.plural(key, count) for count, key in parts if count) or row.reasons[0].title


def _questions(view: View, say: Texts, plain: bool) -> Iterator[Any]:
    del plain
    asked = view.document.questions
    if not asked:
        return
    yield from _title(say("terminal.questions", n=len(asked)))
    table = _grid(10, 3, 3)
    for question in asked[:_MOST_QUESTIONS]:
        table.add_row(
            _text(question.question),
            _text(say.word("who", question.who), "dim"),
            _text(say.plural("terminal.decides", len(question.options)), "dim"),
        )
    yield table
    if len(asked) > _MOST_QUESTIONS:
        yield _text(say("terminal.more", n=len(asked) - _MOST_QUESTIONS), "dim")


def _conditions(view: View, say: Texts, plain: bool) -> Iterator[Any]:
    del plain
    if not view.conditions:
        return
    yield from _title(say("terminal.conditions", n=len(view.conditions)))
    table = _grid(13, 3)
    for condition in view.conditions[:_MOST_CONDITIONS]:
        table.add_row(_text(condition.text), _text(say.plural("terminal.for_options", len(condition.options)), "dim"))
    yield table
    if len(view.conditions) > _MOST_CONDITIONS:
        yield _text(say("terminal.more", n=len(view.conditions) - _MOST_CONDITIONS), "dim")


def _coverage(view: View, say: Texts, plain: bool) -> Iterator[Any]:
    del plain
    skipped = view.document.dataset.skipped
    yield from _title(say("terminal.coverage"))
    share = coverage(view.document)
    whole = share == 1 and not skipped
    read = say("terminal.read", share=percent(share, say), skipped=len(skipped))
    yield _text(say("terminal.read_all") if whole else read)
    most = _MOST_SKIPPED - bool(view.document.measures)  # their line takes the place of one
    for row in skipped[:most]:
        yield _text(f"  {row.path}: {row.reason}", "dim")
    if len(skipped) > most:
        yield _text(say("terminal.more", n=len(skipped) - most), "dim")
    if view.document.measures:
        yield _text(say("terminal.measures", named=", ".join(_measured(m, say) for m in view.document.measures)))


def _measured(measure: MeasureDoc, say: Texts) -> str:
    kind = say.word("measure", measure.kind)
    mark = {"other_data": "terminal.measure_other", "other_detectors": "terminal.measure_detectors"}.get(measure.state)
    return say(mark, kind=kind) if mark else kind


def _next(view: View, say: Texts, written: str) -> Iterator[Any]:
    yield from _title(say("terminal.next"))
    yield _text(say("terminal.written", path=written) if written else say("terminal.not_written"))
    data = view.document.dataset.paths[0] if view.document.dataset.paths else "."
    folder = f'"{data}"' if " " in data else data
    worst = view.rows[0].reasons[0].id if view.rows and view.rows[0].reasons else ""
    commands = [
        ("audit init", say("terminal.do_init")) if view.document.questions and not view.document.declaration else None,
        (f"audit scan {folder} -f html -f json -o audit-report/", say("terminal.do_report")) if not written else None,
        (f"audit explain {worst}", say("terminal.do_explain")) if worst else None,
        (f"audit redact {folder} -o redacted/", say("terminal.do_redact")) if view.categories else None,
        (f"audit scan {folder} --fail-on review", say("terminal.do_gate")),
    ]
    for command, purpose in [entry for entry in commands if entry][:3]:
        yield _text(f"  {command}", "bold").append(f"   {purpose}", "dim")
    yield _text(say("decision.not_advice"), "dim")


REPORT = Report("terminal", ".txt", render, "a summary to read on the screen", file="summary.txt")
