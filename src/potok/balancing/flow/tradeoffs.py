"""What exact searches look for one after another so that their answers make the trade-off front.

Every answer is cheapest for prices that are all above nothing, within limits: so no flow is better in every
figure (ε-constraint). First each figure alone as good as it can be, which is quick to answer, then while the
others keep to the goals, which is hard where the goals are a good flow, then for ever from a point of the
front: one figure a step better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from potok.balancing.flow.exact import FlowTask
from potok.balancing.flow.figures import FlowFigures
from potok.balancing.flow.front import FlowPoint

#: How many times more the figure counts that is to be as good as it can.
_FIRST = 50.0
#: A step of a figure as a share of its value, and the least: a kind of machine, a return, half a second.
_STEP, _LEAST = 0.02, (0.5, 10.0, 1.0, 1.0, 1.0, 1.0)
#: How far prices lie from those given: deviation of the logarithm.
_SHAKE = 0.7


def tasks(
    points: Sequence[FlowPoint],
    price: Sequence[float],
    goals: FlowFigures | None,
    chance: np.random.Generator,
) -> Iterator[FlowTask]:
    """Tasks without end.

    Args:
        points: The front as it grows, never empty when a step is asked of it.
        price: (6,) of a unit of each figure; a figure that does not count is not bettered.
        goals: Figures to keep to, None = none.
        chance: Of the steps.
    """
    counted = [place for place, each in enumerate(price) if each > 0]
    alone: tuple[float | None, ...] = (None,) * len(price)
    boxes = [alone, tuple(goals)] if goals is not None else [alone]
    for box in boxes:
        for place in counted:
            dearer = [each * (_FIRST if own == place else 1.0) for own, each in enumerate(price)]
            yield FlowTask(dearer, limits=box)
    while True:
        yield _step(points, price, counted, goals, chance)


def _step(
    points: Sequence[FlowPoint],
    price: Sequence[float],
    counted: Sequence[int],
    goals: FlowFigures | None,
    chance: np.random.Generator,
) -> FlowTask:
    """One figure of a point a step better; within the goals where the point is."""
    figures = points[int(chance.integers(len(points)))].figures
    values = list(figures)
    place = counted[int(chance.integers(len(counted)))]
    within = goals is not None and all(own <= goal for own, goal in zip(values, goals, strict=True))
    limits: list[float | None] = list(goals) if within and goals is not None else [None] * len(values)
    limits[place] = max(0.0, values[place] - max(_LEAST[place], values[place] * _STEP))
    shaken = np.array(price) * np.exp(chance.normal(0.0, _SHAKE, len(price)))
    return FlowTask(shaken.tolist(), limits=limits)
