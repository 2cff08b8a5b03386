"""Shift tasks and technological cards on paper: PDF or XLSX, with the QR code of their page.

A card itself is read here too: its address takes whatever the others leave, so it joins the section last.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from potok.api.fields import Code, Day
from potok.api.files import PDF, PrintFormat, printed
from potok.api.section import Absolute
from potok.api.shopfloor import (
    cards,
    posting,  # noqa: F401 - its addresses come before that of a card
    tasks,
)
from potok.api.shopfloor.cards import CardNo, TechCardOut, shown
from potok.api.shopfloor.tasks import ShiftNo, found_task
from potok.documents.forms.shift_task import shift_task_pdf, shift_task_workbook
from potok.documents.forms.tech_card import tech_card_pdf, tech_card_workbook
from potok.documents.papers.own_templates import template_of
from potok.documents.papers.paper import SHIFT_TASK, TECH_CARD
from potok.operations.people.acting import Actor
from potok.operations.shopfloor.reads.card_detail import CardDetail
from potok.operations.shopfloor.reads.papers import card_paper, task_paper


@tasks.section.download(
    "/task/print", right="read_shop", media_type=PDF, summary="Печатная форма сменного задания"
)
def print_task(
    reader: Actor,
    absolute: Absolute,
    workshop: Code,
    date: Day,
    shift_no: ShiftNo,
    format: PrintFormat = PrintFormat.PDF,  # noqa: A002 - name of the parameter in the address
) -> HttpResponse:
    """The sheet of a workshop for one shift."""
    task = found_task(workshop, date, shift_no)
    page = f"{reverse('shift:list')}?workshop={workshop}&date={date:%Y-%m-%d}&shift={shift_no}"
    paper = task_paper(task, reader=reader, url=absolute(page))
    return printed(
        format,
        name=f"Сменное задание {paper.number}",
        pdf=lambda: shift_task_pdf(paper, template=template_of(SHIFT_TASK, settings.POTOK_TEMPLATES)),
        xlsx=lambda: shift_task_workbook(paper),
    )


@cards.section.download(
    "/{path:card}/print", right="read_shop", media_type=PDF, summary="Печатная форма технологической карты"
)
def print_card(
    _: Actor,
    absolute: Absolute,
    card: CardNo,
    format: PrintFormat = PrintFormat.PDF,  # noqa: A002 - name of the parameter in the address
) -> HttpResponse:
    """A card as it is now."""
    found = shown(card)
    paper = card_paper(found, url=absolute(reverse("tech_cards:card", args=[found.number])))
    return printed(
        format,
        name=paper.number,
        pdf=lambda: tech_card_pdf(paper, template=template_of(TECH_CARD, settings.POTOK_TEMPLATES)),
        xlsx=lambda: tech_card_workbook(paper),
    )


@cards.section.read("/{path:card}", right="read_shop", answer=TechCardOut, summary="Технологическая карта")
def read_card(_: Actor, card: CardNo) -> CardDetail:
    """A card with all its lines."""
    return shown(card)
