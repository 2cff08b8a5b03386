"""When an order could be released: below the form of a new order, and on the card of one outside the plan."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from potok.errors import PotokError
from potok.operations.people.acting import Actor, require
from potok.operations.planning.reads.promises import Asked, promise_asked, promise_of
from potok.operations.planning.reads.why import why_of
from potok.scheduling.promise.engine import Promise
from potok.scheduling.promise.words import promise_sentence
from potok.scheduling.why.late import LateWhy, OrderCannotBeTimedError, OrderNotInPlanError
from potok.scheduling.why.words import head_words, nothing_helps, plan_words, remedy_words, why_sentence
from potok.web.journal.new_order import OrderForm
from potok.web.shell.person import actor


@dataclass(frozen=True, slots=True)
class Told:
    """A promise for a page; without one the reason why there is none."""

    promise: Promise | None
    sentence: str


@require_GET
def promise_new(request: HttpRequest) -> HttpResponse:
    """The promise for what stands in the form of a new order; empty as long as too little does."""
    person = actor(request)
    require(person, "create_order")
    form = OrderForm(request.GET)
    form.is_valid()
    given = form.cleaned_data
    told = None
    if given.get("product") and given.get("qty_pcs") and given.get("due_date"):
        asked = Asked(given["product"], int(given["qty_pcs"]), given["due_date"], given.get("priority", 2))
        told = _told(person, asked)
    return render(request, "potok/journal/promise.html", {"told": told})


@require_GET
def outlook(request: HttpRequest) -> HttpResponse:
    """On the card of `?order=`: why it is released when it is or, outside the plan, when it could be."""
    person, order_no = actor(request), request.GET.get("order", "")
    require(person, "read_plan")
    try:
        why = why_of(person, order_no)
    except OrderNotInPlanError:
        return render(request, "potok/journal/promise.html", {"told": _told(person, order_no)})
    except OrderCannotBeTimedError as error:
        return render(request, "potok/journal/promise.html", {"told": Told(None, error.message)})
    return render(request, "potok/journal/outlook.html", _of_why(why))


def _told(person: Actor, asked: Asked | str) -> Told:
    try:
        promise = promise_of(person, asked) if isinstance(asked, str) else promise_asked(person, asked)
    except PotokError as error:
        return Told(None, error.message)
    return Told(promise, promise_sentence(promise))


def _of_why(why: LateWhy) -> dict[str, object]:
    return {
        "why": why,
        "head": head_words(why),
        "plan_words": plan_words(why),
        "chain": [
            {
                "link": link,
                "machine": why.machines[link.machine_id],
                "start_at": link.shown[0],
                "finish_at": link.shown[1],
                "words": why_sentence(link),
            }
            for link in why.chain
        ],
        "remedies": [remedy_words(remedy, why) for remedy in why.remedies],
        "nothing_helps": nothing_helps(why),
    }
