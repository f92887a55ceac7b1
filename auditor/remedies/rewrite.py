"""A worker of `audit redact`: reads a piece of a file, decides its edits, and writes the piece again beside the copy.

What comes back is safe to keep: counts, fingerprints of surrogates, and where the new bytes lie.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import ReadError
from auditor.linking import link
from auditor.model import Field, Part, Record
from auditor.profile import ShardResult
from auditor.readers.streams import hint, opened
from auditor.registry import members
from auditor.remedies.known import load_known
from auditor.remedies.lookup import Edited, Lookup
from auditor.remedies.packing import packed
from auditor.remedies.replacing import MASKED, Replacer, applied, moved_back, united
from auditor.remedies.writers.base import CannotRewriteError, Task, Unread, Writer
from auditor.taxonomy import load_taxonomy
from auditor.worker import Sight, look, path_findings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.detectors.base import Settings
    from auditor.model import Shard, Skipped, Span
    from auditor.redaction import Key
    from auditor.remedies.plan import Plan
    from auditor.remedies.replacing import Edits, Target
    from auditor.worker import Seen

_INDEX = re.compile(r"\[\d+\]")
_MOST_FIELDS = 500
_OTHER = "(other fields)"
#: Records that are edited together, and how often their new texts are looked at again.
_GROUP = 64
_ROUNDS = 2
#: What is known of the dataset, beside the pieces.
KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Job:
    """Some shards of one file that become one piece of its copy."""

    shards: tuple[Shard, ...]
    number: int
    target: Path


@dataclass(slots=True)
class Use:
    """What of one field was changed: how useful it still is."""

    texts: int = 0
    chars: int = 0
    tokens: int = 0
    changed_texts: int = 0
    changed_chars: int = 0
    changed_tokens: int = 0

    @property
    def counts(self) -> list[int]:
        """As the journal keeps it."""
        return [self.texts, self.chars, self.tokens, self.changed_texts, self.changed_chars, self.changed_tokens]

    def add(self, counts: Sequence[int]) -> None:
        """Add what another piece counted."""
        self.texts += counts[0]
        self.chars += counts[1]
        self.tokens += counts[2]
        self.changed_texts += counts[3]
        self.changed_chars += counts[4]
        self.changed_tokens += counts[5]


@dataclass(slots=True)
class Piece:
    """What became of a job."""

    number: int
    changed: bool = False
    records: int = 0
    replaced: dict[str, int] = field(default_factory=dict)
    fields: dict[str, Use] = field(default_factory=dict)
    left_out: str = ""  # why the file can't be copied
    partly: str = ""  # why something of it was copied unread, where that was asked for
    unread: dict[str, int] = field(default_factory=dict)  # records that were not copied (or kept as they are)
    skipped: list[Skipped] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)  # fingerprints of what was replaced
    issued: set[str] = field(default_factory=set)
    unlinked: int = 0
    renamed: int = 0
    sealed: bytes = b""


@dataclass(frozen=True)
class Rewriting:
    """One callable for all workers: `Job` in, `Piece` out."""

    settings: Settings
    key: Key
    plan: Plan
    keep_unread: bool = False
    table_key: bytes = field(default=b"", repr=False)

    def __call__(self, job: Job) -> Piece:
        """Rewrite one piece; a file that can't be copied says why."""
        piece = Piece(job.number)
        try:
            self.work(job, piece).run()
        except ReadError as error:
            piece.left_out = error.message
        except CannotRewriteError as error:
            piece.left_out = error.reason
        return piece

    def work(self, job: Job, piece: Piece) -> Work:
        """What does one job."""
        return Work(self, job, piece)

    def safe_path(self, path: str, sight: Sight) -> str:
        """A relative path without the findings that the plan covers."""
        parts, at = [], 0
        for finding in sorted(path_findings(path, sight, self.key)[1], key=lambda f: (f.start, -f.end)):
            if self.plan.way_of(finding.entity) is None or finding.start < at or finding.part is not Part.PATH:
                continue
            parts += [path[at : finding.start], f"{finding.entity}~{finding.fingerprint[:4]}"]
            at = finding.end
        return "".join(parts) + path[at:]


def writers() -> dict[str, Writer]:
    """The writer of each reader's formats."""
    found: dict[str, Writer] = members("auditor.remedies.writers", "WRITER")
    return {reader: writer for writer in found.values() for reader in writer.readers}


class Work:
    """One job underway."""

    def __init__(self, how: Rewriting, job: Job, piece: Piece) -> None:
        self.how, self.job, self.piece = how, job, piece
        self.sight = Sight(how.settings)
        self.result = ShardResult()
        known = load_known(job.target.with_name(KNOWN))
        self.replacer = Replacer(how.plan, how.key, {} if how.table_key else None, known)
        self.unread = Unread(how.keep_unread)

    def run(self) -> None:
        """Write the piece."""
        writer = writers().get(self.job.shards[0].reader)
        if writer is None:
            raise CannotRewriteError(f"no writer for the format {self.job.shards[0].reader}")
        lookup = Lookup(self.edited())
        task = Task(self.job.shards, lookup, self.unread, self.loose)
        if writer.write is not None:
            writer.write(task, self.job.target)
        else:
            self.stream(writer, task)
        if lookup.finish():
            raise CannotRewriteError("an edit could not be placed: the file is written in an unusual way")
        self.settle()

    def stream(self, writer: Writer, task: Task) -> None:
        """Write it block by block."""
        shard = self.job.shards[0]
        assert writer.rewrite is not None  # noqa: S101  (one of the two is there, by the contract)
        with opened(shard) as source, self.job.target.open("wb") as out:
            for block in packed(writer.rewrite(source, task), shard):
                out.write(block)
            if source.trouble and not self.unread.keep:
                raise CannotRewriteError(source.trouble[0][0])

    def settle(self) -> None:
        """Sum up; where nothing changed, the source's own bytes are the copy."""
        piece, replacer = self.piece, self.replacer
        piece.changed = bool(piece.replaced) or bool(self.unread.records and not self.how.keep_unread)
        piece.unlinked = replacer.unlinked
        piece.issued, piece.unread = replacer.issued, self.unread.reasons
        piece.skipped = self.result.skipped
        serious = [item for item in self.result.skipped if not _is_known(item, self.unread)]
        if serious:
            piece.partly = f"not read whole: {_plain(serious[0].reason)}"
        if serious and not self.how.keep_unread:
            raise CannotRewriteError(piece.partly)
        if replacer.pairs:
            from auditor.remedies.pseudonyms import sealed

            piece.sealed = sealed(replacer.pairs, self.how.table_key)
        if not piece.changed:
            _copy(self.job)

    def edited(self) -> Iterator[Edited]:
        """The records with their edits, in order."""
        for shard in self.job.shards:
            source = look(shard, self.sight, self.result)
            while group := list(islice(source, _GROUP)):
                yield from self.edit(group)

    def edit(self, group: Sequence[Seen]) -> Iterator[Edited]:
        """The edits of some records; what detection finds in the edited texts goes as well."""
        targets = [self.targets(seen.record, seen.linked.spans) for seen in group]
        places = list(range(len(group)))
        for _ in range(_ROUNDS):
            places = [place for place in places if any(targets[place])]
            places = self.again(group, targets, places)
        for seen, own in zip(group, targets, strict=True):
            yield self.noted(seen, own)

    def targets(self, record: Record, spans: Sequence[Sequence[Span]], *, known: bool = True) -> list[list[Target]]:
        """What goes from each field of a record."""
        return self.replacer.targets(record.fields, spans, known=known)

    def loose(self, text: str) -> str:
        """A text that belongs to no record, such as a note in the head of a file, without what goes."""
        record = Record("", 0, (Field("", text),))
        [[(language, spans)]] = self.sight.detect([record], ShardResult())
        [targets] = self.targets(record, [spans])
        for target in targets:
            self.piece.replaced[target.entity] = self.piece.replaced.get(target.entity, 0) + 1
            self.piece.gone.add(self.how.key.fingerprint(target.entity, text[target.start : target.end]))
        return applied(text, self.replacer.edits(text, targets, language))

    def edits(self, seen: Seen, own: Sequence[Sequence[Target]]) -> list[Edits]:
        """The edits of each field of a record."""
        return [
            self.replacer.edits(text.text, targets, language, text.part) if targets else ()
            for text, targets, language in zip(seen.record.fields, own, seen.languages, strict=True)
        ]

    def again(self, group: Sequence[Seen], targets: list[list[list[Target]]], places: list[int]) -> list[int]:
        """Detect once more in the edited texts; returns the records in which something was found."""
        made = [_masked(targets[place]) for place in places]
        records = [_applied(group[place].record, edits) for place, edits in zip(places, made, strict=True)]
        found = self.sight.detect(records, ShardResult())
        more = []
        for place, record, edits, hits in zip(places, records, made, found, strict=True):
            linked = link(record, [spans for _, spans in hits], load_taxonomy(), self.sight.cues)
            new = self.targets(record, linked.spans, known=False)  # what is known went in the first round
            back = [_back(fresh, done) for fresh, done in zip(new, edits, strict=True)]
            back = [
                [t for t in fresh if _is_worth(text.text[t.start : t.end])] if text.part is Part.VALUE else []
                for fresh, text in zip(back, group[place].record.fields, strict=True)
            ]
            if any(back):
                targets[place] = [united([*old, *fresh]) for old, fresh in zip(targets[place], back, strict=True)]
                more.append(place)
        return more

    def noted(self, seen: Seen, own: Sequence[Sequence[Target]]) -> Edited:
        """The final edits of a record, counted."""
        record = seen.record
        self.sight.mask_keys((f.text for f in record.fields if f.part is not Part.VALUE), self.how.key)
        self.sight.mask_keys((f.header for f in record.fields), self.how.key)
        self.piece.records += 1
        found = Edited(record.index)
        for text, targets, edits in zip(record.fields, own, self.edits(seen, own), strict=True):
            if text.part is Part.VALUE:
                self.count(text.name, text.text, edits)
            for target in targets:
                self.piece.replaced[target.entity] = self.piece.replaced.get(target.entity, 0) + 1
            if edits:
                found.fields.append((text, edits))
                self.piece.renamed += text.part is not Part.VALUE
                self.note(text.text, edits, seen)
        return found

    def note(self, text: str, edits: Edits, seen: Seen) -> None:
        """Remember by fingerprint what goes, to tell later whether it still stands somewhere."""
        for place, spans in zip(seen.record.fields, seen.linked.spans, strict=True):
            if place.text is text:
                for span in spans:
                    if any(start <= span.start and span.end <= end for start, end, _ in edits):
                        self.piece.gone.add(self.how.key.fingerprint(span.entity, text[span.start : span.end]))

    def count(self, name: str, text: str, edits: Edits) -> None:
        """Count what of a field changed."""
        fields = self.piece.fields
        shown = _INDEX.sub("[]", self.sight.shown(name))
        if shown not in fields and len(fields) >= _MOST_FIELDS:
            shown = _OTHER
        tokens = len(text.split())
        touched = sum(max(1, len(text[start:end].split())) for start, end, _ in edits)
        chars = sum(end - start for start, end, _ in edits)
        fields.setdefault(shown, Use()).add([1, len(text), tokens, bool(edits), chars, min(tokens, touched)])


def _is_known(item: Skipped, unread: Unread) -> bool:
    """Whether something skipped was dealt with: bytes inside a line that was read, or a record that was left out."""
    if "the rest of the line was read" in item.reason or "more records of this part" in item.reason:
        return True
    return bool(unread.records) and (item.record is not None or item.reason.startswith("binary values"))


def _masked(own: Sequence[Sequence[Target]]) -> list[Edits]:
    """Edits that leave nothing for detection to see, whatever the plan puts in place."""
    return [tuple((target.start, target.end, MASKED) for target in targets) for targets in own]


def _applied(record: Record, edits: Sequence[Edits]) -> Record:
    fields = (
        replace(text, text=applied(text.text, own)) if own and text.part is Part.VALUE else text
        for text, own in zip(record.fields, edits, strict=True)
    )
    return replace(record, fields=tuple(fields))


def _back(targets: Sequence[Target], edits: Edits) -> list[Target]:
    return [
        replace(target, start=start, end=end)
        for target in targets
        for start, end in moved_back([(target.start, target.end)], edits)
    ]


def _is_worth(value: str) -> bool:
    """Whether what stands beside a replacement is more than signs and spaces."""
    return sum(char.isalnum() for char in value) > 1


def _plain(reason: str) -> str:
    return reason.partition(": ")[2] or reason


def _copy(job: Job) -> None:
    """The source's own bytes: of the shard's range, or of all the file."""
    first, last = job.shards[0], job.shards[-1]
    source = Path(first.root) / first.path
    whole = hint(first.hints, "compression") or writers()[first.reader].write is not None
    if whole:
        shutil.copyfile(source, job.target)
        return
    with source.open("rb") as file, job.target.open("wb") as out:
        file.seek(first.start)
        left = last.stop - first.start
        while left > 0 and (block := file.read(min(left, 1 << 20))):
            out.write(block)
            left -= len(block)


def total(counted: Sequence[dict[str, int]]) -> dict[str, int]:
    """Counts of several pieces together, sorted by name."""
    added: Counter[str] = Counter()
    for counts in counted:
        added.update(counts)
    return dict(sorted(added.items()))
