"""Control tasks of the textbook: the list, a task with its data, the check of a student's figures."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from potok.learning.answers import Answer, control_answers
from potok.learning.control.model import Part, Variant
from potok.learning.control.variants import number_by_record_book, variant, variants
from potok.methods import method
from potok.notes.inputs.outline import Outline, outline
from potok.operations.people.acting import require
from potok.web.bench.permalinks import packed
from potok.web.learning.frame import answer_text, checked, tabs
from potok.web.shell.person import actor


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of a task on its page: data in order, figures to find, address of the calculation."""

    title: str
    method_title: str
    href: str
    data: Outline


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """All tasks; the number of a record book leads to the student's own."""
    require(actor(request), "learn")
    book = request.GET.get("book", "").strip()
    if book:
        return redirect("learning:task", number=number_by_record_book(book))
    rows = [(found, [method(part.method).title for part in _methods_of(found)]) for found in variants()]
    context = {"title": "Обучение", "nav": "learning", "tabs": tabs("control"), "rows": rows}
    return render(request, "potok/learning/control.html", context)


@require_GET
def task(request: HttpRequest, number: int) -> HttpResponse:
    """A task: theory questions, condition, data, form for the figures; answers for the teacher."""
    person = actor(request)
    require(person, "learn")
    found = variant(number)
    answers = _all_answers(found)
    context = {
        "title": f"Контрольное задание {number}",
        "nav": "learning",
        "task": found,
        "parts": [_part(part) for part in found.parts],
        "answers": answers,
        "right": [(answer.title, answer_text(answer)) for answer in answers] if person.may("teach") else [],
        "last": len(variants()),
    }
    return render(request, "potok/learning/task.html", context)


@require_POST
def check_task(request: HttpRequest, number: int) -> HttpResponse:
    """Say which figures of a student agree."""
    require(actor(request), "learn")
    return render(
        request,
        "potok/learning/checks.html",
        {"checks": checked(_all_answers(variant(number)), request.POST)},
    )


def _methods_of(found: Variant) -> list[Part]:
    return list({part.method: part for part in found.parts}.values())


def _all_answers(found: Variant) -> list[Answer]:
    """Figures of all parts, told apart by the title of the part."""
    titles = [part.title for part in found.parts] + ["" for _ in found.differences[:1]]
    return [
        Answer(
            f"{answer.title} ({title})" if title else answer.title, answer.number, answer.unit, answer.exact
        )
        for title, answers in zip(titles, control_answers(found), strict=True)
        for answer in answers
    ]


def _part(part: Part) -> PartView:
    chosen = method(part.method)
    note = chosen.run(part.given)
    href = f"{reverse('bench:method', args=[part.method])}?d={packed(part.given)}"
    return PartView(part.title, chosen.title, href, outline(note.inputs, chosen.inputs, part.given))
