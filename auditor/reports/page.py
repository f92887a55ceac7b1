"""What every HTML page is made with: the environment of its template, its own style and script, and their hashes."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

from auditor.resources import resource_dir

MEMBER = False


def template(name: str) -> Any:
    """A template of `templates/html`, escaping every value and strict about names."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(resource_dir("templates") / "html")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["breakable"] = breakable
    return environment.get_template(name)


def breakable(text: str) -> Any:
    """A text whose names may wrap behind their punctuation instead of inside a word; numbers stay whole."""
    from markupsafe import Markup, escape

    return Markup(re.sub(r"([_/:\]]|\.(?!\d))(?=\S)", r"\1<wbr>", str(escape(text))))  # noqa: S704 (escaped before)


def asset(*names: str) -> Any:
    """Files of `templates/html` one after another, to stand inside a page as they are."""
    from markupsafe import Markup

    folder = resource_dir("templates") / "html"
    texts = ((folder / name).read_text(encoding="utf-8") for name in names)
    return Markup("".join(texts))  # noqa: S704 (our own files, shipped with the package)


def csp_hash(text: str) -> str:
    """A source expression of a Content-Security-Policy that allows exactly this text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
