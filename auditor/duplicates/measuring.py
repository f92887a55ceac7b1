"""The sketches of a dataset's files, and what they come to."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from auditor.collect import Gathered, Planner
from auditor.duplicates.grouping import group
from auditor.duplicates.literature import CLASSES, class_of
from auditor.duplicates.sketching import Sketcher, Sketches
from auditor.linking import is_personal
from auditor.readers.plan import plan
from auditor.taxonomy import load_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.collect import Progress
    from auditor.duplicates.grouping import Groups
    from auditor.duplicates.sketching import Compared
    from auditor.readers.base import SourceFile
    from auditor.redaction import Key


@dataclass(slots=True)
class Measured:
    """Sketches and groups of a dataset, with the digest of the state that they were made of."""

    sketches: Sketches
    groups: Groups
    dataset_sha256: str
    skipped: list[tuple[str, str]] = field(default_factory=list)

    @property
    def records(self) -> int:
        """Records in the dataset."""
        return len(self.groups.first)

    @property
    def exact(self) -> int:
        """Records that are exact copies of an earlier one."""
        return int((self.groups.gone & self.groups.exact).sum())

    @property
    def near(self) -> int:
        """Records that are near copies of an earlier one and exact copies of none."""
        return int((self.groups.gone & ~self.groups.exact).sum())

    @property
    def differing(self) -> int:
        """Records whose compared fields are those of an earlier one, and other fields are not."""
        wholes = np.frombuffer(self.sketches.wholes, np.uint64) if self.records else np.empty(0, np.uint64)
        return int((wholes != wholes[self.groups.equal]).sum())

    @property
    def across(self) -> int:
        """Records that are copies of one in another file."""
        starts = np.array([file.first for file in self.sketches.files], np.int64)
        gone = np.flatnonzero(self.groups.gone)
        own, other = (np.searchsorted(starts, where, "right") for where in (gone, self.groups.first[gone]))
        return int((own != other).sum())

    @property
    def classes(self) -> dict[str, int]:
        """Different texts by the class of how often each stands in the dataset."""
        sizes, counts = np.unique(self.groups.sizes, return_counts=True)
        found = {row.id: 0 for row in CLASSES}
        for size, count in zip(sizes.tolist(), counts.tolist(), strict=True):
            if size:
                found[class_of(size).id] += count
        return found

    def largest(self, most: int) -> list[tuple[int, int]]:
        """Size and first record of the groups with most records."""
        sizes = self.groups.sizes
        many = np.flatnonzero(sizes > 1)
        chosen = many[np.lexsort((many, -sizes[many]))][:most]
        return [(int(sizes[number]), int(number)) for number in chosen]

    def personal(self, findings: Iterable[dict[str, Any]]) -> tuple[int, int]:
        """Records with personal data, and those of them that are in a group of several."""
        marked = np.zeros(self.records, np.bool_)
        for number in _personal_numbers(self.sketches, findings):
            marked[number] = True
        repeated = self.groups.sizes[self.groups.first] > 1
        return int(marked.sum()), int((marked & repeated).sum())


def measure(
    files: Sequence[SourceFile], key: Key, how: tuple[Compared, float], progress: Progress, scratch: Path | None = None
) -> Measured:
    """Read every record once; signatures lie in a private folder that goes afterwards."""
    compared, threshold = how
    gathered = Gathered()
    planner = Planner(plan, gathered)
    with TemporaryDirectory(prefix="audit-", dir=scratch) as folder:
        spool = Path(folder) / "signatures"
        with spool.open("wb") as out:
            sketcher = Sketcher(key, compared, out)
            for source in files:
                sketcher.file(source.shown, source.path, planner.shards([source]))
                progress.advance(source.size)
        groups = group(sketcher.made, spool, threshold)
    skipped = sorted((item.path, item.reason.removeprefix(f"{item.path}: ")) for item in gathered.skipped)
    return Measured(sketcher.made, groups, gathered.dataset_sha256, skipped)


def _personal_numbers(sketches: Sketches, findings: Iterable[dict[str, Any]]) -> Iterable[int]:
    taxonomy = load_taxonomy()
    files = {source.shown: source for source in sketches.files}
    for row in findings:
        source = files.get(row["path"])
        if source is None or not is_personal(row["category"], row.get("detail", ""), taxonomy):
            continue
        end = source.first + source.records
        at = bisect_left(sketches.indexes, row["record"], source.first, end)
        if at < end and sketches.indexes[at] == row["record"]:
            yield at
