"""Every record is in one urn or the other, and every unit is found again, in each format and across shards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from auditor.assurance.words import Strand
from auditor.config import ScanConfig
from auditor.model import Tier
from auditor.readers import base
from auditor.usecases.assuring import Assurance, AssureConfig, prepare

if TYPE_CHECKING:
    from tests.conftest import Project

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
MAIL = "ottoline.quarrybank@mail-werk.net"


def _drawn(path: Path) -> Assurance:
    scan = ScanConfig((path,), tier=Tier.FAST, language="en", workers=1, executor="serial", cache=False)
    return prepare(AssureConfig(scan, n=10**6, findings=40, flagged=20))


def _marked(assurance: Assurance, strand: Strand) -> list[list[tuple[str, str]]]:
    """The marked pieces of every card of a strand."""
    cards = [assurance.reader(unit) for unit in assurance.sample.frame.of(strand)]
    return [[piece for passage in card.passages for piece in passage.pieces if piece[1]] for card in cards]


def _check(assurance: Assurance) -> None:
    dataset, frame = assurance.audit.document.dataset, assurance.sample.frame
    assert frame.population(Strand.UNFLAGGED) + frame.population(Strand.FLAGGED) == dataset.records
    assert len({unit.id for unit in frame.units}) == len(frame.units)
    for unit, pieces in zip(frame.of(Strand.FINDING), _marked(assurance, Strand.FINDING), strict=True):
        spot = assurance.sample.spots[unit.id]
        assert spot.finding is not None
        assert [entity for _, entity in pieces] == [spot.finding["entity"]]
    assert all(_marked(assurance, Strand.FLAGGED))
    assert not any(_marked(assurance, Strand.UNFLAGGED))


@pytest.mark.parametrize("name", ["support-desk", "hr-chat", "clinic-letters", "code-assistant", "clean-faq"])
def test_every_record_of_a_sample_is_in_one_urn_and_found_again(project: Project, name: str) -> None:
    for path in sorted((SAMPLES / name).rglob("*")):
        if path.is_file() and path.name != "audit.yaml":
            project.write(f"{name}/{path.relative_to(SAMPLES / name)}", path.read_bytes())
    _check(_drawn(Path(name)))


def test_a_text_in_pieces_and_tables_in_shards_are_found_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "SHARD_BYTES", 2000)
    monkeypatch.setattr(base, "MAX_PIECE_CHARS", 700)
    lines = [f"line {n} is quiet" + (f", but {MAIL} is not" if n % 60 == 7 else "") for n in range(300)]
    project.write("mixed/long.txt", "\n".join(lines))
    project.write("mixed/quiet.txt", "\n".join(f"line {n} is quiet" for n in range(300)))
    project.write("mixed/rows.jsonl", "".join(f'{{"text": "{line}"}}\n' for line in lines))
    project.write("mixed/rows.csv", "id;text\n" + "".join(f"{n};{line}\n" for n, line in enumerate(lines)))
    (project.root / "mixed" / "deep").mkdir()
    table = pa.table({"text": lines, "number": list(range(300))})
    pq.write_table(table, project.root / "mixed" / "deep" / "rows.parquet", row_group_size=50)
    assurance = _drawn(Path("mixed"))
    assert len(assurance.reader.ground.shards) > 15
    _check(assurance)
    quiet = [unit for unit in assurance.sample.frame.of(Strand.UNFLAGGED) if _path(assurance, unit.id) == "quiet.txt"]
    [unit] = quiet
    text = "".join(text for passage in assurance.reader(unit).passages for text, _ in passage.pieces)
    assert text == "\n".join(f"line {n} is quiet" for n in range(300))


def _path(assurance: Assurance, unit: str) -> str:
    return assurance.reader.ground.shards[assurance.sample.spots[unit].shard].path
