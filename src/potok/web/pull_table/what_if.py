"""«Что, если…»: another date for a receipt, the orders that move, and for purchasing the change itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from potok.operations.orders.reads.receipts import ReceiptFilter, ReceiptRow, receipt_row, receipts_for_export
from potok.operations.orders.reads.what_if import MovedStart, WhatIf, what_if_redated
from potok.web import formats
from potok.web.components.parts import Item
from potok.web.pull_table.links import order_href
from potok.web.shell.person import actor

_MOST_SHOWN = 60


class RedateForm(forms.Form):
    """Another expected date of a receipt, with the reason when it is to be saved."""

    receipt = forms.ChoiceField(label="Приход")
    date = forms.DateField(label="Новая дата", input_formats=["%d.%m.%Y", "%Y-%m-%d"])
    reason = forms.CharField(label="Причина", max_length=250, required=False)
    version = forms.IntegerField(required=False)

    def __init__(self, *args: Any, rows: list[ReceiptRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(row.code, _choice(row)) for row in rows]
        self.fields["receipt"].choices = choices  # type: ignore[attr-defined]  # a choice field has them


@require_GET
def what_if(request: HttpRequest) -> HttpResponse:
    """The panel: which receipt, which date; the answer follows every change."""
    rows = movable_rows(request)
    first = rows[0] if rows else None
    initial = {"receipt": first.code, "date": formats.date(first.expected_date)} if first else {}
    may_move = actor(request).may("redate_receipt")
    context = {
        "title": "Перенести приход" if may_move else "Что, если приход сдвинется",
        "form": RedateForm(rows=rows, initial=initial),
        "first": first,
        "over": f"{first.item_id} · {first.item_name}" if first else request.GET.get("item", ""),
        "item": first.item_id if first else request.GET.get("item", ""),
        "may_move": may_move,
        "may_ask": actor(request).may("raise_signal"),
    }
    context["foot"] = render_to_string("potok/pull_table/what_if_foot.html", context, request)
    return render(request, "potok/pull_table/what_if.html", context)


@require_GET
def what_if_result(request: HttpRequest) -> HttpResponse:
    """Which orders would move; nothing is saved."""
    form = RedateForm(request.GET, rows=movable_rows(request))
    if not form.is_valid():
        return render(request, "potok/pull_table/what_if_result.html", {"errors": form.errors.get("date")})
    answer = what_if_redated(
        actor(request), receipt=form.cleaned_data["receipt"], expected_date=form.cleaned_data["date"]
    )
    return render(request, "potok/pull_table/what_if_result.html", result_context(answer))


def movable_rows(request: HttpRequest) -> list[ReceiptRow]:
    """The receipt of the address, or those of its item, as far as their date may move."""
    given = request.GET or request.POST
    if code := given.get("receipt", ""):
        rows = [receipt_row(code)]
    else:
        rows = receipts_for_export(ReceiptFilter(items=(given.get("item", ""),)))
    return [row for row in rows if row.movable]


def result_context(answer: WhatIf) -> dict[str, Any]:
    """The answer in words: dates of the receipt, figures, orders before → after."""
    return {
        "answer": answer,
        "changed": answer.receipt.expected_date != answer.expected_date,
        "moved": [_item(moved) for moved in answer.moved[:_MOST_SHOWN]],
        "moved_word": formats.plural(
            len(answer.moved), "заказ сдвинется", "заказа сдвинутся", "заказов сдвинутся"
        ),
        "more": max(0, len(answer.moved) - _MOST_SHOWN),
    }


def _item(moved: MovedStart) -> Item:
    change = moved.change
    words = f"{_start(change.before)} → {_start(change.after)}, срок {formats.short_date(moved.due_date)}"
    tone, icon = "", "arrow-right"
    if moved.becomes_late:
        words, tone, icon = f"{words}, начнёт опаздывать", "bad", "triangle-alert"
    elif moved.becomes_timely:
        words, tone, icon = f"{words}, успеет", "done", "check"
    elif change.late_after:
        words, icon = f"{words}, опаздывает и сейчас", "clock"
    return Item(f"{change.order_no} · {moved.product}", icon, words, order_href(change.order_no), tone)


def _start(date: dt.date | None) -> str:
    return "нет даты" if date is None else formats.short_date(date)


def _choice(row: ReceiptRow) -> str:
    quantity = formats.quantity(row.qty, row.unit, None if row.unit == "pcs" else 1)
    return f"{row.code} · {formats.short_date(row.expected_date)} · {quantity}"
