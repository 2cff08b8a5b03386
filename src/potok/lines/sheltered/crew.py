"""The line as a problem of the crew engine, and the staffing that the line has or the engine finds."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import TYPE_CHECKING

from potok.balancing.bench import Options, Status
from potok.balancing.workers.problem import (
    CrewBalance,
    CrewGoal,
    CrewProblem,
    CrewTask,
    Mentorship,
    Quota,
    Worker,
    cycle_of,
)
from potok.errors import PotokError
from potok.lines.sheltered.engines import balance_crew
from potok.lines.sheltered.model import Line, Seat

if TYPE_CHECKING:
    from potok.balancing.workers.engine import CrewAnswer

#: The engine counts whole units: tenths of a second.
UNITS_PER_MIN = 600
#: Work of the engine for a line that nobody has staffed yet: about a second, always the same answer.
_FIRST_WORK = 1_500


class NobodyCanStaffError(PotokError):
    """No staffing of the line exists even without its pairs, mentors and quotas."""

    code = "nobody_can_staff"
    template = (
        "Расставить людей по операциям нельзя: {reason}. Добавьте людей, снимите часть запретов или "
        "разделите операции дублёрами."
    )


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who does what.

    Attributes:
        problem: The line as the engine sees it; tasks are the copies of the operations.
        balance: Who does which task and sits where.
        cycle: Takt that it keeps (the given one for the goal of fewest people), in units.
        by_hand: Whether it was given and not found.
        relaxed: Whether rules of pairs, mentors and quotas had to be left aside to find any.
        proven: Whether nothing better exists.
    """

    problem: CrewProblem
    balance: CrewBalance
    cycle: int
    by_hand: bool
    relaxed: bool = False
    proven: bool = False

    @property
    def takt_min(self) -> float:
        """The takt in minutes."""
        return self.cycle / UNITS_PER_MIN

    @property
    def objective(self) -> int:
        """What its goal counts."""
        return self.balance.used if self.problem.goal is CrewGoal.WORKERS else self.cycle


def labels(line: Line) -> tuple[str, ...]:
    """Names of the people, with the code where two share a name."""
    names = Counter(person.name for person in line.people)
    return tuple(
        person.name if names[person.name] == 1 else f"{person.name} ({person.code})" for person in line.people
    )


def problem_of(line: Line, names: Sequence[str] | None = None) -> CrewProblem:
    """The line as a problem of the crew engine.

    Args:
        line: The line.
        names: What people are called in messages, by default their names.
    """
    tasks = line.tasks
    copies: dict[int, list[int]] = {}
    for place, (operation, _) in enumerate(tasks):
        copies.setdefault(operation, []).append(place)
    called = labels(line) if names is None else names
    return CrewProblem(
        tasks=tuple(
            CrewTask(
                task_name(line, operation, copy),
                tuple(_units(line, operation, w) for w in range(len(line.people))),
            )
            for operation, copy in tasks
        ),
        workers=tuple(
            Worker(name, person.max_load_pct) for name, person in zip(called, line.people, strict=True)
        ),
        precedence=tuple(
            pair for earlier, later in line.arcs for pair in product(copies[earlier], copies[later])
        ),
        goal=line.goal,
        cycle=_given_cycle(line),
        most_workers=_most_workers(line),
        together=tuple(tuple(copies[operation][0] for operation in group) for group in line.together),
        apart=tuple(_apart(line, copies)),
        mentorships=tuple(
            Mentorship(number, person.mentor, person.nearness)
            for number, person in enumerate(line.people)
            if person.mentor is not None
        ),
        quotas=tuple(Quota(name, members, least) for name, members, least in line.quotas),
    )


def task_name(line: Line, operation: int, copy: int) -> str:
    """What a copy of an operation is called."""
    own = line.operations[operation]
    return own.name if own.places == 1 else f"{own.name}, место {copy + 1}"


def _units(line: Line, operation: int, person: int) -> int | None:
    share = line.share_min(operation, person)
    return None if share is None else math.ceil(share * UNITS_PER_MIN - 1e-6)


def _apart(line: Line, copies: Mapping[int, Sequence[int]]) -> list[tuple[int, int]]:
    """Duplicate stations have different people, and so have the operations named apart."""
    pairs = [
        (one, other)
        for places in copies.values()
        for number, one in enumerate(places)
        for other in places[number + 1 :]
    ]
    named = [*line.apart, *(_between_rooms(line) if line.record.flag("one_room") else ())]
    return pairs + [pair for one, other in named for pair in product(copies[one], copies[other])]


def _between_rooms(line: Line) -> Iterator[tuple[int, int]]:
    """Pairs of operations in different rooms."""
    for (one, first), (other, second) in combinations(enumerate(line.operations), 2):
        if None not in {first.room, second.room} and first.room != second.room:
            yield one, other


def _given_cycle(line: Line) -> int | None:
    if line.goal is CrewGoal.CYCLE:
        return None
    return math.floor(work_time(line) / line.number("programme_pcs") * UNITS_PER_MIN + 1e-6)


def work_time(line: Line) -> float:
    """Minutes of the shift without breaks and the reserve for deviations."""
    return line.number("shift_min") - line.number("breaks_min") - line.number("deviation_min")


def _most_workers(line: Line) -> int | None:
    most = line.maybe("most_workers_people")
    return None if most is None else round(most)


def balance_of(line: Line, seats: Sequence[Seat]) -> CrewBalance:
    """The staffing of a list of seats, places renumbered without gaps."""
    who = {(seat.operation, seat.copy): seat.person for seat in seats}
    places = {seat.person: seat.place for seat in seats}
    dense = {place: number for number, place in enumerate(sorted(set(places.values())))}
    return CrewBalance(
        tuple(who[task] for task in line.tasks),
        tuple(dense[places[person]] if person in places else None for person in range(len(line.people))),
    )


def seats_of(line: Line, balance: CrewBalance) -> list[dict[str, object]]:
    """A staffing as rows of the input."""
    return [
        {
            "operation": line.operations[operation].name,
            "copy": copy + 1,
            "worker": line.people[person].code,
            "place": (balance.station_of_worker[person] or 0) + 1,
        }
        for (operation, copy), person in zip(line.tasks, balance.worker_of_task, strict=True)
    ]


def staff(line: Line) -> Staffing:
    """The staffing given by hand, or a first one of the engine.

    Raises:
        InvalidDataError: The rules of the line contradict one another; all faults are listed.
        NobodyCanStaffError: Nobody can be put anywhere.
    """
    problem = problem_of(line)
    if line.assignment:
        return hand_staffed(line, problem, balance_of(line, line.assignment))
    options = Options(time_limit=None, work_limit=_FIRST_WORK)
    answer = balance_crew(problem, options)
    if answer.balance is not None:
        return found(line, problem, answer)
    if problem.apart or problem.mentorships or problem.quotas:
        plain = replace(problem, apart=(), mentorships=(), quotas=())
        loose = balance_crew(plain, options)
        if loose.balance is not None:
            cycle = _kept_cycle(line, problem, loose.balance)
            return Staffing(problem, loose.balance, cycle, by_hand=False, relaxed=True)
    reason = (
        "доказано, что ни одна расстановка не выполняет запретов и порядка операций"
        if answer.status is Status.INFEASIBLE
        else "расстановка не найдена, запреты слишком тесны"
    )
    raise NobodyCanStaffError(reason=reason)


def hand_staffed(line: Line, problem: CrewProblem, balance: CrewBalance) -> Staffing:
    """A staffing that somebody made, right or wrong."""
    return Staffing(problem, balance, _kept_cycle(line, problem, balance), by_hand=True)


def found(line: Line, problem: CrewProblem, answer: CrewAnswer) -> Staffing:
    """The staffing of an answer that has a line."""
    if answer.balance is None:
        raise ValueError("an answer without a line")
    return Staffing(
        problem,
        answer.balance,
        _kept_cycle(line, problem, answer.balance),
        by_hand=False,
        proven=answer.status is Status.OPTIMAL,
    )


def _kept_cycle(line: Line, problem: CrewProblem, balance: CrewBalance) -> int:
    """The given takt where it is given and kept, else the one that the people need."""
    own = needed_cycle(line, problem, balance)
    return own if problem.cycle is None else max(own, problem.cycle)


def needed_cycle(line: Line, problem: CrewProblem, balance: CrewBalance) -> int:
    """Takt of the staffing, units; work that somebody must not do counts at its norm."""
    tasks = tuple(
        task
        if task.times[worker] is not None
        else replace(
            task, times=tuple(_norm(line, own) if w == worker else t for w, t in enumerate(task.times))
        )
        for task, own, worker in zip(problem.tasks, line.tasks, balance.worker_of_task, strict=True)
    )
    return cycle_of(replace(problem, tasks=tasks), balance)


def _norm(line: Line, task: tuple[int, int]) -> int:
    own = line.operations[task[0]]
    return math.ceil(own.time_min / (own.places * own.machines) * UNITS_PER_MIN - 1e-6)
