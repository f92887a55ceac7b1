"""Standard input becomes a private file: readers want to look at it twice."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

MEMBER = False

_BLOCK = 1024 * 1024
_NAME = "stdin"


def spool(stream: BinaryIO | None, folder: Path) -> Path:
    """Copy a stream (default: standard input) block by block to `folder`/stdin, readable by its owner only.

    The name has no suffix: the format is told from the content.
    """
    source = sys.stdin.buffer if stream is None else stream
    path = folder / _NAME
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as target:
        while block := source.read(_BLOCK):
            target.write(block)
    return path
