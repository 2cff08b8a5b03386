"""On small random projects the engine is right: the checker agrees and brute force finds nothing better."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from potok.scheduling.bench import Options, Watch
from potok.scheduling.projects.bounds import least_makespan
from potok.scheduling.projects.engine import plan_project
from potok.scheduling.projects.problem import Activity, ProjectProblem
from potok.scheduling.verify.project import check_project


@st.composite
def projects(draw: st.DrawFn) -> ProjectProblem:
    """At most five activities, two resources; precedence from small numbers to great ones.

    Units of resources may be so small that their numbers do not fit into one word of the kernels.
    """
    count = draw(st.integers(1, 5))
    unit = draw(st.sampled_from((1, 1 << 40)))
    activities = []
    for at in range(count):
        after = draw(st.sets(st.integers(at + 1, count - 1), max_size=2)) if at + 1 < count else set()
        demands = tuple(unit * draw(st.integers(0, most)) for most in (3, 2))
        activities.append(Activity(draw(st.integers(0, 5)), demands, tuple(sorted(after))))
    return ProjectProblem((3 * unit, 2 * unit), tuple(activities))


def best_makespan(problem: ProjectProblem) -> int:
    """The least makespan over all lists: one of them gives an optimum (Sprecher, Kolisch, Drexl 1995)."""
    count = len(problem.activities)
    arcs = problem.arcs()
    return min(
        _length(problem, order)
        for order in permutations(range(count))
        if all(order.index(before) < order.index(after) for before, after in arcs)
    )


def _length(problem: ProjectProblem, order: tuple[int, ...]) -> int:
    ends: dict[int, int] = {}
    used: dict[tuple[int, int], int] = {}
    for node in order:
        activity = problem.activities[node]
        start = max((ends[before] for before, after in problem.arcs() if after == node), default=0)
        while any(
            used.get((moment, resource), 0) + demand > problem.capacities[resource]
            for moment in range(start, start + activity.duration)
            for resource, demand in enumerate(activity.demands)
        ):
            start += 1
        for moment in range(start, start + activity.duration):
            for resource, demand in enumerate(activity.demands):
                used[moment, resource] = used.get((moment, resource), 0) + demand
        ends[node] = start + activity.duration
    return max(ends.values())


@settings(max_examples=60, deadline=None)
@given(projects())
def test_the_plan_is_feasible_and_as_short_as_brute_force_finds(problem: ProjectProblem) -> None:
    answer = plan_project(problem, Watch(Options(time_limit=None, work_limit=8_000)))
    assert check_project(problem, answer.starts, answer.makespan) == ()
    assert answer.makespan == best_makespan(problem)
    assert least_makespan(problem) <= answer.bound <= answer.makespan
