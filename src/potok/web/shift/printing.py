"""The shift task on paper and as a workbook."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from potok.documents.forms.shift_task import (
    TaskLine,
    TaskMaterialLine,
    TaskPaper,
    shift_task_pdf,
    shift_task_workbook,
)
from potok.operations.catalog.clock import local, now
from potok.operations.people.acting import require
from potok.operations.planning.reads.versions import current_plan
from potok.operations.shopfloor.errors import NoShiftError
from potok.operations.shopfloor.reads.shift_task import TaskRow, shift_task
from potok.operations.shopfloor.reads.task_materials import task_materials
from potok.web import formats
from potok.web.components.downloads import XLSX, attachment, shown
from potok.web.shell.person import actor
from potok.web.shell.plant import plant_of
from potok.web.shift.places import chosen_shift, chosen_workshop, shift_query


@require_GET
def printed(request: HttpRequest) -> HttpResponse:
    """The task as PDF, to be looked at and printed."""
    paper = _paper(request)
    return shown(shift_task_pdf(paper), name=f"Сменное задание {paper.number}")


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
    if task is None or shift is None:
        raise NoShiftError(
            workshop=place.code, date=request.GET.get("date", ""), shift_no=request.GET.get("shift", "")
        )
    plan = current_plan()
    address = reverse("shift:list") + shift_query(place.code, shift)
    return TaskPaper(
        company=plant_of(request).name,
        workshop=place.name,
        number=f"{place.code}-{shift.date:%d.%m.%Y}/{shift.shift_no}",
        date=shift.date,
        shift_no=shift.shift_no,
        start_at=shift.start_at,
        finish_at=shift.finish_at,
        plan=f"план версии {plan.number}, отпечаток {plan.fingerprint}" if plan else "",
        url=request.build_absolute_uri(address),
        printed_at=local(now()),
        lines=[_line(row) for row in task.rows],
        materials=[
            TaskMaterialLine(
                part.item,
                part.name,
                part.lot or "нет в резерве",
                formats.quantity(part.qty, part.unit, 0 if part.unit == "pcs" else 1),
            )
            for part in task_materials(task)
        ],
        head=person.name if place.id in person.workshops else "",
    )


def _line(row: TaskRow) -> TaskLine:
    minutes = Decimal((row.finish_at - row.start_at).total_seconds()) / 60
    crew = row.pace.people if row.pace and row.pace.people else 1
    return TaskLine(
        machine=row.machine_name,
        order_no=row.order_no,
        product=row.product_name,
        operation=f"{row.op_no} {row.op_name}",
        qty_pcs=row.qty_pcs,
        hours=minutes * crew / 60,
        start_at=row.start_at,
        finish_at=row.finish_at,
        people=", ".join(row.people),
    )
