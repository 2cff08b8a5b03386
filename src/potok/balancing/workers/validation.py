"""Faults of a line of people, all at once, in Russian."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from potok.balancing.workers.problem import CrewGoal, CrewProblem, cycle_for
from potok.balancing.workers.units import reach_of
from potok.errors import InvalidDataError, Problem

WHERE = "Линия"


def require_valid(problem: CrewProblem) -> None:
    """Refuse a problem with faults.

    Raises:
        InvalidDataError: Lists every fault.
    """
    faults = [*_sizes(problem)]
    if not faults:  # the rest reads tables whose sizes have to agree
        faults = [*_tasks(problem), *_limits(problem), *_numbers(problem)]
    if not faults:  # and these look up tasks and workers by their numbers
        faults = [*_order(problem), *_rules(problem)]
    if faults:
        raise InvalidDataError(faults)


def _fault(field: str, value: object, expected: str, code: str = "bad_value") -> Problem:
    return Problem(WHERE, None, field, None if value is None else str(value), expected, code)


def _sizes(problem: CrewProblem) -> Iterator[Problem]:
    if not problem.tasks:
        yield _fault("tasks", None, "хотя бы одна операция")
    if not problem.workers:
        yield _fault("workers", None, "хотя бы один рабочий")
    for number, task in enumerate(problem.tasks):
        if len(task.times) != len(problem.workers):
            yield _fault(
                f"tasks[{number}].times",
                len(task.times),
                f"времён столько, сколько рабочих: {len(problem.workers)}",
            )
    for what, names in (
        ("tasks", [task.name for task in problem.tasks]),
        ("workers", [worker.name for worker in problem.workers]),
    ):
        for name, count in Counter(names).items():
            if count > 1 or not name:
                yield _fault(f"{what}.name", name, "непустое имя, которое встречается один раз", "duplicate")


def _tasks(problem: CrewProblem) -> Iterator[Problem]:
    for number, task in enumerate(problem.tasks):
        for worker, time in zip(problem.workers, task.times, strict=True):
            if time is not None and time < 0:
                yield _fault(f"tasks[{number}].times, {worker.name}", time, "время не меньше 0")
        if all(time is None for time in task.times):
            yield _fault(
                f"tasks[{number}].times", task.name, "хотя бы один рабочий, который может выполнить операцию"
            )


def _limits(problem: CrewProblem) -> Iterator[Problem]:
    if problem.goal is CrewGoal.WORKERS and (problem.cycle is None or problem.cycle <= 0):
        yield _fault("cycle", problem.cycle, "такт больше 0")
    if problem.goal is CrewGoal.CYCLE and problem.cycle is not None:
        yield _fault("cycle", problem.cycle, "пусто: такт здесь ищется")
    if problem.most_workers is not None and problem.most_workers < 1:
        yield _fault("most_workers", problem.most_workers, "не меньше одного рабочего")
    for number, worker in enumerate(problem.workers):
        if not 1 <= worker.max_load_pct <= 100:
            yield _fault(f"workers[{number}].max_load_pct", worker.max_load_pct, "от 1 до 100 %")


def _numbers(problem: CrewProblem) -> Iterator[Problem]:
    """Numbers of tasks and workers that exist."""
    tasks, workers = len(problem.tasks), len(problem.workers)
    rows: list[tuple[str, Sequence[int], int]] = [
        *((f"precedence[{i}]", pair, tasks) for i, pair in enumerate(problem.precedence)),
        *((f"together[{i}]", group, tasks) for i, group in enumerate(problem.together)),
        *((f"apart[{i}]", pair, tasks) for i, pair in enumerate(problem.apart)),
        *((f"mentorships[{i}]", (m.worker, m.mentor), workers) for i, m in enumerate(problem.mentorships)),
        *((f"quotas[{i}].members", quota.members, workers) for i, quota in enumerate(problem.quotas)),
    ]
    for field, numbers, size in rows:
        for number in numbers:
            if not 0 <= number < size:
                yield _fault(field, number, f"номер от 0 до {size - 1}", "unknown_reference")
        if len(set(numbers)) < len(numbers):
            yield _fault(field, list(numbers), "разные номера", "duplicate")


def _order(problem: CrewProblem) -> Iterator[Problem]:
    """No task waits for itself."""
    reach = reach_of(len(problem.tasks), problem.precedence)
    both = reach & reach.T
    for number, task in enumerate(problem.tasks):
        circle = [problem.tasks[other].name for other in range(len(problem.tasks)) if both[number, other]]
        if len(circle) > 1 and circle[0] == task.name:
            yield _fault("precedence", ", ".join(circle), "порядок без замкнутого круга", "cycle")


def _rules(problem: CrewProblem) -> Iterator[Problem]:
    for number, group in enumerate(problem.together):
        names = ", ".join(problem.tasks[task].name for task in group)
        if not any(
            all(problem.can(task, worker) for task in group) for worker in range(len(problem.workers))
        ):
            yield _fault(f"together[{number}]", names, "рабочий, который может выполнить все эти операции")
        for pair in problem.apart:
            if set(pair) <= set(group):
                yield _fault(
                    f"together[{number}]", names, "без операций, которые нельзя поручать одному рабочему"
                )
    for number, quota in enumerate(problem.quotas):
        if not 0 <= quota.at_least <= min(len(quota.members), problem.people):
            most = min(len(quota.members), problem.people)
            yield _fault(
                f"quotas[{number}].at_least",
                quota.at_least,
                f"от 0 до {most}: столько людей в группе «{quota.name}»",
            )
    cycle = problem.cycle
    if problem.goal is CrewGoal.WORKERS and cycle is not None:
        for number, task in enumerate(problem.tasks):
            least = min(
                cycle_for(time, worker.max_load_pct)
                for time, worker in zip(task.times, problem.workers, strict=True)
                if time is not None
            )
            if least > cycle:
                yield _fault(
                    f"tasks[{number}].times",
                    task.name,
                    f"время, которое укладывается в такт {cycle}; нужен такт {least}",
                )
