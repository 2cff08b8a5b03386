"""Lower bounds of a project that need no search."""

from __future__ import annotations

from potok.scheduling.disjunctive.problem import topological_order
from potok.scheduling.projects.problem import ProjectProblem


def tails(project: ProjectProblem) -> list[int]:
    """Longest path from the start of each activity to the end of the project, resources aside."""
    reach = [0] * len(project.activities)
    for index in reversed(topological_order(len(reach), project.arcs())):
        activity = project.activities[index]
        reach[index] = activity.duration + max((reach[after] for after in activity.successors), default=0)
    return reach


def least_makespan(project: ProjectProblem) -> int:
    """The greater of the longest path and of the work that each resource has to do."""
    work = [
        -(-sum(each.duration * each.demands[resource] for each in project.activities) // capacity)
        for resource, capacity in enumerate(project.capacities)
        if capacity > 0
    ]
    return max([*tails(project), *work], default=0)
