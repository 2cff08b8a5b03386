"""The test of knowledge: questions, marks, explanations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from potok.learning.quiz.model import Question
from potok.learning.quiz.scoring import QUIZZES, Marked, quiz, score
from potok.methods import method
from potok.operations.people.acting import require
from potok.web.components.parts import Crumb
from potok.web.learning.frame import tabs
from potok.web.shell.person import actor


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The variants of the test."""
    require(actor(request), "learn")
    rows = [
        (number, f"Вариант {number}", [question.text for question in questions[:3]])
        for number, questions in enumerate(QUIZZES, 1)
    ]
    context = {"title": "Обучение", "nav": "learning", "tabs": tabs("quizzes"), "rows": rows}
    return render(request, "potok/learning/quizzes.html", context)


@require_http_methods(["GET", "POST"])
def quiz_page(request: HttpRequest, number: int) -> HttpResponse:
    """The questions, or the marked answers."""
    require(actor(request), "learn")
    questions = quiz(number)
    context: dict[str, Any] = {
        "title": f"Тест, вариант {number}",
        "nav": "learning",
        "crumbs": [Crumb("Тест", reverse("learning:quizzes"))],
        "number": number,
        "questions": list(enumerate(questions, 1)),
    }
    if request.method == "POST":
        result = score(
            number, [_answer(place, question, request.POST) for place, question in context["questions"]]
        )
        context["score"] = result
        context["marked"] = [_shown(place, marked) for place, marked in enumerate(result.answers, 1)]
        return render(request, "potok/learning/quiz_result.html", context)
    return render(request, "potok/learning/quiz.html", context)


def _answer(place: int, question: Question, query: QueryDict) -> dict[str, str]:
    """What a form says to a question; ticked boxes come together."""
    return {name: "".join(query.getlist(f"q{place}-{name}"))[:20].strip() for name in question.fields}


def _shown(place: int, marked: Marked) -> dict[str, object]:
    question = marked.question
    return {
        "place": place,
        "text": question.text,
        "right": marked.right,
        "by_exception": marked.by_exception,
        "given": _words(question, marked.given),
        "key": _words(question, question.key),
        "why": question.why,
        "href": reverse("bench:method", args=[question.method]) if question.method else "",
        "method": method(question.method).title if question.method else "",
    }


def _words(question: Question, answers: Mapping[str, str]) -> list[str]:
    """Answers as texts: the options that were chosen, the number that was typed."""
    told = []
    for name, answer in answers.items():
        label = question.fields[name]
        if question.options:
            words = "; ".join(question.options[letter] for letter in answer if letter in question.options)
        else:
            words = answer
        told.append(f"{label}: {words or '—'}" if label else words or "—")
    return told
