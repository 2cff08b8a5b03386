from pathlib import Path

import pytest

from builders.pdfs import text_of_pdf
from potok.documents.learning.sheets import answers_pdf, variants_pdf
from potok.learning.answers import own_answers
from potok.learning.own.making import make_group, themes
from potok.notes.render.numbers import number_text


def text_of(content: bytes, folder: Path) -> str:
    """Words of a PDF without blanks, whichever kind they are."""
    return "".join(text_of_pdf(content, folder).split())


def test_students_get_condition_data_and_empty_answers(tmp_path: Path) -> None:
    variants = make_group("transport.vehicles", 1, 3)
    text = text_of(variants_pdf(variants, group="ТМ-31"), tmp_path)
    assert "ГруппаТМ-31" in text
    assert all(f"Вариант{variant.seed}." in text for variant in variants)
    assert "370" in text
    assert "Автомашинаперевозитвсутки" in text


def test_the_sheet_of_students_does_not_tell_the_answers(tmp_path: Path) -> None:
    variants = make_group("energy.steam", 1, 2)
    told, teacher = variants_pdf(variants), answers_pdf(variants)
    numbers = [number_text(answer.number) for variant in variants for answer in own_answers(variant)]
    answers = ["".join(number.split()) for number in numbers]
    students, teachers = text_of(told, tmp_path), text_of(teacher, tmp_path)
    assert not any(answer in students for answer in answers)
    assert all(answer in teachers for answer in answers)


@pytest.mark.parametrize("name", themes())
def test_every_theme_prints(name: str) -> None:
    variants = make_group(name, 3, 2)
    assert variants_pdf(variants).startswith(b"%PDF-")
    assert answers_pdf(variants).startswith(b"%PDF-")
