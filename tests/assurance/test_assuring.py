"""`audit assure` from end to end: sample, labels, measure, verdict; resumed, extended, shared by two, void elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
import yaml
from click.testing import CliRunner

from auditor.assurance.design import Design
from auditor.assurance.labels import SETTLED
from auditor.assurance.telling import snippet
from auditor.assurance.words import Say, Strand
from auditor.cli import cli
from auditor.config import ScanConfig
from auditor.errors import ConfigError, UsageError
from auditor.measures import FOLDER
from auditor.model import Tier
from auditor.pipeline import scan
from auditor.usecases.assuring import Assurance, AssureConfig, finish, prepare

if TYPE_CHECKING:
    from tests.conftest import Project

CANARY = "ottoline.quarrybank@mail-werk.net"
SECRETLY = "Frau Quarrybank kommt wegen der Knieschmerzen"
DECLARATION = """\
project: {decision_date: 2026-11-20}
jurisdictions: [EU]
options:
  - {id: own, activity: prompting, deployment: self_host_onprem, licence: lic.mistral_apache}
"""


def _data(project: Project, clean: int = 30) -> AssureConfig:
    project.write("data/audit.yaml", DECLARATION)
    rows = [{"messages": [{"role": "user", "content": f"Where is order number {'x' * n}?"}]} for n in range(clean)]
    rows[3] = {"messages": [{"role": "user", "content": SECRETLY}]}
    rows += [{"messages": [{"role": "user", "content": f"write to me: {CANARY}"}]} for _ in range(5)]
    project.write("data/chat.jsonl", b"".join(orjson.dumps(row) + b"\n" for row in rows))
    project.write("data/more/note.txt", "A quiet text.\n" * 3)
    scan_config = ScanConfig((Path("data"),), tier=Tier.FAST, language="en", workers=1, executor="serial")
    return AssureConfig(scan_config, n=1000, findings=3, flagged=2)


def _label(assurance: Assurance, labeller: str = "ada", see: Say = Say.NOTHING, most: int | None = None) -> None:
    """A labeller who sees what is there, or says `see` of the one record with a name in it."""
    deck = assurance.deck(labeller, most)
    while (unit := deck.current) is not None:
        if unit.strand is Strand.FINDING:
            deck.answer(unit.id, Say.RIGHT)
            continue
        text = "".join(piece for passage in assurance.reader(unit).passages for piece, _ in passage.pieces)
        deck.answer(unit.id, see if SECRETLY in text else Say.NOTHING)


def _run(*args: str) -> Any:
    return CliRunner().invoke(cli, ["assure", *args], standalone_mode=False)


def test_the_verdict_changes_by_a_sample_without_a_miss(project: Project) -> None:
    project.write("quiet/audit.yaml", DECLARATION)
    rows = b"".join(b'{"text": "Where is order %s?"}\n' % (b"x" * n) for n in range(9))
    project.write("quiet/chat.jsonl", rows)
    config = AssureConfig(replace(_data(project).scan, paths=(Path("quiet"),)))
    assurance = prepare(config)
    [before] = assurance.audit.document.verdicts
    assert {row.id: row.outcome for row in before.rules}["ASSUR-01-AUDIT-SAMPLE"] == "condition"
    _label(assurance)
    done = finish(assurance)
    [after] = scan(config.scan).document.verdicts
    assert {row.id: row.outcome for row in after.rules}["ASSUR-01-AUDIT-SAMPLE"] == "evidenced"
    assert done.changed == [("own", "permitted_with_conditions", "no_blocking_finding")]
    assert after.verdict == "no_blocking_finding"


def test_labels_bound_what_was_missed(project: Project) -> None:
    config = _data(project)
    before = scan(config.scan).document
    assert "assurance.residual_upper" not in before.profile.assurance
    assurance = prepare(config)
    assert assurance.sample.frame.population(Strand.UNFLAGGED) == 31
    assert len(assurance.sample.frame.units) == 31 + 3 + 2
    _label(assurance)
    done = finish(assurance)
    assert done.path == Path("data") / FOLDER / "assurance.json"
    after = scan(config.scan).document
    assert after.dataset.sha256 == before.dataset.sha256
    assert after.profile.assurance["assurance.residual_upper"] == 0.0
    told = after.profile.assurance["labelled_sample"]
    assert (told["n"], told["labeller"], told["misses"]) == (31, "ada", 0)


def test_a_miss_keeps_the_condition(project: Project) -> None:
    config = _data(project)
    assurance = prepare(config)
    _label(assurance, see=Say.SPECIAL)
    done = finish(assurance)
    assert done.outcome.missed is not None
    assert (done.outcome.missed.misses, done.outcome.missed.special) == (1, 1)
    assert scan(config.scan).document.profile.assurance["assurance.special_residual_upper"] == round(1 / 31, 6)


def test_labelling_goes_on_in_another_sitting_and_nothing_counts_before_the_end(project: Project) -> None:
    config = _data(project)
    first = prepare(config)
    _label(first, most=10)
    assert finish(first).measure is None
    again = prepare(AssureConfig(config.scan))
    assert again.sample.frame.units == first.sample.frame.units
    assert again.deck("ada").labelled == 10
    _label(again)
    assert finish(again).measure is not None


def test_no_text_and_no_place_is_written(project: Project) -> None:
    assurance = prepare(_data(project))
    _label(assurance, see=Say.PERSONAL)
    finish(assurance)
    written = [path for path in (project.root / "data" / FOLDER).rglob("*") if path.is_file()]
    assert len(written) == 3
    for path in written:
        content = path.read_text()
        for word in (CANARY, SECRETLY, "quarrybank", "chat.jsonl", "order number"):
            assert word not in content


def test_a_sample_of_other_data_is_void(project: Project) -> None:
    config = _data(project)
    assurance = prepare(config)
    _label(assurance)
    finish(assurance)
    project.write("data/more/other.txt", "Another quiet text.\n")
    after = scan(config.scan).document
    assert "assurance.residual_upper" not in after.profile.assurance
    with pytest.raises(UsageError, match="other data"):
        prepare(replace(config, at_hand=True))
    fresh = prepare(config)
    assert fresh.spec.id != assurance.spec.id
    assert fresh.deck("ada").labelled == 0


def test_two_labellers_agree_or_settle(project: Project) -> None:
    assurance = prepare(_data(project))
    _label(assurance, "ada")
    _label(assurance, "bo", see=Say.PERSONAL)
    done = finish(assurance)
    assert done.outcome.missed is not None
    assert done.outcome.missed.misses == 1
    assert done.measure is not None
    figures = {figure.name: figure.value for figure in done.measure.figures}
    assert figures["agreement"] == round(35 / 36, 6)
    assert figures["missed.estimated"] == 1.0
    assert done.measure.by == "ada, bo"
    assert any("1 labels differ" in line for line in done.measure.remains)
    _label(assurance, SETTLED, see=Say.NOTHING)
    assert len(assurance.deck(SETTLED).units) == 0
    settled = finish(assurance).outcome.missed
    assert settled is not None
    assert settled.misses == 0


def test_a_sample_is_extended_by_the_same_seed_and_the_look_is_told(project: Project) -> None:
    config = replace(_data(project), n=10)
    small = prepare(config)
    _label(small)
    finish(small)
    large = prepare(replace(config, n=20))
    units = [unit.id for unit in large.sample.frame.of(Strand.UNFLAGGED)]
    assert {unit.id for unit in small.sample.frame.of(Strand.UNFLAGGED)} <= set(units)
    assert large.spec.sizes == (10, 20)
    _label(large)
    done = finish(large)
    assert done.measure is not None
    assert "extended 1 times" in done.measure.design
    assert done.outcome.missed is not None
    assert done.outcome.missed.alpha == 0.025


@pytest.mark.parametrize("by", ["file", "field", "language"])
@pytest.mark.parametrize("equal", [False, True])
def test_strata_are_drawn_and_told(project: Project, by: str, *, equal: bool) -> None:
    config = replace(_data(project), n=12, design=Design(by, equal=equal), findings=0, flagged=0)
    assurance = prepare(config)
    _label(assurance)
    done = finish(assurance)
    missed = done.outcome.missed
    assert missed is not None
    assert missed.upper > 0
    if by != "language":
        assert len(missed.strata) == 2
    assert done.measure is not None
    assert f"stratified by {by}" in done.measure.design
    told = scan(config.scan).document.profile.assurance
    assert told["assurance.residual_upper"] == pytest.approx(missed.upper, abs=1e-6)


def test_what_was_drawn_stands_until_a_new_sample_is_asked_for(project: Project) -> None:
    config = _data(project)
    old = prepare(replace(config, n=5))
    assert prepare(config).spec.sizes == (1000,)
    _label(old, most=1)
    with pytest.raises(UsageError, match="another seed"):
        prepare(replace(config, seed=5))
    with pytest.raises(UsageError, match="1000 records already"):
        prepare(replace(config, n=10))
    with pytest.raises(UsageError, match="needs another seed"):
        prepare(replace(config, new=True))
    new = prepare(replace(config, new=True, seed=5))
    assert new.spec.id != old.spec.id
    assert new.spec.earlier == 1


def test_a_sample_that_can_not_be_drawn_again_is_told(project: Project) -> None:
    config = _data(project)
    prepare(config)
    path = project.root / "data" / FOLDER / "labels" / "sample.json"
    path.write_text(path.read_text().replace('"units_sha256": "', '"units_sha256": "0'))
    with pytest.raises(ConfigError, match="can't be drawn again"):
        prepare(config)


def test_the_snippet_says_the_same_as_the_measure(project: Project) -> None:
    config = _data(project)
    assurance = prepare(config)
    _label(assurance)
    missed = finish(assurance).outcome.missed
    assert missed is not None
    text = snippet(assurance.labelled, missed)
    (project.root / "data" / FOLDER / "assurance.json").unlink()
    project.write("data/audit.yaml", DECLARATION + text)
    told = scan(config.scan).document.profile.assurance
    assert told["assurance.residual_upper"] == 0.0
    assert yaml.safe_load(text)["assurance"]["labelled_sample"]["n"] == 31


# ---------------------------------------------------------------- the command


def test_the_command_wants_to_know_who_labels_and_a_place_to_show_text(project: Project) -> None:
    _data(project)
    assert "who labels" in str(_run("data").exception)
    assert "needs a terminal" in str(_run("data", "--labeller", "ada").exception)
    assert "needs strata" in str(_run("data", "--status", "--equal").exception)
    assert "no sample was drawn" in str(_run("data", "--status", "--tier", "fast", "--workers", "1").exception)
    assert not (project.root / "data" / FOLDER).exists()


def test_the_status_tells_how_far_the_labels_are_and_what_they_say(project: Project) -> None:
    config = _data(project)
    assurance = prepare(config)
    _label(assurance, most=10)
    args = ("data", "--status", "--tier", "fast", "--language", "en", "--workers", "1", "-q")
    begun = _run(*args)
    assert begun.exception is None, begun.output
    assert "no bound yet" in begun.output
    _label(assurance)
    _label(assurance, "bo", see=Say.PERSONAL)
    whole = _run(*args)
    assert whole.exception is None, whole.output
    assert "1 of 31 hold personal data that was missed" in whole.output
    assert "ada and bo: 35 of 36 labels agree" in whole.output
    assert "labelled_sample:" in whole.output
    assert CANARY not in whole.output
