"""From a file to its shards: which reader, which encoding, which digest."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from auditor.errors import ReadError
from auditor.readers.cutting import whole
from auditor.readers.encoding import Survey, binary_kind, marked, unmarked_utf16
from auditor.readers.parsing import parse
from auditor.readers.streams import SUFFIXES, compression_of, gathered, open_file, stream
from auditor.registry import members

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from auditor.model import Shard
    from auditor.readers.base import Reader, SourceFile

MEMBER = False

_HEAD = 64 * 1024
_BLOCK = 1024 * 1024
_BINARY = ("parquet", "arrow")
#: What to do about a file that no reader takes.
EXPORT = "no reader for it: export what it holds as text, CSV, JSON Lines or Parquet"
#: The order in which readers look at a file whose suffix says nothing: the pickiest first.
_SNIFF_ORDER = ("mail", "jsonl", "json", "csv")


def readers() -> dict[str, Reader]:
    """All formats by id."""
    return members("auditor.readers", "READER")


def plan(source: SourceFile) -> Iterator[Shard]:
    """The shards of a file, each with the file's digest; raises ReadError if nothing can be read."""
    digest, survey = _survey(source)
    head, compression = _head(source)
    encoding = marked(head)[0] or unmarked_utf16(head)
    if not encoding:
        seen = Survey()
        seen.see(head)
        encoding = (seen if compression else survey).encoding
    reader = choose(source, head, encoding)
    hints = (*source.hints, ("encoding", encoding), *([("compression", compression)] if compression else []))
    for shard in reader.split(replace(source, hints=hints)):
        yield replace(shard, digest=digest)


def _survey(source: SourceFile) -> tuple[str, Survey]:
    """One pass over the file: its digest, and whether it is UTF-8."""
    digest, survey, size = hashlib.sha256(), Survey(), 0
    with open_file(source.absolute, source.shown) as file:
        for block in iter(lambda: _read(file, source.shown), b""):
            digest.update(block)
            survey.see(block)
            size += len(block)
    if size != source.size:
        raise ReadError(f"{source.shown}: changed while it was looked at", "scan again when nothing writes to it")
    return digest.hexdigest(), survey


def _read(file: BinaryIO, shown: str) -> bytes:
    try:
        return file.read(_BLOCK)
    except OSError as error:
        problem = f"{shown}: can't be read ({error.strerror})"
    raise ReadError(problem, "check the disk and the permissions of the file")


def _head(source: SourceFile) -> tuple[bytes, str]:
    """The first bytes, unpacked, and how they were packed."""
    with open_file(source.absolute, source.shown) as file:
        head = file.read(_HEAD)
        compression = compression_of(head)
        if not compression:
            return head, ""
        hints = (("compression", compression), ("encoding", "utf-8"))
        packed = stream(file, whole(replace(source, hints=hints)).shard(replace(source, hints=hints), "", 0), False)
        return next(gathered(packed.blocks, _HEAD), b"")[:_HEAD], compression


def unreadable_kind(path: str, head: bytes) -> str:
    """What a file seems to be that no reader takes, by its name and first bytes; nothing if one may take it."""
    named = _by_suffix(path)
    if compression_of(head) or (named is not None and named.id in _BINARY) or _binary_format(head):
        return ""
    return binary_kind(head, expect_text=named is not None)


def _binary_format(head: bytes) -> Reader | None:
    known = readers()
    return next((known[name] for name in _BINARY if name in known and _sniffs(known[name], head)), None)


def choose(source: SourceFile, head: bytes, encoding: str) -> Reader:
    """The reader for a file by its name and its first bytes (unpacked)."""
    named = _by_suffix(source.path)
    reader = _binary_format(head) or (named if named is not None and named.id in _BINARY else None)
    if reader is not None:
        return reader
    text = head if encoding == "utf-8" else head[marked(head)[1] :].decode(encoding, "replace").encode("utf-8")
    kind = binary_kind(text, expect_text=named is not None)
    if kind:
        raise ReadError(f"{source.shown}: {kind}", EXPORT)
    return _by_content(named, text) or named or readers()["text"]


def _by_suffix(path: str) -> Reader | None:
    suffixes = [suffix.lower() for suffix in PurePosixPath(path).suffixes]
    while suffixes and suffixes[-1] in SUFFIXES:
        suffixes.pop()
    return next((reader for reader in readers().values() if suffixes and suffixes[-1] in reader.suffixes), None)


def _by_content(named: Reader | None, head: bytes) -> Reader | None:
    """What the content says where the suffix says little: JSON Lines are often called .json, and the other way round."""
    known = readers()
    if named is None:
        return next((known[name] for name in _SNIFF_ORDER if name in known and _sniffs(known[name], head)), None)
    if named.id in ("json", "text") and _sniffs(known["jsonl"], head):
        return known["jsonl"]
    first, end, _ = head.lstrip().partition(b"\n")
    if named.id == "jsonl" and end and parse(first).problem and _sniffs(known["json"], head):
        return known["json"]
    return None


def _sniffs(reader: Reader, head: bytes) -> bool:
    return reader.sniff is not None and reader.sniff(head)
