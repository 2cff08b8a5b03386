"""Reads unrelated parallel machines: jobs, machines, then a line of durations a job."""

from __future__ import annotations

from potok.scheduling.formats.numbers import Lines
from potok.scheduling.parallel.problem import ParallelMachines


def read_parallel(text: str) -> ParallelMachines:
    """The machines of a text: n, m, then n lines of m durations.

    Raises:
        InvalidDataError: With the line and the field.
    """
    lines = Lines(text, "файл")
    jobs = _single(lines, "число работ")
    machines = _single(lines, "число станков")
    times = []
    for _ in range(jobs):
        line = lines.take("работа")
        times.append(tuple(line.whole("длительность", 0) for _ in range(machines)))
        line.finish()
    lines.finish()
    return ParallelMachines(tuple(times))


def _single(lines: Lines, field: str) -> int:
    line = lines.take(field)
    number = line.whole(field, 1)
    line.finish()
    return number
