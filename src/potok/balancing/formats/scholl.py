"""Scholl's graphs (`.IN2`): number of tasks, their times, pairs `i,j`, `-1,-1` at the end.

What follows the end (old files have a mark of their editor there) is not read.
"""

from __future__ import annotations

from potok.balancing.formats.reading import numbered_lines, pair, parsed, refused, whole
from potok.balancing.problem import Goal, LineProblem, LineTask

WHERE = "Файл .IN2"


def read_scholl(
    text: str, *, goal: Goal, cycle: int | None = None, stations: int | None = None
) -> LineProblem:
    """The line of a graph file; the file knows neither cycle time nor stations.

    Raises:
        InvalidDataError: When the text is no such file.
    """
    lines = list(numbered_lines(text))
    if not lines:
        raise refused(WHERE, None, "n", None, "число операций в первой строке")
    row, first = lines[0]
    size = parsed(WHERE, row, "n", first, whole, "число операций")
    if len(lines) < size + 1:
        raise refused(WHERE, None, "t", str(len(lines) - 1), f"времён {size}, по одному в строке")
    times = [parsed(WHERE, row, "t", line, whole, "целое время") for row, line in lines[1 : size + 1]]
    precedence: list[tuple[int, int]] = []
    for row, line in lines[size + 1 :]:
        before, after = parsed(WHERE, row, "i,j", line, pair, "пара номеров операций «i,j»")
        if before < 0:
            break
        precedence.append((before - 1, after - 1))
    tasks = tuple(LineTask(str(number), time) for number, time in enumerate(times, start=1))
    return LineProblem(tasks, tuple(precedence), goal, cycle, stations)
