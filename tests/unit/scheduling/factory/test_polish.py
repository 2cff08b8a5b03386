"""The search in windows: what it gains is real, whether delays stop at a window or are followed on."""

from __future__ import annotations

import math

import numpy as np
import pytest

from builders.small_factories import random_factory
from potok.scheduling.bench import Options, Watch
from potok.scheduling.factory import polish as polishing
from potok.scheduling.factory.arrays import Factory, Sequences, factory_of
from potok.scheduling.factory.engine import steps_of
from potok.scheduling.factory.kernels.timing import total_cost
from potok.scheduling.factory.kernels.windows import retime
from potok.scheduling.factory.polish import Polish
from potok.scheduling.factory.rules import Rules


def polished(factory: Factory, plan: Sequences, patience: float) -> Polish:
    """A plan after some windows."""
    polish = Polish(factory, plan, 0, 1.0, patience)
    polish.run(Watch(Options(time_limit=None)), lambda: polish.windows / 40, lambda _: None)
    return polish


@pytest.mark.parametrize("patience", [math.inf, 20.0])
def test_the_cost_told_is_the_cost_of_the_plan_and_less_than_before(
    patience: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polishing, "WINDOW", 12)  # so that a small plan has windows and something behind them
    problem = random_factory(4)
    factory = factory_of(steps_of(problem), problem.machines)
    rules = Rules(factory, 0)
    before = rules.cost
    polish = polished(factory, rules.plan, patience)
    assert polish.cost < before
    assert total_cost(factory, rules.plan) == polish.cost
    told = rules.plan.end.copy()
    order = np.zeros(len(told), dtype=np.int64)
    assert retime(factory, rules.plan, order) == len(order)
    assert (rules.plan.end == told).all()


def test_following_delays_finds_a_gain_that_delays_what_lies_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polishing, "WINDOW", 12)
    costs = {}
    for patience in (math.inf, 20.0):
        total = 0.0
        for seed in range(6):
            problem = random_factory(seed)
            factory = factory_of(steps_of(problem), problem.machines)
            total += polished(factory, Rules(factory, 0).plan, patience).cost
        costs[patience] = total
    assert costs[20.0] < costs[math.inf]
