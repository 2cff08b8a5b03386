"""Faults of a given line, all at once, in Russian."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from potok.balancing.grouping import units_of
from potok.balancing.problem import Goal, LineProblem, LineTask, Side
from potok.errors import InvalidDataError, Problem

WHERE = "Линия"


def require_valid(problem: LineProblem) -> None:
    """Refuse a line that cannot be balanced for a fault of its data.

    Raises:
        InvalidDataError: With every fault.
    """
    faults = list(faults_of(problem))
    if faults:
        raise InvalidDataError(faults)


def faults_of(problem: LineProblem) -> Iterator[Problem]:
    """Every fault of a line's data; what hangs on a faulty number is not told again."""
    if not problem.tasks:
        yield _fault("tasks", None, "хотя бы одна операция", "missing")
        return
    yield from _task_faults(problem)
    yield from _goal_faults(problem)
    references = list(_reference_faults(problem))
    yield from references
    if references:
        return
    rings = list(_order_faults(problem))
    yield from rings or _grouping_faults(problem)


def _fault(field: str, value: object, expected: str, code: str = "bad_value") -> Problem:
    return Problem(WHERE, None, field, None if value is None else str(value), expected, code)


def _task_faults(problem: LineProblem) -> Iterator[Problem]:
    names = Counter(task.name for task in problem.tasks)
    for number, task in enumerate(problem.tasks):
        place = f"tasks[{number}]"
        if not task.name.strip():
            yield _fault(f"{place}.name", task.name, "название операции", "missing")
        elif names[task.name] > 1:
            yield _fault(f"{place}.name", task.name, "название, которого нет у других операций", "duplicate")
        if task.time < 0:
            yield _fault(f"{place}.time", task.time, "время не меньше 0", "bad_number")
        kinds = Counter(kind for kind, _ in task.needs)
        for kind in sorted(kind for kind, count in kinds.items() if count > 1):
            yield _fault(f"{place}.needs", kind, f"одно значение вида «{kind}» у операции «{task.name}»")
        if task.side is not Side.EITHER and not problem.two_sided:
            yield _fault(f"{place}.side", task.side, "сторона задаётся только на двусторонней линии")


def _goal_faults(problem: LineProblem) -> Iterator[Problem]:
    if problem.places < 1:
        yield _fault("places", problem.places, "кратность не меньше 1", "bad_number")
        return
    if problem.two_sided and problem.places > 1:
        yield _fault("places", problem.places, "на двусторонней линии кратность 1")
    if problem.two_sided and problem.goal is not Goal.STATIONS:
        yield _fault("goal", problem.goal, "на двусторонней линии ищется наименьшее число рабочих мест")
    if problem.goal is Goal.STATIONS:
        yield from _cycle_faults(problem)
    elif problem.stations is None or problem.stations < 1:
        yield _fault("stations", problem.stations, "число рабочих мест не меньше 1", "bad_number")
    elif not 1 <= problem.fewest_stations <= problem.stations:
        expected = f"от 1 до {problem.stations}"
        yield _fault("fewest_stations", problem.fewest_stations, expected, "bad_number")


def _cycle_faults(problem: LineProblem) -> Iterator[Problem]:
    cycle = problem.cycle
    if cycle is None or cycle < 1:
        yield _fault("cycle", cycle, "такт больше 0", "bad_number")
        return
    most = cycle * problem.places
    for number, task in enumerate(problem.tasks):
        if task.time > most:
            expected = f"не больше {most} (такт {cycle} × кратность {problem.places}): «{task.name}»"
            yield _fault(f"tasks[{number}].time", task.time, expected, "too_long")


def _reference_faults(problem: LineProblem) -> Iterator[Problem]:
    fields = (("precedence", problem.precedence), ("together", problem.together), ("apart", problem.apart))
    size = len(problem.tasks)
    for field, rows in fields:
        for number, row in enumerate(rows):
            for task in row:
                if not 0 <= task < size:
                    expected = f"номер операции от 1 до {size}"
                    yield _fault(f"{field}[{number}]", task + 1, expected, "unknown_reference")
            if field != "together" and row[0] == row[1]:
                yield _fault(f"{field}[{number}]", row[0] + 1, "две разные операции")
    for number, (_, most) in enumerate(problem.limits):
        if most < 0:
            yield _fault(f"limits[{number}]", most, "число не меньше 0", "bad_number")


def _order_faults(problem: LineProblem) -> Iterator[Problem]:
    ring = cycle_of_precedence(len(problem.tasks), problem.precedence)
    if ring:
        names = " → ".join(problem.tasks[task].name for task in [*ring, ring[0]])
        yield _fault("precedence", names, "порядок без замкнутого круга", "cycle")


def cycle_of_precedence(size: int, precedence: tuple[tuple[int, int], ...]) -> list[int]:
    """Tasks of one closed ring of the precedence in order, empty when there is none."""
    before: list[list[int]] = [[] for _ in range(size)]
    after: list[list[int]] = [[] for _ in range(size)]
    for early, late in precedence:
        before[late].append(early)
        after[early].append(late)
    open_before = [len(row) for row in before]
    ready = [task for task in range(size) if not open_before[task]]
    for task in ready:  # grows while it is read
        for late in after[task]:
            open_before[late] -= 1
            if not open_before[late]:
                ready.append(late)
    stuck = set(range(size)) - set(ready)
    if not stuck:
        return []
    # Every stuck task has a stuck predecessor: walking back must meet a task again.
    walk: list[int] = []
    seen: dict[int, int] = {}
    task = min(stuck)
    while task not in seen:
        seen[task] = len(walk)
        walk.append(task)
        task = next(early for early in before[task] if early in stuck)
    ring = walk[seen[task] :][::-1]
    first = ring.index(min(ring))
    return ring[first:] + ring[:first]


def _grouping_faults(problem: LineProblem) -> Iterator[Problem]:
    unit = units_of(problem)
    for number, (one, other) in enumerate(problem.apart):
        if unit[one] == unit[other]:
            names = f"{problem.tasks[one].name}, {problem.tasks[other].name}"
            yield _fault(f"apart[{number}]", names, "операции, которые не обязаны быть вместе", "conflict")
    told = set(problem.apart)
    for one, other in (pair for pair in problem.separate if pair not in told):
        if unit[one] == unit[other]:
            names = f"{problem.tasks[one].name}, {problem.tasks[other].name}"
            expected = f"операции одной станции с разрядами не дальше {problem.grade_spread}"
            yield _fault("grade_spread", names, expected, "conflict")
    members: dict[int, list[LineTask]] = {}
    for task, number in zip(problem.tasks, unit, strict=True):
        members.setdefault(number, []).append(task)
    for tasks in members.values():
        if len(tasks) > 1:
            yield from _group_faults(problem, tasks)


def _group_faults(problem: LineProblem, tasks: list[LineTask]) -> Iterator[Problem]:
    names = ", ".join(task.name for task in tasks)
    values: dict[str, set[str]] = {}
    for kind, value in (need for task in tasks for need in task.needs):
        values.setdefault(kind, set()).add(value)
    for kind, found in sorted(values.items()):
        if len(found) > 1:
            expected = f"одно значение вида «{kind}», а не {', '.join(sorted(found))}"
            yield _fault("together", names, expected, "conflict")
    time = sum(task.time for task in tasks)
    sides = 2 if problem.two_sided else 1
    if problem.goal is Goal.STATIONS and problem.cycle and time > problem.cycle * problem.places * sides:
        most = problem.cycle * problem.places * sides
        yield _fault("together", names, f"вместе не больше {most}, а не {time}", "too_long")
