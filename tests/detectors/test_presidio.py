"""The adapter around presidio-analyzer and spaCy: lazy, offline, silent, and the same whatever the batch."""

from __future__ import annotations

import inspect
import logging
import re
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.detectors import presidio
from auditor.detectors.base import Glance, Text
from auditor.detectors.presidio import ALONE, KEPT, LEFT_OUT, Names, Recognizers, readable, windows
from auditor.detectors.regex_safety import danger
from auditor.detectors.weights import installed
from auditor.model import Part, Tier

LETTER = (
    "Hello, my name is Margaret Whitfield and I live in Portland. Last week I spoke to Dr. Samuel Okafor's assistant "
    "at the Lakeside Clinic about the appointment of 3 March 2021. "
)


def values(text: Text, detector: Names | Recognizers) -> list[tuple[str, str]]:
    return sorted((span.entity, text.value[span.start : span.end]) for span in detector.detect([text])[0])


class TestNames:
    def test_a_letter(self) -> None:
        found = values(Text(LETTER, "en"), Names())

        assert ("PERSON", "Margaret Whitfield") in found
        assert ("PERSON", "Samuel Okafor") in found
        assert ("LOCATION", "Portland") in found
        assert ("DATE_TIME", "3 March 2021") in found

    @pytest.mark.parametrize("language", ["de", "fr", "es", "it", "nl", "pt", "pl", "sv", "ja"])
    def test_other_languages_are_not_read(self, language: str) -> None:
        assert Names().detect([Text(LETTER, language)]) == [[]]

    @pytest.mark.parametrize(
        ("text", "read"),
        [
            (Text("Łukasz Kowalski"), True),
            (Text("Margaret Whitfield", part=Part.KEY), True),
            (Text("margaret", part=Part.PATH), True),
            (Text("42", "en"), False),
            (Text("4111 1111 1111 1111"), False),
            (Text("order shipped"), False),
            (Text("Def Foo " * 60), False),
            (Text("x = 1\n" * 60), False),
            (Text(""), False),
        ],
    )
    def test_texts_of_unknown_language(self, text: Text, read: bool) -> None:
        assert bool(list(readable(text))) is read

    def test_code_is_read_where_a_line_may_hold_a_name(self) -> None:
        text = Text("x = run(y)\n" * 40 + "# Author: Margaret Whitfield\n" + "x = run(y)\n" * 40)

        assert [piece for _, piece in readable(text)] == ["# Author: Margaret Whitfield"]
        assert values(text, Names()) == [("PERSON", "Margaret Whitfield")]

    def test_the_batch_does_not_matter(self) -> None:
        texts = [Text(LETTER[i : i + 40 + 7 * i], "en") for i in range(0, 120, 2)]
        texts += [Text("Jane Miller"), Text("", "en"), Text("Guten Tag, Frau Keller", "de"), Text(LETTER * 9, "en")]
        alone = [Names().detect([text])[0] for text in texts]

        assert Names().detect(texts) == alone
        assert Names().detect(texts[::-1]) == alone[::-1]

    @pytest.mark.slow
    def test_the_faster_product_finds_the_same(self) -> None:
        texts = [Text(LETTER[i : i + 90], "en") for i in range(0, 160, 4)]
        fast = Names().detect(texts)

        for _, pipe in presidio._model().pipeline:
            for node in pipe.model.walk():
                node.ops.use_blis = True
        try:
            slow = Names().detect(texts)
        finally:
            presidio._use_numpy(presidio._model())

        assert fast == slow

    def test_long_text_is_read_in_pieces(self) -> None:
        text = Text("Nothing happened here today.\n" * 1500 + LETTER, "en")

        found = Names().detect([text])[0]

        assert "Margaret Whitfield" in {text.value[span.start : span.end] for span in found}

    def test_models_are_told_without_loading(self) -> None:
        model = installed()

        assert Names().models() == [(model.name, model.version, model.sha256)]


@given(st.text(alphabet="ab .\n", max_size=200), st.integers(2, 40))
def test_windows_are_the_text(text: str, size: int) -> None:
    pieces = list(windows(text, size))

    assert "".join(piece for _, piece in pieces) == text
    assert all(text[offset : offset + len(piece)] == piece for offset, piece in pieces)
    assert all(len(piece) <= size for _, piece in pieces)


#: A sentence for each recognizer that is asked: context, value.
EXAMPLES = {
    "AuAbnRecognizer": ("Our ABN is", "51 824 753 556"),
    "AuAcnRecognizer": ("the ACN", "004 085 616"),
    "AuMedicareRecognizer": ("Medicare card", "2123 45670 1"),
    "CaPostalCodeRecognizer": ("postal code", "K1A 0B1"),
    "CryptoRecognizer": ("send it to", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"),
    "DeFuehrerscheinRecognizer": ("Führerschein Nr.", "BO123456781"),
    "InGstinRecognizer": ("GSTIN", "27AAPFU0939F1ZV"),
    "InVoterRecognizer": ("voter card", "KSD1287349"),
    "ItDriverLicenseRecognizer": ("patente di guida", "AA0123456B"),
    "ItVatCodeRecognizer": ("partita iva", "01333550323"),
    "KrBrnRecognizer": ("사업자등록번호", "120-81-47521"),
    "KrDriverLicenseRecognizer": ("운전면허번호", "11-22-333333-44"),
    "KrFrnRecognizer": ("Foreigner Registration Number", "800101-5678901"),
    "NgNinRecognizer": ("national identity number", "96697807239"),
    "PhTinRecognizer": ("taxpayer id", "334-705-204-000"),
    "PhUmidRecognizer": ("UMID", "0111-1234567-8"),
    "SgUenRecognizer": ("UEN", "202221456R"),
    "ThTninRecognizer": ("Thai ID Number", "1100600444179"),
    "UkDrivingLicenceRecognizer": ("driving licence", "MORGA657054SM9IJ"),
    "UkPostcodeRecognizer": ("postcode", "SW1A 2AA"),
    "UsLicenseRecognizer": ("driver's license", "H1234567"),
    "ZaCompanyRegistrationRecognizer": ("company registration", "2019/123456/07"),
    "ZaIncomeTaxNumberRecognizer": ("income tax", "0123456789"),
    "ZaTrafficRegisterNumberRecognizer": ("traffic register number", "1234567890123"),
    "ZaVatNumberRecognizer": ("VAT number", "4123456789"),
}


class TestRecognizers:
    @pytest.mark.parametrize("name", sorted(KEPT))
    def test_each_finds_its_example_in_context_only(self, name: str) -> None:
        context, value = EXAMPLES[name]
        entity = next(r.supported_entities[0] for n, r, _ in presidio._recognizers() if n == name)

        assert (entity, value) in values(Text(f"{context} {value}."), Recognizers())
        assert (entity, value) in values(Text(value, header=context), Recognizers())
        assert ((entity, value) in values(Text(f"and so {value}."), Recognizers())) is (name in ALONE)

    def test_a_header_is_context(self) -> None:
        assert values(Text("51 824 753 556", header="ABN"), Recognizers()) == [("AU_ABN", "51 824 753 556")]

    def test_short_context_words_are_whole_words(self) -> None:
        assert values(Text("the opinion 12345678901 of"), Recognizers()) == []

    def test_a_wrong_checksum_is_nothing(self) -> None:
        assert values(Text("Our ABN is 51 824 753 557."), Recognizers()) == []

    def test_a_longer_number_is_nothing(self) -> None:
        assert values(Text("Our ABN is x51824753556x."), Recognizers()) == []

    def test_scores(self) -> None:
        spans = Recognizers().detect([Text("; ".join(f"{c} {v}" for c, v in EXAMPLES.values()))])[0]
        lowest = Recognizers().thresholds()

        assert spans
        assert all(lowest[span.entity] <= span.score <= 1 for span in spans)
        assert {span.detector for span in spans} <= {f"presidio.{name}" for name in KEPT}

    def test_every_recognizer_of_presidio_was_decided_on(self) -> None:
        from presidio_analyzer import PatternRecognizer, predefined_recognizers

        offered = dict(inspect.getmembers(predefined_recognizers, inspect.isclass))
        patterns = {name for name, each in offered.items() if issubclass(each, PatternRecognizer)}

        assert patterns <= set(KEPT) | set(LEFT_OUT) <= set(offered)
        assert not set(KEPT) & set(LEFT_OUT)
        assert set(KEPT) >= ALONE

    def test_entities_are_those_of_the_recognizers(self) -> None:
        told = {entity for _, each, _ in presidio._recognizers() for entity in each.supported_entities}

        assert set(Recognizers.entities) == told

    @pytest.mark.parametrize("name", sorted(KEPT))
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def test_the_glance_lets_every_match_through(self, name: str, data: st.DataObject) -> None:
        each: Any = next(r for n, r, _ in presidio._recognizers() if n == name)
        pattern = data.draw(st.sampled_from([p.regex for p in each.patterns]))
        value = data.draw(st.from_regex(re.compile(pattern.replace("(?i)", ""), re.ASCII), fullmatch=True))

        assert Glance.of(Text(value)).digits >= KEPT[name]

    @pytest.mark.slow
    @pytest.mark.parametrize("name", sorted(KEPT))
    def test_no_pattern_that_is_asked_backtracks(self, name: str) -> None:
        each: Any = next(r for n, r, _ in presidio._recognizers() if n == name)

        for pattern in each.patterns:
            assert danger(pattern.regex.replace("(?i)", ""), each.global_regex_flags, ["1A ", "HR ", "A1B 2C3 "]) == ""


class TestHouse:
    def test_members(self) -> None:
        assert [(detector.id, detector.tier) for detector in presidio.DETECTORS] == [
            ("presidio.recognizers", Tier.STANDARD)
        ]
        for detector in (*presidio.DETECTORS, Names()):
            assert set(detector.thresholds()) == set(detector.entities)

    def test_importing_loads_nothing_heavy(self) -> None:
        code = (
            "import sys, auditor.detectors.presidio as p; p.Names().models(); p.DETECTORS[0].thresholds();"
            "print([m for m in ('spacy', 'thinc', 'numpy', 'presidio_analyzer', 'tldextract') if m in sys.modules])"
        )
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

        assert run.stdout.strip() == "[]"

    def test_nothing_asks_the_network(self) -> None:
        code = (
            "import socket\n"
            "def refuse(*a, **k): raise SystemExit('network')\n"
            "socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse\n"
            "from auditor.detectors.base import Text\n"
            "from auditor.detectors.presidio import DETECTORS, Names\n"
            "text = Text('Jane Miller, jane@firm.co.uk, www.firm.co.uk, ABN 51 824 753 556', 'en')\n"
            "print(sum(len(d.detect([text])[0]) for d in (*DETECTORS, Names())))\n"
        )
        run = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)

        assert run.returncode == 0, run.stderr[-300:]
        assert int(run.stdout) >= 2
        assert run.stderr == ""

    def test_the_recognizers_come_without_spacy(self) -> None:
        code = (
            "import sys\n"
            "from auditor.detectors.base import Text\n"
            "from auditor.detectors.presidio import DETECTORS\n"
            "found = DETECTORS[0].detect([Text('ABN 51 824 753 556', 'en')])[0]\n"
            "print(len(found), [name for name in sys.modules if name.partition('.')[0] == 'spacy'])\n"
            "import spacy\n"
            "print(spacy.__version__ > '3')\n"
        )
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

        assert run.stdout.splitlines() == ["1 []", "True"]

    def test_logs_hold_no_text(self) -> None:
        kept: list[logging.LogRecord] = []

        class Keep(logging.Handler):
            def emit(self, record: logging.LogRecord) -> None:
                kept.append(record)

        handler = Keep(0)
        presidio._recognizers()
        loggers = [logging.getLogger(name) for name in ("", "presidio-analyzer", "decision_process", "spacy")]
        for logger in loggers:
            logger.addHandler(handler)
        try:
            for detector in (*presidio.DETECTORS, Names()):
                detector.detect([Text("Zebulon Quackenbush, ABN 51 824 753 556, wallet 1x", "en")])
        finally:
            for logger in loggers:
                logger.removeHandler(handler)

        assert not [record for record in kept if "Quackenbush" in record.getMessage() or "824" in record.getMessage()]
