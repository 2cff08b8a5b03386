"""Posting periods and the lists of reasons: what the economist and the administrator keep for the shops."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from potok.operations.people.acting import require
from potok.operations.shopfloor.reads import lists
from potok.operations.shopfloor.reads.lists import PeriodRow
from potok.operations.shopfloor.services.periods import close_period, reopen_period
from potok.operations.shopfloor.services.reasons import write_reason
from potok.operations.shopfloor.states import REASON_KINDS
from potok.web.listing.panels import Done, Panel, command_panel
from potok.web.shell.person import actor

_FORM = ["GET", "POST"]
_KINDS = dict(REASON_KINDS)


class CloseForm(forms.Form):
    """A note on the closing."""

    reason = forms.CharField(label="Примечание", max_length=250, required=False)


class ReopenForm(forms.Form):
    """Why the month is opened again."""

    reason = forms.CharField(label="Причина", max_length=250)


class NewReasonForm(forms.Form):
    """A reason that the shops may choose."""

    kind = forms.ChoiceField(label="Список", choices=REASON_KINDS)
    code = forms.SlugField(label="Код", max_length=40, help_text="латиницей, дальше не меняется")
    name = forms.CharField(label="Название", max_length=120)


class ReasonForm(forms.Form):
    """Name of a reason and whether it is still offered."""

    name = forms.CharField(label="Название", max_length=120)
    is_active = forms.BooleanField(label="Предлагать цехам", required=False)


@require_GET
def periods(request: HttpRequest) -> HttpResponse:
    """Months with what waits in them, newest first."""
    person = actor(request)
    require(person, "read_shop")
    context = {
        "title": "Периоды",
        "nav": "periods",
        "rows": lists.periods(),
        "may_close": person.may("close_period"),
        "may_reopen": person.may("reopen_period"),
    }
    return render(request, "potok/tech_cards/periods.html", context)


@require_http_methods(_FORM)
def close(request: HttpRequest, month: str) -> HttpResponse:
    """Close a month for postings."""
    row = _period(month)

    def act(values: dict[str, Any]) -> Done:
        close_period(actor(request), month=row.month, reason=values["reason"])
        return Done(f"Период «{row.name}» закрыт: карты и документы складов в нём не проводятся.")

    panel = Panel("Закрыть период", "Закрыть", row.name, "lock", danger=True)
    return command_panel(request, right="close_period", panel=panel, form=CloseForm, act=act)


@require_http_methods(_FORM)
def reopen(request: HttpRequest, month: str) -> HttpResponse:
    """Open a closed month again."""
    row = _period(month)

    def act(values: dict[str, Any]) -> Done:
        reopen_period(actor(request), month=row.month, reason=values["reason"])
        return Done(f"Период «{row.name}» открыт.", warns=True)

    panel = Panel("Открыть период", "Открыть", row.name, "lock-open")
    return command_panel(request, right="reopen_period", panel=panel, form=ReopenForm, act=act)


@require_GET
def reasons(request: HttpRequest) -> HttpResponse:
    """All lists of reasons, also what is not offered any more."""
    person = actor(request)
    require(person, "read_shop")
    listed = lists.reasons(all_of_them=True)
    context = {
        "title": "Причины цехов",
        "nav": "settings",
        "groups": [(title, [row for row in listed if row.kind == kind]) for kind, title in REASON_KINDS],
        "may_change": person.may("change_reasons"),
    }
    return render(request, "potok/tech_cards/reasons.html", context)


@require_http_methods(_FORM)
def new_reason(request: HttpRequest) -> HttpResponse:
    """Add a reason."""

    def act(values: dict[str, Any]) -> Done:
        write_reason(actor(request), **values)
        return Done(f"Причина «{values['name']}» добавлена.")

    panel = Panel("Новая причина", "Добавить", icon="plus")
    return command_panel(request, right="change_reasons", panel=panel, form=NewReasonForm, act=act)


@require_http_methods(_FORM)
def reason(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Rename a reason or take it out of the choice; reports that name it keep it."""
    found = next(
        (row for row in lists.reasons(all_of_them=True) if (row.kind, row.code) == (kind, code)), None
    )
    if found is None:
        raise Http404(f"Причины {code} нет в списке.")

    def act(values: dict[str, Any]) -> Done:
        write_reason(actor(request), kind=kind, code=code, **values)
        return Done(f"Причина «{values['name']}» записана.")

    return command_panel(
        request,
        right="change_reasons",
        panel=Panel("Причина", "Сохранить", f"{_KINDS[kind]} · {code}", "save"),
        form=ReasonForm,
        act=act,
        initial={"name": found.name, "is_active": found.is_active},
    )


def _period(month: str) -> PeriodRow:
    try:
        first = dt.date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Http404(f"Месяц «{month}» не понят: нужно ГГГГ-ММ.") from None
    found = next((row for row in lists.periods() if row.month == first), None)
    if found is None:
        raise Http404("В этом месяце нет карт.")
    return found
