"""Where the operations of a plan stand, in positions of the machines as they are now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from potok.plant.shifts import to_seconds
from potok.plant.working_time import NoWorkingTimeError
from potok.scheduling.fixed import OperationKey
from potok.scheduling.plan import PlanRow
from potok.scheduling.problem import ANY_MODE, Job, Operation, Problem
from potok.scheduling.rules import whole_seconds


class Place(NamedTuple):
    """The place of an operation in a plan, seconds of plant local time and positions of its machine.

    Attributes:
        mode: Machine choice; `ANY_MODE` when the machine is not permitted any more.
        start_s: Start, set-up included.
        finish_s: Finish.
        body_s: Where its work after the set-up begins.
        start: Position of the start.
        setup: Set-up, seconds.
        intact: Material, the moment of planning and the working time of the machine still let it be there.
    """

    mode: int
    start_s: int
    finish_s: int
    body_s: int
    start: int
    setup: int
    intact: bool


def places_of(problem: Problem, rows: Mapping[OperationKey, Sequence[PlanRow]]) -> dict[int, Place]:
    """Places of all free operations that stand in a plan, by operation index.

    Args:
        problem: The problem as it is now.
        rows: Rows of the plan by operation, each by start.
    """
    places: dict[int, Place] = {}
    for job in problem.jobs:
        for operation in job.operations:
            of_operation = rows.get((job.order.order_no, operation.op_no))
            if of_operation is not None and operation.fixed is None:
                places[operation.index] = _place(problem, job, operation, of_operation)
    return places


def choice_on(problem: Problem, operation: Operation, machine_id: str) -> int:
    """Machine choice for a machine, `ANY_MODE` when it is not permitted."""
    for choice, mode in enumerate(operation.modes):
        if problem.machine_ids[mode.machine] == machine_id:
            return choice
    return ANY_MODE


def _place(problem: Problem, job: Job, operation: Operation, rows: Sequence[PlanRow]) -> Place:
    start_s = to_seconds(rows[0].start_at)
    finish_s = to_seconds(max([row.finish_at for row in rows]))
    choice = choice_on(problem, operation, rows[0].machine_id)
    if choice == ANY_MODE:
        return Place(ANY_MODE, start_s, finish_s, start_s, 0, 0, intact=False)
    mode = operation.modes[choice]
    axis, setup = problem.axes[mode.machine], whole_seconds(rows[0].setup_min)
    start, end = axis.position(start_s), axis.position(finish_s)
    ready_s = max(problem.now_s, job.material_s) if operation.position == 0 else problem.now_s
    try:
        intact = (
            start_s >= ready_s
            and end - start == setup + mode.run_s
            and axis.begin(start) == start_s
            and axis.end(end) == finish_s
        )
        return Place(choice, start_s, finish_s, axis.begin(start + setup), start, setup, intact)
    except NoWorkingTimeError:
        return Place(ANY_MODE, start_s, finish_s, start_s, 0, 0, intact=False)
