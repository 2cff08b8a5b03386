"""What a check of availability made of orders, as plain data for pages, API and commands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.catalog.situation import Situation
from potok.operations.orders.requirement import first_start
from potok.operations.orders.services.admission import Refusal
from potok.operations.orders.services.cover import MovedOrder
from potok.operations.orders.services.decision import Decision
from potok.supply.cover import Coverage
from potok.supply.facts import Demand


@dataclass(frozen=True, slots=True)
class Lack:
    """A component that free stock does not cover, in the stock unit."""

    item: str
    name: str
    unit: str
    gross: Decimal
    free: Decimal
    lack: Decimal


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the check makes of one order.

    Attributes:
        status: The new status.
        lacks: Components that are short, in the sequence of the recipe.
        cover: in_stock, expected or missing; unknown when the check of dates follows after the commit.
    """

    order_no: str
    before: str
    status: str
    lacks: tuple[Lack, ...]
    cover: str
    cover_date: dt.date | None
    earliest_start_date: dt.date | None
    latest_start_date: dt.date | None
    slack_days: int | None


@dataclass(frozen=True, slots=True)
class ConfirmationResult:
    """The answer of a single or mass confirmation.

    Attributes:
        outcomes: Orders that were checked, in rank.
        refused: Orders that may not be confirmed, each with its guard.
        moved: Other waiting orders whose earliest start changed.
        coverable: Waiting orders that could go to production now, in rank.
        expiring: Reserved lots that expire before the planned launch: (order, item, lot).
    """

    outcomes: tuple[Outcome, ...]
    refused: tuple[Refusal, ...] = ()
    moved: tuple[MovedOrder, ...] = ()
    coverable: tuple[str, ...] = ()
    expiring: tuple[tuple[str, str, str], ...] = ()

    @property
    def in_production(self) -> tuple[str, ...]:
        """Numbers of the orders that got everything."""
        return tuple(one.order_no for one in self.outcomes if one.status == "in_production")

    @property
    def waiting(self) -> tuple[str, ...]:
        """Numbers of the orders that wait."""
        return tuple(one.order_no for one in self.outcomes if one.status == "waiting_shortage")


def outcomes_of(
    decision: Decision, before: Mapping[str, str], situation: Situation, coverage: Coverage | None
) -> tuple[Outcome, ...]:
    """The answer for every order of a decision, in rank.

    Args:
        before: Status before by number.
        coverage: The cover of waiting orders, None when it follows after the commit.
    """
    return tuple(_outcome(demand, decision, before, situation, coverage) for demand in decision.in_rank())


def _outcome(
    demand: Demand,
    decision: Decision,
    before: Mapping[str, str],
    situation: Situation,
    coverage: Coverage | None,
) -> Outcome:
    lack = decision.confirmation.short.get(demand.order_no, {})
    cover, date, earliest, slack = "unknown", None, None, None
    if not lack:
        cover, date, earliest = "in_stock", situation.today, first_start(demand, situation)
        if earliest is not None and demand.latest_start is not None:
            slack = (demand.latest_start - earliest).days
    elif coverage is not None and (found := coverage.orders.get(demand.order_no)) is not None:
        cover = "expected" if found.claims else "missing"
        date, earliest, slack = found.material_date, found.earliest_start, found.slack_days
    return Outcome(
        order_no=demand.order_no,
        before=before[demand.order_no],
        status="waiting_shortage" if lack else "in_production",
        lacks=_lacks(demand, lack, decision, situation),
        cover=cover,
        cover_date=date,
        earliest_start_date=earliest,
        latest_start_date=demand.latest_start,
        slack_days=slack,
    )


def _lacks(
    demand: Demand, lack: Mapping[str, Decimal], decision: Decision, situation: Situation
) -> tuple[Lack, ...]:
    items = situation.master.items
    return tuple(
        Lack(
            item=item,
            name=items[item].name,
            unit=items[item].unit.value,
            gross=gross,
            free=decision.free[demand.order_no][item],
            lack=lack[item],
        )
        for item, gross in demand.need.items()
        if item in lack
    )
