"""Purchase orders made, placed, answered and cancelled; terms of suppliers; advice put aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from potok.operations.buying import advice as advising
from potok.operations.buying import lists as reads
from potok.operations.buying import purchase_orders as buying
from potok.operations.buying.advice import Advice, action_words
from potok.operations.buying.purchase_orders import LineGiven
from potok.operations.buying.terms import TermsGiven, save_terms
from potok.operations.orders.reads.signals import SignalFilter, signals_for_export
from potok.operations.people.acting import require
from potok.operations.stores.reads.choices import item_choices, supplier_names
from potok.web import formats
from potok.web.components import marks
from potok.web.components.fields import NumberField
from potok.web.components.states import SIGNAL
from potok.web.listing.buttons import Button, permitted
from potok.web.listing.panels import Done, Panel, answered, command_panel, fresh_key
from potok.web.listing.rows_field import RowColumn, RowsField
from potok.web.pull_table.links import order_link
from potok.web.shell.person import actor
from potok.web.stock.commands import ReasonForm

_FORM = ["GET", "POST"]
_DATE = ["%d.%m.%Y"]


def _suppliers(first: str) -> list[tuple[str, str]]:
    return [("", first), *((name, name) for name in supplier_names())]


class NewForm(forms.Form):
    """A purchase order."""

    supplier = forms.ChoiceField(label="Поставщик")
    lines = RowsField(
        label="Материалы",
        columns=(
            RowColumn("item", "Позиция", needed=True),
            RowColumn("qty", "Количество", "number", needed=True),
            RowColumn("promised", "Обещано к", "date"),
        ),
    )
    comment = forms.CharField(label="Комментарий", max_length=250, required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        cast("forms.ChoiceField", self.fields["supplier"]).choices = _suppliers("—")


class SignalsForm(forms.Form):
    """Signals to answer by purchase orders."""

    signals = forms.MultipleChoiceField(label="Сигналы", widget=forms.CheckboxSelectMultiple)
    supplier = forms.ChoiceField(label="Поставщик", required=False)

    def __init__(self, choices: Sequence[tuple[str, str]], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        cast("forms.MultipleChoiceField", self.fields["signals"]).choices = choices
        cast("forms.ChoiceField", self.fields["supplier"]).choices = _suppliers(
            "основной для каждого материала"
        )


class LineForm(forms.Form):
    """Another quantity or date of a line."""

    qty = NumberField(label="Количество", max_digits=18, decimal_places=3)
    promised_date = forms.DateField(label="Обещано к", input_formats=_DATE)


class ConfirmForm(forms.Form):
    """The answer of the supplier."""

    promised_date = forms.DateField(label="Поставщик обещает к", input_formats=_DATE)
    qty = NumberField(label="Количество", required=False, max_digits=18, decimal_places=3)
    note = forms.CharField(label="Основание", max_length=250, required=False)


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
        cast("forms.ChoiceField", self.fields["supplier"]).choices = _suppliers("—")
        cast("forms.ChoiceField", self.fields["item"]).choices = [
            ("", "—"),
            *item_choices("raw", "packaging"),
        ]


@require_http_methods(_FORM)
def new(request: HttpRequest) -> HttpResponse:
    """A draft by hand."""

    def act(values: dict[str, Any]) -> Done:
        lines = [
            LineGiven(each["item"], each["qty"], promised_date=each["promised"]) for each in values["lines"]
        ]
        number = buying.draft_order(
            actor(request), supplier=values["supplier"], lines=lines, comment=values["comment"]
        )
        return Done(f"Черновик {number} составлен")

    return command_panel(
        request,
        right="purchase",
        panel=Panel("Новый заказ поставщику", "Составить", icon="plus"),
        form=NewForm,
        act=act,
        initial={"lines": [{"item": request.GET.get("item", ""), "qty": ""}]},
    )


@require_http_methods(_FORM)
def from_signals(request: HttpRequest) -> HttpResponse:
    """Drafts for open signals."""
    rows = [row for row in signals_for_export(SignalFilter()) if row.state != "ordered"]
    choices = [
        (
            row.number,
            " · ".join(
                (
                    row.number,
                    f"{row.item_id} {row.item_name}",
                    SIGNAL[row.kind].label,
                    formats.quantity(row.missing_qty, row.unit),
                )
            ),
        )
        for row in rows
    ]

    def act(values: dict[str, Any]) -> Done:
        numbers = buying.draft_from_signals(
            actor(request), signals=values["signals"], supplier=values["supplier"]
        )
        return Done(
            f"Составлены черновики: {', '.join(numbers)}", href=f"{reverse('purchasing:list')}?view=draft"
        )

    return command_panel(
        request,
        right="purchase",
        panel=Panel("Заказы по сигналам", "Составить", "Количество — кратно партии поставщика", "bell"),
        form=lambda *given, **named: SignalsForm(choices, *given, **named),
        act=act,
        initial={"signals": request.GET.getlist("signal")},
    )


@require_GET
def order(request: HttpRequest, number: str) -> HttpResponse:
    """Quick look at a purchase order."""
    require(actor(request), "read_pull_table")
    head, lines = reads.purchase_card(number)
    person = actor(request)
    context = {
        "head": head,
        "state": marks.state_mark("purchase", head.state, full=True),
        "lines": [
            (line, marks.state_mark("receipt", line.receipt_status) if line.receipt_status else "")
            for line in lines
        ],
        "may": person.may("purchase"),
        "buttons": permitted(
            person,
            *(
                [
                    Button(
                        "Отправить поставщику",
                        "send",
                        "purchase",
                        panel=reverse("purchasing:place", args=[number]),
                        primary=True,
                    )
                ]
                if head.state == "draft"
                else []
            ),
            *(
                [
                    Button(
                        "Отменить заказ", "ban", "purchase", panel=reverse("purchasing:cancel", args=[number])
                    )
                ]
                if head.state != "cancelled"
                else []
            ),
        ),
    }
    return render(request, "potok/purchasing/order.html", context)


@require_http_methods(_FORM)
def place(request: HttpRequest, number: str) -> HttpResponse:
    """Send a purchase order to its supplier."""
    head, _ = reads.purchase_card(number)

    def act(_: dict[str, Any]) -> Done:
        codes = buying.place_order(actor(request), number=number, expected_version=head.version)
        return Done(f"{number}: отправлен, приходы {', '.join(codes)} во вытягивающей таблице")

    return command_panel(
        request,
        right="purchase",
        panel=Panel("Отправить поставщику", "Отправить", f"{number} · {head.supplier}", "send"),
        form=forms.Form,
        act=act,
    )


@require_http_methods(_FORM)
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Cancel a purchase order."""
    head, _ = reads.purchase_card(number)

    def act(values: dict[str, Any]) -> Done:
        buying.cancel_purchase(
            actor(request), number=number, reason=values["reason"], expected_version=head.version
        )
        return Done(f"{number}: отменён")

    return command_panel(
        request,
        right="purchase",
        panel=Panel("Отменить заказ поставщику", "Отменить заказ", number, "ban", danger=True),
        form=ReasonForm,
        act=act,
    )


@require_http_methods(_FORM)
def line(request: HttpRequest, number: str, line_no: int) -> HttpResponse:
    """Another quantity or date of a line of a draft."""
    _, lines = reads.purchase_card(number)
    row = next((each for each in lines if each.line_no == line_no), None)

    def act(values: dict[str, Any]) -> Done:
        buying.change_line(actor(request), number=number, line_no=line_no, **values)
        return Done(f"{number}: строка {line_no} изменена")

    initial = {"qty": row.qty, "promised_date": formats.date(row.promised_date)} if row else {}
    return command_panel(
        request,
        right="purchase",
        panel=Panel("Строка заказа", "Записать", f"{number} · {row.item if row else line_no}", "pencil"),
        form=LineForm,
        act=act,
        initial=initial,
    )


@require_http_methods(_FORM)
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """The answer of the supplier to a placed line."""

    def act(values: dict[str, Any]) -> Done:
        row = buying.confirm_receipt(actor(request), receipt=code, **values)
        return Done(f"{code}: поставщик подтвердил {formats.date(row.promised_date)}")

    return command_panel(
        request,
        right="purchase",
        panel=Panel("Ответ поставщика", "Записать", code, "check"),
        form=ConfirmForm,
        act=act,
    )


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
