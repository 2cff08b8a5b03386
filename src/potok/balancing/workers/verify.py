"""The independent checker of lines of people: every rule looked at anew, nothing of the engine used.

It knows the data types alone; loads, stations and neighbours are counted here a second time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from potok.balancing.workers.problem import CrewBalance, CrewGoal, CrewProblem, Nearness
from potok.errors import PotokError


class CrewRule(StrEnum):
    """What a line has to keep."""

    SHAPE = "shape"
    ABILITY = "ability"
    STATION = "station"
    PRECEDENCE = "precedence"
    LOAD = "load"
    OBJECTIVE = "objective"
    PEOPLE = "people"
    TOGETHER = "together"
    APART = "apart"
    MENTOR = "mentor"
    QUOTA = "quota"


@dataclass(frozen=True, slots=True)
class CrewFault:
    """A rule that a line breaks, told in Russian; `workers` are the people it is about."""

    rule: CrewRule
    text: str
    workers: tuple[int, ...] = ()


class WrongCrewBalanceError(PotokError):
    """The engine found a line that breaks a rule: a fault of the program, never of the data."""

    code = "wrong_crew_balance"
    template = (
        "Найденное распределение нарушает правила ({faults}) и не принято. "
        "Это ошибка программы: сообщите о ней и приложите исходные данные."
    )
    http_status = 500


def require_right(problem: CrewProblem, balance: CrewBalance, objective: int) -> None:
    """Refuse a line that breaks a rule or is not worth what is said.

    Raises:
        WrongCrewBalanceError: Names every rule broken.
    """
    found = faults(problem, balance, objective)
    if found:
        raise WrongCrewBalanceError(faults="; ".join(fault.text for fault in found))


def faults(problem: CrewProblem, balance: CrewBalance, objective: int) -> list[CrewFault]:
    """Every rule that the line breaks.

    Args:
        problem: A valid problem.
        balance: The line.
        objective: Cycle time or number of people that the line is said to have.
    """
    shape = list(_shape(problem, balance))
    if shape:
        return shape
    return [
        *_ability(problem, balance),
        *_stations(problem, balance),
        *_precedence(problem, balance),
        *_loads(problem, balance, objective),
        *_people(problem, balance, objective),
        *_pairs_of_tasks(problem, balance),
        *_mentors(problem, balance),
        *_quotas(problem, balance),
    ]


def _shape(problem: CrewProblem, balance: CrewBalance) -> Iterator[CrewFault]:
    if len(balance.worker_of_task) != len(problem.tasks):
        yield CrewFault(
            CrewRule.SHAPE, f"операций {len(problem.tasks)}, распределено {len(balance.worker_of_task)}"
        )
    if len(balance.station_of_worker) != len(problem.workers):
        yield CrewFault(
            CrewRule.SHAPE, f"рабочих {len(problem.workers)}, мест {len(balance.station_of_worker)}"
        )
    for worker in balance.worker_of_task:
        if not 0 <= worker < len(problem.workers):
            yield CrewFault(CrewRule.SHAPE, f"рабочего с номером {worker} нет")


def _ability(problem: CrewProblem, balance: CrewBalance) -> Iterator[CrewFault]:
    for task, worker in zip(problem.tasks, balance.worker_of_task, strict=True):
        if task.times[worker] is None:
            yield CrewFault(
                CrewRule.ABILITY,
                f"{problem.workers[worker].name} не может выполнять операцию «{task.name}»",
                (worker,),
            )


def _stations(problem: CrewProblem, balance: CrewBalance) -> Iterator[CrewFault]:
    """Who works has a station, stations are numbered without gaps, and only named pairs share one."""
    at: dict[int, list[int]] = {}
    for worker, station in enumerate(balance.station_of_worker):
        name = problem.workers[worker].name
        if (worker in balance.worker_of_task) != (station is not None):
            yield CrewFault(
                CrewRule.STATION, f"{name}: место есть только у того, у кого есть операции", (worker,)
            )
        if station is not None:
            at.setdefault(station, []).append(worker)
    if sorted(at) != list(range(len(at))):
        yield CrewFault(CrewRule.STATION, f"места пронумерованы с пропусками: {sorted(at)}")
    for station, crew in at.items():
        allowed = any(
            pair.nearness is Nearness.SAME and sorted(crew) == sorted((pair.worker, pair.mentor))
            for pair in problem.mentorships
        )
        if len(crew) > 1 and not allowed:
            names = ", ".join(problem.workers[worker].name for worker in crew)
            yield CrewFault(
                CrewRule.STATION, f"на месте {station + 1} несколько рабочих: {names}", tuple(crew)
            )


def _precedence(problem: CrewProblem, balance: CrewBalance) -> Iterator[CrewFault]:
    for earlier, later in problem.precedence:
        crew = (balance.worker_of_task[earlier], balance.worker_of_task[later])
        first, second = (balance.station_of_worker[worker] for worker in crew)
        if first is not None and second is not None and first > second:
            one, other = problem.tasks[earlier].name, problem.tasks[later].name
            yield CrewFault(
                CrewRule.PRECEDENCE,
                f"операция «{one}» на месте {first + 1}, а «{other}» после неё на месте {second + 1}",
                crew,
            )


def _loads(problem: CrewProblem, balance: CrewBalance, objective: int) -> Iterator[CrewFault]:
    cycle = objective if problem.goal is CrewGoal.CYCLE else problem.cycle or 0
    tight = False
    for number, worker in enumerate(problem.workers):
        load = sum(
            task.times[number] or 0
            for task, own in zip(problem.tasks, balance.worker_of_task, strict=True)
            if own == number
        )
        if load * 100 > worker.max_load_pct * cycle:
            yield CrewFault(
                CrewRule.LOAD,
                f"{worker.name}: занятость {load} больше {worker.max_load_pct} % такта {cycle}",
                (number,),
            )
        tight = tight or load * 100 > worker.max_load_pct * (cycle - 1)
    if problem.goal is CrewGoal.CYCLE and not tight and cycle > 0:
        yield CrewFault(CrewRule.OBJECTIVE, f"такт {cycle} больше, чем нужно этому распределению")


def _people(problem: CrewProblem, balance: CrewBalance, objective: int) -> Iterator[CrewFault]:
    used = len(set(balance.worker_of_task))
    most = len(problem.workers) if problem.most_workers is None else problem.most_workers
    if used > most:
        yield CrewFault(CrewRule.PEOPLE, f"работают {used} человек, можно {most}")
    if problem.goal is CrewGoal.WORKERS and used != objective:
        yield CrewFault(CrewRule.OBJECTIVE, f"работают {used} человек, названо {objective}")


def _pairs_of_tasks(problem: CrewProblem, balance: CrewBalance) -> Iterator[CrewFault]:
    for group in problem.together:
        crew = sorted({balance.worker_of_task[task] for task in group})
        if len(crew) > 1:
            names = ", ".join(problem.tasks[task].name for task in group)
            yield CrewFault(CrewRule.TOGETHER, f"операции {names} должны быть у одного рабочего", tuple(crew))
    for one, other in problem.apart:
        if balance.worker_of_task[one] == balance.worker_of_task[other]:
            names = f"{problem.tasks[one].name}, {problem.tasks[other].name}"
            yield CrewFault(
                CrewRule.APART,
                f"операции {names} не могут быть у одного рабочего",
                (balance.worker_of_task[one],),
            )


def _mentors(problem: CrewProblem, balance: CrewBalance) -> Iterator[CrewFault]:
    for pair in problem.mentorships:
        place = balance.station_of_worker[pair.worker]
        if place is None:
            continue
        mentor_place = balance.station_of_worker[pair.mentor]
        far = 0 if pair.nearness is Nearness.SAME else 1
        if mentor_place is None or abs(place - mentor_place) > far:
            worker, mentor = problem.workers[pair.worker].name, problem.workers[pair.mentor].name
            where = "на том же месте" if pair.nearness is Nearness.SAME else "рядом"
            yield CrewFault(
                CrewRule.MENTOR, f"{worker}: наставник {mentor} не {where}", (pair.worker, pair.mentor)
            )


def _quotas(problem: CrewProblem, balance: CrewBalance) -> Iterator[CrewFault]:
    for quota in problem.quotas:
        working = len(set(quota.members) & set(balance.worker_of_task))
        if working < quota.at_least:
            yield CrewFault(
                CrewRule.QUOTA, f"из группы «{quota.name}» работают {working}, нужно {quota.at_least}"
            )
