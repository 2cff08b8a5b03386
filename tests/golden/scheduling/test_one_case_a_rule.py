"""One small plant for each rule of allocation; the rows of its plan were worked out by hand.

A case is a folder with `case.json`: what it tells, the plant in short, and every row of the expected plan as
"order operation/batch.part machine start finish pieces set-up".
"""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from builders.plants import MONDAY, batch_line, days, machine, order, product, rate_line, shift
from builders.plants import plant as plant_of
from potok.plant.model import CalendarRow, DayKind, MachineStatus, MachineStop, Plant, RoutingLine
from potok.scheduling.engine import first_plan
from potok.scheduling.plan import Plan, PlanRow
from potok.scheduling.request import PlanRequest
from potok.scheduling.verify import check_plan

CASES = sorted(Path(__file__).parent.glob("*/case.json"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_the_first_plan_is_the_one_worked_out_by_hand(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    plan = first_plan(request_of(case))
    expected = case["expect"]
    assert [text_of(row) for row in plan.rows] == expected["rows"]
    assert {late.order_no: late.days for late in plan.late} == expected.get("late", {})
    assert {left.order_no: left.reason_code.value for left in plan.unplanned} == expected.get("unplanned", {})
    for start, reason in expected.get("reasons", {}).items():
        assert reasons_of(plan)[start] == reason


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_the_checker_agrees_with_the_expected_plan(path: Path) -> None:
    request = request_of(json.loads(path.read_text(encoding="utf-8")))
    plan = first_plan(request)
    report = check_plan(
        request.plant,
        plan.rows,
        material=request.material,
        unplanned=plan.unplanned,
        fixed=request.fixed_rows,
        now=request.not_before,
    )
    assert [violation.message for violation in report.violations] == []


def test_every_case_tells_another_rule() -> None:
    told = [json.loads(path.read_text(encoding="utf-8"))["tells"] for path in CASES]
    assert len(set(told)) == len(told) >= 16


def request_of(case: dict[str, Any]) -> PlanRequest:
    """The request of a case."""
    plant = plant_of_case(case)
    material = {order.order_no: plant.today for order in plant.orders}
    for order_no, date in case.get("material", {}).items():
        material[order_no] = None if date is None else dt.date.fromisoformat(date)
    return PlanRequest(
        plant=plant,
        orders=plant.orders,
        material=material,
        not_before=dt.datetime.fromisoformat(case.get("now", f"{MONDAY} 00:00")),
        fixed_rows=tuple(row_of(text) for text in case.get("fixed", [])),
    )


def plant_of_case(case: dict[str, Any]) -> Plant:
    """The plant of a case."""
    workshops = case.get("workshops", {"1": [["08:00", 480]]})
    machine_of = {line["machine"]: str(line.get("workshop", "1")) for line in case["routing"]}
    made = plant_of(
        items=[product(item_id, **values) for item_id, values in case["products"].items()],
        routing=[line_of(values) for values in case["routing"]],
        machines=[
            machine(
                machine_id,
                workshop_id=workshop,
                status=MachineStatus(case.get("statuses", {}).get(machine_id, "working")),
            )
            for machine_id, workshop in machine_of.items()
        ],
        calendar=[row for workshop, shifts in workshops.items() for row in calendar(case, workshop, shifts)],
        orders=[
            order(order_no, product_id, qty, due=dt.date.fromisoformat(due), priority=priority)
            for order_no, product_id, qty, due, priority in case["orders"]
        ],
    )
    stops = (
        MachineStop(machine_id, dt.datetime.fromisoformat(start), dt.datetime.fromisoformat(finish))
        for machine_id, start, finish in case.get("stops", [])
    )
    return Plant(
        **{name: getattr(made, name) for name in made.__dataclass_fields__ if name != "stops"},
        stops=tuple(stops),
    )


def calendar(case: dict[str, Any], workshop: str, shifts: list[list[Any]]) -> list[CalendarRow]:
    """Two weeks of a workshop, Monday to Friday, with the holidays and repairs of the case."""
    rows = []
    for date in days(MONDAY, case.get("days", 14)):
        kind = DayKind.HOLIDAY if str(date) in case.get("holidays", []) else DayKind.WORK
        if date.weekday() >= 5:
            kind = DayKind.DAY_OFF
        for number, (start, minutes) in enumerate(shifts, start=1):
            rows.append(shift(date, start, minutes, shift_no=number, kind=kind, workshop_id=workshop))
    for machine_id, date, number in case.get("repairs", []):
        rows.append(
            shift(
                dt.date.fromisoformat(date),
                shift_no=number,
                kind=DayKind.REPAIR,
                workshop_id=workshop,
                machine_id=machine_id,
            )
        )
    return rows


def line_of(values: dict[str, Any]) -> RoutingLine:
    """A routing line of a case."""
    values = dict(values)
    position = values.pop("product"), values.pop("op"), values.pop("machine")
    make = batch_line if "size_kg" in values else rate_line
    return make(
        *position, workshop_id=str(values.pop("workshop", "1")), alt_rank=values.pop("rank", 1), **values
    )


def text_of(row: PlanRow) -> str:
    """A row as cases write it."""
    place = f"{row.order_no} {row.op_no}/{row.batch_no}.{row.part_no} {row.machine_id}"
    return f"{place} {moment(row.start_at)} {moment(row.finish_at)} {row.qty.normalize():f} {row.setup_min:f}"


def row_of(text: str) -> PlanRow:
    """The row that a case writes as text."""
    order_no, operation, machine_id, date, start, finish_date, finish, qty, setup = text.split()
    op_no, batch = operation.split("/")
    batch_no, part_no = batch.split(".")
    return PlanRow(
        order_no=order_no,
        op_no=int(op_no),
        batch_no=int(batch_no),
        part_no=int(part_no),
        machine_id=machine_id,
        start_at=dt.datetime.fromisoformat(f"2026-{date} {start}"),
        finish_at=dt.datetime.fromisoformat(f"2026-{finish_date} {finish}"),
        qty=Decimal(qty),
        setup_min=Decimal(setup),
    )


def moment(at: dt.datetime) -> str:
    """Month, day and time; seconds where there are any."""
    return f"{at:%m-%d %H:%M:%S}" if at.second else f"{at:%m-%d %H:%M}"


def reasons_of(plan: Plan) -> dict[str, str]:
    """Reasons of the starts by "order operation"."""
    return {f"{cause.order_no} {cause.op_no}": cause.reason.value for cause in plan.causes}
