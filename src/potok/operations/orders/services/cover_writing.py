"""Answers of the availability check into the books: only what differs from the last answer is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from potok.operations.bulk_writes import insert_rows, update_rows
from potok.operations.orders.models import OrderComponent, ProductionOrder, Reservation
from potok.operations.orders.supply_books import CheckedOrder, StoredComponent, StoredOrder
from potok.operations.purchasing.models import Receipt
from potok.supply.cover import Coverage, OrderCover

_ORDER_FIELDS = (
    "cover",
    "cover_date",
    "cover_items",
    "cover_checked_at",
    "earliest_start_date",
    "slack_days",
)
_COMPONENT_FIELDS = ("free_qty", "lack_qty", "cover", "cover_date", "receipt")


@dataclass(frozen=True, slots=True)
class PartAnswer:
    """The answer for one component.

    Attributes:
        stock: Free and lacking quantity when free stock was looked at anew, None = as at the last check.
        receipt: The receipt that completes the component, None when it needs none or nothing does.
    """

    cover: str
    cover_date: dt.date | None
    receipt: str | None
    stock: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """The answer for one order, ready to be written."""

    cover: str
    cover_date: dt.date | None
    cover_items: tuple[str, ...]
    earliest_start: dt.date | None
    slack_days: int | None
    parts: Mapping[str, PartAnswer]


def covered_answer(
    components: Iterable[str],
    *,
    today: dt.date,
    earliest: dt.date | None,
    latest: dt.date | None,
    free: Mapping[str, tuple[Decimal, Decimal]] | None = None,
) -> OrderAnswer:
    """The answer for an order that has everything in stock.

    Args:
        components: Its items.
        earliest: First working date of its workshop from today on.
        latest: Its latest start.
        free: Free and lacking quantity by item, when they are known.
    """
    slack = (latest - earliest).days if latest is not None and earliest is not None else None
    stock = free or {}
    parts = {item: PartAnswer("in_stock", today, None, stock.get(item)) for item in components}
    return OrderAnswer("in_stock", today, (), earliest, slack, parts)


def waiting_answer(
    order: OrderCover, *, stock: Mapping[str, tuple[Decimal, Decimal]] | None = None
) -> OrderAnswer:
    """The answer for an order that waits for receipts.

    Its items are named as the journal shows them: what nobody brings, else what comes, the last first.
    """
    known = stock or {}
    parts = {
        item: PartAnswer(
            cover=part.state.value,
            cover_date=part.day,
            receipt=part.pegs[-1].receipt_id if part.pegs and not part.missing else None,
            stock=known.get(item),
        )
        for item, part in order.components.items()
    }
    awaited = [part for part in order.components.values() if part.pegs]
    awaited.sort(key=lambda part: (-(part.day or dt.date.max).toordinal(), part.item_id))
    items = order.blockers or tuple(part.item_id for part in awaited)
    known_state = "expected" if awaited else "in_stock"
    state = known_state if order.claims else "missing"
    return OrderAnswer(state, order.material_date, items, order.earliest_start, order.slack_days, parts)


def write_answers(
    orders: Sequence[CheckedOrder],
    answers: Mapping[str, OrderAnswer],
    *,
    at: dt.datetime,
    checked: Collection[str] = (),
) -> int:
    """Write the answers that differ; returns how many orders changed. The orders are locked.

    Args:
        orders: As they were read.
        answers: By number of the order.
        at: Moment of the check.
        checked: Orders that were looked at on purpose: the moment is noted even if nothing changed.
    """
    receipts = receipt_ids(answers.values())
    order_rows: list[dict[str, Any]] = []
    part_rows: list[dict[str, Any]] = []
    for order in orders:
        answer = answers[order.row.order_no]
        changed = [
            {"id": part.id, **values}
            for code, part in order.components.items()
            if (values := _part_values(answer.parts[code], receipts, part)) is not None
        ]
        part_rows += changed
        if changed or order.row.order_no in checked or _differs(order.row, answer):
            order_rows.append({"id": order.row.id, **_order_values(answer, at)})
    update_rows(OrderComponent, _COMPONENT_FIELDS, part_rows)
    return update_rows(ProductionOrder, _ORDER_FIELDS, order_rows)


def write_pegs(orders: Sequence[CheckedOrder], coverage: Coverage) -> None:
    """Make the soft reservations of the orders those of the coverage."""
    order_ids = {order.row.order_no: order.row.id for order in orders}
    pegs = [peg for peg in coverage.pegs() if peg.order_no in order_ids]
    receipts = (
        dict(Receipt.objects.filter(code__in={peg.receipt_id for peg in pegs}).values_list("code", "id"))
        if pegs
        else {}
    )
    desired = {(order_ids[peg.order_no], receipts[peg.receipt_id]): peg.qty for peg in pegs}
    items = {
        (order.row.id, code): part.item_id for order in orders for code, part in order.components.items()
    }
    stored = Reservation.objects.filter(kind="soft", order_id__in=list(order_ids.values()))
    outdated = []
    for pk, order_id, receipt_id, qty in stored.values_list("id", "order_id", "receipt_id", "qty"):
        if desired.get((order_id, receipt_id)) == qty:
            del desired[order_id, receipt_id]
        else:
            outdated.append(pk)
    if outdated:
        Reservation.objects.filter(id__in=outdated).delete()
    rows = (
        {
            "order": order_ids[peg.order_no],
            "item": items[order_ids[peg.order_no], peg.item_id],
            "receipt": receipts[peg.receipt_id],
            "kind": "soft",
            "qty": peg.qty,
        }
        for peg in pegs
        if (order_ids[peg.order_no], receipts[peg.receipt_id]) in desired
    )
    insert_rows(Reservation, ("order", "item", "receipt", "kind", "qty"), rows)


def receipt_ids(answers: Iterable[OrderAnswer]) -> dict[str, int]:
    """Key by code of the receipts that the answers name; no query when they name none."""
    codes = {part.receipt for answer in answers for part in answer.parts.values() if part.receipt}
    return dict(Receipt.objects.filter(code__in=codes).values_list("code", "id")) if codes else {}


def _part_values(
    answer: PartAnswer, receipts: Mapping[str, int], part: StoredComponent
) -> dict[str, Any] | None:
    """New values of a component, None when they are the stored ones."""
    free, lack = answer.stock or (part.free_qty, part.lack_qty)
    values = {
        "free_qty": free,
        "lack_qty": lack,
        "cover": answer.cover,
        "cover_date": answer.cover_date,
        "receipt": receipts[answer.receipt] if answer.receipt else None,
    }
    stored = (part.free_qty, part.lack_qty, part.cover, part.cover_date, part.receipt_id)
    return None if tuple(values.values()) == stored else values


def _order_values(answer: OrderAnswer, at: dt.datetime) -> dict[str, Any]:
    return {
        "cover": answer.cover,
        "cover_date": answer.cover_date,
        "cover_items": list(answer.cover_items),
        "cover_checked_at": at,
        "earliest_start_date": answer.earliest_start,
        "slack_days": answer.slack_days,
    }


def _differs(row: StoredOrder, answer: OrderAnswer) -> bool:
    return (row.cover, row.cover_date, row.cover_items, row.earliest_start_date, row.slack_days) != (
        answer.cover,
        answer.cover_date,
        list(answer.cover_items),
        answer.earliest_start,
        answer.slack_days,
    )
