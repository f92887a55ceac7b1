"""Running text from Debian packages and installed Python packages, cut into pieces of a few sentences.

Sources with their licences stand in sources.yaml. The texts are read here and never shipped: what is shipped are weights.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
import subprocess
import sys
import sysconfig
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from training.places import BUILD, HERE, debian

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = re.compile(r"(?i)</?(?:p|h[1-6]|li|div|blockquote|pre|td|tr|dd|dt|section|item|title|note)\b[^>]*>")
_DROPPED = re.compile(r"(?is)<(script|style|head|credit|info)\b.*?</\1>")
_ROFF = re.compile(r"^[.'].*$|\\f.|\\[&-]|\\\(..", re.MULTILINE)
_LETTERS = re.compile(r"[^\W\d_]{3}")
#: A piece is about so long; a few sentences are what a referee reads best, and what a window of training holds.
_PIECE = 900


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text and where it is from."""

    language: str
    source: str
    kind: str  # prose, code, reference (names nobody outside credits)
    fold: str  # train, calibration, test: by document, so that no document is in two
    text: str


def fetch() -> None:
    """Download and unpack the Debian packages of sources.yaml that are not there yet."""
    wanted = [name for row in _sources()["debian"] for name in row["packages"]]
    folder = debian()
    folder.mkdir(parents=True, exist_ok=True)
    for name in wanted:
        if (folder / name).is_dir():
            continue
        subprocess.run(["apt-get", "download", "-q", name], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        archive = next(folder.glob(f"{name}_*.deb"))
        subprocess.run(["dpkg", "-x", archive.name, name], cwd=folder, check=True)
        archive.unlink()


def write() -> None:
    """All pieces of all sources, each source up to its share of bytes."""
    target = BUILD / "texts.jsonl"
    seen: set[str] = set()
    with target.open("w", encoding="utf-8") as out:
        for piece in _pieces():
            mark = hashlib.sha256(piece.text.encode()).hexdigest()[:16]
            if mark not in seen and _LETTERS.search(piece.text):
                seen.add(mark)
                out.write(json.dumps(asdict(piece), ensure_ascii=False) + "\n")


def read(path: Path) -> Iterator[dict[str, object]]:
    """Rows of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def _sources() -> dict[str, list[dict[str, Any]]]:
    loaded: dict[str, list[dict[str, Any]]] = yaml.safe_load((HERE / "sources.yaml").read_text(encoding="utf-8"))
    return loaded


def _pieces() -> Iterator[Piece]:
    for row in _sources()["debian"]:
        for name in row["packages"]:
            files = sorted(f for glob in row["files"] for f in (debian() / name).glob(glob) if f.is_file())
            yield from _limited(row, name, files)
    for row in _sources()["python"]:
        yield from _limited(row, str(row["packages"][0]), sorted(_python_files(row)))


def _python_files(row: dict[str, Any]) -> Iterator[Path]:
    name = row["packages"][0]
    root = Path(sysconfig.get_paths()["stdlib"]) if name == "stdlib" else Path(sysconfig.get_paths()["purelib"])
    if name not in ("stdlib", "site-packages"):
        spec = find_spec(str(name))
        root = Path(next(iter(spec.submodule_search_locations or ()))) if spec else Path(sys.prefix) / "none"
    for glob in row["files"]:
        yield from (file for file in root.glob(glob) if not {"test", "tests", "idlelib"} & set(file.parts))


def _limited(row: dict[str, Any], name: str, files: list[Path]) -> Iterator[Piece]:
    """Pieces in an order that depends on names only, up to the source's limit."""
    left = int(float(row["mb"]) * 1e6)
    chosen = [file for file in files if file.suffix not in (".dat", ".u8")]
    for file in sorted(chosen, key=lambda path: hashlib.sha256(path.name.encode()).hexdigest()):
        fold = _fold(f"{name}/{file.name}")
        for index, text in enumerate(_cut(_documents(file, str(row["kind"])))):
            # one long file is a source of its own: its pieces are folded by hundreds
            part = fold if len(chosen) > 20 else _fold(f"{name}/{file.name}/{index // 100}")
            left -= len(text.encode())
            if left < 0:
                return
            yield Piece(str(row["language"]), name, str(row["kind"]), part, text)


def _fold(name: str) -> str:
    number = int(hashlib.sha256(name.encode()).hexdigest(), 16) % 100
    return "test" if number < 5 else "calibration" if number < 10 else "train"


def _documents(file: Path, kind: str) -> Iterator[str]:
    """Paragraphs of a file."""
    raw = gzip.decompress(file.read_bytes()) if file.suffix in (".gz", ".dz") else file.read_bytes()
    text = raw.decode("utf-8", "replace")
    if file.suffix in (".html", ".page", ".xml"):
        blocks = _BLOCK.split(_DROPPED.sub(" ", text))
        yield from (re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", block))).strip() for block in blocks)
    elif "fortunes" in file.parts:
        yield from re.split(r"\n%+\n", text)
    elif file.parent.name.startswith("man"):
        yield from re.split(r"\n{2,}", _ROFF.sub("", text))
    elif file.name.startswith("data.") and "wordnet" in file.parts:
        yield from (line.partition(" | ")[2].strip() for line in text.splitlines()[29:])
    elif file.suffix == ".yml":
        rows = (yaml.safe_load(text) or {}).get("conversations", [])
        yield from ("\n".join(map(str, row)) for row in rows if isinstance(row, list))
    elif kind == "code":
        yield from re.split(r"\n(?=def |class |\n)", text)
    else:
        yield from re.split(r"\n\s*\n", text)


def _cut(paragraphs: Iterator[str]) -> Iterator[str]:
    """Paragraphs joined to pieces; a long one is cut between words."""
    piece = ""
    for paragraph in paragraphs:
        rest = paragraph.strip("\n")
        while len(rest) > 2 * _PIECE:
            at = rest.rfind(" ", _PIECE, 2 * _PIECE)
            at = at if at > 0 else 2 * _PIECE
            yield rest[:at]
            rest = rest[at:].lstrip()
        piece = f"{piece}\n\n{rest}" if piece else rest
        if len(piece) > _PIECE:
            yield piece
            piece = ""
    if piece:
        yield piece
