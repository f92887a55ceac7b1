"""Mail: a message of an .eml file or of an mbox is a record: its headers, its text parts, the names of attachments.

Headers are fields under their names, the parts that are text are `body[0]` and so on, headers and file names of parts
are `part[2].filename` and the like. Attachments that are no text are reported as skipped with their bytes.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from auditor.model import Field, Record, Shard, Skipped
from auditor.readers import base, shapes
from auditor.readers.base import Reader
from auditor.readers.cutting import whole
from auditor.readers.streams import lines, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from email.message import Message

    from auditor.readers.base import SourceFile

#: What a parser makes of a message is several times its size.
MAX_MESSAGE_BYTES = base.MAX_RECORD_BYTES
_START = re.compile(rb"From \S.*\d{4}\s*$")
_HEADER = re.compile(rb"[!-9;-~]+[ \t]*:|[ \t]+\S")
_KNOWN = re.compile(
    rb"(from|to|cc|subject|date|received|return-path|message-id|mime-version|delivered-to|reply-to)[ \t]*:",
    re.IGNORECASE,
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def split(source: SourceFile) -> Iterator[Shard]:
    """One shard."""
    if source.size:
        yield whole(source).shard(source, READER.id, 0)


@dataclass(slots=True)
class _Raw:
    """The lines of one message."""

    line: int
    lines: list[bytes] = field(default_factory=list)
    end_line: int = 0
    size: int = 0

    def add(self, number: int, raw: bytes | int) -> None:
        """Take in a line, as long as the message is not too long."""
        self.end_line = number
        self.size += (raw if isinstance(raw, int) else len(raw)) + 1
        if isinstance(raw, int) or self.size > MAX_MESSAGE_BYTES:
            self.size = max(self.size, MAX_MESSAGE_BYTES + 1)
            self.lines.clear()
        else:
            self.lines.append(raw)


def read(shard: Shard) -> Iterator[Record | Skipped]:
    """One record per message."""
    # a message says its encoding itself, part by part: the bytes are left as they are
    hints = tuple(pair for pair in shard.hints if pair[0] != "encoding")
    with opened(replace(shard, hints=(*hints, ("encoding", "latin-1")))) as source:
        for index, raw in enumerate(_messages(lines(source.blocks, MAX_MESSAGE_BYTES))):
            if raw.size > MAX_MESSAGE_BYTES:
                reason = f"lines {raw.line} to {raw.end_line}: message longer than a record may be"
                yield Skipped(shard.shown, reason, raw.size, index, "save its attachments apart")
            else:
                yield from _message(shard, index, raw)
        yield from source.rest(shard)


def _messages(found: Iterable[bytes | int]) -> Iterator[_Raw]:
    """Messages begin at a line `From ...` after an empty one; a file without such lines is one message."""
    current, blank = _Raw(1), True
    for number, raw in enumerate(found, 1):
        if blank and isinstance(raw, bytes) and _START.match(raw):
            if any(line.strip() for line in current.lines) or current.size > MAX_MESSAGE_BYTES:
                yield current
            current = _Raw(number)
        current.add(number, raw)
        blank = isinstance(raw, bytes) and not raw.strip()
    if any(line.strip() for line in current.lines) or current.size > MAX_MESSAGE_BYTES:
        yield current


def _message(shard: Shard, index: int, raw: _Raw) -> Iterator[Record | Skipped]:
    from email import message_from_bytes

    parts: list[Message] | None = None
    with suppress(RecursionError, ValueError, LookupError):  # what the parser can't stand is reported below
        parts = list(message_from_bytes(b"\n".join(raw.lines)).walk())
    if parts is None:
        reason = f"lines {raw.line} to {raw.end_line}: not a message that can be read"
        yield Skipped(shard.shown, reason, raw.size, index, "save it as text")
        return
    content = _Content()
    for number, part in enumerate(parts):
        content.add(number, part)
    for what, size in content.lost:
        yield Skipped(shard.shown, f"lines {raw.line} to {raw.end_line}: {what}", size, index, "save it apart")
    fields = tuple(content.fields)
    yield Record(shard.shown, index, fields, raw.line, raw.end_line, shapes.MAIL)


class _Content:
    """The fields of a message, part by part."""

    def __init__(self) -> None:
        self.fields: list[Field] = []
        self.lost: list[tuple[str, int]] = []
        self._names: dict[str, int] = {}
        self._bodies = 0

    def add(self, number: int, part: Message) -> None:
        """The headers and the text of a part; the message itself is part 0."""
        prefix = f"part[{number}]." if number else ""
        for name, value in part.items():
            if not number or not name.lower().startswith(("content-", "mime-")):
                self._put(prefix + name, _header(value), name)
        if number and (file := _filename(part)):
            self._put(f"{prefix}filename", file, "filename")
        if part.is_multipart():
            for name in ("preamble", "epilogue"):
                self._put(f"part[{number}].{name}", (getattr(part, name) or "").strip(), "")
        else:
            self._body(part)

    def _body(self, part: Message) -> None:
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        if part.get_content_maintype() != "text":
            self.lost += [("attachment that is no text", len(data))] if data else []
            return
        charset = part.get_content_charset() or "utf-8"
        text, bad = _decoded(data, charset)
        if bad:
            self.lost.append((f"{bad} bytes of a text part belong to another encoding; the rest was read", bad))
        self._put(f"body[{self._bodies}]", text, "")
        self._bodies += 1

    def _put(self, name: str, text: str, header: str) -> None:
        if text:
            count = self._names[name] = self._names.get(name, 0) + 1
            text = _SURROGATE.sub("\ufffd", text)
            self.fields.append(Field(name if count == 1 else f"{name}#{count}", text, header=header))


def _decoded(data: bytes, charset: str) -> tuple[str, int]:
    """The text of a part; an encoding that nobody knows is taken for UTF-8."""
    try:
        return data.decode(charset), 0
    except (UnicodeDecodeError, LookupError, ValueError):
        pass
    text = data.decode("utf-8", "replace")
    return text, text.count("\ufffd")


def _header(value: object) -> str:
    """The text of a header, with encoded words decoded where they can be."""
    from email.errors import HeaderParseError
    from email.header import Header, decode_header, make_header

    try:
        return str(make_header(decode_header(value if isinstance(value, Header) else str(value))))
    except (HeaderParseError, UnicodeError, LookupError, ValueError):
        pass
    return str(value)


def _filename(part: Message) -> str:
    try:
        return _header(part.get_filename("") or "")
    except (ValueError, LookupError, TypeError):  # parameters in pieces that do not fit together
        return ""


def sniff(head: bytes) -> bool:
    """Starts with the headers of a message, or with the first line of an mbox."""
    found = head.split(b"\n")[:20]
    if _START.match(found[0]):
        found = found[1:]
    headers = []
    for line in found:
        if not line.strip():
            break
        headers.append(line)
    known = {match.group(1).lower() for line in headers if (match := _KNOWN.match(line))}
    return len(known) >= 3 and all(_HEADER.match(line) for line in headers)


READER = Reader(
    id="mail",
    suffixes=(".eml", ".mbox", ".mbx"),
    split=split,
    read=read,
    example=(
        b"From ada@firm.example Thu Jan  2 10:00:00 2025\n"
        b"From: Ada <ada@firm.example>\nTo: bob@firm.example\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\n\nHello Bob.\n\n"
        b"From bob@firm.example Thu Jan  2 11:00:00 2025\n"
        b"From: bob@firm.example\nSubject: Re: x\n\nHello Ada.\n"
    ),
    sniff=sniff,
)
