"""Instances of Otto, Otto and Scholl (`.alb`): sections in angle brackets, numbers from 1."""

from __future__ import annotations

from potok.balancing.formats.reading import numbered_lines, pair, parsed, refused, whole
from potok.balancing.problem import Goal, LineProblem, LineTask

WHERE = "Файл .alb"

_SIZE, _CYCLE = "<number of tasks>", "<cycle time>"
_TIMES, _PRECEDENCE, _END = "<task times>", "<precedence relations>", "<end>"


def read_otto(text: str, *, goal: Goal, cycle: int | None = None, stations: int | None = None) -> LineProblem:
    """The line of a file; a given cycle time stands in for the one of the file.

    Raises:
        InvalidDataError: When the text is no such file.
    """
    sections: dict[str, list[tuple[int, str]]] = {}
    rows: list[tuple[int, str]] = []
    for row, line in numbered_lines(text):
        if line == _END:
            break
        if line.startswith("<"):
            rows = sections.setdefault(line, [])
        else:
            rows.append((row, line))
    for section in (_SIZE, _TIMES):
        if not sections.get(section):
            raise refused(WHERE, None, section, None, f"раздел {section}")
    row, line = sections[_SIZE][0]
    size = parsed(WHERE, row, _SIZE, line, whole, "число операций")
    times = _times(sections[_TIMES], size)
    if cycle is None and sections.get(_CYCLE):
        row, line = sections[_CYCLE][0]
        cycle = parsed(WHERE, row, _CYCLE, line, whole, "целый такт")
    pairs = [
        parsed(WHERE, row, _PRECEDENCE, line, pair, "пара номеров операций «i,j»")
        for row, line in sections.get(_PRECEDENCE, [])
    ]
    tasks = tuple(LineTask(str(number), time) for number, time in enumerate(times, start=1))
    precedence = tuple((before - 1, after - 1) for before, after in pairs)
    return LineProblem(tasks, precedence, goal, cycle, stations)


def _times(rows: list[tuple[int, str]], size: int) -> list[int]:
    times: dict[int, int] = {}
    for row, line in rows:
        task, time = parsed(WHERE, row, _TIMES, ",".join(line.split()), pair, "«номер время»")
        if not 1 <= task <= size or task in times or time < 0:
            expected = f"номер от 1 до {size}, каждый один раз, и время не меньше 0"
            raise refused(WHERE, row, _TIMES, line, expected)
        times[task] = time
    if len(times) < size:
        raise refused(WHERE, None, _TIMES, str(len(times)), f"времён {size}")
    return [times[task] for task in range(1, size + 1)]
