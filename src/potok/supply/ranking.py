"""Whose turn it is: the one order in which orders are served everywhere (order-workflow 6.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from potok.supply.facts import Demand


def rank(demand: Demand) -> tuple[int, dt.date, str]:
    """The key of an order: urgent first, then the earlier due date, then the number."""
    return demand.priority, demand.due_date, demand.order_no


def ranked(demands: Iterable[Demand]) -> list[Demand]:
    """The orders in turn, whatever the order of the input (invariant 10)."""
    return sorted(demands, key=rank)
