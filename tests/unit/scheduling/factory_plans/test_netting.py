"""Demands take stock, the rest is made or bought."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from potok.scheduling.factory_plans.model import Demand, PlanCase, RoutingStep, Shift
from potok.scheduling.factory_plans.netting import Lot, levels, lots_of

MONDAY = dt.datetime(2027, 1, 4)
STEP = (RoutingStep(10, 0, 30, ("A",)),)
CASE = PlanCase(
    start=MONDAY,
    shifts=tuple(Shift(day, 8 * 3600, 16 * 3600) for day in range(5)),
    lead_days={"C": 9, "D": 4},
    components={"P": (("C", 2.0), ("Q", 1.0)), "Q": (("D", 1.0),)},
    routings={"P": STEP, "Q": STEP},
    resources=("A",),
    stock={},
    demands=(Demand("X", "P", 3.0, 1, MONDAY + dt.timedelta(days=5)),),
)


def test_components_are_made_before_and_wait_for_what_is_bought() -> None:
    assert lots_of(CASE) == [
        Lot("X", "Q", 3.0, 4, (), is_final=False),
        Lot("X", "P", 3.0, 9, ("Q",), is_final=True),
    ]


def test_stock_of_every_level_is_used_before_anything_is_made() -> None:
    assert lots_of(replace(CASE, stock={"P": 5.0})) == []
    made = lots_of(replace(CASE, stock={"P": 1.0, "Q": 2.0, "C": 4.0}))
    assert made == [Lot("X", "P", 2.0, 0, (), is_final=True)]


def test_the_demand_that_is_due_first_takes_the_stock() -> None:
    later = Demand("Y", "Q", 3.0, 1, MONDAY + dt.timedelta(days=6))
    earlier = Demand("Z", "Q", 3.0, 9, MONDAY + dt.timedelta(days=2))
    arrivals = {
        lot.demand: lot.arrival_days
        for lot in lots_of(replace(CASE, demands=(later, earlier), stock={"D": 3.0}))
    }
    assert arrivals == {"Z": 0, "Y": 4}


def test_a_demand_that_can_wait_leaves_the_stock_to_others() -> None:
    patient = Demand("Y", "Q", 1.0, 1, MONDAY + dt.timedelta(days=20))
    urgent = Demand("Z", "Q", 1.0, 9, MONDAY + dt.timedelta(days=21))
    case = replace(CASE, demands=(patient, urgent), stock={"D": 1.0})
    assert {lot.arrival_days for lot in lots_of(case)} == {4}


def test_stock_that_does_not_help_stays_because_another_component_comes_as_late() -> None:
    components = {**CASE.components, "R": (("C", 1.0), ("D", 1.0))}
    short = Demand("Y", "R", 3.0, 1, MONDAY + dt.timedelta(days=2))
    other = Demand("Z", "Q", 3.0, 1, MONDAY + dt.timedelta(days=3))
    case = replace(
        CASE,
        components=components,
        routings={**CASE.routings, "R": STEP},
        demands=(short, other),
        stock={"D": 3.0},
    )
    assert {lot.demand: lot.arrival_days for lot in lots_of(case)} == {"Y": 9, "Z": 0}


def test_an_item_lies_deeper_than_all_it_goes_into_and_a_ring_is_refused() -> None:
    assert levels(CASE) == {"P": 0, "Q": 1}
    with pytest.raises(ValueError, match="P"):
        levels(replace(CASE, components={"P": (("Q", 1.0),), "Q": (("P", 1.0),)}))
