"""A decision about material written into the books: status, components, reservations, events."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from potok.operations.bulk_writes import update_rows
from potok.operations.catalog.situation import Situation
from potok.operations.kept_cursor import sent_together
from potok.operations.orders.models import OrderEvent, ProductionOrder, Reservation
from potok.operations.orders.requirement import first_start
from potok.operations.orders.services.components import drop_other_components, note_answer, write_components
from potok.operations.orders.services.cover import Refresh, refresh_after
from potok.operations.orders.services.cover_writing import OrderAnswer, PartAnswer, covered_answer
from potok.operations.orders.services.decision import Decision, decide, requirements
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.planned_lines import loosen_lines
from potok.operations.orders.services.shelves import Shelves, open_shelves

_WRITTEN = (
    "status",
    "recipe",
    "progress",
    "agreement",
    "latest_start_at",
    "latest_start_date",
    "cover",
    "cover_date",
    "cover_items",
    "cover_checked_at",
    "earliest_start_date",
    "slack_days",
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why orders are settled anew: for their events."""

    code: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was written.

    Attributes:
        before: Status before by number.
        stock: Items whose free stock changed, by key.
        queue: Items that waiting orders of the decision need, by key.
    """

    decision: Decision
    before: Mapping[str, str]
    stock: frozenset[int]
    queue: frozenset[int]

    @property
    def lost(self) -> tuple[str, ...]:
        """Orders that were in production and wait now (T5)."""
        waiting = {demand.order_no for demand in self.decision.confirmation.waiting}
        return tuple(no for no, status in self.before.items() if status == "in_production" and no in waiting)


def settle(
    witness: Witness,
    orders: Collection[ProductionOrder],
    situation: Situation,
    *,
    shelves: Shelves | None = None,
    reason: Reason | None = None,
) -> Settlement:
    """Check locked orders against stock and write what follows (T2 to T5), in rank.

    Orders in production give back what they hold first, so that they are served like all others; one
    that is covered again stays in production, perhaps from other lots. What was issued to their shops
    serves them again.

    Args:
        shelves: Lots the command has locked already.
        reason: For the events of orders that lose their cover.
    """
    holders = [order.pk for order in orders if order.status == "in_production"]
    needs, recipe_changed = requirements(orders, situation)
    ids = situation.master.item_ids
    if shelves is None:
        items = {ids[item] for need in needs.values() for item in need}
        shelves = open_shelves(items, situation, free_only=not holders)
    released = shelves.release(holders) if holders else []
    shelves.bring(released)
    decision = decide(orders, needs, shelves.positions(), situation)
    before = {order.order_no: order.status for order in orders}
    _write(witness, decision, shelves, situation, reason or Reason())
    if recipe_changed or holders:
        drop_other_components(needs, situation)
    confirmation = decision.confirmation
    taken = {ids[part.item_id] for part in confirmation.reservations}
    return Settlement(
        decision=decision,
        before=before,
        stock=frozenset(taken | {hold.item_id for hold in released}),
        queue=frozenset(ids[item] for demand in confirmation.waiting for item in demand.need),
    )


def refresh_after_settling(
    situation: Situation, *settlements: Settlement, freed: Collection[int] = ()
) -> Refresh:
    """Bring other waiting orders up to date; what the settled ones lack stays as it was found.

    Args:
        freed: Items of which the command itself freed stock, by key.
    """
    stock = frozenset(freed).union(*(each.stock for each in settlements))
    queue = frozenset[int]().union(*(each.queue for each in settlements))
    decided = frozenset(number for each in settlements for number in each.before)
    return refresh_after(situation, stock | queue, stock=stock, decided=decided)


def _write(
    witness: Witness, decision: Decision, shelves: Shelves, situation: Situation, reason: Reason
) -> None:
    answers = _answers(decision, situation)
    events: list[OrderEvent] = []
    rows: list[dict[str, Any]] = []
    pegged, unplanned = [], []
    for order_no, order in decision.orders.items():
        lack = decision.confirmation.short.get(order_no, {})
        status = "waiting_shortage" if lack else "in_production"
        events.append(_event(witness, order, status, lack, reason))
        if order.status == "waiting_shortage":
            pegged.append(order.pk)
        if order.status == "in_production" and lack:
            unplanned.append(order.pk)
            order.agreement = "none"
            order.progress = "scheduled" if order.launch_at else "not_scheduled"
        order.status = status
        note_answer(order, answers[order.pk], situation)
        rows.append({"id": order.pk, **{name: _value(order, name) for name in _WRITTEN}})
    becoming = {order.pk: order.status for order in decision.orders.values()}
    with sent_together():
        write_components(decision.needs, answers, situation, becoming=becoming)
        update_rows(ProductionOrder, _WRITTEN, rows)
        shelves.reserve(decision.confirmation.reservations, decision.orders)
        record(events)
    if pegged:
        Reservation.objects.filter(order_id__in=pegged, kind="soft").delete()
    if unplanned:
        loosen_lines(unplanned)


def _event(
    witness: Witness, order: ProductionOrder, status: str, lack: Mapping[str, Decimal], reason: Reason
) -> OrderEvent:
    lost = order.status == "in_production" and status != order.status
    kind = "confirmed"
    if lost:
        kind = "cover_lost"
    elif status == order.status:
        kind = "lots_replaced" if status == "in_production" else "checked"
    return witness.event(
        order.pk,
        kind,
        from_status=order.status,
        to_status=status,
        new={"lack": {item: str(qty) for item, qty in lack.items()}},
        reason_code=reason.code,
        text=reason.text,
    )


def _value(order: ProductionOrder, name: str) -> object:
    return order.recipe_id if name == "recipe" else getattr(order, name)


def _answers(decision: Decision, situation: Situation) -> dict[int, OrderAnswer]:
    """Covered orders get their answer; waiting ones what they lack, their dates follow."""
    answers = {}
    for demand in decision.confirmation.covered:
        found = decision.free[demand.order_no]
        answers[decision.orders[demand.order_no].pk] = covered_answer(
            demand.need,
            today=situation.today,
            earliest=first_start(demand, situation),
            latest=demand.latest_start,
            free={item: (free, Decimal(0)) for item, free in found.items()},
        )
    for demand in decision.confirmation.waiting:
        found, lack = decision.free[demand.order_no], decision.confirmation.short[demand.order_no]
        parts = {
            item: PartAnswer("unknown", None, None, (found[item], lack.get(item, Decimal(0))))
            for item in demand.need
        }
        pk = decision.orders[demand.order_no].pk
        answers[pk] = OrderAnswer("unknown", None, tuple(lack), None, None, parts)
    return answers
