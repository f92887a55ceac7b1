"""Texts in, names and addresses out: batches of any length, spans in code points, the same whatever stands beside a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from auditor.tagger.characters import EDGE, EDGE_CHAR, PLANE, REPLACED
from auditor.tagger.decode import LEAST, runs
from auditor.tagger.labels import NAMES
from auditor.tagger.network import REACH, reached
from auditor.tagger.sentences import doubted
from auditor.tagger.tokens import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from auditor.tagger.decode import Runs
    from auditor.tagger.network import Network
    from auditor.tagger.tokens import Features, Tokens

_EDGES = EDGE_CHAR * REACH
#: Code points of one text that are looked at together, and those on each side that are looked at again.
_PIECE, _CONTEXT = 48_000, 400


@dataclass(frozen=True, slots=True)
class Tag:
    """A span of one text."""

    start: int
    end: int
    entity: str
    sure: float  # 0 to 1, calibrated: the share of such spans that are right


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence of one text and how unsure the model is about it, 0 to 1."""

    start: int
    end: int
    size: float


@dataclass(frozen=True, slots=True)
class _Seen:
    """A block as the model sees it."""

    tokens: Tokens
    chosen: NDArray[np.intp]  # tokens that the gate left open
    probabilities: NDArray[np.float32]  # of the labels of each of them


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a text and which starts of spans it answers for."""

    index: int
    offset: int
    text: str
    first: int
    last: int


@dataclass(frozen=True)
class Tagger:
    """The model with its tables; without state, so one serves any number of batches."""

    features: Features
    network: Network
    gate: float | None = None  # openness below which a token is in no span
    least: float = LEAST
    curves: tuple[tuple[NDArray[np.float64], NDArray[np.float64]], ...] = ()  # per label: raw to calibrated

    def tag(self, texts: Sequence[str]) -> list[list[Tag]]:
        """The spans of each text, by start."""
        found: list[list[Tag]] = [[] for _ in texts]
        for block, pieces in _blocks(texts):
            self._add_tags(self._see(block), pieces, found)
        return found

    def known(self, word: str) -> int:
        """What the lexicon says of a word, as the bits of `tokens`; 0 for one that it can't hold."""
        return self.features.known(word) if max(map(ord, word), default=0) < PLANE else 0

    def doubt(self, texts: Sequence[str], least: float) -> tuple[list[list[Tag]], list[list[Doubt]]]:
        """The spans of each text, and its sentences in which the model doubts at least so much."""
        found: list[list[Tag]] = [[] for _ in texts]
        doubts: list[list[Doubt]] = [[] for _ in texts]
        for block, pieces in _blocks(texts):
            seen = self._see(block)
            self._add_tags(seen, pieces, found)
            _add_doubts(seen, pieces, doubts, least)
        return found, doubts

    def _add_tags(self, seen: _Seen, pieces: Sequence[tuple[int, _Piece]], found: list[list[Tag]]) -> None:
        spans = runs(seen.tokens, seen.chosen, seen.probabilities, self.least)
        rows = zip(spans.end.tolist(), spans.label.tolist(), self._calibrated(spans), strict=True)
        for (piece, start, shift), (end, label, sure) in zip(_owned(spans.start, pieces), rows, strict=True):
            if piece.first <= start < piece.last:
                found[piece.index].append(Tag(start + piece.offset, end - shift + piece.offset, NAMES[label], sure))

    def _see(self, block: str) -> _Seen:
        codes = np.frombuffer(block.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        tokens = self.features.tokens(np.where(codes < PLANE, codes, np.uint32(REPLACED)))
        open_ = tokens.kind != EDGE
        if self.gate is not None:
            open_ &= self.network.openness(tokens.rows) > self.gate
        near = np.flatnonzero(reached(open_))
        kept = open_.take(near)
        if not kept.any():
            return _Seen(tokens, near[:0], np.zeros((0, len(NAMES)), dtype=np.float32))
        probabilities = self.network.probabilities([row.take(near) for row in tokens.rows])
        return _Seen(tokens, near[kept], probabilities[kept])

    def _calibrated(self, spans: Runs) -> list[float]:
        sure = spans.sure.astype(np.float64)
        for label, (raw, share) in enumerate(self.curves, 1):
            mine = spans.label == label
            sure[mine] = np.interp(sure[mine], raw, share)
        values: list[float] = np.round(sure, 3).tolist()
        return values


def _owned(starts: NDArray[np.int32], pieces: Sequence[tuple[int, _Piece]]) -> Iterator[tuple[_Piece, int, int]]:
    """The piece that each place of a block is in, the place in the piece, and where the piece begins."""
    begins = np.fromiter((at for at, _ in pieces), dtype=np.int64, count=len(pieces))
    owners = np.searchsorted(begins, starts, side="right") - 1
    for owner, start in zip(owners.tolist(), starts.tolist(), strict=True):
        at, piece = pieces[owner]
        yield piece, start - at, at


def _add_doubts(seen: _Seen, pieces: Sequence[tuple[int, _Piece]], doubts: list[list[Doubt]], least: float) -> None:
    """Sentences in which no label, nor their absence, is likely enough for some token."""
    unsure = np.zeros(len(seen.tokens), dtype=np.float32)
    unsure[seen.chosen] = 1.0 - seen.probabilities.max(axis=1, initial=0.0)
    sentences = doubted(seen.tokens, unsure)
    kept = sentences.doubt >= least
    rows = zip(sentences.end[kept].tolist(), sentences.doubt[kept].tolist(), strict=True)
    for (piece, start, shift), (end, size) in zip(_owned(sentences.start[kept], pieces), rows, strict=True):
        if piece.first <= start < piece.last:
            doubts[piece.index].append(Doubt(start + piece.offset, end - shift + piece.offset, round(size, 3)))


def _blocks(texts: Sequence[str]) -> Iterator[tuple[str, list[tuple[int, _Piece]]]]:
    """Texts joined to blocks, edges between them, with where each piece begins."""
    parts, size = [_EDGES], len(_EDGES)
    pieces: list[tuple[int, _Piece]] = []
    for piece in _pieces(texts):
        if pieces and size + len(piece.text) + len(_EDGES) > BLOCK:
            yield "".join(parts), pieces
            parts, pieces, size = [_EDGES], [], len(_EDGES)
        pieces.append((size, piece))
        parts += [piece.text, _EDGES]
        size += len(piece.text) + len(_EDGES)
    if pieces:
        yield "".join(parts), pieces


def _pieces(texts: Sequence[str]) -> Iterator[_Piece]:
    for index, raw in enumerate(texts):
        text = raw.replace(EDGE_CHAR, chr(REPLACED)) if EDGE_CHAR in raw else raw
        if len(text) <= _PIECE:
            if text:
                yield _Piece(index, 0, text, 0, len(text))
            continue
        for first in range(0, len(text), _PIECE):
            offset = max(0, first - _CONTEXT)
            part = text[offset : first + _PIECE + _CONTEXT]
            yield _Piece(index, offset, part, first - offset, first + _PIECE - offset)
