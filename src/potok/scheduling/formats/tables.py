"""Reads instances that are JSON tables: one machine, parallel machines with set-ups, factories."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from potok.errors import InvalidDataError, Problem
from potok.scheduling.factory.problem import FactoryProblem, Order
from potok.scheduling.parallel.problem import ParallelMachines
from potok.scheduling.tardiness.problem import SingleMachine

_WHOLE = "целое число не меньше {least}"


def read_single_machine(text: str, instance: str | None) -> SingleMachine:
    """One instance of a text with a JSON object a line: id, p, w, d.

    Args:
        text: The lines.
        instance: Which one; of a single line it may be anything.

    Raises:
        InvalidDataError: With the line and the field.
    """
    lines = [(row, line) for row, line in enumerate(text.splitlines(), start=1) if line.strip()]
    names = []
    for row, line in lines:
        data = _object(line, row)
        names.append(str(data.get("id", "")))
        if len(lines) == 1 or names[-1] == instance:
            return _single_machine(data, row)
    some = ", ".join(names[:3])
    raise InvalidDataError(
        [Problem("JSON", None, "instance", instance, f"имя задачи из файла, например {some}")]
    )


def _single_machine(data: dict[str, Any], row: int) -> SingleMachine:
    times = tuple(_numbers(data, "p", row, least=0))
    weights = tuple(_numbers(data, "w", row, least=0))
    dues = tuple(_numbers(data, "d", row, least=None))
    for field, values in (("w", weights), ("d", dues)):
        if len(values) != len(times):
            raise InvalidDataError(
                [_fault(row, field, len(values), f"столько же чисел, сколько в p: {len(times)}")]
            )
    return SingleMachine(times, weights, dues, name=str(data.get("id", "")))


def read_setups(text: str) -> ParallelMachines:
    """Parallel machines with set-ups: p[job][machine], setup[machine or one][from][to].

    Raises:
        InvalidDataError: With the field.
    """
    data = _object(text, 1)
    times = tuple(tuple(_list_of_whole(row, f"p[{job}]")) for job, row in enumerate(_list(data, "p")))
    machines = len(times[0]) if times else 0
    if machines == 0 or any(len(row) != machines for row in times):
        raise InvalidDataError(
            [_fault(1, "p", None, "таблица: в каждой работе столько же длительностей, и не пусто")]
        )
    setups = tuple(
        tuple(
            tuple(_list_of_whole(row, f"setup[{k}][{job}]"))
            for job, row in enumerate(_rows(matrix, f"setup[{k}]"))
        )
        for k, matrix in enumerate(_list(data, "setup"))
    )
    if len(setups) not in {1, machines}:
        raise InvalidDataError([_fault(1, "setup", len(setups), f"1 или {machines} таблиц")])
    for k, matrix in enumerate(setups):
        if len(matrix) != len(times) or any(len(row) != len(times) for row in matrix):
            raise InvalidDataError(
                [_fault(1, f"setup[{k}]", len(matrix), f"таблица {len(times)} × {len(times)}")]
            )
    return ParallelMachines(times, setups)


def read_factory(text: str) -> FactoryProblem:
    """A factory: machines, jobs[j][k] = list of [machine, duration], release, due, weight.

    Raises:
        InvalidDataError: With the field.
    """
    data = _object(text, 1)
    machines = data.get("machines")
    if not isinstance(machines, int) or machines < 1:
        raise InvalidDataError([_fault(1, "machines", machines, _WHOLE.format(least=1))])
    jobs = _list(data, "jobs")
    columns = {field: list(_numbers(data, field, 1, least=least)) for field, least in _ORDER_FIELDS.items()}
    for field, values in columns.items():
        if len(values) != len(jobs):
            raise InvalidDataError(
                [_fault(1, field, len(values), f"столько же чисел, сколько заказов: {len(jobs)}")]
            )
    orders = tuple(
        Order(
            operations=tuple(_operations(job, number, machines)),
            release=columns["release"][number],
            due=columns["due"][number],
            weight=columns["weight"][number],
        )
        for number, job in enumerate(jobs)
    )
    return FactoryProblem(machines, orders)


_ORDER_FIELDS: dict[str, int | None] = {"release": 0, "due": None, "weight": 0}


def _operations(job: object, number: int, machines: int) -> Iterator[tuple[tuple[int, int], ...]]:
    operations = _rows(job, f"jobs[{number}]")
    if not operations:
        raise InvalidDataError([_fault(1, f"jobs[{number}]", None, "хотя бы одна операция")])
    for position, modes in enumerate(operations):
        where = f"jobs[{number}][{position}]"
        pairs = [tuple(_list_of_whole(mode, where)) for mode in _rows(modes, where)]
        if not pairs or any(len(pair) != 2 or pair[0] >= machines for pair in pairs):
            raise InvalidDataError(
                [_fault(1, where, modes, f"пары [станок меньше {machines}, длительность]")]
            )
        yield tuple((pair[0], pair[1]) for pair in pairs)


def _object(text: str, row: int) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise InvalidDataError([_fault(row + error.lineno - 1, "файл", None, "правильный JSON")]) from error
    if not isinstance(data, dict):
        raise InvalidDataError([_fault(row, "файл", None, "объект JSON")])
    return data


def _list(data: dict[str, Any], field: str) -> list[Any]:
    return _rows(data.get(field), field)


def _rows(value: object, field: str) -> list[Any]:
    if not isinstance(value, list):
        raise InvalidDataError([_fault(1, field, value, "список")])
    return value


def _numbers(data: dict[str, Any], field: str, row: int, *, least: int | None) -> Iterator[int]:
    for number, value in enumerate(_list(data, field)):
        if not isinstance(value, int) or isinstance(value, bool) or (least is not None and value < least):
            expected = "целое число" if least is None else _WHOLE.format(least=least)
            raise InvalidDataError([_fault(row, f"{field}[{number}]", value, expected)])
        yield value


def _list_of_whole(value: object, field: str) -> Iterator[int]:
    return _numbers({field: value}, field, 1, least=0)


def _fault(row: int, field: str, value: object, expected: str) -> Problem:
    return Problem("JSON", row, field, None if value is None else str(value), expected)
