"""A technological card on paper and as a workbook."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from potok.documents.forms.tech_card import CardPaper, tech_card_pdf, tech_card_workbook
from potok.documents.papers.own_templates import template_of
from potok.documents.papers.paper import TECH_CARD
from potok.operations.people.acting import require
from potok.operations.shopfloor.reads.papers import card_paper
from potok.web.components.downloads import XLSX, attachment, shown
from potok.web.shell.person import actor
from potok.web.tech_cards.card import found_card
from potok.web.tech_cards.links import card_url


@require_GET
def printed(request: HttpRequest, number: str) -> HttpResponse:
    """The card as PDF, to be looked at and printed."""
    template = template_of(TECH_CARD, settings.POTOK_TEMPLATES)
    return shown(tech_card_pdf(_paper(request, number), template=template), name=number)


@require_GET
def workbook(request: HttpRequest, number: str) -> HttpResponse:
    """The card as XLSX."""
    content = tech_card_workbook(_paper(request, number))
    return attachment(content, name=number.replace("/", "-"), ending="xlsx", media_type=XLSX)


def _paper(request: HttpRequest, number: str) -> CardPaper:
    require(actor(request), "read_shop")
    card = found_card(number)
    return card_paper(card, url=request.build_absolute_uri(card_url(card.number)))
