"""Papers of the warehouses and limit cards on their primary forms."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from potok.api.fields import Code, Line, OrderNo
from potok.api.files import PDF, PrintFormat, printed
from potok.api.section import Section
from potok.documents.papers.own_templates import template_of
from potok.documents.papers.paper import Form, Paper
from potok.documents.papers.printing import paper_pdf
from potok.documents.papers.workbook import paper_workbook
from potok.operations.people.acting import Actor
from potok.operations.stores.reads.prints import limit_card, printed_paper

section = Section("Складские документы")


@section.download(
    "/papers/{number}/print", right="read_stock", media_type=PDF, summary="Печатная форма документа"
)
def print_paper(_: Actor, number: Line, format: PrintFormat = PrintFormat.PDF) -> HttpResponse:  # noqa: A002 - name of the parameter in the address
    """М-11, М-4 or МХ-18, as the kind of the paper asks: PDF or XLSX."""
    return _file(*printed_paper(number), format)


@section.download(
    "/limit-cards/{order_no}/{item}/print",
    right="read_stock",
    media_type=PDF,
    summary="Лимитно-заборная карта М-8",
)
def print_limit_card(
    _: Actor,
    order_no: OrderNo,
    item: Code,
    format: PrintFormat = PrintFormat.PDF,  # noqa: A002 - name of the parameter in the address
) -> HttpResponse:
    """The limit card of one material of an order: PDF or XLSX."""
    return _file(*limit_card(order_no, item), format)


def _file(form: Form, paper: Paper, kind: PrintFormat) -> HttpResponse:
    template = template_of(form, settings.POTOK_TEMPLATES)
    return printed(
        kind,
        name=f"{form.code} {paper.number}",
        pdf=lambda: paper_pdf(paper, form, template=template),
        xlsx=lambda: paper_workbook(paper, form),
    )
