"""Requirement lines of orders, written as a whole when volume or recipe changes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from potok.operations.bulk_writes import insert_rows
from potok.operations.catalog.situation import Situation
from potok.operations.orders.models import OrderComponent, ProductionOrder
from potok.operations.orders.services.cover_writing import OrderAnswer, receipt_ids

_NOTHING = Decimal(0)
_FIELDS = ("order", "item", "gross_qty", "free_qty", "lack_qty", "cover", "cover_date", "receipt")
_QUEUES = {"new": "new", "waiting_shortage": "waiting"}


def write_components(
    needs: Mapping[int, Mapping[str, Decimal]],
    answers: Mapping[int, OrderAnswer],
    situation: Situation,
    *,
    becoming: Mapping[int, str] | None = None,
) -> None:
    """Make the components of orders these, with the answers of their check where there is one.

    Args:
        needs: Gross requirement by order (key in the books) and item.
        answers: By order; an order without one gets components that are not checked.
        becoming: Status that each order is about to get, all of `needs` or None: written with the
            components, their queue need not be written once more by the trigger of the orders.
    """
    receipts = receipt_ids(answers.values())
    rows = (
        {
            **_component(order_id, item, gross, answers.get(order_id), receipts, situation),
            **({"queue": _QUEUES.get(becoming[order_id], "")} if becoming else {}),
        }
        for order_id, need in needs.items()
        for item, gross in need.items()
    )
    fields = (*_FIELDS, "queue") if becoming else _FIELDS
    insert_rows(OrderComponent, fields, rows, key=("order", "item"))


def drop_other_components(needs: Mapping[int, Mapping[str, Decimal]], situation: Situation) -> None:
    """Delete components that the present recipes of the orders do not have."""
    ids = situation.master.item_ids
    kept = {(order_id, ids[item]) for order_id, need in needs.items() for item in need}
    listed = OrderComponent.objects.filter(order_id__in=list(needs)).values_list("id", "order_id", "item_id")
    outdated = [pk for pk, order_id, item_id in listed if (order_id, item_id) not in kept]
    if outdated:
        OrderComponent.objects.filter(id__in=outdated).delete()


def _component(
    order_id: int,
    item: str,
    gross: Decimal,
    answer: OrderAnswer | None,
    receipts: Mapping[str, int],
    situation: Situation,
) -> dict[str, Any]:
    part = answer.parts[item] if answer else None
    free, lack = (part.stock if part and part.stock else None) or (_NOTHING, _NOTHING)
    return {
        "order": order_id,
        "item": situation.master.item_ids[item],
        "gross_qty": gross,
        "free_qty": free,
        "lack_qty": lack,
        "cover": part.cover if part else "unknown",
        "cover_date": part.cover_date if part else None,
        "receipt": receipts[part.receipt] if part and part.receipt else None,
    }


def note_answer(order: ProductionOrder, answer: OrderAnswer, situation: Situation) -> None:
    """Set the answer of a check on an order that is saved afterwards."""
    order.cover = answer.cover
    order.cover_date = answer.cover_date
    order.cover_items = list(answer.cover_items)
    order.cover_checked_at = situation.now
    order.earliest_start_date = answer.earliest_start
    order.slack_days = answer.slack_days
