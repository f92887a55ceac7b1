"""Texts in, names and addresses out: batches of any length, spans in code points, the same whatever stands beside a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from auditor.tagger.characters import EDGE, EDGE_CHAR, PLANE, REPLACED
from auditor.tagger.decode import LEAST, runs
from auditor.tagger.labels import NAMES
from auditor.tagger.network import REACH, reached
from auditor.tagger.tokens import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from auditor.tagger.decode import Runs
    from auditor.tagger.network import Network
    from auditor.tagger.tokens import Features

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
            self._look(block, pieces, found)
        return found

    def _look(self, block: str, pieces: Sequence[tuple[int, _Piece]], found: list[list[Tag]]) -> None:
        spans = self.runs(block)
        starts = np.fromiter((at for at, _ in pieces), dtype=np.int64, count=len(pieces))
        owners = np.searchsorted(starts, spans.start, side="right") - 1
        sure = self._calibrated(spans)
        rows = zip(owners.tolist(), spans.start.tolist(), spans.end.tolist(), spans.label.tolist(), sure, strict=True)
        for owner, start, end, label, share in rows:
            at, piece = pieces[owner]
            if piece.first <= start - at < piece.last:
                shift = piece.offset - at
                found[piece.index].append(Tag(start + shift, end + shift, NAMES[label], share))

    def runs(self, block: str) -> Runs:
        """The spans of a block of joined texts, not calibrated."""
        codes = np.frombuffer(block.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        tokens = self.features.tokens(np.where(codes < PLANE, codes, np.uint32(REPLACED)))
        open_ = tokens.kind != EDGE
        if self.gate is not None:
            open_ &= self.network.openness(tokens.rows) > self.gate
        near = np.flatnonzero(reached(open_))
        if not len(near):
            return runs(tokens, near, np.zeros((0, len(NAMES)), dtype=np.float32), self.least)
        probabilities = self.network.probabilities([row.take(near) for row in tokens.rows])
        kept = open_.take(near)
        return runs(tokens, near[kept], probabilities[kept], self.least)

    def _calibrated(self, spans: Runs) -> list[float]:
        sure = spans.sure.astype(np.float64)
        for label, (raw, share) in enumerate(self.curves, 1):
            mine = spans.label == label
            sure[mine] = np.interp(sure[mine], raw, share)
        values: list[float] = np.round(sure, 3).tolist()
        return values


def _blocks(texts: Sequence[str]) -> Iterator[tuple[str, list[tuple[int, _Piece]]]]:
    """Texts joined to blocks, edges between them, with where each piece begins."""
    parts, pieces, size = [_EDGES], [], len(_EDGES)
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
