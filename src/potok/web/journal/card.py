"""The card of an order: what it needs and has, when it runs, who did what, what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from potok.operations.catalog.situation import present_situation
from potok.operations.orders.reads import journal
from potok.operations.orders.reads.card import OrderCard, order_card
from potok.operations.orders.reads.component_need import component_need, requirements
from potok.operations.orders.reads.history import history
from potok.operations.orders.reads.journal_neighbours import neighbours
from potok.operations.orders.reads.volumes import volume_options
from potok.operations.people.acting import Actor, require
from potok.web.components.parts import Crumb, Hint
from potok.web.journal import address, card_cover, card_history, card_parts, links, volumes
from potok.web.journal.address import card_href
from potok.web.journal.advice import advice
from potok.web.journal.commands import May, row_commands
from potok.web.shell.person import actor

_GROUPS = (("", "Все"), ("dates", "Даты"), ("volumes", "Объёмы"))
_OPEN = frozenset({"new", "waiting_shortage", "in_production"})


@dataclass(frozen=True, slots=True)
class Step:
    """The filled button of a card: the next step of this role with this order."""

    words: str
    icon: str
    key: str
    shown_key: str
    post: str


@require_GET
def card(request: HttpRequest, order_no: str) -> HttpResponse:
    """The page of an order; `copy` goes to the form of a new order instead."""
    person = actor(request)
    require(person, "read_orders")
    if "copy" in request.GET:
        return redirect(f"{reverse('journal:new')}?copy={order_no}")
    found = order_card(order_no)
    place = address.read(request.GET)
    row = journal.rows_of([order_no])[order_no]
    beside = neighbours(place.given, row)
    entries = history(found.order.pk, order_no)
    context = {
        "title": order_no,
        "nav": "journal",
        "crumbs": [],
        "keep_title": True,
        **_shared(found, person),
        "row": row,
        "lines": card_cover.cover_lines(found),
        "history_url": card_href(order_no, "history"),
        "board_href": links.board(order_no),
        "plan_note": _plan_note(found),
        "before": place.card(beside.before) if beside.before else "",
        "after": place.card(beside.after) if beside.after else "",
        "back": f"{reverse('journal:list')}?{place.text()}" if request.GET else reverse("journal:list"),
        "verbs": row_commands(row, person),
        "step": next_step(found, row_commands(row, person), person),
        "path": card_parts.path(found),
        "dates": card_parts.dates(found),
        "date_reason": card_parts.date_reason(found),
        "documents": card_parts.documents(found),
        "advice": advice(found, person, present_situation().master.holidays),
        "events": card_history.events(entries),
        "groups": _GROUPS,
        "group": "",
        **_volumes(found),
        "hints": _hints(found),
        "hints_end": f"Версия записи {found.order.version}",
    }
    return render(request, "potok/journal/card.html", context)


@require_GET
def look(request: HttpRequest, order_no: str) -> HttpResponse:
    """The order in the side panel of the journal."""
    person = actor(request)
    require(person, "read_orders")
    found = order_card(order_no)
    place = address.read(request.GET)
    context = {
        **_shared(found, person),
        "href": place.card(order_no),
        "advice": advice(found, person, present_situation().master.holidays),
        "short": [line for line in found.components if line.cover != "in_stock"],
        "events": card_history.events(history(found.order.pk, order_no))[:4],
    }
    return render(request, "potok/journal/look.html", context)


@require_GET
def card_history_part(request: HttpRequest, order_no: str) -> HttpResponse:
    """The history with the entries of a group."""
    require(actor(request), "read_orders")
    found = order_card(order_no)
    group = request.GET.get("group", "")
    context = {
        "order": found.order,
        "events": card_history.events(history(found.order.pk, order_no), group=group),
        "groups": _GROUPS,
        "group": group,
        "history_url": card_href(order_no, "history"),
    }
    return render(request, "potok/journal/history.html", context)


@require_GET
def need(request: HttpRequest, order_no: str) -> HttpResponse:
    """The requirement of the order: every component with its formula; `item` answers one as a panel."""
    require(actor(request), "read_orders")
    item = request.GET.get("item", "")
    if item:
        found = component_need(order_no, item)
        waits = found.status == "waiting_shortage"
        context = {
            "need": found,
            "need_over": f"{item}, {found.order_no}",
            "need_decimals": 0 if found.unit == "pcs" else 3,
            "pegs": [(peg, links.receipt(peg.receipt)) for peg in found.pegs],
            "item_href": links.item(item),
            "queue_url": links.page("pull_table:need", order_no, item) if waits else "",
            # Rework takes what came back, not what a recipe limits.
            "limit_href": links.page("stock:limit_pdf", order_no, item) if found.recipe_version else "",
        }
        return render(request, "potok/journal/need_panel.html", context)
    card_found = order_card(order_no)
    context = {
        "title": "Расчёт потребности",
        "nav": "journal",
        "crumbs": [Crumb(order_no, card_href(order_no))],
        "order": card_found.order,
        "needs": requirements(card_found.order),
        "left": card_found.order.qty_pcs - card_found.order.done_pcs,
    }
    return render(request, "potok/journal/need.html", context)


def next_step(found: OrderCard, verbs: tuple[str, ...], person: Actor) -> Step | None:
    """What this role does next with the order; None when nothing."""
    order = found.order
    if found.open_proposal and person.may("answer_proposal"):
        return Step("Ответить", "scale", "Ctrl+Enter", "Ctrl ↵", "ask_answer")
    if order.status == "new" and order.returned_reason and person.may("resubmit_order"):
        return Step("Исправить и подать", "send", "Ctrl+Enter", "Ctrl ↵", "ask_resubmit")
    if "confirm" not in verbs:
        return None
    if order.status == "waiting_shortage" and order.cover != "in_stock":
        return Step("Проверить обеспечение", "refresh-cw", "F5", "F5", "recheck")
    words = "В производство" if order.status == "waiting_shortage" else "Подтвердить"
    return Step(words, "check", "Ctrl+Enter", "Ctrl ↵", "preview_confirm")


def _shared(found: OrderCard, person: Actor) -> dict[str, Any]:
    return {
        "card": found,
        "order": found.order,
        "facts": card_parts.facts(found),
        "may": May(person),
        "is_open": found.order.status in _OPEN,
    }


def _volumes(found: OrderCard) -> dict[str, Any]:
    order = found.order
    if order.status not in _OPEN or order.launch_actual_at is not None:
        return {"options": ()}
    given = volume_options(order.order_no)
    return {
        "options": volumes.options(given, requested=order.qty_requested_pcs),
        "limits": volumes.limits(given),
    }


def _plan_note(found: OrderCard) -> str:
    """Why there are no dates."""
    if found.obstacles:
        codes = ", ".join(line.item for line in found.obstacles)
        return f"даты появятся, когда станет известен приход {codes}"
    if found.order.status == "new":
        return "даты появятся после подтверждения и расчёта плана"
    return "даты появятся после расчёта плана"


def _hints(found: OrderCard) -> list[Hint]:
    step = "в производство, когда обеспечен" if found.order.status == "waiting_shortage" else "следующий шаг"
    return [
        Hint(("Esc",), "к журналу"),
        Hint(("Alt ←", "Alt →"), "соседний заказ"),
        Hint(("Ctrl ↵",), step),
        Hint(("F5",), "проверить обеспечение"),
        Hint(("F9",), "копия"),
        Hint(("Ctrl P",), "печать"),
    ]
