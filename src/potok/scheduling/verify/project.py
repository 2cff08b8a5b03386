"""The checker of benchmark schedules of projects: the rules of the RCPSP, one by one.

It knows the problem and the starts alone; it shares no code with the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from potok.scheduling.projects.problem import ProjectProblem
from potok.scheduling.verify.report import Violation
from potok.scheduling.verify.rule import Fault, Rule, apply_rules, rule


@dataclass(frozen=True, slots=True)
class ProjectCase:
    """A schedule in front of its problem.

    Attributes:
        problem: The project.
        starts: Start of each activity.
        makespan: The length that was claimed.
    """

    problem: ProjectProblem
    starts: tuple[int, ...]
    makespan: int

    def end(self, activity: int) -> int:
        """When an activity ends."""
        return self.starts[activity] + self.problem.activities[activity].duration


def check_project(problem: ProjectProblem, starts: Sequence[int], makespan: int) -> tuple[Violation, ...]:
    """All faults of a schedule of which this makespan is claimed."""
    case = ProjectCase(problem, tuple(starts), makespan)
    if len(starts) != len(problem.activities):
        return apply_rules(case, (every_activity_has_a_start,))[1]
    return apply_rules(case, PROJECT_RULES)[1]


def _whole(case: ProjectCase) -> tuple[ProjectCase]:
    return (case,)


def _activities(case: ProjectCase) -> range:
    return range(len(case.starts))


def _resources(case: ProjectCase) -> range:
    return range(len(case.problem.capacities))


@rule("project_all", "Начало есть у каждой работы", _whole)
def every_activity_has_a_start(case: ProjectCase, _: ProjectCase) -> Iterator[Fault]:
    """There are as many starts as activities."""
    if len(case.starts) != len(case.problem.activities):
        yield Fault(f"работ {len(case.problem.activities)}, начал {len(case.starts)}")


@rule("project_start", "Ничто не начинается раньше нуля", _activities)
def no_start_before_zero(case: ProjectCase, activity: int) -> Iterator[Fault]:
    """A start is not negative."""
    if case.starts[activity] < 0:
        yield Fault(f"работа {activity}: начало {case.starts[activity]}")


@rule("project_precedence", "Работа ждёт предшествующую", _activities)
def successors_wait(case: ProjectCase, activity: int) -> Iterator[Fault]:
    """No successor starts before an activity has ended."""
    end = case.end(activity)
    for after in case.problem.activities[activity].successors:
        if case.starts[after] < end:
            yield Fault(f"работа {after}: начало {case.starts[after]} раньше конца {end} работы {activity}")


@rule("project_resource", "Ресурса хватает в каждый момент", _resources)
def no_resource_is_exceeded(case: ProjectCase, resource: int) -> Iterator[Fault]:
    """The demands of the activities that run at a start never exceed the capacity."""
    capacity = case.problem.capacities[resource]
    for moment in sorted(set(case.starts)):
        running = [
            each.demands[resource]
            for at, each in enumerate(case.problem.activities)
            if case.starts[at] <= moment < case.end(at)
        ]
        if sum(running) > capacity:
            yield Fault(f"ресурс {resource} в момент {moment}: нужно {sum(running)}, есть {capacity}")


@rule("project_makespan", "Длина плана названа верно", _whole)
def the_makespan_is_the_last_end(case: ProjectCase, _: ProjectCase) -> Iterator[Fault]:
    """The claimed makespan is the last end."""
    last = max((case.end(activity) for activity in _activities(case)), default=0)
    if last != case.makespan:
        yield Fault(f"названо {case.makespan}, последний конец {last}")


PROJECT_RULES: tuple[Rule[ProjectCase, ProjectCase] | Rule[ProjectCase, int], ...] = (
    every_activity_has_a_start,
    no_start_before_zero,
    successors_wait,
    no_resource_is_exceeded,
    the_makespan_is_the_last_end,
)
