"""A planner looks at the board while the search goes on."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.planning.models import PlanRun
from potok.operations.planning.services.runs import perform_run, request_run

SignIn = Callable[..., Page]


def test_bars_appear_before_there_is_any_plan_and_nobody_moves_them(site: str, sign_in: SignIn) -> None:
    confirm_orders(SYSTEM, order_nos=[f"ЗП-{number:04d}" for number in range(1, 9)])
    run = request_run(SYSTEM, defer=lambda run_id: run_id, time_limit_s=0)
    perform_run(run.pk)
    run.refresh_from_db()
    assert run.plan is not None
    bars = run.plan.lines.count()
    PlanRun.objects.filter(pk=run.pk).update(state="running", plan=None, phase="улучшаю план")
    run.plan.delete()

    page = sign_in("planner")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    page.goto("/board/")
    page.wait_for_selector(f"#board[data-state=ready][data-bars='{bars}']")
    expect(page.locator("#strip")).to_contain_text("Улучшаю план")
    page.locator("[data-board-body]").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-board-tip]")).to_be_visible()
    page.keyboard.press("Alt+ArrowRight")
    page.keyboard.press("Space")
    expect(page.locator("#panel")).to_be_empty()
    assert not [address for address in asked if address.startswith("POST")]
