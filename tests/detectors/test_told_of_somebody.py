"""Art. 9 and 10 content told of a third person, in four languages: found, and with the status that the record supports."""

from __future__ import annotations

import pytest

from auditor.detectors.base import Settings
from auditor.detectors.person_cues import tells_of_somebody
from auditor.linking import link
from auditor.model import Field, Record, Status, Tier
from auditor.profile import ShardResult
from auditor.taxonomy import load_taxonomy
from auditor.worker import Sight

_SIGHT = Sight(Settings(tier=Tier.FAST))
_TAXONOMY = load_taxonomy()

TOLD = {
    "POLITICAL_OPINION": """She voted for the Labour Party in May.|He votes Republican every time.|My neighbour supports the AfD.
Er ist Mitglied der SPD.|Sie wählt die Grünen.|Er hat die AfD gewählt.|Sie gehört der SPD an.|Elle a voté pour le Rassemblement National.
Il est membre du Parti socialiste.|Il milite à la France insoumise.|Ella votó al PSOE.|Él es miembro de Vox.|Su jefe milita en el PP.""",
    "TRADE_UNION": """He is a union member at the plant.|She joined Unison in 2019.|Er ist Mitglied der Gewerkschaft.|Sie ist in der Gewerkschaft.
Er ist bei ver.di organisiert.|Die Mitarbeiterin ist IG-Metall-Mitglied.|Il est syndiqué à la CGT.|Elle est adhérente de la CFDT.
Está afiliada a Comisiones Obreras.|Es delegado sindical de la UGT.""",
    "RELIGION": """Tom is a practising Muslim.|Her brother converted to Judaism.|He goes to the mosque every Friday.|She is Jewish.
Sie ist Muslimin.|Frau Kaya trägt ein Kopftuch.|Er ist aus der Kirche ausgetreten.|Monsieur Diallo est musulman pratiquant.|Elle est juive.
Il va à la messe tous les dimanches.|María es católica practicante.|Él es testigo de Jehová.|Mi vecino es musulmán.""",
    "HEALTH": """She has multiple sclerosis.|He was diagnosed with HIV last year.|Er leidet an Multipler Sklerose.|Sie nimmt seit Mai Sertralin.
Elle souffre de dépression.|Il est séropositif.|Él padece esquizofrenia.|Toma antidepresivos desde enero.""",
    "SEXUAL_ORIENTATION": "He is gay.|Er ist schwul.|Il est homosexuel.|Ella es lesbiana.",
    "ETHNIC_ORIGIN": "She is of Nigerian descent.|Er ist türkischer Herkunft.|Elle est d'origine marocaine.|Es de etnia gitana.",
    "CRIMINAL_OFFENCE": """He was convicted of theft in 2015.|Er wurde wegen Betrugs verurteilt.|Il a été condamné pour vol.
Tiene antecedentes penales.""",
}
NOBODY = """The union voted to strike.|Trade unions represent workers.|La CGT a appelé à la grève.|El sindicato convoca una huelga.
Die SPD gewann die Wahl.|Many people voted for the Greens.|The Catholic Church was founded in Rome.|L'islam est une religion.
How do I join a union?|Explain the difference between Republicans and Democrats.|Diabetes is a chronic disease.|Krebs ist eine häufige Krankheit.
Depression is treated with sertraline.|Le cancer est une maladie grave.|La diabetes es una enfermedad crónica.
Theft is punished by up to five years in prison.|Gay marriage was legalised in 2017.|Die Gewerkschaft ruft zum Streik auf."""


def _sentences(lines: str) -> list[str]:
    return [sentence for line in lines.split("\n") for sentence in line.split("|")]


CASES = [(entity, sentence) for entity, lines in TOLD.items() for sentence in _sentences(lines)]


def _statuses(text: str) -> set[tuple[str, Status | None]]:
    record = Record("a", 0, (Field("text", text),))
    (found,) = _SIGHT.detect([record], ShardResult())
    linked = link(record, [spans for _, spans in found], _TAXONOMY, _SIGHT.cues)
    return {(span.entity, span.status) for span in linked.spans[0]}


@pytest.mark.parametrize(("entity", "sentence"), CASES)
def test_what_is_told_of_somebody_unnamed_is_suspected_and_with_an_identifier_confirmed(
    entity: str, sentence: str
) -> None:
    alone = {status for name, status in _statuses(sentence) if name == entity}
    assert alone & {Status.SUSPECTED, Status.CONFIRMED}
    assert (entity, Status.CONFIRMED) in _statuses(f"Contact: anna.berg@hartmann-logistik.de. {sentence}")


@pytest.mark.parametrize("sentence", _sentences(NOBODY))
def test_what_is_told_of_nobody_is_unlinked_or_not_found(sentence: str) -> None:
    assert {status for _, status in _statuses(sentence)} <= {Status.UNLINKED}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Jason «is", True),
        ("[[NAME_1]] «hat", True),
        ("<PERSON> «was", True),
        ("[CITY] «has", False),
        ("Yesterday she «voted", True),
        ("The patient «is", True),
        ("the movement of «Catholic", False),
        ("The Party «joined", False),
        ("", False),
    ],
)
def test_a_subject_is_a_pronoun_a_relation_or_a_name(text: str, told: bool) -> None:
    before = text.partition("«")[0]
    assert tells_of_somebody(text.replace("«", ""), len(before)) is told
