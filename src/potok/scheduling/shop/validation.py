"""Faults of a shop as given, all at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from potok.errors import Problem
from potok.scheduling.shop.axis import Axis
from potok.scheduling.shop.problem import FullShop, Job, Loads, Machine, Operation, WorkRow
from potok.scheduling.shop.queue import Entry
from potok.scheduling.shop.rules import is_frozen, loads_of, working_time
from potok.scheduling.shop.tables import Step, Tables


def faults_of(shop: FullShop) -> list[Problem]:
    """Everything that keeps a shop from being planned as given."""
    faults = [fault for machine in shop.machines for fault in _machine_faults(shop, machine)]
    faults += [
        _fault(f"Бригада {pool.name}", "levels", pool.levels, "уровни по времени, не меньше 0")
        for pool in shop.pools
        if any(a[0] >= b[0] for a, b in pairwise(pool.levels)) or any(level < 0 for _, level in pool.levels)
    ]
    faults += [
        _fault(f"Ёмкость {tank.name}", "capacity", tank.capacity, "число больше 0")
        for tank in shop.tanks
        if tank.capacity <= 0
    ]
    faults += [fault for job in shop.jobs for fault in _job_faults(shop, job)]
    faults += [
        _fault("Цель", "bottlenecks", number, "номер станка")
        for number in shop.goal.bottlenecks
        if not 0 <= number < len(shop.machines)
    ]
    if not faults:
        faults = list(_fixed_faults(shop))
    return faults


def _fault(where: str, field: str, value: object, expected: str) -> Problem:
    return Problem(where, None, field, None if value is None else str(value), expected)


def _machine_faults(shop: FullShop, machine: Machine) -> Iterator[Problem]:
    where = f"Станок {machine.name}"
    last = 0
    for start, finish in machine.windows:
        if not last <= start < finish <= shop.horizon:
            end = shop.clock.moment(shop.horizon)
            expected = f"рабочие окна по времени, без наложений, от начала до горизонта ({end})"
            value = f"{shop.clock.moment(start)} — {shop.clock.moment(finish)}"
            yield _fault(where, "windows", value, expected)
            break
        last = finish
    if machine.setups:
        rows = [len(row) for row in machine.setups]
        if rows != [shop.families] * (shop.families + 1):
            expected = f"{shop.families + 1} строк по {shop.families} чисел"
            yield _fault(where, "setups", rows, expected)
        elif min(min(row) for row in machine.setups) < 0:
            yield _fault(where, "setups", min(min(row) for row in machine.setups), "числа не меньше 0")
    if machine.setup_pool is not None and not 0 <= machine.setup_pool < len(shop.pools):
        yield _fault(where, "setup_pool", machine.setup_pool, "номер бригады")


def _job_faults(shop: FullShop, job: Job) -> Iterator[Problem]:
    where = f"Заказ {job.name}"
    if not job.operations:
        yield _fault(where, "operations", None, "хотя бы одна операция")
    if len(job.links) != max(0, len(job.operations) - 1):
        yield _fault(where, "links", len(job.links), f"связей: {max(0, len(job.operations) - 1)}")
    if job.amount <= 0:
        yield _fault(where, "amount", job.amount, "число больше 0")
        return
    if job.weight < 0:
        yield _fault(where, "weight", job.weight, "число не меньше 0")
    for position, operation in enumerate(job.operations):
        yield from _operation_faults(shop, job, f"{where}, операция {position + 1}", operation)
    yield from _link_faults(shop, job, where)


def _link_faults(shop: FullShop, job: Job, where: str) -> Iterator[Problem]:
    for position, link in enumerate(job.links[: len(job.operations) - 1]):
        at = f"{where}, связь операций {position + 1} и {position + 2}"
        if link.least < 0 or (link.most is not None and link.most < link.least):
            yield _fault(at, "most", link.most, f"не меньше наименьшей выдержки {link.least}")
        if link.transfer < 0:
            yield _fault(at, "transfer", link.transfer, "число не меньше 0")
        if link.tank is not None and not 0 <= link.tank < len(shop.tanks):
            yield _fault(at, "tank", link.tank, "номер ёмкости")
        if link.room < 0 or (link.room and link.transfer):
            yield _fault(
                at, "room", link.room, "место в ёмкости у связи без передаточных партий, не меньше 0"
            )
        if link.most is not None and job.operations[position + 1].setup_waits:
            yield _fault(at, "most", link.most, "без предела, если наладка ждёт работу")


def _operation_faults(shop: FullShop, job: Job, where: str, operation: Operation) -> Iterator[Problem]:
    if not 0 <= operation.family < shop.families:
        yield _fault(where, "family", operation.family, f"номер семейства от 0 до {shop.families - 1}")
    for number, mode in enumerate(operation.modes):
        at = f"{where}, {_machine_of(shop, mode.machine, number)}"
        if not 0 <= mode.machine < len(shop.machines):
            yield _fault(at, "machine", mode.machine, "номер станка")
        if mode.duration <= 0:
            yield _fault(at, "duration", mode.duration, "число больше 0")
        if mode.loads is not None:
            yield from _loads_faults(at, mode.loads)
        for pool, people in mode.needs:
            if not 0 <= pool < len(shop.pools) or people <= 0:
                yield _fault(at, "needs", (pool, people), "номер бригады и число людей больше 0")
    usable = [
        mode
        for mode in operation.modes
        if mode.loads is None or (mode.loads.size > 0 and working_time(mode, job.amount) is not None)
    ]
    if not usable:
        yield _fault(
            where, "modes", len(operation.modes), f"станок, который может взять количество {job.amount}"
        )
    pin = operation.pin
    if pin is not None and not 0 <= pin.mode < len(operation.modes):
        yield _fault(where, "pin", pin.mode, "номер способа операции")


def _machine_of(shop: FullShop, machine: int, number: int) -> str:
    """A mode as people read it: its machine, or its place where the shop has no such machine."""
    if 0 <= machine < len(shop.machines):
        return f"станок {shop.machines[machine].name}"
    return f"станок № {number + 1} из разрешённых"


def _loads_faults(where: str, loads: Loads) -> Iterator[Problem]:
    if not 0 < loads.least <= loads.size <= loads.most:
        value = f"{loads.least}, {loads.size}, {loads.most}"
        yield _fault(
            where, "loads", value, "наименьшая, обычная и наибольшая загрузка по возрастанию, больше 0"
        )


def _fixed_faults(shop: FullShop) -> Iterator[Problem]:
    """Fixed work that cannot stand where it is, or two at a time on one machine."""
    for row in shop.published:
        known = row.job < len(shop.jobs) and row.operation < len(shop.jobs[row.job].operations)
        if not known or row.mode >= len(shop.operation(row).modes):
            where = f"Опубликованный план, заказ № {row.job + 1}"
            yield _fault(where, "operation", row.operation + 1, "операция и способ из задачи")
            return
    tables = Tables(shop)  # they need a shop without other faults
    rows = {(row.job, row.operation): row for row in shop.published if is_frozen(row, shop.frozen_until)}
    by_machine: dict[int, list[tuple[int, int, str]]] = {}
    for number, (machine, entry) in tables.fixed.items():
        step = tables.by_number[number]
        where = f"Заказ {shop.jobs[step.job].name}, операция {step.position + 1}"
        pin = step.operation.pin
        published = rows[step.job, step.position] if pin is None else None
        given = rows[step.job, step.position].start if pin is None else pin.start
        faults = list(_place_faults(shop, step, entry, tables.axes[machine], given, published))
        yield from (_fault(where, "pin" if published is None else "published", *fault) for fault in faults)
        if not faults:
            by_machine.setdefault(machine, []).append((entry.start, entry.end, where))
    for machine, entries in by_machine.items():
        for before, behind in pairwise(sorted(entries)):
            if behind[0] < before[1]:
                start = shop.clock.moment(tables.axes[machine].begin(behind[0]))
                yield _fault(behind[2], "pin", start, f"начало после закреплённой работы ({before[2]})")


def _place_faults(
    shop: FullShop, step: Step, entry: Entry, axis: Axis, given: int, row: WorkRow | None
) -> Iterator[tuple[str, str]]:
    """(value, expected) of what keeps fixed work from standing where it is.

    Args:
        given: Start of its work.
        row: As published; None where a pin says where it stands.
    """
    job = shop.jobs[step.job]
    mode = step.operation.modes[entry.mode]
    run = step.runs[entry.mode]
    if run is None:
        yield shop.machines[mode.machine].name, f"станок, который может взять количество {job.amount}"
        return
    at = shop.clock.moment(given)
    if entry.start < 0 or entry.end > axis.total:
        yield at, "место в рабочем времени станка"
        return
    if axis.begin(entry.body) != given:
        yield at, "начало в рабочем времени станка"
    elif not step.operation.may_stop and axis.unbroken(entry.body, run) != entry.body:
        yield at, f"начало, с которого {shop.clock.span(run)} работы без остановки помещаются в рабочее окно"
    elif row is not None:
        loads = () if mode.loads is None else loads_of(job.amount, mode.loads) or ()
        setup_start = axis.begin(entry.start) if entry.start < entry.body else given
        wanted = replace(row, setup_start=setup_start, end=axis.end(entry.end), loads=loads)
        if row != wanted:
            yield _said(shop, row), f"как в задаче: {_said(shop, wanted)}"


def _said(shop: FullShop, row: WorkRow) -> str:
    """A published row as people read it."""
    setup, start, end = (shop.clock.moment(at) for at in (row.setup_start, row.start, row.end))
    loads = f", загрузки {' + '.join(map(str, row.loads))}" if row.loads else ""
    return f"наладка с {setup}, работа с {start} до {end}{loads}"
