"""Work moved by hand and plans kept: what gives way and what does not."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest

from builders.checked_engines import UncheckedPlanError
from builders.plans import at
from builders.plants import MONDAY, batch_line, days, machine, order, plant, product, rate_line, shift
from potok.plant.model import MachineStatus
from potok.scheduling.engine import first_plan, plan_orders
from potok.scheduling.moving import (
    MachineNotPermittedError,
    OperationNotPlannedError,
    keep_plan,
    move_operation,
)
from potok.scheduling.plan import Plan, PlanRow, StartReason
from potok.scheduling.request import PlanProgress, PlanRequest
from potok.scheduling.verify import check_plan


@pytest.fixture
def request_() -> PlanRequest:
    """Two orders mixed on M1 (or M2) and filled on M3, a third one on M4 alone."""
    made = plant(
        items=[product("P1", net_kg="1"), product("P2", net_kg="1")],
        routing=[
            batch_line("P1", 10, "M1", size_kg="100", minutes="60"),
            batch_line("P1", 10, "M2", size_kg="100", minutes="120", alt_rank=2),
            rate_line("P1", 20, "M3", kg_per_h="100"),
            rate_line("P2", 10, "M4", kg_per_h="100"),
        ],
        machines=[machine(f"M{number}") for number in range(1, 5)],
        calendar=[shift(date) for date in days(MONDAY, 7) if date.weekday() < 5],
        orders=[order("ЗП-1", "P1", 100), order("ЗП-2", "P1", 100), order("ЗП-3", "P2", 100)],
    )
    return PlanRequest(
        plant=made,
        orders=made.orders,
        material={each.order_no: made.today for each in made.orders},
        not_before=dt.datetime.combine(made.today, dt.time()),
    )


def starts(plan: Plan) -> dict[tuple[str, int], str]:
    return {(row.order_no, row.op_no): f"{row.machine_id} {row.start_at:%d %H:%M}" for row in plan.rows}


def moved(request: PlanRequest, order_no: str, op_no: int, machine_id: str, start: str) -> Plan:
    plan = move_operation(
        request,
        first_plan(request),
        order_no=order_no,
        op_no=op_no,
        machine_id=machine_id,
        start_at=at(start),
    )
    kept = [row for row in request.fixed_rows if (row.order_no, row.op_no) != (order_no, op_no)]
    assert check_plan(request.plant, plan.rows, material=request.material, fixed=kept).ok
    return plan


def test_the_first_plan_of_these_tests(request_: PlanRequest) -> None:
    assert starts(first_plan(request_)) == {
        ("ЗП-1", 10): "M1 02 08:00",
        ("ЗП-1", 20): "M3 02 09:00",
        ("ЗП-2", 10): "M1 02 09:00",
        ("ЗП-2", 20): "M3 02 10:00",
        ("ЗП-3", 10): "M4 02 08:00",
    }


def test_work_moved_later_takes_its_own_next_operation_along_and_nothing_else(request_: PlanRequest) -> None:
    plan = moved(request_, "ЗП-1", 10, "M1", "2026-03-02 12:00")
    assert starts(plan) == {
        ("ЗП-1", 10): "M1 02 12:00",
        ("ЗП-1", 20): "M3 02 13:00",
        ("ЗП-2", 10): "M1 02 09:00",
        ("ЗП-2", 20): "M3 02 10:00",
        ("ЗП-3", 10): "M4 02 08:00",
    }


def test_work_put_where_another_order_starts_pushes_it_behind(request_: PlanRequest) -> None:
    plan = moved(request_, "ЗП-2", 10, "M1", "2026-03-02 08:00")
    assert starts(plan)["ЗП-2", 10] == "M1 02 08:00"
    assert starts(plan)["ЗП-1", 10] == "M1 02 09:00"


def test_work_put_into_running_work_starts_after_it(request_: PlanRequest) -> None:
    plan = moved(request_, "ЗП-2", 10, "M1", "2026-03-02 08:30")
    assert starts(plan)["ЗП-2", 10] == "M1 02 09:00"


def test_work_moved_to_another_machine_takes_its_time_there(request_: PlanRequest) -> None:
    plan = moved(request_, "ЗП-2", 10, "M2", "2026-03-02 08:00")
    assert starts(plan)["ЗП-2", 10] == "M2 02 08:00"
    assert starts(plan)["ЗП-2", 20] == "M3 02 10:00"


def test_work_moved_to_the_evening_starts_with_the_next_shift(request_: PlanRequest) -> None:
    plan = moved(request_, "ЗП-3", 10, "M4", "2026-03-02 22:00")
    assert starts(plan)["ЗП-3", 10] == "M4 03 08:00"
    (cause,) = [cause for cause in plan.causes if cause.order_no == "ЗП-3"]
    assert (cause.reason, cause.bound_at) == (StartReason.KEPT, at("2026-03-02 08:00"))


def test_filling_is_never_moved_before_its_mixing(request_: PlanRequest) -> None:
    plan = moved(request_, "ЗП-1", 20, "M3", "2026-03-02 08:00")
    assert starts(plan)["ЗП-1", 20] == "M3 02 09:00"


def test_fixed_work_of_others_stays_where_it_is(request_: PlanRequest) -> None:
    first = first_plan(request_)
    fixed = tuple(row for row in first.rows if row.order_no == "ЗП-1")
    plan = moved(dataclasses.replace(request_, fixed_rows=fixed), "ЗП-2", 10, "M1", "2026-03-02 08:00")
    assert set(fixed) <= set(plan.rows)
    assert starts(plan)["ЗП-2", 10] == "M1 02 09:00"


def test_pinned_work_is_free_for_the_hand_that_moves_it(request_: PlanRequest) -> None:
    first = first_plan(request_)
    fixed = tuple(row for row in first.rows if row.order_no == "ЗП-3")
    plan = moved(dataclasses.replace(request_, fixed_rows=fixed), "ЗП-3", 10, "M4", "2026-03-03 10:00")
    assert starts(plan)["ЗП-3", 10] == "M4 03 10:00"


def test_a_machine_outside_the_route_is_refused_with_those_inside(request_: PlanRequest) -> None:
    with pytest.raises(MachineNotPermittedError, match="Допустимые станки: M1, M2"):
        moved(request_, "ЗП-1", 10, "M4", "2026-03-02 08:00")


def test_an_operation_that_is_not_planned_is_refused(request_: PlanRequest) -> None:
    with pytest.raises(OperationNotPlannedError, match="ЗП-1"):
        moved(request_, "ЗП-1", 30, "M4", "2026-03-02 08:00")


def test_a_kept_plan_moves_only_what_later_material_touches(request_: PlanRequest) -> None:
    first = first_plan(request_)
    later = dataclasses.replace(request_, material={**request_.material, "ЗП-1": dt.date(2026, 3, 4)})
    plan = keep_plan(later, first.rows)
    unmoved = {row for row in first.rows if row.order_no != "ЗП-1"}
    assert unmoved <= set(plan.rows)
    assert starts(plan)["ЗП-1", 10] == "M1 04 08:00"


def test_a_kept_plan_leaves_a_broken_machine_for_an_alternative(request_: PlanRequest) -> None:
    first = first_plan(request_)
    made = request_.plant
    broken = dataclasses.replace(made.machines["M1"], status=MachineStatus.BROKEN)
    machines = {**made.machines, "M1": broken}
    plan = keep_plan(
        dataclasses.replace(request_, plant=dataclasses.replace(made, machines=machines)), first.rows
    )
    assert starts(plan)["ЗП-1", 10] == "M2 02 08:00"
    assert starts(plan)["ЗП-2", 10] == "M2 02 10:00"


def test_fixed_work_that_its_own_order_cannot_feed_in_time_is_a_conflict(request_: PlanRequest) -> None:
    reports: list[PlanProgress] = []
    pinned = PlanRow("ЗП-1", 20, 0, 1, "M3", at("2026-03-02 08:30"), at("2026-03-02 09:30"), Decimal(100))
    asked = dataclasses.replace(request_, fixed_rows=(pinned,))
    # People decide about held work; until then the checker names it as well.
    with pytest.raises(UncheckedPlanError, match=r"start_after_predecessor.*ЗП-1, операция 20"):
        plan_orders(asked, work_limit=20, progress=reports.append)
    assert reports[-1].objective.conflicts == 1


def test_an_order_whose_later_operation_is_pinned_goes_first(request_: PlanRequest) -> None:
    pinned = PlanRow("ЗП-2", 20, 0, 1, "M3", at("2026-03-02 09:00"), at("2026-03-02 10:00"), Decimal(100))
    plan = first_plan(dataclasses.replace(request_, fixed_rows=(pinned,)))
    assert starts(plan)["ЗП-2", 10] == "M1 02 08:00"
    assert starts(plan)["ЗП-1", 10] == "M1 02 09:00"
