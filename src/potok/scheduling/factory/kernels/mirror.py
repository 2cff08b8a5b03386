"""The same factory looked at backwards in time: earliness becomes lateness.

A plan pulled right is an earliest plan of the mirror. Its judged ends are the beginnings there: an order
that ends early in time starts late in the mirror. The first operations must not lie before their release,
which in the mirror is a due time with a weight that nothing outweighs.
"""

from __future__ import annotations

import numpy as np

from potok.compiled import compiled
from potok.scheduling.factory.arrays import Factory, Floats, Sequences

#: Weight of a unit before the release against a unit of earliness.
FORBIDDEN = 1e6


def mirror_factory(factory: Factory, plan: Sequences, targets: Floats, horizon: int) -> Factory:
    """The factory backwards, on the working-time axis without a calendar.

    Args:
        factory: Forwards; every judged end is the last operation of its job.
        plan: Its plan; gives the durations on which earliness of a last operation is judged.
        targets: (n) working time at which a judged end should lie.
        horizon: Working time that becomes zero.
    """
    ends = factory.weight > 0.0
    weight = np.where(ends, 1.0, 0.0)
    due = np.where(ends, horizon - np.where(ends, targets, 0.0) + (plan.end - plan.start), 0.0).astype(
        np.int64
    )
    bound = (factory.release > 0) | (np.diff(factory.before_first) == 0)
    weight = np.where(bound, FORBIDDEN, weight)
    due = np.where(bound, horizon - factory.release, due)
    return factory._replace(
        release=np.where(ends, horizon - np.where(ends, targets, 0.0), 0.0).astype(np.int64),
        before_first=factory.after_first,
        before=factory.after,
        after_first=factory.before_first,
        after=factory.before,
        weight=weight,
        due=due,
        judged=np.flatnonzero(weight > 0.0).astype(np.int64),
        clock_from=np.zeros(1, dtype=np.int64),
        clock_gap=np.zeros(1, dtype=np.int64),
    )


@compiled
def mirror_plan(factory: Factory, plan: Sequences, horizon: int) -> None:
    """Turn a plan round in place; twice gives it back."""
    for machine in range(factory.machines):
        last = plan.length[machine] - 1
        for place in range((last + 1) // 2):
            i, j = plan.order[machine, place], plan.order[machine, last - place]
            plan.order[machine, place], plan.order[machine, last - place] = j, i
        for place in range(last + 1):
            plan.place[plan.order[machine, place]] = place
    for i in range(len(plan.start)):
        start = plan.start[i]
        plan.start[i] = horizon - plan.end[i]
        plan.end[i] = horizon - start
