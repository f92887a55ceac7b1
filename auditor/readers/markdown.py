"""Markdown: read as running text, one record with the field `text`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.readers.base import Reader
from auditor.readers.text import read, split_as

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Shard
    from auditor.readers.base import SourceFile


def split(source: SourceFile) -> Iterator[Shard]:
    """Shards of whole lines, all of them of the same record."""
    return split_as("markdown", source)


READER = Reader(
    id="markdown",
    suffixes=(".md", ".markdown", ".mdx", ".mdown", ".qmd", ".rmd"),
    split=split,
    read=read,
    example=b"# Title\n\nA paragraph.\n\n- one\n- two\n",
)
