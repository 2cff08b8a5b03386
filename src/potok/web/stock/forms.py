"""Forms of the commands of the warehouses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from potok.operations.stores.reads.choices import workshop_choices
from potok.operations.warehouse.kinds import QC_STATUSES
from potok.operations.warehouse.places import WAREHOUSES
from potok.web.listing.rows_field import RowColumn, RowsField

_LOT = RowColumn("lot", "Партия", needed=True)
_QTY = RowColumn("qty", "Количество", "number", needed=True)
_NEW_LOT = (
    RowColumn("code", "Номер партии"),
    _QTY,
    RowColumn("expiry", "Годна до", "date"),
    RowColumn("moment", "Годна до часа", "moment"),
)


def reason_field(label: str = "Причина", *, required: bool = True) -> forms.CharField:
    """Why."""
    return forms.CharField(
        label=label,
        max_length=250,
        required=required,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Без причины не записывается"},
    )


class ReceiveForm(forms.Form):
    """Lots of a delivery."""

    lots = RowsField(label="Партии", columns=_NEW_LOT)
    note = forms.CharField(label="Накладная поставщика", max_length=250, required=False)
    last = forms.BooleanField(label="Больше по этому приходу не будет", required=False)


class OpeningForm(forms.Form):
    """Lots of the opening balance."""

    location = forms.ChoiceField(label="Склад", choices=[(place, place) for place in WAREHOUSES])
    qc_status = forms.ChoiceField(label="Качество", choices=QC_STATUSES)
    lots = RowsField(
        label="Партии",
        columns=(RowColumn("item", "Позиция", needed=True), *_NEW_LOT[:3]),
        blank=6,
    )
    note = forms.CharField(label="Основание", max_length=250, required=False)


class PartsForm(forms.Form):
    """Lots and quantities."""

    parts = RowsField(label="Партии", columns=(_LOT, _QTY))


class IssueForm(PartsForm):
    """Material of an order to its shop; without lots all that is reserved."""

    order_no = forms.CharField(label="Заказ", max_length=40)
    workshop = forms.ChoiceField(label="Цех", required=False)
    parts = RowsField(
        label="Партии",
        columns=(_LOT, _QTY),
        required=False,
        help_text="Пусто — всё, что зарезервировано за заказом и ещё не отпущено",
    )
    note = forms.CharField(label="Примечание", max_length=250, required=False)
    field_order = ("order_no", "workshop", "parts", "note")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        choices = [("", "по маршруту заказа"), *workshop_choices()]
        cast("forms.ChoiceField", self.fields["workshop"]).choices = choices


class PartnerForm(PartsForm):
    """Lots and quantities for a customer or a supplier."""

    partner = forms.ChoiceField(label="Партнёр")
    reason = reason_field()
    field_order: Sequence[str] = ("partner", "parts", "reason")

    def __init__(self, names: Sequence[str], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        choices = [(name, name) for name in names]
        cast("forms.ChoiceField", self.fields["partner"]).choices = choices


class ReasonPartsForm(PartsForm):
    """Lots, quantities and why."""

    reason = reason_field()


class ShipForm(PartnerForm):
    """A shipment."""

    reason = forms.CharField(label="Примечание", max_length=250, required=False)
    order_no = forms.CharField(label="Производственный заказ", max_length=40, required=False)
    field_order = ("partner", "parts", "order_no", "reason")


class AcceptForm(forms.Form):
    """What was found of a hand-over."""

    counted = RowsField(label="Принято", columns=(_LOT, _QTY), blank=0)
    reason = reason_field("Причина расхождения", required=False)


class ReasonForm(forms.Form):
    """Why."""

    reason = reason_field()


class NoteForm(forms.Form):
    """A remark."""

    note = forms.CharField(label="Что исправлено", max_length=250, required=False)
