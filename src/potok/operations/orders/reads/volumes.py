"""Other volumes that may be proposed for an order, best first (order-workflow 7.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.capacity import free_minutes
from potok.operations.orders.errors import UnknownOrderError
from potok.operations.orders.models import ProductionOrder, Reservation
from potok.operations.orders.requirement import bom_of, weight_of
from potok.operations.warehouse.snapshot import positions
from potok.plant.requirement import gross_requirement
from potok.supply.latest_start import release_by
from potok.supply.netting import free_stock
from potok.supply.of_plant import permitted_lines
from potok.supply.volumes import VolumeCandidate, VolumeCase, volume_candidates


@dataclass(frozen=True, slots=True)
class VolumeOptions:
    """Candidates of an order with the limits they are judged by."""

    order_no: str
    lowest: int
    highest: int
    multiple: int
    batch_machine: str | None
    candidates: tuple[VolumeCandidate, ...]


def volume_options(order_no: str) -> VolumeOptions:
    """Candidates (a) to (e) for an order that is not launched: five queries.

    What the order itself has reserved counts as free for it.

    Raises:
        UnknownOrderError: There is no such order.
    """
    order = ProductionOrder.objects.filter(order_no=order_no).first()
    if order is None:
        raise UnknownOrderError(order_no=order_no)
    situation = present_situation()
    case = _case(order, situation)
    line = case.batch_line
    return VolumeOptions(
        order_no=order_no,
        lowest=case.lowest,
        highest=case.highest,
        multiple=case.multiple,
        batch_machine=situation.master.machines[line.machine_id].name if line else None,
        candidates=volume_candidates(case),
    )


def _case(order: ProductionOrder, situation: Situation) -> VolumeCase:
    master = situation.master
    product = master.item_codes[order.product_id]
    item = master.items[product]
    bom = bom_of(order, master)
    release = release_by(order.due_date, release_qc_days=item.qc_days, holidays=master.holidays)

    def need_of(qty_pcs: int) -> Mapping[str, Decimal]:
        return gross_requirement(bom, qty_pcs, items=master.items)

    return VolumeCase(
        qty_pcs=order.qty_pcs,
        net_kg=weight_of(item),
        need_of=need_of,
        free=_free(order, list(need_of(order.qty_pcs)), situation),
        lines=permitted_lines(master.plant, product),
        min_qty_pcs=order.min_qty_pcs,
        max_qty_pcs=order.max_qty_pcs,
        multiple=item.order_multiple,
        free_minutes=_minutes(order, release, situation),
    )


def _minutes(order: ProductionOrder, release: dt.date, situation: Situation) -> Mapping[str, Decimal]:
    return free_minutes(situation, until=release, without=[order.order_no])


def _free(order: ProductionOrder, items: list[str], situation: Situation) -> dict[str, Decimal]:
    master = situation.master
    ids = [master.item_ids[item] for item in items]
    free = free_stock(positions(master.item_codes, item_ids=ids), today=situation.today)
    own = Reservation.objects.filter(order=order, kind="hard").values_list("item_id", "qty")
    for item_id, qty in own:
        free[master.item_codes[item_id]] = free.get(master.item_codes[item_id], Decimal(0)) + qty
    return free
