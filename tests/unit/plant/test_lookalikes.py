"""Codes typed in the wrong alphabet."""

import pytest

from potok.plant.lookalikes import KnownCodes, fold, misspelt_codes, spelling

LATIN_CODES = [f"P{number}" for number in range(101, 121)]


@pytest.mark.parametrize(
    "code", ["P101", "ЗП-0001", "ЗП-0140/1", "ЗП-A1", "Дисольвер", "500", "M-Цех", "ПBX-Ф", "L0001", ""]
)
def test_codes_of_one_alphabet_and_of_words_in_both_are_no_fault(code: str) -> None:
    assert dict(misspelt_codes([code])) == ({} if code != "ПBX-Ф" else {"ПBX-Ф": "ПВХ-Ф"})


@pytest.mark.parametrize(
    ("code", "right"),
    [("ЗP-0001", "ЗР-0001"), ("MК-1", "MK-1"), ("RР01", "RP01"), ("дocка", "доска")],
)
def test_a_word_of_both_alphabets_is_a_fault_when_one_alphabet_would_do(code: str, right: str) -> None:
    assert dict(misspelt_codes([code])) == {code: right}


def test_a_word_that_no_one_alphabet_can_write_is_no_fault() -> None:
    assert not misspelt_codes(["ЦR1"])


def test_a_code_in_the_alphabet_of_few_is_a_fault() -> None:
    assert dict(misspelt_codes([*LATIN_CODES, "Р121"])) == {"Р121": "P121"}
    assert not misspelt_codes(["P101", "P102", "Р201", "Р202"])


def test_two_codes_that_look_the_same_are_a_fault_of_the_rarer_spelling() -> None:
    assert dict(misspelt_codes(["Р1", "Р2", "P2"])) == {"P2": "Р2"}


def test_a_known_code_is_found_by_its_look() -> None:
    codes = KnownCodes(["P101"], forgiven=["M1"])
    assert "P101" in codes
    assert "M1" in codes
    assert "Р101" not in codes
    assert codes.twin("Р101") == "P101"
    assert codes.twin("R101") is None


def test_the_letters_to_change_are_named() -> None:
    assert spelling("PH-1", given="РH-1") == "«PH-1», буквы латиницей «P»"
    assert spelling("ЗП-А", given="ЗП-A") == "«ЗП-А», буквы кириллицей «А»"
    assert fold("РН") == "PH"
