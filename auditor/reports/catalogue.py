"""The texts of reports in one catalogue per language: `templates/text/<language>.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from auditor.errors import UsageError
from auditor.resources import resource_dir
from auditor.yaml_io import load_yaml

if TYPE_CHECKING:
    from pathlib import Path

MEMBER = False


@dataclass(frozen=True, slots=True)
class Texts:
    """A catalogue: `texts("summary.title", n=3)` gives the text with its values filled in."""

    language: str
    entries: dict[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key; `{name}` stands for a value, whose own braces mean nothing."""
        text = self.entries[key]
        return text.format_map(values) if values else text

    def plural(self, key: str, number: int, /, **values: object) -> str:
        """The text of a key that has two forms, `one|many`, with the count as `{n}`."""
        one, _, many = self.entries[key].partition("|")
        return (one if number == 1 else many).format_map({"n": self.number(number), **values})

    def word(self, kind: str, value: str | None) -> str:
        """The display word for a value of a closed list; a value without one stands for itself."""
        return self.entries.get(f"{kind}.{value}", value or "") if value else self.entries["word.none"]

    def number(self, value: float) -> str:
        """A number as people of this language write it."""
        text = f"{value:,}" if isinstance(value, int) else f"{value:,.4g}"
        return text if self.language == "en" else text.translate(str.maketrans(",.", ".,"))


def languages() -> list[str]:
    """Languages that have a catalogue."""
    return sorted(file.stem for file in _folder().glob("*.yaml"))


def _folder() -> Path:
    return resource_dir("templates") / "text"


@cache
def texts(language: str) -> Texts:
    """The catalogue of a language."""
    if language not in languages():
        raise UsageError(f"no report language {language!r}", f"known languages: {', '.join(languages())}")
    found: dict[str, str] = {}
    for folder in (_folder(), _folder() / "documents", _folder() / "decision"):
        _flatten(load_yaml(folder / f"{language}.yaml"), "", found)
    return Texts(language, found)


def _flatten(node: Any, prefix: str, into: dict[str, str]) -> None:
    if isinstance(node, dict):
        for key, value in node.items():
            _flatten(value, f"{prefix}.{key}" if prefix else str(key), into)
    else:
        into[prefix] = str(node)
