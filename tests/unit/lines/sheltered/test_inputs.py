"""Faults of the given line: each with its path and what is expected."""

from typing import Any

import pytest

from builders.sheltered_lines import hand_made, row_of_three
from potok.lines.sheltered.model import read
from potok.notes.errors import InvalidInputError

_BY_HAND = hand_made(row_of_three(), ("Раскрой", "Р1", 1), ("Сборка", "Р2", 2), ("Упаковка", "Р2", 2))


def _with_operation(**more: Any) -> dict[str, Any]:
    given = row_of_three()
    given["operations"][0] |= more
    return given


def _with_worker(**more: Any) -> dict[str, Any]:
    given = row_of_three()
    given["workers"][0] |= more
    return given


@pytest.mark.parametrize(
    ("given", "path"),
    [
        (_with_operation(after=["Сварка"]), "operations[0].after[0]"),
        (_with_operation(room="Подвал"), "operations[0].room"),
        (_with_operation(time_min=0), "operations[0].time_min"),
        (_with_worker(mentor="Р9"), "workers[0].mentor"),
        (_with_worker(restriction="Зрение"), "workers[0].restriction"),
        (_with_worker(forbidden=["Сварка"]), "workers[0].forbidden[0]"),
        (_with_worker(own_times_min={"Сварка": 1}), "workers[0].own_times_min.Сварка"),
        (_with_worker(max_load_pct=0), "workers[0].max_load_pct"),
        (row_of_three(goal="workers"), "programme_pcs"),
        (row_of_three(interval_mode="least_common_multiple"), "resolution_min"),
        (row_of_three(apart=[{"one": "Сборка", "other": "Сварка"}]), "apart[0].other"),
        (
            row_of_three(quotas=[{"name": "Г", "workers": ["Р9"], "at_least_people": 1}]),
            "quotas[0].workers[0]",
        ),
        ({**_BY_HAND, "assignment": _BY_HAND["assignment"][1:]}, "assignment"),
        (
            {
                **_BY_HAND,
                "assignment": [*_BY_HAND["assignment"][:2], {**_BY_HAND["assignment"][2], "place": 3}],
            },
            "assignment[2].place",
        ),
        (
            {**_BY_HAND, "assignment": [*_BY_HAND["assignment"], {**_BY_HAND["assignment"][0], "copy": 2}]},
            "assignment[3].copy",
        ),
        (
            {**_with_operation(places_pcs=2), "together": [{"operations": ["Раскрой", "Сборка"]}]},
            "together[0]",
        ),
    ],
)
def test_each_fault_is_named_with_its_place(given: dict[str, Any], path: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read(given)
    assert path in [problem.field for problem in refused.value.problems]


def test_operations_without_an_order_follow_one_another_as_listed() -> None:
    assert read(row_of_three()).arcs == ((0, 1), (1, 2))
    assert read(_with_operation(after=["Упаковка"])).arcs == ((2, 0),)


def test_own_times_beat_coefficients_and_restrictions_multiply() -> None:
    given = _with_worker(restriction="Сидя", time_factor=1.5, own_times_min={"Сборка": 7})
    given["restrictions"] = [
        {"name": "Сидя", "time_factor": 1.2, "max_load_pct": 80, "forbidden": ["Упаковка"]}
    ]
    first = read(given).people[0]
    assert first.minutes[:2] == (pytest.approx(3.6), 7)
    assert first.minutes[2] is None
    assert first.forbidden_by[2] == "недопустима при ограничении «Сидя»"
    assert first.max_load_pct == 80
