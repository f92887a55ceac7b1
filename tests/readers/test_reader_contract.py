"""What every reader promises, over the registry: a new format is tested unseen."""

from __future__ import annotations

import bz2
import gzip
import random
from typing import TYPE_CHECKING

import pytest
import zstandard
from read_files import put

from auditor.errors import ReadError
from auditor.model import Part, Record, Skipped
from auditor.readers import base
from auditor.readers.plan import plan, readers
from auditor.readers.read import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.readers.base import Reader, SourceFile

BINARY = ("parquet", "arrow")


@pytest.fixture(params=sorted(readers()))
def reader(request: pytest.FixtureRequest) -> Reader:
    return readers()[request.param]


@pytest.fixture
def example(reader: Reader) -> SourceFile:
    return put(f"example{reader.suffixes[0]}", reader.example)


def everything(source: SourceFile) -> list[tuple[object, ...]]:
    """All values with their places; pieces of one text joined."""
    texts: dict[tuple[object, ...], str] = {}
    for shard in plan(source):
        for item in read(shard):
            assert isinstance(item, Record)
            for field in item.fields:
                if field.part is Part.VALUE:
                    place = (item.path, item.index, field.name, field.header, field.role, field.turn)
                    assert len(texts.get(place, "")) == field.offset
                    texts[place] = texts.get(place, "") + field.text
    return [(*place, text) for place, text in texts.items()]


def test_the_registered_id_is_the_modules_name(reader: Reader) -> None:
    assert readers()[reader.id] is reader


def test_suffixes_belong_to_one_reader_each() -> None:
    suffixes = [suffix for reader in readers().values() for suffix in reader.suffixes]
    assert sorted(suffixes) == sorted(set(suffixes))
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes)


def test_the_example_is_read_by_its_own_reader_without_loss(reader: Reader, example: SourceFile) -> None:
    shards = list(plan(example))
    items = [item for shard in shards for item in read(shard)]
    assert {shard.reader for shard in shards} == {reader.id}
    assert items
    assert not [item for item in items if isinstance(item, Skipped)]


@pytest.mark.parametrize("size", [1, 7, 20, 64, 1000])
def test_shards_cover_the_file_once_and_in_order(
    example: SourceFile, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "SHARD_BYTES", size)
    shards = list(plan(example))
    assert sum(shard.size for shard in shards) == example.size
    assert shards[0].start == 0
    assert [shard.stop for shard in shards[:-1]] == [shard.start for shard in shards[1:]]
    assert [s.first_record for s in shards] == sorted(s.first_record for s in shards)
    assert len({shard.digest for shard in shards}) == 1


@pytest.mark.parametrize("size", [1, 7, 20, 64])
def test_reading_in_shards_is_reading_whole(example: SourceFile, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = everything(example)
    monkeypatch.setattr(base, "SHARD_BYTES", size)
    assert everything(example) == whole


def test_nothing_is_read_before_it_is_asked_for(example: SourceFile) -> None:
    shard = next(iter(plan(example)))
    example.absolute.rename(example.absolute.with_name("away"))
    stream = read(shard)  # no error yet
    example.absolute.with_name("away").rename(example.absolute)
    assert isinstance(next(stream), Record)


def test_places_are_unique_and_ordered(example: SourceFile) -> None:
    indexes, places = [], []
    for shard in plan(example):
        for item in read(shard):
            assert isinstance(item, Record)
            indexes.append(item.index)
            places += [(item.index, field.part, field.name, field.offset) for field in item.fields]
    assert indexes == sorted(indexes)
    assert len(places) == len(set(places))


def test_records_are_named_as_they_are_shown(reader: Reader) -> None:
    source = put(f"jane@firm.example{reader.suffixes[0]}", reader.example)
    masked = base.SourceFile(source.root, source.path, "masked", source.size)
    items = [item for shard in plan(masked) for item in read(shard)]
    assert {item.path for item in items} == {"masked"}


@pytest.mark.parametrize("seed", range(20))
def test_damage_is_reported_without_content(reader: Reader, seed: int) -> None:
    """Whatever bytes are broken: records, skipped places or a ReadError, and none of them quotes the file."""
    choice = random.Random(seed)
    data = bytearray(reader.example.replace(b"Ada", b"Zoe"))
    for _ in range(choice.randint(1, 8)):
        data[choice.randrange(len(data))] = choice.randrange(256)
    if choice.random() < 0.3:
        del data[choice.randrange(len(data)) :]
    source = put(f"broken{reader.suffixes[0]}", bytes(data))
    notes, chained = [], []
    try:
        for shard in plan(source):
            notes += [f"{item.reason} {item.hint}" for item in read(shard) if isinstance(item, Skipped)]
    except ReadError as error:
        notes.append(f"{error.message} {error.hint}")
        chained = [link for link in (error.__context__, error.__cause__) if link is not None]
    assert not [note for note in notes if "Zoe" in note or "Bob" in note or "Graz" in note]
    assert not chained


def test_a_file_that_is_gone_is_a_read_error(reader: Reader, example: SourceFile) -> None:
    shard = next(iter(plan(example)))
    example.absolute.unlink()
    with pytest.raises(ReadError) as caught:
        list(read(shard))
    assert caught.value.__context__ is None
    assert caught.value.hint


@pytest.mark.parametrize("kind", ["gzip", "bz2", "zstd"])
def test_packed_files_give_the_same_records(reader: Reader, kind: str, example: SourceFile) -> None:
    if reader.id in BINARY:
        pytest.skip("has a compression of its own")
    packs: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "bz2": bz2.compress,
        "zstd": zstandard.ZstdCompressor().compress,
    }
    suffix = {"gzip": ".gz", "bz2": ".bz2", "zstd": ".zst"}[kind]
    packed = put(f"example{reader.suffixes[0]}{suffix}", packs[kind](reader.example))
    assert [row[1:] for row in everything(packed)] == [row[1:] for row in everything(example)]
    (shard,) = plan(packed)
    assert shard.size == packed.size


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32", "latin-1"])
def test_encodings_give_the_same_records(reader: Reader, encoding: str) -> None:
    if reader.id in BINARY or reader.id == "mail":
        pytest.skip("says its encoding itself")
    text = reader.example.decode().replace("Ada", "Zoë Müßig").replace("First", "Größe")
    plain = put(f"example{reader.suffixes[0]}", text.encode())
    other = put(f"example{reader.suffixes[0]}", text.encode(encoding))
    assert everything(other) == everything(plain)
