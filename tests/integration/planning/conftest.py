"""The demo plant with confirmed orders and a published first plan."""

from __future__ import annotations

import pytest

from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.planning.models import PlanRun, PlanVersion
from potok.operations.planning.services.publication import publish_plan
from potok.operations.planning.services.runs import perform_run, request_run

#: Enough orders to load every workshop, few enough to plan in a moment.
FIRST_ORDERS = [f"ЗП-{number:04d}" for number in range(1, 25)] + ["ЗП-0098"]


@pytest.fixture
def confirmed(demo_database: None) -> None:
    """Orders of the demo plant, confirmed; ЗП-0098 waits for bags U16 that ЗП-0009 takes before it."""
    confirm_orders(SYSTEM, order_nos=FIRST_ORDERS)


def run_to_the_end(**options: object) -> PlanRun:
    """Queue a run and do it at once in this process."""
    run = request_run(SYSTEM, defer=lambda run_id: run_id, time_limit_s=0, **options)
    perform_run(run.pk)
    run.refresh_from_db()
    return run


@pytest.fixture
def draft(confirmed: None) -> PlanVersion:
    """A draft over the confirmed orders."""
    plan = run_to_the_end().plan
    assert plan is not None
    return plan


@pytest.fixture
def published(draft: PlanVersion) -> PlanVersion:
    """The same draft in force."""
    publish_plan(SYSTEM, number=draft.number)
    draft.refresh_from_db()
    return draft


def order(order_no: str) -> ProductionOrder:
    """An order as the books have it now."""
    return ProductionOrder.objects.get(order_no=order_no)
