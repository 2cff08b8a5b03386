"""Purchase orders made, placed, answered and cancelled; terms of suppliers; advice put aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from potok.operations.buying import lists as reads
from potok.operations.buying import purchase_orders as buying
from potok.operations.buying.purchase_orders import LineGiven
from potok.operations.orders.reads.signals import SignalFilter, signals_for_export
from potok.operations.people.acting import require
from potok.operations.stores.reads.choices import supplier_names
from potok.web import formats
from potok.web.components import marks
from potok.web.components.fields import NumberField
from potok.web.components.states import SIGNAL
from potok.web.listing.buttons import Button, permitted
from potok.web.listing.panels import Done, Panel, command_panel
from potok.web.listing.rows_field import RowColumn, RowsField
from potok.web.shell.person import actor
from potok.web.stock.forms import ReasonForm

_FORM = ["GET", "POST"]
_DATE = ["%d.%m.%Y"]


def supplier_choices(first: str) -> list[tuple[str, str]]:
    """Suppliers for a choice, after an entry of another meaning."""
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
        cast("forms.ChoiceField", self.fields["supplier"]).choices = supplier_choices("—")


class SignalsForm(forms.Form):
    """Signals to answer by purchase orders."""

    signals = forms.MultipleChoiceField(label="Сигналы", widget=forms.CheckboxSelectMultiple)
    supplier = forms.ChoiceField(label="Поставщик", required=False)

    def __init__(self, choices: Sequence[tuple[str, str]], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        cast("forms.MultipleChoiceField", self.fields["signals"]).choices = choices
        cast("forms.ChoiceField", self.fields["supplier"]).choices = supplier_choices(
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
