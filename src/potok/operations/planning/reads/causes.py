"""Why orders of a plan still come late, and whether a draft leaves the frozen zone alone."""

from __future__ import annotations

import datetime as dt

from potok.operations.catalog.clock import now, plant_settings
from potok.operations.planning.models import PlanVersion, ScheduleLine


def late_causes(version: PlanVersion) -> dict[str, int]:
    """Late orders by cause: «material» when the first operation waits for it, else «capacity»."""
    late = {order["order_no"] for order in version.summary.get("late", [])}
    reasons: dict[str, str] = {}
    lines = version.lines.filter(order__order_no__in=late).order_by("order_id", "op_no")
    for order_no, cause in lines.values_list("order__order_no", "cause"):
        reasons.setdefault(order_no, cause.get("reason", ""))
    waiting = sum(reason == "material" for reason in reasons.values())
    return {"material": waiting, "capacity": len(late) - waiting}


def frozen_moves(draft: PlanVersion, base: PlanVersion | None) -> list[tuple[str, int]]:
    """Order and operation of the given-out lines that a draft moves out of, into or inside the frozen zone.

    Given out are the lines that a shop head has seen; all others may move freely.
    """
    until = now() + dt.timedelta(hours=plant_settings().frozen_zone_h)
    before, after = _places(base, given_out=True), _places(draft)
    return sorted(
        key
        for key, (machine, start) in before.items()
        if min(start, after.get(key, (machine, start))[1]) < until and after.get(key) != (machine, start)
    )


def _places(
    version: PlanVersion | None, *, given_out: bool = False
) -> dict[tuple[str, int], tuple[int, dt.datetime]]:
    """Machine and start of every line."""
    if version is None:
        return {}
    lines = ScheduleLine.objects.filter(plan=version)
    if given_out:
        lines = lines.exclude(agreement="none")
    rows = lines.values_list("order__order_no", "op_no", "machine_id", "start_at")
    return {(order_no, op_no): (machine, start) for order_no, op_no, machine, start in rows}
