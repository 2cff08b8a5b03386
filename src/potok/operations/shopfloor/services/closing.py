"""Orders that end short of their volume, and what is made of the shortfall (order-workflow 8.3, 11)."""

from __future__ import annotations

from dataclasses import dataclass

from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.models import ProductionOrder, Reservation
from potok.operations.orders.services.admission import forbid_status
from potok.operations.orders.services.cancellation import renew_new_order, required
from potok.operations.orders.services.cover import refresh_after
from potok.operations.orders.services.creation import working_due_date
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.locking import check_version, lock_order
from potok.operations.people.acting import Actor, command
from potok.operations.shopfloor.errors import OrderNotLaunchedError, ShortCloseForbiddenError
from potok.operations.shopfloor.models import TechCard
from potok.operations.shopfloor.services.card_facts import uncarded_pcs
from potok.operations.shopfloor.services.posting import complete


@dataclass(frozen=True, slots=True)
class ShortClose:
    """An order that was closed short.

    Attributes:
        shortfall_pcs: What it lacks.
        remainder: Number of the new order for it, empty when none was wanted.
        freed_for: Waiting orders that could go to production with what became free, in rank.
    """

    order_no: str
    done_pcs: int
    shortfall_pcs: int
    remainder: str = ""
    freed_for: tuple[str, ...] = ()


def close_short(
    actor: Actor,
    *,
    order_no: str,
    reason: str,
    with_remainder: bool = False,
    expected_version: int | None = None,
) -> ShortClose:
    """End a launched order with what its posted cards gave; unused reservations are freed.

    Args:
        with_remainder: Make a new order for the shortfall at once.

    Raises:
        TransitionForbiddenError: The order is not in production.
        OrderNotLaunchedError: It was not launched: it is cancelled instead.
        ShortCloseForbiddenError: Nothing was posted, or output waits for its card.
        ReasonMissingError: No reason is given.
        VersionConflictError: Somebody changed it since it was read.
    """
    why = required(reason, "почему заказ закрывается с недовыпуском")
    with command(actor, "close_short", why=why):
        situation = present_situation()
        order = lock_order(order_no, expected_version=expected_version)
        forbid_status(order, allowed=("in_production",), verb="закрыть с недовыпуском")
        if order.launch_actual_at is None:
            raise OrderNotLaunchedError(order_no=order_no, verb="закрыть с недовыпуском")
        _refuse_open_output(order)
        held = Reservation.objects.filter(order=order, kind="hard")
        freed = set(held.values_list("item_id", flat=True))
        held.delete()
        complete(order, situation)
        order.save(update_fields=["status", "progress", "release_actual_at", "hold_reason"])
        shortfall = max(0, order.qty_pcs - order.done_pcs)
        witness = Witness(actor, "close_short", situation.now)
        record(
            [
                witness.event(
                    order.pk,
                    "closed_short",
                    from_status="in_production",
                    to_status="done",
                    new={"done_pcs": order.done_pcs, "shortfall_pcs": shortfall},
                    text=why,
                )
            ]
        )
        remainder = _remainder(witness, order, situation) if with_remainder and shortfall else ""
        refresh = refresh_after(situation, freed, stock=freed)
    return ShortClose(order_no, order.done_pcs, shortfall, remainder, refresh.coverable)


def order_shortfall(actor: Actor, *, order_no: str, expected_version: int | None = None) -> str:
    """Make a new order for what a closed order lacks; returns its number.

    Raises:
        TransitionForbiddenError: The order is not done.
        ShortCloseForbiddenError: It lacks nothing, or its shortfall was ordered before.
    """
    with command(actor, "close_short", why=f"недовыпуск {order_no}"):
        situation = present_situation()
        order = lock_order(order_no)
        check_version(order, expected_version)
        forbid_status(order, allowed=("done",), verb="заказать недовыпуск")
        if order.done_pcs >= order.qty_pcs:
            raise ShortCloseForbiddenError(order_no=order_no, why="недовыпуска нет")
        ordered = order.children.exclude(status="cancelled").filter(order_type="shortfall").first()
        if ordered is not None:
            raise ShortCloseForbiddenError(
                order_no=order_no, why=f"недовыпуск уже заказан: {ordered.order_no}"
            )
        return _remainder(Witness(actor, "close_short", situation.now), order, situation)


def child_number(order: ProductionOrder) -> str:
    """The next free «ЗП-0140/1» of an order."""
    taken = set(
        ProductionOrder.objects.filter(order_no__startswith=f"{order.order_no}/").values_list(
            "order_no", flat=True
        )
    )
    place = 1
    while f"{order.order_no}/{place}" in taken:
        place += 1
    return f"{order.order_no}/{place}"


def _refuse_open_output(order: ProductionOrder) -> None:
    waiting = TechCard.objects.filter(order=order, state__in=["draft", "handed_in"]).order_by("id").first()
    why = ""
    if waiting is not None:
        why = f"не проведена карта {waiting.number}: проведите или аннулируйте её"
    elif uncarded_pcs(order) > 0:
        why = "цех записал выработку или брак, которых нет ни в одной ТК: заведите карту"
    elif not order.done_pcs:
        why = "ничего не выпущено: начальник цеха отменяет запуск, затем заказ отменяется"
    if why:
        raise ShortCloseForbiddenError(order_no=order.order_no, why=why)


def _remainder(witness: Witness, order: ProductionOrder, situation: Situation) -> str:
    """A new order for the shortfall, rounded up to the order multiple; the parent is named in it."""
    multiple = order.product.order_multiple
    shortfall = order.qty_pcs - order.done_pcs
    qty = -(-shortfall // multiple) * multiple
    child = ProductionOrder(
        order_no=child_number(order),
        created_date=situation.today,
        customer_id=order.customer_id,
        manager=order.manager,
        product_id=order.product_id,
        workshop_id=order.workshop_id,
        qty_pcs=qty,
        qty_requested_pcs=qty,
        due_date=working_due_date(max(order.due_date, situation.today), situation),
        priority=order.priority,
        order_type="shortfall",
        parent=order,
        comment=f"недовыпуск заказа {order.order_no}",
    )
    child.save()
    record(
        [
            witness.event(
                child.pk,
                "created",
                to_status="new",
                new={"qty_pcs": qty, "due_date": child.due_date.isoformat(), "from": [order.order_no]},
                text=child.comment,
            )
        ]
    )
    renew_new_order(child, situation)
    return child.order_no
