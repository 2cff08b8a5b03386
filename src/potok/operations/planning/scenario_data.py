"""Scenarios as plain data for JSON columns and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from potok.plant.model import Order
from potok.scheduling.plan import PlanRow
from potok.scheduling.scenarios import (
    AddShift,
    Change,
    MoveMaterial,
    MoveRepair,
    ScenarioFigures,
    TakeOrder,
)


def change_dict(change: Change) -> dict[str, Any]:
    """A change as JSON data."""
    match change:
        case AddShift():
            return {
                "kind": "shift",
                "machine": change.machine_id,
                "date": change.date.isoformat(),
                "start": change.start.isoformat(timespec="minutes"),
                "minutes": change.minutes,
            }
        case MoveRepair():
            return {
                "kind": "repair",
                "machine": change.machine_id,
                "from": change.from_date.isoformat(),
                "to": change.to_date.isoformat(),
            }
        case TakeOrder():
            order = change.order
            return {
                "kind": "order",
                "order_no": order.order_no,
                "product": order.product_id,
                "qty_pcs": order.qty_pcs,
                "due": order.due_date.isoformat(),
                "priority": order.priority,
                "created": order.created_date.isoformat(),
                "material": change.material.isoformat(),
            }
        case MoveMaterial():
            dates = {
                number: date.isoformat() if date else None for number, date in sorted(change.dates.items())
            }
            return {"kind": "material", "dates": dates, "note": change.note}


def change_of(data: Mapping[str, Any]) -> Change:
    """The change of `change_dict`."""
    day = dt.date.fromisoformat
    match data["kind"]:
        case "shift":
            start = dt.time.fromisoformat(data["start"])
            return AddShift(data["machine"], day(data["date"]), start, data["minutes"])
        case "repair":
            return MoveRepair(data["machine"], day(data["from"]), day(data["to"]))
        case "order":
            order = Order(
                order_no=data["order_no"],
                created_date=day(data["created"]),
                customer="",
                manager="",
                product_id=data["product"],
                qty_pcs=data["qty_pcs"],
                due_date=day(data["due"]),
                priority=data["priority"],
            )
            return TakeOrder(order, day(data["material"]))
        case _:
            dates = {number: day(date) if date else None for number, date in data["dates"].items()}
            return MoveMaterial(dates, data.get("note", ""))


def change_words(data: Mapping[str, Any]) -> str:
    """A change in words."""

    def short(text: str) -> str:
        return f"{dt.date.fromisoformat(text):%d.%m}"

    match data["kind"]:
        case "shift":
            hours = f"{data['minutes'] / 60:g}".replace(".", ",")
            return f"ещё смена на {data['machine']} {short(data['date'])} с {data['start']}, {hours} ч"
        case "repair":
            return f"ремонт {data['machine']} с {short(data['from'])} на {short(data['to'])}"
        case "order":
            number = "" if data["order_no"].startswith("новый") else f"{data['order_no']}: "
            return f"взять {number}{data['qty_pcs']} шт. {data['product']} к {short(data['due'])}"
        case _:
            note = data.get("note") or "сырьё в другой срок"
            return f"{note}; ждущих заказов сдвинется: {len(data['dates'])}"


def figures_dict(figures: ScenarioFigures) -> dict[str, Any]:
    """Figures as JSON data."""
    return {
        "orders": figures.orders,
        "planned": figures.planned,
        "late": figures.late,
        "tardiness_days": figures.tardiness_days,
        "setup_h": figures.setup_h,
        "overtime_h": figures.overtime_h,
        "last_finish": figures.last_finish.isoformat() if figures.last_finish else None,
        "load": dict(figures.load),
    }


def row_list(rows: Iterable[PlanRow]) -> list[list[Any]]:
    """Rows of a plan as JSON data, a list a row."""
    return [
        [
            row.order_no,
            row.op_no,
            row.batch_no,
            row.part_no,
            row.machine_id,
            row.start_at.isoformat(),
            row.finish_at.isoformat(),
            str(row.qty),
            str(row.setup_min),
        ]
        for row in rows
    ]


def rows_of_list(data: Iterable[Sequence[Any]]) -> tuple[PlanRow, ...]:
    """The rows of `row_list`."""
    return tuple(
        PlanRow(
            order_no=order_no,
            op_no=op_no,
            batch_no=batch_no,
            part_no=part_no,
            machine_id=machine,
            start_at=dt.datetime.fromisoformat(start),
            finish_at=dt.datetime.fromisoformat(finish),
            qty=Decimal(qty),
            setup_min=Decimal(setup),
        )
        for order_no, op_no, batch_no, part_no, machine, start, finish, qty, setup in data
    )
