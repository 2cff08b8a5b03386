"""«Спросить»: a planner tells purchasing of a need, with a text (order-workflow 6.4)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from potok.operations.orders.reads.pull_books import PullBooks, load_pull_books
from potok.operations.orders.reads.signals import SignalRow, signals_of
from potok.operations.people.acting import require
from potok.operations.purchasing.services.signals import raise_signal
from potok.plant.model import Unit
from potok.supply.signals import SignalKind
from potok.web import formats
from potok.web.components.fields import NumberField
from potok.web.components.states import SIGNAL
from potok.web.components.toasts import toast
from potok.web.shell.person import actor


class AskForm(forms.Form):
    """What is missing, by when, and what the planner asks."""

    kind = forms.ChoiceField(
        label="О чём", choices=[(kind.value, SIGNAL[kind.value].label) for kind in SignalKind]
    )
    qty = NumberField(label="Не хватает", min_value=Decimal("0.001"), max_digits=18, decimal_places=3)
    need_date = forms.DateField(label="Нужно к", input_formats=["%d.%m.%Y"])
    text = forms.CharField(label="Вопрос закупкам", max_length=250, widget=forms.Textarea(attrs={"rows": 3}))


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The panel with the question; sent, it becomes a signal of the item."""
    require(actor(request), "raise_signal")
    code = (request.POST or request.GET).get("item", "")
    pull = load_pull_books()
    if code not in pull.situation.master.items:
        raise Http404
    if request.method == "POST":
        form = AskForm(request.POST)
        return (
            _send(request, code, form) if form.is_valid() else _panel(request, pull, code, form, status=422)
        )
    return _panel(request, pull, code, AskForm(initial=_suggested(pull, code, signals_of(code))))


def _send(request: HttpRequest, code: str, form: AskForm) -> HttpResponse:
    values = form.cleaned_data
    signal = raise_signal(
        actor(request),
        item=code,
        missing_qty=values["qty"],
        need_date=values["need_date"],
        text=values["text"],
        kind=values["kind"],
    )
    href = reverse("pull_table:signal", args=[signal.number])
    answer = format_html(
        '<p>Закупки увидят вопрос в сигнале <a href="{}" data-panel="{}">{}</a>.</p>',
        href,
        href,
        signal.number,
    )
    return toast(HttpResponse(answer), f"Сигнал {signal.number} отправлен", SIGNAL[signal.kind].label)


def _panel(
    request: HttpRequest, pull: PullBooks, code: str, form: AskForm, *, status: int = 200
) -> HttpResponse:
    item = pull.item(code)
    context: dict[str, Any] = {
        "form": form,
        "item": item,
        "over": f"{item.item_id} · {item.name}",
        "unit": formats.unit_name(item.unit.value),
        "known": signals_of(code),
    }
    template = "potok/pull_table/ask_form.html" if status != 200 else "potok/pull_table/ask.html"
    return HttpResponse(render_to_string(template, context, request), status=status)


def _suggested(pull: PullBooks, code: str, known: list[SignalRow]) -> dict[str, object]:
    """The most pressing signal of the item, else the deepest shortage of its row."""
    if known:
        first = known[0]
        qty, date, kind = first.missing_qty, first.need_date, first.kind
    else:
        qty, date, kind = _deepest(pull, code), None, SignalKind.TOO_LATE.value
    unit_pieces = pull.item(code).unit is Unit.PCS
    return {
        "kind": kind,
        "qty": formats.number(qty, 0 if unit_pieces else None) if qty else "",
        "need_date": formats.date(max(date or pull.today, pull.today)),
    }


def _deepest(pull: PullBooks, code: str) -> Decimal:
    try:
        row = pull.table.row(code)
    except KeyError:
        return Decimal(0)
    return max(Decimal(0), *(cell.shortage for cell in row.cells))
