"""A new order of the client department, empty or as a copy; volumes of a returned order corrected."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.situation import present_situation
from potok.operations.orders.reads.card import OrderCard, order_card
from potok.operations.orders.reads.journal_choices import offered
from potok.operations.orders.reads.products import ProductFacts, find_products, product_facts
from potok.operations.orders.services.cancellation import resubmit_order
from potok.operations.orders.services.creation import (
    NewOrder,
    create_order,
    faults_of_order,
    working_due_date,
)
from potok.operations.orders.states import PRIORITIES
from potok.operations.people.acting import require
from potok.web import formats
from potok.web.components.fields import NumberField
from potok.web.components.parts import Hint
from potok.web.journal import dialogs
from potok.web.journal.address import card_href
from potok.web.journal.conflicts import Conflict
from potok.web.journal.running import Done, act_once
from potok.web.journal.selection import read_versions, selected
from potok.web.shell.person import actor

_HINTS = (Hint(("Ctrl", "↵"), "создать заказ"), Hint(("Esc",), "к журналу"))
_TO_STOCK = 3
_WORDS = {
    "date_in_the_past": "Срок в прошлом: нужна {expected}",
    "inactive_product": "Изделие снято с производства",
    "unknown_reference": "Нужно выбрать из списка: {expected}",
}


class OrderForm(forms.Form):
    """An order as the client department gives it."""

    customer = forms.CharField(
        label="Клиент", max_length=200, error_messages={"required": "Выберите клиента из списка"}
    )
    product = forms.CharField(
        label="Изделие", max_length=60, error_messages={"required": "Выберите изделие из списка"}
    )
    qty_pcs = NumberField(label="Количество", min_value=1, max_digits=12, decimal_places=0)
    due_date = forms.DateField(label="Срок на складе ГП")
    priority = forms.TypedChoiceField(label="Приоритет", coerce=int, choices=PRIORITIES, initial=2)
    min_qty_pcs = NumberField(label="Не меньше", required=False, max_digits=12, decimal_places=0)
    max_qty_pcs = NumberField(label="Не больше", required=False, max_digits=12, decimal_places=0)
    manager = forms.CharField(label="Менеджер", max_length=120, required=False)
    comment = forms.CharField(
        label="Комментарий", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def order(self) -> NewOrder:
        """The order as far as the form could be read."""
        given = self.cleaned_data
        priority = given.get("priority", 2)
        return NewOrder(
            customer=given.get("customer", ""),
            product=given.get("product", ""),
            qty_pcs=int(given.get("qty_pcs") or 0),
            due_date=given.get("due_date") or dt.date.max,
            priority=priority,
            manager=given.get("manager", ""),
            order_type="stock" if priority == _TO_STOCK else "customer",
            min_qty_pcs=_whole(given.get("min_qty_pcs")),
            max_qty_pcs=_whole(given.get("max_qty_pcs")),
            comment=given.get("comment", ""),
        )


class CorrectionForm(forms.Form):
    """What may be corrected in a returned order."""

    qty_pcs = NumberField(label="Количество", min_value=1, max_digits=12, decimal_places=0)
    due_date = forms.DateField(label="Срок")
    comment = forms.CharField(
        label="Комментарий", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form, with what a copied order had; sent, it becomes an order and opens its card."""
    person = actor(request)
    require(person, "create_order")
    if request.method == "GET":
        copied = request.GET.get("copy", "")
        card = order_card(copied) if copied else None
        form = OrderForm(initial={"manager": person.name} if card is None else _copy(card))
        return _page(request, form, copied=copied)
    form = OrderForm(request.POST)
    if form.is_valid():
        try:
            return act_once(request, person, "create_order", lambda: _create(request, form))
        except InvalidDataError as error:
            add_faults(form, error.problems)
    else:
        add_faults(form, faults_of_order(form.order()))
    return _page(request, form, status=422)


@require_GET
def products(request: HttpRequest) -> JsonResponse:
    """Products of the combobox for `?q=`."""
    require(actor(request), "create_order")
    found = find_products(request.GET.get("q", "").strip())
    return JsonResponse([{"value": one.code, "label": one.name} for one in found], safe=False)


@require_GET
def customers(request: HttpRequest) -> JsonResponse:
    """Customers of the combobox for `?q=`."""
    require(actor(request), "create_order")
    found = offered("customer", request.GET.get("q", "").strip())
    return JsonResponse([{"value": "", "label": one.label} for one in found], safe=False)


@require_GET
def notes(request: HttpRequest) -> HttpResponse:
    """What the form says below its fields while it is filled in: multiple, weight, day off."""
    require(actor(request), "create_order")
    form = OrderForm(request.GET)
    form.is_valid()
    return render(request, "potok/journal/new_notes.html", _notes(form.cleaned_data))


@require_POST
def ask_resubmit(request: HttpRequest) -> HttpResponse:
    """The returned order with its reason and what may be corrected."""
    require(actor(request), "resubmit_order")
    card = order_card(selected(request).numbers[0])
    initial = {
        "qty_pcs": Decimal(card.order.qty_pcs),
        "due_date": card.order.due_date,
        "comment": card.order.comment,
    }
    return _resubmit_dialog(request, CorrectionForm(initial=initial), selected(request).numbers[0])


@require_POST
def resubmit(request: HttpRequest) -> HttpResponse:
    """Give the order in again."""
    person, versions = actor(request), read_versions(request)
    require(person, "resubmit_order")
    number, form = next(iter(versions)), CorrectionForm(request.POST)
    if not form.is_valid():
        return _resubmit_dialog(request, form, number, status=422)
    given = form.cleaned_data

    def act() -> Done:
        order = resubmit_order(
            person,
            order_no=number,
            qty_pcs=int(given["qty_pcs"]),
            due_date=given["due_date"],
            comment=given["comment"],
            expected_version=versions[number],
        )
        text = f"{formats.pieces(order.qty_pcs)} шт. к {formats.date(order.due_date)}"
        return Done(f"{number} подан заново", text)

    try:
        return dialogs.or_conflict(
            request,
            lambda: act_once(request, person, "resubmit_order", act),
            lambda conflict: _resubmit_dialog(request, form, number, conflict=conflict),
        )
    except InvalidDataError as error:
        add_faults(form, error.problems)
        return _resubmit_dialog(request, form, number, status=422)


def add_faults(form: forms.Form, problems: Iterable[Problem]) -> None:
    """Put the faults that the service found below the fields of the form."""
    for fault in problems:
        field = fault.field if fault.field in form.fields else None
        if field is None or field not in form.errors:
            text = _WORDS.get(fault.code, "Нужно {expected}").format(expected=fault.expected)
            form.add_error(field, text)


def _create(request: HttpRequest, form: OrderForm) -> Done:
    made = create_order(actor(request), order=form.order())
    note = made.note or f"Срок {formats.date(made.due_date)}."
    return Done(f"Создан {made.order_no}", note.rstrip("."), href=card_href(made.order_no))


def _page(request: HttpRequest, form: OrderForm, *, copied: str = "", status: int = 200) -> HttpResponse:
    code = str(form["product"].value() or "")
    product = product_facts(code) if code else None
    given = form.cleaned_data if form.is_bound else form.initial
    context = {
        "title": "Новый заказ",
        "nav": "journal",
        "form": form,
        "product": product,
        "product_name": request.POST.get("product_name", ""),
        "copied": copied,
        "once": request.POST.get("once") or uuid.uuid4().hex,
        "hints": _HINTS,
        **_notes(given),
    }
    template = "new_form" if request.method == "POST" else "new"
    return render(request, f"potok/journal/{template}.html", context, status=status)


def _notes(given: Mapping[str, Any]) -> dict[str, Any]:
    product = product_facts(str(given.get("product") or ""))
    return {
        "product": product,
        "kilograms": _weight(product, given.get("qty_pcs")),
        "moved_due": _moved_due(given.get("due_date")),
    }


def _weight(product: ProductFacts | None, qty: Decimal | None) -> Decimal | None:
    if product is None or product.net_kg is None or not qty:
        return None
    return qty * product.net_kg


def _moved_due(due: dt.date | None) -> dt.date | None:
    """The working day that a due date on a day off moves back to, None when it stays."""
    if due is None:
        return None
    moved = working_due_date(due, present_situation())
    return moved if moved != due else None


def _copy(card: OrderCard) -> dict[str, Any]:
    order = card.order
    past = order.due_date < present_situation().today
    return {
        "customer": order.customer.name,
        "product": order.product.code,
        "qty_pcs": Decimal(order.qty_pcs),
        "due_date": None if past else order.due_date,
        "priority": order.priority,
        "min_qty_pcs": None if order.min_qty_pcs is None else Decimal(order.min_qty_pcs),
        "max_qty_pcs": None if order.max_qty_pcs is None else Decimal(order.max_qty_pcs),
        "manager": order.manager,
        "comment": order.comment,
    }


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else int(value)


def _resubmit_dialog(
    request: HttpRequest,
    form: CorrectionForm,
    number: str,
    *,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    card = order_card(number)
    rows = dialogs.shown_orders(request) if "version" in request.POST else selected(request).rows[:1]
    return dialogs.show(
        request,
        "resubmit",
        rows,
        conflict=conflict,
        status=status,
        form=form,
        reason=card.order.returned_reason,
        multiple_note=f"кратно {formats.pieces(card.multiple)}" if card.multiple > 1 else "",
    )
