"""The shift task on paper and as a workbook."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from potok.documents.forms.shift_task import TaskPaper, shift_task_pdf, shift_task_workbook
from potok.documents.papers.own_templates import template_of
from potok.documents.papers.paper import SHIFT_TASK
from potok.operations.people.acting import require
from potok.operations.shopfloor.errors import NoShiftError
from potok.operations.shopfloor.reads.papers import task_paper
from potok.operations.shopfloor.reads.shift_task import shift_task
from potok.web.components.downloads import XLSX, attachment, shown
from potok.web.shell.person import actor
from potok.web.shift.places import chosen_shift, chosen_workshop, shift_query


@require_GET
def printed(request: HttpRequest) -> HttpResponse:
    """The task as PDF, to be looked at and printed."""
    paper = _paper(request)
    template = template_of(SHIFT_TASK, settings.POTOK_TEMPLATES)
    return shown(shift_task_pdf(paper, template=template), name=f"Сменное задание {paper.number}")


@require_GET
def workbook(request: HttpRequest) -> HttpResponse:
    """The task as XLSX."""
    paper = _paper(request)
    content = shift_task_workbook(paper)
    return attachment(content, name=f"Сменное задание {paper.workshop}", ending="xlsx", media_type=XLSX)


def _paper(request: HttpRequest) -> TaskPaper:
    person = actor(request)
    require(person, "read_shop")
    place = chosen_workshop(person, request.GET)
    shift = chosen_shift(place.code, request.GET)
    task = shift_task(place.code, shift.date, shift.shift_no) if shift else None
    if task is None:
        raise NoShiftError(
            workshop=place.code, date=request.GET.get("date", ""), shift_no=request.GET.get("shift", "")
        )
    page = reverse("shift:list") + shift_query(task.workshop, task.shift)
    return task_paper(task, reader=person, url=request.build_absolute_uri(page))
