"""Compares what `audit` and Presidio's pattern recognizers find for the same entities in the same texts.

  python benchmarks/equality.py [--mb 0.4] [--findings-per-mb 100] [FILE.jsonl ...]

Without files the corpus of speed.py is made. Prints a Markdown table: found by both (the places overlap and the entity
is the same), by one alone, and the forms of what one alone found, with 9 for a digit, a for a letter: no value of it.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from speed import lines, paragraphs

from auditor.detectors.base import Gated, Settings, Text
from auditor.detectors.engine import Engine, build, triggers
from auditor.detectors.gate import Gate
from auditor.detectors.prefilter import Prefilter
from auditor.model import Tier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Presidio reports candidates that hardly anything speaks for (any nine digits as an account, 0.05): left out here.
_LEAST_SCORE = 0.4
_SHOWN = 4
#: Of what Presidio finds, audit looks for these in another way (dates beside "born"), or not at all (UUIDs).
_NOT_LOOKED_FOR = {"DATE_TIME", "UUID"}

Place = tuple[int, int, str]


@dataclass
class Tally:
    """What was found of one entity."""

    both: int = 0
    presidio: int = 0
    audit: int = 0
    covered: int = 0  # found by Presidio, and by audit under another name
    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def texts_of(files: Sequence[Path], size: int, per_mb: int) -> list[str]:
    """The strings of JSON Lines, up to so many characters."""
    rows = (line for file in files for line in file.read_text("utf-8").splitlines())
    found, chars = [], 0
    for row in rows if files else lines(size, per_mb, paragraphs()):
        for text in strings(json.loads(row)):
            found.append(text)
            chars += len(text)
        if chars > size:
            break
    return found


def strings(value: Any) -> Iterator[str]:
    """All strings of a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for child in value.values():
            yield from strings(child)
    elif isinstance(value, list):
        for child in value:
            yield from strings(child)


def by_presidio(texts: Sequence[str]) -> tuple[list[list[Place]], set[str]]:
    """Presidio's predefined English recognizers that need no model, overlaps of one entity removed as Presidio does."""
    from presidio_analyzer import EntityRecognizer, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NlpArtifacts

    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    every: list[EntityRecognizer] = list(registry.recognizers)
    chosen = [r for r in every if "Spacy" not in type(r).__name__]
    nothing: Any = NlpArtifacts([], [], [], [], None, "en")  # type: ignore[arg-type]
    found = []
    for text in texts:
        results = [x for r in chosen for x in r.analyze(text, r.supported_entities, nothing) or []]
        kept = EntityRecognizer.remove_duplicates([x for x in results if x.score >= _LEAST_SCORE])
        found.append(sorted((x.start, x.end, x.entity_type) for x in kept))
    return found, {entity for r in chosen for entity in r.supported_entities}


def alone(entities: set[str]) -> Engine:
    """An engine of those detectors only that find one of these entities by a pattern."""
    every = [
        d for d in build(Settings(tier=Tier.FAST)).detectors if entities & {*d.entities} and d.id != "columns.header"
    ]
    gated = tuple(d for d in every if isinstance(d, Gated))
    others = tuple(d for d in every if not isinstance(d, Gated))
    return Engine(gated, others, Gate(gated), Prefilter(tuple(map(triggers, (*gated, *others))), patience=0))


def by_audit(texts: Sequence[str], engine: Engine) -> list[list[Place]]:
    """What an engine finds."""
    return [[(s.start, s.end, s.entity) for s in spans] for spans in engine.detect([Text(t, "en") for t in texts])]


def compare(text: str, theirs: Sequence[Place], ours: Sequence[Place], tallies: dict[str, Tally]) -> None:
    """Count the findings of one text."""
    for start, end, entity in theirs:
        over = [o for o in ours if o[0] < end and start < o[1]]
        tally = tallies[entity]
        if any(o[2] == entity for o in over):
            tally.both += 1
        else:
            tally.presidio += 1
            tally.covered += bool(over)
            other = f" ({over[0][2]})" if over else ""
            tally.forms["presidio"][form(text[start:end]) + other] += 1
    for start, end, entity in ours:
        if entity in tallies and not any(t[2] == entity and t[0] < end and start < t[1] for t in theirs):
            tallies[entity].audit += 1
            tallies[entity].forms["audit"][form(text[start:end])] += 1


def form(value: str) -> str:
    """What a value looks like."""
    shape = re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "9", value.replace("\n", " ")))
    return re.sub(r"9{5,}", "9…9", shape)[:30]


def main() -> None:
    """Find with both, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--mb", type=float, default=0.4)
    parser.add_argument("--findings-per-mb", type=int, default=100)
    options = parser.parse_args()
    texts = texts_of(options.files, int(options.mb * 1e6), options.findings_per_mb)
    entities = by_presidio(texts[:1])[1]
    full, few = build(Settings(tier=Tier.FAST)), alone(entities - _NOT_LOOKED_FOR)
    by_audit(texts, full), by_audit(texts, few)  # patterns are loaded, numbering plans are read
    begun = time.process_time()
    ours = by_audit(texts, full)
    middle = time.process_time()
    by_audit(texts, few)
    between = time.process_time()
    theirs = by_presidio(texts)[0]
    ended = time.process_time()
    tallies = {entity: Tally() for entity in sorted(entities)}
    for text, their, our in zip(texts, theirs, ours, strict=True):
        compare(text, their, our, tallies)
    size = sum(map(len, texts)) / 1e6
    print(
        f"{size:.2f} MB; CPU s: audit's engine {middle - begun:.3f}, with the detectors of these entities alone "
        f"{between - middle:.3f}, Presidio {ended - between:.2f}\n"
    )
    print(
        "| entity | both | only Presidio | of them told otherwise | only audit | only Presidio, e.g. | only audit, e.g. |"
    )
    print("|---|---|---|---|---|---|---|")
    for entity, tally in tallies.items():
        if tally.both or tally.presidio or tally.audit:
            shown = [
                ", ".join(f"`{shape}` {count}" for shape, count in tally.forms[side].most_common(_SHOWN))
                for side in ("presidio", "audit")
            ]
            cells = [entity, tally.both, tally.presidio, tally.covered, tally.audit, *shown]
            print("| " + " | ".join(map(str, cells)) + " |")


if __name__ == "__main__":
    main()
