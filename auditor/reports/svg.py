"""What every chart is drawn with: an inline SVG whose texts are escaped and whose colours come from classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

MEMBER = False


def svg(width: float, height: float, about: tuple[str, str, str], parts: Iterable[str]) -> Markup:
    """A drawing with its name in the page, a title and a description."""
    from markupsafe import Markup, escape

    name, title, description = about
    drawing = (
        f'<svg class="chart" role="img" aria-labelledby="{name}-t {name}-d" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}"><title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(description)}</desc>{"".join(parts)}</svg>'
    )
    return Markup(drawing)  # noqa: S704 (every text in it went through `escape`)


def text(x: float, y: float, words: str, kind: str) -> str:
    """A line of text at a place."""
    from markupsafe import escape

    return f'<text class="{kind}" x="{x:g}" y="{y:g}">{escape(words)}</text>'


def cut(words: str, most: int) -> str:
    """A text of at most so many characters."""
    return words if len(words) <= most else f"{words[: most - 1]}…"
