"""A copy without the scans around it: what the room of remedies does by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from auditor.detectors.base import Settings
from auditor.executors.serial import EXECUTOR
from auditor.model import Tier
from auditor.readers.discover import discover
from auditor.remedies.copying import Copied, Copying, copy
from auditor.remedies.journal import Journal
from auditor.remedies.plan import parse_plan
from auditor.remedies.rewrite import Rewriting
from auditor.worker import Sight

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.executors.base import Executor
    from auditor.redaction import Key


@dataclass
class Copier:
    """Makes copies of the folder `data` as `copy`."""

    root: Path
    key: Key
    settings: Settings = field(default_factory=lambda: Settings(Tier.FAST, "en"))
    executor: Executor = EXECUTOR

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def out(self) -> Path:
        return self.root / "copy"

    def write(self, name: str, content: bytes) -> Path:
        path = self.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def run(
        self,
        entities: str = "EMAIL_ADDRESS",
        how: str = "",
        *,
        keep_unread: bool = False,
        table: tuple[Path, bytes] | None = None,
    ) -> Copied:
        found = discover([self.data], show=str)
        plan = parse_plan([entities], [how] if how else [])
        rewriting = Rewriting(self.settings, self.key, plan, keep_unread, table[1] if table else b"")
        journal = Journal(self.out, {"plan": plan.told})
        making = Copying(
            self.out, rewriting, journal, self.executor, 1, Sight(self.settings), table[0] if table else None
        )
        return copy(found.files, making, [], lambda _: None)


@pytest.fixture
def copier(tmp_path: Path, project_key: Key) -> Copier:
    return Copier(tmp_path, project_key)
