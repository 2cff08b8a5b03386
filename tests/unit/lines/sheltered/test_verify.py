"""The checker of service schedules, proved by sabotage: each rule is broken and named."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from builders.sheltered_lines import hand_made, row_of_three
from potok.lines.sheltered.crew import staff
from potok.lines.sheltered.model import Line, read
from potok.lines.sheltered.schedule import schedules
from potok.lines.sheltered.service import staffed_times
from potok.lines.sheltered.timetable import Service, Walk
from potok.lines.sheltered.verify import ServiceRule, WrongServiceError, faults, require_right

GIVEN = row_of_three()
GIVEN["operations"][1]["places_pcs"] = 2
GIVEN["operations"][2]["walk_min"] = 1.5
GIVEN = hand_made(GIVEN, ("Раскрой", "Р1", 1), ("Упаковка", "Р2", 2))
GIVEN["assignment"] += [
    {"operation": "Сборка", "copy": copy, "worker": code, "place": copy}
    for copy, code in ((1, "Р1"), (2, "Р2"))
]
#: Levels that the schedule needs at its beginning, worked out by hand for twelve pieces.
INITIAL = {(0, 1): 0.0, (1, 2): 4.0}


@pytest.fixture(scope="module")
def line() -> Line:
    return read(GIVEN)


@pytest.fixture
def service(line: Line) -> Service:
    balance = staff(line).balance
    (found,) = schedules(line, (balance,), 52.5, 12, times=staffed_times(line, balance))
    return found


def test_a_right_schedule_has_no_faults(line: Line, service: Service) -> None:
    assert faults(line, service, INITIAL) == []
    require_right(line, service, INITIAL)


def _visit(number: int, **changes: float) -> Callable[[Service], Service]:
    def broken(service: Service) -> Service:
        visits = list(service.visits)
        visits[number] = replace(visits[number], **changes)  # type: ignore[arg-type]
        return replace(service, visits=tuple(visits))

    return broken


def _earlier(service: Service) -> Service:
    """The second visit of the first person begins before the first has ended."""
    visits = list(service.visits)
    visits[1] = replace(visits[1], start_min=visits[1].start_min - 5, finish_min=visits[1].finish_min - 5)
    return replace(service, visits=tuple(visits))


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        (ServiceRule.INTERVAL, lambda service: replace(service, interval_min=30.0)),
        (ServiceRule.INTERVAL, lambda service: replace(service, walks=(Walk(0, 52, 60),))),
        (ServiceRule.ONCE, lambda service: replace(service, visits=service.visits[1:])),
        (ServiceRule.ONCE, lambda service: replace(service, visits=(*service.visits, service.visits[0]))),
        (ServiceRule.QUANTITY, _visit(0, quantity=11.0)),
        (ServiceRule.PACE, _visit(0, finish_min=20.0)),
        (ServiceRule.ONE_PLACE, _earlier),
        (ServiceRule.ONE_PLACE, lambda service: replace(service, walks=(*service.walks, Walk(0, 3, 4)))),
        (
            ServiceRule.ONE_PERSON,
            lambda service: replace(service, visits=(*service.visits, replace(service.visits[0], person=1))),
        ),
        (ServiceRule.RETURN, _visit(0, quantity=11.0)),
    ],
)
def test_each_rule_that_is_broken_is_named(
    line: Line, service: Service, rule: ServiceRule, broken: Callable[[Service], Service]
) -> None:
    assert rule in {fault.rule for fault in faults(line, broken(service), INITIAL)}


@pytest.mark.parametrize("arc", INITIAL)
def test_a_backlog_below_zero_at_any_moment_is_named(
    line: Line, service: Service, arc: tuple[int, int]
) -> None:
    short = {**INITIAL, arc: INITIAL[arc] - 0.01}
    found = faults(line, service, short)
    assert [fault.rule for fault in found] == [ServiceRule.BACKLOG]
    with pytest.raises(WrongServiceError, match="меньше нуля"):
        require_right(line, service, short)
