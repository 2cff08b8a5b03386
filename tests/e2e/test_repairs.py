"""An event on the board as a planner meets it: dialog, panel, draft; then scenarios and an order's card."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.test_board import board_of, new_draft
from potok.operations.catalog.clock import local
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.planning.models import PlanVersion, Scenario, ScheduleLine
from potok.operations.planning.services.publication import publish_plan
from potok.operations.planning.services.scenarios import perform_scenario, request_scenario

SignIn = Callable[..., Page]


def look(page: Page, name: str) -> None:
    """A picture for whoever wants to look: `POTOK_PICTURES=DIR`."""
    folder = os.environ.get("POTOK_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png")


@pytest.fixture
def line(site: str) -> ScheduleLine:
    """The last line of a plan in force."""
    confirm_orders(SYSTEM, order_nos=[f"ЗП-{number:04d}" for number in range(1, 19)])
    plan = new_draft()
    publish_plan(SYSTEM, number=plan.number)
    last = plan.lines.order_by("-start_at").first()
    assert last is not None
    return last


def test_an_event_is_tried_on_the_board_and_becomes_a_draft(line: ScheduleLine, sign_in: SignIn) -> None:
    start = local(line.start_at)
    page = sign_in("planner")
    board_of(page)
    page.get_by_role("button", name="Ещё действия").click()
    page.get_by_role("button", name="Починить план после события").click()
    dialog = page.locator("#repair-dialog")
    dialog.get_by_label("Что случилось").select_option("breakdown")
    dialog.get_by_label("Машина").select_option(line.machine.code)
    dialog.get_by_role("textbox", name="Стоит с").fill(f"{start:%d.%m.%Y}")
    dialog.get_by_role("textbox", name="Заработает").fill(f"{start + dt.timedelta(days=2):%d.%m.%Y}")
    look(page, "repair-dialog")
    dialog.get_by_role("button", name="Что сдвинется").click()
    panel = page.locator("#panel")
    expect(panel).to_contain_text("сдвинут")
    expect(panel).to_contain_text("Проверено: 0 нарушений")
    look(page, "repair-panel")
    panel.get_by_role("button", name="В черновик").click()
    expect(page.get_by_text("Ремонт записан в черновик")).to_be_visible()
    assert PlanVersion.objects.filter(state="draft", title="Поломка машины").exists()


def test_a_refused_line_leads_to_its_repair_and_its_order_tells_why(
    line: ScheduleLine, sign_in: SignIn
) -> None:
    ScheduleLine.objects.filter(pk=line.pk).update(agreement="refused", answer_reason="нет людей")
    page = sign_in("planner")
    page.goto("/board/agreement/?view=objected")
    look(page, "agreement-objected")
    page.get_by_role("link", name="Починить").click()
    expect(page.locator("#repair-dialog").get_by_label("Заказ")).to_have_value(line.order.order_no)
    page.get_by_role("button", name="Что сдвинется").click()
    expect(page.locator("#panel")).to_contain_text("Следующий расчёт об отказе не знает")
    page.goto(f"/orders/{line.order.order_no}/")
    page.get_by_role("heading", name="Почему такой срок").scroll_into_view_if_needed()
    expect(page.locator("ol.chain")).to_be_visible()
    look(page, "card")


def test_scenarios_are_computed_beside_each_other(line: ScheduleLine, sign_in: SignIn) -> None:
    page = sign_in("planner")
    scenario = request_scenario(
        SYSTEM, title="Как сейчас", changes=(), defer=lambda number: number, time_limit_s=0
    )
    perform_scenario(scenario.pk)
    page.goto("/board/scenarios/")
    expect(page.get_by_role("button", name="Взять черновиком")).to_be_visible()
    shifts = page.locator("#rows-shifts")
    expect(shifts.get_by_label("Машина")).to_have_count(1)
    page.locator("#rows-shifts + .row").get_by_role("button", name="Ещё строка").click()
    expect(shifts.get_by_label("Машина")).to_have_count(2)
    for place, day in enumerate(("08.03.2026", "15.03.2026")):
        shifts.get_by_label("Машина").nth(place).select_option(line.machine.code)
        shifts.get_by_label("Дата").nth(place).fill(day)
    page.get_by_label("Название").fill("Две смены")
    look(page, "scenarios")
    page.get_by_role("button", name="Рассчитать сценарий").click()
    expect(page.locator("#scenarios progress")).to_be_visible()
    perform_scenario(Scenario.objects.get(title="Две смены").pk)
    expect(page.get_by_role("button", name="Взять черновиком")).to_have_count(2)
    expect(page.locator("#scenarios progress")).to_have_count(0)
    look(page, "scenarios-done")
    page.set_viewport_size({"width": 390, "height": 844})
    look(page, "scenarios-phone")
