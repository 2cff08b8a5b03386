"""Pulling a plan right: every operation as late as its successors, its machine and its order allow.

Ends that are late stay where they are, ends that are early move to their due time if they can, so
lateness is kept and earliness is cut; orders on machines do not change.
"""

from __future__ import annotations

import numpy as np

from potok.compiled import compiled
from potok.scheduling.factory.arrays import Factory, Floats, Integers, Sequences
from potok.scheduling.factory.kernels.timing import machine_of

_HUGE = np.iinfo(np.int64).max


@compiled
def pull_right(factory: Factory, plan: Sequences, order: Integers, due: Floats) -> None:
    """Move starts and ends in place.

    Args:
        factory: What is planned.
        plan: With right earliest times; changed to latest times.
        order: Topological order of the plan's graph.
        due: (n) due times of judged ends on the working-time axis.
    """
    for at in range(len(order) - 1, -1, -1):
        i = order[at]
        latest = _HUGE
        if factory.weight[i] > 0.0:
            latest = max(plan.end[i], int(due[i]))
        for arc in range(factory.after_first[i], factory.after_first[i + 1]):
            latest = min(latest, plan.start[factory.after[arc]])
        machine = machine_of(factory, plan, i)
        if plan.place[i] + 1 < plan.length[machine]:
            latest = min(latest, plan.start[plan.order[machine, plan.place[i] + 1]])
        if latest == _HUGE:
            continue
        plan.start[i] += latest - plan.end[i]
        plan.end[i] = latest
