"""One small plant for each rule of allocation; the rows of its plan were worked out by hand.

A case is a folder with `case.json`: what it tells, the rules it is about, the plant in short, and every row
of the expected plan as "order operation/batch.part machine start finish pieces set-up". Each rule is broken
once in the engine: its case tells.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from builders.plants import MONDAY, batch_line, days, machine, order, product, rate_line, shift
from builders.plants import plant as plant_of
from potok.plant.model import CalendarRow, DayKind, MachineStatus, MachineStop, Plant, RoutingLine
from potok.scheduling import rules
from potok.scheduling.engine import plan_orders
from potok.scheduling.plan import Plan, PlanRow
from potok.scheduling.request import PlanRequest
from potok.scheduling.summary import days_early_of_orders
from potok.scheduling.verify import check_plan

CASES: dict[str, dict[str, Any]] = {
    path.parent.name: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(Path(__file__).parent.glob("*/case.json"))
}


def planned(case: dict[str, Any]) -> Plan:
    """The first plan, or the one after so much work as the case asks for."""
    return plan_orders(request_of(case), work_limit=case.get("work", 0))


def told(case: dict[str, Any], plan: Plan) -> dict[str, Any]:
    request = request_of(case)
    return {
        "rows": [text_of(row) for row in plan.rows],
        "late": {late.order_no: late.days for late in plan.late},
        "early": days_early_of_orders(plan.rows, request.orders, request.plant),
        "unplanned": {left.order_no: left.reason_code.value for left in plan.unplanned},
    }


def worked_out(case: dict[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    """What the case expects; rows that it does not name may stand as they were made."""
    expected = case["expect"]
    return {
        "rows": expected.get("rows", made["rows"]),
        "late": expected.get("late", {}),
        "early": expected.get("early", made["early"]),
        "unplanned": expected.get("unplanned", {}),
    }


@pytest.mark.parametrize("name", CASES)
def test_the_plan_is_the_one_worked_out_by_hand(name: str) -> None:
    case = CASES[name]
    plan = planned(case)
    made = told(case, plan)
    assert made == worked_out(case, made)
    for start, reason in case["expect"].get("reasons", {}).items():
        assert reasons_of(plan)[start] == reason


@pytest.mark.parametrize("name", CASES)
def test_the_checker_agrees_with_the_expected_plan(name: str) -> None:
    request = request_of(CASES[name])
    plan = planned(CASES[name])
    report = check_plan(
        request.plant,
        plan.rows,
        material=request.material,
        unplanned=plan.unplanned,
        fixed=request.fixed_rows,
        now=request.not_before,
    )
    assert [violation.message for violation in report.violations] == []


# ruff: noqa: ARG005 - the careless have the signature of the rule and look at less
#: Rule → what a careless engine would do instead.
BROKEN: dict[str, Callable[..., Any]] = {
    "ranking": lambda priority, slack_days, due_date, order_no: (order_no,),
    "whole_seconds": lambda minutes: int(minutes) * 60,
    "batches_of": lambda amount, batch_amount: max(1, amount // batch_amount),
    "rate_seconds": lambda pieces, piece_s: 3600,
    "setup_seconds": lambda full_s, same_product, same_family: full_s,
    "material_usable_from": lambda date: dt.datetime.combine(date, dt.time()) - dt.timedelta(days=1),
    "machine_is_able": lambda machine: False,
    "not_in_the_past": lambda at_s, now_s: at_s,
    "release_date": lambda finish_at: finish_at.date() + dt.timedelta(days=1),
    "days_late": lambda release, qc_days, due_date, holidays: max(0, (release - due_date).days),
    "days_early": lambda release, last_release: 0,
    "last_release_on_time": lambda qc_days, due_date, holidays: due_date,
    "day_weight": lambda priority: 1,
    "start_after_first_batch": lambda first_batch_end: first_batch_end + 3600,
    "start_after_rate_start": lambda rate_start: rate_start + 3600,
    "needed_by_batch": lambda batch_no, batch_amount, amount: amount,
    "work_allowed": lambda run_s, delivered, total: run_s,
}


@pytest.mark.parametrize(
    ("rule", "name"), [(rule, name) for name, case in CASES.items() for rule in case["rules"]]
)
def test_a_broken_rule_fails_its_case(rule: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = getattr(rules, rule)
    for place in [module for key, module in sys.modules.items() if key.startswith("potok.scheduling")]:
        if getattr(place, rule, None) is whole:
            monkeypatch.setattr(place, rule, BROKEN[rule])
    made = told(CASES[name], planned(CASES[name]))
    assert made != worked_out(CASES[name], made)


def test_every_rule_has_its_case_and_every_case_tells_another_thing() -> None:
    things = [case["tells"] for case in CASES.values()]
    assert len(set(things)) == len(things)
    assert {rule for case in CASES.values() for rule in case["rules"]} == set(rules.phrases()) == set(BROKEN)


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
