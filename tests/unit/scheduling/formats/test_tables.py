"""Instances that are tables are read or refused with the field."""

from __future__ import annotations

import json

import pytest

from potok.errors import InvalidDataError
from potok.scheduling.formats.parallel import read_parallel
from potok.scheduling.formats.tables import read_factory, read_setups, read_single_machine

LINES = "\n".join(
    json.dumps({"id": name, "p": [1, 2], "w": [3, 4], "d": [due, 6], "best": 0})
    for name, due in (("a", 5), ("b", 7))
)


def refusal(read: object, *given: object) -> str:
    with pytest.raises(InvalidDataError) as refused:
        read(*given)  # type: ignore[operator]
    return refused.value.problems[0].sentence()


def test_an_instance_is_found_by_its_name() -> None:
    assert read_single_machine(LINES, "b").dues == (7, 6)
    assert "например a, b" in refusal(read_single_machine, LINES, "c")


def test_columns_of_different_length_and_numbers_that_are_none_are_refused() -> None:
    assert "поле w" in refusal(read_single_machine, '{"p": [1, 2], "w": [3], "d": [5, 6]}', None)
    assert "p[1]" in refusal(read_single_machine, '{"p": [1, "x"], "w": [3, 3], "d": [5, 6]}', None)


def test_parallel_machines_are_read_row_by_row() -> None:
    assert read_parallel("2\n3\n1 2 3\n4 5 6\n").times == ((1, 2, 3), (4, 5, 6))
    assert "строка 4" in refusal(read_parallel, "2\n3\n1 2 3\n4 5\n")


def test_set_ups_have_one_matrix_or_one_a_machine() -> None:
    data = {"p": [[1, 2], [3, 4]], "setup": [[[0, 1], [1, 0]]]}
    assert read_setups(json.dumps(data)).setup(1, 0, 1) == 1
    assert "таблица 2 × 2" in refusal(read_setups, json.dumps({**data, "setup": [[[0, 1]]]}))
    assert "1 или 2" in refusal(read_setups, json.dumps({**data, "setup": data["setup"] * 3}))


def test_a_factory_is_read_with_its_orders() -> None:
    data = {"machines": 2, "jobs": [[[[0, 5], [1, 6]]]], "release": [1], "due": [9], "weight": [3]}
    order = read_factory(json.dumps(data)).orders[0]
    assert order.operations == (((0, 5), (1, 6)),)
    assert (order.release, order.due, order.weight) == (1, 9, 3)
    assert "станок меньше 1" in refusal(read_factory, json.dumps({**data, "machines": 1}))
    assert "поле due" in refusal(read_factory, json.dumps({**data, "due": []}))
