"""Random small plants with everything a planner meets: a strategy for property tests of planning."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hypothesis import strategies as st

from builders.plants import MONDAY, batch_line, days, machine, order, product, rate_line, shift
from builders.plants import plant as plant_of
from potok.plant.model import (
    CalendarRow,
    DayKind,
    Item,
    MachineStatus,
    MachineStop,
    Order,
    Plant,
    RoutingLine,
)

WEEKS = 2
WORKSHOPS = ("1", "2")
#: Start and usable minutes of the shifts of one day: one shift, two, three round the clock, nights.
SHIFT_PATTERNS = (
    (("08:00", 480),),
    (("08:00", 460), ("16:30", 460)),
    (("00:00", 450), ("08:00", 450), ("16:00", 450)),
    (("00:00", 480), ("08:00", 480), ("16:00", 480)),
    (("20:00", 690),),
    (("22:00", 400), ("06:30", 455)),
)


#: How operations are timed: by batches, by pieces an hour, by kilograms an hour.
KINDS = ("batch", "pcs", "kg")


@st.composite
def plants(draw: st.DrawFn, *, kinds: tuple[str, ...] = KINDS) -> Plant:
    """A plant with two workshops, at most five machines, four products and eight orders."""
    machine_ids = [f"M{number}" for number in range(1, draw(st.integers(1, 5)) + 1)]
    workshops = {machine_id: draw(st.sampled_from(WORKSHOPS)) for machine_id in machine_ids}
    items = [draw(_products(f"P{number}")) for number in range(1, draw(st.integers(1, 4)) + 1)]
    machines = [
        machine(
            machine_id,
            workshop_id=workshops[machine_id],
            status=draw(st.sampled_from([MachineStatus.WORKING] * 7 + [MachineStatus.REPAIR])),
        )
        for machine_id in machine_ids
    ]
    routing = [line for item in items for line in draw(_routes(item, workshops, kinds))]
    orders = draw(_orders([item.item_id for item in items]))
    calendar = [row for workshop in WORKSHOPS for row in draw(_calendars(workshop))]
    repairs = draw(_repairs(workshops, calendar))
    made = plant_of(
        items=items, routing=routing, machines=machines, calendar=[*calendar, *repairs], orders=orders
    )
    return dataclasses.replace(made, stops=draw(_stops(machine_ids)))


def materials(plant: Plant) -> st.SearchStrategy[dict[str, dt.date | None]]:
    """A date of material for every order; now and then none."""
    date = st.one_of(
        st.just(plant.today),
        st.integers(0, 20).map(lambda later: plant.today + dt.timedelta(days=later)),
        st.none(),
    )
    return st.fixed_dictionaries({order.order_no: date for order in plant.orders})


@st.composite
def _products(draw: st.DrawFn, item_id: str) -> Item:
    return product(
        item_id,
        net_kg=draw(st.sampled_from(["1", "0.9", "15", "2.75"])),
        family=draw(st.sampled_from([None, "краски", "эмали"])),
        qc_days=draw(st.integers(0, 2)),
    )


@st.composite
def _routes(
    draw: st.DrawFn, item: Item, workshops: dict[str, str], kinds: tuple[str, ...]
) -> list[RoutingLine]:
    """Up to four operations, each on up to three machines by batches or by rate; sometimes none."""
    lines = []
    for op_no in range(10, 10 * draw(st.integers(0 if draw(st.booleans()) else 1, 4)) + 1, 10):
        chosen = draw(st.lists(st.sampled_from(sorted(workshops)), min_size=1, max_size=3, unique=True))
        for rank, machine_id in enumerate(chosen, start=1):
            common = {
                "setup_min": draw(st.sampled_from(["0", "25", "30", "7.55"])),
                "workshop_id": workshops[machine_id],
                "alt_rank": rank,
            }
            kind = draw(st.sampled_from(kinds))
            if kind == "batch":
                size = draw(st.sampled_from(["100", "250", "333.3"]))
                time = draw(st.sampled_from(["20", "95.5", "200", "0.35"]))
                lines.append(
                    batch_line(item.item_id, op_no, machine_id, size_kg=size, minutes=time, **common)
                )
            else:
                rate = draw(st.sampled_from(["37", "150", "900"]))
                lines.append(rate_line(item.item_id, op_no, machine_id, **{f"{kind}_per_h": rate}, **common))
    return lines


@st.composite
def _orders(draw: st.DrawFn, product_ids: list[str]) -> list[Order]:
    return [
        order(
            f"ЗП-{number}",
            draw(st.sampled_from(product_ids)),
            draw(st.sampled_from([1, 17, 100, 240, 611])),
            due=MONDAY + dt.timedelta(days=draw(st.integers(0, 21))),
            priority=draw(st.integers(1, 3)),
        )
        for number in range(1, draw(st.integers(1, 8)) + 1)
    ]


@st.composite
def _calendars(draw: st.DrawFn, workshop: str) -> list[CalendarRow]:
    """Two weeks of a workshop; days off at weekends, a holiday here and there."""
    pattern = draw(st.sampled_from(SHIFT_PATTERNS))
    works_saturdays = draw(st.booleans())
    holidays = draw(st.sets(st.integers(1, 7 * WEEKS - 1), max_size=2))
    rows = []
    for distance, date in enumerate(days(MONDAY, 7 * WEEKS)):
        kind = DayKind.WORK
        if distance in holidays:
            kind = DayKind.HOLIDAY
        elif date.weekday() == 6 or (date.weekday() == 5 and not works_saturdays):
            kind = DayKind.DAY_OFF
        for number, (start, minutes) in enumerate(pattern, start=1):
            rows.append(shift(date, start, minutes, shift_no=number, kind=kind, workshop_id=workshop))
    return rows


@st.composite
def _repairs(draw: st.DrawFn, workshops: dict[str, str], calendar: list[CalendarRow]) -> list[CalendarRow]:
    """Shifts in which one machine is repaired."""
    working = [row for row in calendar if row.kind is DayKind.WORK]
    chosen = draw(
        st.lists(st.tuples(st.sampled_from(sorted(workshops)), st.sampled_from(working)), max_size=3)
    )
    repairs = {
        (machine_id, row.date, row.shift_no): shift(
            row.date,
            shift_no=row.shift_no,
            kind=DayKind.REPAIR,
            workshop_id=row.workshop_id,
            machine_id=machine_id,
        )
        for machine_id, row in chosen
        if workshops[machine_id] == row.workshop_id
    }
    return list(repairs.values())


@st.composite
def _stops(draw: st.DrawFn, machine_ids: list[str]) -> tuple[MachineStop, ...]:
    """Breakdowns by hours."""
    stops = []
    for _ in range(draw(st.integers(0, 2))):
        start = dt.datetime.combine(MONDAY, dt.time()) + dt.timedelta(minutes=draw(st.integers(0, 7 * 1440)))
        length = dt.timedelta(minutes=draw(st.integers(1, 900)))
        stops.append(MachineStop(draw(st.sampled_from(machine_ids)), start, start + length))
    return tuple(stops)
