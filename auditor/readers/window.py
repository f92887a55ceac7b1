"""A window on a long JSON text: takes one value after the other without holding the text."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.readers import base
from auditor.readers.streams import BAD

if TYPE_CHECKING:
    from auditor.readers.streams import Opened

MEMBER = False

_SPACE = re.compile(r"[ \t\n\r]*")
_SIGN = re.compile(r'\\.|["\[\]{},]', re.DOTALL)
_SCANNER = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one value, or why there is none."""

    text: str = ""
    line: int = 1
    end_line: int = 1
    size: int = 0  # of a value that is too long: its code points
    problem: str = ""


class Window:
    """Moves over the text of an open shard; `line` is the line of the next character."""

    def __init__(self, source: Opened) -> None:
        self._blocks = source.blocks
        self._decode = codecs.getincrementaldecoder(source.encoding)("auditor.readers.bad").decode
        self._text = ""
        self._at = 0
        self._ended = False
        self._taken = 0  # bytes read so far
        self.line = 1

    @property
    def taken(self) -> int:
        """Bytes of the stream before the next character."""
        return self._taken - len(self._text[self._at :].encode("utf-8", "surrogatepass"))

    def _grow(self) -> bool:
        """Drop what was taken and double the rest; False at the end of the text."""
        rest = [self._text[self._at :]]
        wanted = len(rest[0])
        self._at = 0
        while not self._ended:
            block = next(self._blocks, b"")
            self._ended = not block
            self._taken += len(block)
            more = self._decode(block, self._ended)
            rest.append(more)
            wanted -= len(more)
            if more and wanted <= 0:
                break
        self._text = "".join(rest)
        return len(self._text) > len(rest[0])

    def _advance(self, to: int) -> None:
        self.line += self._text.count("\n", self._at, to)
        self._at = to

    def peek(self) -> str:
        """The next character that is no space, or nothing at the end."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._advance(match.end() if match else self._at)
            if self._at < len(self._text) or not self._grow():
                return self._text[self._at : self._at + 1]

    def take(self, char: str) -> bool:
        """Move over the character if it comes next."""
        if self.peek() != char:
            return False
        self._advance(self._at + 1)
        return True

    def value(self) -> Piece:
        """The next value; one above the bound is passed over, at an invalid one the window stays."""
        self.peek()
        while True:
            end, problem = self._scan()
            done = end >= 0 and (end < len(self._text) or self._ended)
            if done and end - self._at <= base.MAX_RECORD_BYTES:
                return self._piece(end)
            if done or len(self._text) - self._at > base.MAX_RECORD_BYTES:
                start = self.line
                return Piece("", start, start, self._pass_over(), "longer than a record may be")
            if not self._grow() and end < 0:
                return Piece("", self.line, self.line, 0, problem)

    def missing(self) -> Piece:
        """What to say where a comma, colon or bracket should stand."""
        problem = "not valid JSON" if self.peek() else "not valid JSON (truncated?)"
        return Piece("", self.line, self.line, 0, problem)

    def _scan(self) -> tuple[int, str]:
        try:
            return _SCANNER.raw_decode(self._text, self._at)[1], ""
        except json.JSONDecodeError as error:
            at_end = error.pos >= len(self._text.rstrip()) or error.msg.startswith("Unterminated")
        except RecursionError:
            return -1, "JSON nested too deeply"
        return -1, "not valid JSON (truncated?)" if at_end else "not valid JSON"

    def _piece(self, end: int) -> Piece:
        text, first = self._text[self._at : end], self.line
        self._advance(end)
        return Piece(text, first, self.line)

    def _pass_over(self) -> int:
        """Move behind a value without keeping it; returns its length."""
        depth, quoted, passed = 0, False, 0
        while self._at < len(self._text) or self._grow():
            for match in _SIGN.finditer(self._text, self._at):
                sign = match.group()
                if sign == '"':
                    quoted = not quoted
                elif quoted or len(sign) > 1:
                    continue
                elif sign in "[{":
                    depth += 1
                elif depth == 0:  # the end of what holds the value
                    return passed + self._moved(match.start())
                elif sign in "]}":
                    depth -= 1
                if depth == 0 and not quoted and sign != ",":
                    return passed + self._moved(match.end())
            escaped = quoted and self._text.endswith("\\") and not self._ended
            passed += self._moved(len(self._text) - escaped)
            if escaped and not self._grow():
                break
        return passed

    def _moved(self, to: int) -> int:
        size = to - self._at
        self._advance(to)
        return size


def mend(text: str) -> tuple[str, int]:
    """A text with U+FFFD for bytes of another encoding, and how many there are."""
    return text.replace(BAD, "\ufffd"), text.count(BAD)
