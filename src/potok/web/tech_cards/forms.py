"""Forms of the dialogs of cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from potok.operations.shopfloor.reads.card_choices import WaitingOutput
from potok.web import formats


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label="Причина",
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Без причины не записывается"},
    )


class ShortForm(ReasonForm):
    """Why an order ends short, and whether the rest is ordered anew."""

    with_remainder = forms.BooleanField(label="Сразу завести заказ на недостающее", required=False)


class NewCardForm(forms.Form):
    """For which order and shift a card is begun."""

    order = forms.ChoiceField(label="Заказ", error_messages={"required": "Выберите заказ"})
    date = forms.DateField(
        label="Дата", required=False, input_formats=["%d.%m.%Y", "%Y-%m-%d"],
        help_text="пусто — дата последней записи цеха",
    )  # fmt: skip
    shift = forms.IntegerField(label="Смена", required=False, min_value=1, max_value=9)

    def __init__(self, *args: Any, waiting: Sequence[WaitingOutput], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["order"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(row.order_no, self._words(row)) for row in waiting]

    @staticmethod
    def _words(row: WaitingOutput) -> str:
        made = f"без карты {formats.pieces(row.good_pcs)} шт." if row.good_pcs else "новой выработки нет"
        return f"{row.order_no} · {row.product_name} · {made}"
