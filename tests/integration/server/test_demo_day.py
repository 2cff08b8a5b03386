"""The demonstration opens with a played day: every page has life in it."""

from __future__ import annotations

from collections import Counter

import pytest

from potok.operations.catalog.clock import today
from potok.operations.orders.models import ProductionOrder
from potok.operations.planning.models import PlanVersion, ScheduleLine
from potok.operations.planning.snapshot import plan_request, stored_rows
from potok.scheduling.verify import check_plan
from potok.server.demo_day import play_first_day

pytestmark = pytest.mark.usefixtures("played")


@pytest.fixture(scope="module")
def played(demo_database_of_module: None) -> None:
    """The first day, played once for all tests of the module."""
    play_first_day()


def test_the_played_day_leaves_orders_in_every_state_of_the_first_half() -> None:
    statuses = Counter(ProductionOrder.objects.values_list("status", flat=True))
    assert set(statuses) == {"new", "waiting_shortage", "in_production"}
    fresh = ProductionOrder.objects.filter(status="new").values_list("created_date", flat=True)
    assert set(fresh) == {today()}
    answers = Counter(ScheduleLine.objects.filter(is_published=True).values_list("agreement", flat=True))
    assert answers["agreed"] > 0
    assert answers["refused"] == 1
    assert answers["none"] > 0


def test_the_published_plan_of_the_played_day_keeps_all_rules() -> None:
    plan = PlanVersion.objects.get(state="published")
    request = plan_request()
    report = check_plan(request.plant, stored_rows(plan), material=request.material, now=request.not_before)
    assert report.ok, report.violations[:3]
