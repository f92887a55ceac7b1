"""Presidio's recognizers for what own patterns lack, and the English language model, a referee of the tier thorough.

Why it matters: national numbers and licences single a person out. What to do: look at the records, mask the numbers,
or keep the data where it is.

The one adapter around presidio-analyzer and spaCy. Both are imported by the first use, never before. Nothing here
reaches the network: models are files that were verified, the recognizer that asks for a suffix list stays out, and
Presidio's engine, which keeps a log of what it decides about which text, is not used: recognizers are called directly.
"""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from auditor.detectors.base import Glance
from auditor.detectors.ner_filter import DATE, ENTITY, FIRST_NAME, GROUP, LOWER_CASE, ORGANISATION, PLACE, names
from auditor.detectors.presidio_import import recognizers
from auditor.detectors.weights import installed, verified_folder
from auditor.errors import AuditError
from auditor.model import Part, Span, Tier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.detectors.base import Text

# ---------------------------------------------------------------- names by the language model

#: The only parts of the model that are needed: 1.5 times the speed of all of it, with the same entities.
_UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "senter")
#: Documents and characters that go through the model together: more is no faster, and takes memory.
_BATCH, _BATCH_CHARS = 64, 30_000
#: One document of the model. Longer texts are cut where a line, a sentence or a word ends.
_WINDOW = 10_000
#: A cell or label without a telling word may still be a name; a longer text or line of unknown language is not read.
_SHORT = 300
_CAPITALISED = re.compile(r"[^\W\d_a-z][^\W\d_]+")
_NAME_LIKE = re.compile(r"[^\W\d_a-z][^\W\d_]+[ .]{1,2}(?:[^\W\d_]\.? )?[^\W\d_a-z][^\W\d_]+")
_LINE = re.compile(r"[^\r\n]+")


class Names:
    """The English model over English texts, and over short texts that may be a name in any language."""

    id = "spacy.names"
    version = "1"
    tier = Tier.THOROUGH
    entities = tuple(sorted(set(ENTITY.values())))

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """Spans of each text; none where the model does not know the language."""
        pieces = [(i, offset, piece) for i, text in enumerate(texts) for offset, piece in readable(text)]
        raw = read_english([piece for _, _, piece in pieces])
        spans: list[list[Span]] = [[] for _ in texts]
        for (i, offset, piece), found in zip(pieces, raw, strict=True):
            spans[i] += [
                Span(name.start + offset, name.end + offset, name.entity, name.score, self.id)
                for name in names(piece, found)
            ]
        return spans

    def models(self) -> list[tuple[str, str, str]]:
        """Name, version and sha256 of the model, without loading it; empty where none is installed."""
        try:
            model = installed()
        except AuditError:
            return []
        return [(model.name, model.version, model.sha256)]

    def thresholds(self) -> Mapping[str, float]:
        """The lowest score each entity can have."""
        return {
            "PERSON": min(FIRST_NAME, LOWER_CASE),
            "LOCATION": PLACE,
            "NRP": GROUP,
            "DATE_TIME": DATE,
            "ORGANIZATION": ORGANISATION,
        }


def readable(text: Text) -> Iterator[tuple[int, str]]:
    """The pieces of a text that the English model may judge, with their offsets.

    On other languages a quarter of what it calls a person is one. A language is unknown for cells, labels, lists and
    code: of these it reads what is short and has a word that begins with a capital, and single lines that have two.
    """
    if text.language == "en":
        yield from windows(text.value) if any(map(str.isalpha, text.value)) else ()
    elif text.language == "und" and len(text.value) <= _SHORT:
        if text.part is not Part.VALUE or _CAPITALISED.search(text.value):
            yield 0, text.value
    elif text.language == "und":
        for line in _LINE.finditer(text.value):
            if len(line.group()) <= _SHORT and _NAME_LIKE.search(line.group()):
                yield line.start(), line.group()


def windows(text: str, size: int = _WINDOW) -> Iterator[tuple[int, str]]:
    """Pieces of a text with their offsets, none longer than `size`, cut where nothing is torn apart if possible."""
    start = 0
    while len(text) - start > size:
        cut = _cut(text, start, start + size)
        yield start, text[start:cut]
        start = cut
    yield start, text[start:]


def _cut(text: str, start: int, stop: int) -> int:
    half = (start + stop) // 2
    for mark in ("\n", ". ", " "):
        at = text.rfind(mark, half, stop)
        if at >= 0:
            return at + len(mark)
    return stop


def read_english(pieces: Sequence[str]) -> Iterator[list[tuple[int, int, str]]]:
    """Start, end and label of what the model names in each piece."""
    batch: list[str] = []
    chars = 0
    for piece in pieces:
        if len(batch) == _BATCH or (batch and chars + len(piece) > _BATCH_CHARS):
            yield from _read_batch(batch)
            batch, chars = [], 0
        batch.append(piece)
        chars += len(piece)
    if batch:
        yield from _read_batch(batch)


def _read_batch(batch: Sequence[str]) -> list[list[tuple[int, int, str]]]:
    """No document outlives the call."""
    model = _model()
    with model.memory_zone():
        return [
            [(entity.start_char, entity.end_char, entity.label_) for entity in document.ents]
            for document in model.pipe(batch, batch_size=_BATCH, n_process=1)
        ]


@cache
def _model() -> Any:
    folder = verified_folder(installed())
    import spacy

    model = spacy.load(folder, exclude=_UNUSED)
    if not os.environ.get("OPENBLAS_CORETYPE"):
        _use_numpy(model)
    return model


def _use_numpy(model: Any) -> None:
    """Let numpy multiply matrices, not blis: 1.6 times the speed, the same entities.

    Where OPENBLAS_CORETYPE forces the code path of an old processor, it would be slower.
    """
    for _, pipe in model.pipeline:
        for node in pipe.model.walk():
            if hasattr(node.ops, "use_blis"):
                node.ops.use_blis = False


# ---------------------------------------------------------------- Presidio's recognizers

#: A match counts only with one of the recognizer's own context words nearby, or in the header. The shapes are plain
#: digits, and without context they were wrong more often than right; the lowest score that leaves is Presidio's 0.4.
#: The number is how many digits in one run every match has, so that most texts are done at a glance.
KEPT: Mapping[str, int] = {
    "AuAbnRecognizer": 3,
    "AuAcnRecognizer": 3,
    "AuMedicareRecognizer": 5,
    "CaPostalCodeRecognizer": 1,
    "CryptoRecognizer": 1,
    "DeFuehrerscheinRecognizer": 8,
    "InGstinRecognizer": 2,
    "InVoterRecognizer": 7,
    "ItDriverLicenseRecognizer": 1,
    "ItVatCodeRecognizer": 1,
    "KrBrnRecognizer": 10,
    "KrDriverLicenseRecognizer": 12,
    "KrFrnRecognizer": 13,
    "NgNinRecognizer": 11,
    "PhTinRecognizer": 9,
    "PhUmidRecognizer": 12,
    "SgUenRecognizer": 2,
    "ThTninRecognizer": 13,
    "UkDrivingLicenceRecognizer": 1,
    "UkPostcodeRecognizer": 1,
    "UsLicenseRecognizer": 1,
    "ZaCompanyRegistrationRecognizer": 10,
    "ZaIncomeTaxNumberRecognizer": 10,
    "ZaTrafficRegisterNumberRecognizer": 13,
    "ZaVatNumberRecognizer": 10,
}
#: A checksum that hardly any other text passes: no context needed.
ALONE = frozenset(("CryptoRecognizer",))
#: Lowest score after context, where 0.4 lets too much through.
LEAST: Mapping[str, float] = {"CA_POSTAL_CODE": 0.6}
_LEAST = 0.4

_OWN = "an own pattern detector finds the same with the same checksum or a better one, in every tier"
_SLOW = "its pattern takes more than linear time"
_WEAK = "the shape is that of ordinary words and numbers, with context as well"
#: Why each other recognizer is not asked.
LEFT_OUT: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "AbaRoutingRecognizer AuTfnRecognizer CaSinRecognizer CreditCardRecognizer DateRecognizer DeBsnrRecognizer "
            "DeHandelsregisterRecognizer DeHealthInsuranceRecognizer DeIdCardRecognizer DeKfzRecognizer DeLanrRecognizer "
            "DePassportRecognizer DeSocialSecurityRecognizer DeTaxIdRecognizer DeTaxNumberRecognizer DeVatIdRecognizer "
            "EsNieRecognizer EsNifRecognizer EsPassportRecognizer FiPersonalIdentityCodeRecognizer IbanRecognizer "
            "InAadhaarRecognizer InPassportRecognizer IpRecognizer ItFiscalCodeRecognizer ItIdentityCardRecognizer "
            "ItPassportRecognizer KrPassportRecognizer KrRrnRecognizer MacAddressRecognizer MedicalLicenseRecognizer "
            "NgVehicleRegistrationRecognizer NhsRecognizer PhPassportRecognizer PhoneRecognizer PlPeselRecognizer "
            "SeOrganisationsnummerRecognizer SePersonnummerRecognizer SgFinRecognizer TrLicensePlateRecognizer "
            "TrNationalIdRecognizer UkNinoRecognizer UkPassportRecognizer UkVehicleRegistrationRecognizer UsBankRecognizer "
            "UsItinRecognizer UsMbiRecognizer UsNpiRecognizer UsPassportRecognizer UsSsnRecognizer UuidRecognizer "
            "ZaDriverLicenseRecognizer ZaIdNumberRecognizer ZaLicensePlateRecognizer ZaMobileNumberRecognizer "
            "ZaPassportRecognizer ZaTelephoneNumberRecognizer"
        ).split(),
        _OWN,
    ),
    **dict.fromkeys(
        (
            "EmailRecognizer UrlRecognizer InPanRecognizer UsHealthInsuranceMemberIdRecognizer UsClaimNumberRecognizer "
            "UsPrescriptionNumberRecognizer UsPriorAuthorizationNumberRecognizer UsProviderTaxIdRecognizer "
            "UsReferralNumberRecognizer"
        ).split(),
        _SLOW,
    ),
    **dict.fromkeys(("DePlzRecognizer", "InVehicleRegistrationRecognizer"), _WEAK),
}

#: Presidio's own constants of what context is worth.
_CONTEXT_GAIN, _CONTEXT_LEAST = 0.35, 0.4
_BEFORE, _AFTER = 60, 20
#: Shorter context words ("us", "id", "tin") count as whole words only, longer ones also with an ending ("cards").
_WHOLE_WORD = 4


class Recognizers:
    """Presidio's recognizers with their validation and their context words, whatever the language of the text."""

    id = "presidio.recognizers"
    version = "1"
    tier = Tier.STANDARD
    entities = tuple(
        (
            "AU_ABN AU_ACN AU_MEDICARE CA_POSTAL_CODE CRYPTO DE_FUEHRERSCHEIN IN_GSTIN IN_VOTER IT_DRIVER_LICENSE "
            "IT_VAT_CODE KR_BRN KR_DRIVER_LICENSE KR_FRN NG_NIN PH_TIN PH_UMID SG_UEN TH_TNIN UK_DRIVING_LICENCE "
            "UK_POSTCODE US_DRIVER_LICENSE ZA_COMPANY_REGISTRATION ZA_INCOME_TAX_NUMBER ZA_TRAFFIC_REGISTER_NUMBER "
            "ZA_VAT_NUMBER"
        ).split()
    )

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """Spans of each text."""
        return [list(self._one(text, Glance.of(text))) for text in texts]

    def thresholds(self) -> Mapping[str, float]:
        """The lowest score each entity can have."""
        return {entity: LEAST.get(entity, _LEAST) for entity in self.entities}

    def _one(self, text: Text, glance: Glance) -> Iterator[Span]:
        if glance.digits == 0:
            return
        for name, recognizer, words in _recognizers():
            if glance.digits < KEPT[name] or not (name in ALONE or any(word in glance.lowered for word in words)):
                continue
            context = None if name in ALONE else _pattern(words)
            for hit in recognizer.analyze(text.value, recognizer.supported_entities, None):
                span = _weighed(text, hit, context)
                if span is not None:
                    yield span


def _weighed(text: Text, hit: Any, context: re.Pattern[str] | None) -> Span | None:
    """The hit with what its context adds; None where a number goes on beside it or its score stays too low."""
    value, start, end = text.value, hit.start, hit.end
    if value[max(0, start - 1) : start].isalnum() or value[end : end + 1].isalnum():
        return None
    score = hit.score
    if context is not None:
        near = f"{text.header}\n{value[max(0, start - _BEFORE) : start]}\n{value[end : end + _AFTER]}".lower()
        if not context.search(near):
            return None
        score = round(min(1.0, max(score + _CONTEXT_GAIN, _CONTEXT_LEAST)), 2)
    if score < LEAST.get(hit.entity_type, _LEAST):
        return None
    recognizer = hit.recognition_metadata["recognizer_name"]
    return Span(start, end, hit.entity_type, score, f"presidio.{recognizer}")


@cache
def _recognizers() -> tuple[tuple[str, Any, tuple[str, ...]], ...]:
    """Name, recognizer and context words of each, made once per process."""
    predefined = recognizers()
    made = [(name, getattr(predefined, name)()) for name in sorted(KEPT)]
    return tuple((name, each, tuple(sorted({word.lower().strip() for word in each.context}))) for name, each in made)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = (rf"(?<!\w){re.escape(word)}" + (r"(?!\w)" if len(word) < _WHOLE_WORD else "") for word in words)
    return re.compile("|".join(parts))


def weighed(text: Text, hit: Any, context: tuple[str, ...]) -> Span:
    """A hit of a recognizer that the user chose: its own score, and more with one of its context words nearby."""
    score = hit.score
    near = f"{text.header}\n{text.value[max(0, hit.start - _BEFORE) : hit.start]}\n{text.value[hit.end : hit.end + _AFTER]}"
    if context and _pattern(tuple(sorted({word.lower().strip() for word in context}))).search(near.lower()):
        score = min(1.0, max(score + _CONTEXT_GAIN, _CONTEXT_LEAST))
    recognizer = hit.recognition_metadata["recognizer_name"]
    return Span(hit.start, hit.end, hit.entity_type, round(score, 2), f"own.presidio.{recognizer}")


DETECTORS = (Recognizers(),)
