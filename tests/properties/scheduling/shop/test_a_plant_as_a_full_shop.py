"""Random plants planned as shops with all plant rules: the plant's own checker finds nothing."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.random_plants import materials, plants
from potok.scheduling.request import PlanRequest
from potok.scheduling.shop.plant import plan_in_full_shop
from potok.scheduling.verify import check_plan


@settings(max_examples=8, deadline=None)
@given(st.data(), st.sampled_from([0, 545]), st.sampled_from([0, 5]))
def test_a_plan_keeps_every_rule_of_the_plant(data: st.DataObject, begin: int, work_limit: int) -> None:
    plant = data.draw(plants())
    request = PlanRequest(
        plant=plant,
        orders=plant.orders,
        material=data.draw(materials(plant)),
        not_before=dt.datetime.combine(plant.today, dt.time()) + dt.timedelta(minutes=begin),
    )
    plan = plan_in_full_shop(request, work_limit=work_limit)
    report = check_plan(
        plant, plan.rows, material=request.material, unplanned=plan.unplanned, now=request.not_before
    )
    assert [violation.message for violation in report.violations] == []
