"""Knows Hugging Face datasets in a folder: `save_to_disk` and hub layout, their splits and their card."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from auditor.readers.yaml_events import Builder, TooDeepError, events_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.readers.base import SourceFile

MEMBER = False

_SPLITS = {
    "train": "train",
    "training": "train",
    "test": "test",
    "testing": "test",
    "eval": "test",
    "evaluation": "test",
    "validation": "validation",
    "valid": "validation",
    "val": "validation",
    "dev": "validation",
}
_WORD = re.compile(r"[a-z]+")
_NUMBERED = re.compile(r"-\d{5}-of-\d{5}(?=[.-]|$)")
_DATA = (".parquet", ".arrow", ".feather", ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".txt")
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_METADATA = frozenset(["state.json", "dataset_info.json", "dataset_dict.json", "dataset_infos.json"])
_CARD_KEYS = frozenset(
    "license dataset_info configs task_categories size_categories pretty_name language annotations_creators".split()
)
_LICENCE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?\Z")
_MAX_CARD = 256 * 1024


@dataclass(frozen=True, slots=True)
class Card:
    """What a dataset card says in its front matter; words that are no licence id or language code are left out."""

    path: str
    licences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HubDataset:
    """One dataset in a folder."""

    folder: str  # shown path from the root, empty for the root itself
    layout: str  # save_to_disk or hub
    splits: tuple[tuple[str, tuple[str, ...]], ...]  # split -> shown paths of its files
    card: Card | None = None


def find(files: Sequence[SourceFile]) -> tuple[tuple[HubDataset, ...], tuple[SourceFile, ...]]:
    """The datasets among files, and the files with what is known of each as hints; of nested ones the outermost counts."""
    layouts, cards = _layouts(files)
    splits: dict[str, dict[str, list[str]]] = {folder: {} for folder in layouts}
    hinted: list[SourceFile] = []
    for file in files:
        folder = next((above for above in _folders_above(file.path) if above in layouts), None)
        if folder is None:
            hinted.append(file)
            continue
        hints = _hints(file.path, folder)
        hinted.append(replace(file, hints=(*file.hints, *hints)))
        for name, split in hints:
            if name == "split":
                splits[folder].setdefault(split, []).append(file.shown)
    found = [
        HubDataset(
            _shown_folder(folder, files),
            layouts[folder],
            tuple((split, tuple(sorted(paths))) for split, paths in sorted(splits[folder].items())),
            cards.get(folder),
        )
        for folder in sorted(layouts)
        if not any(above in layouts for above in _folders_above(folder) if above != folder)
    ]
    return tuple(found), tuple(hinted)


def _layouts(files: Sequence[SourceFile]) -> tuple[dict[str, str], dict[str, Card]]:
    """Folders that hold a dataset, with their layout, and the cards among them."""
    paths = {file.path for file in files}
    layouts: dict[str, str] = {}
    cards: dict[str, Card] = {}
    for file in files:
        folder, _, name = file.path.rpartition("/")
        inside = f"{folder}/" if folder else ""
        if name == "dataset_dict.json" or (name == "state.json" and f"{inside}dataset_info.json" in paths):
            layouts[folder] = "save_to_disk"
        elif name == "dataset_infos.json":
            layouts.setdefault(folder, "hub")
        elif _NUMBERED.search(name) and name.lower().endswith(_DATA):
            parent, _, last = folder.rpartition("/")
            layouts.setdefault(parent if last == "data" else folder, "hub")
        elif name.lower() == "readme.md" and (card := _card(file)) is not None:
            cards[folder] = card
            layouts.setdefault(folder, "hub")
    return layouts, cards


def _folders_above(path: str) -> Iterator[str]:
    """The folders that a path lies in, outermost first."""
    yield ""
    yield from (path[:at] for at, char in enumerate(path) if char == "/")


def _shown_folder(folder: str, files: Sequence[SourceFile]) -> str:
    depth = folder.count("/") + 1 if folder else 0
    first = next(file for file in files if not folder or file.path.startswith(f"{folder}/"))
    return "/".join(first.shown.split("/")[:depth])


def _hints(path: str, folder: str) -> tuple[tuple[str, str], ...]:
    inner = PurePosixPath(path[len(folder) + 1 :] if folder else path)
    if inner.name in _METADATA:
        return (("metadata", "huggingface"),)
    if not any(suffix.lower() in _DATA for suffix in inner.suffixes):
        return ()
    for part in (_NUMBERED.sub("", inner.name.lower()), *reversed([p.lower() for p in inner.parts[:-1]])):
        for word in _WORD.findall(part):
            if word in _SPLITS:
                return (("split", _SPLITS[word]),)
    return (("split", "other"),)


def _card(file: SourceFile) -> Card | None:
    """The card, if the file's front matter is that of a dataset card."""
    try:
        with file.absolute.open("rb") as source:
            head = source.read(_MAX_CARD).decode("utf-8", "replace")
    except OSError:  # `plan` reports it
        return None
    match = _FRONT.match(head)
    front = _front_matter(match.group(1)) if match else {}
    if not _CARD_KEYS & front.keys():
        return None
    return Card(file.shown, _words(front.get("license"), _LICENCE), _words(front.get("language"), _LANGUAGE))


def _front_matter(text: str) -> dict[str, Any]:
    """The front matter, if it is a YAML mapping; the file itself is data and read as text."""
    import yaml

    builder = Builder()
    try:
        for event in events_of(text):
            builder.take(event)
    except (yaml.YAMLError, TooDeepError):
        return {}
    return builder.value if isinstance(builder.value, dict) else {}


def _words(value: Any, allowed: re.Pattern[str]) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(word for word in values if isinstance(word, str) and allowed.match(word))
