"""What counts as a change against an earlier plan, as a rule the one in force.

An operation is changed when it stands on another machine or starts in another shift: then its workshop has
to agree to it again (order-workflow 7.4). Minutes within a shift are no change, nor is an operation that
only one of the two plans knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from potok.plant.model import Plant
from potok.plant.shifts import ShiftCalendar, to_seconds
from potok.scheduling.fixed import rows_by_operation
from potok.scheduling.plan import PlanRow
from potok.scheduling.problem import Problem, Stood

_NO_MACHINE = -1


def beside_earlier_plan(problem: Problem, plant: Plant, rows: Iterable[PlanRow]) -> Problem:
    """The problem with the places that its operations had in an earlier plan.

    Args:
        problem: What is planned.
        plant: Its plant.
        rows: The earlier plan.
    """
    earlier = rows_by_operation(rows)
    if not earlier:
        return problem
    calendar = ShiftCalendar(plant.calendar)
    machines = {machine_id: machine for machine, machine_id in enumerate(problem.machine_ids)}
    stood: dict[int, Stood] = {}
    for job in problem.jobs:
        for operation in job.operations:
            of_operation = earlier.get((job.order.order_no, operation.op_no))
            if of_operation is not None:
                row = of_operation[0]
                machine = machines.get(row.machine_id, _NO_MACHINE)
                stood[operation.index] = Stood(machine, *_window(plant, calendar, row))
    return replace(problem, stood=stood)


def changed_operations(plant: Plant, before: Iterable[PlanRow], after: Iterable[PlanRow]) -> int:
    """How many operations of one plan are changed in another.

    Args:
        plant: The plant with its shifts as they are now.
        before: Rows of the earlier plan.
        after: Rows of the plan that is judged.
    """
    calendar, found = ShiftCalendar(plant.calendar), rows_by_operation(after)
    changed = 0
    for key, rows in rows_by_operation(before).items():
        if key in found:
            old, new = rows[0], found[key][0]
            from_s, until_s = _window(plant, calendar, old)
            stays = from_s <= to_seconds(new.start_at) < until_s
            changed += old.machine_id != new.machine_id or not stays
    return changed


def _window(plant: Plant, calendar: ShiftCalendar, row: PlanRow) -> tuple[int, int]:
    """Begin and end of the shift in which a row starts; its very second where no shift is any more."""
    machine = plant.machines.get(row.machine_id)
    if machine is not None:
        shift = calendar.shift_at(machine.workshop_id, row.machine_id, row.start_at)
        if shift is not None:
            return shift.start, shift.finish
    return to_seconds(row.start_at), to_seconds(row.start_at) + 1
