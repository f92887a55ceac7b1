"""The compiled patterns, in stages: most read every text, those of numbers read only the places where digits stand close.

A pattern whose match holds at least so many digits within so many characters is looked for in windows around such
places. That is exact: a window reaches as far as a match can, and the rest of the text has no match.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from auditor.detectors.superset import DIGITS, encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

MEMBER = False

#: Digits that a match holds at least, and characters that it has at most; the first stage is for the rest.
STAGES = ((0, 0), (6, 48), (2, 64))
#: So few bytes are read whole by each stage.
_SMALL = 20_000
#: What may find something in a text: the number of a detector, and a bit for each of its triggers.
Candidates = dict[int, int]
#: Of texts in which nothing is found; shared, and never written to.
NOTHING: Candidates = {}


@dataclass(frozen=True, slots=True)
class Row:
    """One expression: whose it is, which of its triggers, and in which stage it is looked for."""

    expression: str
    owner: int
    trigger: int
    stage: int


def stage_of(digits: int, width: int) -> int:
    """The narrowest stage for patterns whose matches hold so many digits in so many characters."""
    return next((n for n, (least, most) in enumerate(STAGES) if n and digits >= least and width <= most), 0)


@dataclass(frozen=True, slots=True)
class _Stage:
    native: Any
    rows: tuple[tuple[int, int], ...]  # owner and bit of each expression
    digits: int
    width: int


@dataclass(frozen=True, slots=True)
class Database:
    """What is looked for in one pass over many texts."""

    stages: tuple[_Stage, ...]
    always: frozenset[int] = field(default=frozenset())  # detectors whose patterns could not be written

    @classmethod
    def compiled(cls, rows: Sequence[Row], always: frozenset[int]) -> Database:
        """Compile; raises hyperscan.HyperscanError."""
        stages = [[row for row in rows if row.stage == number] for number in range(len(STAGES))]
        made = [
            _Stage(_native(own), tuple((row.owner, row.trigger) for row in own), *STAGES[number])
            for number, own in enumerate(stages)
            if own
        ]
        return cls(tuple(made), always)

    @classmethod
    def loaded(cls, data: bytes) -> Database:
        """From what `dumped` wrote; raises ValueError, KeyError or hyperscan.HyperscanError."""
        import hyperscan

        line, _, body = data.partition(b"\n")
        head = json.loads(line)
        stages = []
        for entry in head["stages"]:
            native = hyperscan.loadb(body[: entry["size"]], hyperscan.HS_MODE_BLOCK)
            native.scratch = hyperscan.Scratch(native)
            rows = tuple((int(owner), int(trigger)) for owner, trigger in entry["rows"])
            stages.append(_Stage(native, rows, int(entry["digits"]), int(entry["width"])))
            body = body[entry["size"] :]
        return cls(tuple(stages), frozenset(map(int, head["always"])))

    def dumped(self) -> bytes:
        """One line that says what is what, then the databases."""
        import hyperscan

        bodies = [hyperscan.dumpb(stage.native) for stage in self.stages]
        stages = [
            {"size": len(body), "rows": stage.rows, "digits": stage.digits, "width": stage.width}
            for stage, body in zip(self.stages, bodies, strict=True)
        ]
        head = json.dumps({"always": sorted(self.always), "stages": stages})
        return head.encode("ascii") + b"\n" + b"".join(bodies)

    def scan(self, texts: Sequence[str]) -> list[Candidates]:
        """What may find something in each text."""
        encoded = list(map(encode, texts))
        buffer = b"\0" + b"\0".join(encoded) + b"\0"
        found = [NOTHING] * len(encoded)
        if len(buffer) <= _SMALL:
            for stage in self.stages:
                _sort(_hits(stage.native, buffer), stage.rows, encoded, found)
            return found
        digits: NDArray[np.int64] | None = None
        for stage in self.stages:
            if not stage.digits:
                _sort(_hits(stage.native, buffer), stage.rows, encoded, found)
                continue
            digits = _digits(buffer) if digits is None else digits
            windows = _windows(digits, stage, len(buffer))
            _sort(list(_in_windows(stage.native, buffer, windows)), stage.rows, encoded, found)
        return found


def _native(rows: Sequence[Row]) -> Any:
    import hyperscan

    native = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    native.compile(
        expressions=[row.expression.encode("ascii") for row in rows],
        ids=list(range(len(rows))),
        elements=len(rows),
        flags=[hyperscan.HS_FLAG_DOTALL | hyperscan.HS_FLAG_PREFILTER] * len(rows),
    )
    native.scratch = hyperscan.Scratch(native)
    return native


def _hits(native: Any, buffer: bytes) -> list[tuple[int, int]]:
    """End and number of the expression of each match."""
    ends: list[tuple[int, int]] = []
    append = ends.append

    def hit(number: int, _: int, end: int, __: int, ___: Any) -> None:
        append((end, number))

    native.scan(buffer, match_event_handler=hit)
    return ends


def _digits(buffer: bytes) -> NDArray[np.int64]:
    """Where digits stand; a character beyond Latin-1 may be one."""
    import numpy as np

    table = np.zeros(256, bool)
    table[list(DIGITS)] = True
    return np.flatnonzero(table[np.frombuffer(buffer, np.uint8)])


def _windows(digits: NDArray[np.int64], stage: _Stage, size: int) -> list[tuple[int, int]]:
    """The places that a match with so many digits in so many characters can reach, with its neighbours on both sides."""
    import numpy as np

    first, last = digits[: 1 - stage.digits], digits[stage.digits - 1 :]
    close = last - first < stage.width
    starts = np.maximum(last[close] - stage.width - 2, 0)
    ends = np.minimum(first[close] + stage.width + 2, size)
    if not len(starts):
        return []
    new = np.flatnonzero(np.concatenate([[True], starts[1:] > ends[:-1]]))  # both ascend
    return list(zip(starts[new].tolist(), np.maximum.reduceat(ends, new).tolist(), strict=True))


def _in_windows(native: Any, buffer: bytes, windows: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The matches in windows, at their places in the buffer."""
    parts = b"\0" + b"\0".join([buffer[start:end] for start, end in windows]) + b"\0"
    number, begin, edge = -1, 0, 0  # `edge` is the byte after the window
    for end, expression in sorted(_hits(native, parts)):
        while end - 1 > edge:
            number += 1
            begin = edge + 1
            edge = begin + windows[number][1] - windows[number][0]
        yield windows[max(number, 0)][0] + end - begin, expression


def _sort(
    hits: list[tuple[int, int]], rows: Sequence[tuple[int, int]], encoded: Sequence[bytes], found: list[Candidates]
) -> None:
    """Note the matches with the texts that they stand in."""
    hits.sort()
    index, edge = 0, 1 + (len(encoded[0]) if encoded else 0)  # of the byte after the text
    last = len(encoded) - 1
    for end, number in hits:
        while end - 1 > edge and index < last:
            index += 1
            edge += 1 + len(encoded[index])
        owner, trigger = rows[number]
        if found[index] is NOTHING:
            found[index] = {owner: 1 << trigger}
        else:
            found[index][owner] = found[index].get(owner, 0) | 1 << trigger
