"""Confirmation: new and waiting orders take free stock in their turn or wait (order-workflow 4, 6; T2–T4).

One order or many go the same way. Locked are the orders and the lots with free stock of their components,
for as long as it takes to decide and to write; what follows for other orders is `cover`'s business.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from potok.operations.bulk_update import update_rows
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.models import ProductionOrder, Reservation
from potok.operations.orders.requirement import demand_of, first_start, needs_by_order, note_latest_start
from potok.operations.orders.services.admission import Refusal, admit, may_be_confirmed
from potok.operations.orders.services.components import drop_other_components, note_answer, write_components
from potok.operations.orders.services.cover import MovedOrder, refresh_after
from potok.operations.orders.services.cover_writing import OrderAnswer, PartAnswer, covered_answer
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.locking import lock_free_lots, lock_orders
from potok.operations.people.acting import Actor, command
from potok.operations.warehouse.models import StockLot
from potok.operations.warehouse.snapshot import position
from potok.supply.cover import Coverage
from potok.supply.facts import Demand, StockPosition
from potok.supply.netting import Confirmation, confirm, free_stock

_WRITTEN = (
    "status",
    "recipe",
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
class Lack:
    """A component that free stock does not cover, in the stock unit."""

    item: str
    name: str
    unit: str
    gross: Decimal
    free: Decimal
    lack: Decimal


@dataclass(frozen=True, slots=True)
class Outcome:
    """What confirmation makes of one order.

    Attributes:
        status: The new status.
        lacks: Components that are short, in the sequence of the recipe.
        cover: in_stock, expected or missing; unknown when the check of dates follows after the commit.
    """

    order_no: str
    before: str
    status: str
    lacks: tuple[Lack, ...]
    cover: str
    cover_date: dt.date | None
    earliest_start_date: dt.date | None
    latest_start_date: dt.date | None
    slack_days: int | None


@dataclass(frozen=True, slots=True)
class ConfirmationResult:
    """The answer of a single or mass confirmation.

    Attributes:
        outcomes: Orders that were checked, in rank.
        refused: Orders that may not be confirmed, each with its guard.
        moved: Other waiting orders whose earliest start changed.
        coverable: Waiting orders that could go to production now, in rank.
        expiring: Reserved lots that expire before the planned launch: (order, item, lot).
    """

    outcomes: tuple[Outcome, ...]
    refused: tuple[Refusal, ...] = ()
    moved: tuple[MovedOrder, ...] = ()
    coverable: tuple[str, ...] = ()
    expiring: tuple[tuple[str, str, str], ...] = ()

    @property
    def in_production(self) -> tuple[str, ...]:
        """Numbers of the orders that got everything."""
        return tuple(one.order_no for one in self.outcomes if one.status == "in_production")

    @property
    def waiting(self) -> tuple[str, ...]:
        """Numbers of the orders that wait."""
        return tuple(one.order_no for one in self.outcomes if one.status == "waiting_shortage")


@dataclass(frozen=True, slots=True)
class Decision:
    """Orders of a confirmation with their requirement and what the stock says."""

    orders: Mapping[str, ProductionOrder]
    needs: Mapping[int, Mapping[str, Decimal]]
    confirmation: Confirmation
    free: Mapping[str, Mapping[str, Decimal]]

    def item_ids(self, situation: Situation) -> set[int]:
        """All items that the orders need."""
        ids = situation.master.item_ids
        return {ids[item] for need in self.needs.values() for item in need}


def confirm_orders(
    actor: Actor, *, order_nos: Collection[str], expected_versions: Mapping[str, int] | None = None
) -> ConfirmationResult:
    """Confirm new and waiting orders, each all or nothing, in rank whatever the sequence of numbers.

    Args:
        order_nos: Numbers of the orders.
        expected_versions: Version by number, as the caller saw it.

    Raises:
        UnknownOrderError: One of the numbers does not exist.
        PotokError: The guard of the first order, when not a single one may be confirmed.
    """
    with command(actor, "confirm_orders"):
        situation = present_situation()
        guard = partial(may_be_confirmed, situation=situation)
        ready, refused = admit(lock_orders(order_nos).values(), guard, versions=expected_versions)
        needs, recipe_changed = prepare(ready, situation)
        ids = situation.master.item_ids
        lots = lock_free_lots({ids[item] for need in needs.values() for item in need})
        shelves = [position(lot, situation.master.item_codes) for lot in lots]
        decision = decide(ready, needs, shelves, situation)
        before = {order.order_no: order.status for order in ready}
        _write(actor, decision, lots, situation)
        if recipe_changed:
            drop_other_components(needs, situation)
        reserved = {ids[taken.item_id] for taken in decision.confirmation.reservations}
        waiting = {ids[item] for demand in decision.confirmation.waiting for item in demand.need}
        refresh = refresh_after(situation, reserved | waiting, stock=reserved, decided=frozenset(before))
    return ConfirmationResult(
        outcomes=outcomes(decision, before, situation, refresh.coverage),
        refused=refused,
        moved=tuple(order for order in refresh.moved if order.order_no not in before),
        coverable=tuple(order_no for order_no in refresh.coverable if order_no not in before),
        expiring=tuple(
            (warning.order_no, warning.item_id, warning.lot_id) for warning in decision.confirmation.warnings
        ),
    )


def prepare(
    orders: Iterable[ProductionOrder], situation: Situation
) -> tuple[dict[int, Mapping[str, Decimal]], bool]:
    """Give new orders the active recipe and find every requirement.

    Returns:
        Gross requirement by order and item, and whether some order changed its recipe.
    """
    listed = list(orders)
    recipe_changed = False
    for order in listed:
        if order.status == "new":
            active = situation.master.recipe_ids[situation.master.item_codes[order.product_id]]
            recipe_changed |= order.recipe_id != active
            order.recipe_id = active
        note_latest_start(order, situation.master)
    return needs_by_order(listed, situation.master), recipe_changed


def decide(
    orders: Iterable[ProductionOrder],
    needs: Mapping[int, Mapping[str, Decimal]],
    shelves: Sequence[StockPosition],
    situation: Situation,
) -> Decision:
    """Ask the rules: who is covered by free stock, in rank, and what the others lack."""
    by_number = {order.order_no: order for order in orders}
    demands = [demand_of(order, needs[order.pk], situation.master) for order in by_number.values()]
    confirmation = confirm(demands, shelves, today=situation.today)
    return Decision(
        by_number,
        needs,
        confirmation,
        _free_in_turn(confirmation, free_stock(shelves, today=situation.today)),
    )


def _free_in_turn(confirmation: Confirmation, free: Mapping[str, Decimal]) -> dict[str, dict[str, Decimal]]:
    """What every order found free when its turn came."""
    left = dict(free)
    covered = {demand.order_no for demand in confirmation.covered}
    found = {}
    both: list[Demand] = [*confirmation.covered, *confirmation.waiting]
    for demand in sorted(both, key=lambda each: (each.priority, each.due_date, each.order_no)):
        found[demand.order_no] = {item: left.get(item, Decimal(0)) for item in demand.need}
        if demand.order_no in covered:
            for item, gross in demand.need.items():
                left[item] -= gross
    return found


def _write(actor: Actor, decision: Decision, lots: Sequence[StockLot], situation: Situation) -> None:
    witness = Witness(actor, "confirm_orders", situation.now)
    answers = _answers(decision, situation)
    events = []
    rows: list[dict[str, Any]] = []
    was_waiting = []
    for order_no, order in decision.orders.items():
        lack = decision.confirmation.short.get(order_no, {})
        status = "waiting_shortage" if lack else "in_production"
        if order.status == "waiting_shortage":
            was_waiting.append(order.pk)
        events.append(
            witness.event(
                order.pk,
                "checked" if status == order.status else "confirmed",
                from_status=order.status,
                to_status=status,
                new={"lack": {item: str(qty) for item, qty in lack.items()}},
            )
        )
        order.status = status
        note_answer(order, answers[order.pk], situation)
        rows.append({"id": order.pk, **{name: _value(order, name) for name in _WRITTEN}})
    update_rows(ProductionOrder, _WRITTEN, rows)
    write_components(decision.needs, answers, situation)
    if was_waiting:
        Reservation.objects.filter(order_id__in=was_waiting, kind="soft").delete()
    write_reservations(decision.confirmation, decision.orders, lots)
    record(events)


def _value(order: ProductionOrder, name: str) -> object:
    return order.recipe_id if name == "recipe" else getattr(order, name)


def write_reservations(
    confirmation: Confirmation, orders: Mapping[str, ProductionOrder], lots: Iterable[StockLot]
) -> None:
    """Hard reservations of the covered orders on the locked lots."""
    by_code = {lot.code: lot for lot in lots}
    Reservation.objects.bulk_create(
        Reservation(
            order_id=orders[taken.order_no].pk,
            item_id=by_code[taken.lot_id].item_id,
            lot_id=by_code[taken.lot_id].pk,
            kind="hard",
            qty=taken.qty,
        )
        for taken in confirmation.reservations
    )


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
        answers[decision.orders[demand.order_no].pk] = OrderAnswer(
            "unknown", None, tuple(lack), None, None, parts
        )
    return answers


def outcomes(
    decision: Decision, before: Mapping[str, str], situation: Situation, coverage: Coverage | None
) -> tuple[Outcome, ...]:
    """The answer for every order, in rank."""
    confirmation = decision.confirmation
    both = [*confirmation.covered, *confirmation.waiting]
    both.sort(key=lambda each: (each.priority, each.due_date, each.order_no))
    return tuple(_outcome(demand, decision, before, situation, coverage) for demand in both)


def _outcome(
    demand: Demand,
    decision: Decision,
    before: Mapping[str, str],
    situation: Situation,
    coverage: Coverage | None,
) -> Outcome:
    lack = decision.confirmation.short.get(demand.order_no, {})
    items = situation.master.items
    lacks = tuple(
        Lack(
            item=item,
            name=items[item].name,
            unit=items[item].unit.value,
            gross=gross,
            free=decision.free[demand.order_no][item],
            lack=lack[item],
        )
        for item, gross in demand.need.items()
        if item in lack
    )
    cover, date, earliest, slack = "unknown", None, None, None
    if not lack:
        cover, date, earliest = "in_stock", situation.today, first_start(demand, situation)
        if earliest is not None and demand.latest_start is not None:
            slack = (demand.latest_start - earliest).days
    elif coverage is not None and (found := coverage.orders.get(demand.order_no)) is not None:
        cover = "expected" if found.claims else "missing"
        date, earliest, slack = found.material_date, found.earliest_start, found.slack_days
    return Outcome(
        order_no=demand.order_no,
        before=before[demand.order_no],
        status="waiting_shortage" if lack else "in_production",
        lacks=lacks,
        cover=cover,
        cover_date=date,
        earliest_start_date=earliest,
        latest_start_date=demand.latest_start,
        slack_days=slack,
    )
