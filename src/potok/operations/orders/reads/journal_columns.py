"""Columns of the journal: what a row holds, how it is sorted and how it is exported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import F, Func, TextField, Value
from django.db.models.expressions import Combinable

from potok.operations.orders.number_key import NumberKey, number_key
from potok.operations.orders.states import AGREEMENTS, COVERS, DATE_REASONS, PRIORITIES, PROGRESS, STATUSES


class JournalRow(NamedTuple):
    """A row of the journal; names after `_` are those of related objects."""

    id: int
    version: int
    order_no: str
    created_date: dt.date
    customer: str
    manager: str
    product: str
    product_name: str
    workshop: str | None
    qty_requested_pcs: int
    qty_pcs: int
    done_pcs: int
    total_kg: Decimal
    due_date: dt.date
    priority: int
    order_type: str
    status: str
    progress: str
    cover: str
    cover_date: dt.date | None
    cover_items: list[str]
    earliest_start_date: dt.date | None
    latest_start_at: dt.datetime | None
    slack_days: int | None
    launch_at: dt.datetime | None
    release_at: dt.datetime | None
    launch_at_first: dt.datetime | None
    release_at_first: dt.datetime | None
    launch_actual_at: dt.datetime | None
    release_actual_at: dt.datetime | None
    agreement: str
    last_date_reason: str
    returned_reason: str
    no_capacity: bool

    @property
    def remaining_pcs(self) -> int:
        """What is still to be made."""
        return max(0, self.qty_pcs - self.done_pcs)


#: Where the fields of a row are read from, in their sequence.
ROW_PATHS = (
    "id", "version", "order_no", "created_date", "customer__name", "manager", "product__code",
    "product__name", "workshop__code", "qty_requested_pcs", "qty_pcs", "done_pcs", "total_kg", "due_date",
    "priority", "order_type", "status", "progress", "cover", "cover_date", "cover_items",
    "earliest_start_date", "latest_start_at", "slack_days", "launch_at", "release_at", "launch_at_first",
    "release_at_first", "launch_actual_at", "release_actual_at", "agreement", "last_date_reason",
    "returned_reason", "no_capacity",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sort:
    """How the journal is sorted by a column.

    Attributes:
        of: What the database compares.
        value: The same of a row that was read.
        nullable: Whether rows without a value exist; they come last in both directions.
    """

    of: Combinable
    value: Callable[[JournalRow], Any]
    nullable: bool = False


def _plain(name: str, path: str | None = None, *, nullable: bool = False) -> Sort:
    return Sort(F(path or name), lambda row: getattr(row, name), nullable)


SORTS: Mapping[str, Sort] = {
    "number": Sort(NumberKey("order_no"), lambda row: number_key(row.order_no)),
    "created": _plain("created_date"),
    "customer": _plain("customer", "customer__name"),
    "manager": _plain("manager"),
    "product": _plain("product_name", "product__name"),
    "workshop": _plain("workshop", "workshop__code", nullable=True),
    "requested": _plain("qty_requested_pcs"),
    "qty": _plain("qty_pcs"),
    "done": _plain("done_pcs"),
    "remaining": Sort(F("qty_pcs") - F("done_pcs"), lambda row: row.qty_pcs - row.done_pcs),
    "kg": _plain("total_kg"),
    "due": _plain("due_date"),
    "priority": _plain("priority"),
    "status": _plain("status"),
    "progress": _plain("progress"),
    "cover": _plain("cover"),
    "cover_date": _plain("cover_date", nullable=True),
    "lacking": Sort(
        Func(F("cover_items"), Value(", "), function="array_to_string", output_field=TextField()),
        lambda row: ", ".join(row.cover_items),
    ),
    "earliest": _plain("earliest_start_date", nullable=True),
    "latest": _plain("latest_start_at", nullable=True),
    "slack": _plain("slack_days", nullable=True),
    "launch": _plain("launch_at", nullable=True),
    "release": _plain("release_at", nullable=True),
    "launch_first": _plain("launch_at_first", nullable=True),
    "release_first": _plain("release_at_first", nullable=True),
    "launch_actual": _plain("launch_actual_at", nullable=True),
    "release_actual": _plain("release_actual_at", nullable=True),
    "agreement": _plain("agreement"),
    "date_reason": _plain("last_date_reason"),
}


@dataclass(frozen=True, slots=True)
class JournalColumn:
    """A column as the page and the export show it.

    Attributes:
        key: Also its sort.
        kind: text, date, moment, pcs, kg, number or choice.
        value: Plain value for cells; choices as Russian words.
    """

    key: str
    label: str
    kind: str
    value: Callable[[JournalRow], Any]


def _choice(name: str, choices: list[tuple[Any, str]]) -> Callable[[JournalRow], str]:
    words = dict(choices)
    return lambda row: words.get(getattr(row, name), "")


def _field(name: str) -> Callable[[JournalRow], Any]:
    return lambda row: getattr(row, name)


COLUMNS = (
    JournalColumn("number", "№", "text", _field("order_no")),
    JournalColumn("created", "Создан", "date", _field("created_date")),
    JournalColumn("customer", "Клиент", "text", _field("customer")),
    JournalColumn("manager", "Менеджер", "text", _field("manager")),
    JournalColumn("product", "Изделие", "text", lambda row: f"{row.product} {row.product_name}"),
    JournalColumn("workshop", "Цех", "text", _field("workshop")),
    JournalColumn("requested", "Заявлено", "pcs", _field("qty_requested_pcs")),
    JournalColumn("qty", "Кол-во", "pcs", _field("qty_pcs")),
    JournalColumn("done", "Сделано", "pcs", _field("done_pcs")),
    JournalColumn("remaining", "Осталось", "pcs", _field("remaining_pcs")),
    JournalColumn("kg", "Масса", "kg", _field("total_kg")),
    JournalColumn("due", "Срок", "date", _field("due_date")),
    JournalColumn("priority", "Приоритет", "choice", _choice("priority", PRIORITIES)),
    JournalColumn("status", "Статус", "choice", _choice("status", STATUSES)),
    JournalColumn("progress", "Ход", "choice", _choice("progress", PROGRESS)),
    JournalColumn("cover", "Обеспечение", "choice", _choice("cover", COVERS)),
    JournalColumn("cover_date", "Сырьё к", "date", _field("cover_date")),
    JournalColumn("lacking", "Не хватает", "text", lambda row: ", ".join(row.cover_items)),
    JournalColumn("earliest", "Ранний запуск", "date", _field("earliest_start_date")),
    JournalColumn("latest", "Позднее начало", "moment", _field("latest_start_at")),
    JournalColumn("slack", "Запас, дней", "number", _field("slack_days")),
    JournalColumn("launch", "Запуск", "moment", _field("launch_at")),
    JournalColumn("release", "Выпуск", "moment", _field("release_at")),
    JournalColumn("launch_first", "Запуск первый", "moment", _field("launch_at_first")),
    JournalColumn("release_first", "Выпуск первый", "moment", _field("release_at_first")),
    JournalColumn("launch_actual", "Запуск факт", "moment", _field("launch_actual_at")),
    JournalColumn("release_actual", "Выпуск факт", "moment", _field("release_actual_at")),
    JournalColumn("agreement", "Согласование", "choice", _choice("agreement", AGREEMENTS)),
    JournalColumn("date_reason", "Причина переноса", "choice", _choice("last_date_reason", DATE_REASONS)),
)
