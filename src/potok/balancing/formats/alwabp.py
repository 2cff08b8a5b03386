"""Instances of ALWABP (Chaves, Miralles & Lorena 2007) and their solution file.

Line 1 holds the number of tasks; a line a task has its time for every worker, `Inf` where the worker cannot
do it; pairs `i j` of the order follow, tasks from 1, until `-1 -1`.
"""

from __future__ import annotations

from potok.balancing.formats.reading import numbered_lines, parsed, refused, whole
from potok.balancing.workers.problem import CrewBalance, CrewProblem, CrewTask, Worker

WHERE = "Файл ALWABP"

_END = (-1, -1)


def read_alwabp(text: str) -> CrewProblem:
    """The line of a file, to be balanced for the least cycle time with every worker.

    Raises:
        InvalidDataError: When the text is no such file.
    """
    lines = list(numbered_lines(text))
    if not lines:
        raise refused(WHERE, None, "число операций", None, "число операций в первой строке")
    row, line = lines[0]
    size = parsed(WHERE, row, "число операций", line, whole, "целое число")
    rows = lines[1 : size + 1]
    if len(rows) < size:
        raise refused(WHERE, None, "времена", str(len(rows)), f"строк с временами {size}")
    tasks = tuple(
        CrewTask(str(number), parsed(WHERE, row, "времена", line, _times, "целые числа или Inf через пробел"))
        for number, (row, line) in enumerate(rows, start=1)
    )
    precedence = []
    for row, line in lines[size + 1 :]:
        arc = parsed(WHERE, row, "порядок", line, _arc, "пара номеров операций через пробел")
        if arc == _END:
            break
        if not all(1 <= task <= size for task in arc):
            raise refused(WHERE, row, "порядок", line, f"номера операций от 1 до {size}")
        precedence.append((arc[0] - 1, arc[1] - 1))
    people = len(tasks[0].times) if tasks else 0
    workers = tuple(Worker(str(number)) for number in range(1, people + 1))
    return CrewProblem(tasks, workers, tuple(precedence))


def alwabp_solution(balance: CrewBalance) -> dict[str, list[int]]:
    """Content of the solution file (conventions 5), counted from 1; idle workers sit at the end."""
    order = sorted(
        range(len(balance.station_of_worker)),
        key=lambda worker: (_place(balance, worker) is None, _place(balance, worker) or 0, worker),
    )
    station_of = {worker: number for number, worker in enumerate(order, start=1)}
    return {
        "station_of_task": [station_of[worker] for worker in balance.worker_of_task],
        "worker_of_station": [worker + 1 for worker in order],
    }


def _place(balance: CrewBalance, worker: int) -> int | None:
    return balance.station_of_worker[worker]


def _times(line: str) -> tuple[int | None, ...]:
    return tuple(None if word.lower() == "inf" else whole(word) for word in line.split())


def _arc(line: str) -> tuple[int, int]:
    one, other = line.split()
    return int(one), int(other)
