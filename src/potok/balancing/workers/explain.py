"""Why everybody has the operations they have: one plain Russian sentence a worker, with its numbers.

A reason is a fact of the data, strongest first: nobody else can do an operation; few can; nobody is
quicker; the quickest other has no room in the cycle; the quickest other sits where the order does not let
the operation be. Where none of these holds, the other could do it as well, and the sentence says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from potok.balancing.workers.problem import CrewBalance, CrewProblem, Nearness, loads


class CrewReason(StrEnum):
    """The strongest reason for the work of a person."""

    ONLY_ONE = "only_one"
    FEW_CAN = "few_can"
    QUICKEST = "quickest"
    OTHER_IS_FULL = "other_is_full"
    OTHER_IS_ELSEWHERE = "other_is_elsewhere"
    AS_GOOD = "as_good"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class CrewExplanation:
    """One sentence and what it says, as data.

    Attributes:
        worker: Place in the problem's workers.
        station: Station counted from 0, None for a worker without tasks.
        tasks: The worker's tasks.
        reason: Kind of the reason.
        task: The task that the reason speaks of, None where it is about all of them.
        others: Other workers that the reason names.
        load: Time of the worker's tasks.
        load_pct: Load in percent of the cycle time, rounded.
        text: The Russian sentence.
    """

    worker: int
    station: int | None
    tasks: tuple[int, ...]
    reason: CrewReason
    task: int | None
    others: tuple[int, ...]
    load: int
    load_pct: int
    text: str


#: So many people who can do an operation are worth naming.
_FEW = 3


def explain(problem: CrewProblem, balance: CrewBalance, cycle: int) -> tuple[CrewExplanation, ...]:
    """A sentence for every worker, in the order of `problem.workers`.

    Args:
        problem: A valid problem.
        balance: A line that keeps its rules.
        cycle: Cycle time of the line.
    """
    work = loads(problem, balance)
    return tuple(
        _one(problem, balance, worker, work[worker], cycle) for worker in range(len(problem.workers))
    )


def _one(problem: CrewProblem, balance: CrewBalance, worker: int, load: int, cycle: int) -> CrewExplanation:
    tasks = tuple(task for task, own in enumerate(balance.worker_of_task) if own == worker)
    station = balance.station_of_worker[worker]
    name = problem.workers[worker].name
    if not tasks:
        text = f"{name}: без операций, потому что линия укладывается в такт без этого рабочего."
        return CrewExplanation(worker, None, (), CrewReason.IDLE, None, (), 0, 0, text)
    reason, task, others = _reason(problem, balance, worker, tasks, cycle)
    load_pct = _pct(load, cycle)
    because = _because(problem, balance, cycle, tasks, reason, task, others)
    text = (
        f"{name}: {_listed(problem, tasks)}, потому что {because}; "
        f"загрузка {load_pct} %{_limits(problem, worker)}."
    )
    return CrewExplanation(worker, station, tasks, reason, task, others, load, load_pct, text)


def _reason(
    problem: CrewProblem, balance: CrewBalance, worker: int, tasks: tuple[int, ...], cycle: int
) -> tuple[CrewReason, int | None, tuple[int, ...]]:
    """Kind, task and other people of the strongest reason."""
    able = {
        task: tuple(
            other for other in range(len(problem.workers)) if other != worker and problem.can(task, other)
        )
        for task in tasks
    }
    rarest = min(tasks, key=lambda task: (len(able[task]), task))
    if not able[rarest]:
        return CrewReason.ONLY_ONE, rarest, ()
    if len(able[rarest]) < min(_FEW, len(problem.workers) - 1):
        return CrewReason.FEW_CAN, rarest, able[rarest]
    quickest = {task: min(able[task], key=lambda other: _time(problem, task, other)) for task in tasks}
    quick = [task for task in tasks if _time(problem, task, worker) <= _time(problem, task, quickest[task])]
    if quick:
        return CrewReason.QUICKEST, (None if len(quick) == len(tasks) else quick[0]), ()
    # The operation that the worker loses most time with.
    task = max(tasks, key=lambda task: _time(problem, task, worker) - _time(problem, task, quickest[task]))
    other = quickest[task]
    if _would_be_pct(problem, balance, task, other, cycle) > problem.workers[other].max_load_pct:
        return CrewReason.OTHER_IS_FULL, task, (other,)
    if not _order_lets(problem, balance, task, other):
        return CrewReason.OTHER_IS_ELSEWHERE, task, (other,)
    return CrewReason.AS_GOOD, task, (other,)


def _time(problem: CrewProblem, task: int, worker: int) -> int:
    return problem.tasks[task].times[worker] or 0


def _pct(load: int, cycle: int) -> int:
    return round(100 * load / cycle) if cycle else 0


def _would_be_pct(problem: CrewProblem, balance: CrewBalance, task: int, other: int, cycle: int) -> float:
    """Load of the other worker in percent if the task were added."""
    return 100 * (loads(problem, balance)[other] + _time(problem, task, other)) / cycle if cycle else 0.0


def _order_lets(problem: CrewProblem, balance: CrewBalance, task: int, other: int) -> bool:
    """Whether the order of the tasks lets the task be at the station of the other worker."""
    place = balance.station_of_worker[other]
    if place is None:  # an idle worker may get a new station anywhere
        return True
    stations = [balance.station_of_worker[worker] or 0 for worker in balance.worker_of_task]
    return all(stations[earlier] <= place for earlier, later in problem.precedence if later == task) and all(
        place <= stations[later] for earlier, later in problem.precedence if earlier == task
    )


def _because(
    problem: CrewProblem,
    balance: CrewBalance,
    cycle: int,
    tasks: tuple[int, ...],
    reason: CrewReason,
    task: int | None,
    others: tuple[int, ...],
) -> str:
    which = "её" if len(tasks) == 1 else "их" if task is None else problem.tasks[task].name
    named = _joined([problem.workers[other].name for other in others]) if others else ""
    if reason is CrewReason.ONLY_ONE:
        return f"больше никто не может выполнить {which}"
    if reason is CrewReason.FEW_CAN:
        may = "может" if len(others) == 1 else "могут"
        return f"кроме этого рабочего выполнить {which} {may} только {named}"
    if reason is CrewReason.QUICKEST or task is None:
        return f"никто не выполняет {which} быстрее"
    if reason is CrewReason.OTHER_IS_FULL:
        would = round(_would_be_pct(problem, balance, task, others[0], cycle))
        return f"быстрее всех {which} выполняет {named}, но там загрузка стала бы {would} %"
    if reason is CrewReason.OTHER_IS_ELSEWHERE:
        return f"быстрее всех {which} выполняет {named}, но порядок операций не допускает её на том месте"
    return f"такт линии от этого не больше, хотя быстрее всех {which} выполняет {named}"


def _limits(problem: CrewProblem, worker: int) -> str:
    """What else holds for the worker: the largest load, the mentor."""
    parts = []
    most = problem.workers[worker].max_load_pct
    if most < 100:
        parts.append(f"разрешено не больше {most} %")
    for pair in problem.mentorships:
        if pair.worker == worker:
            where = "на том же месте" if pair.nearness is Nearness.SAME else "рядом"
            parts.append(f"наставник {problem.workers[pair.mentor].name} {where}")
    return "".join(f", {part}" for part in parts)


def _listed(problem: CrewProblem, tasks: tuple[int, ...]) -> str:
    names = _joined([problem.tasks[task].name for task in tasks])
    return f"операция {names}" if len(tasks) == 1 else f"операции {names}"


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} и {names[-1]}"
