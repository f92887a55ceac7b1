"""Check digits of our own."""

from __future__ import annotations

from auditor.detectors.card import is_card, is_luhn
from auditor.detectors.checks import by_stdnum, has_variety, labels
from auditor.detectors.iban import LENGTHS, is_iban
from auditor.detectors.ids_de import is_card_serial, is_insured_number, is_pension_number


def _flipped(value: str) -> str:
    return value[:-1] + str((int(value[-1]) + 1) % 10)


def test_one_wrong_digit_is_told() -> None:
    for check, value in (
        (is_luhn, "4539578763621486"),
        (is_card, "4539578763621486"),
        (is_iban, "DE02120300000000202051"),
        (is_pension_number, "15070649C103"),
        (is_insured_number, "A123456780"),
        (is_card_serial, "T220001293"),
        (by_stdnum("nl.bsn"), "163764001"),
    ):
        assert check(value)
        assert not check(_flipped(value))


def test_cards_need_an_issuer_a_length_and_usual_groups() -> None:
    assert is_card("3714 496353 98431")
    assert not is_card("1234 5678 9012 3452")
    assert not is_card("4539 57876362 1486")
    assert not is_card("4444444444444448")


def test_ibans_need_their_countrys_length() -> None:
    assert len(LENGTHS) > 80
    assert is_iban("BE71 0961 2345 6769")
    assert not is_iban("BE71 0961 2345 67691")
    assert not is_iban("ZZ71096123456769")


def test_fillers_have_no_variety() -> None:
    assert not has_variety("000-00-0000")
    assert has_variety("512-34-6093")


def test_labels_are_joined_as_people_and_keys_do() -> None:
    assert labels("user", "id") == ("user id", "user_id", "user-id", "userid")
