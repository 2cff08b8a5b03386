"""A generated factory of any size: machines of four stages in two shifts, orders of four operations.

Drawn with a seed, so every machine does the same work. Used by `repair.py` and `promise.py`.
"""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from potok.plant.model import (
    Basis,
    CalendarRow,
    DayKind,
    Item,
    ItemType,
    Machine,
    Order,
    Plant,
    RoutingLine,
    Unit,
)
from potok.scheduling.request import PlanRequest

TODAY = dt.date(2026, 3, 2)
STAGES = 4
FAMILIES = 12
PRODUCTS = 60
SHIFTS = ((1, dt.time(8), 460), (2, dt.time(16, 30), 460))


def generated_request(*, orders: int, machines_a_stage: int = 12, seed: int = 1) -> PlanRequest:
    """A request of `orders` × 4 operations; loads of about 80 % up to the due dates.

    Args:
        orders: Orders of the request.
        machines_a_stage: Parallel machines of each of the four stages.
        seed: Of everything that is drawn.
    """
    dice = random.Random(seed)
    items = {f"P{number:02}": _product(number) for number in range(PRODUCTS)}
    machines = {
        f"S{stage}M{number:02}": Machine(
            f"S{stage}M{number:02}", str(stage), f"Станок {stage}-{number}", _basis(stage)
        )
        for stage in range(1, STAGES + 1)
        for number in range(1, machines_a_stage + 1)
    }
    routings = {item_id: _route(item_id, dice, machines_a_stage) for item_id in items}
    days = max(28, orders * 8 // (machines_a_stage * 10))
    made = tuple(_order(number, dice, sorted(items), days) for number in range(1, orders + 1))
    plant = Plant(
        today=TODAY,
        items=items,
        routings=routings,
        machines=machines,
        calendar=tuple(_calendar(days + 14)),
        orders=made,
    )
    material = {
        order.order_no: TODAY + dt.timedelta(days=max(0, (order.due_date - TODAY).days - dice.randint(6, 30)))
        for order in made
    }
    return PlanRequest(
        plant=plant,
        orders=made,
        material=material,
        not_before=dt.datetime.combine(TODAY, dt.time()),
        material_item={order.order_no: f"R{dice.randint(1, 40):02}" for order in made},
    )


def _product(number: int) -> Item:
    return Item(
        f"P{number:02}",
        f"Изделие {number}",
        ItemType.FINISHED,
        Unit.PCS,
        net_kg=Decimal(1),
        workshop_id="1",
        family=f"Семейство {number % FAMILIES}",
        qc_days=number % 3,
    )


def _basis(stage: int) -> Basis:
    return Basis.BATCH if stage % 2 else Basis.RATE


def _route(item_id: str, dice: random.Random, machines_a_stage: int) -> tuple[RoutingLine, ...]:
    """One operation a stage on three machines of it; odd stages work by batches, even ones by rate."""
    lines = []
    for stage in range(1, STAGES + 1):
        chosen = dice.sample(range(1, machines_a_stage + 1), min(3, machines_a_stage))
        for rank, number in enumerate(chosen, start=1):
            is_batch = _basis(stage) is Basis.BATCH
            lines.append(
                RoutingLine(
                    item_id,
                    stage * 10,
                    f"Передел {stage}",
                    str(stage),
                    f"S{stage}M{number:02}",
                    rank,
                    _basis(stage),
                    batch_size_kg=Decimal(250) if is_batch else None,
                    batch_time_min=Decimal(dice.randint(50, 80)) if is_batch else None,
                    rate_kg_per_h=None if is_batch else Decimal(dice.randint(180, 260)),
                    setup_min=Decimal(20),
                )
            )
    return tuple(lines)


def _order(number: int, dice: random.Random, products: list[str], days: int) -> Order:
    return Order(
        order_no=f"ЗП-{number:05}",
        created_date=TODAY,
        customer="Покупатель",
        manager="Менеджер",
        product_id=dice.choice(products),
        qty_pcs=dice.randint(400, 1500),
        due_date=TODAY + dt.timedelta(days=dice.randint(10, days + 10)),
        priority=dice.choice((1, 2, 2, 3, 3, 3)),
    )


def _calendar(days: int) -> list[CalendarRow]:
    rows = []
    for distance in range(days):
        date = TODAY + dt.timedelta(days=distance)
        kind = DayKind.DAY_OFF if date.weekday() >= 5 else DayKind.WORK
        for stage in range(1, STAGES + 1):
            for number, start, minutes in SHIFTS:
                end = (dt.datetime.combine(date, start) + dt.timedelta(minutes=480)).time()
                rows.append(CalendarRow(str(stage), None, date, number, start, end, 20, minutes, kind))
    return rows
