"""The checker's own requirement, shortages and earliest starts equal those published with the plant."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from potok.exchange.plant_files import read_plant
from potok.plant.model import Plant, Unit
from potok.scheduling.plan import ShortageRow
from potok.scheduling.verify import check_plan, check_shortages
from potok.scheduling.verify.calendar import SECONDS_A_DAY, MachineClock, PlantCalendar, seconds_of

DEMO = Path(__file__).resolve().parents[3] / "data" / "plant"


@cache
def demo_plant() -> Plant:
    return read_plant(DEMO)


@cache
def expected() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((DEMO / "expected.json").read_text(encoding="utf-8"))
    return data


def published_shortages() -> list[ShortageRow]:
    plant, starts = demo_plant(), expected()["earliest_start"]
    return [
        ShortageRow(
            order_no=order_no,
            component_id=component_id,
            shortage_qty=Decimal(str(qty)),
            unit=Unit(plant.items[component_id].unit),
            earliest_start_date=starts[order_no] and dt.date.fromisoformat(starts[order_no]),
        )
        for order_no, lacking in expected()["shortage_orders"].items()
        for component_id, qty in lacking.items()
    ]


def test_the_published_shortages_and_earliest_starts_are_accepted() -> None:
    report = check_shortages(demo_plant(), published_shortages())
    assert [violation.message for violation in report.violations] == []
    assert report.rules[0].checked == sum(map(len, expected()["shortage_orders"].values()))


def test_an_empty_plan_names_every_order_that_can_be_covered() -> None:
    report = check_plan(demo_plant(), [], unplanned=[])
    missing = {each.order_no for each in report.violations if each.rule == "order_planned"}
    uncovered = set(expected()["shortage_orders_without_cover"])
    assert missing == {order.order_no for order in demo_plant().orders} - uncovered


@pytest.mark.parametrize("machine_id", sorted(expected()["machine_capacity_min"]))
def test_the_windows_of_a_machine_add_up_to_its_published_capacity(machine_id: str) -> None:
    plant = demo_plant()
    machine = plant.machines[machine_id]
    clock = MachineClock(PlantCalendar(plant), machine_id=machine_id, workshop_id=machine.workshop_id)
    first = seconds_of(dt.datetime.combine(plant.today, dt.time())) // SECONDS_A_DAY
    usable = sum(
        finish - start for day in range(first, first + 42) for start, finish in clock.windows_of(day)
    )
    assert usable == expected()["machine_capacity_min"][machine_id] * 60
