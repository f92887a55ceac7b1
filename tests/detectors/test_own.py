"""The user's own detectors: YAML that is checked and tried, Presidio's registries, code by name, and what is refused."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from auditor.cli import main
from auditor.detectors import own
from auditor.detectors.base import Own, Settings, Text
from auditor.detectors.engine import build
from auditor.detectors.own import OwnDetectors, check_entry_points
from auditor.detectors.own_patterns import load_patterns, validator
from auditor.detectors.own_presidio import load_registry
from auditor.detectors.regex_safety import danger
from auditor.errors import ConfigError
from auditor.model import Span, Tier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.conftest import Project

DOCUMENTED = Path(__file__).resolve().parents[2] / "docs" / "own-detectors.md"
GOOD = """detectors:
  - id: acme.customer
    entity: CUSTOMER_ID
    pattern: 'AC-(?P<value>\\d{8})'
    context: [Customer]
    score: 0.6
    context_score: 0.9
    examples: ["order AC-«79927398»"]
    counterexamples: ["part AC-1234"]
"""


def spans(settings: Own, text: str) -> list[tuple[str, str, float, str]]:
    (found,) = OwnDetectors().configured(Settings(own=settings)).detect([Text(text)])
    return sorted((s.entity, text[s.start : s.end], s.score, s.detector) for s in found)


class TestPatterns:
    def test_a_pattern_with_context(self, project: Project) -> None:
        loaded = Own(patterns=load_patterns([project.write("d/a.yaml", GOOD).parent]))

        assert spans(loaded, "see AC-79927398") == [("CUSTOMER_ID", "79927398", 0.6, "own.acme.customer")]
        assert spans(loaded, "customer AC-79927398") == [("CUSTOMER_ID", "79927398", 0.9, "own.acme.customer")]
        assert pickle.loads(pickle.dumps(loaded)) == loaded

    def test_the_documented_example_works(self, project: Project) -> None:
        blocks = re.findall(r"```yaml\n(# detectors/.*?)```", DOCUMENTED.read_text(encoding="utf-8"), re.DOTALL)
        assert blocks
        for block in blocks:
            assert load_patterns([project.write("a.yaml", block)])

    @pytest.mark.parametrize(
        ("old", "new", "line", "problem"),
        [
            ("entity: CUSTOMER_ID", "entity: CUSTOMER_IDS", 3, "no category holds this entity"),
            ("score: 0.6", "score: 6", 6, "score takes a number"),
            ("score: 0.6", "skore: 0.6", 6, "unknown key skore"),
            ("id: acme.customer", "id: 'Acme Customer'", 2, "an id has small letters"),
            ("    entity: CUSTOMER_ID\n", "", 2, "entity is missing"),
            ("«79927398»", "«7992739»", 8, "does not find what this example marks"),
            ("«79927398»", "79927398", 8, "marks nothing"),
            ("part AC-1234", "part AC-12345678", 9, "finds something in this counterexample"),
            ("(?P<value>\\d{8})", "(\\d+)+x", 4, "a repeat without end"),
            ("(?P<value>\\d{8})", "(", 4, "no regular expression"),
            ("context: [Customer]", "context: Customer", 5, "context takes a list of texts"),
            ("context: [Customer]", "validator: nonsense", 5, "no such check"),
            ("context: [Customer]", "validator: stdnum:os", 5, "no such check"),
            ("context: [Customer]", "category: special.health", 5, "belongs to the category"),
            ("context: [Customer]", "needs_context: sometimes", 5, "takes true or false"),
        ],
    )
    def test_a_problem_has_file_and_line(self, project: Project, old: str, new: str, line: int, problem: str) -> None:
        assert old in GOOD
        file = project.write("a.yaml", GOOD.replace(old, new))

        with pytest.raises(ConfigError, match=rf"a\.yaml:{line}: .*{problem}"):
            load_patterns([file])

    @pytest.mark.parametrize("text", ["[]", "detectors: 1", "detectors: []\nmore: 1"])
    def test_what_is_no_file_of_detectors(self, project: Project, text: str) -> None:
        with pytest.raises(ConfigError, match="not a file of detectors"):
            load_patterns([project.write("a.yaml", text)])

    def test_twins_and_missing_files(self, project: Project) -> None:
        one, two = project.write("a.yaml", GOOD), project.write("b.yaml", GOOD)

        with pytest.raises(ConfigError, match="stands twice"):
            load_patterns([one, two])
        with pytest.raises(ConfigError, match="no such file"):
            load_patterns([Path("none.yaml")])

    @pytest.mark.parametrize(
        ("name", "good", "bad"),
        [
            ("luhn", "79927398713", "79927398710"),
            ("stdnum:de.idnr", "36574261809", "36574261890"),
            ("varied_digits", "123", "111"),
        ],
    )
    def test_checks_by_name(self, name: str, good: str, bad: str) -> None:
        check = validator(name)

        assert check is not None
        assert (check(good), check(bad)) == (True, False)


class TestSafety:
    @pytest.mark.parametrize(
        "pattern",
        [
            r"(a+)+b",
            r"(?:\w+\s?)+:",
            r"(x+x+)+y",
            r"(a|a)*b",
            r"(\w|\d)+!",
            r"(a)\1",
            r"a*",
            r"\s+$",
            r"\d+\d+\d+x",
            r".*,.*,.*;",
        ],
    )
    def test_what_backtracks_is_refused_before_it_hurts(self, pattern: str) -> None:
        assert danger(pattern, 0, ["aab"])

    @pytest.mark.parametrize(
        "pattern", [r"AC-\d{8}", r"\b[A-Z]{2}\d{6}[A-Z]?\b", r"(?:foo|bar)-\w{1,40}", r"(?<!\d)\d{4}(?:-\d{4}){3}"]
    )
    def test_what_is_linear_is_not(self, pattern: str) -> None:
        assert danger(pattern, 0) == ""


REGISTRY = """recognizers:
  - name: BadgeRecognizer
    supported_entity: BADGE
    patterns: [{name: badge, regex: 'BX\\d{5}', score: 0.4}]
    context: [badge]
  - name: Teams
    supported_entity: CUSTOMER_ID
    type: custom
    deny_list: [Bluefin Holdings]
"""


class TestPresidio:
    def test_patterns_and_deny_lists(self, project: Project) -> None:
        loaded = Own(presidio=(load_registry(project.write("r.yaml", REGISTRY), {"BADGE": "EMPLOYEE_ID"}),))

        assert spans(loaded, "badge BX12345 of Bluefin Holdings") == [
            ("CUSTOMER_ID", "Bluefin Holdings", 1.0, "own.presidio.Teams"),
            ("EMPLOYEE_ID", "BX12345", 0.75, "own.presidio.BadgeRecognizer"),
        ]
        assert spans(loaded, "BX12345") == [("EMPLOYEE_ID", "BX12345", 0.4, "own.presidio.BadgeRecognizer")]

    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            ("BX\\d{5}", "(B+)+", "a repeat without end"),
            ("type: custom", "type: predefined", "only custom recognizers"),
            ("supported_entity: BADGE", "supported_entity: QQQ", "no category holds the entity QQQ"),
            ("    deny_list: [Bluefin Holdings]\n", "", "patterns or a deny_list"),
            ("name: badge, ", "", "name, regex and score"),
        ],
    )
    def test_what_is_refused(self, project: Project, old: str, new: str, problem: str) -> None:
        assert old in REGISTRY
        file = project.write("r.yaml", REGISTRY.replace(old, new))

        with pytest.raises(ConfigError, match=rf"r\.yaml:\d+: .*{problem}"):
            load_registry(file, {"BADGE": "EMPLOYEE_ID"})

    def test_no_registry(self, project: Project) -> None:
        with pytest.raises(ConfigError, match="no such file"):
            load_registry(Path("none.yaml"), {})
        with pytest.raises(ConfigError, match="not a file"):
            load_registry(project.write("r.yaml", "a: 1"), {})


class _Finder:
    id, version, tier, entities = "acme.words", "1", Tier.FAST, ("CUSTOMER_ID",)

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        return [[Span(0, 4, "CUSTOMER_ID", 0.9, self.id)] if text.value.startswith("acme") else [] for text in texts]


class _Point:
    name, value, dist = "acme", "acme:DETECTOR", None

    def load(self) -> Any:
        return _Finder()


class TestCode:
    @pytest.fixture
    def _installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(own, "entry_points", lambda group, name="acme": [_Point()] if name == "acme" else [])
        own.installed.cache_clear()

    @pytest.mark.usefixtures("_installed")
    def test_a_named_one_runs(self) -> None:
        assert spans(Own(entry_points=check_entry_points(["acme"])), "acme 1") == [
            ("CUSTOMER_ID", "acme", 0.9, "acme.words")
        ]

    @pytest.mark.usefixtures("_installed")
    def test_an_installed_one_that_is_not_named_does_not(self) -> None:
        assert spans(Own(), "acme 1") == []

    @pytest.mark.usefixtures("_installed")
    def test_a_wrong_name_is_told_with_those_there_are(self) -> None:
        with pytest.raises(ConfigError, match="acmee") as refused:
            check_entry_points(["acmee"])

        assert "acme" in refused.value.hint


def test_a_scan_uses_them_and_its_digest_tells(project: Project) -> None:
    project.write("data/a.txt", "order AC-79927398 for badge BX12345\n")
    project.write("own/a.yaml", GOOD)
    project.write("r.yaml", REGISTRY)
    digests = []
    for declared in (
        "{}\n",
        "detectors: {files: [own], presidio: [{path: r.yaml, entities: {BADGE: EMPLOYEE_ID}}]}\n",
    ):
        project.write("audit.yaml", declared)
        with pytest.raises(SystemExit) as stop:
            main(["scan", "data", "--tier", "fast", "-f", "json", "-o", "out.json", "-q", "--workers", "2"])
        assert not stop.value.code
        document = json.loads(Path("out.json").read_bytes())
        digests.append(document["run"]["detectors_sha256"])

    assert digests[0] != digests[1]
    assert {"CUSTOMER_ID", "EMPLOYEE_ID"} <= set(document["profile"]["entities"])
    assert "79927398" not in Path("out.json").read_text(encoding="utf-8")


def test_nothing_of_its_own_is_nothing(project: Project) -> None:
    (found,) = [d for d in build(Settings(Tier.FAST)).detectors if d.id == "own"]

    assert (found.version, found.entities) == ("1", ())
