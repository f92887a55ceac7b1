"""People, places and organisations that WordNet 3.0 knows by name (permissive licence)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.places import debian

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILES = {"14": "ORGANIZATION", "15": "LOCATION", "18": "PERSON"}


def entries() -> Iterator[tuple[str, list[str], str]]:
    """Label, names and the first part of the gloss of each entry."""
    file = debian() / "wordnet-base" / "usr" / "share" / "wordnet" / "data.noun"
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        fields = line.split()
        if len(fields) < 6 or fields[1] not in _FILES or " @i " not in line or "mythology" in line:
            continue
        names = [fields[4 + 2 * at].replace("_", " ") for at in range(int(fields[3], 16))]
        names = [name for name in names if name[:1].isupper() and name[-1].isalpha()]
        gloss = line.partition(" | ")[2].strip().split(";")[0].split(" (")[0]
        if names and gloss:
            yield _FILES[fields[1]], names, gloss
