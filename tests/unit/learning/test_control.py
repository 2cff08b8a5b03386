from __future__ import annotations

import pytest

from potok.learning.answers import control_answers
from potok.learning.control.model import Variant
from potok.learning.control.variants import number_by_record_book, variant, variants
from potok.learning.errors import BadRecordBookError, UnknownVariantError

every_variant = pytest.mark.parametrize("task", variants(), ids=lambda task: str(task.number))


def test_there_are_thirty_variants_in_order() -> None:
    assert [task.number for task in variants()] == list(range(1, 31))


@every_variant
def test_a_control_task_computes_and_has_an_answer_for_every_figure(task: Variant) -> None:
    answers = control_answers(task)
    asked = [len(part.asked) for part in task.parts] + ([len(task.differences)] if task.differences else [])
    assert [len(part) for part in answers] == asked
    assert all(answer.title for part in answers for answer in part)


@every_variant
def test_a_control_task_has_its_condition_and_two_theory_questions(task: Variant) -> None:
    assert task.condition.endswith(".")
    assert len(set(task.questions)) == 2
    assert task.parts


def numbers(number: int) -> list[list[float]]:
    return [[round(answer.number, 4) for answer in part] for part in control_answers(variant(number))]


def test_cycles_worked_by_hand() -> None:
    assert numbers(1) == [[35, 21.5, 26]]  # 10·3.5; 3.5 + 9·2; 3.5 + 9·(2 + 1 - 0.5)
    assert numbers(2) == [[68, 38, 44], [32], [12]]  # 17·4; 17 + 3·7; 17 + 3·(5 + 7 - 3); 14 + 3·(5 + 4 - 3)
    assert numbers(4) == [[90, 48, 58]]
    assert numbers(5) == [[930], [780, 16.129]]  # 15.5 h; without 0.5 h of solution 1 and 2 h of washing


def test_lines_worked_by_hand() -> None:
    takt, workplaces, *_ = numbers(9)[0]
    assert takt == pytest.approx(460 / 210, abs=1e-4)
    assert workplaces == 10
    assert numbers(8)[0][0] == pytest.approx((492 - 82) * 0.95 / 760, abs=1e-4)
    assert numbers(7)[0][0] == pytest.approx(46 * 480 / 10400, abs=1e-4)


def test_repairs_worked_by_hand() -> None:
    assert numbers(11)[0][0] == 8760 - 24 - 3 * 8 - 72
    assert numbers(17)[0][0] == pytest.approx(8760 - 504 / 4 - 15 * 72 / 4)
    assert numbers(13)[0] == [20, 20, 101, 141]


def test_defects_and_programme_worked_by_hand() -> None:
    assert numbers(24)[0][:2] == [990_000, 6.25]
    fulfilment, equipment, people = numbers(25)
    assert fulfilment == [102.52, 98.7]
    assert sum(equipment[1:]) == pytest.approx(equipment[0], abs=1e-3)
    assert sum(people[1:]) == pytest.approx(people[0], abs=1e-3)


def test_both_factor_chains_of_variant_25_explain_the_same_change() -> None:
    _, equipment, people = numbers(25)
    assert equipment[0] == pytest.approx(people[0], rel=1e-4)


def test_wrong_units_of_the_book_are_told() -> None:
    assert any("кВт/ч" in remark for remark in variant(21).remarks)
    assert any("м³" in remark for remark in variant(30).remarks)
    assert any("не напечатан" in remark for remark in variant(25).remarks)


@pytest.mark.parametrize(
    ("book", "number"), [("7", 7), ("30", 30), ("31", 1), ("1207", 7), ("120", 10), (" 45 ", 5)]
)
def test_a_record_book_tells_the_variant(book: str, number: int) -> None:
    assert number_by_record_book(book) == number


@pytest.mark.parametrize("book", ["", "0", "-3", "12a", "1.5", "²"])
def test_a_record_book_without_a_number_is_refused(book: str) -> None:
    with pytest.raises(BadRecordBookError):
        number_by_record_book(book)


@pytest.mark.parametrize("number", [0, 31, -1])
def test_an_unknown_variant_is_refused(number: int) -> None:
    with pytest.raises(UnknownVariantError):
        variant(number)
