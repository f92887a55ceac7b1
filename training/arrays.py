"""Examples as the arrays that the model learns from: rows of its tables and one label a token."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from auditor.tagger.characters import EDGE_CHAR, folds, kinds
from auditor.tagger.network import REACH
from auditor.tagger.tokens import BLOCK, Features
from training import augment, encyclopedia, lexicon
from training.labels import Example, gold, silver
from training.places import BUILD
from training.texts import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

#: How often each kind of example is seen in an epoch, each time otherwise.
GOLD_TIMES, NEGATIVE_TIMES = 4, 2
_HIDDEN = 0.35
_SEED = 17
_EDGES = EDGE_CHAR * REACH


@dataclass(frozen=True, slots=True)
class Stream:
    """Tokens of many examples, edges between them."""

    rows: NDArray[np.int32]  # (5, tokens)
    labels: NDArray[np.uint8]


def stream(examples: Iterable[Example], features: Features) -> Stream:
    """The tokens of the examples, one after the other."""
    rows: list[NDArray[np.int32]] = []
    labels: list[NDArray[np.uint8]] = []
    for text, marks in _blocks(examples):
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        codes = np.minimum(codes, 0xFFFE + (codes == 0xFFFF)).astype(np.uint32)
        tokens = features.tokens(codes)
        rows.append(np.stack(tokens.rows))
        labels.append(np.frombuffer(marks, dtype=np.uint8)[tokens.start])
    return Stream(np.concatenate(rows, axis=1), np.concatenate(labels))


def _blocks(examples: Iterable[Example]) -> Iterator[tuple[str, bytes]]:
    texts, marks, size = [_EDGES], [bytes(len(_EDGES))], len(_EDGES)
    for example in examples:
        painted = bytearray(len(example.text))
        for start, end, label in example.spans:
            painted[start:end] = bytes([label]) * (end - start)
        if size + len(painted) + len(_EDGES) > BLOCK:
            yield "".join(texts), b"".join(marks)
            texts, marks, size = [_EDGES], [bytes(len(_EDGES))], len(_EDGES)
        texts += [example.text, _EDGES]
        marks += [bytes(painted), bytes(len(_EDGES))]
        size += len(painted) + len(_EDGES)
    yield "".join(texts), b"".join(marks)


def made() -> Iterator[Example]:
    """The texts of templates."""
    for row in read(BUILD / "made.jsonl"):
        text, spans, language, kind, fold = cast("tuple[str, list[tuple[int, int, int]], str, str, str]", row)
        yield Example(text, tuple((start, end, label) for start, end, label in spans), language, kind, fold)


def write() -> None:
    """Training arrays: every source in its share, each example changed at random."""
    features = Features(kinds(), folds(), lexicon.table(json.loads((BUILD / "lexicon.json").read_text()), _HIDDEN))
    dice = random.Random(_SEED)
    examples = [augment.changed(example, dice) for example in _mixed(dice)]
    dice.shuffle(examples)
    learnt = stream(examples, features)
    np.savez(BUILD / "arrays.npz", rows=learnt.rows, labels=learnt.labels)


def _mixed(dice: random.Random) -> Iterator[Example]:
    for example in silver():
        if example.fold == "train":
            yield augment.renamed(example, dice)
    for example in gold():
        if example.fold == "train":
            yield example
            for _ in range(GOLD_TIMES - 1):
                yield augment.renamed(example, dice)
    yield from encyclopedia.examples()
    for example in made():
        if example.fold == "train":
            yield example
            if example.kind == "negative":
                yield from [example] * (NEGATIVE_TIMES - 1)
