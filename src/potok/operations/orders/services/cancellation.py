"""Orders that go: cancelled (T8), returned to the client department (T11), submitted again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.errors import OrderLaunchedError, OutputNotPostedError, ReasonMissingError
from potok.operations.orders.models import OrderComponent, ProductionOrder, Reservation
from potok.operations.orders.requirement import needs_by_order, note_latest_start
from potok.operations.orders.services.admission import forbid_status
from potok.operations.orders.services.components import drop_other_components, write_components
from potok.operations.orders.services.cover import MovedOrder, refresh_after
from potok.operations.orders.services.creation import quantity_faults, working_due_date
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.locking import lock_order
from potok.operations.orders.services.planned_lines import delete_lines
from potok.operations.orders.services.previews import preview_new_orders
from potok.operations.orders.services.shelves import open_shelves
from potok.operations.people.acting import Actor, command

_OPEN = ("new", "waiting_shortage", "in_production")


@dataclass(frozen=True, slots=True)
class FreedReceipt:
    """A receipt that was bought for a cancelled order alone."""

    receipt: str
    item: str
    qty: Decimal
    expected_date: dt.date


@dataclass(frozen=True, slots=True)
class Cancellation:
    """What a cancellation set free.

    Attributes:
        freed: Stock that was reserved, by item.
        coverable: Waiting orders that could go to production now, in rank (proposals of T4).
        moved: Waiting orders whose earliest start changed.
        receipts: Receipts that waited for this order alone: purchasing should know.
    """

    order_no: str
    freed: dict[str, Decimal]
    coverable: tuple[str, ...]
    moved: tuple[MovedOrder, ...]
    receipts: tuple[FreedReceipt, ...]


def cancel_order(
    actor: Actor, *, order_no: str, reason: str, expected_version: int | None = None
) -> Cancellation:
    """Cancel an order that was not launched: reservations, pegs and plan lines go in one transaction.

    Raises:
        ReasonMissingError: No reason is given.
        TransitionForbiddenError: The order is done or cancelled.
        OutputNotPostedError: It was launched or has output.
        VersionConflictError: Somebody changed it since it was read.
    """
    why = required(reason, "почему заказ отменяется")
    with command(actor, "cancel_order", why=why):
        situation = present_situation()
        order = lock_order(order_no, expected_version=expected_version)
        forbid_status(order, allowed=_OPEN, verb="отменить")
        if order.launch_actual_at is not None or order.done_pcs:
            raise OutputNotPostedError(order_no=order_no, done_pcs=order.done_pcs)
        receipts = _own_receipts(order)
        freed, items = vacate(order, situation)
        witness = Witness(actor, "cancel_order", situation.now)
        close_order(witness, order, reason=why, details={"freed": _texts(freed)})
        refresh = refresh_after(situation, items, stock=_ids(freed, situation))
    return Cancellation(order_no, freed, refresh.coverable, refresh.moved, receipts)


def return_order(
    actor: Actor, *, order_no: str, reason: str, expected_version: int | None = None
) -> ProductionOrder:
    """Return a new order to the client department with the reason (T11); it keeps its status.

    Raises:
        ReasonMissingError: No reason is given.
        TransitionForbiddenError: The order is not new.
    """
    why = required(reason, "почему заказ возвращается")
    with command(actor, "return_order", why=why):
        situation = present_situation()
        order = lock_order(order_no, expected_version=expected_version)
        forbid_status(order, allowed=("new",), verb="вернуть клиентскому отделу")
        order.returned_reason = why
        order.save(update_fields=["returned_reason"])
        witness = Witness(actor, "return_order", situation.now)
        record([witness.event(order.pk, "returned", text=why)])
    return order


def resubmit_order(
    actor: Actor,
    *,
    order_no: str,
    qty_pcs: int | None = None,
    due_date: dt.date | None = None,
    comment: str | None = None,
    expected_version: int | None = None,
) -> ProductionOrder:
    """The client department corrects a returned order and gives it in again.

    Args:
        qty_pcs, due_date, comment: New values, None = unchanged. The first volume stays on record.

    Raises:
        TransitionForbiddenError: The order is not new.
        InvalidDataError: Guards of T1, or the order was not returned.
    """
    with command(actor, "resubmit_order"):
        situation = present_situation()
        order = lock_order(order_no, expected_version=expected_version)
        forbid_status(order, allowed=("new",), verb="подать заново")
        _refuse_bad_correction(order, qty_pcs, due_date, situation)
        old = {"qty_pcs": order.qty_pcs, "due_date": order.due_date.isoformat()}
        order.qty_pcs = qty_pcs or order.qty_pcs
        order.due_date = working_due_date(due_date or order.due_date, situation)
        order.comment = order.comment if comment is None else comment
        order.returned_reason = ""
        renew_new_order(order, situation)
        witness = Witness(actor, "resubmit_order", situation.now)
        new = {"qty_pcs": order.qty_pcs, "due_date": order.due_date.isoformat()}
        record([witness.event(order.pk, "resubmitted", old=old, new=new, text=order.comment)])
    order.refresh_from_db()
    return order


def required(reason: str, what: str) -> str:
    """The reason without spaces around it.

    Raises:
        ReasonMissingError: It is empty.
    """
    if not reason.strip():
        raise ReasonMissingError(what=what)
    return reason.strip()[:250]


def renew_new_order(order: ProductionOrder, situation: Situation) -> None:
    """Save a changed new order with its weight, recipe, latest start, components and preview."""
    master = situation.master
    product = master.item_codes[order.product_id]
    order.recipe_id = master.recipe_ids.get(product)
    order.total_kg = order.qty_pcs * (master.items[product].net_kg or Decimal(0))
    note_latest_start(order, master)
    order.save()
    needs = needs_by_order([order], master)
    write_components(needs, {}, situation)
    drop_other_components(needs, situation)
    preview_new_orders(situation, {master.item_ids[item] for item in needs[order.pk]})


def vacate(order: ProductionOrder, situation: Situation) -> tuple[dict[str, Decimal], set[int]]:
    """Free everything an order holds or waits for.

    Returns:
        Freed stock by item, and all items whose supply or queue changed, by key.
    """
    items = set(OrderComponent.objects.filter(order=order).values_list("item_id", flat=True))
    freed: dict[str, Decimal] = {}
    if order.status == "in_production":
        for hold in open_shelves(items, situation).release([order.pk]):
            code = situation.master.item_codes[hold.item_id]
            freed[code] = freed.get(code, Decimal(0)) + hold.qty
    Reservation.objects.filter(order=order, kind="soft").delete()
    delete_lines([order.pk])
    touched = items if order.status != "new" else set()
    return freed, touched | _ids(freed, situation)


def close_order(
    witness: Witness,
    order: ProductionOrder,
    *,
    reason: str,
    kind: str = "cancelled",
    merged_into: ProductionOrder | None = None,
    details: dict[str, object] | None = None,
) -> None:
    """Write the end of an order that holds nothing any more, with its event."""
    before = order.status
    order.status = "cancelled"
    order.cancel_reason = reason
    order.merged_into = merged_into
    order.progress, order.agreement = "not_scheduled", "none"
    order.cover, order.cover_date, order.cover_items = "unknown", None, []
    order.earliest_start_date = order.slack_days = None
    order.launch_at = order.release_at = None
    order.save()
    OrderComponent.objects.filter(order=order).update(
        lack_qty=0, cover="unknown", cover_date=None, receipt=None
    )
    order.proposals.filter(state="sent").update(state="withdrawn", answered_at=witness.at, answer=reason)
    record(
        [
            witness.event(
                order.pk, kind, from_status=before, to_status="cancelled", new=details or {}, text=reason
            )
        ]
    )


def forbid_launched(order: ProductionOrder, *, verb: str, hint: str = "") -> None:
    """Refuse what launch has locked: volume, recipe, reservations.

    Raises:
        OrderLaunchedError: The order was launched.
    """
    if order.launch_actual_at is not None:
        launched = f"{order.launch_actual_at:%d.%m.%Y}"
        raise OrderLaunchedError(order_no=order.order_no, launched=launched, verb=verb, hint=hint)


def _own_receipts(order: ProductionOrder) -> tuple[FreedReceipt, ...]:
    """Receipts pegged to this order and to no other."""
    mine = Reservation.objects.filter(order=order, kind="soft").values("receipt_id")
    others = Reservation.objects.filter(kind="soft", receipt_id__in=mine).exclude(order=order)
    shared = set(others.values_list("receipt_id", flat=True))
    pegs = Reservation.objects.filter(order=order, kind="soft").select_related("receipt__item")
    return tuple(
        FreedReceipt(peg.receipt.code, peg.receipt.item.code, peg.receipt.qty, peg.receipt.expected_date)
        for peg in pegs.order_by("receipt_id")
        if peg.receipt is not None and peg.receipt_id not in shared
    )


def _refuse_bad_correction(
    order: ProductionOrder, qty_pcs: int | None, due_date: dt.date | None, situation: Situation
) -> None:
    where = f"Заказ {order.order_no}"
    faults: list[Problem] = []
    if not order.returned_reason:
        faults.append(Problem(where, None, "status", order.status, "заказ, возвращённый плановиком"))
    if qty_pcs is not None:
        product = situation.master.items[situation.master.item_codes[order.product_id]]
        faults += quantity_faults(qty_pcs, product)
    if (due_date or order.due_date) < situation.today:
        given = (due_date or order.due_date).isoformat()
        expected = f"дата не раньше {situation.today:%d.%m.%Y}"
        faults.append(Problem(where, None, "due_date", given, expected, "date_in_the_past"))
    if faults:
        raise InvalidDataError(faults)


def _ids(freed: dict[str, Decimal], situation: Situation) -> set[int]:
    return {situation.master.item_ids[code] for code in freed}


def _texts(quantities: dict[str, Decimal]) -> dict[str, str]:
    return {code: str(qty) for code, qty in quantities.items()}
