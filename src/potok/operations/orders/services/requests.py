"""What the client department asks the planner to change in an order that is given in (order-workflow 2)."""

from __future__ import annotations

from types import MappingProxyType

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.situation import present_situation
from potok.operations.orders.services.admission import forbid_status
from potok.operations.orders.services.cancellation import required
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.locking import lock_order
from potok.operations.people.acting import Actor, command

#: What may be asked for, with its words.
WISHES = MappingProxyType(
    {"volume": "Изменить объём", "date": "Перенести срок", "cancellation": "Отменить заказ"}
)
#: Kinds of events that ask, and those of the planner that answer them.
ASKING = ("urgency_requested", "change_requested", "cancellation_requested")
ANSWERING = ("priority", "proposed", "dates", "returned", "split", "merged", "closed_short", "split_launched")
_OPEN = ("new", "waiting_shortage", "in_production")


def request_change(actor: Actor, *, order_no: str, wish: str, reason: str) -> None:
    """The client department asks for another volume or date, or for cancellation; the planner decides.

    Nothing changes but the history, and the planner is told.

    Args:
        wish: A key of `WISHES`.
        reason: What exactly is wanted, and why.

    Raises:
        InvalidDataError: Nothing of the list is asked for.
        ReasonMissingError: No reason is given.
        TransitionForbiddenError: The order is done or cancelled.
    """
    if wish not in WISHES:
        raise InvalidDataError([Problem("Просьба по заказу", None, "wish", wish, ", ".join(WISHES))])
    why = required(reason, "что и почему нужно изменить")
    with command(actor, "request_change", why=why):
        situation = present_situation()
        order = lock_order(order_no)
        forbid_status(order, allowed=_OPEN, verb="просить об изменении")
        kind = "cancellation_requested" if wish == "cancellation" else "change_requested"
        witness = Witness(actor, "request_change", situation.now)
        record([witness.event(order.pk, kind, new={"wish": wish}, text=f"{WISHES[wish]}: {why}"[:500])])
