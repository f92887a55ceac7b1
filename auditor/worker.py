"""A worker: reads a shard, detects, links, masks and counts. Raw text is born and dies here.

`Scan` is what executors send to workers: settings and ids, never models or text. What comes back is safe to keep.
"""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from auditor.cache import ShardCache
from auditor.errors import ReadError
from auditor.linking import Cues, Linked, link
from auditor.masked import finding_of, mask_within
from auditor.model import Finding, Part, Skipped, Span, Tier
from auditor.packed import packed
from auditor.profile import ShardResult
from auditor.redaction import mask, printable
from auditor.tally import Names, add_record
from auditor.taxonomy import load_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from auditor.detectors.base import Settings, Text
    from auditor.drawing import Draw
    from auditor.model import Field, Record, Shard
    from auditor.packed import Packed
    from auditor.redaction import Key

#: Texts that go through detection together: bounds memory, and keeps a neural model's batches full.
_BATCH_RECORDS = 256
_BATCH_CHARS = 1_000_000
#: Characters of texts of one shard that are remembered, so that a repeated text is not analysed again.
_REMEMBERED_CHARS = 8_000_000
#: Objects that are made before the interpreter looks for cycles.
_OBJECTS = 100_000
#: Names of fields that are remembered as they are shown.
_REMEMBERED_NAMES = 10_000
#: The end of a file name, which would lengthen an address or a number before it.
_SUFFIX = re.compile(r"\.([A-Za-z0-9]{1,7})$")
#: A key or file name that may hold a person's name: two words that begin with capitals.
_NAME_LIKE = re.compile(r"[^\W\d_a-z][^\W\d_]+[ _.,-]+[^\W\d_a-z][^\W\d_]+")


@dataclass(frozen=True)
class Scan:
    """One callable for all workers: `Shard` in, `Packed` result out."""

    settings: Settings
    key: Key
    cache_dir: Path | None = None
    draw: Draw | None = None  # None: all records

    def __call__(self, shard: Shard) -> Packed:
        """Scan one shard, or take what an earlier scan found in the same bytes."""
        name = self._name(shard)
        if self.cache_dir is None or not name:
            return packed(scan_shard(shard, self.settings, self.key, self.draw))
        cache = ShardCache(self.cache_dir, self.circumstances)
        result = cache.get(name)
        if result is None:
            result = packed(scan_shard(shard, self.settings, self.key, self.draw))
            cache.put(name, result)
        return result

    def _name(self, shard: Shard) -> str:
        """The shard's name in the cache; nothing where it can have none."""
        from auditor.readers.content import content_digest

        if self.cache_dir is None or not shard.digest:
            return ""
        try:
            return ShardCache(self.cache_dir, self.circumstances).name(shard, content_digest(shard))
        except ReadError:
            return ""

    @property
    def circumstances(self) -> str:
        """Everything besides the data that a result depends on."""
        return f"{_detection(self.settings)} {self.settings.quasi!r} {self.key.id} {self.draw!r}"


@cache
def _detection(settings: Settings) -> str:
    from auditor.detectors.engine import build

    engine = build(settings)
    return repr((settings, engine.versions(), engine.models()))


def scan_shard(shard: Shard, settings: Settings, key: Key, draw: Draw | None = None) -> ShardResult:
    """All findings of a shard, or of the records drawn from it, with its profile; what can't be read is skipped."""
    result = ShardResult()
    sight = Sight(settings)
    problem: Skipped | None = None
    try:
        with _seldom_collecting():
            for seen in look(shard, sight, result, draw):
                _keep(seen, sight, key, result)
    except ReadError as error:
        problem = Skipped(shard.shown, error.message, bytes=shard.size, hint=error.hint)
    if problem is not None:
        result.skipped.append(problem)
    result.findings.sort(key=lambda finding: finding.order)
    return result


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Records make many objects and no cycles: looking for cycles among them costs a tenth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _OBJECTS) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@dataclass(frozen=True, slots=True)
class Seen:
    """A record with what detection and linking made of it; holds text, so it never leaves the worker."""

    record: Record = field(repr=False)
    languages: tuple[str, ...]
    linked: Linked


def look(shard: Shard, sight: Sight, result: ShardResult, draw: Draw | None = None) -> Iterator[Seen]:
    """Read, detect and link the records of a shard, in order; unreadable records are noted in `result`."""
    from auditor.readers.read import read

    taxonomy = load_taxonomy()
    stream = read(shard) if draw is None else _drawn(read(shard), shard, draw, result)
    for batch in _batches(stream, result):
        for record, found in zip(batch, sight.detect(batch, result), strict=True):
            linked = link(record, [spans for _, spans in found], taxonomy, sight.cues)
            yield Seen(record, tuple([language for language, _ in found]), linked)


def _drawn(
    stream: Iterable[Record | Skipped], shard: Shard, draw: Draw, result: ShardResult
) -> Iterator[Record | Skipped]:
    """The records that a sample wants; what is passed over is counted, and its share of the bytes is not read."""
    picks = draw.picker(shard.path)
    read = passed = skipped = 0
    last = -1
    for item in stream:
        number = item.record if isinstance(item, Skipped) else item.index
        chosen = number is None or picks(number)
        if chosen:
            yield item
        if isinstance(item, Skipped):
            skipped += item.bytes
            result.unread += 0 if chosen else item.bytes
            continue
        chars = sum(len(text.text) for text in item.fields)
        read, passed = (read + chars, passed) if chosen else (read, passed + chars)
        result.records_passed += not chosen and number != last
        last = item.index
    result.unread += (shard.size - skipped) * passed // max(1, read + passed) if shard.size > skipped else 0


def _batches(stream: Iterable[Record | Skipped], result: ShardResult) -> Iterator[list[Record]]:
    batch: list[Record] = []
    chars = 0
    for item in stream:
        if isinstance(item, Skipped):
            result.skipped.append(item)
            continue
        batch.append(item)
        chars += sum([len(text.text) for text in item.fields])
        if len(batch) >= _BATCH_RECORDS or chars >= _BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


class Sight:
    """Detection for one shard: each different text once, keys by the cheap tier, and the masks of keys that are findings."""

    def __init__(self, settings: Settings) -> None:
        from auditor.detectors.columns import hr_kind
        from auditor.detectors.engine import build
        from auditor.detectors.person_cues import refers_to_person, tells_of_somebody

        self.quasi = settings.quasi
        self.full = build(settings)
        self.cheap = build(replace(settings, tier=Tier.FAST))
        self.language = settings.language
        self.cues = Cues(refers_to_person, hr_kind, tells_of_somebody)
        self.seen: dict[_Entry, tuple[str, list[Span]]] = {}
        self.remembered = 0
        self.key_masks: dict[str, str] = {}
        self._known_keys: set[str] = {""}
        self._shown: dict[str, str] = {}
        self.places: dict[str, str] = {}  # names of fields as they are counted

    def detect(self, batch: Sequence[Record], result: ShardResult) -> list[list[tuple[str, list[Span]]]]:
        """Language and spans of each field of each record."""
        seen = self.seen
        wanted = [_entry(text) for record in batch for text in record.fields]
        fields = (text for record in batch for text in record.fields)
        new = {entry: text for entry, text in zip(wanted, fields, strict=True) if entry not in seen}
        result.texts += len(wanted)
        result.repeated_texts += len(wanted) - len(new)
        found = dict(zip(new, self._fresh(list(new.values())), strict=True))
        if self.remembered < _REMEMBERED_CHARS:
            seen.update(found)
            self.remembered += sum([len(entry[0]) for entry in found])
        answers = iter([found.get(entry) or seen[entry] for entry in wanted])
        return [list(islice(answers, len(record.fields))) for record in batch]

    def _fresh(self, fields: Sequence[Field]) -> list[tuple[str, list[Span]]]:
        from auditor.detectors.base import Text

        languages = self._languages([field.text if field.part is Part.VALUE else "" for field in fields])
        texts = [
            Text(field.text, language, field.header, field.part)
            for field, language in zip(fields, languages, strict=True)
        ]
        if self.full is self.cheap:
            return list(zip(languages, self.full.detect(texts), strict=True))
        spans: list[list[Span]] = [[] for _ in texts]
        for engine, chosen in ((self.full, True), (self.cheap, False)):
            places = [i for i, text in enumerate(texts) if self.is_for_full(text) is chosen]
            for place, hits in zip(places, engine.detect([texts[i] for i in places]), strict=True):
                spans[place] = hits
        return list(zip(languages, spans, strict=True))

    def is_for_full(self, text: Text) -> bool:
        """Whether a text is worth more than patterns: values, and names of two capitalised words."""
        return text.part is Part.VALUE or bool(_NAME_LIKE.search(text.value))

    def _languages(self, texts: Sequence[str]) -> list[str]:
        if self.language != "auto":
            return [self.language if text.strip() else "und" for text in texts]
        from auditor.detectors.language import detect_languages

        return detect_languages(texts)

    def learn(self, record: Record, key: Key) -> None:
        """Mask the keys and headers of a record that are findings; nearly always they are known."""
        known = self._known_keys
        for text in record.fields:
            if text.header not in known or (text.part is not Part.VALUE and text.text not in known):
                self.mask_keys((f.text for f in record.fields if f.part is not Part.VALUE), key)
                self.mask_keys((f.header for f in record.fields), key)
                return

    def mask_keys(self, names: Iterable[str], key: Key) -> None:
        """Learn which keys, columns and headers are findings themselves: they are masked wherever a place names them."""
        from auditor.detectors.base import Text

        fresh = [name for name in dict.fromkeys(names) if name not in self._known_keys]
        self._known_keys.update(fresh)
        texts = [Text(name, part=Part.KEY) for name in fresh]
        for name, text in zip(fresh, texts, strict=True):
            engine = self.full if self.is_for_full(text) else self.cheap
            spans = [span for span in engine.detect([text])[0] if _tells(span)]
            if spans:
                self.key_masks[name] = mask_within(name, spans, key)
                self._shown.clear()
                self.places.clear()

    def shown(self, name: str) -> str:
        """A field's name with every key in it masked that is a finding; names come back in every record."""
        shown = self._shown.get(name)
        if shown is None:
            shown = name
            for raw, masked in self.key_masks.items():
                if raw in shown:
                    shown = shown.replace(raw, masked)
            if len(self._shown) >= _REMEMBERED_NAMES:
                self._shown.clear()
                self.places.clear()
            shown = self._shown[name] = printable(shown)
        return shown


#: A text with its header, and with its part where that is no value.
_Entry = tuple[str, str] | tuple[str, str, Part]


def _entry(field: Field) -> _Entry:
    if field.part is Part.VALUE:  # the hash of a member of an enumeration takes longer than that of a text
        return (field.text, field.header)
    return (field.text, field.header, field.part)


def _tells(span: Span) -> bool:
    """Whether a key with this span gives something away; a link, a date or a place in a key alone does not."""
    return not (load_taxonomy().category_of(span.entity) or "").startswith("context.")


def _keep(seen: Seen, sight: Sight, key: Key, result: ShardResult) -> None:
    """Mask and count one record."""
    record, profile = seen.record, result.profile
    sight.learn(record, key)
    findings: list[Finding] = []
    if any(seen.linked.spans):
        findings = [
            finding_of(record, text, span, sight.shown(text.name), key)
            for text, spans in zip(record.fields, seen.linked.spans, strict=True)
            for span in spans
        ]
        result.findings += findings
    for text, language in zip(record.fields, seen.languages, strict=True):
        if text.part is Part.VALUE:
            profile.languages[language] += 1
            profile.language_chars[language] += len(text.text)
    add_record(profile, record, findings, seen.linked, Names(key, sight.shown, sight.places, sight.quasi))


def path_findings(path: str, sight: Sight, key: Key) -> tuple[str, list[Finding]]:
    """A file's path as reports show it, and what its segments give away."""
    spans = [span for start, name in _segments(path) for span in _in_name(start, name, sight)]
    if not spans:
        return printable(path), []
    shown = printable(mask_within(path, spans, key))
    taxonomy = load_taxonomy()
    findings = [
        Finding(
            path=shown,
            record=0,
            field="",
            start=span.start,
            end=span.end,
            entity=span.entity,
            category=taxonomy.category_of(span.entity) or "",
            score=round(span.score, 2),
            detector=span.detector,
            masked=mask(span.entity, path[span.start : span.end]),
            fingerprint=key.fingerprint(span.entity, path[span.start : span.end]),
            part=Part.PATH,
            detail=span.detail,
        )
        for span in spans
    ]
    return shown, findings


def _segments(path: str) -> Iterator[tuple[int, str]]:
    """Folder and file names with where they start; underscores and the suffix give way to word borders."""
    *folders, last = path.split("/")
    start = 0
    for name in folders:
        yield start, name.replace("_", " ")
        start += len(name) + 1
    yield start, _SUFFIX.sub(r" \1", last.replace("_", " "))


def _in_name(start: int, name: str, sight: Sight) -> Iterator[Span]:
    from auditor.detectors.base import Text

    text = Text(name, part=Part.PATH)
    engine = sight.full if sight.is_for_full(text) else sight.cheap
    for span in engine.detect([text])[0]:
        yield replace(span, start=span.start + start, end=span.end + start)
