"""A launched order is divided at the produced quantity: the rest goes another way (order-workflow 7.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.models import ProductionOrder, Reservation
from potok.operations.orders.requirement import (
    demand_of,
    first_start,
    needs_by_order,
    note_latest_start,
)
from potok.operations.orders.services.admission import forbid_status
from potok.operations.orders.services.cancellation import required
from potok.operations.orders.services.components import note_answer, write_components
from potok.operations.orders.services.cover import refresh_after
from potok.operations.orders.services.cover_writing import covered_answer
from potok.operations.orders.services.division import divide, hand_over
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.locking import lock_order
from potok.operations.orders.services.shelves import Hold, open_shelves
from potok.operations.orders.services.splitting import divide_shares
from potok.operations.people.acting import Actor, command
from potok.operations.quality.services.write_down import written_down
from potok.operations.shopfloor.errors import LaunchedSplitError, OrderNotLaunchedError
from potok.operations.shopfloor.models import OperationRun, TechCard
from potok.operations.shopfloor.services.card_facts import uncarded_pcs
from potok.operations.shopfloor.services.closing import child_number
from potok.operations.shopfloor.services.posting import complete, write_gross

_INHERITED = (
    "created_date", "customer_id", "manager", "product_id", "workshop_id", "recipe_id", "due_date",
    "priority", "order_type", "comment",
)  # fmt: skip
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class LaunchedSplit:
    """A divided order.

    Attributes:
        kept_pcs: Volume that stays with the launched order.
        child: Number of the order for the rest.
        child_status: in_production when its material went with it, else waiting_shortage.
    """

    order_no: str
    kept_pcs: int
    child: str
    child_pcs: int
    child_status: str


def produced_pcs(order: ProductionOrder) -> int:
    """Good pieces of an order so far: of posted cards, or what the floor reported if that is more.

    What quality control has written down was made and does not count.
    """
    reported = OperationRun.objects.filter(order=order, gives_output=True).aggregate(pcs=Sum("good_pcs"))
    carded = TechCard.objects.filter(order=order, state__in=["draft", "handed_in", "posted"]).aggregate(
        pcs=Sum("good_pcs")
    )
    made = max(reported["pcs"] or 0, carded["pcs"] or 0) - written_down(order.order_no)
    return max(order.done_pcs, order.done_opening_pcs + made)


def split_launched(
    actor: Actor,
    *,
    order_no: str,
    reason: str,
    kept_pcs: int | None = None,
    expected_version: int | None = None,
) -> LaunchedSplit:
    """Leave a launched order the produced quantity and make a new order of the rest.

    The rest takes its material with it and is planned anew, on another machine or later. It may be no
    multiple of the product's order multiple: what is made is made. An order is done with it when all that
    stays is posted.

    Args:
        kept_pcs: Volume that stays; None = what is produced so far.

    Raises:
        TransitionForbiddenError: The order is not in production.
        OrderNotLaunchedError: It was not launched: `split_order` divides it.
        LaunchedSplitError: Nothing is produced, nothing is left, or less than produced would stay.
        ReasonMissingError: No reason is given.
        VersionConflictError: Somebody changed it since it was read.
    """
    why = required(reason, "почему заказ делится")
    with command(actor, "split_launched", why=why):
        situation = present_situation()
        order = lock_order(order_no, expected_version=expected_version)
        forbid_status(order, allowed=("in_production",), verb="разделить по выпуску")
        if order.launch_actual_at is None:
            raise OrderNotLaunchedError(order_no=order_no, verb="разделить по выпуску")
        produced = produced_pcs(order)
        kept = produced if kept_pcs is None else kept_pcs
        _refuse(order, produced, kept)
        child = _child(order, order.qty_pcs - kept, situation)
        old = order.qty_pcs
        _shrink(order, kept, situation)
        status = _share(order, child, situation)
        witness = Witness(actor, "split_launched", situation.now)
        divide_shares(order, [order, child])
        ends = _end_if_made(order, situation)
        _record(witness, order, child, old=old, status=status, why=why, ends=ends)
    return LaunchedSplit(order_no, kept, child.order_no, child.qty_pcs, status)


def _refuse(order: ProductionOrder, produced: int, kept: int) -> None:
    why = ""
    if kept < 1:
        why = "выпуска ещё нет: отмените запуск и перепланируйте заказ"
    elif kept < produced:
        why = f"сделано уже {produced} шт."
    elif kept >= order.qty_pcs:
        why = f"объём заказа {order.qty_pcs} шт., делить нечего"
    if why:
        raise LaunchedSplitError(order_no=order.order_no, produced_pcs=kept, why=why)


def _child(order: ProductionOrder, qty_pcs: int, situation: Situation) -> ProductionOrder:
    child = ProductionOrder(
        **{name: getattr(order, name) for name in _INHERITED},
        order_no=child_number(order),
        qty_pcs=qty_pcs,
        qty_requested_pcs=qty_pcs,
        parent=order,
        status="in_production",
    )
    child.total_kg = _weight(child, situation)
    note_latest_start(child, situation.master)
    child.save()
    return child


def _shrink(order: ProductionOrder, kept: int, situation: Situation) -> None:
    order.qty_pcs = kept
    order.min_qty_pcs = min(order.min_qty_pcs, kept) if order.min_qty_pcs else None
    order.max_qty_pcs = None if order.max_qty_pcs is None else max(order.max_qty_pcs, kept)
    order.total_kg = _weight(order, situation)
    order.save(update_fields=["qty_pcs", "min_qty_pcs", "max_qty_pcs", "total_kg"])


def _weight(order: ProductionOrder, situation: Situation) -> Decimal:
    product = situation.master.items[situation.master.item_codes[order.product_id]]
    return order.qty_pcs * (product.net_kg or _NOTHING)


def _share(order: ProductionOrder, child: ProductionOrder, situation: Situation) -> str:
    """Divide the reservation; returns the status of the rest."""
    ids = situation.master.item_ids
    needs = needs_by_order([order, child], situation.master)
    items = {ids[item] for need in needs.values() for item in need}
    shelves = open_shelves(items, situation)
    held = shelves.held_by([order.pk])
    asked = {order.pk: _within(needs[order.pk], held, situation), child.pk: needs[child.pk]}
    division = divide(held, [order, child], asked, shelves, situation)
    hand_over(held, division)
    write_gross(order, needs[order.pk], situation)
    if child.pk in division.short:
        child.status = "waiting_shortage"
        child.save(update_fields=["status"])
        write_components({child.pk: needs[child.pk]}, {}, situation)
        return child.status
    demand = demand_of(child, needs[child.pk], situation.master)
    answer = covered_answer(
        needs[child.pk],
        today=situation.today,
        earliest=first_start(demand, situation),
        latest=child.latest_start_date,
        free={item: (gross, _NOTHING) for item, gross in needs[child.pk].items()},
    )
    note_answer(child, answer, situation)
    child.save()
    write_components({child.pk: needs[child.pk]}, {child.pk: answer}, situation)
    return child.status


def _end_if_made(order: ProductionOrder, situation: Situation) -> bool:
    """An order whose remaining volume is posted is done (T7), unless output of it still waits for a card."""
    open_cards = TechCard.objects.filter(order=order, state__in=["draft", "handed_in"])
    if order.done_pcs < order.qty_pcs or uncarded_pcs(order) > 0 or open_cards.exists():
        return False
    Reservation.objects.filter(order=order, kind="hard").delete()
    complete(order, situation)
    order.save(update_fields=["status", "progress", "release_actual_at", "hold_reason"])
    return True


def _within(need: Mapping[str, Decimal], held: list[Hold], situation: Situation) -> dict[str, Decimal]:
    """The need of the launched order, as far as it holds it: the shop has taken the rest already."""
    sums: dict[str, Decimal] = {}
    for hold in held:
        code = situation.master.item_codes[hold.item_id]
        sums[code] = sums.get(code, _NOTHING) + hold.qty
    return {item: min(qty, sums.get(item, _NOTHING)) for item, qty in need.items()}


def _record(
    witness: Witness,
    order: ProductionOrder,
    child: ProductionOrder,
    *,
    old: int,
    status: str,
    why: str,
    ends: bool,
) -> None:
    record(
        [
            witness.event(
                order.pk,
                "split_launched",
                from_status="in_production" if ends else "",
                to_status="done" if ends else "",
                old={"qty_pcs": old},
                new={"qty_pcs": order.qty_pcs, "into": [order.order_no, child.order_no]},
                text=why,
            ),
            witness.event(
                child.pk,
                "split",
                to_status="in_production",
                new={"qty_pcs": child.qty_pcs, "from": [order.order_no]},
                text=f"остаток заказа {order.order_no}: {why}",
            ),
        ]
    )
    if status != "in_production":
        record([witness.event(child.pk, "cover_lost", from_status="in_production", to_status=status)])
        items = set(child.components.values_list("item_id", flat=True))
        refresh_after(present_situation(), items, stock=items)
