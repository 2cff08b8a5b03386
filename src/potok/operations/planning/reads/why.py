"""Why an order of the plan in force is released when it is, and what would really help."""

from __future__ import annotations

from potok.operations.people.acting import Actor, require
from potok.operations.planning.snapshot import plan_with_request, published_plan
from potok.scheduling.why.late import LateWhy, OrderNotInPlanError, why_late


def why_of(actor: Actor, order_no: str) -> LateWhy:
    """The chain of reasons behind an order's release, with remedies when it is late.

    Raises:
        OrderNotInPlanError: No plan is in force, or it does not hold the order, or the order is launched.
    """
    require(actor, "read_plan")
    version = published_plan()
    if version is None:
        raise OrderNotInPlanError(order_no=order_no)
    return why_late(*plan_with_request(version), order_no)
