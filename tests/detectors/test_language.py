"""Languages are told in short texts, and not guessed where there is nothing to tell."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.detectors.language import UNKNOWN, _voices, detect_languages, is_code

SENTENCES = {
    "en": (
        "Could you please send me the invoice again?",
        "My parcel still has not arrived and nobody answers the phone.",
        "I would like to change my delivery address.",
        "The patient reports mild headaches since Tuesday.",
        "Thanks, that solved it!",
        "We met at the office in Boston last week.",
        "How do I reset my password?",
        "Jane Miller lives in Boston.",
        "Order shipped, tracking number to follow soon.",
        "Customer is angry about a late refund.",
        "Write a poem about autumn.",
        "Summarise this article in three bullet points.",
    ),
    "de": (
        "Könnten Sie mir bitte die Rechnung noch einmal schicken?",
        "Mein Paket ist immer noch nicht angekommen.",
        "Ich möchte meine Lieferadresse ändern.",
        "Die Patientin klagt seit Dienstag über Kopfschmerzen.",
        "Vielen Dank, das hat geholfen!",
        "Wir haben uns letzte Woche im Büro getroffen.",
        "Mein Konto ist gesperrt.",
        "Frau Keller wohnt in Hannover.",
        "Bestellung wurde versandt, Nummer folgt.",
        "Wann wird der Techniker kommen?",
        "Der Vertrag endet zum Jahresende.",
        "Sehr geehrte Damen und Herren,",
    ),
    "fr": (
        "Pourriez-vous m'envoyer la facture encore une fois ?",
        "Mon colis n'est toujours pas arrivé.",
        "Je voudrais changer mon adresse de livraison.",
        "La patiente se plaint de maux de tête depuis mardi.",
        "Merci beaucoup, cela fonctionne !",
        "Nous nous sommes vus au bureau la semaine dernière.",
        "Mon compte est bloqué.",
        "Madame Lefort habite à Nantes.",
        "La commande est partie hier.",
        "Quand est-ce que le technicien arrive ?",
        "Le contrat se termine en fin d'année.",
        "Veuillez agréer mes salutations distinguées.",
    ),
    "es": (
        "¿Podría enviarme la factura otra vez?",
        "Mi paquete todavía no ha llegado.",
        "Quisiera cambiar mi dirección de entrega.",
        "La paciente tiene dolor de cabeza desde el martes.",
        "Muchas gracias, ya funciona.",
        "Nos vimos en la oficina la semana pasada.",
        "Mi cuenta está bloqueada.",
        "La señora Ortega vive en Sevilla.",
        "El pedido salió ayer por la tarde.",
        "¿Cuándo llega el técnico?",
        "El contrato termina a fin de año.",
        "Buenos días, tengo un problema con el pago.",
    ),
    "it": (
        "Potrebbe inviarmi di nuovo la fattura?",
        "Il mio pacco non è ancora arrivato.",
        "Vorrei cambiare il mio indirizzo di consegna.",
        "La paziente ha mal di testa da martedì.",
        "Grazie mille, adesso funziona.",
        "Ci siamo visti in ufficio la settimana scorsa.",
        "Il mio conto è bloccato.",
        "La signora Rinaldi abita a Verona.",
        "L'ordine è partito ieri pomeriggio.",
        "Quando arriva il tecnico?",
        "Il contratto finisce alla fine dell'anno.",
        "Buongiorno, ho un problema con il pagamento.",
    ),
    "nl": (
        "Kunt u mij de factuur nog een keer sturen?",
        "Mijn pakket is nog steeds niet aangekomen.",
        "Ik wil graag mijn bezorgadres wijzigen.",
        "De patiënte heeft sinds dinsdag hoofdpijn.",
        "Hartelijk dank, het werkt nu.",
        "Wij hebben elkaar vorige week op kantoor gezien.",
        "Mijn rekening is geblokkeerd.",
        "Mevrouw Jansen woont in Utrecht.",
        "De bestelling is gisteren verzonden.",
        "Wanneer komt de monteur?",
        "Het contract loopt aan het eind van het jaar af.",
        "Goedemorgen, ik heb een probleem met de betaling.",
    ),
    "pt": (
        "Você poderia me enviar a fatura de novo?",
        "A minha encomenda ainda não chegou.",
        "Gostaria de mudar o meu endereço de entrega.",
        "A paciente tem dor de cabeça desde terça-feira.",
        "Muito obrigado, agora funciona.",
        "Nós nos encontramos no escritório na semana passada.",
        "A minha conta está bloqueada.",
        "A senhora Teixeira mora em Braga.",
        "O pedido saiu ontem à tarde.",
        "Quando é que o técnico chega?",
        "O contrato termina no fim do ano.",
        "Bom dia, tenho um problema com o pagamento.",
    ),
    "pl": (
        "Czy może mi pani przesłać fakturę jeszcze raz?",
        "Moja paczka jeszcze nie dotarła.",
        "Chciałbym zmienić adres dostawy.",
        "Pacjentka od wtorku skarży się na ból głowy.",
        "Bardzo dziękuję, już działa.",
        "Widzieliśmy się w biurze w zeszłym tygodniu.",
        "Moje konto jest zablokowane.",
        "Pani Kowalska mieszka w Krakowie.",
        "Zamówienie zostało wysłane wczoraj.",
        "Kiedy przyjedzie technik?",
        "Umowa kończy się pod koniec roku.",
        "Dzień dobry, mam problem z płatnością.",
    ),
    "sv": (
        "Kan du skicka fakturan till mig en gång till?",
        "Mitt paket har fortfarande inte kommit fram.",
        "Jag vill ändra min leveransadress.",
        "Patienten har haft huvudvärk sedan i tisdags.",
        "Tack så mycket, nu fungerar det.",
        "Vi sågs på kontoret förra veckan.",
        "Mitt konto är spärrat.",
        "Fru Lindqvist bor i Uppsala.",
        "Beställningen skickades igår eftermiddag.",
        "När kommer teknikern?",
        "Avtalet löper ut i slutet av året.",
        "God morgon, jag har problem med betalningen.",
    ),
}

CODE = """import os\n\ndef walk(root: str) -> list[str]:\n    found = []\n    for name in os.listdir(root):
        if not name.startswith("_"):\n            found.append(os.path.join(root, name))\n    return found\n"""


@pytest.mark.parametrize("language", SENTENCES)
def test_short_sentences(language: str) -> None:
    answers = detect_languages(SENTENCES[language])

    right = answers.count(language)
    wrong = [s for s, a in zip(SENTENCES[language], answers, strict=True) if a not in (language, UNKNOWN)]
    assert right >= 10
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize("language", SENTENCES)
def test_a_paragraph_is_always_right(language: str) -> None:
    assert detect_languages([" ".join(SENTENCES[language])]) == [language]


@pytest.mark.parametrize(
    "text",
    ["", "   \n", "42", "2026-11-22T10:15:00Z", "4111 1111 1111 1111", "Kim", "ok", "a1b2c3d4e5f6", "!!!", "🙂🙂🙂"],
)
def test_nothing_to_tell(text: str) -> None:
    assert detect_languages([text]) == [UNKNOWN]


@pytest.mark.parametrize("text", [CODE, '{"id": 7, "tags": ["a", "b"], "ok": true}', "<a href='x'><b>hi</b></a>"])
def test_code_and_markup_are_no_language(text: str) -> None:
    assert detect_languages([text]) == [UNKNOWN]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Здравствуйте, моя посылка ещё не пришла, что мне делать?", "ru"),
        ("Добрий день, моя посилка ще не прийшла, що мені робити?", "uk"),
        ("Η παραγγελία μου δεν έχει φτάσει ακόμη.", "el"),
        ("החבילה שלי עדיין לא הגיעה.", "he"),
        ("لم تصل الطرود الخاصة بي حتى الآن، ماذا أفعل؟", "ar"),
        ("मेरा पार्सल अभी तक नहीं आया है।", "hi"),
        ("荷物がまだ届いていません。", "ja"),
        ("我的包裹还没有到。", "zh"),
        ("소포가 아직 도착하지 않았습니다.", "ko"),
        ("พัสดุของฉันยังไม่มาถึง", "th"),
    ],
)
def test_other_scripts(text: str, language: str) -> None:
    assert detect_languages([text]) == [language]


def test_a_foreign_name_does_not_change_the_language() -> None:
    texts = [
        "Please call Mr. Müller and Mrs. Łukasiewicz about the order from 東京 before you leave.",
        "The word λόγος is often used in this book, and it has many meanings.",
    ]

    assert detect_languages(texts) == ["en", "en"]


def test_the_batch_does_not_matter() -> None:
    texts = [sentence for group in SENTENCES.values() for sentence in group] + ["", CODE]
    alone = [detect_languages([text])[0] for text in texts]
    order = list(range(len(texts)))
    random.shuffle(order)

    together = detect_languages([texts[i] for i in order] * 2)

    assert together == [alone[i] for i in order] * 2


def test_broken_text_is_answered() -> None:
    assert detect_languages(["\ud800" * 30, "\x00" * 30, "дом\ud800 " * 9]) != []


@given(
    st.lists(
        st.sampled_from(
            ["The", "und", "LA", "nicht", "x=1;", "(a)", "\x1c", "\x85", "\xa0", "\v", "I'm", "de.", '"et"']
        )
    )
)
def test_texts_in_ascii_are_read_like_others(words: list[str]) -> None:
    """A letter that no language is told by takes the other way, and nothing else differs."""
    text = " ".join(word for word in words if word.isascii())
    other = f"{text} ḷ"
    assert _voices(text) == _voices(other)


@given(st.text("ab{}()[];=<>_\\|\n ", max_size=200))
def test_marks_of_code_are_counted_alike(head: str) -> None:
    assert is_code(head) == is_code(head.replace("a", "é"))
