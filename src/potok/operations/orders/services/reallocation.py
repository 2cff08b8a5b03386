"""An urgent order takes material that other orders hold: only on command, with the victims named.

Source: order-workflow 7.4 (urgency), 11 (urgent order needs raw of a confirmed one).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.errors import NothingToTakeError, UnknownOrderError, VictimsChangedError
from potok.operations.orders.models import ProductionOrder, Reservation
from potok.operations.orders.requirement import demand_of, needs_by_order
from potok.operations.orders.services.admission import may_be_confirmed
from potok.operations.orders.services.decision import requirements
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.locking import check_version, lock_orders
from potok.operations.orders.services.settlement import Reason, refresh_after_settling, settle
from potok.operations.orders.services.shelves import open_shelves
from potok.operations.people.acting import Actor, command, require
from potok.operations.warehouse.snapshot import positions
from potok.supply.netting import confirm

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Victim:
    """An order that would give material away.

    Attributes:
        takes: What of its reservations the urgent order needs, by item.
    """

    order_no: str
    customer: str
    priority: int
    status: str
    takes: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class ReallocationPreview:
    """Who would have to give what, and whether that is enough.

    Attributes:
        lack: What the urgent order lacks in free stock, by item.
        victims: Least urgent first; enough of them to cover the lack if that is possible.
        uncovered: What even all permitted victims would not give, by item; empty = possible.
    """

    order_no: str
    lack: Mapping[str, Decimal]
    victims: tuple[Victim, ...]
    uncovered: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Reallocation:
    """What a reallocation did.

    Attributes:
        kept: Victims that other free lots cover again.
        waiting: Victims that wait now (T5).
        coverable: Waiting orders that could go to production with what is left over, in rank.
    """

    order_no: str
    kept: tuple[str, ...]
    waiting: tuple[str, ...]
    coverable: tuple[str, ...]


def preview_reallocation(actor: Actor, *, order_no: str) -> ReallocationPreview:
    """Name the orders that would have to give material to an urgent one; nothing is written.

    Raises:
        UnknownOrderError: There is no such order.
        NothingToTakeError: Free stock covers the order.
    """
    require(actor, "reallocate_material")
    situation = present_situation()
    order = ProductionOrder.objects.filter(order_no=order_no).first()
    if order is None:
        raise UnknownOrderError(order_no=order_no)
    may_be_confirmed(order, situation)
    needs, _ = requirements([order], situation)
    ids = situation.master.item_ids
    shelves = positions(situation.master.item_codes, item_ids=[ids[item] for item in needs[order.pk]])
    found = confirm([demand_of(order, needs[order.pk], situation.master)], shelves, today=situation.today)
    lack = dict(found.short.get(order_no, {}))
    if not lack:
        raise NothingToTakeError(order_no=order_no, why="свободного сырья хватает, подтвердите заказ")
    return _name_victims(order, lack, situation)


def reallocate_material(
    actor: Actor,
    *,
    order_no: str,
    victims: Collection[str],
    reason: str = "",
    expected_versions: Mapping[str, int] | None = None,
) -> Reallocation:
    """Give an urgent order what the named victims hold; they look for other lots or wait (T5).

    Args:
        victims: Orders in production that were not launched and are less urgent.

    Raises:
        NothingToTakeError: Free stock covers the order.
        VictimsChangedError: A victim may not give, or all of them together do not give enough.
        VersionConflictError: Somebody changed one of the orders since it was read.
    """
    with command(actor, "reallocate_material", why=reason):
        situation = present_situation()
        orders = lock_orders({order_no, *victims})
        for number, order in orders.items():
            check_version(order, (expected_versions or {}).get(number))
        urgent = orders.pop(order_no)
        may_be_confirmed(urgent, situation)
        _refuse_bad_victims(urgent, orders.values())
        witness = Witness(actor, "reallocate_material", situation.now)
        needs = needs_by_order([urgent, *orders.values()], situation.master)
        ids = situation.master.item_ids
        shelves = open_shelves({ids[item] for need in needs.values() for item in need}, situation)
        released = shelves.release([victim.pk for victim in orders.values()])
        first = settle(witness, [urgent], situation, shelves=shelves)
        short = first.decision.confirmation.short.get(order_no)
        if short:
            lacking = ", ".join(f"{item} {qty}" for item, qty in short.items())
            raise VictimsChangedError(why=f"заказу {order_no} всё ещё не хватает: {lacking}")
        shelves.bring(released)  # what lies in the victims' shops still serves them
        because = Reason("urgent", reason or f"сырьё отдано срочному заказу {order_no}")
        second = settle(witness, list(orders.values()), situation, shelves=shelves, reason=because)
        record(
            [witness.event(urgent.pk, "reallocated", new={"victims": sorted(orders)}, reason_code="urgent")]
        )
        freed = {hold.item_id for hold in released}
        refresh = refresh_after_settling(situation, first, second, freed=freed)
    return Reallocation(
        order_no=order_no,
        kept=tuple(number for number in orders if number not in second.lost),
        waiting=second.lost,
        coverable=refresh.coverable,
    )


def _refuse_bad_victims(urgent: ProductionOrder, victims: Iterable[ProductionOrder]) -> None:
    listed = list(victims)
    if not listed:
        raise VictimsChangedError(why="не назван ни один заказ")
    for victim in listed:
        if victim.status != "in_production" or victim.launch_actual_at is not None:
            raise VictimsChangedError(why=f"{victim.order_no} не держит резерва или уже запущен")
        if victim.priority <= urgent.priority:
            raise VictimsChangedError(why=f"{victim.order_no} не менее срочный, чем {urgent.order_no}")


def _name_victims(
    order: ProductionOrder, lack: Mapping[str, Decimal], situation: Situation
) -> ReallocationPreview:
    """Least urgent holders first, as many as are needed."""
    ids = situation.master.item_ids
    holds = (
        Reservation.objects.filter(
            kind="hard",
            item_id__in=[ids[item] for item in lack],
            order__status="in_production",
            order__launch_actual_at__isnull=True,
            order__priority__gt=order.priority,
        )
        .select_related("order__customer")
        .order_by("-order__priority", "-order__due_date", "-order__order_no", "lot_id")
    )
    left = dict(lack)
    takes: dict[int, dict[str, Decimal]] = {}
    givers: dict[int, ProductionOrder] = {}
    for hold in holds:
        item = situation.master.item_codes[hold.item_id]
        taken = min(left[item], hold.qty)
        if taken > 0:
            left[item] -= taken
            givers[hold.order_id] = hold.order
            mine = takes.setdefault(hold.order_id, {})
            mine[item] = mine.get(item, _NOTHING) + taken
    return ReallocationPreview(
        order_no=order.order_no,
        lack=lack,
        victims=tuple(
            Victim(giver.order_no, giver.customer.name, giver.priority, giver.status, takes[pk])
            for pk, giver in givers.items()
        ),
        uncovered={item: qty for item, qty in left.items() if qty > 0},
    )
