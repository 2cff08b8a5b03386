"""Why an order of the plan in force is released when it is, and what would really help."""

from __future__ import annotations

from collections.abc import Iterable

from potok.operations.people.acting import Actor, require
from potok.operations.planning.kept_lines import kept_lines
from potok.operations.planning.snapshot import plan_request, published_plan, stored_plan
from potok.operations.planning.stored_lines import StoredLine
from potok.scheduling.fixed import OperationKey
from potok.scheduling.plan import StartReason
from potok.scheduling.why.late import LateWhy, OrderNotInPlanError, why_late


def why_of(actor: Actor, order_no: str) -> LateWhy:
    """The chain of reasons behind an order's release, with remedies when it is late.

    Raises:
        OrderNotInPlanError: No plan is in force, or it does not hold the order.
        OrderCannotBeTimedError: By today's books its work cannot be done.
    """
    require(actor, "read_plan")
    version = published_plan()
    if version is None:
        raise OrderNotInPlanError(order_no=order_no)
    kept = kept_lines(version)
    request = plan_request(published=kept.lines)
    plan = stored_plan(version, request, kept.rows, with_causes=False)
    return why_late(request, plan, order_no, holds=_holds(kept.lines))


def _holds(lines: Iterable[StoredLine]) -> dict[OperationKey, StartReason]:
    """Why lines would stay where they are; launched work stays whatever else is true of it."""
    found = {}
    for line in lines:
        if line.launched:
            found[line.order_no, line.op_no] = StartReason.STARTED
        elif line.pinned:
            found[line.order_no, line.op_no] = StartReason.PINNED
        elif line.agreement == "agreed":
            found[line.order_no, line.op_no] = StartReason.AGREED
    return found
