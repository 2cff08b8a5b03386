"""Rules of single rows and of machines: what stands where, for how long, after which set-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from potok.scheduling.shop.problem import Hold, WorkRow
from potok.scheduling.verify.full_case import FullCase, right_loads
from potok.scheduling.verify.rule import Fault, Rule, rule


def _whole(case: FullCase) -> tuple[FullCase]:
    return (case,)


def _rows(case: FullCase) -> list[WorkRow]:
    return case.rows


def _free_rows(case: FullCase) -> list[WorkRow]:
    fixed = case.fixed()
    return [row for row in case.rows if (row.job, row.operation) not in fixed]


def _pairs(case: FullCase) -> list[tuple[WorkRow | None, WorkRow]]:
    """Neighbours on the machines, the first ones with None before them."""
    return [pair for rows in case.by_machine.values() for pair in pairwise([None, *rows])]  # type: ignore[misc]


@rule("full_once", "Каждая операция заказа стоит в плане один раз, на одном из разрешённых станков", _whole)
def each_operation_once(case: FullCase, _: FullCase) -> Iterator[Fault]:
    """A planned job has every operation once; one left out has its fixed work alone."""
    counts = Counter((row.job, row.operation) for row in case.rows)
    fixed = case.fixed()
    for number, job in enumerate(case.shop.jobs):
        is_left_out = number in case.plan.left_out
        for position in range(len(job.operations)):
            wanted = 1 if not is_left_out or (number, position) in fixed else 0
            if counts[number, position] != wanted:
                yield Fault(
                    f"строк {counts[number, position]}, нужно {wanted}",
                    order_no=job.name,
                    op_no=position + 1,
                )
    for row in case.unknown:
        yield Fault(
            f"заказ № {row.job + 1}, операция {row.operation + 1}, станок № {row.mode + 1} из разрешённых: "
            "такого нет в задаче"
        )


@rule("full_closed", "Работа и наладка идут только в рабочее время", _rows)
def only_in_working_time(case: FullCase, row: WorkRow) -> Iterator[Fault]:
    """Set-up and work begin and end in working time."""
    windows = case.shop.machines[case.shop.machine(row)].windows
    for at in (row.setup_start, row.start):
        if not any(start <= at < finish for start, finish in windows):
            yield case.fault(row, f"начало {case.at(at)} вне рабочего времени")
    if not any(start < row.end <= finish for start, finish in windows):
        yield case.fault(row, f"конец {case.at(row.end)} вне рабочего времени")


@rule("full_duration", "Длительность операции — своя у каждого станка, у аппарата — одной загрузки", _rows)
def the_duration_is_right(case: FullCase, row: WorkRow) -> Iterator[Fault]:
    """Working time between start and end is that of the mode, for all loads together."""
    mode = case.mode(row)
    wanted = mode.duration * (len(row.loads) if mode.loads else 1)
    worked = case.worked(row, row.start, row.end)
    if worked != wanted:
        yield case.fault(row, f"работа {case.long(worked)}, должна быть {case.long(wanted)}")


@rule("full_loads", "Загрузки аппарата целые: не меньше наименьшей и не больше наибольшей", _rows)
def loads_are_right(case: FullCase, row: WorkRow) -> Iterator[Fault]:
    """Loads are those of the policy, none below the least or above the most."""
    loads = case.mode(row).loads
    amount = case.shop.jobs[row.job].amount
    wanted = [] if loads is None else right_loads(amount, loads)
    if list(row.loads) != wanted:
        yield case.fault(row, f"загрузки {list(row.loads)}, должны быть {wanted}")
    elif loads is not None and not all(loads.least <= part <= loads.most for part in wanted):
        yield case.fault(row, f"загрузки {wanted} вне пределов {loads.least}–{loads.most}")


@rule("full_unbroken", "Операция без остановки помещается в одно рабочее окно", _rows)
def no_stop_where_none_is_allowed(case: FullCase, row: WorkRow) -> Iterator[Fault]:
    """An operation that may not stop works all the time between start and end."""
    if not case.shop.operation(row).may_stop and case.worked(row, row.start, row.end) < row.end - row.start:
        yield case.fault(row, f"между {case.at(row.start)} и {case.at(row.end)} есть нерабочее время")


@rule("full_overlap", "Станок делает одну операцию за раз, наладку тоже", _pairs)
def one_at_a_time(case: FullCase, pair: tuple[WorkRow | None, WorkRow]) -> Iterator[Fault]:
    """Rows of a machine, set-ups included, do not overlap; set-up, start and end follow each other."""
    before, row = pair
    # A set-up behind its own work would hide the time that the work takes.
    if row.setup_start > row.start:
        yield case.fault(row, f"наладка с {case.at(row.setup_start)}, а работа уже с {case.at(row.start)}")
    if row.end <= row.start:
        yield case.fault(row, f"начало {case.at(row.start)}, а конец {case.at(row.end)}")
    if before is not None and row.setup_start < before.end:
        yield case.fault(
            row,
            f"начало {case.at(row.setup_start)}, {case.shop.machine_name(row)} до {case.at(before.end)} "
            f"занят ({case.name(before)})",
        )


@rule("full_setup", "Переналадка и мойка зависят от предыдущего семейства на станке", _pairs)
def the_setup_is_right(case: FullCase, pair: tuple[WorkRow | None, WorkRow]) -> Iterator[Fault]:
    """Working time of the set-up is that of the machine after the family before it."""
    before, row = pair
    setups = case.shop.machines[case.shop.machine(row)].setups
    last = -1 if before is None else case.shop.operation(before).family
    wanted = setups[last][case.shop.operation(row).family] if setups else 0
    made = case.worked(row, row.setup_start, row.start)
    fixed = case.fixed()
    of_before = None if before is None else (before.job, before.operation)
    if (row.job, row.operation) in fixed and (before is None or of_before in fixed):
        return  # agreed as it is, whatever the order of fixed work asks for
    if made != wanted:
        yield case.fault(row, f"наладка {case.long(made)}, должна быть {case.long(wanted)}")


@rule("full_release", "Материал: заказ не начинают раньше даты обеспечения", _free_rows)
def not_before_the_material(case: FullCase, row: WorkRow) -> Iterator[Fault]:
    """The first operation starts not before the release."""
    release = case.shop.jobs[row.job].release
    if row.operation == 0 and row.start < release:
        yield case.fault(row, f"начало {case.at(row.start)}, материал с {case.at(release)}")


@rule("full_now", "Новое не начинают в прошлом", _free_rows)
def not_before_now(case: FullCase, row: WorkRow) -> Iterator[Fault]:
    """Work that is not fixed starts not before now."""
    if row.setup_start < case.shop.now:
        yield case.fault(row, f"начало {case.at(row.setup_start)}, сейчас {case.at(case.shop.now)}")


@rule(
    "full_frozen", "Замороженная зона: опубликованная работа, начатая до её конца, остаётся на месте", _whole
)
def the_frozen_zone_stays(case: FullCase, _: FullCase) -> Iterator[Fault]:
    """Published work of the zone stands as it was; nothing else begins in the zone."""
    until = case.shop.frozen_until
    for (number, position), row in case.fixed().items():
        now = case.by_name.get((number, position))
        if row is not None and now != row:
            planned = "его нет" if now is None else case.at(now.start)
            yield case.fault(row, f"опубликовано начало {case.at(row.start)}, в плане {planned}")
    if until > case.shop.now:
        for row in _free_rows(case):
            if row.setup_start < until:
                yield case.fault(row, f"начало {case.at(row.setup_start)}, зона до {case.at(until)}")


def _pins(case: FullCase, hold: Hold) -> Iterable[WorkRow]:
    for row in case.rows:
        pin = case.shop.operation(row).pin
        if pin is not None and pin.hold is hold:
            yield row


def _moved(case: FullCase, row: WorkRow) -> Iterator[Fault]:
    pin = case.shop.operation(row).pin
    if pin is None:
        return
    made = case.worked(row, row.setup_start, row.start)
    if (row.mode, row.start, made) != (pin.mode, pin.start, pin.setup):
        modes = case.shop.operation(row).modes
        wanted = case.shop.machines[modes[pin.mode].machine].name
        yield case.fault(
            row,
            f"станок {case.shop.machine_name(row)}, начало {case.at(row.start)}, наладка {case.long(made)}; "
            f"должны быть {wanted}, {case.at(pin.start)}, {case.long(pin.setup)}",
        )


def _pinned(case: FullCase) -> Iterable[WorkRow]:
    return _pins(case, Hold.PINNED)


def _started(case: FullCase) -> Iterable[WorkRow]:
    return _pins(case, Hold.STARTED)


@rule("full_pinned", "Закреплённая работа остаётся на месте", _pinned)
def pinned_work_stays(case: FullCase, row: WorkRow) -> Iterator[Fault]:
    """Work that a person pinned stands where it was pinned."""
    yield from _moved(case, row)


@rule("full_started", "Начатая работа продолжается там, где начата", _started)
def started_work_stays(case: FullCase, row: WorkRow) -> Iterator[Fault]:
    """Work that has started stands where it started."""
    yield from _moved(case, row)


FULL_ROW_RULES: tuple[Rule[FullCase, Any], ...] = (
    each_operation_once,
    only_in_working_time,
    the_duration_is_right,
    loads_are_right,
    no_stop_where_none_is_allowed,
    one_at_a_time,
    the_setup_is_right,
    not_before_the_material,
    not_before_now,
    the_frozen_zone_stays,
    pinned_work_stays,
    started_work_stays,
)
