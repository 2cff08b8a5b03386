"""Learning: control tasks, variants from a seed, answers for teachers, the test."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Field, Schema

from potok.api.fields import Given
from potok.api.section import Section
from potok.documents.learning.sheets import answers_pdf, variants_pdf
from potok.learning.answers import Answer, check, control_answers, own_answers
from potok.learning.control.variants import variant as control_variant
from potok.learning.own.making import LARGEST_SEED, MOST_VARIANTS, make, make_group, themes
from potok.learning.quiz.scoring import quiz, score
from potok.methods import method
from potok.operations.people.acting import Actor

section = Section("Обучение")

Seed = Annotated[int, Field(ge=1, le=LARGEST_SEED)]
Count = Annotated[int, Field(ge=1, le=MOST_VARIANTS)]


class ThemeOut(Schema):
    """A method that variants are made for."""

    method: str
    title: str
    condition: str


class AskedOut(Schema):
    """A figure to find."""

    title: str
    unit: str


class TaskVariantOut(Schema):
    """A variant without its answers."""

    method: str
    seed: int
    condition: str
    given: dict[str, Any]
    asked: list[AskedOut]


class TaskAnswerOut(AskedOut):
    """A figure with its value."""

    value: float


class PartOut(Schema):
    """A calculation of a control task."""

    method: str
    title: str
    given: dict[str, Any]


class TaskOut(Schema):
    """A control task without its answers."""

    number: int
    questions: list[str]
    condition: str
    parts: list[PartOut]
    asked: list[AskedOut]
    remarks: list[str]


class AnswersCheckOut(Schema):
    """A figure of a student: right is null where there was none."""

    title: str
    right: bool | None


class FiguresRequest(Given):
    """Figures of a student in the order of `asked`, null where there is none."""

    figures: list[float | None] = Field(max_length=100)


class QuizAnswers(Given):
    """Answers to a test: a mapping of field to answer for each question."""

    answers: list[dict[str, str]] = Field(max_length=10)


class MarkedOut(Schema):
    """A marked question."""

    text: str
    right: bool
    by_exception: bool
    key: dict[str, str]
    why: str


class ScoreOut(Schema):
    """Result of a test."""

    right: int
    mark: str
    answers: list[MarkedOut]


class QuestionOut(Schema):
    """A question without its key."""

    text: str
    options: dict[str, str]
    fields: dict[str, str]
    several: bool


@section.read("/themes", right="learn", answer=list[ThemeOut], summary="Темы вариантов")
def list_themes(_: Actor) -> list[dict[str, str]]:
    """Methods that variants are made for."""
    return [
        {"method": name, "title": method(name).title, "condition": theme.condition}
        for name, theme in themes().items()
    ]


@section.read("/tasks/{number}", right="learn", answer=TaskOut, summary="Контрольное задание")
def show_task(_: Actor, number: int) -> dict[str, Any]:
    """Questions, condition, data and figures to find."""
    found = control_variant(number)
    return {
        "number": found.number,
        "questions": list(found.questions),
        "condition": found.condition,
        "parts": [{"method": part.method, "title": part.title, "given": part.given} for part in found.parts],
        "asked": _asked([answer for part in control_answers(found) for answer in part]),
        "remarks": list(found.remarks),
    }


@section.read(
    "/variants/{method_id}/{seed}", right="learn", answer=TaskVariantOut, summary="Вариант по номеру"
)
def show_variant(_: Actor, method_id: str, seed: Seed) -> dict[str, Any]:
    """The variant of a seed: always the same data."""
    made = make(method_id, seed)
    return {
        "method": made.method,
        "seed": made.seed,
        "condition": made.condition,
        "given": made.given,
        "asked": _asked(own_answers(made)),
    }


@section.read(
    "/variants/{method_id}/{seed}/answers",
    right="teach",
    answer=list[TaskAnswerOut],
    summary="Ответы варианта",
)
def show_answers(_: Actor, method_id: str, seed: Seed) -> list[dict[str, Any]]:
    """For teachers only."""
    found = own_answers(make(method_id, seed))
    return [{"title": row.title, "unit": row.unit_name, "value": row.number} for row in found]


@section.preview(
    "/variants/{method_id}/{seed}/check",
    right="learn",
    answer=list[AnswersCheckOut],
    summary="Проверить ответы",
)
def check_variant(_: Actor, method_id: str, seed: Seed, payload: FiguresRequest) -> list[dict[str, Any]]:
    """Say which figures agree, without telling the right ones."""
    found = check(own_answers(make(method_id, seed)), payload.figures)
    return [{"title": row.title, "right": row.right} for row in found]


@section.download(
    "/sheets/{method_id}/{seed}", right="learn", media_type="application/pdf", summary="Лист вариантов"
)
def variants_sheet(_: Actor, method_id: str, seed: Seed, count: Count = 25, group: str = "") -> HttpResponse:
    """Variants for a group, without answers."""
    content = variants_pdf(make_group(method_id, seed, count), group=group.replace("\x00", "")[:40])
    return HttpResponse(content, content_type="application/pdf")


@section.download(
    "/sheets/{method_id}/{seed}/answers", right="teach", media_type="application/pdf", summary="Лист ответов"
)
def answers_sheet(_: Actor, method_id: str, seed: Seed, count: Count = 25, group: str = "") -> HttpResponse:
    """Answers to the sheet of the same seed and count."""
    content = answers_pdf(make_group(method_id, seed, count), group=group.replace("\x00", "")[:40])
    return HttpResponse(content, content_type="application/pdf")


@section.read("/quizzes/{number}", right="learn", answer=list[QuestionOut], summary="Вариант теста")
def show_quiz(_: Actor, number: int) -> list[dict[str, Any]]:
    """Questions without the key."""
    return [
        {
            "text": question.text,
            "options": dict(question.options),
            "fields": dict(question.fields),
            "several": question.several,
        }
        for question in quiz(number)
    ]


@section.preview("/quizzes/{number}", right="learn", answer=ScoreOut, summary="Проверить тест")
def mark_quiz(_: Actor, number: int, payload: QuizAnswers) -> dict[str, Any]:
    """Mark the answers and explain them."""
    result = score(number, payload.answers)
    return {
        "right": result.right,
        "mark": result.mark,
        "answers": [
            {
                "text": marked.question.text,
                "right": marked.right,
                "by_exception": marked.by_exception,
                "key": dict(marked.question.key),
                "why": marked.question.why,
            }
            for marked in result.answers
        ],
    }


def _asked(answers: list[Answer] | tuple[Answer, ...]) -> list[dict[str, str]]:
    return [{"title": answer.title, "unit": answer.unit_name} for answer in answers]
