"""A confirmation tried without writing anything: what the planner sees before applying it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial

from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.capacity import CapacityFlag, capacity_flags, work_of
from potok.operations.orders.errors import UnknownOrderError
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.admission import admit, may_be_confirmed
from potok.operations.orders.services.cover import MovedOrder
from potok.operations.orders.services.decision import Decision, decide, requirements
from potok.operations.orders.services.outcomes import ConfirmationResult, outcomes_of
from potok.operations.orders.supply_books import SupplyBooks, load_books
from potok.operations.people.acting import Actor, require
from potok.supply.cover import Coverage
from potok.supply.lots import with_reservations
from potok.supply.netting import free_stock
from potok.supply.rough_cut import Work


@dataclass(frozen=True, slots=True)
class Trial:
    """What a confirmation would do.

    Attributes:
        result: As `confirm_orders` would answer now.
        overloads: Orders of the trial in overloaded groups and weeks; the planner decides what to do.
    """

    result: ConfirmationResult
    overloads: tuple[CapacityFlag, ...]


def preview_confirmation(
    actor: Actor, *, order_nos: Collection[str], expected_versions: Mapping[str, int] | None = None
) -> Trial:
    """Try a confirmation: nothing is written, nothing is locked.

    Raises:
        UnknownOrderError: One of the numbers does not exist.
        PotokError: The guard of the first order, when not a single one may be confirmed.
    """
    require(actor, "confirm_orders")
    situation = present_situation()
    found = ProductionOrder.objects.filter(order_no__in=list(order_nos)).order_by("pk")
    orders = {order.order_no: order for order in found}
    for order_no in order_nos:
        if order_no not in orders:
            raise UnknownOrderError(order_no=order_no)
    guard = partial(may_be_confirmed, situation=situation)
    ready, refused = admit(orders.values(), guard, versions=expected_versions)
    needs, _ = requirements(ready, situation)
    ids = situation.master.item_ids
    books = load_books(situation, {ids[item] for need in needs.values() for item in need})
    decision = decide(ready, needs, books.positions, situation)
    after = _coverage_after(books, decision)
    before = {order.order_no: order.status for order in ready}
    return Trial(
        ConfirmationResult(
            outcomes=outcomes_of(decision, before, situation, after),
            refused=refused,
            moved=_moved(books, decision, after),
            expiring=tuple(
                (warning.order_no, warning.item_id, warning.lot_id)
                for warning in decision.confirmation.warnings
            ),
        ),
        capacity_flags(_works(decision, situation), situation),
    )


def _coverage_after(books: SupplyBooks, decision: Decision) -> Coverage:
    """The cover of all waiting orders, had the decision been written."""
    others = [order.demand for number, order in books.waiting.items() if number not in decision.orders]
    shelves = with_reservations(books.positions, decision.confirmation.reservations)
    return books.coverage(
        demands=[*others, *decision.confirmation.waiting],
        free=free_stock(shelves, today=books.situation.today),
    )


def _moved(books: SupplyBooks, decision: Decision, after: Coverage) -> tuple[MovedOrder, ...]:
    return tuple(
        MovedOrder(number, order.row.earliest_start_date, after.orders[number].earliest_start)
        for number, order in books.waiting.items()
        if number not in decision.orders
        and order.row.earliest_start_date != after.orders[number].earliest_start
    )


def _works(decision: Decision, situation: Situation) -> list[Work]:
    return [
        work_of(
            order.order_no,
            order.product_id,
            order.qty_pcs - order.done_pcs,
            need_date=order.latest_start_date or order.due_date,
            situation=situation,
        )
        for order in decision.orders.values()
    ]
