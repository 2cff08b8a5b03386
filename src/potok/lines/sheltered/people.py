"""People of the line: a sentence each, why not the neighbouring place, and exchanges that mend a fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from potok.balancing.workers.explain import explain
from potok.balancing.workers.problem import CrewBalance, CrewProblem, loads
from potok.balancing.workers.verify import CrewFault, CrewRule, faults
from potok.lines.design import LineWarning
from potok.lines.sheltered.crew import UNITS_PER_MIN, Staffing, problem_of
from potok.lines.sheltered.model import Line
from potok.lines.sheltered.writing import place_labels
from potok.notes.render.numbers import number_text


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two people change places with all their work.

    Attributes:
        one, other: Places in the people of the line; the other may be without work.
        left: Faults that the line has afterwards.
        cycle: Takt afterwards, units.
    """

    one: int
    other: int
    left: int
    cycle: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said of one person.

    Attributes:
        person: Place in the people.
        text: Why the operations, and the load.
        neighbours: Why not at the place before and after.
        load_pct: Load in percent of the takt.
    """

    person: int
    text: str
    neighbours: tuple[str, ...]
    load_pct: int


def exchanged(balance: CrewBalance, one: int, other: int) -> CrewBalance:
    """The staffing after two people have changed places."""
    swap = {one: other, other: one}
    stations = list(balance.station_of_worker)
    stations[one], stations[other] = stations[other], stations[one]
    return CrewBalance(tuple(swap.get(person, person) for person in balance.worker_of_task), tuple(stations))


def broken(problem: CrewProblem, balance: CrewBalance, cycle: int) -> list[CrewFault]:
    """Rules that a staffing breaks at a takt; how good it is does not matter."""
    objective = balance.used if problem.cycle is not None else cycle
    return [fault for fault in faults(problem, balance, objective) if fault.rule is not CrewRule.OBJECTIVE]


def best_exchange(staffing: Staffing, person: int) -> Exchange | None:
    """The exchange of a person that leaves the fewest faults and then the shortest takt.

    None when no exchange leaves fewer faults than there are.
    """
    problem, balance = staffing.problem, staffing.balance
    now = len(broken(problem, balance, staffing.cycle))
    found = [
        _tried(staffing, person, other)
        for other in range(len(problem.workers))
        if other != person and balance.station_of_worker[other] != balance.station_of_worker[person]
    ]
    better = [one for one in found if one.left < now]
    return min(better, key=lambda one: (one.left, one.cycle, one.other), default=None)


def _tried(staffing: Staffing, one: int, other: int) -> Exchange:
    problem, after = staffing.problem, exchanged(staffing.balance, one, other)
    cycle = _needed(problem, after)
    return Exchange(one, other, len(broken(problem, after, max(cycle, problem.cycle or 0))), cycle)


def _needed(problem: CrewProblem, balance: CrewBalance) -> int:
    return max(
        -(-load * 100 // worker.max_load_pct)
        for load, worker in zip(loads(problem, balance), problem.workers, strict=True)
    )


def warnings(line: Line, staffing: Staffing) -> tuple[tuple[LineWarning, ...], tuple[Exchange, ...]]:
    """Broken rules by numbers of places, without names, each with the exchange that mends it."""
    labels = tuple(
        label.lower() or f"без места {number + 1}"
        for number, label in enumerate(place_labels(staffing.balance))
    )
    named = problem_of(line, labels)
    found = broken(named, staffing.balance, _allowed_cycle(staffing))
    told: list[LineWarning] = []
    exchanges: list[Exchange] = []
    for fault in found:
        advice = ""
        for person in fault.workers:
            exchange = best_exchange(staffing, person)
            if exchange is not None:
                exchanges.append(exchange)
                advice = f" Обмен: {labels[exchange.one]} ↔ {labels[exchange.other]}."
                break
        else:
            advice = " Обмен двух людей этого не исправит: нажмите «Улучшить»."
        text = _told(fault, named, staffing)
        text = text[0].upper() + text[1:]
        told.append(LineWarning(f"crew_{fault.rule.value}", f"{text}.{advice}"))
    if staffing.relaxed:
        told.append(
            LineWarning(
                "crew_relaxed",
                "Расстановка, которая выполняет все правила пар, наставников и групп, за короткий поиск не "
                "найдена: показана ближайшая без них. Нажмите «Улучшить».",
            )
        )
    unique = {(one.one, one.other): one for one in exchanges}
    return tuple(told), tuple(unique.values())


def _told(fault: CrewFault, problem: CrewProblem, staffing: Staffing) -> str:
    """The fault in minutes where the engine counts units."""
    if fault.rule is not CrewRule.LOAD:
        return fault.text
    worker = fault.workers[0]
    load = loads(problem, staffing.balance)[worker]
    return (
        f"{problem.workers[worker].name}: работы {_minutes(load)} мин на изделие, разрешено "
        f"{problem.workers[worker].max_load_pct} % такта {_minutes(_allowed_cycle(staffing))} мин"
    )


def _allowed_cycle(staffing: Staffing) -> int:
    """The takt that loads are held against: the given one, or the one the line needs."""
    return staffing.problem.cycle or staffing.cycle


def sentences(staffing: Staffing) -> tuple[Sentence, ...]:
    """A sentence for everybody, in the order of the people."""
    problem, balance = staffing.problem, staffing.balance
    # In a sentence the names of operations stand in quotation marks.
    quoted = replace(problem, tasks=tuple(replace(task, name=f"«{task.name}»") for task in problem.tasks))
    return tuple(
        Sentence(
            one.worker,
            one.text,
            tuple(_neighbours(staffing, one.worker)),
            one.load_pct,
        )
        for one in explain(quoted, balance, staffing.cycle)
    )


def _neighbours(staffing: Staffing, person: int) -> list[str]:
    """Why a person does not have the place before or after, by trying the exchange."""
    problem, balance = staffing.problem, staffing.balance
    place = balance.station_of_worker[person]
    if place is None:
        return []
    return [
        f"Место {beside + 1}: {_why_not(problem, staffing, person, other)}."
        for beside in (place - 1, place + 1)
        for other in [_only_one_at(balance, beside)]
        if other is not None
    ]


def _only_one_at(balance: CrewBalance, place: int) -> int | None:
    there = [person for person, station in enumerate(balance.station_of_worker) if station == place]
    return there[0] if len(there) == 1 else None


def _why_not(problem: CrewProblem, staffing: Staffing, person: int, other: int) -> str:
    after = exchanged(staffing.balance, person, other)
    for who in (person, other):
        task = _impossible(problem, after, who)
        if task is not None:
            return f"{problem.workers[who].name} не может выполнять «{problem.tasks[task].name}»"
    cycle = _needed(problem, after)
    if cycle > staffing.cycle:
        return f"обмен удлинил бы такт с {_minutes(staffing.cycle)} до {_minutes(cycle)} мин"
    now = {(fault.rule, fault.text) for fault in broken(problem, staffing.balance, staffing.cycle)}
    new = [
        fault
        for fault in broken(problem, after, max(cycle, staffing.cycle))
        if (fault.rule, fault.text) not in now
    ]
    if new:
        return f"обмен нарушил бы правило: {_told(new[0], problem, replace(staffing, balance=after))}"
    return "обмен возможен, такт от него не меньше"


def _impossible(problem: CrewProblem, balance: CrewBalance, person: int) -> int | None:
    tasks: Sequence[int] = [task for task, worker in enumerate(balance.worker_of_task) if worker == person]
    return next((task for task in tasks if not problem.can(task, person)), None)


def _minutes(units: int) -> str:
    return number_text(round(units / UNITS_PER_MIN, 3))


def strained(line: Line, balances: Sequence[CrewBalance], intervals: int) -> tuple[int, ...]:
    """[people] strain points of the shift: those of each interval, or one staffing in all of them."""
    points = [0] * len(line.people)
    for balance in balances:
        for (operation, _), person in zip(line.tasks, balance.worker_of_task, strict=True):
            points[person] += line.operations[operation].strain
    return tuple(points if len(balances) > 1 else [one * intervals for one in points])
