"""Plans over demands: every one covered, on time if it can be, and not earlier than it must."""

from __future__ import annotations

import json

import pytest

from builders.small_factories import demand_data, demand_text
from potok.scheduling.bench import Options, Watch
from potok.scheduling.factory_plans.engine import plan_demands
from potok.scheduling.factory_plans.reading import read_plan_case
from potok.scheduling.verify.factory_plan import check_factory_plan


def watch(work: int = 150, cores: int = 1) -> Watch:
    return Watch(Options(time_limit=None, work_limit=work, cores=cores))


@pytest.mark.parametrize("seed", range(4))
def test_every_plan_passes_the_checker_and_work_cuts_earliness_not_time(seed: int) -> None:
    case = read_plan_case(demand_text(14, seed))
    first, last = plan_demands(case, watch(0)), plan_demands(case, watch())
    assert check_factory_plan(case, first.rows) == ()
    assert check_factory_plan(case, last.rows) == ()
    assert last.figures.weighted_lateness <= first.figures.weighted_lateness + 1e-9


def test_one_demand_ends_exactly_when_it_is_due() -> None:
    data = demand_data(1)
    data["demands"] = [{"code": "X", "item": "Q", "qty": 9, "priority": 1, "due": "2027-01-08T16:00:00"}]
    answer = plan_demands(read_plan_case(json.dumps(data)), watch())
    assert answer.rows[-1].end.isoformat() == "2027-01-08T16:00:00"
    assert answer.figures.late == 0
    assert answer.figures.mean_earliness == pytest.approx(0.0, abs=1e-6)


def test_what_lies_in_stock_needs_no_rows() -> None:
    data = demand_data(1)
    data["demands"] = [{"code": "X", "item": "Q", "qty": 5, "priority": 1, "due": "2027-01-08T16:00:00"}]
    answer = plan_demands(read_plan_case(json.dumps(data)), watch())
    assert answer.rows == ()
    assert answer.figures.late == 0


def test_the_same_work_gives_the_same_plan_for_any_number_of_cores() -> None:
    case = read_plan_case(demand_text(14, 9))
    assert plan_demands(case, watch(cores=1)).rows == plan_demands(case, watch(cores=3)).rows
