"""The history of an order: events of commands and changes of fields as one list, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import Min

from potok.operations.catalog.models import Customer, Recipe
from potok.operations.orders.models import OrderEvent, ProductionOrder
from potok.operations.orders.states import AGREEMENTS, PRIORITIES, PROGRESS, STATUSES
from potok.operations.people.acting import plant_moment
from potok.operations.people.roles import Role
from potok.operations.purchasing.models import PurchaseSignal

#: What kinds of events are called.
TITLES = {
    "created": "Создан",
    "recipe_switched": "Рецептура сменена на действующую",
    "confirmed": "Подтверждён",
    "checked": "Обеспечение проверено",
    "returned": "Возвращён клиентскому отделу",
    "resubmitted": "Подан заново",
    "cancelled": "Отменён",
    "cover_lost": "Обеспечение потеряно",
    "reallocated": "Сырьё перераспределено",
    "lots_replaced": "Партии резерва заменены",
    "proposed": "Предложен объём или срок",
    "proposal_accepted": "Предложение принято",
    "proposal_refused": "Предложение отклонено",
    "proposal_withdrawn": "Предложение отозвано",
    "urgency_requested": "Запрошена срочность",
    "change_requested": "Клиентский отдел просит изменить заказ",
    "cancellation_requested": "Клиентский отдел просит отменить заказ",
    "priority": "Изменён приоритет",
    "split": "Разделён",
    "merged": "Объединён",
    "receipt_redated": "Перенесён приход",
    "dates": "Изменены сроки",
    "agreement": "Ответ цеха",
    "late": "Выпуск позже срока",
    "stopped": "Остановлен",
    "resumed": "Остановка снята",
    "launched": "Запущен",
    "operation_launched": "Запущена операция",
    "launch_revoked": "Запуск отменён",
    "work_stopped": "Простой",
    "card_handed_in": "Сдана технологическая карта",
    "card_returned": "Технологическая карта возвращена цеху",
    "card_posted": "Проведена технологическая карта",
    "card_reversed": "Сторнирована технологическая карта",
    "closed_short": "Закрыт с недовыпуском",
    "split_launched": "Разделён по выпуску",
    "output_written_down": "Списан выпуск",
    "followed": "Заведён заказ вслед за этим",
    "material_issued": "Сырьё отпущено в цех",
    "product_accepted": "Продукция принята складом",
    "product_declined": "Склад не принял продукцию",
    "product_released": "ОТК разрешил отгрузку продукции",
    "signal": "Сигнал в прямые закупки",
    "fields": "Изменены данные",
}

_LABELS = {
    "qty_pcs": "Объём",
    "min_qty_pcs": "Минимум",
    "max_qty_pcs": "Максимум",
    "done_pcs": "Сделано",
    "due_date": "Срок",
    "priority": "Приоритет",
    "status": "Статус",
    "progress": "Ход",
    "agreement": "Согласование",
    "earliest_start_date": "Ранний запуск",
    "launch_at": "Запуск",
    "release_at": "Выпуск",
    "launch_at_first": "Запуск первый",
    "release_at_first": "Выпуск первый",
    "launch_actual_at": "Запуск факт",
    "release_actual_at": "Выпуск факт",
    "customer_id": "Клиент",
    "manager": "Менеджер",
    "recipe_id": "Рецептура, версия",
    "returned_reason": "Причина возврата",
    "cancel_reason": "Причина отмены",
    "comment": "Комментарий",
    "hold_reason": "Остановка ОТК",
    "done_opening_pcs": "Сделано до начала учёта",
}
_DATE_FIELDS = frozenset(
    {
        "due_date",
        "earliest_start_date",
        "launch_at",
        "release_at",
        "launch_at_first",
        "release_at_first",
        "launch_actual_at",
        "release_actual_at",
    }
)
_VOLUME_FIELDS = frozenset({"qty_pcs", "min_qty_pcs", "max_qty_pcs", "done_pcs"})
_WORDS: Mapping[str, Mapping[Any, str]] = {
    "status": dict(STATUSES),
    "progress": dict(PROGRESS),
    "agreement": dict(AGREEMENTS),
    "priority": dict(PRIORITIES),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with its old and new value: dates, moments and numbers as such, choices as Russian words."""

    name: str
    label: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that happened to an order.

    Attributes:
        at: Plant moment.
        recorded_at: Real moment.
        who: Name of the person, «Поток» for the system.
        role: Russian name of the role, empty when unknown.
        kind: See `TITLES`.
        before, after: Status before and after, empty when the event has none.
        details: What the command noted besides fields (lacks, parts, victims …).
        group: «dates» and «volumes» entries stand in the tabs of the card too, others in «all» only.
    """

    at: dt.datetime
    recorded_at: dt.datetime
    who: str
    role: str
    kind: str
    title: str
    before: str = ""
    after: str = ""
    reason_code: str = ""
    text: str = ""
    old: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)
    changes: tuple[FieldChange, ...] = ()

    @property
    def groups(self) -> frozenset[str]:
        """Tabs of the card in which the entry stands."""
        names = {change.name for change in self.changes} | set(self.details)
        found = set()
        if self.kind == "dates" or names & _DATE_FIELDS:
            found.add("dates")
        if self.kind in {"split", "merged"} or names & _VOLUME_FIELDS:
            found.add("volumes")
        return frozenset(found)


@dataclass(slots=True)
class _Change:
    """Changes of fields by one command, at a plant moment; `recorded_at` is the real one."""

    at: dt.datetime
    recorded_at: dt.datetime
    who: str
    why: str
    fields: tuple[FieldChange, ...]


def history(order_id: int, order_no: str) -> tuple[HistoryEntry, ...]:
    """Events, changes of fields and signals of an order, newest first: three to five queries."""
    changes = _changes(order_id)
    entries = [
        *_events(order_id, changes),
        *(_unexplained(change) for change in changes.values()),
        *_signals(order_no),
    ]
    return tuple(sorted(entries, key=lambda entry: entry.recorded_at, reverse=True))


def _events(order_id: int, changes: dict[UUID | int, _Change]) -> Iterator[HistoryEntry]:
    """Events with the fields their command changed; these are taken out of `changes`.

    A command may write several events; the last of them shows the fields.
    """
    found = OrderEvent.objects.filter(order_id=order_id).select_related("user").order_by("-id")
    roles = {role.value: role.label for role in Role}
    for event in found:
        change = changes.pop(event.context_id, None) if event.context_id is not None else None
        yield HistoryEntry(
            at=event.at,
            recorded_at=event.recorded_at,
            who=event.user.short_name if event.user else "Поток",
            role=roles.get(event.role, ""),
            kind=event.kind,
            title=TITLES.get(event.kind, event.kind),
            before=event.from_status,
            after=event.to_status,
            reason_code=event.reason_code,
            text=event.text,
            old=event.old,
            details=event.new,
            changes=change.fields if change is not None else (),
        )


def _unexplained(change: _Change) -> HistoryEntry:
    """Fields changed by a command that wrote no event for this order: a neighbour, an import, a plan."""
    return HistoryEntry(
        at=change.at,
        recorded_at=change.recorded_at,
        who=change.who,
        role="",
        kind="fields",
        title=TITLES["fields"],
        text=change.why,
        changes=change.fields,
    )


def _changes(order_id: int) -> dict[UUID | int, _Change]:
    """Changes of shown fields by command (or by row where no command is known), oldest first."""
    tracked = ProductionOrder.history.rel.related_model  # type: ignore[attr-defined]
    columns = ("pgh_id", "pgh_context_id", "pgh_created_at", "pgh_context__metadata", *_LABELS)
    rows = list(tracked.objects.filter(pgh_obj_id=order_id).order_by("pgh_id").values(*columns))
    names = _names(rows)
    found: dict[UUID | int, _Change] = {}
    for before, after in pairwise(rows):
        fields = tuple(
            FieldChange(name, label, _shown(name, before[name], names), _shown(name, after[name], names))
            for name, label in _LABELS.items()
            if before[name] != after[name]
        )
        if not fields:
            continue
        key = after["pgh_context_id"] or after["pgh_id"]
        metadata = after["pgh_context__metadata"] or {}
        known = found.get(key)
        found[key] = _Change(
            at=plant_moment(metadata, after["pgh_created_at"]),
            recorded_at=after["pgh_created_at"],
            who=metadata.get("who", "вне программы"),
            why=metadata.get("why", ""),
            fields=fields if known is None else _joined(known.fields, fields),
        )
    return found


def _joined(first: Sequence[FieldChange], second: Sequence[FieldChange]) -> tuple[FieldChange, ...]:
    """Two changes of one command as one: the first old value, the last new one."""
    joined = {change.name: change for change in first}
    for change in second:
        before = joined.get(change.name)
        old = change.old if before is None else before.old
        joined[change.name] = FieldChange(change.name, change.label, old, change.new)
    return tuple(change for change in joined.values() if change.old != change.new)


def _names(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, Any], Any]:
    """Names behind keys, only where they changed (so usually no query at all)."""
    names: dict[tuple[str, Any], Any] = {}
    customers = {row["customer_id"] for row in rows}
    if len(customers) > 1:
        found = Customer.objects.filter(id__in=customers).values_list("id", "name")
        names.update({("customer_id", pk): name for pk, name in found})
    recipes = {row["recipe_id"] for row in rows}
    if len(recipes) > 1:
        versions = Recipe.objects.filter(id__in=recipes - {None}).values_list("id", "version")
        names.update({("recipe_id", pk): version for pk, version in versions})
    return names


def _shown(name: str, value: object, names: Mapping[tuple[str, Any], Any]) -> object:
    if (name, value) in names:
        return names[name, value]
    return _WORDS[name].get(value, value) if name in _WORDS else value


def _signals(order_no: str) -> Iterator[HistoryEntry]:
    """Signals that name the order now."""
    found = (
        PurchaseSignal.objects.filter(order_nos__contains=[order_no])
        .select_related("item")
        .annotate(recorded_at=Min("history__pgh_created_at"))
    )
    for signal in found:
        yield HistoryEntry(
            at=signal.raised_at,
            recorded_at=signal.recorded_at,
            who="Поток",
            role="",
            kind="signal",
            title=TITLES["signal"],
            details={
                "number": signal.number,
                "kind": signal.kind,
                "kind_label": signal.get_kind_display(),
                "item": signal.item.code,
                "missing_qty": str(signal.missing_qty),
                "unit": signal.item.unit,
            },
        )
