"""Rollouts of the rule: what waits is chosen by worth and lift, and searched lifts cost what they say."""

from __future__ import annotations

import math

import numpy as np

from builders.small_factories import random_factory
from potok.scheduling.factory.arrays import factory_of
from potok.scheduling.factory.engine import steps_of
from potok.scheduling.factory.kernels.rollout import (
    Decided,
    advance,
    front_of,
    nothing_decided,
    roll_out,
    room_of,
    seek,
)
from potok.scheduling.factory.problem import FactoryProblem, Order
from potok.scheduling.factory.rules import Rules
from potok.scheduling.kernels.chance import chance_of


def test_a_lift_lets_an_operation_go_first() -> None:
    light = Order(operations=(((0, 5),),), release=0, due=5, weight=1)
    heavy = Order(operations=(((0, 5),),), release=0, due=5, weight=9)
    factory = factory_of(steps_of(FactoryProblem(1, (light, heavy))), 1)
    worth, decided = Rules(factory, 0).worth(), nothing_decided(factory)
    given = (front_of(factory), np.arange(2), room_of(factory), decided)
    assert roll_out(factory, worth, *given, math.inf) == 5
    assert decided.start.tolist() == [5, 0]
    worth.lift[0] = 9.0
    assert roll_out(factory, worth, *given, math.inf) == 45
    assert decided.start.tolist() == [0, 5]
    assert roll_out(factory, worth, *given, 44.0) == math.inf


def test_searched_lifts_cost_what_was_told_and_go_on_from_a_point_in_time() -> None:
    problem = random_factory(3)
    factory = factory_of(steps_of(problem), problem.machines)
    worth, decided, room = Rules(factory, 0).worth(), nothing_decided(factory), room_of(factory)
    front, ops = front_of(factory), np.arange(len(factory.release))
    first = roll_out(factory, worth, front, ops, room, decided, math.inf)
    horizon = int(decided.end.max())
    found = seek(factory, worth, front, ops, horizon, room, decided, chance_of(1), 200, 1.0)
    assert found < first
    assert roll_out(factory, worth, front, ops, room, decided, math.inf) == found
    kept = Decided(*(part.copy() for part in decided))
    is_decided = np.zeros(len(ops), dtype=np.bool_)
    advance(factory, front, ops, decided, horizon // 2, is_decided)
    assert is_decided.tolist() == (kept.start < horizon // 2).tolist()
    roll_out(factory, worth, front, np.flatnonzero(~is_decided), room, decided, math.inf)
    assert all((now == before).all() for now, before in zip(decided, kept, strict=True))


def test_time_of_a_machine_that_stood_idle_or_worked_longer_than_need_is_charged() -> None:
    early = Order(operations=(((0, 5), (1, 3)),), release=0, due=99, weight=1)
    late = Order(operations=(((0, 4),),), release=9, due=99, weight=1)
    factory = factory_of(steps_of(FactoryProblem(2, (early, late))), 2)
    worth = Rules(factory, 0).worth()
    given = front_of(factory), np.arange(2), room_of(factory), nothing_decided(factory)
    worth.span[:] = 0, 7
    worth.toll[:] = 10.0, 0.0
    worth.fair[:] = 3.0, 3.0, 4.0
    assert roll_out(factory, worth, *given, math.inf) == 70  # machine 0 stands until the order at 9 comes
    worth.bias[0] = 99.0
    assert roll_out(factory, worth, *given, math.inf) == 40  # 2 longer than on machine 1, then 2 idle
