"""The chapter of remedies and measurements: what was done and measured, by whom and when, and what remains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.reports.blocks import Block, Bullets, Heading, Note, Pairs, Para, Table
from auditor.reports.view import fact_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import FigureDoc, MeasureDoc
    from auditor.reports.catalogue import Texts
    from auditor.reports.view import View

MEMBER = False


def remedies(view: View, say: Texts) -> Iterator[Block]:
    """One part per measure file; without one, the commands that make them."""
    measures = view.document.measures
    yield Para(say("remedies.about" if measures else "remedies.none"))
    for measure in measures:
        yield Heading(3, say.word("measure", measure.kind))
        yield from _measure(measure, say)


def _measure(measure: MeasureDoc, say: Texts) -> Iterator[Block]:
    standing = Para if measure.state in {"used", "fits"} else Note
    yield standing(state_words(measure, say))
    yield Pairs(tuple(_lines(measure, say)))
    if measure.done:
        yield Para(say("remedies.done"))
        yield Bullets(tuple(measure.done))
    if measure.figures:
        head = (say("col.figure"), say("col.value"), say("col.bounds"), say("col.source"))
        yield Table(head, tuple(_figure(figure, say) for figure in measure.figures), widths=(5, 3, 3, 4))
    yield Para(say("remedies.remains" if measure.remains else "remedies.no_remains"))
    if measure.remains:
        yield Bullets(tuple(measure.remains))
    if measure.proposed:
        yield Para(say("remedies.proposed"))
        yield Bullets(tuple(f"{key}: {fact_value(value, say)}" for key, value in measure.proposed.items()))


def state_words(measure: MeasureDoc, say: Texts) -> str:
    """Whether the measure belongs to this data, and which sample counts where audit.yaml declares one too."""
    words = say(f"remedies.state.{measure.state}")
    if measure.also_declared:
        words += " " + say("remedies.instead" if measure.state == "used" else "remedies.declared_stands")
    return words


def _lines(measure: MeasureDoc, say: Texts) -> Iterator[tuple[str, str]]:
    unknown = say("word.unknown")
    yield say("remedies.by"), measure.by or unknown
    yield say("remedies.date"), measure.date or unknown
    yield say("remedies.design"), measure.design or unknown
    if measure.seed is not None:
        yield say("remedies.seed"), str(measure.seed)
    yield say("remedies.data"), measure.dataset_sha256 or unknown
    if measure.detectors_sha256:
        yield say("remedies.detectors"), measure.detectors_sha256


def _figure(figure: FigureDoc, say: Texts) -> tuple[str, str, str, str]:
    return figure.name, f"{_number(figure.value, say)} {figure.unit}".strip(), _bounds(figure, say), figure.source


def _bounds(figure: FigureDoc, say: Texts) -> str:
    if figure.low is None and figure.high is None:
        return ""
    low, high = ("" if edge is None else _number(edge, say) for edge in (figure.low, figure.high))
    if not low or not high:
        return say("remedies.at_least", low=low) if low else say("remedies.at_most", high=high)
    return say("remedies.between", low=low, high=high)


def _number(value: float | str, say: Texts) -> str:
    return value if isinstance(value, str) else say.number(value)
