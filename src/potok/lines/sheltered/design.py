"""The sheltered line as designed: the sequence of catalogue 25.9, from people to backlogs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import cast

from potok.balancing.workers.problem import CrewBalance
from potok.lines.design import Indicator, LineDesign, LineWarning, RouteNorm
from potok.lines.sheltered.backlogs import Movement, backlogs, phase_inputs
from potok.lines.sheltered.calculation import Framework, framework
from potok.lines.sheltered.crew import Staffing, staff
from potok.lines.sheltered.example import EXAMPLES
from potok.lines.sheltered.improve import improve
from potok.lines.sheltered.inputs import INPUTS
from potok.lines.sheltered.intervals import Intervals, choose
from potok.lines.sheltered.model import Line, read
from potok.lines.sheltered.page_data import PRIVATE_KEYS, page_data
from potok.lines.sheltered.people import sentences, strained, warnings
from potok.lines.sheltered.pictures import pictures
from potok.lines.sheltered.rotation import rotated
from potok.lines.sheltered.schedule import needed_people, schedules, working
from potok.lines.sheltered.service import piece_minutes, staffed_times
from potok.lines.sheltered.tables import (
    PEOPLE,
    movement_table,
    people_table,
    phases_table,
    places_table,
    rooms_table,
    rotation_table,
    schedule_table,
)
from potok.lines.sheltered.verify import require_right
from potok.notes.note import Plain
from potok.notes.render.numbers import number_text

__all__ = ["EXAMPLES", "INPUTS", "design", "improve", "without_people"]

_MIN_PER_H = 60
#: More operations of the line in one of the route are not listed one by one.
_MOST_NAMES = 3
_THOUSANDTH = Decimal("0.001")


def design(given: Mapping[str, object]) -> LineDesign:
    """The whole line.

    Args:
        given: Input of `potok.lines.sheltered.inputs.INPUTS`. Without `assignment` the engine staffs the
            line with a fixed small amount of work, so the same input always gives the same line.

    Raises:
        InvalidInputError: Faults of the input with their paths.
        InvalidDataError: Rules of the line that contradict one another.
        NobodyCanStaffError: No staffing exists.
        NoPieceInAnIntervalError: The intervals asked for are too short.
        WrongServiceError: The checker refuses the schedule (a fault of the program).
    """
    line = read(given)
    staffing = staff(line)
    balances, stale = rotated(line, staffing)
    first = framework(line, staffing)
    intervals = choose(line, staffing, balances)
    if len(balances) not in {1, intervals.chosen.count}:
        balances, stale = (staffing.balance,), (_not_so_many(len(balances), intervals.chosen.count),)
    chosen = intervals.chosen
    services = schedules(
        line,
        balances,
        chosen.interval_min,
        chosen.quantity,
        times=staffed_times(line, staffing.balance),
    )
    backlog_notes, moved = backlogs(line, services, chosen.count)
    for service in services:
        require_right(line, service, {one.arc: one.initial_pcs for one in moved})
    needed = needed_people(line, services[0])
    strain = strained(line, balances, chosen.count)
    told = sentences(line, staffing)
    broken, exchanges = warnings(line, staffing)
    plan = min(first.task_pcs, chosen.plan_pcs)
    rooms = rooms_table(line, first, plan)
    return LineDesign(
        kind="sheltered",
        indicators=_indicators(line, staffing, first, plan, moved, strain),
        notes=(*first.notes, *intervals.notes, needed, *backlog_notes),
        data={
            **page_data(
                line, staffing, first, intervals, services, balances, moved, told, strain, exchanges, needed
            ),
            "phases": cast("Plain", phase_inputs(line, services)),
        },
        route=_route(line, staffing, plan),
        warnings=(*broken, *stale, *_conditions(line, staffing, first, intervals, plan)),
        summary=f"такт {number_text(round(staffing.takt_min, 3))} мин · {plan} шт. в смену · "
        f"операций {len(line.operations)}, людей {staffing.balance.used}",
        tables=(
            places_table(line, staffing),
            people_table(line, told, staffing),
            schedule_table(line, balances, services),
            movement_table(moved),
            *([phases_table(moved, services)] if moved else []),
            *([] if rooms is None else [rooms]),
            *([rotation_table(staffing, balances, strain, chosen.count)] if any(strain) else []),
        ),
        figures=pictures(line, staffing, balances, services, moved),
    )


def without_people(design: LineDesign) -> LineDesign:
    """The design for those who may not see who is restricted: places by number, load, schedule, backlogs."""
    return replace(
        design,
        data={key: value for key, value in design.data.items() if key not in PRIVATE_KEYS},
        tables=tuple(table for table in design.tables if table.key != PEOPLE),
    )


def _not_so_many(rotation: int, count: int) -> LineWarning:
    return LineWarning(
        "stale_rotation",
        f"Ротация составлена на {rotation} интервалов, а в смене их {count}: она не применена. Нажмите "
        "«Улучшить».",
    )


def _indicators(
    line: Line,
    staffing: Staffing,
    first: Framework,
    plan: int,
    moved: Sequence[Movement],
    strain: Sequence[int],
) -> tuple[Indicator, ...]:
    works = piece_minutes(line, staffing.balance)
    people = working(staffing.balance)
    loads = [works[person] / staffing.takt_min for person in people]
    programme, quota = line.maybe("programme_pcs"), line.maybe("quota_share")
    found = [
        Indicator("takt_min", "Такт", "min", staffing.takt_min, "low"),
        Indicator("plan_pcs", "Выпуск за смену", "pcs", plan, "high", low=programme),
        Indicator("workers_people", "Людей на линии", "people", len(people), "low"),
        Indicator("average_load_share", "Средняя загрузка", "share", sum(loads) / len(loads), "high"),
        Indicator("smallest_load_share", "Наименьшая загрузка", "share", min(loads), "high"),
        Indicator("synchronous_share", "Синхронных мест", "share", first.synchronous_share, "high"),
        Indicator(
            "backlog_pcs", "Наибольшие заделы вместе", "pcs", sum(one.highest_pcs for one in moved), "low"
        ),
        Indicator(
            "initial_backlog_pcs", "Задел к началу смены", "pcs", sum(one.initial_pcs for one in moved), "low"
        ),
        Indicator("limited_share", "Доля людей с ограничениями", "share", first.limited_share, low=quota),
    ]
    if any(strain):
        found.append(Indicator("largest_strain", "Наибольшая напряжённость", "point", max(strain), "low"))
    return tuple(found)


def _route(line: Line, staffing: Staffing, plan: int) -> tuple[RouteNorm, ...]:
    """Norms by operation of the route: the line's rate, and everybody who works on the operation."""
    hours = (line.number("shift_min") - line.number("breaks_min")) / _MIN_PER_H
    rate = (Decimal(plan) / Decimal(str(hours))).quantize(_THOUSANDTH, ROUND_HALF_UP)
    people: dict[int, set[int]] = defaultdict(set)
    names: dict[int, list[str]] = defaultdict(list)
    machines: dict[int, list[str]] = defaultdict(list)
    for (number, copy), person in zip(line.tasks, staffing.balance.worker_of_task, strict=True):
        operation = line.operations[number]
        if operation.op_no is None:
            continue
        people[operation.op_no].add(person)
        if copy:
            continue
        names[operation.op_no].append(operation.name)
        machines[operation.op_no] += [m for m in operation.machine_ids if m not in machines[operation.op_no]]
    return tuple(
        RouteNorm(op_no, _joined(names[op_no]), tuple(machines[op_no]), rate, len(people[op_no]))
        for op_no in sorted(people)
        if plan
    )


def _joined(names: Sequence[str]) -> str:
    """All names, or of many the first and the last."""
    if len(names) <= _MOST_NAMES:
        return "; ".join(names)
    return f"{names[0]} … {names[-1]} ({len(names)})"


def _conditions(
    line: Line, staffing: Staffing, first: Framework, intervals: Intervals, plan: int
) -> list[LineWarning]:
    told: list[LineWarning] = []
    programme = line.maybe("programme_pcs")
    if programme is not None and plan < programme - 1e-9:
        told.append(
            LineWarning("programme_missed", f"Выпуск {plan} шт. за смену меньше заданного {programme:g} шт.")
        )
    if first.task_pcs < intervals.chosen.plan_pcs:
        told.append(
            LineWarning(
                "task_is_less",
                f"Сменное задание по численности {first.task_pcs} шт. меньше выпуска по интервалам "
                f"{intervals.chosen.plan_pcs} шт.: план — меньшее из двух.",
            )
        )
    if first.quota_met is False:
        told.append(
            LineWarning(
                "quota_missed",
                f"Доля людей с ограничениями {100 * first.limited_share:.0f} % ниже квоты "
                f"{100 * line.number('quota_share'):.0f} %.",
            )
        )
    told += [
        LineWarning(
            "room_is_full",
            f"«{room.name}»: работают {now}, площадь вмещает {most}. Перенесите операции в другое "
            "помещение или поставьте меньше мест.",
        )
        for room, now, most in zip(line.rooms, first.room_now, first.room_people, strict=False)
        if now > most
    ]
    told += _between_rooms(line, staffing.balance)
    return told


def _between_rooms(line: Line, balance: CrewBalance) -> list[LineWarning]:
    """Who would have to walk between rooms."""
    rooms: dict[int, set[int]] = defaultdict(set)
    for (number, _), person in zip(line.tasks, balance.worker_of_task, strict=True):
        room = line.operations[number].room
        if room is not None:
            rooms[person].add(room)
    return [
        LineWarning(
            "two_rooms",
            f"Место {(balance.station_of_worker[person] or 0) + 1}: операции в разных помещениях "
            f"({', '.join(line.rooms[room].name for room in sorted(there))}).",
        )
        for person, there in sorted(rooms.items())
        if len(there) > 1
    ]
