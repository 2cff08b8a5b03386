"""Orders that go: cancelled with a reason, or returned to the client department (T8, T11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from potok.operations.orders.services.cancellation import cancel_order, return_order
from potok.operations.people.acting import require
from potok.web.journal import dialogs
from potok.web.journal.running import act_on_each
from potok.web.journal.selection import read_versions, selected
from potok.web.shell.person import actor


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label="Причина",
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Без причины не записывается"},
    )


@require_POST
def ask_cancel(request: HttpRequest) -> HttpResponse:
    """The question before orders are cancelled."""
    person = actor(request)
    require(person, "cancel_order")
    return dialogs.show(request, "cancel", selected(request).able("cancel", person).rows, form=ReasonForm())


@require_POST
def cancel(request: HttpRequest) -> HttpResponse:
    """Cancel the orders of the dialog, each for itself."""
    return _end(request, "cancel", "cancel_order", "Отменено")


@require_POST
def ask_return(request: HttpRequest) -> HttpResponse:
    """Why the orders go back."""
    person = actor(request)
    require(person, "return_order")
    return dialogs.show(request, "return", selected(request).able("return", person).rows, form=ReasonForm())


@require_POST
def give_back(request: HttpRequest) -> HttpResponse:
    """Return the orders of the dialog to the client department."""
    return _end(request, "return", "return_order", "Возвращено клиентскому отделу")


_VERBS: Mapping[str, Any] = {"cancel_order": cancel_order, "return_order": return_order}


def _end(request: HttpRequest, template: str, command: str, title: str) -> HttpResponse:
    person = actor(request)
    require(person, command)
    form, versions = ReasonForm(request.POST), read_versions(request)
    if not form.is_valid():
        return dialogs.show(request, template, dialogs.shown_orders(request), form=form, status=422)

    def act(number: str) -> object:
        reason = form.cleaned_data["reason"]
        return _VERBS[command](person, order_no=number, reason=reason, expected_version=versions[number])

    return dialogs.or_conflict(
        request,
        lambda: act_on_each(request, person, command, list(versions), act, title=title),
        lambda conflict: dialogs.show(
            request, template, dialogs.shown_orders(request), conflict=conflict, form=form
        ),
    )
