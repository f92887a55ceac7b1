"""A dataset that did not change since an earlier scan: its files are hashed, and the merged result is taken whole.

No worker starts and no shard is looked up, so such a scan costs reading and hashing. What is stored is what the shards'
entries hold together: counts, masked examples and the masked lines of findings.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from auditor.cache import ShardCache, prune
from auditor.model import Skipped
from auditor.packed import Packed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.collect import Gathered
    from auditor.readers.base import SourceFile
    from auditor.readers.discover import Discovery
    from auditor.worker import Scan

_BLOCK = 1024 * 1024
#: Lines of findings above this are not stored a second time; the shards' entries hold them.
_MOST_LINES = 64 * 1024 * 1024
_PLAIN = ("findings", "findings_sha256", "formats", "splits", "texts", "repeated_texts", "records_passed", "unread")


class Memory:
    """Results of whole datasets in the cache of a scan."""

    def __init__(self, job: Scan, folder: Path, discovery: Discovery, workers: int) -> None:
        self.cache = ShardCache(folder, job.circumstances)
        self.files: Sequence[SourceFile] = discovery.files
        self.before = len(discovery.skipped)
        self.workers = workers
        told = repr([(file.shown, file.path, file.size, file.hints) for file in self.files])
        self.name = self.cache.name_of("dataset", told)

    def recall(self, gathered: Gathered) -> bool:
        """Fill in what an earlier scan gathered, if every file has the bytes that it had then."""
        stored = self.cache.load(self.name)
        if stored is None or len(stored[1].lines) != stored[0]["size"]:
            return False
        raw, result = stored
        digests = [(shown, size, digest) for shown, size, digest in raw["digests"]]
        if self._digests() != digests:
            return False
        for name in _PLAIN:
            setattr(gathered, name, raw[name])
        gathered.profile, gathered.digests = result.profile, digests
        gathered.skipped += [Skipped(**row) for row in raw["skipped"]]
        gathered.shards = gathered.cached_shards = raw["shards"]
        with NamedTemporaryFile(prefix="audit-", suffix=".jsonl", delete=False) as spool:
            spool.write(result.lines)
            gathered.keep(Path(spool.name))
        return True

    def keep(self, gathered: Gathered) -> None:
        """Store what was gathered, unless something of it may be otherwise at the next try; old entries go."""
        prune(self.cache.folder)
        whole = len(gathered.digests) == len(self.files) and not gathered.crashed and not gathered.stopped
        if not whole or gathered.spool is None or gathered.spool.stat().st_size > _MOST_LINES:
            return
        lines = gathered.spool.read_bytes()
        raw: dict[str, Any] = {name: getattr(gathered, name) for name in _PLAIN}
        raw |= {
            "digests": [list(row) for row in gathered.digests],
            "skipped": [asdict(row) for row in gathered.skipped[self.before :]],
            "shards": gathered.shards,
            "size": len(lines),
        }
        self.cache.store(self.name, raw, Packed(gathered.profile, lines))

    def _digests(self) -> list[tuple[str, int, str]]:
        """Name, size and digest of each file, as the planner notes them; files are hashed side by side."""
        with ThreadPoolExecutor(self.workers) as pool:
            digests = list(pool.map(_digest, (file.absolute for file in self.files)))
        return [(file.shown, file.size, digest) for file, digest in zip(self.files, digests, strict=True)]


def _digest(path: Path) -> str:
    """The sha256 of a file; nothing, which equals no digest, where it can't be read."""
    digest, block = hashlib.sha256(), bytearray(_BLOCK)
    view = memoryview(block)
    try:
        with path.open("rb", buffering=0) as file:
            while size := file.readinto(block):
                digest.update(view[:size])
    except OSError:
        return ""
    return digest.hexdigest()
