"""Terms of suppliers kept, and action messages followed or put aside."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from potok.operations.buying import advice as advising
from potok.operations.buying import lists as reads
from potok.operations.buying.advice import Advice, action_words
from potok.operations.buying.terms import TermsGiven, save_terms
from potok.operations.people.acting import require
from potok.operations.stores.reads.choices import item_choices
from potok.web.components import marks
from potok.web.components.fields import NumberField
from potok.web.listing.buttons import Button, permitted
from potok.web.listing.panels import Done, Panel, answered, command_panel, fresh_key
from potok.web.pull_table.links import order_link
from potok.web.purchasing.commands import supplier_choices
from potok.web.shell.person import actor
from potok.web.stock.forms import ReasonForm

_FORM = ["GET", "POST"]


class TermsForm(forms.Form):
    """Terms of a supplier for an item."""

    supplier = forms.ChoiceField(label="Поставщик")
    item = forms.ChoiceField(label="Материал")
    lead_time_days = forms.IntegerField(
        label="Срок поставки, дней", min_value=0, required=False, help_text="Пусто — из карточки материала"
    )
    lot_qty = NumberField(
        label="Кратность", required=False, max_digits=18, decimal_places=3, help_text="Пусто — из настроек"
    )
    min_qty = NumberField(label="Наименьший заказ", required=False, max_digits=18, decimal_places=3)
    price_rub = NumberField(label="Цена за единицу, ₽", required=False, max_digits=18, decimal_places=4)
    preferred = forms.BooleanField(label="Основной поставщик материала", required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        cast("forms.ChoiceField", self.fields["supplier"]).choices = supplier_choices("—")
        cast("forms.ChoiceField", self.fields["item"]).choices = [
            ("", "—"),
            *item_choices("raw", "packaging"),
        ]


@require_GET
def terms(request: HttpRequest) -> HttpResponse:
    """Terms of suppliers by item."""
    require(actor(request), "read_pull_table")
    text = request.GET.get("text", "").strip()[:100]
    context = {
        "title": "Условия поставки",
        "nav": "terms",
        "rows": reads.terms_rows(text=text),
        "text": text,
        "may": actor(request).may("keep_terms"),
        "buttons": permitted(
            actor(request),
            Button(
                "Условия",
                "plus",
                "keep_terms",
                panel=reverse("purchasing:terms_edit"),
                primary=True,
                hotkey="Insert",
                cap="Ins",
            ),
        ),
    }
    return render(request, "potok/purchasing/terms.html", context)


@require_http_methods(_FORM)
def edit_terms(request: HttpRequest) -> HttpResponse:
    """Terms of a supplier for an item, new or changed."""
    supplier, item = request.GET.get("supplier", ""), request.GET.get("item", "")
    old = next(
        (row for row in reads.terms_rows(text=item) if (row.supplier, row.item) == (supplier, item)), None
    )
    names = ("lead_time_days", "lot_qty", "min_qty", "price_rub", "preferred")
    initial = {name: getattr(old, name) for name in names} if old else {}

    def act(values: dict[str, Any]) -> Done:
        save_terms(actor(request), terms=TermsGiven(**values))
        return Done(f"{values['item']}: условия «{values['supplier']}» записаны")

    return command_panel(
        request,
        right="keep_terms",
        panel=Panel("Условия поставки", "Записать", icon="scale"),
        form=TermsForm,
        act=act,
        initial={"supplier": supplier, "item": item, **initial},
    )


@require_GET
def advice(request: HttpRequest) -> HttpResponse:
    """Action messages: what to hurry, order, increase, decrease, defer, cancel."""
    require(actor(request), "read_pull_table")
    found = advising.present_advice()
    aside = request.GET.get("view") == "aside"
    kind = request.GET.get("kind", "")
    shown = [
        row
        for row in found
        if (row.dismissed is not None) == aside and (not kind or row.message.action.value == kind)
    ]
    words = action_words()
    open_rows = [row for row in found if row.dismissed is None]
    context = {
        "title": "Рекомендации",
        "nav": "advice",
        "rows": [_advice_row(row) for row in shown],
        "aside": aside,
        "open_count": len(open_rows),
        "aside_count": len(found) - len(open_rows),
        "kinds": [
            (key, word, sum(row.message.action.value == key for row in open_rows), key == kind)
            for key, word in words.items()
        ],
        "may": actor(request).may("dismiss_advice"),
        "once": fresh_key(),
    }
    return render(request, "potok/purchasing/advice.html", context)


@require_http_methods(_FORM)
def dismiss(request: HttpRequest) -> HttpResponse:
    """Put a message aside until the need changes."""
    named = {name: request.GET.get(name, "") for name in ("item", "kind", "receipt")}

    def act(values: dict[str, Any]) -> Done:
        advising.dismiss_advice(actor(request), **named, reason=values["reason"])
        return Done("Отложено, пока не изменятся количество или дата")

    over = f"{action_words().get(named['kind'], '')} · {named['item']} {named['receipt']}"
    return command_panel(
        request,
        right="dismiss_advice",
        panel=Panel("Не следовать рекомендации", "Отложить", over, "eye-off"),
        form=ReasonForm,
        act=act,
    )


@require_POST
def recall(request: HttpRequest) -> HttpResponse:
    """Take a message back that was put aside."""
    named = {name: request.POST.get(name, "") for name in ("item", "kind", "receipt")}
    advising.recall_advice(actor(request), **named)
    return answered(request, Done("Рекомендация снова в списке"))


def _advice_row(row: Advice) -> dict[str, Any]:
    told = row.message
    return {
        "action": marks.state_mark("advice", told.action.value, strong=True),
        "kind": told.action.value,
        "item": told.item_id,
        "name": row.item_name,
        "receipt": told.receipt_id,
        "supplier": row.supplier,
        "now": marks.amount(row.now_qty, row.unit) if row.now_qty is not None else "",
        "now_date": row.now_date,
        "then": marks.amount(told.qty, row.unit) if told.action.value != "cancel" else "",
        "date": told.date,
        "orders": [order_link(number) for number in told.order_nos[:3]],
        "rest": max(0, len(told.order_nos) - 3),
        "reason": row.dismissed,
    }
