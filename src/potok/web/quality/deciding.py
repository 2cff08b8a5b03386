"""Decisions on a lot in the side panel, one by one or released together."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from potok.operations.orders.errors import UnknownLotError
from potok.operations.orders.services.lots import LotDecision
from potok.operations.people.acting import require
from potok.operations.quality.services import decisions, write_down
from potok.operations.stores.reads.choices import item_choices
from potok.operations.stores.reads.lots import LotListRow, lot_rows
from potok.web import formats
from potok.web.components import marks
from potok.web.components.fields import NumberField
from potok.web.listing.panels import Done, Panel, answered, command_panel
from potok.web.shell.person import actor
from potok.web.stock.forms import reason_field
from potok.web.stock.words import expiry

_RAW = [
    ("released", "Разрешить"),
    ("conditional", "Разрешить для отдельных изделий"),
    ("blocked", "Заблокировать"),
    ("rejected", "Забраковать"),
]
_PRODUCT = [
    *_RAW,
    ("rework", "Отправить на исправление"),
    ("downgraded", "Перевести в другую номенклатуру"),
]


class DecisionForm(forms.Form):
    """What is decided, and what the decision needs."""

    decision = forms.ChoiceField(label="Решение", widget=forms.RadioSelect)
    reason = reason_field(required=False)
    products = forms.MultipleChoiceField(label="Для каких изделий", required=False)
    item = forms.ChoiceField(label="Новая позиция", required=False)
    qty = NumberField(label="Сколько перевести", required=False, max_digits=18, decimal_places=3)
    due_date = forms.DateField(label="Исправить к", required=False, input_formats=["%d.%m.%Y"])
    inspection = forms.CharField(label="Проверка №", required=False, max_length=40)

    def __init__(self, row: LotListRow, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        product = row.item_type == "finished"
        listed = [each for each in (_PRODUCT if product else _RAW) if each[0] != row.qc_status]
        cast("forms.ChoiceField", self.fields["decision"]).choices = listed
        products = item_choices("finished")
        cast("forms.MultipleChoiceField", self.fields["products"]).choices = products
        others = [("", "—"), *(each for each in products if each[0] != row.item)]
        cast("forms.ChoiceField", self.fields["item"]).choices = others
        if not product:
            for name in ("item", "qty", "due_date"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """What the decision needs is there."""
        values: dict[str, Any] = super().clean() or {}
        decision = values.get("decision")
        if decision not in {None, "released"} and not values.get("reason"):
            self.add_error("reason", "Без причины не записывается")
        if decision == "conditional" and not values.get("products"):
            self.add_error("products", "Выберите изделия, для которых партия годится")
        if decision == "downgraded" and not values.get("item"):
            self.add_error("item", "Выберите позицию, в которую переводится партия")
        return values


class WriteDownForm(forms.Form):
    """How much is taken from the output of the order, and what happens to it."""

    qty_pcs = forms.IntegerField(label="Уменьшить выпуск на", min_value=1)
    replace = forms.ChoiceField(
        label="Что дальше",
        widget=forms.RadioSelect,
        choices=[("", "Заказ открыть снова"), ("1", "Создать новый заказ на это количество")],
        required=False,
    )
    due_date = forms.DateField(label="Срок нового заказа", required=False, input_formats=["%d.%m.%Y"])
    reason = reason_field()


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """The decision on one lot."""
    row = _row(code)

    def act(values: dict[str, Any]) -> Done:
        return _carry_out(request, row, values)

    return command_panel(
        request,
        right="decide_lot",
        panel=Panel(
            f"Партия {code}",
            "Записать решение",
            f"{row.item} · {row.item_name}",
            "flask-conical",
            template="potok/quality/decision.html",
        ),
        form=lambda *given, **named: DecisionForm(row, *given, **named),
        act=act,
        context={
            "row": row,
            "status": marks.state_mark("lot", row.qc_status, full=True),
            "until": expiry(row.expiry_date, row.expires_at, row.days_left),
        },
    )


@require_POST
def release_many(request: HttpRequest) -> HttpResponse:
    """Release the lots of the selection, all or none."""
    codes = request.POST.getlist("key")
    person = actor(request)
    require(person, "decide_lot")
    coverable: set[str] = set()
    with transaction.atomic():
        for code in sorted(codes):
            coverable.update(decisions.decide(person, lot=code, decision="released").coverable)
    words = f"Разрешено: {formats.counted(len(codes), 'партия', 'партии', 'партий')}"
    if coverable:
        words += f"; теперь обеспечены: {', '.join(sorted(coverable))}"
    return answered(request, Done(words))


@require_http_methods(["GET", "POST"])
def reduce_output(request: HttpRequest, code: str) -> HttpResponse:
    """Take rejected product from the output of its order."""
    row = _row(code)

    def act(values: dict[str, Any]) -> Done:
        result = write_down.write_down_output(
            actor(request),
            lot=code,
            qty_pcs=values["qty_pcs"],
            reason=values["reason"],
            replace=values["replace"] == "1",
            due_date=values["due_date"],
        )
        words = f"{result.order_no}: выпуск {result.done_before} → {result.done_after} шт."
        if result.reopened:
            words += ", заказ снова в производстве"
        if result.replacement:
            words += f", создан заказ {result.replacement}"
        return Done(words)

    return command_panel(
        request,
        right="write_down_output",
        panel=Panel("Уменьшить выпуск заказа", "Уменьшить", f"{code} · {row.item}", "minus"),
        form=WriteDownForm,
        act=act,
    )


def _carry_out(request: HttpRequest, row: LotListRow, values: dict[str, Any]) -> Done:
    person, decision = actor(request), values["decision"]
    if decision == "rework":
        made = decisions.send_to_rework(
            person,
            lot=row.code,
            reason=values["reason"],
            due_date=values.get("due_date"),
            inspection=values["inspection"],
        )
        return Done(f"{row.code}: на исправление, заказ {made.order_no}")
    if decision == "downgraded":
        moved = decisions.downgrade(
            person,
            lot=row.code,
            item=values["item"],
            qty=values.get("qty"),
            reason=values["reason"],
            inspection=values["inspection"],
        )
        return Done(f"{row.code}: переведена, документ {moved.paper}, новая партия {moved.lot}")
    result = decisions.decide(
        person,
        lot=row.code,
        decision=decision,
        reason=values["reason"],
        products=values["products"] if decision == "conditional" else (),
        inspection=values["inspection"],
    )
    return Done(_told(result), warns=bool(result.waiting or result.stopped or result.blocked))


def _told(result: LotDecision) -> str:
    words = {"released": "разрешена", "rejected": "забракована", "blocked": "заблокирована"}
    parts = [f"{result.lot}: {words.get(result.status, 'разрешена для отдельных изделий')}"]
    for title, numbers in (
        ("другие партии", result.kept),
        ("в ожидание", result.waiting),
        ("остановлены", result.stopped),
        ("заблокированы партии", result.blocked),
        ("теперь обеспечены", result.coverable),
    ):
        if numbers:
            parts.append(f"{title}: {', '.join(numbers)}")
    return "; ".join(parts)


def _row(code: str) -> LotListRow:
    row = lot_rows([code]).get(code)
    if row is None:
        raise UnknownLotError(lot=code)
    return row
