"""One pass over the records: a keyed digest of each, and a MinHash signature of the longer ones; no text is kept.

A signature is 126 minima of hashed word 5-grams under a seed of the project key. Signatures lie in a private file.
"""

from __future__ import annotations

import hashlib
from array import array
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from auditor.model import Part, Skipped
from auditor.readers.read import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from auditor.model import Field, Record, Shard
    from auditor.redaction import Key

#: Words of a shingle; the policy base measures near copies by the same.
NGRAM = 5
#: 21 bands of 6: a pair with Jaccard 0.8 shares one with a chance of 99.8 %, one with 0.5 with 28 %.
BANDS, BAND_ROWS = 21, 6
PERMUTATIONS = BANDS * BAND_ROWS
#: Shorter texts have too few shingles to be near copies of anything.
LEAST_WORDS = 8
#: Shingles that are hashed at a time.
_PORTION = 20_000


@dataclass(frozen=True, slots=True)
class Compared:
    """What of a record is compared: all of it, or the fields that these patterns name, without those left out."""

    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    near: bool = True

    def takes(self, name: str) -> bool:
        """Whether a field is part of the comparison."""
        return _takes(self, name)


@lru_cache(maxsize=8192)
def _takes(compared: Compared, name: str) -> bool:
    names = (name, _unplaced(name))
    if any(_fits(own, pattern) for own in names for pattern in compared.but):
        return False
    return not compared.only or any(_fits(own, pattern) for own in names for pattern in compared.only)


def _fits(name: str, pattern: str) -> bool:
    """Whether a name is of a pattern with `*` and `?`; brackets stand for themselves, as in `messages[].content`."""
    return fnmatchcase(name, pattern.replace("[", "[[]"))


def _unplaced(name: str) -> str:
    """A field's name with positions in lists left out: `messages[3].content` is `messages[].content`."""
    parts = name.split("[")
    return parts[0] + "".join("[" + rest.lstrip("0123456789") for rest in parts[1:])


@dataclass(slots=True)
class Source:
    """A file of the dataset: its records stand together."""

    shown: str
    path: str
    first: int  # number of its first record
    records: int = 0
    skipped: int = 0
    digest: str = ""  # sha256 of the whole file; none where it can't be read


@dataclass(slots=True)
class Sketches:
    """What is known of each record, by its number in the dataset."""

    files: list[Source] = field(default_factory=list)
    indexes: array[int] = field(default_factory=lambda: array("Q"))  # of the record in its file
    digests: array[int] = field(default_factory=lambda: array("Q"))  # of what is compared
    wholes: array[int] = field(default_factory=lambda: array("Q"))  # of all of the record
    signed: array[int] = field(default_factory=lambda: array("Q"))  # numbers of the records with a signature
    empty: int = 0  # records without anything to compare

    def place(self, number: int) -> tuple[Source, int]:
        """File and index of a record."""
        from bisect import bisect_right

        at = bisect_right(self.files, number, key=lambda file: file.first) - 1
        return self.files[at], self.indexes[number]


class Sketcher:
    """Makes sketches of the records of one file after the other."""

    def __init__(self, key: Key, compared: Compared, spool: BinaryIO) -> None:
        self.key, self.compared, self.spool = key, compared, spool
        self.made = Sketches()
        self._seed = key.digest("minhash") >> 1
        self._seen: set[int] = set()

    def file(self, shown: str, path: str, shards: Iterable[Shard]) -> Source:
        """Sketch all records of a file."""
        source = Source(shown, path, len(self.made.digests))
        self.made.files.append(source)
        for record, texts in self._records(shards, source):
            self._record(record, texts)
            source.records += 1
        return source

    def _records(self, shards: Iterable[Shard], source: Source) -> Iterator[tuple[int, _Sketch]]:
        """Records with their pieces together: a long text comes as several."""
        held: tuple[int, _Sketch] | None = None
        for record in self._read(shards, source):
            if held is None or held[0] != record.index:
                if held is not None:
                    yield held
                held = (record.index, _Sketch(self.key, self._seed, self.compared))
            held[1].add(record.fields)
        if held is not None:
            yield held

    def _read(self, shards: Iterable[Shard], source: Source) -> Iterator[Record]:
        for shard in shards:
            source.digest = shard.digest
            for item in read(shard):
                if isinstance(item, Skipped):
                    source.skipped += 1
                elif any(text.part is Part.VALUE for text in item.fields):
                    yield item

    def _record(self, index: int, sketch: _Sketch) -> None:
        made, number = self.made, len(self.made.digests)
        made.indexes.append(index)
        made.digests.append(sketch.compared or self.key.digest("nothing to compare", str(number)))
        made.wholes.append(sketch.whole)
        made.empty += not sketch.compared
        if not self.compared.near or sketch.words < LEAST_WORDS or sketch.compared in self._seen:
            return
        self._seen.add(sketch.compared)
        made.signed.append(number)
        self.spool.write(array("I", sketch.signature()).tobytes())


def _encodable(shingle: str) -> str:
    """The shingle without lone surrogates, which JSON can hold and no encoding can."""
    return shingle.encode("utf-8", "replace").decode("utf-8")


class _Sketch:
    """One record underway."""

    def __init__(self, key: Key, seed: int, how: Compared) -> None:
        self._how = how
        self._compared = hashlib.blake2b(key=key.secret[:64], digest_size=8)
        self._whole = hashlib.blake2b(key=key.secret[:64], digest_size=8)
        self._seed = seed
        self._minhash: Any = None
        self._tail: list[str] = []
        self.words = 0
        self._last = ""

    def add(self, fields: Sequence[Field]) -> None:
        """Take further fields, or further pieces of a field."""
        for text in fields:
            if text.part is not Part.VALUE:
                continue
            words = text.text.casefold().split()
            lead = b"\1" if text.offset and text.name == self._last else f"\0{text.name}\0".encode(errors="replace")
            told = lead + " ".join(words).encode("utf-8", "surrogatepass")
            self._last = text.name
            self._whole.update(told)
            if self._how.takes(text.name):
                self._compared.update(told)
                self._shingle(words)

    def _shingle(self, words: list[str]) -> None:
        if not words:
            return
        self.words += len(words)
        if not self._how.near:
            return
        run = [*self._tail, *words]
        self._tail = run[-(NGRAM - 1) :]
        shingles = (" ".join(run[at : at + NGRAM]) for at in range(len(run) - NGRAM + 1))
        while portion := list(islice(shingles, _PORTION)):
            self._hashed().update(portion if all(map(str.isascii, portion)) else [*map(_encodable, portion)])

    def _hashed(self) -> Any:
        if self._minhash is None:
            from rensa import RMinHash

            self._minhash = RMinHash(num_perm=PERMUTATIONS, seed=self._seed)
        return self._minhash

    @property
    def compared(self) -> int:
        """Digest of the fields that are compared; 0 where there is no word in them."""
        return int.from_bytes(self._compared.digest(), "big") if self.words else 0

    @property
    def whole(self) -> int:
        """Digest of all fields."""
        return int.from_bytes(self._whole.digest(), "big")

    def signature(self) -> list[int]:
        """126 minima."""
        minima: list[int] = self._hashed().digest()
        return minima
