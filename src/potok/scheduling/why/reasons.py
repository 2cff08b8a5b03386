"""The reasons that bind the start of an operation: all of them, so that without them it starts earlier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from potok.plant.shifts import to_moment
from potok.scheduling.explain import moment_of, order_behind, start_bounds
from potok.scheduling.fixed import OperationKey
from potok.scheduling.plan import StartReason
from potok.scheduling.problem import FixedOperation, Operation
from potok.scheduling.repair.changes import hours
from potok.scheduling.timeline import Entry
from potok.scheduling.why.retiming import Timed


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason that binds a start.

    Attributes:
        bound_at: The moment before which it forbids the start.
        behind: The operation before it on the machine (reason MACHINE), else None.
        item_id: The component waited for (reason MATERIAL).
    """

    reason: StartReason
    bound_at: dt.datetime
    behind: OperationKey | None = None
    item_id: str | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why one operation starts when it starts.

    Attributes:
        setup_s: Its set-up, seconds.
        reasons: Everything that forbids an earlier start; only without all of it the start moves up.
    """

    order_no: str
    op_no: int
    machine_id: str
    start_at: dt.datetime
    finish_at: dt.datetime
    setup_s: int
    reasons: tuple[Reason, ...]


def reasons_of(timed: Timed, material_item: Mapping[str, str]) -> dict[OperationKey, Why]:
    """Reasons of all free operations.

    Args:
        timed: The plan, every operation as early as the rules let it be.
        material_item: Order number → the component that decides its material date.
    """
    entries = {
        entry.work.index: entry for entry in timed.entries.values() if isinstance(entry.work, Operation)
    }
    found: dict[OperationKey, Why] = {}
    for timeline in timed.shop.timelines:
        before: Entry | None = None
        for entry in timeline.entries:
            if isinstance(entry.work, Operation):
                why = _why(timed, entry, entry.work, before, entries, material_item)
                found[why.order_no, why.op_no] = why
            before = entry
    return found


def _why(
    timed: Timed,
    entry: Entry,
    operation: Operation,
    before: Entry | None,
    entries: Mapping[int, Entry],
    material_item: Mapping[str, str],
) -> Why:
    problem = timed.shop.problem
    order_no, axis = problem.jobs[operation.job].order.order_no, problem.axes[entry.mode.machine]
    start_s = axis.begin(entry.start)
    bounds = list(start_bounds(timed.shop, entry, operation, before, entries))
    latest = max(bound.position for bound in bounds)
    binding = [bound for bound in bounds if bound.position == latest]
    # Nobody can start before the moment of planning, whatever else ends just then.
    decisive = [bound for bound in binding if bound.reason is StartReason.NOW] or binding
    reasons = []
    for bound in decisive:
        reason, moment_s = bound.reason, moment_of(timed.shop, entry, operation, before, bound)
        if reason is StartReason.NOW and start_s > moment_s:
            reason, moment_s = StartReason.CALENDAR, start_s
        reasons.append(
            Reason(
                reason,
                to_moment(moment_s),
                behind=_key(timed, before) if reason is StartReason.MACHINE and before is not None else None,
                item_id=material_item.get(order_no) if reason is StartReason.MATERIAL else None,
            )
        )
    return Why(
        order_no=order_no,
        op_no=operation.op_no,
        machine_id=problem.machine_ids[entry.mode.machine],
        start_at=to_moment(start_s),
        finish_at=to_moment(axis.end(entry.end)),
        setup_s=entry.setup,
        reasons=tuple(reasons),
    )


def _key(timed: Timed, entry: Entry) -> OperationKey:
    op_no = entry.work.rows[0].op_no if isinstance(entry.work, FixedOperation) else entry.work.op_no
    return order_behind(timed.shop, entry), op_no


def why_sentence(why: Why) -> str:
    """«Станок M3 до 05.03 14:00 занят заказом ЗП-7; наладка 25 мин»."""
    parts = [_reason(why, reason) for reason in why.reasons]
    if why.setup_s:
        parts.append(f"наладка {hours(why.setup_s)}")
    return "; ".join(parts)


def _reason(why: Why, reason: Reason) -> str:
    at = f"{reason.bound_at:%d.%m %H:%M}"
    match reason.reason:
        case StartReason.MATERIAL:
            item = f" {reason.item_id}" if reason.item_id else ""
            return f"ждёт сырьё{item}: его можно брать с {at}"
        case StartReason.MACHINE if reason.behind is not None:
            return f"станок {why.machine_id} до {at} занят заказом {reason.behind[0]}"
        case StartReason.PREDECESSOR:
            return f"ждёт предыдущую операцию: без простоя можно начать с {at}"
        case StartReason.CALENDAR:
            return f"ждёт смену: станок {why.machine_id} работает с {at}"
        case _:
            return f"начинается сразу, с момента планирования {at}"
