"""The engines of a line of people, loaded when they are asked: the pages of a line do without them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, cast

from potok.balancing.bench import Options
from potok.balancing.workers.problem import CrewBalance, CrewProblem

if TYPE_CHECKING:
    from potok.balancing.workers.engine import CrewAnswer
    from potok.balancing.workers.rotation import Rotation


def balance_crew(
    problem: CrewProblem,
    options: Options | None = None,
    *,
    better: Callable[[CrewBalance, int], None] | None = None,
) -> CrewAnswer:
    """See `potok.balancing.workers.engine.balance_crew`."""
    engine = import_module("potok.balancing.workers.engine")
    return cast("CrewAnswer", engine.balance_crew(problem, options, better=better))


def rotate(
    line: CrewProblem, strain: tuple[int, ...], intervals: int, places: CrewBalance, options: Options
) -> Rotation:
    """People of a staffed line change between its places, see `potok.balancing.workers.rotation.rotate`."""
    rotation = import_module("potok.balancing.workers.rotation")
    problem = rotation.RotationProblem(line, strain, intervals, places)
    return cast("Rotation", rotation.rotate(problem, options, places))
