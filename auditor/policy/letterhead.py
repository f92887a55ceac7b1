"""The organisation's name and picture on its reports, from audit.yaml; the picture becomes part of the report."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from auditor.document import Letterhead
from auditor.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.policy.declaration import Declaration

_LARGEST = 200_000
#: First bytes -> kind. No SVG: it is a program as much as a picture.
_KINDS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"RIFF": "webp"}
_HINT = f"organisation.logo takes a PNG, JPEG or WebP file of at most {_LARGEST // 1000} kB beside audit.yaml"


def letterhead(declaration: Declaration) -> Letterhead | None:
    """Name and picture, where audit.yaml gives one of them; raises ConfigError for what is no picture."""
    said = declaration.raw.get("organisation") or {}
    name, logo = str(said.get("name") or ""), said.get("logo")
    if not name and not logo:
        return None
    if not logo or declaration.path is None:
        return Letterhead(name=name)
    return Letterhead(name=name, logo=_picture(declaration.path.parent / str(logo)))


def _picture(file: Path) -> str:
    data, problem = b"", ""
    try:
        if file.is_file() and file.stat().st_size <= _LARGEST:
            data = file.read_bytes()
    except OSError as error:
        problem = f" ({error.strerror})"
    kind = next((kind for magic, kind in _KINDS.items() if data.startswith(magic)), "")
    if not kind:
        raise ConfigError(f"{file}: no picture for reports{problem}", _HINT)
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
