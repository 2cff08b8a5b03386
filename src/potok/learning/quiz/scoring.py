"""Variants of the test and the marking of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from potok.learning.errors import UnknownQuizError
from potok.learning.quiz import first, fourth, second, third
from potok.learning.quiz.model import Question

QUIZZES: tuple[tuple[Question, ...], ...] = (
    first.QUESTIONS,
    second.QUESTIONS,
    third.QUESTIONS,
    fourth.QUESTIONS,
)

#: Share of right answers → mark; ours, the source prints no scale.
MARKS = ((0.9, "отлично"), (0.7, "хорошо"), (0.5, "удовлетворительно"), (0.0, "неудовлетворительно"))


@dataclass(frozen=True, slots=True)
class Marked:
    """A question with the answer to it.

    Attributes:
        question: The question.
        given: Answers by field, normalised; empty texts where nothing was answered.
        right: Whether it counts.
        by_exception: Whether another answer than that of the key was accepted.
    """

    question: Question
    given: Mapping[str, str]
    right: bool
    by_exception: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Result of a test."""

    number: int
    answers: tuple[Marked, ...]

    @property
    def right(self) -> int:
        """How many answers count."""
        return sum(marked.right for marked in self.answers)

    @property
    def mark(self) -> str:
        """The mark in words."""
        share = self.right / len(self.answers)
        return next(name for least, name in MARKS if share >= least)


def quiz(number: int) -> tuple[Question, ...]:
    """Questions of a variant of the test.

    Raises:
        UnknownQuizError: There is no such variant.
    """
    if not 1 <= number <= len(QUIZZES):
        raise UnknownQuizError(number=number, last=len(QUIZZES))
    return QUIZZES[number - 1]


def score(number: int, answers: Sequence[Mapping[str, str]]) -> Score:
    """Mark the answers to a test.

    Args:
        number: Variant of the test.
        answers: One mapping of field → answer for each question; missing ones are wrong.

    Raises:
        UnknownQuizError: There is no such variant.
    """
    questions = quiz(number)
    given = [*answers[: len(questions)], *({} for _ in range(len(questions) - len(answers)))]
    return Score(number, tuple(_marked(*pair) for pair in zip(questions, given, strict=True)))


def _marked(question: Question, answer: Mapping[str, str]) -> Marked:
    given = {name: _plain(answer.get(name, "")) for name in question.fields}
    by_key = given == dict(question.key)
    accepted = any(given == dict(other) for other in question.also)
    return Marked(question, given, by_key or accepted, accepted and not by_key)


def _plain(answer: str) -> str:
    """Letters in the order of the alphabet without blanks, numbers as they are."""
    return (
        "".join(sorted(answer.lower().replace(" ", "").replace(",", ""))) if not answer.isdigit() else answer
    )
