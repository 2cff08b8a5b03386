"""The face of the engine: limits, reports, stop, refusals."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from decimal import Decimal
from random import Random

import pytest

from builders.plants import MONDAY, batch_line, days, machine, order, plant, product, rate_line, shift
from potok.errors import InvalidDataError
from potok.plant.model import Plant, RoutingLine
from potok.scheduling.build import build_problem
from potok.scheduling.engine import first_plan, plan_orders
from potok.scheduling.plan import PlanRow
from potok.scheduling.request import Objective, PlanPhase, PlanProgress, PlanRequest
from potok.scheduling.search import Limits, Search
from potok.scheduling.summary import summarise
from potok.scheduling.verify import check_plan


def crowded_plant(orders: int = 24) -> Plant:
    """Two mixers and a filling line with more urgent work than they can do in time."""
    random = Random(7)
    items = [product(f"P{number}", net_kg="1", family=f"F{number % 2}") for number in range(4)]
    routing = [
        line
        for item in items
        for line in (
            batch_line(item.item_id, 10, "M1", size_kg="200", minutes="60", setup_min="25"),
            batch_line(item.item_id, 10, "M2", size_kg="150", minutes="50", setup_min="25", alt_rank=2),
            rate_line(item.item_id, 20, "M3", kg_per_h="240", setup_min="30"),
        )
    ]
    return plant(
        items=items,
        routing=routing,
        machines=[machine("M1"), machine("M2"), machine("M3")],
        calendar=[shift(date) for date in days(MONDAY, 14) if date.weekday() < 5],
        orders=[
            order(
                f"ЗП-{number:02}",
                f"P{random.randrange(4)}",
                random.randrange(100, 900, 50),
                due=MONDAY + dt.timedelta(days=random.randrange(1, 9)),
                priority=random.randrange(1, 4),
            )
            for number in range(orders)
        ],
    )


def request_for(made: Plant) -> PlanRequest:
    return PlanRequest(
        plant=made,
        orders=made.orders,
        material={each.order_no: made.today for each in made.orders},
        not_before=dt.datetime.combine(made.today, dt.time()),
    )


def test_improvement_beats_the_first_plan_clearly() -> None:
    request = request_for(crowded_plant())
    first, best = first_plan(request), plan_orders(request, work_limit=400)
    before, after = summarise(first, seconds=0).tardiness_days, summarise(best, seconds=0).tardiness_days
    assert after < 0.8 * before
    assert check_plan(request.plant, best.rows, material=request.material).ok


def test_a_work_limit_gives_the_same_plan_every_time() -> None:
    request = request_for(crowded_plant())
    assert plan_orders(request, work_limit=60, seed=3) == plan_orders(request, work_limit=60, seed=3)


def test_reports_begin_with_the_first_plan_end_with_done_and_never_get_worse() -> None:
    reports: list[PlanProgress] = []
    request = request_for(crowded_plant())
    plan = plan_orders(request, work_limit=200, progress=reports.append)
    assert reports[0].phase is PlanPhase.FIRST
    assert (reports[-1].phase, reports[-1].share) == (PlanPhase.DONE, 1.0)
    worths = [report.objective.weighted_tardiness for report in reports]
    assert worths == sorted(worths, reverse=True)
    last = reports[-1].objective
    assert last.tardiness_days == sum(late.days for late in plan.late)
    assert last.late == len(plan.late)
    assert last.setup_s == sum(row.setup_min for row in plan.rows) * 60


def test_no_plan_is_below_the_bound() -> None:
    reports: list[PlanProgress] = []
    request = request_for(crowded_plant())
    late_material = {**request.material, "ЗП-03": MONDAY + dt.timedelta(days=10)}
    request = dataclasses.replace(request, material=late_material)
    plan_orders(request, work_limit=50, progress=reports.append)
    bound = reports[-1].bound
    assert bound is not None
    assert 0 < bound <= reports[-1].objective.tardiness_days


def test_the_incumbent_of_a_report_is_a_whole_plan() -> None:
    request = request_for(crowded_plant())
    shown: list[tuple[PlanRow, ...]] = []
    plan_orders(request, work_limit=30, progress=lambda report: shown.append(report.incumbent().rows))
    for rows in shown:
        assert check_plan(request.plant, rows, material=request.material).ok


def test_a_stop_gives_the_best_plan_so_far() -> None:
    request = request_for(crowded_plant())
    plan = plan_orders(request, should_stop=lambda: True, time_limit_s=3600)
    assert plan.rows == first_plan(request).rows


def test_the_clock_ends_the_search_while_rules_are_still_tried() -> None:
    problem = build_problem(request_for(crowded_plant()))
    search = Search(problem, problem.jobs, seed=0)
    rules = iter(range(1_000_000))
    limits = Limits(time.monotonic() + 1.0, None, 1, lambda: False)
    search.improve(((lambda job: job.index, None) for _ in rules), limits, on_step=lambda: None)
    assert next(rules, None) is not None
    assert not search.unplanned()


def test_lanes_side_by_side_give_a_plan_without_faults_that_is_no_worse_than_the_first() -> None:
    request = request_for(crowded_plant())
    asked = iter([False, False])
    plan = plan_orders(request, time_limit_s=3600, cores=2, should_stop=lambda: next(asked, True))
    assert check_plan(request.plant, plan.rows, material=request.material).ok
    first = summarise(first_plan(request), seconds=0)
    assert summarise(plan, seconds=0).tardiness_days <= first.tardiness_days


def test_a_part_in_which_nothing_better_is_to_be_hoped_for_ends_the_search() -> None:
    reports: list[PlanProgress] = []
    plan_orders(request_for(crowded_plant(2)), time_limit_s=3600, cores=2, progress=reports.append)
    assert reports[-1].phase is PlanPhase.DONE
    assert reports[-1].variants < 20_000


def test_an_earlier_plan_is_a_start_of_the_search() -> None:
    request = request_for(crowded_plant())
    good = plan_orders(request, work_limit=400)
    again = plan_orders(dataclasses.replace(request, previous=good.rows), work_limit=8)
    assert summarise(again, seconds=0).tardiness_days <= summarise(good, seconds=0).tardiness_days + 3


def test_parts_that_share_no_machine_are_planned_beside_each_other() -> None:
    made = crowded_plant(6)
    lonely = product("Q1", net_kg="1")
    routing = {**made.routings, "Q1": (rate_line("Q1", 10, "M9", kg_per_h="100"),)}
    both = dataclasses.replace(
        made,
        items={**made.items, "Q1": lonely},
        routings=routing,
        machines={**made.machines, "M9": machine("M9")},
        orders=(*made.orders, order("ЗП-Q", "Q1", 100)),
    )
    plan = plan_orders(request_for(both), work_limit=30)
    alone = next(row for row in plan.rows if row.order_no == "ЗП-Q")
    assert alone.start_at == dt.datetime(2026, 3, 2, 8)


def test_preliminary_orders_are_named_in_the_plan_only_when_they_are_planned() -> None:
    request = request_for(crowded_plant(3))
    material = {**request.material, "ЗП-01": None}
    given = dataclasses.replace(request, material=material, preliminary=frozenset({"ЗП-00", "ЗП-01"}))
    assert first_plan(given).preliminary == {"ЗП-00"}


def test_between_equal_plans_fewer_launches_of_expired_material_are_better() -> None:
    earlier = Objective(weighted_tardiness=3, tardiness_days=1, late=1, expiring=0, setup_s=900)
    expiring = Objective(weighted_tardiness=3, tardiness_days=1, late=1, expiring=1, setup_s=0)
    assert earlier < expiring
    made = crowded_plant(2)
    request = dataclasses.replace(request_for(made), use_by={"ЗП-00": made.today, "ЗП-01": made.today})
    reports: list[PlanProgress] = []
    plan_orders(request, work_limit=0, progress=reports.append)
    assert reports[-1].objective.expiring == 2


def test_all_faults_of_a_request_are_told_at_once() -> None:
    made = crowded_plant(3)
    broken = dataclasses.replace(
        request_for(made),
        orders=(
            dataclasses.replace(made.orders[0], qty_pcs=0),
            dataclasses.replace(made.orders[1], product_id="P77"),
            made.orders[2],
            made.orders[2],
        ),
        material={},
        fixed_rows=(
            PlanRow("ЗП-9", 10, 1, 1, "M77", dt.datetime(2026, 3, 2), dt.datetime(2026, 3, 3), Decimal(1)),
        ),
    )
    with pytest.raises(InvalidDataError) as refused:
        first_plan(broken)
    fields = {problem.field for problem in refused.value.problems}
    assert fields == {"qty_pcs", "product_id", "order_no", "material", "machine_id"}


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (batch_line("P0", 10, "M1", size_kg="0", minutes="60"), "batch_size_kg"),
        (batch_line("P0", 10, "M1", size_kg="10", minutes="-1"), "batch_time_min"),
        (rate_line("P0", 10, "M1"), "rate_kg_per_h"),
        (rate_line("P0", 10, "M1", pcs_per_h="5", kg_per_h="5"), "rate_kg_per_h"),
        (rate_line("P0", 10, "M1", pcs_per_h="5", setup_min="-5"), "setup_min"),
    ],
)
def test_a_routing_line_without_its_norm_is_a_fault(line: RoutingLine, field: str) -> None:
    made = crowded_plant()
    broken = dataclasses.replace(made, routings={**made.routings, "P0": (line,)})
    with pytest.raises(InvalidDataError) as refused:
        first_plan(request_for(broken))
    assert field in {problem.field for problem in refused.value.problems}


def test_an_order_that_does_not_fit_into_a_calendar_without_a_repeat_has_no_capacity() -> None:
    made = dataclasses.replace(crowded_plant(), calendar=tuple(shift(date) for date in days(MONDAY, 3)))
    request = request_for(made)
    plan = plan_orders(request, work_limit=20)
    assert {left.reason_code.value for left in plan.unplanned} == {"no_capacity"}
    assert 0 < len({row.order_no for row in plan.rows}) < len(made.orders)
    left = {order.order_no for order in plan.unplanned}
    report = check_plan(made, plan.rows, material=request.material)
    assert {violation.order_no for violation in report.violations} <= left
