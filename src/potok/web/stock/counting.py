"""Stock-taking: opened in a panel, counted on a page of its own; corrections of one lot."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from potok.errors import InvalidDataError, Problem
from potok.operations.orders.errors import UnknownLotError
from potok.operations.people.acting import require
from potok.operations.stores import counting
from potok.operations.stores.reads.lots import lot_rows
from potok.operations.stores.reads.papers import paper_card
from potok.operations.warehouse.places import WAREHOUSES
from potok.web import formats
from potok.web.components import marks
from potok.web.components.fields import NumberField
from potok.web.components.parts import Crumb, Hint
from potok.web.listing.panels import Done, Panel, command_panel, fresh_key, run_once
from potok.web.shell.person import actor
from potok.web.stock.forms import ReasonForm, reason_field
from potok.web.stock.words import lot_link


class StartForm(forms.Form):
    """What is counted."""

    place = forms.ChoiceField(label="Склад", choices=[(place, place) for place in WAREHOUSES])
    items = forms.CharField(
        label="Позиции",
        required=False,
        max_length=2000,
        help_text="Коды через запятую; пусто — все партии склада",
    )
    note = forms.CharField(label="Основание", max_length=250, required=False)


class CorrectForm(forms.Form):
    """What a lot really holds, and why."""

    qty = NumberField(label="На самом деле", min_value=Decimal(0), max_digits=18, decimal_places=3)
    reason = reason_field()


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Open a count."""

    def act(values: dict[str, Any]) -> Done:
        items = [code.strip() for code in values["items"].split(",") if code.strip()]
        paper = counting.start_count(actor(request), place=values["place"], items=items, note=values["note"])
        return Done(
            f"Инвентаризация {paper.number} открыта", href=reverse("stock:count", args=[paper.number])
        )

    return command_panel(
        request,
        right="count_stock",
        panel=Panel("Инвентаризация", "Открыть", icon="clipboard-list"),
        form=StartForm,
        act=act,
    )


@require_GET
def count(request: HttpRequest, number: str) -> HttpResponse:
    """The page of a count: every lot with what the books say and what was found."""
    require(actor(request), "read_stock")
    card = paper_card(number)
    counted = sum(line.qty is not None for line in card.lines)
    differing = sum(bool(line.difference) for line in card.lines)
    context = {
        "title": f"Инвентаризация {number}",
        "nav": "stock",
        "crumbs": [Crumb("Складские документы", reverse("stock:papers"))],
        "card": card,
        "head": card.head,
        "state": marks.state_pill("paper", card.head.state),
        "lines": [(lot_link(line.lot), line) for line in card.lines],
        "counted": counted,
        "differing": differing,
        "open": card.head.state == "draft" and actor(request).may("count_stock"),
        "once": fresh_key(),
        "hints": [
            Hint(("Tab",), "следующая партия"),
            Hint(("Ctrl", "S"), "сохранить"),
            Hint(("Ctrl", "↵"), "провести"),
        ],
    }
    return render(request, "potok/stock/count.html", context)


@require_POST
def save(request: HttpRequest, number: str) -> HttpResponse:
    """Write down what was found so far; the page comes anew."""

    def act() -> Done:
        found = _typed(request, number)
        counting.enter_count(actor(request), number=number, found=found)
        return Done(f"Сохранено: {formats.counted(len(found), 'партия', 'партии', 'партий')}")

    return run_once(request, "count_stock", act)


@require_http_methods(["GET", "POST"])
def post(request: HttpRequest, number: str) -> HttpResponse:
    """Make what was found the stock."""
    card = paper_card(number)
    differing = sum(bool(line.difference) for line in card.lines)

    def act(values: dict[str, Any]) -> Done:
        result = counting.post_count(actor(request), number=number, reason=values["reason"])
        return Done(_told(f"{number} проведена", result), warns=bool(result.waiting or result.stopped))

    form = ReasonForm if differing else _NoReasonForm
    over = f"{number} · расхождений: {differing}" if differing else f"{number} · расхождений нет"
    return command_panel(
        request,
        right="count_stock",
        panel=Panel("Провести инвентаризацию", "Провести", over),
        form=form,
        act=act,
    )


@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, number: str) -> HttpResponse:
    """Give up a count."""

    def act(values: dict[str, Any]) -> Done:
        counting.drop_count(actor(request), number=number, reason=values["reason"])
        return Done(f"{number}: инвентаризация отменена")

    return command_panel(
        request,
        right="count_stock",
        panel=Panel("Отменить инвентаризацию", "Отменить инвентаризацию", number, "x", danger=True),
        form=ReasonForm,
        act=act,
    )


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Set a lot to what it really holds."""
    row = lot_rows([code]).get(code)
    if row is None:
        raise UnknownLotError(lot=code)

    def act(values: dict[str, Any]) -> Done:
        result = counting.correct_lot(actor(request), lot=code, qty=values["qty"], reason=values["reason"])
        return Done(_told(f"{code}: остаток исправлен", result), warns=bool(result.waiting or result.stopped))

    over = f"{code} · {row.item} · по учёту {formats.quantity(row.qty, row.unit)}"
    return command_panel(
        request,
        right="correct_stock",
        panel=Panel("Исправить остаток", "Исправить", over, "pencil"),
        form=CorrectForm,
        act=act,
        initial={"qty": row.qty},
    )


class _NoReasonForm(forms.Form):
    """Nothing differs, so nothing is to be explained."""

    reason = reason_field("Примечание", required=False)


def _told(words: str, result: counting.Counted) -> str:
    parts = [words]
    if result.kept:
        parts.append(f"другие партии: {', '.join(result.kept)}")
    if result.waiting:
        parts.append(f"в ожидание: {', '.join(result.waiting)}")
    if result.stopped:
        parts.append(f"остановлены: {', '.join(result.stopped)}")
    return "; ".join(parts)


def _typed(request: HttpRequest, number: str) -> dict[str, Decimal]:
    """Quantities of the lots that hold something in the form."""
    field = NumberField(max_digits=18, decimal_places=3)
    found: dict[str, Decimal] = {}
    faults = []
    for lot, text in zip(request.POST.getlist("lot"), request.POST.getlist("qty"), strict=False):
        if not text.strip():
            continue
        try:
            found[lot] = field.clean(text)
        except forms.ValidationError:
            faults.append(Problem(f"Инвентаризация {number}, партия {lot}", None, "qty", text, "число"))
    if faults:
        raise InvalidDataError(faults)
    return found
