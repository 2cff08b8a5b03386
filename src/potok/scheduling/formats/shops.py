"""Shops as published: `.jsp` (job shop), `.fjs` (flexible) and `.fajsp` (flexible, assembly jobs).

Formats as in the collection ScheduleOpt/benchmarks. `.fjs` counts machines from 1, the others from 0.
"""

from __future__ import annotations

from potok.scheduling.disjunctive.problem import Option, ShopOperation, ShopProblem, chained
from potok.scheduling.formats.numbers import Line, Lines


def read_job_shop(text: str) -> ShopProblem:
    """A job shop: `jobs machines`, then a line a job with pairs `machine duration`.

    Raises:
        InvalidDataError: A number is missing, wrong or too much.
        ShopProblemError: The numbers make no shop.
    """
    lines = Lines(text, "Файл .jsp")
    head = lines.take("размеры")
    jobs, machines = head.whole("число работ", 1), head.whole("число станков", 1)
    head.finish()
    steps: list[list[tuple[Option, ...]]] = [
        _pairs_to_the_end(lines.take(f"работа {job}"), machines) for job in range(jobs)
    ]
    lines.finish()
    return chained(machines, steps)


def read_flexible_shop(text: str) -> ShopProblem:
    """A flexible job shop, `.fjs` or `.fajsp`; the sizes in the first line tell which.

    Raises:
        InvalidDataError: A number is missing, wrong or too much.
        ShopProblemError: The numbers make no shop.
    """
    return _assembly_shop(text) if _is_assembly(text) else _chains_with_options(text)


def _is_assembly(text: str) -> bool:
    """Whether there is a line for every operation and every precedence of the first line."""
    lines = Lines(text, "Файл")
    words = lines.take("размеры").words
    if len(words) < 3 or not all(word.isdigit() for word in words[:2]):
        return False
    return int(words[1]) > 0 and lines.count == 1 + int(words[0]) + int(words[1])


def _chains_with_options(text: str) -> ShopProblem:
    lines = Lines(text, "Файл .fjs")
    head = lines.take("размеры")
    jobs, machines = head.whole("число работ", 1), head.whole("число станков", 1)
    steps: list[list[tuple[Option, ...]]] = []
    for job in range(jobs):
        line = lines.take(f"работа {job}")
        count = line.whole("число операций", 1)
        steps.append([_options(line, machines, first=1) for _ in range(count)])
        line.finish()
    lines.finish()
    return chained(machines, steps)


def _assembly_shop(text: str) -> ShopProblem:
    lines = Lines(text, "Файл .fajsp")
    head = lines.take("размеры")
    count, arcs = head.whole("число операций", 1), head.whole("число связей", 0)
    machines = head.whole("число станков", 1)
    head.finish()
    precedences = []
    for _ in range(arcs):
        line = lines.take("связь")
        precedences.append((line.whole("раньше", 0, count - 1), line.whole("позже", 0, count - 1)))
        line.finish()
    operations = []
    for index in range(count):
        line = lines.take(f"операция {index}")
        operations.append(ShopOperation(0, index, _options(line, machines, first=0)))
        line.finish()
    lines.finish()
    return ShopProblem(machines, tuple(operations), tuple(precedences))


def _pairs_to_the_end(line: Line, machines: int) -> list[tuple[Option, ...]]:
    steps: list[tuple[Option, ...]] = []
    while line.left:
        machine = line.whole("станок", 0, machines - 1)
        steps.append((Option(machine, line.whole("длительность", 0)),))
    return steps


def _options(line: Line, machines: int, *, first: int) -> tuple[Option, ...]:
    """Options of one operation: their number, then pairs `machine duration`, machines from `first`."""
    count = line.whole("число станков операции", 1)
    options = []
    for _ in range(count):
        machine = line.whole("станок", first, machines - 1 + first) - first
        options.append(Option(machine, line.whole("длительность", 0)))
    return tuple(options)
