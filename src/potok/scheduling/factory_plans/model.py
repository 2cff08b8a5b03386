"""The neutral factory data set and its plan as plain data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shift:
    """Working time of every machine on one weekday.

    Attributes:
        weekday: 0 = Monday … 6 = Sunday; a shift belongs to the day it starts on.
        begins: Seconds after midnight.
        ends: Seconds after the same midnight, later than `begins`; beyond a day for a night shift.
    """

    weekday: int
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class RoutingStep:
    """One step of an item's routing.

    Attributes:
        seq: Its number; steps run in this order.
        setup_min: Minutes once a lot.
        unit_min: Minutes a piece.
        alternates: Codes of allowed resources, preferred first.
    """

    seq: int
    setup_min: float
    unit_min: float
    alternates: tuple[str, ...]

    def seconds(self, qty: float) -> int:
        """Duration of a lot to the whole second."""
        return round(60 * (self.setup_min + self.unit_min * qty))


@dataclass(frozen=True, slots=True)
class Demand:
    """A quantity of an item that somebody wants by a date; priority 1 goes first."""

    code: str
    item: str
    qty: float
    priority: int
    due: dt.datetime


@dataclass(frozen=True, slots=True)
class PlanCase:
    """The whole data set.

    Attributes:
        start: Now; nothing is planned earlier.
        shifts: Weekly working time of all machines.
        lead_days: Calendar days a bought item takes to arrive, by item.
        components: Bought and made components of a made item with their quantity a piece.
        routings: Steps of made items in order of `seq`.
        resources: Codes of machines.
        stock: Quantity on hand by item.
        demands: What is to be covered.
    """

    start: dt.datetime
    shifts: tuple[Shift, ...]
    lead_days: Mapping[str, int]
    components: Mapping[str, tuple[tuple[str, float], ...]]
    routings: Mapping[str, tuple[RoutingStep, ...]]
    resources: tuple[str, ...]
    stock: Mapping[str, float]
    demands: tuple[Demand, ...]


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A lot's step on a machine: one row of the plan."""

    demand: str
    item: str
    seq: int
    resource: str
    start: dt.datetime
    end: dt.datetime
    qty: float
