"""The engine of factories: small plans by hand, larger ones checked."""

from __future__ import annotations

import pytest

from builders.small_factories import random_factory
from potok.scheduling.bench import Incumbent, Options, Watch
from potok.scheduling.factory.engine import plan_factory
from potok.scheduling.factory.problem import FactoryProblem, Order
from potok.scheduling.verify.factory import check_factory


def watch(work: int = 120, **given: object) -> Watch:
    return Watch(Options(**{"time_limit": None, "work_limit": work, **given}))  # type: ignore[arg-type]


def test_the_heavier_order_goes_first() -> None:
    light = Order(operations=(((0, 5),),), release=0, due=5, weight=1)
    heavy = Order(operations=(((0, 5),),), release=0, due=5, weight=9)
    found = plan_factory(FactoryProblem(1, (light, heavy)), watch())
    assert found.cost == 5
    assert found.rows[1].start == 0


def test_an_operation_goes_to_the_machine_that_is_free() -> None:
    order = Order(operations=(((0, 5), (1, 6)),), release=2, due=8, weight=1)
    found = plan_factory(FactoryProblem(2, (order, order)), watch())
    assert {row.machine for row in found.rows} == {0, 1}
    assert found.cost == 0


@pytest.mark.parametrize("seed", range(3))
def test_more_work_never_makes_a_plan_worse_and_every_plan_is_right(seed: int) -> None:
    problem = random_factory(seed, orders=20)
    costs = []
    for work in (0, 60, 110, 160, 200, 300):
        found = plan_factory(problem, watch(work))
        assert check_factory(problem, found.rows, found.cost) == ()
        costs.append(found.cost)
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] < costs[0]


def test_the_same_work_gives_the_same_plan_for_any_number_of_cores() -> None:
    problem = random_factory(5)
    plans = {plan_factory(problem, watch(cores=cores)).rows for cores in (1, 2, 4)}
    assert len(plans) == 1


def test_better_plans_are_told_as_they_are_found() -> None:
    told: list[Incumbent] = []
    found = plan_factory(random_factory(1), watch(on_incumbent=told.append))
    values = [incumbent.objective for incumbent in told]
    assert values == sorted(set(values), reverse=True)
    assert values[-1] == found.cost


def test_operations_of_no_time_are_legal() -> None:
    order = Order(operations=(((0, 0),), ((0, 3), (1, 3)), ((1, 0),)), release=0, due=2, weight=1)
    problem = FactoryProblem(2, (order,) * 4)
    found = plan_factory(problem, watch())
    assert check_factory(problem, found.rows, found.cost) == ()
