"""Commands of purchasing on the pull table: move a receipt, answer signals."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from potok.errors import InvalidDataError, Problem
from potok.operations.orders.services.receipts import redate_receipt
from potok.operations.purchasing.services.signals import acknowledge_signal, close_signal, order_signal
from potok.web import formats
from potok.web.pull_table.what_if import RedateForm, movable_rows
from potok.web.shell.person import actor


@require_POST
def redate(request: HttpRequest) -> HttpResponse:
    """Give a receipt another expected date; the page comes anew with what moved."""
    rows = movable_rows(request)
    form = RedateForm(request.POST, rows=rows)
    if not form.is_valid():
        raise InvalidDataError(
            Problem("Перенос прихода", None, field, request.POST.get(field), str(error))
            for field, errors in form.errors.items()
            for error in errors
        )
    code = form.cleaned_data["receipt"]
    found = redate_receipt(
        actor(request),
        receipt=code,
        expected_date=form.cleaned_data["date"],
        reason=form.cleaned_data["reason"],
        expected_version=form.cleaned_data["version"],
    )
    dates = f"{formats.short_date(found.before)} → {formats.date(found.after)}"
    moved = formats.counted(len(found.changes), "заказ сдвинулся", "заказа сдвинулись", "заказов сдвинулось")
    return _anew(request, f"{code}: {dates}, {moved}")


@require_POST
def acknowledge(request: HttpRequest) -> HttpResponse:
    """Purchasing has seen the signals of the selection, all or none."""
    numbers = request.POST.getlist("key")
    with transaction.atomic():
        for number in numbers:
            acknowledge_signal(actor(request), number=number)
    return _anew(request, f"Принято: {formats.counted(len(numbers), 'сигнал', 'сигнала', 'сигналов')}")


@require_POST
def answer_ordered(request: HttpRequest, number: str) -> HttpResponse:
    """The material of a signal is ordered: by which receipt."""
    receipt = request.POST.get("receipt", "")
    order_signal(actor(request), number=number, receipt=receipt)
    return _anew(request, f"{number}: заказано, приход {receipt}")


@require_POST
def close(request: HttpRequest, number: str) -> HttpResponse:
    """Close a signal with a reason."""
    close_signal(actor(request), number=number, answer=request.POST.get("reason", ""))
    return _anew(request, f"{number}: закрыт")


def _anew(request: HttpRequest, words: str) -> HttpResponse:
    """Load the page again, since figures, counts and lists may all have changed; it says what was done."""
    messages.success(request, words)
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})
