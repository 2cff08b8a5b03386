"""Whose turn it is: priorities set by the planner, urgency asked for by the client department."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.situation import present_situation
from potok.operations.orders.models import OrderComponent, ProductionOrder
from potok.operations.orders.services.admission import Refusal, admit, forbid_status
from potok.operations.orders.services.cancellation import required
from potok.operations.orders.services.cover import MovedOrder, refresh_after
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.locking import lock_order, lock_orders
from potok.operations.orders.states import PRIORITIES
from potok.operations.people.acting import Actor, command

_OPEN = ("new", "waiting_shortage", "in_production")
_KNOWN = frozenset(code for code, _ in PRIORITIES)


@dataclass(frozen=True, slots=True)
class PriorityChange:
    """What new priorities did: orders that have them, refused ones, waiting orders that moved."""

    changed: tuple[str, ...]
    refused: tuple[Refusal, ...]
    moved: tuple[MovedOrder, ...]


def set_priority(
    actor: Actor,
    *,
    order_nos: Collection[str],
    priority: int,
    reason: str = "",
    expected_versions: Mapping[str, int] | None = None,
) -> PriorityChange:
    """Give open orders a priority; the queue for expected material follows, reservations stay.

    Raises:
        InvalidDataError: The priority is not 1, 2 or 3.
        PotokError: The guard of the first order, when not a single one may be changed.
    """
    if priority not in _KNOWN:
        expected = ", ".join(str(code) for code in sorted(_KNOWN))
        raise InvalidDataError([Problem("Приоритет", None, "priority", str(priority), expected)])
    with command(actor, "set_priority", why=reason):
        situation = present_situation()
        orders, refused = admit(
            lock_orders(order_nos).values(),
            lambda order: forbid_status(order, allowed=_OPEN, verb="изменить приоритет"),
            versions=expected_versions,
        )
        changed = [order for order in orders if order.priority != priority]
        witness = Witness(actor, "set_priority", situation.now)
        record(
            witness.event(
                order.pk,
                "priority",
                old={"priority": order.priority},
                new={"priority": priority},
                text=reason,
            )
            for order in changed
        )
        ProductionOrder.objects.filter(id__in=[order.pk for order in changed]).update(priority=priority)
        queued = [order.pk for order in changed if order.status == "waiting_shortage"]
        items = OrderComponent.objects.filter(order_id__in=queued).values_list("item_id", flat=True)
        refresh = refresh_after(situation, set(items) if queued else set())
    return PriorityChange(tuple(order.order_no for order in changed), refused, refresh.moved)


def request_urgency(actor: Actor, *, order_no: str, reason: str) -> None:
    """The client department asks for urgency; the planner decides (order-workflow 2).

    Raises:
        ReasonMissingError: No reason is given.
        TransitionForbiddenError: The order is done or cancelled.
    """
    why = required(reason, "почему заказ срочный")
    with command(actor, "request_urgency", why=why):
        situation = present_situation()
        order = lock_order(order_no)
        forbid_status(order, allowed=_OPEN, verb="запросить срочность")
        witness = Witness(actor, "request_urgency", situation.now)
        record([witness.event(order.pk, "urgency_requested", reason_code="urgent", text=why)])
