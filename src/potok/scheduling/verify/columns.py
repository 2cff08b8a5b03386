"""A plan as columns of numbers: what the glance over all its rows at once looks at."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from potok.plant.model import Basis, Order, Plant, RoutingLine
from potok.scheduling.plan import PlanRow
from potok.scheduling.verify.calendar import SECONDS_A_DAY, MachineClock, PlantCalendar

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_EPOCH = dt.datetime(1970, 1, 1)
#: More days than this nobody plans: the windows of a plan are listed day by day.
_MOST_DAYS = 2000


class Operations(NamedTuple):
    """Operations by order and number; rows of one stand together, by time.

    Attributes:
        first: (k + 1) its first row.
        order: (k) number of its order in the plant.
        machine: (k) number of its machine, that of its first row.
        product: (k) number of its product, equal for equal products.
        family: (k) number of its family, −1 = none.
        by_batches: (k) whether its line works by batches.
        qty: (k) thousandths of a piece of the order.
        kg: (k) kilograms of the order.
        load: (k) kilograms of a full batch, of the order for a rate operation.
        weight: (k) kilograms of a piece.
        batches: (k) batches the order needs; 0 for a rate operation.
        nominal: (k) seconds of a batch, or of the rate operation.
        full_setup: (k) seconds of the full set-up.
    """

    first: Ints
    order: Ints
    machine: Ints
    product: Ints
    family: Ints
    by_batches: Flags
    qty: Ints
    kg: Floats
    load: Floats
    weight: Floats
    batches: Ints
    nominal: Floats
    full_setup: Floats


class Rows(NamedTuple):
    """Rows by operation and time.

    Attributes:
        rank: (n) place of the row among all rows by time.
        op: (n) its operation.
        qty: (n) thousandths of a piece.
        setup: (n) seconds of set-up that it states.
    """

    given: list[PlanRow]
    rank: Ints
    op: Ints
    machine: Ints
    batch: Ints
    part: Ints
    start: Ints
    finish: Ints
    qty: Ints
    setup: Floats


class Windows(NamedTuple):
    """Usable time of one machine around a plan: stretches that do not touch, and all ends of windows."""

    starts: Ints
    finishes: Ints
    ends: Ints


def rows_in_columns(plant: Plant, listed: Sequence[PlanRow]) -> tuple[Rows, Operations] | None:
    """Rows and operations; None as soon as something in them is not as it has to be.

    Permitted orders, operations and machines, local times in whole seconds, quantities of three decimals:
    a plan in which one of them is missing cannot be written in columns.
    """
    if not listed:
        return None
    orders = {order.order_no: number for number, order in enumerate(plant.orders)}
    times = [at for row in listed for at in (row.start_at, row.finish_at)]
    if any(at.tzinfo is not None or at.microsecond for at in times):
        return None
    passed = [at - _EPOCH for at in times]  # numpy takes ten times as long for it
    moments = np.array([each.days * SECONDS_A_DAY + each.seconds for each in passed]).reshape(-1, 2)
    try:
        order = np.array([orders[row.order_no] for row in listed])
        machine_ids = {code: number for number, code in enumerate(plant.machines)}
        machine = np.array([machine_ids[row.machine_id] for row in listed])
    except KeyError:
        return None
    qty = _through(_thousandths, [row.qty for row in listed])
    setup = _through(_seconds, [row.setup_min for row in listed])
    numbers = np.array([(row.op_no, row.batch_no, row.part_no) for row in listed], dtype=np.int64)
    if qty is None or setup is None:
        return None
    by_time = np.lexsort((np.arange(len(listed)), numbers[:, 2], numbers[:, 1], moments[:, 1], moments[:, 0]))
    rank = np.empty(len(listed), dtype=np.int64)
    rank[by_time] = np.arange(len(listed))
    turn = np.lexsort((rank, numbers[:, 0], order))
    order, op_no = order[turn], numbers[turn, 0]
    begins = np.ones(len(listed), dtype=np.bool_)
    begins[1:] = (order[1:] != order[:-1]) | (op_no[1:] != op_no[:-1])
    rows = Rows(
        given=[listed[at] for at in turn.tolist()],
        rank=rank[turn],
        op=np.cumsum(begins) - 1,
        machine=machine[turn],
        batch=numbers[turn, 1],
        part=numbers[turn, 2],
        start=moments[turn, 0],
        finish=moments[turn, 1],
        qty=qty[turn].astype(np.int64),
        setup=setup[turn],
    )
    first = np.flatnonzero(begins)
    operations = _operations(plant, rows, first, order[first])
    return None if operations is None else (rows, operations)


def _operations(plant: Plant, rows: Rows, first: Ints, order: Ints) -> Operations | None:
    lines: dict[tuple[str, int, str], RoutingLine] = {}
    for product_id, route in plant.routings.items():
        for line in route:
            lines.setdefault((product_id, line.op_no, line.machine_id), line)
    products: dict[str, int] = {}
    families: dict[str, int] = {}
    figures: dict[tuple[int, int], tuple[float, ...]] = {}
    table = []
    for at, number in zip(first.tolist(), order.tolist(), strict=True):
        row, whose = rows.given[at], plant.orders[number]
        used = lines.get((whose.product_id, row.op_no, row.machine_id))
        if used is None:
            return None
        item = plant.items.get(whose.product_id)
        family = (item.family or "") if item else ""
        key = id(used), whose.qty_pcs
        if key not in figures:
            figures[key] = _figures(used, whose, (item.net_kg if item else None) or Decimal(1))
        table.append(
            (
                products.setdefault(whose.product_id, len(products)),
                families.setdefault(family, len(families)) if family else -1,
                *figures[key],
            )
        )
    product, family_no, by_batches, qty, kg, load, weight, batches, nominal, full = np.array(table).T
    return Operations(
        first=np.append(first, len(rows.op)),
        order=order,
        machine=rows.machine[first],
        product=product.astype(np.int64),
        family=family_no.astype(np.int64),
        by_batches=by_batches == 1,
        qty=qty.astype(np.int64),
        kg=kg,
        load=load,
        weight=weight,
        batches=batches.astype(np.int64),
        nominal=nominal,
        full_setup=full,
    )


def _figures(line: RoutingLine, order: Order, weight: Decimal) -> tuple[float, ...]:
    """What the rules ask of an order on a line: see `Operations` from `by_batches` on."""
    kg = order.qty_pcs * weight
    if line.basis is Basis.BATCH:
        load = line.batch_size_kg or kg
        batches = max(1, math.ceil(kg / load)) if load else 1
        nominal = float((line.batch_time_min or 0) * 60)
    else:
        load, batches, nominal = kg, 0, 0.0
        if line.rate_pcs_per_h:
            nominal = round(float(order.qty_pcs / line.rate_pcs_per_h * 3600))
        elif line.rate_kg_per_h:
            nominal = round(float(kg / line.rate_kg_per_h * 3600))
    return (
        line.basis is Basis.BATCH,
        order.qty_pcs * 1000,
        float(kg),
        float(load),
        float(weight),
        batches,
        nominal,
        float(line.setup_min * 60),
    )


def _through(convert: object, values: Sequence[Decimal]) -> Floats | None:
    """Numbers of values of which many are equal; None when one cannot be converted."""
    known = {value: convert(value) for value in set(values)}  # type: ignore[operator]
    return None if None in known.values() else np.array([known[value] for value in values])


def _thousandths(qty: Decimal) -> int | None:
    whole = qty * 1000
    return int(whole) if qty >= 0 and whole == whole.to_integral_value() else None


def _seconds(minutes: Decimal) -> float | None:
    return float(minutes * 60) if minutes >= 0 else None


def windows_by_machine(plant: Plant, rows: Rows) -> Mapping[int, Windows] | None:
    """Usable time of the machines of a plan by their numbers; None for times that nobody plans."""
    first, last = int(rows.start.min()) // SECONDS_A_DAY, int(rows.finish.max()) // SECONDS_A_DAY
    if last - first > _MOST_DAYS:
        return None
    calendar, machines = PlantCalendar(plant), list(plant.machines.values())
    special = {row.machine_id for row in plant.calendar} | {stop.machine_id for stop in plant.stops}
    found: dict[int, Windows] = {}
    common: dict[str, Windows] = {}
    for number in np.unique(rows.machine).tolist():
        machine = machines[number]
        if machine.machine_id not in special and machine.workshop_id in common:
            found[number] = common[machine.workshop_id]
            continue
        clock = MachineClock(
            calendar,
            machine_id=machine.machine_id,
            workshop_id=machine.workshop_id,
            stops=[stop for stop in plant.stops if stop.machine_id == machine.machine_id],
        )
        listed = [window for day in range(first - 1, last + 1) for window in clock.windows_of(day)]
        if any(end - start > SECONDS_A_DAY for start, end in listed):
            return None
        found[number] = _joined(listed)
        if machine.machine_id not in special:
            common[machine.workshop_id] = found[number]
    return found


def _joined(listed: Iterable[tuple[int, int]]) -> Windows:
    starts: list[int] = []
    finishes: list[int] = []
    windows = sorted(listed)
    for start, finish in windows:
        if finishes and start <= finishes[-1]:
            finishes[-1] = max(finishes[-1], finish)
        else:
            starts.append(start)
            finishes.append(finish)
    ends = sorted({finish for _, finish in windows})
    return Windows(*(np.array(column, dtype=np.int64) for column in (starts, finishes, ends)))


def midnight(date: dt.date) -> int:
    """Seconds at which a date begins."""
    return (date - dt.date(1970, 1, 1)).days * SECONDS_A_DAY
