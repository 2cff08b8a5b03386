"""Papers of the warehouses on their primary forms, as PDF and XLSX."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from potok.documents.papers import printing
from potok.documents.papers.own_templates import template_of
from potok.documents.papers.paper import Form, Paper
from potok.documents.papers.workbook import paper_workbook
from potok.operations.people.acting import require
from potok.operations.stores.reads.prints import limit_card, printed_paper
from potok.web.components.downloads import XLSX, attachment, shown
from potok.web.shell.person import actor


@require_GET
def paper_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """A paper as PDF, to be looked at and printed."""
    require(actor(request), "read_stock")
    return _pdf(*printed_paper(number))


@require_GET
def paper_xlsx(request: HttpRequest, number: str) -> HttpResponse:
    """A paper as XLSX."""
    require(actor(request), "read_stock")
    return _workbook(*printed_paper(number))


@require_GET
def limit_pdf(request: HttpRequest, order_no: str, item: str) -> HttpResponse:
    """The limit card of one material of an order as PDF."""
    require(actor(request), "read_stock")
    return _pdf(*limit_card(order_no, item))


@require_GET
def limit_xlsx(request: HttpRequest, order_no: str, item: str) -> HttpResponse:
    """The same as XLSX."""
    require(actor(request), "read_stock")
    return _workbook(*limit_card(order_no, item))


def _pdf(form: Form, paper: Paper) -> HttpResponse:
    template = template_of(form, settings.POTOK_TEMPLATES)
    return shown(printing.paper_pdf(paper, form, template=template), name=f"{form.code} {paper.number}")


def _workbook(form: Form, paper: Paper) -> HttpResponse:
    name = f"{form.code} {paper.number}".replace("/", "-")
    return attachment(paper_workbook(paper, form), name=name, ending="xlsx", media_type=XLSX)
