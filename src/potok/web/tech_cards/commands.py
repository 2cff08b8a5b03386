"""Commands on a card: fill in, hand in, return, explain, post, reverse, put aside, begin a new one."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect, reselect, reswap, retarget

from potok.errors import PotokError
from potok.operations.orders.errors import VersionConflictError
from potok.operations.people.acting import require
from potok.operations.shopfloor.reads.card_choices import next_handed_in, orders_for_cards
from potok.operations.shopfloor.services.closing import close_short
from potok.operations.shopfloor.services.drafting import draft_card
from potok.operations.shopfloor.services.filling import explain_card, fill_card, void_card
from potok.operations.shopfloor.services.handing_in import hand_in_card, return_card
from potok.operations.shopfloor.services.posting import post_card
from potok.operations.shopfloor.services.posting_rules import Wishes
from potok.operations.shopfloor.services.reversal import reverse_card
from potok.web import formats
from potok.web.components.toasts import toast
from potok.web.shell.person import actor
from potok.web.tech_cards.card import card_context, found_card
from potok.web.tech_cards.conflicts import conflict_fields
from potok.web.tech_cards.forms import NewCardForm, ReasonForm, ShortForm
from potok.web.tech_cards.given import GivenCard
from potok.web.tech_cards.links import card_url


@require_POST
def save(request: HttpRequest, number: str) -> HttpResponse:
    """Write the figures of a draft; norms follow."""

    def act() -> HttpResponse:
        given = GivenCard(found_card(number), request.POST).fill()
        fill_card(actor(request), number=number, given=given, expected_version=_version(request))
        return toast(_page(request, number), "Карта сохранена", "Нормы пересчитаны на новый выпуск.")

    return _or_faults(request, number, act)


@require_POST
def hand_in(request: HttpRequest, number: str) -> HttpResponse:
    """Write what is typed and hand the card in; gaps are named and what was typed stays."""

    def act() -> HttpResponse:
        person = actor(request)
        given = GivenCard(found_card(number), request.POST).fill()
        fill_card(person, number=number, given=given, expected_version=_version(request))
        hand_in_card(person, number=number)
        return toast(_page(request, number), f"{number} передана", "Карта ждёт проведения плановиком.")

    return _or_faults(request, number, act)


@require_POST
def explain(request: HttpRequest, number: str) -> HttpResponse:
    """The planner names a reason."""

    def act() -> HttpResponse:
        given = GivenCard(found_card(number), request.POST).explanation()
        explain_card(actor(request), number=number, given=given, expected_version=_version(request))
        return _page(request, number)

    return _or_faults(request, number, act)


@require_POST
def post(request: HttpRequest, number: str) -> HttpResponse:
    """Post the card and open the one that waits next."""

    def act() -> HttpResponse:
        wishes = Wishes(request.POST.get("over_reason", ""), request.POST.get("short_reason", ""))
        done = post_card(actor(request), number=number, wishes=wishes, expected_version=_version(request))
        status = (
            "заказ выполнен"
            if done.status == "done"
            else f"осталось {formats.pieces(done.remaining_pcs)} шт."
        )
        freed = f" Можно запустить: {', '.join(done.freed_for)}." if done.freed_for else ""
        messages.success(request, f"{number} проведена: {done.order_no}, {status}.{freed}")
        following = next_handed_in()
        return HttpResponseClientRedirect(card_url(following) if following else card_url(number))

    return _or_faults(request, number, act)


@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest, number: str) -> HttpResponse:
    """Return the card to its shop, with the reason."""
    return _with_reason(
        request,
        number,
        "return_card",
        lambda reason: return_card(
            actor(request), number=number, reason=reason, expected_version=_version(request)
        ),
    )


@require_http_methods(["GET", "POST"])
def reverse_posting(request: HttpRequest, number: str) -> HttpResponse:
    """Take a posting back, with the reason."""
    return _with_reason(
        request,
        number,
        "reverse_tech_card",
        lambda reason: reverse_card(
            actor(request), number=number, reason=reason, expected_version=_version(request)
        ),
    )


@require_http_methods(["GET", "POST"])
def put_aside(request: HttpRequest, number: str) -> HttpResponse:
    """Void a draft, with the reason."""
    return _with_reason(
        request, number, "fill_card", lambda reason: void_card(actor(request), number=number, reason=reason)
    )


@require_http_methods(["GET", "POST"])
def post_with(request: HttpRequest, number: str, wish: str) -> HttpResponse:
    """The reason for output above the tolerance (`over`) or for closing short (`short`), then the posting."""
    require(actor(request), "post_tech_card")
    form = ReasonForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "card": found_card(number), "wish": wish}
        return render(request, "potok/tech_cards/wish.html", context, status=422 if form.is_bound else 200)
    values = request.POST.copy()
    values[f"{wish}_reason"] = form.cleaned_data["reason"]
    request.POST = values  # type: ignore[assignment]  # a mutable copy of the same query
    return post(request, number)


@require_http_methods(["GET", "POST"])
def close_order_short(request: HttpRequest, number: str) -> HttpResponse:
    """End the order of a posted card short of its volume."""
    require(actor(request), "close_short")
    card = found_card(number)
    form = ShortForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "card": card, "left": card.order_qty_pcs - card.order_done_pcs}
        return render(request, "potok/tech_cards/short.html", context, status=422 if form.is_bound else 200)
    done = close_short(
        actor(request),
        order_no=card.order_no,
        reason=form.cleaned_data["reason"],
        with_remainder=form.cleaned_data["with_remainder"],
    )
    rest = f" Новый заказ на остаток: {done.remainder}." if done.remainder else ""
    messages.success(
        request,
        f"{done.order_no} закрыт с недовыпуском {formats.pieces(done.shortfall_pcs)} шт.{rest}",
    )
    return HttpResponseClientRedirect(card_url(number))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a card for a launched order and open it."""
    person = actor(request)
    require(person, "fill_card")
    waiting = orders_for_cards(workshops=None if person.user_id is None else person.workshops)
    form = NewCardForm(request.POST or None, waiting=waiting)
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "waiting": waiting}
        return render(request, "potok/tech_cards/new.html", context, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    card = draft_card(person, order_no=given["order"], date=given["date"], shift_no=given["shift"])
    return HttpResponseClientRedirect(card_url(card.number))


def _with_reason(request: HttpRequest, number: str, right: str, act: Callable[[str], object]) -> HttpResponse:
    """The dialog that asks for a reason, and the command itself."""
    require(actor(request), right)
    form = ReasonForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        context = {"form": form, "card": found_card(number), "right": right}
        return render(request, "potok/tech_cards/reason.html", context, status=422 if form.is_bound else 200)
    act(form.cleaned_data["reason"])
    return HttpResponseClientRedirect(card_url(number))


def _version(request: HttpRequest) -> int | None:
    """Version that the page was read at; none when the person insists after a conflict."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and not request.POST.get("repeat") else None


def _page(request: HttpRequest, number: str) -> HttpResponse:
    return render(request, "potok/tech_cards/card.html", card_context(request, number))


def _or_faults(request: HttpRequest, number: str, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Act; faults and conflicts come above the form, which keeps everything typed."""
    if request.headers.get("HX-Target") == "dialog-slot":  # an open dialog shows refusals itself
        return act()
    try:
        return act()
    except VersionConflictError as error:
        context = {
            "message": error.message,
            "fields": conflict_fields(found_card(number), request.POST),
            "take_url": card_url(number),
            "again_url": request.path,
        }
        answer = render(request, "potok/tech_cards/conflict.html", context, status=422)
    except PotokError as error:
        if not error.problems:
            raise
        answer = render(request, "potok/tech_cards/faults.html", {"error": error}, status=422)
    return reselect(reswap(retarget(answer, "#faults"), "innerHTML"), "#faults-body")
