"""Learning: what students see, what only teachers see, the check of figures, the test."""

from __future__ import annotations

import pytest

from builders.pages import Person, sign_in, text_of
from potok.learning.answers import own_answers
from potok.learning.control.variants import variants
from potok.learning.own.making import make, themes
from potok.learning.quiz.scoring import quiz
from potok.notes.render.numbers import number_text

pytestmark = pytest.mark.usefixtures("demo_database")

VARIANT = "/learning/variants/energy.steam/5/"


@pytest.fixture
def student(demo_database: None) -> Person:
    return sign_in("client")


@pytest.fixture
def teacher(demo_database: None) -> Person:
    return sign_in("engineer")


def test_every_control_task_has_its_page(student: Person) -> None:
    listed = student.html("/learning/")
    for task in variants():
        assert f"/learning/tasks/{task.number}/" in listed
        words = text_of(student.html(f"/learning/tasks/{task.number}/"))
        assert text_of(task.condition) in words
        assert all(text_of(remark) in words for remark in task.remarks)


def test_the_record_book_leads_to_the_task(student: Person) -> None:
    assert student.get("/learning/?book=1207").headers["Location"] == "/learning/tasks/7/"
    assert student.get("/learning/?book=abc").status_code == 422


def test_a_task_opens_its_method_with_the_data(student: Person) -> None:
    page = student.html("/learning/tasks/24/")
    word = page.partition("/bench/quality.defects/?d=")[2].partition('"')[0]
    opened = "".join(text_of(student.html(f"/bench/quality.defects/?d={word}")).split())
    assert "990000" in opened


def test_answers_are_seen_by_teachers_only(student: Person, teacher: Person) -> None:
    answer = number_text(own_answers(make("energy.steam", 5))[1].number)
    for path in (VARIANT, "/learning/tasks/20/"):
        assert "Ответы" in teacher.html(path)
        assert "видит только преподаватель" not in student.html(path)
    assert answer in teacher.html(VARIANT)
    assert answer not in student.html(VARIANT)


def test_note_and_answer_sheet_are_refused_to_students(student: Person, teacher: Person) -> None:
    sheet = "/learning/variants/sheet/?method=energy.steam&seed=1&count=2&group=ТМ-31"
    for path in (f"{VARIANT}note/", f"{sheet}&answers=1"):
        assert student.get(path).status_code == 403
        assert teacher.get(path).content.startswith(b"%PDF-")
    assert student.get(sheet).content.startswith(b"%PDF-")


def test_a_student_checks_figures_within_the_tolerance(student: Person) -> None:
    right = own_answers(make("energy.steam", 5))
    figures = {f"figure-{place}": f"{answer.number:.3g}" for place, answer in enumerate(right)}
    words = text_of(student.post(f"{VARIANT}check/", **{**figures, "figure-0": "1"}).content.decode())
    assert words.count("неверно") == 1
    assert words.count("верно") == len(right)


def test_figures_that_are_no_numbers_are_told_all_at_once(student: Person) -> None:
    answer = student.post(f"{VARIANT}check/", **{"figure-0": "много", "figure-1": "1e999"})
    assert answer.status_code == 422
    words = text_of(answer.content.decode())
    assert "много" in words
    assert "1e999" in words


def test_a_figure_may_be_typed_as_people_write_it(student: Person) -> None:
    total = own_answers(make("energy.steam", 5))[1]
    text = f"{total.number:,.2f}".replace(",", " ").replace(".", ",")
    words = text_of(student.post(f"{VARIANT}check/", **{"figure-1": text}).content.decode())
    assert "неверно" not in words


def test_every_theme_has_its_page(teacher: Person) -> None:
    for name in themes():
        assert "Найдите" in teacher.html(f"/learning/variants/{name}/3/")


def test_an_unknown_theme_or_seed_is_told(student: Person) -> None:
    assert student.get("/learning/variants/cycle.nothing/1/").status_code == 404
    assert student.get("/learning/variants/energy.steam/0/").status_code == 422
    assert student.get("/learning/variants/open/?method=energy.steam&seed=0").status_code == 422


def test_a_test_without_mistakes_is_marked_excellent(student: Person) -> None:
    for number in range(1, 5):
        answers: dict[str, object] = {}
        for place, question in enumerate(quiz(number), 1):
            for name, key in question.key.items():
                answers[f"q{place}-{name}"] = list(key) if question.several else key
        page = student.post(f"/learning/quizzes/{number}/", **answers).content.decode()
        assert "10 из 10 · отлично" in text_of(page)


def test_a_wrong_answer_shows_the_right_one_with_its_reason_and_method(student: Person) -> None:
    page = student.post("/learning/quizzes/1/", **{"q3-": "а"}).content.decode()
    words = text_of(page)
    assert "Верно: 104 мин" in words
    assert "Партия передаётся целиком" in words
    assert "cycle.duration" in page
