"""A project: activities with precedence that share resources of limited capacity.

All numbers are 0-based, times are whole numbers of any unit.
"""

from __future__ import annotations

from dataclasses import dataclass

from potok.errors import PotokError
from potok.scheduling.disjunctive.problem import topological_order


class ProjectError(PotokError):
    """A project that cannot be planned whatever the engine does; data: `reason`."""

    code = "project_problem"
    template = "Задача проекта составлена неверно: {reason}."


@dataclass(frozen=True, slots=True)
class Activity:
    """Work of the project.

    Attributes:
        duration: Time it takes without a pause, ≥ 0.
        demands: What it takes of each resource while it lasts.
        successors: Activities that start not before it ends.
    """

    duration: int
    demands: tuple[int, ...]
    successors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProjectProblem:
    """A project with the makespan as objective.

    Attributes:
        capacities: Of each resource.
        activities: In the order of the file.

    Raises:
        ProjectError: A demand above the capacity, an unknown successor or a cycle.
    """

    capacities: tuple[int, ...]
    activities: tuple[Activity, ...]

    def __post_init__(self) -> None:
        count = len(self.activities)
        for index, activity in enumerate(self.activities):
            for resource, demand in enumerate(activity.demands):
                if demand > self.capacities[resource] and activity.duration > 0:
                    raise ProjectError(
                        reason=f"работа {index} требует {demand} ресурса {resource}, "
                        f"а его {self.capacities[resource]}"
                    )
            if any(not 0 <= after < count for after in activity.successors):
                raise ProjectError(reason=f"работа {index} называет последующую вне 0…{count - 1}")
        if len(topological_order(count, self.arcs())) < count:
            raise ProjectError(reason="связи между работами образуют круг")

    def arcs(self) -> list[tuple[int, int]]:
        """Pairs (before, after)."""
        return [(index, after) for index, each in enumerate(self.activities) for after in each.successors]
