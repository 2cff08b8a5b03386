"""The form of a new scenario: a name and any number of changes of each kind, a row a change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django import forms

from potok.operations.orders.states import PRIORITIES
from potok.operations.planning.reads.machines import machine_choices
from potok.operations.planning.reads.promises import Asked
from potok.operations.planning.reads.scenario_choices import new_order_choices, receipt_choices
from potok.operations.planning.services.scenario_changes import BooksChange, OrderOfBooks, ReceiptMoved
from potok.scheduling.scenarios import AddShift, Change, MoveRepair
from potok.web.listing.rows_field import RowColumn, RowsField

_USUAL_START = dt.time(8)
_USUAL_HOURS = Decimal(8)
_USUAL_PRIORITY = 2
_HOURS_A_DAY = 24

Row = Mapping[str, Any]


def _shift_rows() -> list[RowColumn]:
    machines = machine_choices(workshops=None)
    return [
        RowColumn("shift_machine", "Машина", needed=True, choices=machines),
        RowColumn("shift_date", "Дата", "date", needed=True),
        RowColumn("shift_start", "Начало", "time", hint="8:00"),
        RowColumn("shift_hours", "Часов", "number", hint="8"),
    ]


def _repair_rows() -> list[RowColumn]:
    machines = machine_choices(workshops=None)
    return [
        RowColumn("repair_machine", "Машина", needed=True, choices=machines),
        RowColumn("repair_from", "Ремонт с даты", "date", needed=True),
        RowColumn("repair_to", "На дату", "date", needed=True),
    ]


def _new_order_rows() -> list[RowColumn]:
    return [RowColumn("new_order", "Заказ «Новый»", needed=True, choices=new_order_choices())]


def _asked_rows() -> list[RowColumn]:
    return [
        RowColumn("order_product", "Код изделия", needed=True),
        RowColumn("order_qty", "Количество, шт.", "number", needed=True),
        RowColumn("order_due", "Срок", "date", needed=True),
        RowColumn("order_priority", "Приоритет", choices=[(str(key), word) for key, word in PRIORITIES]),
    ]


def _receipt_rows() -> list[RowColumn]:
    return [
        RowColumn("receipt", "Приход", needed=True, choices=receipt_choices()),
        RowColumn("receipt_date", "Придёт", "date", needed=True),
    ]


#: Name of the field → its words and what gives its columns.
KINDS: Mapping[str, tuple[str, Callable[[], list[RowColumn]]]] = {
    "shifts": ("Ещё смена", _shift_rows),
    "repairs": ("Другой день ремонта", _repair_rows),
    "new_orders": ("Взять новый заказ из журнала", _new_order_rows),
    "asked_orders": ("Взять заказ, которого в журнале нет", _asked_rows),
    "receipts": ("Приход в другой срок", _receipt_rows),
}


class ScenarioForm(forms.Form):
    """A name, how long to search, and the changes; empty rows are left out."""

    title = forms.CharField(label="Название", max_length=200)
    time_limit_s = forms.IntegerField(
        label="Сколько искать",
        min_value=1,
        max_value=3600,
        initial=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, (words, columns) in KINDS.items():
            self.fields[kind] = RowsField(label=words, columns=columns(), blank=1, required=False)

    def clean_shifts(self) -> list[Row]:
        """Shifts of a length that a day has."""
        rows: list[Row] = self.cleaned_data["shifts"]
        for place, row in enumerate(rows, start=1):
            if not 0 < (row["shift_hours"] or _USUAL_HOURS) <= _HOURS_A_DAY:
                raise forms.ValidationError(f"Строка {place}, «Часов»: ожидается число от 0 до 24")
        return rows

    def clean_asked_orders(self) -> list[Row]:
        """Orders of whole pieces."""
        rows: list[Row] = self.cleaned_data["asked_orders"]
        for place, row in enumerate(rows, start=1):
            if row["order_qty"] < 1 or row["order_qty"] % 1:
                raise forms.ValidationError(f"Строка {place}, «Количество»: ожидается целое число от 1")
        return rows

    def changes(self) -> list[Change | BooksChange]:
        """The changes as the services take them."""
        given = self.cleaned_data
        return [
            *(_shift(row) for row in given["shifts"]),
            *(
                MoveRepair(row["repair_machine"], row["repair_from"], row["repair_to"])
                for row in given["repairs"]
            ),
            *(ReceiptMoved(row["receipt"], row["receipt_date"]) for row in given["receipts"]),
            *(OrderOfBooks(row["new_order"]) for row in given["new_orders"]),
            *(_asked(row) for row in given["asked_orders"]),
        ]


def _shift(row: Row) -> AddShift:
    minutes = int((row["shift_hours"] or _USUAL_HOURS) * 60)
    return AddShift(row["shift_machine"], row["shift_date"], row["shift_start"] or _USUAL_START, minutes)


def _asked(row: Row) -> Asked:
    priority = int(row["order_priority"] or _USUAL_PRIORITY)
    return Asked(row["order_product"], int(row["order_qty"]), row["order_due"], priority)
