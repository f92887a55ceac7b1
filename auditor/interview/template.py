"""The commented audit.yaml: every section, every question as a comment, every key commented out, so that all is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.interview.patch import comment, inline
from auditor.policy.declared import STAGES, key_tree, slot
from auditor.policy.sections import LISTS, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from auditor.interview.words import Words
    from auditor.policy.load import PolicyBase
    from auditor.policy.schema import DeclaredFact, Shape

SCHEMA = "audit.project/v0.1"
_HEAD = (
    "audit.yaml: what the controller declares; nothing in it is verified.",
    "Leave out what you do not know: unknown is never permission, and never `no`. `false` is an answer.",
    "To answer by hand, take away the # before a key. `audit init` asks what is open and writes here; it keeps your lines.",
)
_CONTRACT = "contracts[].overrides."


def template(base: PolicyBase, words: Words) -> str:
    """A whole file that declares nothing."""
    lines = [*(f"# {line}" for line in _HEAD), f"schema: {SCHEMA}"]
    return "\n".join([*lines, *(_sections(base, words, ()))]) + "\n"


def completed(text: str, base: PolicyBase, words: Words, present: Iterable[str]) -> str:
    """The text with the sections that it lacks at its end; everything that stands in it stays."""
    waiting = {line[1:].partition(":")[0] for line in text.splitlines() if line.startswith("#")}
    missing = list(_sections(base, words, {*present, *waiting}))
    if not missing:
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    joint = "" if not text or text.endswith("\n") else newline
    return text + joint + newline.join(missing) + newline


def _sections(base: PolicyBase, words: Words, present: Iterable[str]) -> Iterator[str]:
    example = _example(base)
    tree = {**key_tree(base), "facts": {key: {} for key in _rare(base)}}
    facts = {slot(row, stage): (key, row) for key, row in base.declared.items() for stage in STAGES.values()}
    facts |= {f"facts.{key}": (key, base.declared[key]) for key in _rare(base)}
    sheet = _Sheet(base, words, facts)
    for name in dict.fromkeys((*words.sections, *tree, *SECTIONS, *LISTS)):
        if name in present:
            continue
        about = words.sections.get(name, "")
        yield from ("", f"# ---- {name}" + (f": {comment(about)}" if about else ""))
        if name in SECTIONS:
            yield from (f"{name}:", *_shape_lines(SECTIONS[name], example.get(name)))
        elif name in LISTS:
            yield from (f"{name}:", *_row_lines(base, name, example.get(name)))
        elif name in tree:
            yield from sheet.lines(name, tree[name], example.get(name))
        else:
            yield f"#{name}:  # for example {inline(example.get(name))}"


def _rare(base: PolicyBase) -> list[str]:
    return [key for key, row in base.declared.items() if row.path == "facts"]


def _example(base: PolicyBase) -> Mapping[str, Any]:
    from auditor.yaml_io import load_yaml

    found: Mapping[str, Any] = load_yaml(base.root / "audit.example.yaml")
    return found


class _Sheet:
    """Sections of facts: a question above each key, the allowed words behind it."""

    def __init__(self, base: PolicyBase, words: Words, facts: Mapping[str, tuple[str, DeclaredFact]]) -> None:
        self.base, self.words, self.facts = base, words, facts

    def lines(self, path: str, tree: Mapping[str, Any], example: Any, depth: int = 0) -> Iterator[str]:
        """A key with what lies below it, in the order of the example."""
        pad, name = "  " * depth, path.rpartition(".")[2] if not path.startswith("facts.") else path[6:]
        if not tree or "*" in tree:
            yield from self._leaf(path, pad, name, example)
            return
        yield f"{pad}{name}:"
        known = example if isinstance(example, dict) else {}
        for key in dict.fromkeys((*(key for key in known if key in tree), *tree)):
            yield from self.lines(f"{path}.{key}", tree[key], known.get(key), depth + 1)

    def _leaf(self, path: str, pad: str, name: str, example: Any) -> Iterator[str]:
        if path in self.facts:
            key, row = self.facts[path]
            yield f"{pad}# {comment(row.question)} [{comment(row.who)}]"
            yield f"{pad}#{name}:  # {self._allowed(key, row)}"
        else:
            shown = f"  # for example {inline(example)}" if example not in (None, [], {}) else ""
            yield f"{pad}#{name}:{shown}"

    def _allowed(self, key: str, row: DeclaredFact) -> str:
        spec = self.base.vocabulary[key]
        if key in self.words.slots:
            return " | ".join(self.words.slots[key])
        if row.read == "present":
            return "what and where (a path, a number, a name), or false"
        match spec.type:
            case "bool":
                return "true | false"
            case "enum":
                return " | ".join(v for v in spec.values or () if v != "unknown") or "a word"
            case "list":
                return f"a list: [{', '.join(spec.values or ())}]"
        return f"a {spec.type}"


def _shape_lines(shape: type[Shape], example: Any) -> Iterator[str]:
    known = example if isinstance(example, dict) else {}
    for name, info in shape.model_fields.items():
        value = known.get(name)
        sample = f"; for example {inline(value)}" if value not in (None, [], {}) else ""
        yield f"  #{name}:  # {comment(info.description or '')}{sample}"


def _row_lines(base: PolicyBase, name: str, example: Any) -> Iterator[str]:
    """A list of rows: which keys a row has, one row as an example, and the terms that contracts may hold."""
    for key, info in LISTS[name].model_fields.items():
        yield f"# {key}: {comment(info.description or '')}"
    if isinstance(example, list) and example and name != "contracts":
        yield f"# for example: - {inline(example[0])}"
    if name == "contracts":
        yield "# for example: - {id: cloud, entity: Vendor SAS, overrides: {dpa_signed: true}, evidence: {dpa: dpa.pdf, date: 2026-01-31}}"
        for path, question in _terms(base):
            yield f"#   {path}: {comment(question)}"


def _terms(base: PolicyBase) -> list[tuple[str, str]]:
    """Overrides that answer questions, each once."""
    asked = [(row.path, row.question) for row in base.asked.asked.values()]
    rows = [*asked, *((row.path, row.question) for row in base.declared.values())]
    terms = {path.removeprefix(_CONTRACT): text for path, text in rows if path.startswith(_CONTRACT)}
    return sorted(terms.items())
