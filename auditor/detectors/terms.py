"""The organisation's own words (`terms:` of audit.yaml): code names, customers, products, domains, patterns, files of terms.

Why it matters: nobody else can know which words are yours. What to do: list them in audit.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.detectors.base import Terms, Text
from auditor.errors import ConfigError
from auditor.model import Span, Tier
from auditor.taxonomy import load_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from auditor.detectors.base import Detector, Settings

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_DEFAULT = "PROJECT_CODENAME"
_DOMAINS = ("INTERNAL_HOST", "INTERNAL_URL")


@dataclass(slots=True)
class _Node:
    """A state of the automaton: the words that may follow, and what ends here."""

    following: dict[str, _Node] = field(default_factory=dict)
    meaning: tuple[str, str] | None = None  # entity, detail


@dataclass(frozen=True, slots=True)
class TermDetector:
    """Walks one automaton over the words of a text: its time grows with the text, whatever the number of terms.

    Terms count as they are written, in capitals throughout, and as whole words.
    """

    id: str = "terms"
    version: str = "1"
    tier: Tier = Tier.FAST
    entities: tuple[str, ...] = (_DEFAULT,)
    root: _Node = field(default_factory=_Node, repr=False, compare=False, hash=False)
    domains: re.Pattern[str] | None = field(default=None, repr=False)
    patterns: tuple[tuple[re.Pattern[str], str], ...] = field(default=(), repr=False)
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ("Without terms nothing is found: Bluefin, corp.example.eu",)

    def configured(self, settings: Settings) -> TermDetector:
        """The detector of one declaration's terms."""
        terms = settings.terms
        if terms == Terms():
            return self
        root = _Node()
        for words, detail in (
            (terms.codenames, "codename"),
            (terms.customers, "customer"),
            (terms.products, "product"),
        ):
            _add(root, words, _DEFAULT, detail)
        for path, entity in terms.files:
            _add(root, _lines(Path(path)), _known(entity or _DEFAULT, path), "file")
        patterns = tuple(
            (_compiled(name, form), _known(entity or _DEFAULT, name)) for name, form, entity in terms.regex
        )
        domains = _domains(terms.internal_domains)
        entities = {_DEFAULT, *(entity for _, entity in patterns), *(entity for _, entity in terms.files)}
        if domains is not None:
            entities.update(_DOMAINS)
        return replace(self, root=root, domains=domains, patterns=patterns, entities=tuple(sorted(entities)))

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """Spans of each text."""
        return [list(self._spans(text.value)) for text in texts]

    @property
    def triggers(self) -> tuple[tuple[str, int], ...] | None:
        """Without terms there is nothing to look for."""
        return None if self.root.following or self.domains is not None or self.patterns else ()

    def thresholds(self) -> Mapping[str, float]:
        """The lowest score with which each entity is reported."""
        return dict.fromkeys(self.entities, 0.95)

    def _spans(self, text: str) -> Iterator[Span]:
        if self.root.following:
            yield from self._listed(text)
        if self.domains is not None:
            for match in self.domains.finditer(text):
                entity = _DOMAINS[1] if match["scheme"] else _DOMAINS[0]
                yield Span(match.start(), match.end(), entity, 0.95, self.id, "domain")
        for pattern, entity in self.patterns:
            for match in pattern.finditer(text):
                if match.end() > match.start():
                    yield Span(match.start(), match.end(), entity, 0.95, self.id, "regex")

    def _listed(self, text: str) -> Iterator[Span]:
        """The longest term at each word, none inside another."""
        tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
        at = 0
        while at < len(tokens):
            length, meaning = _longest(self.root, tokens, at)
            if meaning is None:
                at += 1
                continue
            yield Span(tokens[at][1], tokens[at + length - 1][2], meaning[0], 0.95, self.id, meaning[1])
            at += length


def _longest(root: _Node, tokens: Sequence[tuple[str, int, int]], at: int) -> tuple[int, tuple[str, str] | None]:
    node, best = root, (0, None)
    found: tuple[int, tuple[str, str] | None] = best
    for step in range(at, len(tokens)):
        following = node.following.get(tokens[step][0])
        if following is None:
            break
        node = following
        if node.meaning is not None:
            found = (step - at + 1, node.meaning)
    return found


def _add(root: _Node, terms: Iterable[str], entity: str, detail: str) -> None:
    for term in terms:
        for written in {term, term.upper()} if len(term) > 3 else {term}:
            node = root
            for token in _TOKEN.findall(written):
                node = node.following.setdefault(token, _Node())
            if node is not root and node.meaning is None:
                node.meaning = (entity, detail)


def _lines(path: Path) -> list[str]:
    """The terms of a file: one a line, empty lines and comments left out."""
    text: str | None = None
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        text = None
    if text is None:
        raise ConfigError(
            "audit.yaml: a file of terms could not be read",
            hint="give the path of a UTF-8 text file with one term a line",
        )
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _known(entity: str, where: str) -> str:
    if load_taxonomy().category_of(entity) is None:
        raise ConfigError(
            f"audit.yaml: the terms {Path(where).name!r} name an entity that no category holds",
            hint="use an entity of policies/taxonomy.yaml, PROJECT_CODENAME for words of your own",
        )
    return entity


def _compiled(name: str, form: str) -> re.Pattern[str]:
    try:
        return re.compile(form)
    except re.error as error:
        problem = error.msg
    raise ConfigError(
        f"audit.yaml: the pattern {name!r} of terms is no regular expression: {problem}",
        hint="give it in the syntax of Python's re module",
    )


def _domains(domains: Sequence[str]) -> re.Pattern[str] | None:
    names = "|".join(
        sorted((re.escape(name.strip(". ").lower()) for name in domains if name.strip(". ")), key=len, reverse=True)
    )
    if not names:
        return None
    return re.compile(
        rf"(?P<scheme>(?:https?|ftp|ssh|git)://)?(?<![\w.@-])(?:[A-Za-z0-9_-]{{1,63}}\.){{0,6}}(?:{names})(?![\w-]|\.\w)(?(scheme)(?::\d{{2,5}})?(?:/[^\s\"'<>)\]]{{0,200}})?)",
        re.IGNORECASE,
    )


DETECTORS: tuple[Detector, ...] = (TermDetector(),)
