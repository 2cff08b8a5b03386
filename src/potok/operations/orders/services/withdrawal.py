"""Lots taken away from the orders that hold them: rejected, counted short, corrected (order-workflow 9, 11).

A command locks the holders and the lots, breaks reservations, changes the lots, and then lets the
victims look for other lots: first expired first; what is not covered waits (T5), launched orders stop.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from django.db import transaction

from potok.operations.catalog.situation import Situation
from potok.operations.orders.models import ProductionOrder, Reservation
from potok.operations.orders.services.cover import Refresh, refresh_after
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.locking import lock_orders
from potok.operations.orders.services.settlement import Reason, refresh_after_settling, settle
from potok.operations.orders.services.shelves import Hold, write_holds
from potok.operations.warehouse.models import StockLot

Answer = TypeVar("Answer")
#: How often the holders of a lot are read anew when others reserve it at the same moment.
_ATTEMPTS = 5
_NOTHING = Decimal(0)


class HoldersChangedError(Exception):
    """Another order reserved one of the lots before it was locked."""


@dataclass(frozen=True, slots=True)
class Grip:
    """Locked lots with the locked orders in production that hold them.

    Attributes:
        lots: The lots asked for, by key, as they are now.
        orders: Holders by key.
    """

    lots: Mapping[int, StockLot]
    orders: Mapping[int, ProductionOrder]


@dataclass(frozen=True, slots=True)
class Broken:
    """Orders that lost a reservation.

    Attributes:
        settled: Not launched: they look for other lots.
        stopped: Launched: their shops must stop.
        items: Items of which reservations were broken, by key.
    """

    settled: tuple[ProductionOrder, ...] = ()
    stopped: tuple[ProductionOrder, ...] = ()
    items: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What became of the orders.

    Attributes:
        kept: Covered from other lots now.
        waiting: Back to waiting (T5).
        stopped: Launched orders that stop.
    """

    kept: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    refresh: Refresh = field(default_factory=Refresh)


def with_steady_holders(act: Callable[[], Answer]) -> Answer:
    """Run a part of a command again, from its start, when the holders of its lots changed under it."""
    for attempt in range(_ATTEMPTS):
        try:
            with transaction.atomic():
                return act()
        except HoldersChangedError:
            if attempt == _ATTEMPTS - 1:
                raise
    raise AssertionError


def grip(lot_ids: Collection[int]) -> Grip:
    """Lock the holders of the lots, then the lots together with all lots that the holders may need, by id.

    Raises:
        HoldersChangedError: An order came to hold one of the lots meanwhile; see `with_steady_holders`.
    """
    numbers = _holders(lot_ids)
    locked = lock_orders(list(numbers.values())).values() if numbers else []
    # One of them may have been cancelled or lost its cover before it was locked.
    orders = {order.pk: order for order in locked if order.status == "in_production"}
    items = set(Reservation.objects.filter(order_id__in=list(orders)).values_list("item_id", flat=True))
    needed = StockLot.objects.filter(item_id__in=items, qty__gt=0).values_list("pk", flat=True)
    wanted = sorted({*lot_ids, *needed})
    found = StockLot.objects.select_for_update(no_key=True, of=("self",)).select_related("item")
    lots = {lot.pk: lot for lot in found.filter(pk__in=wanted).order_by("pk")}
    if _holders(lot_ids).keys() - numbers.keys():
        raise HoldersChangedError
    return Grip({pk: lots[pk] for pk in lot_ids}, orders)


def break_reservations(
    witness: Witness,
    held: Grip,
    limits: Mapping[int, Decimal],
    *,
    reason: Reason,
    spared: Callable[[ProductionOrder, StockLot], bool] = lambda _order, _lot: False,
) -> Broken:
    """Take reservations off lots until they hold no more than a limit.

    The youngest reservation of the lowest priority goes first (order-workflow 11). Victims that are not
    launched give back all of it, for they look for lots anew; launched ones keep what is left and stop.

    Args:
        limits: What may stay reserved, by lot: 0 when the lot may not be used any more.
        spared: Orders that may keep the lot, for example products with a permission.
    """
    rows = Reservation.objects.filter(lot_id__in=list(limits), kind="hard", order_id__in=list(held.orders))
    victims: dict[int, ProductionOrder] = {}
    gone: list[int] = []
    rests: list[Hold] = []
    left = {pk: held.lots[pk].reserved_qty for pk in limits}
    for row in rows.order_by("-order__priority", "-created_at", "-id"):
        lot, order = held.lots[int(row.lot_id or 0)], held.orders[row.order_id]
        excess = left[lot.pk] - limits[lot.pk]
        if excess <= 0 or spared(order, lot):
            continue
        victims[order.pk] = order
        gone.append(row.pk)
        rest = _NOTHING if order.launch_actual_at is None else max(_NOTHING, row.qty - excess)
        left[lot.pk] -= row.qty - rest
        if rest:
            rests.append(Hold(order.pk, row.item_id, lot.pk, rest))
    if not gone:
        return Broken()
    Reservation.objects.filter(pk__in=gone).delete()
    write_holds(rests)
    for lot in held.lots.values():
        lot.refresh_from_db(fields=["qty", "reserved_qty"])
    stopped = tuple(order for order in victims.values() if order.launch_actual_at is not None)
    _stop(witness, stopped, reason)
    return Broken(
        settled=tuple(order for order in victims.values() if order.launch_actual_at is None),
        stopped=stopped,
        items=frozenset(held.lots[pk].item_id for pk in limits),
    )


def serve_victims(
    witness: Witness, broken: Broken, situation: Situation, *, reason: Reason, items: Collection[int]
) -> Withdrawal:
    """After the lots were changed: other lots for the victims, then the cover of all waiting orders.

    Args:
        items: Items of the changed lots, by key.
    """
    stopped = tuple(order.order_no for order in broken.stopped)
    if not broken.settled:
        refresh = refresh_after(situation, set(items), stock=set(items))
        return Withdrawal(stopped=stopped, refresh=refresh)
    settled = settle(witness, broken.settled, situation, reason=reason)
    refresh = refresh_after_settling(situation, settled, freed=set(items))
    kept = tuple(order.order_no for order in broken.settled if order.order_no not in settled.lost)
    return Withdrawal(kept, settled.lost, stopped, refresh)


def lots_named(codes: Sequence[str]) -> dict[str, int]:
    """Keys of lots by number; those that do not exist are left out."""
    return dict(StockLot.objects.filter(code__in=list(codes)).values_list("code", "pk"))


def _holders(lot_ids: Iterable[int]) -> dict[int, str]:
    held = Reservation.objects.filter(lot_id__in=list(lot_ids), kind="hard", order__status="in_production")
    return dict(held.order_by("order_id").values_list("order_id", "order__order_no"))


def _stop(witness: Witness, orders: Collection[ProductionOrder], reason: Reason) -> None:
    """Launched orders keep their status and stop (order-workflow 11)."""
    if not orders:
        return
    ProductionOrder.objects.filter(id__in=[order.pk for order in orders]).update(
        progress="stopped", hold_reason=reason.text[:250] or "решение ОТК"
    )
    record(
        witness.event(
            order.pk,
            "stopped",
            old={"progress": order.progress},
            new={"progress": "stopped"},
            reason_code=reason.code,
            text=reason.text,
        )
        for order in orders
    )
