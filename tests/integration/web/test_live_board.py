"""The board while a run searches: its bars are those of the best plan so far, with what belongs to them."""

from __future__ import annotations

from typing import Any

import pytest

from builders.pages import Person, sign_in
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.planning.models import PlanRun, PlanVersion
from potok.operations.planning.reads.board import board
from potok.operations.planning.services.publication import publish_plan
from potok.operations.planning.services.runs import perform_run, request_run

pytestmark = pytest.mark.usefixtures("demo_database")

FIRST = [f"ЗП-{number:04d}" for number in range(1, 13)]
LATER = [f"ЗП-{number:04d}" for number in range(13, 25)]
#: What a line owes to its version and not to its place.
_OF_THE_VERSION = ("id", "pinned", "agreement", "answer_reason", "counter_start", "why")


@pytest.fixture
def planner(demo_database: None) -> Person:
    return sign_in("planner")


def run_to_the_end() -> tuple[PlanRun, PlanVersion]:
    run = request_run(SYSTEM, defer=lambda run_id: run_id, time_limit_s=0)
    perform_run(run.pk)
    run.refresh_from_db()
    assert run.plan is not None
    return run, run.plan


def as_if_going(run: PlanRun, found: PlanVersion) -> dict[str, Any]:
    """Take the run back to where it still searches; returns the board of the plan it has found by then."""
    data = board(found)
    PlanRun.objects.filter(pk=run.pk).update(state="running", plan=None)
    found.delete()
    return data


def live(planner: Person, run: PlanRun) -> dict[str, Any]:
    answer = planner.get(f"/board/data/?run={run.pk}")
    assert answer.status_code == 200
    return dict(answer.json())


def places(data: dict[str, Any]) -> list[dict[str, Any]]:
    rows = [
        {name: value for name, value in line.items() if name not in _OF_THE_VERSION} for line in data["lines"]
    ]
    return sorted(rows, key=lambda row: (row["order_no"], row["op_no"]))


def test_the_first_plan_of_all_is_drawn_while_it_is_searched(planner: Person) -> None:
    confirm_orders(SYSTEM, order_nos=FIRST)
    run, first = run_to_the_end()
    wanted = as_if_going(run, first)
    page = planner.html("/board/")
    assert 'id="board"' in page
    assert f'data-run="{run.pk}"' in page
    shown = live(planner, run)
    assert places(shown) == places(wanted)
    assert shown["orders"] == wanted["orders"]


def test_new_orders_and_their_lateness_are_those_of_the_search(planner: Person) -> None:
    confirm_orders(SYSTEM, order_nos=FIRST)
    published = run_to_the_end()[1]
    publish_plan(SYSTEM, number=published.number)
    pinned = published.lines.order_by("start_at").first()
    assert pinned is not None
    published.lines.filter(pk=pinned.pk).update(pinned=True)
    confirm_orders(SYSTEM, order_nos=LATER)
    run, better = run_to_the_end()
    wanted = as_if_going(run, better)
    shown = live(planner, run)
    assert places(shown) == places(wanted)
    assert shown["orders"] == wanted["orders"]
    assert {line["order_no"] for line in shown["lines"]} >= set(LATER)
    assert [line["id"] for line in shown["lines"] if line["pinned"]] == [pinned.pk]


def test_an_ended_run_leaves_the_version_as_it_is(planner: Person) -> None:
    confirm_orders(SYSTEM, order_nos=FIRST)
    run, draft = run_to_the_end()
    publish_plan(SYSTEM, number=draft.number)
    confirm_orders(SYSTEM, order_nos=LATER)
    shown = live(planner, run)
    assert {line["id"] for line in shown["lines"]} == set(draft.lines.values_list("pk", flat=True))


def test_the_board_is_sent_anew_only_with_a_new_picture(planner: Person) -> None:
    confirm_orders(SYSTEM, order_nos=FIRST)
    run, draft = run_to_the_end()
    as_if_going(run, draft)
    assert 'data-picture="1"' in planner.html("/board/strip/")
    run.refresh_from_db()
    unseen = {**run.incumbents[-1], "tardiness_days": 0, "pictured": False}
    PlanRun.objects.filter(pk=run.pk).update(incumbents=[*run.incumbents, unseen])
    assert 'data-picture="1"' in planner.html("/board/strip/")
