"""«Заявки и объёмы»: proposals that wait for the client department and orders that came back."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from potok.operations.orders.reads import journal
from potok.operations.orders.reads.client_tasks import (
    client_task_count,
    proposals_to_answer,
    returned_orders,
)
from potok.operations.orders.reads.journal_filter import JournalFilter
from potok.operations.people.acting import require
from potok.operations.people.roles import Role
from potok.web import formats
from potok.web.components.states import ORDER_STATUS
from potok.web.journal.address import card_href
from potok.web.journal.commands import May
from potok.web.journal.listing import shown
from potok.web.shell import navigation, palette
from potok.web.shell.person import actor

_FOUND = 6


@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    """Both lists with what can be done about them."""
    person = actor(request)
    require(person, "read_orders")
    context = {
        "title": "Заявки и объёмы",
        "proposals": proposals_to_answer(),
        "returned": returned_orders(),
        "may": May(person),
    }
    return render(request, "potok/journal/tasks.html", context)


@navigation.counts("journal")
def new_orders(request: HttpRequest) -> navigation.Badge | None:
    """Orders that wait for confirmation; amber for those who confirm."""
    count = journal.counts({"new": JournalFilter(view="new")})["new"]
    if not count.number:
        return None
    return navigation.Badge(shown(count), waiting=Role.PLANNER in actor(request).roles)


@navigation.counts("proposals")
def client_tasks(request: HttpRequest) -> navigation.Badge | None:
    """Tasks of the client department; amber for its own people."""
    count = client_task_count()
    if not count:
        return None
    return navigation.Badge(formats.number(count), waiting=Role.CLIENT_DEPT in actor(request).roles)


@palette.source("Заказы")
def found_orders(request: HttpRequest, text: str) -> Iterable[palette.Hit]:  # noqa: ARG001 - signature of a source
    """Orders by a part of the number, the customer or the product, the newest first."""
    for row in journal.page(JournalFilter(text=text), limit=_FOUND).rows:
        note = f"{formats.customer(row.customer)} · {ORDER_STATUS[row.status].word}"
        title = f"{row.order_no} {row.product_name}"
        yield palette.Hit(title, card_href(row.order_no), note, "layout-list")
