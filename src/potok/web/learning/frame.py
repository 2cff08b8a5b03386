"""What all pages of learning share: tabs, figures typed by students."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import QueryDict
from django.urls import reverse

from potok.errors import InvalidDataError, Problem
from potok.learning.answers import Answer, Check, check
from potok.learning.control.variants import variants
from potok.learning.own.making import themes
from potok.learning.quiz.scoring import QUIZZES
from potok.notes.render.numbers import number_text
from potok.web.components.parts import ViewTab

#: Longer texts are no figures.
_LONGEST = 40


def tabs(current: str) -> list[ViewTab]:
    """The three parts of learning."""
    return [
        ViewTab(title, reverse(f"learning:{name}"), str(count), name == current)
        for name, title, count in (
            ("control", "Контрольные задания", len(variants())),
            ("quizzes", "Тест", len(QUIZZES)),
            ("variants", "Свои варианты", len(themes())),
        )
    ]


def checked(answers: Sequence[Answer], query: QueryDict) -> tuple[Check, ...]:
    """Compare the figures of a form with the answers.

    Raises:
        InvalidDataError: Texts that are no numbers; all of them are listed.
    """
    texts = [query.get(f"figure-{place}", "").strip() for place in range(len(answers))]
    given: list[float | None] = []
    problems: list[Problem] = []
    for answer, text in zip(answers, texts, strict=True):
        number = _number(text)
        given.append(number)
        if text and number is None:
            problems.append(Problem("Ответ", None, answer.title, text[:_LONGEST], "число, например 12,5"))
    if problems:
        raise InvalidDataError(problems)
    return check(answers, given)


def _number(text: str) -> float | None:
    """A number as people write it; None when it is empty or none."""
    plain = "".join(text.split()).replace(",", ".").replace("\u2212", "-")
    if len(plain) > _LONGEST or not plain or set(plain) - set("0123456789.-+eE"):
        return None
    try:
        number = float(plain)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def answer_text(answer: Answer) -> str:
    """An answer with its unit."""
    return f"{number_text(answer.number)} {answer.unit_name}".strip()
