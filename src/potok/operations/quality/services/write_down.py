"""Rejected product taken from the output of its order, by decision of the planner (order-workflow 9).

`done_pcs` = Σ good of posted cards less these write-downs (invariant 4).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.cancellation import required
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.following import write_following_order
from potok.operations.orders.services.locking import lock_order
from potok.operations.people.acting import Actor, command
from potok.operations.quality.errors import (
    LotWithoutOrderError,
    ReplacementNotNeededError,
    WriteDownTooMuchError,
)
from potok.operations.quality.models import LotDecisionRecord
from potok.operations.quality.services.decisions import named_lot, note_decision, order_of
from potok.operations.stores.shelf import locked_lots


@dataclass(frozen=True, slots=True)
class WriteDown:
    """An order after its output was written down.

    Attributes:
        done_before, done_after: Good pieces of the order.
        reopened: Whether a completed order is in production again (T9).
        replacement: Number of the order made for the quantity, empty when there is none.
    """

    order_no: str
    done_before: int
    done_after: int
    reopened: bool
    replacement: str


def write_down_output(
    actor: Actor,
    *,
    lot: str,
    qty_pcs: int,
    reason: str,
    replace: bool = False,
    due_date: dt.date | None = None,
) -> WriteDown:
    """Reduce the output of the order of a rejected lot; the order goes on, or another one is made.

    Args:
        qty_pcs: Pieces, within the rejected quantity of the lot that was not written down yet.
        replace: Make a new order for the quantity instead of opening a completed one again.
        due_date: Of the replacement; None = of the order, not before today.

    Raises:
        LotWithoutOrderError: The books do not know the order of the lot.
        WriteDownTooMuchError: More than is rejected, or than the order has.
        ReplacementNotNeededError: A replacement of an order that is not completed.
        ReasonMissingError: No reason is given.
    """
    why = required(reason, "почему выпуск уменьшается")
    with command(actor, "write_down_output", why=why):
        situation = present_situation()
        number = order_of(named_lot(lot))
        if not number:
            hint = "Уменьшить выпуск можно только у партии, переданной из цеха по заказу."
            raise LotWithoutOrderError(lot=lot, verb="уменьшить выпуск", hint=hint)
        order = lock_order(number)
        row = locked_lots([lot])[lot]
        possible = min(_rejected(row.pk), order.done_pcs)
        if not 0 < qty_pcs <= possible:
            raise WriteDownTooMuchError(
                order_no=number, possible=possible, done=order.done_pcs, wanted=qty_pcs
            )
        if replace and order.status != "done":
            raise ReplacementNotNeededError(order_no=number)
        before, reopened = order.done_pcs, order.status == "done" and not replace
        _write(Witness(actor, "write_down_output", situation.now), order, qty_pcs, why, reopened=reopened)
        replacement = ""
        if replace:
            replacement = _replacement(actor, order, qty_pcs, due_date, why, situation)
        note_decision(
            actor,
            row,
            "written_down",
            before=row.qc_status,
            reason=why,
            qty=Decimal(qty_pcs),
            order_no=number,
            rework_order_no=replacement,
        )
        return WriteDown(number, before, before - qty_pcs, reopened, replacement)


def written_down(order_no: str) -> int:
    """Pieces written down of an order so far."""
    rows = LotDecisionRecord.objects.filter(order_no=order_no, decision="written_down")
    return int(rows.aggregate(total=Sum("qty"))["total"] or 0)


def _rejected(lot_id: int) -> int:
    """Rejected pieces of a lot that were not written down yet, also when they were scrapped since."""
    rows = LotDecisionRecord.objects.filter(lot_id=lot_id)
    last = rows.filter(decision="rejected").order_by("-id").first()
    if last is None or last.qty is None:
        return 0
    down = rows.filter(decision="written_down").aggregate(total=Sum("qty"))["total"] or Decimal(0)
    return int(last.qty - down)


def _write(witness: Witness, order: ProductionOrder, qty_pcs: int, why: str, *, reopened: bool) -> None:
    old = {"done_pcs": order.done_pcs}
    status = order.status
    order.done_pcs -= qty_pcs
    fields = ["done_pcs"]
    if reopened:
        order.status, order.progress, order.release_actual_at = "in_production", "launched", None
        fields += ["status", "progress", "release_actual_at"]
    event = witness.event(
        order.pk,
        "output_written_down",
        from_status=status if reopened else "",
        to_status=order.status if reopened else "",
        old=old,
        new={"done_pcs": order.done_pcs},
        reason_code="qc_hold",
        text=why,
    )
    record([event])
    order.save(update_fields=fields)


def _replacement(
    actor: Actor,
    order: ProductionOrder,
    qty_pcs: int,
    due_date: dt.date | None,
    why: str,
    situation: Situation,
) -> str:
    made = write_following_order(
        actor,
        order,
        qty_pcs=qty_pcs,
        due_date=max(due_date or order.due_date, situation.today),
        kind=order.order_type,
        reason=f"взамен забракованных {qty_pcs} шт. заказа {order.order_no}: {why}",
        situation=situation,
        verb="write_down_output",
    )
    return made.order_no
