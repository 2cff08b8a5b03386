from __future__ import annotations

from collections.abc import Mapping

import pytest

from potok.learning.errors import UnknownQuizError
from potok.learning.quiz.model import Question
from potok.learning.quiz.scoring import QUIZZES, quiz, score
from potok.methods import calculate, method_ids

QUESTIONS = [(number, question) for number, questions in enumerate(QUIZZES, 1) for question in questions]
#: Catalogue 95.8, plain questions only; letters of the book are those of the options.
KEY = {
    1: "аабгагбаа",
    2: "б?баабаа",
    3: "ввбаааабаг",
    4: "аваабаабаа",
}


def by_key(number: int) -> list[Mapping[str, str]]:
    return [question.key for question in quiz(number)]


def test_the_test_has_four_variants_of_ten_questions() -> None:
    assert [len(questions) for questions in QUIZZES] == [10, 10, 10, 10]


@pytest.mark.parametrize(("number", "question"), QUESTIONS)
def test_every_answer_of_the_key_is_an_option(number: int, question: Question) -> None:
    for key in (question.key, *question.also):
        assert set(key) == set(question.fields)
        if question.options:
            assert all(set(letters) <= set(question.options) for letters in key.values())
    assert question.why.endswith(".")


def test_every_link_leads_to_a_method() -> None:
    assert {question.method for _, question in QUESTIONS if question.method} <= set(method_ids())


def test_the_key_agrees_with_the_catalogue() -> None:
    found = {number: [question.key.get("", "?") for question in quiz(number)] for number in range(1, 5)}
    assert "".join(found[1][:9]) == KEY[1]
    assert quiz(1)[9].key == {"capital": "1", "current": "2"}
    assert [*found[2][:6], *found[2][7:]] == ["б", "?", "б", "а", "а", "б", "а", "а", "а"]
    assert found[2][6] == "аб"
    assert "".join(found[3]) == KEY[3]
    assert found[4] == ["а", "в", "а", "а", "б", "а", "абв", "б", "а", "а"]


def test_computed_answers_of_the_key_are_those_of_the_methods() -> None:
    operations = [{"name": str(time), "time_min": time, "workplaces": 1} for time in (8, 6, 12)]
    cycle = calculate(
        "cycle.duration", {"batch_size_pcs": 4, "transfer_batch_pcs": 1, "operations": operations}
    ).result
    assert quiz(1)[2].options["б"] == f"{cycle['sequential_min']:.0f} мин"
    assert quiz(2)[2].options["б"] == f"{cycle['parallel_min']:.0f} мин"


def test_all_answers_of_the_key_give_full_marks() -> None:
    for number in range(1, 5):
        result = score(number, by_key(number))
        assert (result.right, result.mark) == (10, "отлично")


def test_an_open_question_accepts_the_other_answer_and_says_so() -> None:
    answers = by_key(2)
    answers[4] = {"": "б"}
    marked = score(2, answers).answers[4]
    assert marked.right
    assert marked.by_exception


def test_no_answers_are_wrong_answers() -> None:
    result = score(1, [])
    assert (result.right, result.mark) == (0, "неудовлетворительно")


def test_a_half_answered_question_does_not_count() -> None:
    answers = by_key(1)
    answers[9] = {"capital": "1"}
    assert score(1, answers).right == 9


def test_letters_in_any_order_and_case_are_the_same_answer() -> None:
    answers = by_key(4)
    answers[6] = {"": "В, а, б"}
    assert score(4, answers).answers[6].right


@pytest.mark.parametrize("number", [0, 5])
def test_an_unknown_variant_of_the_test_is_refused(number: int) -> None:
    with pytest.raises(UnknownQuizError):
        quiz(number)
