"""Builds the list of widely known names: `python -m training.public_names` (needs `training.texts.fetch()` once).

Source: persons of WordNet 3.0 (permissive licence), each synset being somebody an encyclopedia knows, and public_names.txt.
A name that many ordinary people bear as well is marked with a question mark: it needs a context to be a public person's.
"""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from typing import TYPE_CHECKING

from faker.config import AVAILABLE_LOCALES

from auditor.persons import NAMES, key_of
from training.places import HERE, debian

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDNET = "wordnet-base/usr/share/wordnet/data.noun"
_PERSON_FILE = "18"
#: Full names of which both halves are among the commonest are borne by thousands.
_COMMONEST = 200
_TOO_SHORT = 3
_MARKS = ("#", "!")


def main() -> None:
    """Write the list beside its reader."""
    borne, common = _ordinary(), _commonest()
    certain = {key_of(name) for name in _own("! ")}
    rows = {}
    for name in (*_word_net(), *_own(), *_own("! ")):
        key = key_of(name)
        words = key.split()
        if len(key) < _TOO_SHORT or not words:
            continue
        single = len(words) == 1 and words[0] in borne
        shared = len(words) > 1 and words[0] in common[0] and words[-1] in common[1]
        rows[key] = f"{key}?" if (single or shared) and key not in certain else key
    NAMES.write_text("\n".join(rows[key] for key in sorted(rows)) + "\n", encoding="utf-8")


def _word_net() -> Iterator[str]:
    """Names of synsets that are instances of persons."""
    with (debian() / _WORDNET).open(encoding="utf-8") as lines:
        for line in lines:
            fields = line.partition(" | ")[0].split()
            if not line.startswith("  ") and fields[1] == _PERSON_FILE and "@i" in fields:
                yield from (fields[4 + 2 * at].replace("_", " ") for at in range(int(fields[3], 16)))


def _own(mark: str = "") -> Iterator[str]:
    """Names of our own lines: those with a mark, or those without."""
    for line in (HERE / "public_names.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(mark) if mark else not line.startswith(_MARKS):
            yield from re.split(r";\s*", line.removeprefix(mark))


def _ordinary() -> set[str]:
    """First names and surnames that Faker gives to invented people, in every script that can be folded to Latin."""
    names: set[str] = set()
    for locale in AVAILABLE_LOCALES:
        names |= {key_of(word) for kind in ("first_names", "last_names") for word in _listed(locale, kind)}
    return names - {""}


def _commonest() -> tuple[set[str], set[str]]:
    found = []
    for kind in ("first_names", "last_names"):
        weights: Counter[str] = Counter()
        for locale in ("en_US", "de_DE", "fr_FR", "es_ES"):
            listed = list(_listed(locale, kind))
            weights.update({key_of(word): -at for at, word in enumerate(listed[:_COMMONEST])})
        found.append(set(weights))
    return found[0], found[1]


def _listed(locale: str, kind: str) -> Iterator[str]:
    """Names of a locale by weight where it has weights."""
    try:
        provider = import_module(f"faker.providers.person.{locale}").Provider
    except ModuleNotFoundError:
        return
    for name in dir(provider):
        if kind[:-1] in name and not name.startswith("_"):
            value = getattr(provider, name)
            if isinstance(value, dict):
                yield from sorted(filter(_is_text, value), key=lambda word: -value[word])
            elif isinstance(value, tuple | list):
                yield from filter(_is_text, value)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


if __name__ == "__main__":
    main()
