"""Shapes of the decision report's charts: lines, swings, cells, a radar and a time line, drawn from plain numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.reports.svg import cut, svg, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markupsafe import Markup

MEMBER = False

#: Classes of line that the style sheet tells apart by colour and by dash.
STYLES = 6
_LABEL = 250
_ROW = 26
_CELL = 96
_LEFT, _TOP, _WIDE, _HIGH = 84, 14, 620, 260

About = tuple[str, str, str]  # name in the page, title, description


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines over two axes."""

    series: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]  # name, points
    x_label: str
    y_label: str
    logarithmic: bool = False  # both axes
    marks: tuple[tuple[float, str], ...] = ()  # places on the x axis worth a line of their own


@dataclass(frozen=True, slots=True)
class _Axis:
    """A range of values on a range of the drawing."""

    low: float
    high: float
    start: float
    length: float
    logarithmic: bool

    def at(self, value: float) -> float:
        """Where a value lies."""
        if self.logarithmic:
            low, high, value = math.log10(self.low), math.log10(self.high), math.log10(max(value, self.low))
        else:
            low, high = self.low, self.high
        return self.start + self.length * (value - low) / ((high - low) or 1.0)

    def ticks(self) -> list[float]:
        """Round values to write beside the axis."""
        if self.logarithmic:
            first, last = math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9)
            return [10.0**power for power in range(first, last + 1)]
        step = nice_step((self.high - self.low) or 1.0)
        first_tick = math.ceil(self.low / step)
        return [step * n for n in range(first_tick, math.floor(self.high / step + 1e-9) + 1)]


def nice_step(span: float) -> float:
    """A round distance that divides a span into about five parts."""
    rough = span / 5
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)


def line_plot(about: About, lines: Lines, number: Callable[[float], str]) -> Markup:
    """Lines with axes, marks, and a legend below."""
    height = _TOP + _HIGH + 58 + 22 * len(lines.series)
    return svg(_LEFT + _WIDE + 24, height, about, _line_parts(lines, number))


def _line_parts(lines: Lines, number: Callable[[float], str]) -> Iterator[str]:
    xs = [x for _, points in lines.series for x, _ in points] or [1.0]
    ys = [y for _, points in lines.series for _, y in points] or [1.0]
    log = lines.logarithmic
    across = _Axis(*_span(xs, log), _LEFT, _WIDE, log)
    up = _Axis(*(_decades(*_span(ys, log)) if log else (0.0, max(ys) or 1.0)), _TOP + _HIGH, -_HIGH, log)
    yield from _axes(across, up, lines, number)
    for place, (name, points) in enumerate(lines.series):
        drawn = " ".join(f"{across.at(x):.1f},{up.at(y):.1f}" for x, y in points)
        yield f'<polyline class="line s{place % STYLES}" points="{drawn}"/>'
        y = _TOP + _HIGH + 62 + 22 * place
        yield f'<path class="line s{place % STYLES}" d="M{_LEFT} {y} h40"/>'
        yield text(_LEFT + 50, y + 5, cut(name, 84), "axis")


def _span(values: list[float], logarithmic: bool) -> tuple[float, float]:
    if not logarithmic:
        return min(values), max(values)
    above = [value for value in values if value > 0] or [1.0]
    low, high = min(above), max(above)
    return (low, high) if high > low else (low / 10, high * 10)


def _decades(low: float, high: float) -> tuple[float, float]:
    """The range widened to powers of ten, so that there is always something to read off."""
    return 10.0 ** math.floor(math.log10(low)), 10.0 ** math.ceil(math.log10(high))


def _axes(across: _Axis, up: _Axis, lines: Lines, number: Callable[[float], str]) -> Iterator[str]:
    bottom = _TOP + _HIGH
    for value in up.ticks():
        yield f'<path class="grid" d="M{_LEFT} {up.at(value):.1f} h{_WIDE}"/>'
        yield text(_LEFT - 8, up.at(value) + 4, number(value), "axis end")
    for value in across.ticks():
        yield f'<path class="grid" d="M{across.at(value):.1f} {_TOP} v{_HIGH}"/>'
        yield text(across.at(value), bottom + 18, number(value), "axis mid")
    yield f'<path class="edge" d="M{_LEFT} {_TOP} V{bottom} H{_LEFT + _WIDE}"/>'
    yield text(_LEFT + _WIDE, bottom + 38, lines.x_label, "axis end")
    yield text(_LEFT + 8, _TOP + 12, lines.y_label, "axis")
    for place, (value, words) in enumerate(lines.marks):
        x = across.at(value)
        right = x > _LEFT + _WIDE * 0.6
        yield f'<path class="mark-line" d="M{x:.1f} {_TOP} v{_HIGH}"/>'
        yield text(x + (-6 if right else 6), bottom - 12 - 18 * place, words, "axis end" if right else "axis")


def tornado(
    about: About, rows: Sequence[tuple[str, float, float]], mid: float, number: Callable[[float], str]
) -> Markup:
    """For each input what the total becomes at its low and at its high value, around the middle."""
    return svg(_LABEL + 500, 58 + _ROW * len(rows), about, _tornado_parts(rows, mid, number))


def _tornado_parts(
    rows: Sequence[tuple[str, float, float]], mid: float, number: Callable[[float], str]
) -> Iterator[str]:
    ends = [mid, *(low for _, low, _ in rows), *(high for _, _, high in rows)]
    axis = _Axis(min(ends), max(ends), _LABEL + 70, 340, logarithmic=False)
    middle, bottom = axis.at(mid), 34 + _ROW * len(rows)
    for place, (name, low, high) in enumerate(rows):
        y = 34 + _ROW * place
        left, right = sorted((axis.at(low), axis.at(high)))
        yield text(_LABEL - 10, y + 15, cut(name, 34), "axis end")
        yield f'<rect class="swing" x="{left:.1f}" y="{y}" width="{max(right - left, 1.5):.1f}" height="{_ROW - 8}"/>'
        yield text(left - 6, y + 14, number(min(low, high)), "axis end small")
        yield text(right + 6, y + 14, number(max(low, high)), "axis small")
    yield f'<path class="mark-line" d="M{middle:.1f} 26 V{bottom}"/>'
    yield text(middle, 18, number(mid), "axis mid")


def matrix(about: About, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> Markup:
    """Rows of cells: each with a class and what is written in it."""
    return svg(_LABEL + _CELL * len(columns) + 8, 64 + _ROW * len(rows), about, _matrix_parts(columns, rows))


def _matrix_parts(columns: Sequence[str], rows: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> Iterator[str]:
    for place, column in enumerate(columns):
        for line, words in enumerate(two_lines(column)):
            yield text(_LABEL + place * _CELL + _CELL / 2, 22 + 15 * line, words, "axis mid")
    for number, (name, cells) in enumerate(rows):
        y = 48 + number * _ROW
        yield text(_LABEL - 10, y + 17, cut(name, 34), "axis end")
        for place, (kind, words) in enumerate(cells):
            x = _LABEL + place * _CELL
            yield f'<rect class="cell {kind}" x="{x + 1}" y="{y}" width="{_CELL - 2}" height="{_ROW - 2}" rx="2"/>'
            yield text(x + _CELL / 2, y + 17, words, f"mid t-{kind}")


def two_lines(words: str) -> tuple[str, str]:
    """A short title on two lines, broken at a space; one word stands on the lower line."""
    if len(words) <= 13 or " " not in words:
        return "", cut(words, 14)
    middle = min((i for i, c in enumerate(words) if c == " "), key=lambda i: abs(2 * i - len(words)))
    return cut(words[:middle], 14), cut(words[middle + 1 :], 14)


def radar(about: About, spokes: Sequence[str], rows: Sequence[tuple[str, Sequence[float]]]) -> Markup:
    """Polygons over spokes from 0 in the middle to 100 at the rim."""
    return svg(620, 385 + 22 * len(rows), about, _radar_parts(spokes, rows))


def _radar_parts(spokes: Sequence[str], rows: Sequence[tuple[str, Sequence[float]]]) -> Iterator[str]:
    for ring in (25, 50, 75, 100):
        yield f'<polygon class="ring" points="{_polygon([ring] * len(spokes))}"/>'
    for place, name in enumerate(spokes):
        x, y = _spoke(place, len(spokes), 100)
        yield f'<path class="grid" d="M310 205 L{x:.1f} {y:.1f}"/>'
        far_x, far_y = _spoke(place, len(spokes), 110)
        kind = "mid" if abs(far_x - 310) < 20 else ("end" if far_x < 310 else "")
        yield text(round(far_x, 1), round(far_y + 5, 1), cut(name, 26), f"axis {kind}".strip())
    for place, (name, values) in enumerate(rows):
        yield f'<polygon class="line s{place % STYLES}" points="{_polygon(values)}"/>'
        y = 385 + 22 * place
        yield f'<path class="line s{place % STYLES}" d="M120 {y} h40"/>'
        yield text(170, y + 5, cut(name, 60), "axis")


def _spoke(place: int, of: int, value: float) -> tuple[float, float]:
    angle = 2 * math.pi * place / of - math.pi / 2
    return 310 + 1.55 * value * math.cos(angle), 205 + 1.55 * value * math.sin(angle)


def _polygon(values: Sequence[float]) -> str:
    points = (_spoke(place, len(values), min(100.0, max(0.0, value))) for place, value in enumerate(values))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def time_line(about: About, rows: Sequence[tuple[str, float, float]], critical: frozenset[int], unit: str) -> Markup:
    """Bars from start to end below one axis; bars that nothing may delay are told apart."""
    return svg(_LABEL + 130 + 400, 40 + 22 * len(rows), about, _time_parts(rows, critical, unit))


def _time_parts(rows: Sequence[tuple[str, float, float]], critical: frozenset[int], unit: str) -> Iterator[str]:
    end = max((stop for _, _, stop in rows), default=1.0) or 1.0
    axis = _Axis(0.0, end, _LABEL + 110, 400, logarithmic=False)
    for value in axis.ticks():
        yield f'<path class="grid" d="M{axis.at(value):.1f} 26 v{22 * len(rows)}"/>'
        yield text(axis.at(value), 18, f"{value:g}", "axis mid small")
    yield text(_LABEL + 96, 18, unit, "axis end small")
    for place, (name, start, stop) in enumerate(rows):
        y, left, right = 28 + 22 * place, axis.at(start), axis.at(stop)
        kind = "step critical" if place in critical else "step"
        yield text(_LABEL + 100, y + 13, cut(name, 48), "axis end")
        yield f'<rect class="{kind}" x="{left:.1f}" y="{y + 1}" width="{max(right - left, 2):.1f}" height="15" rx="2"/>'


def ranges(about: About, rows: Sequence[tuple[str, float, float, float]], number: Callable[[float], str]) -> Markup:
    """Points with the interval around them, from 0 on."""
    return svg(_LABEL + 480, 20 + _ROW * len(rows), about, _range_parts(rows, number))


def _range_parts(rows: Sequence[tuple[str, float, float, float]], number: Callable[[float], str]) -> Iterator[str]:
    axis = _Axis(0.0, max((high for _, _, _, high in rows), default=1.0) or 1.0, _LABEL, 360, logarithmic=False)
    for place, (name, low, mid, high) in enumerate(rows):
        y = 22 + _ROW * place
        yield text(_LABEL - 10, y + 5, cut(name, 34), "axis end")
        yield f'<path class="edge" d="M{axis.at(low):.1f} {y} H{axis.at(high):.1f}"/>'
        yield f'<circle class="dot" cx="{axis.at(mid):.1f}" cy="{y}" r="5"/>'
        yield text(axis.at(high) + 10, y + 5, number(mid), "axis")
