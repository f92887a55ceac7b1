"""`audit subject` on files of several formats: found, exported, taken out, told without a value, never overwritten."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from auditor.config import ScanConfig
from auditor.errors import NothingToScan, UsageError
from auditor.measures import read_measures
from auditor.model import Tier
from auditor.subjects.hits import Strength
from auditor.subjects.person import person_of, read_values
from auditor.subjects.receipt import markdown_of, receipt_of
from auditor.usecases.requesting import JOURNAL, PARTS, RequestConfig, request

if TYPE_CHECKING:
    from auditor.subjects.receipt import Answer

VALUES = [
    ("name", "Jördis Quappendorf"),
    ("email", "j.quappendorf@brackwasser.example"),
    ("phone", "+49 40 66969 123"),
    ("id", "KD-77120-X"),
]
#: What must not stand in anything that is written about the person, however it is cut.
CANARIES = ("ördis", "jordis", "joerdis", "quappendorf", "brackwasser", "66969", "77120")
ROWS = [
    {"id": 1, "text": "Der Regen fällt auf das Dach der Halle."},
    {"id": 2, "text": "Jördis Quappendorf zahlt nicht. Bitte Jördis anrufen."},
    {"id": 3, "text": "QUAPPENDORF, JOERDIS: bezahlt"},
    {"id": 4, "text": "Frau Quappendorf war da."},
    {"id": 5, "text": "Gerrit Schafstedt schrieb an j.quappendorf@brackwasser.example, Tel. 040/66969-123"},
    {"id": 6, "text": 'Ende der Liste \u2028 mit \\u0041 und "Zitat".'},
]


@pytest.fixture
def data(project: Any) -> Path:
    """The same rows as JSON lines, JSON, CSV and Parquet; two letters; a file whose name tells of the person."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    lines = [json.dumps(row, ensure_ascii=number % 2 == 0) for number, row in enumerate(ROWS)]
    project.write("data/rows.jsonl", "\n".join(lines) + "\n")
    project.write("data/rows.json", "[\n  " + ",\n  ".join(lines) + "\n]\n")
    table = io.StringIO()
    csv.writer(table, delimiter=";").writerows([["id", "text"], *([row["id"], row["text"]] for row in ROWS)])
    project.write("data/rows.csv", table.getvalue())
    pq.write_table(pa.Table.from_pylist(ROWS), project.root / "data" / "rows.parquet", row_group_size=2)
    project.write("data/letters/of-her.txt", "Liebe Jördis,\nIhre Nummer KD 77120 X bleibt.\n\nGerrit Schafstedt\n")
    project.write("data/letters/of-nobody.txt", "Der Hof liegt am Deich.\n")
    project.write("data/Quappendorf_Joerdis.txt", "Nichts Besonderes.\n")
    root: Path = project.root
    return root / "data"


def _ask(data: Path, **more: Any) -> Answer:
    scan = ScanConfig((data,), tier=Tier.FAST, workers=1, executor="serial")
    return request(RequestConfig(scan, person_of(VALUES), **more))


def _rows(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """What stands in a copy, read by other code than ours."""
    import pyarrow.parquet as pq

    with (folder / "rows.csv").open(newline="") as file:
        table = list(csv.DictReader(file, delimiter=";"))
    return {
        "jsonl": [json.loads(line) for line in (folder / "rows.jsonl").read_text().split("\n") if line],
        "json": json.loads((folder / "rows.json").read_text()),
        "csv": [{"id": int(row["id"]), "text": row["text"]} for row in table],
        "parquet": pq.read_table(folder / "rows.parquet").to_pylist(),
    }


def _everything(folder: Path) -> bytes:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return b"".join(str(file.relative_to(folder)).encode() + b"\n" + file.read_bytes() for file in files)


def _canaries(raw: bytes) -> set[str]:
    text = raw.decode("utf-8", "replace").casefold()
    spelled = json.dumps("ö")[1:-1]
    return {value for value in CANARIES if value in text or value.replace("ö", spelled) in text}


def test_every_place_is_told_with_its_strength_and_no_value(data: Path) -> None:
    answer = _ask(data)
    found = {(p.path, p.record, p.entity, p.strength) for p in answer.before.places if p.path == "rows.jsonl"}
    assert found == {
        ("rows.jsonl", 1, "PERSON", "exact"),
        ("rows.jsonl", 1, "PERSON", "variant"),
        ("rows.jsonl", 2, "PERSON", "variant"),
        ("rows.jsonl", 3, "PERSON", "possible"),
        ("rows.jsonl", 4, "EMAIL_ADDRESS", "exact"),
        ("rows.jsonl", 4, "PHONE_NUMBER", "variant"),
    }
    for name in ("rows.json", "rows.csv", "rows.parquet"):
        assert sum(p.path == name for p in answer.before.places) == 6
    assert any(p.part == "path" and p.strength == "variant" for p in answer.before.places)
    written = json.dumps([place.row for place in answer.before.places]) + json.dumps(receipt_of(answer))
    assert _canaries((written + markdown_of(receipt_of(answer)) + repr(answer)).encode()) == set()
    assert not any(path.name.startswith("audit-") for path in data.rglob("*"))


def test_a_copy_without_the_records_keeps_all_others_as_they_are(data: Path, tmp_path: Path) -> None:
    before = _everything(data)
    answer = _ask(data, without=tmp_path / "copy")
    kept = [row for row in ROWS if row["id"] in (1, 4, 6)]
    assert _rows(tmp_path / "copy") == dict.fromkeys(("jsonl", "json", "csv", "parquet"), kept)
    source = (data / "rows.jsonl").read_bytes().splitlines(keepends=True)
    assert (tmp_path / "copy" / "rows.jsonl").read_bytes() == b"".join(source[i] for i in (0, 3, 5))
    assert not (tmp_path / "copy" / "letters" / "of-her.txt").exists()
    assert (tmp_path / "copy" / "letters" / "of-nobody.txt").read_text() == "Der Hof liegt am Deich.\n"
    assert _everything(data) == before
    assert answer.erased is not None
    assert ("letters/of-her.txt", "all of it is the person's") in answer.erased.left_out
    assert answer.after is not None
    assert answer.after.sure(Strength.VARIANT) == []
    assert _canaries(_everything(tmp_path / "copy")) == {"quappendorf"}  # the surname alone is only possible
    assert not any("uappendorf" in path.name for path in (tmp_path / "copy").rglob("*"))
    assert answer.before.dataset_sha256 != answer.after.dataset_sha256


@pytest.mark.parametrize("weakest", [Strength.VARIANT, Strength.POSSIBLE])
def test_a_copy_without_the_values_keeps_every_record(data: Path, tmp_path: Path, weakest: Strength) -> None:
    answer = _ask(data, without=tmp_path / "copy", erase="values", weakest=weakest)
    rows = _rows(tmp_path / "copy")
    assert all([row["id"] for row in found] == [1, 2, 3, 4, 5, 6] for found in rows.values())
    texts = {name: [row["text"] for row in found] for name, found in rows.items()}
    assert texts["jsonl"] == texts["json"] == texts["csv"] == texts["parquet"]
    assert texts["csv"][1] == "*** zahlt nicht. Bitte *** anrufen."
    assert texts["csv"][0] == ROWS[0]["text"]
    assert texts["csv"][5] == ROWS[5]["text"]
    assert answer.erased is not None
    assert answer.erased.values > 0
    left = _canaries(_everything(tmp_path / "copy"))
    assert left == ({"quappendorf"} if weakest is Strength.VARIANT else set())


def test_nothing_sure_is_left_by_a_second_search_and_a_measure_says_so(data: Path, tmp_path: Path) -> None:
    answer = _ask(data, without=tmp_path / "copy")
    (measure,) = read_measures(tmp_path / "copy")
    assert answer.after is not None
    assert (measure.kind, measure.dataset_sha256) == ("subject", answer.after.dataset_sha256)
    assert measure.remains
    assert _canaries(repr(measure).encode()) == set()
    again = _ask(tmp_path / "copy")
    assert again.before.dataset_sha256 == answer.after.dataset_sha256
    assert {place.strength for place in again.before.places} == {"possible"}


def test_an_export_holds_the_persons_records_and_masks_others(data: Path, tmp_path: Path) -> None:
    answer = _ask(data, export=tmp_path / "export")
    rows = _rows(tmp_path / "export")
    assert {name: [row["id"] for row in found] for name, found in rows.items()} == {name: [2, 3, 5] for name in rows}
    assert rows["csv"][0]["text"] == ROWS[1]["text"]
    assert (tmp_path / "export" / "letters" / "of-her.txt").exists()
    assert (tmp_path / "export" / "Quappendorf_Joerdis.txt").read_text() == "Nichts Besonderes.\n"
    assert not (tmp_path / "export" / "letters" / "of-nobody.txt").exists()
    assert not (tmp_path / "export" / PARTS).exists()
    assert answer.exported is not None
    assert answer.exported.records == 4 * 3 + 2
    receipt = json.loads((tmp_path / "export" / "audit-subject.json").read_bytes())
    assert receipt["export"]["others_masked"] is True


@pytest.mark.slow
def test_the_name_of_somebody_else_is_masked_unless_it_is_asked_for(data: Path, tmp_path: Path) -> None:
    scan = ScanConfig((data,), tier=Tier.STANDARD, workers=1, executor="serial", language="de")
    config = RequestConfig(scan, person_of(VALUES), export=tmp_path / "masked")
    request(config)
    text = _rows(tmp_path / "masked")["jsonl"][2]["text"]
    assert "Schafstedt" not in text
    assert "j.quappendorf@brackwasser.example" in text
    request(replace(config, export=tmp_path / "whole", unmasked=True))
    assert _rows(tmp_path / "whole")["jsonl"][2]["text"] == ROWS[4]["text"]


def test_nothing_is_overwritten_and_nothing_lies_inside_the_data(data: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    for name in ("export", "without"):
        with pytest.raises(UsageError, match="not empty"):
            _ask(data, **{name: tmp_path / "full"})
        with pytest.raises(UsageError, match="inside"):
            _ask(data, **{name: data / "copy"})
    with pytest.raises(UsageError, match="inside"):
        _ask(data, export=tmp_path / "one", without=tmp_path / "one" / "two")
    _ask(data, receipt=tmp_path / "receipt")
    with pytest.raises(UsageError, match="receipt already"):
        _ask(data, receipt=tmp_path / "receipt")
    assert (tmp_path / "full" / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("erase", ["records", "values"])
def test_an_interrupted_copy_goes_on(data: Path, tmp_path: Path, erase: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _ask(data, without=tmp_path / "whole", erase=erase)
    finish, calls = Path.replace, []

    def tired(self: Path, target: Any) -> Path:
        if self.name.endswith(".part") and (tmp_path / "copy") in self.parents:
            calls.append(target)
            if len(calls) == 4:
                raise KeyboardInterrupt
        return finish(self, target)

    monkeypatch.setattr(Path, "replace", tired)
    with pytest.raises(KeyboardInterrupt):
        _ask(data, without=tmp_path / "copy", erase=erase)
    assert (tmp_path / "copy" / JOURNAL).is_file()
    assert _canaries((tmp_path / "copy" / JOURNAL).read_bytes()) == set()
    again = _ask(data, without=tmp_path / "copy", erase=erase)
    assert again.resumed
    assert _rows(tmp_path / "copy") == _rows(tmp_path / "whole")
    assert again.after is not None
    assert whole.after is not None
    assert again.after.dataset_sha256 == whole.after.dataset_sha256
    assert again.erased == whole.erased


def test_who_is_looked_for_comes_from_lines_too() -> None:
    text = "# request 12\nname: Weber, Anna\n\nemail: a@b.example\nbirth: 29.02.1980\n"
    assert person_of(read_values(text)).known == {"name": 1, "email": 1, "birth": 1}


@pytest.mark.parametrize(
    ("kind", "value"),
    [("name", "Dr."), ("email", "anna"), ("phone", "123"), ("id", "77"), ("birth", "gestern"), ("birth", "2024-13-40")],
)
def test_a_value_that_cannot_be_looked_for_is_refused_and_not_quoted(kind: str, value: str) -> None:
    with pytest.raises(UsageError) as caught:
        person_of([(kind, value)])
    assert value not in caught.value.message + caught.value.hint


def test_a_bad_line_is_told_by_its_number() -> None:
    with pytest.raises(UsageError, match="line 2") as caught:
        list(read_values("name: Anna Weber\nGeheim\n"))
    assert "Geheim" not in caught.value.message


def test_nobody_and_nothing(data: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing to look for"):
        person_of([])
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToScan):
        _ask(tmp_path / "empty")
