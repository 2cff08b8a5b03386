"""Aims of orders: who waits when there is no time for all, and that a plan never gets worse by them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from builders.small_factories import random_factory
from potok.scheduling.factory.aims import Aims, aims_of
from potok.scheduling.factory.arrays import Factory, factory_of
from potok.scheduling.factory.engine import steps_of
from potok.scheduling.factory.kernels.timing import total_cost
from potok.scheduling.factory.problem import FactoryProblem, Order
from potok.scheduling.factory.rules import Rules


def one_machine(*orders: tuple[int, int, int, int]) -> Factory:
    """Orders of one operation on one machine: time, release, due, weight."""
    given = (Order(((((0, time),)),), release, due, weight) for time, release, due, weight in orders)
    return factory_of(steps_of(FactoryProblem(1, tuple(given))), 1)


def found_aims(factory: Factory, is_over: Callable[[], bool] = lambda: False) -> Aims:
    rules = Rules(factory, 0)
    plan = int(rules.plan.end.max()), rules.cost
    return aims_of(factory, rules.urgency, [np.arange(factory.machines)], plan, is_over)


SHORT = [(10, 10 * at, 10 * at + 15, 1) for at in range(20)]


def test_the_longest_light_order_waits_when_there_is_no_time_for_all() -> None:
    aims = found_aims(one_machine((80, 0, 80, 1), (40, 0, 60, 1), *SHORT)).factory.due
    assert aims[0] > 200
    assert all(aim - due < 5 for aim, (_, _, due, _) in zip(aims[2:], SHORT, strict=True))


def test_a_heavy_order_keeps_its_due_time() -> None:
    assert found_aims(one_machine((80, 0, 80, 30), (40, 0, 60, 1), *SHORT)).factory.due[0] == 80


def test_plans_by_aims_are_kept_only_when_they_cost_less() -> None:
    problem = random_factory(2)
    rules = Rules(factory_of(steps_of(problem), problem.machines), 0)
    rules.sweep(lambda: False)
    swept = rules.cost
    rules.aim(lambda: False)
    assert rules.cost <= swept
    assert rules.cost == total_cost(factory_of(steps_of(problem), problem.machines), rules.plan)
    assert (rules.aims.factory.due >= factory_of(steps_of(problem), problem.machines).due).all()


def test_time_is_dear_as_long_as_orders_wait_and_worth_nothing_after_them() -> None:
    price = found_aims(one_machine((80, 0, 80, 1), (40, 0, 60, 1), *SHORT)).price[0]
    assert price[0] > 0
    assert (np.diff(price) <= 0).all()
    assert price[-1] == 0


def test_time_of_a_fast_machine_is_worth_more_and_a_mode_costs_by_the_usual_speeds() -> None:
    """The second machine needs twice the time, for one order only as much as the first."""
    given = [Order((((0, 10), (1, 20)),), 0, 10, 1)] * 9 + [Order((((0, 10), (1, 10)),), 0, 10, 1)]
    aims = found_aims(factory_of(steps_of(FactoryProblem(2, tuple(given))), 2))
    assert 1.5 < aims.price[0, 0] / aims.price[1, 0] < 2
    waste = (aims.factory.mode_time - aims.fair).reshape(-1, 2) * aims.price[:, 0]
    assert abs(waste[0]).max() < 0.1 * 10 * aims.price[0, 0]
    assert waste[9, 1] < waste[9, 0] - 5 * aims.price[1, 0]


def test_a_run_that_is_over_keeps_its_due_times() -> None:
    factory = one_machine((80, 0, 80, 1), (40, 0, 60, 1), *SHORT)
    aims = found_aims(factory, lambda: True)
    assert aims.factory is factory
    assert not aims.price.any()
