"""Charts as inline SVG, drawn by us: shapes and text only, coloured by class, so that no style attribute is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.reports.svg import cut, svg, text
from auditor.reports.view import OUTCOMES, View, regions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from auditor.reports.catalogue import Texts
    from auditor.reports.view import OptionRow

MEMBER = False

MARKS = dict(zip(OUTCOMES, "✕?◐◇··", strict=True))
_ROW = 26
_LABEL = 250
_CELL = 108
_CHARACTER = 7.4  # average width of a character at the chart's size


def heat_table(view: View) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Policies, and for each option its worst outcome under each policy (empty where the policy was silent)."""
    packs = sorted({rule.pack for row in view.rows for rule in row.verdict.rules})
    rows = []
    for row in view.rows:
        worst = dict.fromkeys(packs, "")
        for rule in row.verdict.rules:
            seen = worst[rule.pack]
            if not seen or OUTCOMES.index(rule.outcome) < OUTCOMES.index(seen):
                worst[rule.pack] = rule.outcome
        rows.append((row.option.id, list(worst.values())))
    return packs, rows


def heat_map(view: View, say: Texts) -> Markup:
    """Options by policies, each cell the worst outcome."""
    packs, rows = heat_table(view)
    width, height = _LABEL + _CELL * len(packs) + 8, 64 + _ROW * len(rows)
    return svg(
        width,
        height,
        ("heat", say("chart.heat"), say("chart.heat_about", options=len(rows), packs=len(packs))),
        _heat_parts(packs, rows),
    )


def _heat_parts(packs: list[str], rows: list[tuple[str, list[str]]]) -> Iterator[str]:
    for place, pack in enumerate(packs):
        x = _LABEL + place * _CELL + _CELL / 2
        for line, word in enumerate(_two_lines(pack)):
            yield text(x, 22 + 15 * line, word, "axis mid")
    for number, (option, cells) in enumerate(rows):
        y = 48 + number * _ROW
        yield text(_LABEL - 10, y + 17, cut(option, 32), "axis end")
        for place, outcome in enumerate(cells):
            x = _LABEL + place * _CELL
            kind = f"o-{outcome}" if outcome else "o-none"
            yield f'<rect class="cell {kind}" x="{x + 1}" y="{y}" width="{_CELL - 2}" height="{_ROW - 2}" rx="2"/>'
            if outcome:
                yield text(x + _CELL / 2, y + 17, MARKS[outcome], f"mark m-{outcome} mid")


def _two_lines(pack: str) -> list[str]:
    first, _, rest = pack.partition("-")
    return [cut(first, 14), cut(rest, 16)] if rest else ["", cut(pack, 14)]


def bars(view: View, say: Texts) -> Markup:
    """Findings by category as bars, longest first inside each family."""
    rows = [(say.word("category", c.id), c.family, c.row.count) for c in view.categories]
    most = max((count for _, _, count in rows), default=1)
    return svg(
        760,
        12 + _ROW * len(rows),
        ("bars", say("chart.bars"), say("chart.bars_about", categories=len(rows))),
        _bar_parts(rows, most, say),
    )


def _bar_parts(rows: list[tuple[str, str, int]], most: int, say: Texts) -> Iterator[str]:
    for number, (name, family, count) in enumerate(rows):
        y, length = 6 + number * _ROW, max(2.0, 400 * count / most)
        yield text(_LABEL - 10, y + 17, cut(name, 32), "axis end")
        yield f'<rect class="bar f-{family}" x="{_LABEL}" y="{y + 3}" width="{length:.1f}" height="{_ROW - 8}" rx="2"/>'
        yield text(_LABEL + length + 8, y + 17, say.number(count), "axis")


def flow(view: View, say: Texts) -> Markup:
    """Where the data would go: dataset, recipients, and the places each stores and computes in."""
    ways = sorted({_way(row, say) for row in view.rows})
    height = 40 + 34 * len(ways)
    return svg(
        860,
        height,
        ("flow", say("chart.flow"), say("chart.flow_about", ways=len(ways))),
        _flow_parts(ways, height, say),
    )


def _way(row: OptionRow, say: Texts) -> tuple[str, str]:
    return row.option.offering or row.option.deployment, regions(row.option, say)


def _flow_parts(ways: list[tuple[str, str]], height: int, say: Texts) -> Iterator[str]:
    middle = height / 2
    yield f'<rect class="node" x="4" y="{middle - 18:.1f}" width="120" height="36" rx="3"/>'
    yield text(64, middle + 5, say("chart.dataset"), "axis mid")
    for number, (name, places) in enumerate(ways):
        y = 20 + 34 * number
        yield f'<path class="edge" d="M124 {middle:.1f} C190 {middle:.1f} 190 {y + 14} 250 {y + 14}"/>'
        yield f'<rect class="node" x="250" y="{y}" width="250" height="28" rx="3"/>'
        yield text(260, y + 19, cut(name, 32), "axis")
        yield f'<path class="edge" d="M500 {y + 14} H546"/>'
        yield text(554, y + 19, cut(places, 42), "axis")
