"""A glance over all rows at once says what the rules say one by one, for good plans and for damaged ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.random_plants import plants
from potok.plant.model import Plant
from potok.scheduling.engine import first_plan
from potok.scheduling.plan import PlanRow
from potok.scheduling.request import PlanRequest
from potok.scheduling.verify.check import PLAN_RULES, check_plan, plan_case
from potok.scheduling.verify.glance import counts_at_a_glance
from potok.scheduling.verify.rule import apply_rules

SECONDS = st.integers(-4, 4).map(lambda number: dt.timedelta(seconds=number))


@st.composite
def damaged(draw: st.DrawFn, rows: tuple[PlanRow, ...]) -> list[PlanRow]:
    """The rows with little changes in some of them: less than the rules let pass, and more."""
    listed = list(rows)
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(listed) - 1))
        row, by = listed[at], draw(SECONDS)
        listed[at] = draw(
            st.sampled_from(
                [
                    replace(row, start_at=row.start_at + by),
                    replace(row, finish_at=row.finish_at + by),
                    replace(row, start_at=row.start_at + by * 600, finish_at=row.finish_at + by * 600),
                    replace(row, qty=row.qty + Decimal(by.seconds % 7) / 200),
                    replace(row, setup_min=row.setup_min + Decimal(by.seconds % 5) / 100),
                    replace(row, batch_no=row.batch_no + 1),
                    replace(row, part_no=row.part_no + 1),
                    replace(row, machine_id="M2"),
                ]
            )
        )
    return listed


@settings(max_examples=25, deadline=None)
@given(plants(), st.data())
def test_a_glance_and_the_rules_one_by_one_agree(made: Plant, data: st.DataObject) -> None:
    material = {one.order_no: made.today for one in made.orders}
    begin = dt.datetime.combine(made.today, dt.time())
    plan = first_plan(PlanRequest(made, made.orders, material, begin))
    rows = data.draw(damaged(plan.rows)) if plan.rows else []
    fixed = tuple(rows[:2])
    case = plan_case(made, rows, material=material, unplanned=plan.unplanned, fixed=fixed)
    counts, violations = apply_rules(case, PLAN_RULES)
    report = check_plan(made, rows, material=material, unplanned=plan.unplanned, fixed=fixed)
    assert (report.rules, report.violations) == (counts, violations)
    if rows == list(plan.rows) and rows:
        assert counts_at_a_glance(case, rows) is not None
