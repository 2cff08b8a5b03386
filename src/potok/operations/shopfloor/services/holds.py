"""A stop by quality control is lifted when the order has other lots in place of the lost ones."""

from __future__ import annotations

from decimal import Decimal

from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.requirement import needs_by_order
from potok.operations.orders.services.admission import forbid_status
from potok.operations.orders.services.cover import refresh_after
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.locking import lock_order
from potok.operations.orders.services.shelves import open_shelves
from potok.operations.people.acting import Actor, command
from potok.operations.shopfloor.errors import (
    MaterialLackingError,
    OrderNotOnHoldError,
)
from potok.operations.shopfloor.services.progress import progress_of
from potok.operations.shopfloor.services.wording import amount
from potok.supply.facts import Demand
from potok.supply.netting import confirm

_NOTHING = Decimal(0)


def resume_order(actor: Actor, *, order_no: str, note: str = "") -> dict[str, Decimal]:
    """Lift the stop of quality control after lots were replaced: what is lacking is reserved anew, FEFO.

    Returns:
        What was reserved in place of the lost lots, by item.

    Raises:
        OrderNotOnHoldError: The order is not stopped.
        MaterialLackingError: Free stock does not hold what is lacking; nothing changes.
    """
    with command(actor, "resume_order", why=note):
        situation = present_situation()
        order = lock_order(order_no)
        forbid_status(order, allowed=("in_production",), verb="продолжить")
        if not order.hold_reason:
            raise OrderNotOnHoldError(order_no=order_no)
        replaced, items = _replace(order, situation)
        old = order.hold_reason
        order.hold_reason = ""
        order.progress = progress_of(order)
        order.save(update_fields=["hold_reason", "progress"])
        witness = Witness(actor, "resume_order", situation.now)
        new = {"progress": order.progress, "lots": {item: str(qty) for item, qty in replaced.items()}}
        text = note or "есть замена"
        record([witness.event(order.pk, "resumed", old={"hold_reason": old}, new=new, text=text)])
        if items:
            refresh_after(situation, items, stock=items)
    return replaced


def _replace(order: ProductionOrder, situation: Situation) -> tuple[dict[str, Decimal], set[int]]:
    """Reserve what the order lacks; returns it by item, and the items by key."""
    ids = situation.master.item_ids
    need = needs_by_order([order], situation.master)[order.pk]
    shelves = open_shelves({ids[item] for item in need}, situation)
    held: dict[int, Decimal] = {}
    for hold in shelves.held_by([order.pk]):
        held[hold.item_id] = held.get(hold.item_id, _NOTHING) + hold.qty
    lacking = {item: qty - held.get(ids[item], _NOTHING) for item, qty in need.items()}
    lacking = {item: qty for item, qty in lacking.items() if qty > 0}
    if not lacking:
        return {}, set()
    demand = Demand(order.order_no, 1, situation.today, lacking)
    found = confirm([demand], shelves.positions(), today=situation.today)
    short = found.short.get(order.order_no)
    if short:
        units = situation.master.items
        lack = ", ".join(f"{item} {amount(qty, units[item].unit.value)}" for item, qty in short.items())
        raise MaterialLackingError(order_no=order.order_no, lack=lack)
    taken = {part.lot_id for part in found.reservations}
    before = order.reservations.filter(kind="hard", lot__code__in=taken)
    own = dict(before.values_list("lot__code", "qty"))
    before.delete()
    joined = [
        type(part)(part.order_no, part.item_id, part.lot_id, part.qty + own.pop(part.lot_id, _NOTHING))
        for part in found.reservations
    ]
    shelves.reserve(joined, {order.order_no: order})
    return lacking, {ids[item] for item in lacking}
