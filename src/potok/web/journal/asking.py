"""The client department asks the planner for urgency, a change or a cancellation of an order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from potok.operations.orders.services.priority import request_urgency
from potok.operations.orders.services.requests import WISHES, request_change
from potok.operations.people.acting import Actor, require
from potok.web.journal import dialogs
from potok.web.journal.ending import ReasonForm
from potok.web.journal.running import Done, act_once
from potok.web.journal.selection import selected
from potok.web.shell.person import actor


class WishForm(ReasonForm):
    """What is wanted, and why."""

    wish = forms.ChoiceField(label="Что нужно", choices=list(WISHES.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "Что именно и почему"


@require_POST
def ask_urgency(request: HttpRequest) -> HttpResponse:
    """Why the order is urgent."""
    require(actor(request), "request_urgency")
    return dialogs.show(request, "urgency", selected(request).rows[:1], form=ReasonForm())


@require_POST
def urge(request: HttpRequest) -> HttpResponse:
    """Ask the planner for urgency."""

    def tell(person: Actor, number: str, given: Mapping[str, Any]) -> str:
        request_urgency(person, order_no=number, reason=given["reason"])
        return "срочность запрошена"

    return _told(request, ReasonForm(request.POST), tell, dialog="urgency", right="request_urgency")


@require_POST
def ask_change(request: HttpRequest) -> HttpResponse:
    """What should become of the order."""
    require(actor(request), "request_change")
    return dialogs.show(request, "request_change", selected(request).rows[:1], form=WishForm())


@require_POST
def request_it(request: HttpRequest) -> HttpResponse:
    """Ask the planner for a change or a cancellation."""

    def tell(person: Actor, number: str, given: Mapping[str, Any]) -> str:
        request_change(person, order_no=number, wish=given["wish"], reason=given["reason"])
        return "просьба передана"

    return _told(request, WishForm(request.POST), tell, dialog="request_change", right="request_change")


def _told(
    request: HttpRequest,
    form: forms.Form,
    tell: Callable[[Actor, str, Mapping[str, Any]], str],
    *,
    dialog: str,
    right: str,
) -> HttpResponse:
    """Tell the planner what the form says of the order shown, or show the form with its faults."""
    person, rows = actor(request), dialogs.shown_orders(request)
    if not form.is_valid():
        return dialogs.show(request, dialog, rows, form=form, status=422)

    def act() -> Done:
        number = rows[0].order_no
        done = tell(person, number, form.cleaned_data)
        return Done(f"{number}: {done}", "Решит плановик: он получил уведомление")

    return act_once(request, person, right, act)
