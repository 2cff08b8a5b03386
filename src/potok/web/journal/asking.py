"""The client department asks the planner to change or cancel an order: the dialog and what it sends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from potok.operations.orders.services.requests import WISHES, request_change
from potok.operations.people.acting import require
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
def ask_change(request: HttpRequest) -> HttpResponse:
    """What should become of the order."""
    require(actor(request), "request_change")
    return dialogs.show(request, "request_change", selected(request).rows[:1], form=WishForm())


@require_POST
def request_it(request: HttpRequest) -> HttpResponse:
    """Tell the planner."""
    person, form = actor(request), WishForm(request.POST)
    rows = dialogs.shown_orders(request)
    if not form.is_valid():
        return dialogs.show(request, "request_change", rows, form=form, status=422)

    def act() -> Done:
        given, number = form.cleaned_data, rows[0].order_no
        request_change(person, order_no=number, wish=given["wish"], reason=given["reason"])
        return Done(f"{number}: просьба передана", "Решит плановик: он получил уведомление")

    return act_once(request, person, "request_change", act)
