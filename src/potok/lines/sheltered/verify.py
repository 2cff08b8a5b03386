"""The independent checker of a service schedule: nothing of its making is used, only the data types.

Output and use of every operation are counted anew from the visits, moment by moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from potok.errors import PotokError
from potok.lines.sheltered.model import Line
from potok.lines.sheltered.timetable import Service, Visit

#: Rounding of sums of minutes and pieces.
_NOISE = 1e-6


class ServiceRule(StrEnum):
    """What a schedule has to keep."""

    INTERVAL = "interval"
    ONCE = "once"
    QUANTITY = "quantity"
    PACE = "pace"
    ONE_PLACE = "one_place"
    ONE_PERSON = "one_person"
    BACKLOG = "backlog"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class ServiceFault:
    """A rule that a schedule breaks, told in Russian."""

    rule: ServiceRule
    text: str


class WrongServiceError(PotokError):
    """The schedule breaks a rule: a fault of the program, never of the data."""

    code = "wrong_service_schedule"
    template = (
        "График обслуживания нарушает правила ({faults}) и не принят. Это ошибка программы: сообщите о ней "
        "и приложите исходные данные."
    )
    http_status = 500


def require_right(line: Line, service: Service, initial: Mapping[tuple[int, int], float]) -> None:
    """Refuse a schedule that breaks a rule.

    Raises:
        WrongServiceError: Names every rule broken.
    """
    found = faults(line, service, initial)
    if found:
        raise WrongServiceError(faults="; ".join(fault.text for fault in found))


def faults(line: Line, service: Service, initial: Mapping[tuple[int, int], float]) -> list[ServiceFault]:
    """Every rule that the schedule breaks.

    Args:
        line: The line.
        service: Its schedule.
        initial: Backlog at the beginning of the interval by (earlier, later) operation, pieces.
    """
    return [
        *_within_the_interval(line, service),
        *_each_machine_once(line, service),
        *_pace(line, service),
        *_nobody_at_two_places(line, service),
        *_nobody_shares_a_machine(line, service),
        *_backlogs(line, service, initial),
    ]


def _within_the_interval(line: Line, service: Service) -> Iterator[ServiceFault]:
    for person, start, finish in _busy(service):
        if start < -_NOISE or finish > service.interval_min + _NOISE or finish < start - _NOISE:
            yield ServiceFault(
                ServiceRule.INTERVAL,
                f"{line.people[person].code}: занятость {start:g}…{finish:g} мин выходит за интервал "
                f"{service.interval_min:g} мин",
            )


def _each_machine_once(line: Line, service: Service) -> Iterator[ServiceFault]:
    """Each place of each operation is served once an interval and passes its share of the pieces."""
    for number, operation in enumerate(line.operations):
        for copy in range(operation.places):
            visits = [v for v in service.visits if (v.operation, v.copy) == (number, copy)]
            where = f"«{operation.name}», место {copy + 1}"
            if len(visits) != 1:
                yield ServiceFault(
                    ServiceRule.ONCE, f"{where}: обслуживаний за интервал {len(visits)}, нужно одно"
                )
            made = sum(visit.quantity for visit in visits)
            if visits and abs(made - service.quantity / operation.places) > _NOISE:
                yield ServiceFault(
                    ServiceRule.QUANTITY,
                    f"{where}: {made:g} шт. за интервал, нужно {service.quantity / operation.places:g}",
                )


def _pace(line: Line, service: Service) -> Iterator[ServiceFault]:
    """Nobody makes more in a visit than own time allows."""
    for visit in service.visits:
        own = line.operations[visit.operation]
        minutes = line.people[visit.person].minutes[visit.operation] or own.time_min
        needed = visit.quantity * minutes / own.machines
        if visit.finish_min - visit.start_min < needed - _NOISE:
            yield ServiceFault(
                ServiceRule.PACE,
                f"{line.people[visit.person].code} за {visit.finish_min - visit.start_min:g} мин не успеет "
                f"{visit.quantity:g} шт. операции «{own.name}»: нужно {needed:g} мин",
            )


def _nobody_at_two_places(line: Line, service: Service) -> Iterator[ServiceFault]:
    by_person: dict[int, list[tuple[float, float]]] = {}
    for person, start, finish in _busy(service):
        by_person.setdefault(person, []).append((start, finish))
    for person, spans in by_person.items():
        for (_, finish), (start, _) in pairwise(sorted(spans)):
            if start < finish - _NOISE:
                yield ServiceFault(
                    ServiceRule.ONE_PLACE,
                    f"{line.people[person].code}: на {start:g}-й минуте занят в двух местах",
                )


def _nobody_shares_a_machine(line: Line, service: Service) -> Iterator[ServiceFault]:
    by_place: dict[tuple[int, int], list[Visit]] = {}
    for visit in service.visits:
        by_place.setdefault((visit.operation, visit.copy), []).append(visit)
    for (operation, copy), visits in by_place.items():
        for one, other in pairwise(sorted(visits, key=lambda v: v.start_min)):
            if other.start_min < one.finish_min - _NOISE:
                yield ServiceFault(
                    ServiceRule.ONE_PERSON,
                    f"«{line.operations[operation].name}», место {copy + 1}: два человека на "
                    f"{other.start_min:g}-й минуте",
                )


def _backlogs(
    line: Line, service: Service, initial: Mapping[tuple[int, int], float]
) -> Iterator[ServiceFault]:
    """No backlog goes below zero at any moment, and all are at the end what they were at the beginning."""
    moments = sorted(
        {0.0, service.interval_min, *(m for v in service.visits for m in (v.start_min, v.finish_min))}
    )
    for (earlier, later), stock in initial.items():
        name = f"{line.operations[earlier].name} → {line.operations[later].name}"
        levels = [stock + _made(service, earlier, m) - _made(service, later, m) for m in moments]
        lowest = min(levels)
        if lowest < -_NOISE:
            at = moments[levels.index(lowest)]
            yield ServiceFault(
                ServiceRule.BACKLOG, f"{name}: задел {lowest:g} шт. на {at:g}-й минуте, меньше нуля"
            )
        if abs(levels[-1] - stock) > _NOISE:
            yield ServiceFault(
                ServiceRule.RETURN, f"{name}: задел за интервал {stock:g} → {levels[-1]:g} шт., не вернулся"
            )


def _made(service: Service, operation: int, moment: float) -> float:
    """Pieces that have passed an operation up to a moment; a visit works evenly."""
    made = 0.0
    for visit in service.visits:
        if visit.operation != operation or moment <= visit.start_min:
            continue
        length = visit.finish_min - visit.start_min
        made += visit.quantity * min(1.0, (moment - visit.start_min) / length if length else 1.0)
    return made


def _busy(service: Service) -> Iterator[tuple[int, float, float]]:
    for visit in service.visits:
        yield visit.person, visit.start_min, visit.finish_min
    for walk in service.walks:
        yield walk.person, walk.start_min, walk.finish_min
