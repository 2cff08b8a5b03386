"""The board as a planner uses it, the agreement as a shop head does, the list as a phone shows it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.planning.models import PlanVersion, ScheduleLine
from potok.operations.planning.services.agreement import send_lines
from potok.operations.planning.services.publication import publish_plan
from potok.operations.planning.services.runs import perform_run, request_run
from potok.operations.planning.wording import cause_sentence

SignIn = Callable[..., Page]

ORDERS = [f"ЗП-{number:04d}" for number in range(1, 19)] + ["ЗП-0098"]
PHONE = {"width": 390, "height": 844}
READY = "#board[data-state=ready]"


def new_draft() -> PlanVersion:
    run = request_run(SYSTEM, defer=lambda run_id: run_id, time_limit_s=0)
    perform_run(run.pk)
    run.refresh_from_db()
    assert run.plan is not None
    return run.plan


@pytest.fixture
def published(site: str) -> PlanVersion:
    confirm_orders(SYSTEM, order_nos=ORDERS)
    plan = new_draft()
    publish_plan(SYSTEM, number=plan.number)
    return plan


def board_of(page: Page, address: str = "/board/") -> None:
    page.goto(address)
    page.wait_for_selector(READY)


def choose_first_bar(page: Page) -> None:
    page.locator("[data-board-body]").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("[data-board-tip] [data-decides]")


def test_a_bar_tells_why_it_starts_then(sign_in: SignIn, published: PlanVersion) -> None:
    page = sign_in("planner")
    board_of(page)
    choose_first_bar(page)
    order, place, *rest = page.locator("[data-board-live]").inner_text().split("; ")
    line = published.lines.get(
        order__order_no=order.split(",")[0], machine__name=place.split(", ", maxsplit=1)[1]
    )
    decisive = page.locator("[data-board-tip] [data-decides]").inner_text()
    assert decisive == cause_sentence(line.cause, setup_min=float(line.setup_min))
    assert decisive in rest
    expect(page.locator("[data-board-tip]")).to_contain_text("Почему начало")


def test_the_pointer_over_a_bar_shows_the_same(sign_in: SignIn, published: PlanVersion) -> None:
    page = sign_in("planner")
    board_of(page)
    place = page.locator("[data-board-body]").bounding_box()
    assert place is not None
    tip = page.locator("[data-board-tip]")
    for share in range(10, 60, 5):
        page.mouse.move(place["x"] + place["width"] * share / 100, place["y"] + 44)
        if tip.is_visible():
            break
    expect(tip).to_contain_text(re.compile(r"ЗП-\d{4}"))
    expect(tip.locator("[data-decides]")).not_to_be_empty()


def test_keys_walk_from_bar_to_bar_and_open_the_card(sign_in: SignIn, published: PlanVersion) -> None:
    page = sign_in("planner")
    board_of(page)
    choose_first_bar(page)
    live = page.locator("[data-board-live]")
    first = live.inner_text()
    page.keyboard.press("ArrowRight")
    expect(live).not_to_have_text(first)
    page.keyboard.press("ArrowLeft")
    expect(live).to_have_text(first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/orders/**")


def test_the_scale_goes_from_a_month_to_an_hour(sign_in: SignIn, published: PlanVersion) -> None:
    page = sign_in("planner")
    board_of(page)
    shown = page.locator("[data-range]")
    page.click("[data-scale=month]")
    expect(shown).to_have_text("02.03–01.04.2026")
    page.click("[data-scale=day]")
    expect(shown).to_have_text(re.compile(r"02\.03"))
    for _ in range(12):
        page.keyboard.press("+")
    first, last = re.findall(r"\d\d:\d\d", shown.inner_text())
    hours = [int(text[:2]) + int(text[3:]) / 60 for text in (first, last)]
    assert (hours[1] - hours[0]) % 24 == pytest.approx(1, abs=0.05)


def test_the_table_twin_has_as_many_rows_as_the_board_has_bars(
    sign_in: SignIn, published: PlanVersion
) -> None:
    page = sign_in("planner")
    board_of(page)
    bars = page.locator("#board").get_attribute("data-bars")
    page.keyboard.press("l")
    page.wait_for_url("**view=table**")
    assert page.locator("[data-table=plan]").get_attribute("data-found") == bars
    expect(page.locator("[data-table=plan] tbody tr[data-key]")).to_have_count(int(bars or 0))
    page.click("th[data-col=slack] a")
    slacks = [
        text.replace("−", "-")
        for text in page.locator("td.num:has(.slack, .slack--late, .slack--tight)").all_inner_texts()
    ]
    assert [int(text) for text in slacks] == sorted(int(text) for text in slacks)
    page.keyboard.press("l")
    page.wait_for_selector(READY)


def test_a_run_becomes_a_draft_and_the_draft_the_plan_in_force(
    sign_in: SignIn, published: PlanVersion, work_off_jobs: Callable[[], None]
) -> None:
    page = sign_in("planner")
    board_of(page)
    page.click("button:has-text('Рассчитать план')")
    page.fill("dialog input[name=time_limit_s]", "2")
    page.fill("dialog input[name=title]", "ночная смена")
    page.click("dialog button[type=submit]")
    expect(page.locator("#strip")).to_contain_text("В очереди")
    work_off_jobs()
    page.wait_for_url("**/board/?plan=2")
    page.wait_for_selector(READY)
    expect(page.locator(".board-version")).to_contain_text("ночная смена")
    expect(page.locator("#strip")).to_contain_text("Опаздывают заказы")
    expect(page.locator("#panel")).to_contain_text("Что изменится")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/board/")
    expect(page.locator("#toasts")).to_contain_text("Действует план 2")
    assert PlanVersion.objects.get(state="published").number == 2


def test_an_unticked_change_makes_a_new_run_instead_of_accepting(
    sign_in: SignIn, published: PlanVersion
) -> None:
    line = published.lines.select_related("order").order_by("start_at").first()
    assert line is not None
    page = sign_in("planner")
    board_of(page, f"/board/?order={line.order.order_no}")
    page.locator("[data-board-body]").focus()
    page.keyboard.press("Alt+ArrowRight")
    page.click("#panel button:has-text('В черновик')")
    page.wait_for_url("**/board/?plan=2**")
    page.wait_for_selector(READY)
    page.click("#panel button:has-text('Все')")
    box = page.locator("[data-change] input").first
    number = box.get_attribute("value")
    box.uncheck()
    button = page.locator(".page-head [data-accept]")
    expect(button).to_contain_text("Пересчитать, оставив 1 на месте")
    button.click()
    expect(page.locator("#strip")).to_contain_text("В очереди")
    draft = PlanVersion.objects.get(number=2)
    assert draft.state == "draft"
    assert number in page.locator("#accept-form").inner_html() or number is not None


def test_a_bar_carried_to_another_time_shows_who_gives_way(sign_in: SignIn, published: PlanVersion) -> None:
    page = sign_in("planner")
    board_of(page)
    place = page.locator("[data-board-body]").bounding_box()
    assert place is not None
    tip = page.locator("[data-board-tip]")
    x, y = place["x"] + place["width"] * 0.1, place["y"] + 44
    while not tip.is_visible():
        x += 12
        page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y, steps=3)
    page.mouse.move(x + 200, y, steps=5)
    page.mouse.up()
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Перенос на")
    expect(panel).to_contain_text("Проверено: 0 нарушений")
    assert PlanVersion.objects.count() == 1
    page.keyboard.press("Escape")
    expect(panel).to_be_empty()


def test_a_pinned_bar_stays_pinned(sign_in: SignIn, published: PlanVersion) -> None:
    page = sign_in("planner")
    board_of(page)
    choose_first_bar(page)
    page.keyboard.press("Space")
    expect(page.locator("#toasts")).to_contain_text("закреплён")
    assert published.lines.filter(pinned=True).count() == 1


def test_an_economist_looks_but_cannot_move(sign_in: SignIn, published: PlanVersion) -> None:
    page = sign_in("economist")
    board_of(page)
    choose_first_bar(page)
    page.keyboard.press("Space")
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("#panel")).to_be_empty()
    assert not published.lines.filter(pinned=True).exists()
    expect(page.locator("button:has-text('Рассчитать план')")).to_have_count(0)


def test_a_shop_head_agrees_some_lines_and_names_another_date_for_one(
    sign_in: SignIn, published: PlanVersion
) -> None:
    send_lines(SYSTEM)
    page = sign_in("shop1")
    page.goto("/board/agreement/")
    rows = page.locator("[data-table=agreement] tbody tr[data-key]")
    waiting = rows.count()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    expect(rows).to_have_count(waiting - 2)
    rows.first.locator("input").check()
    page.click(".selection button:has-text('Другой срок')")
    page.fill("dialog input[name=start_date]", "05.03.2026")
    page.fill("dialog input[name=start_time]", "8")
    page.keyboard.press("Control+Enter")
    expect(rows).to_have_count(waiting - 3)
    own = ScheduleLine.objects.filter(plan=published, workshop__code="1")
    assert own.filter(agreement="agreed").count() == 2
    assert own.filter(agreement="countered").count() == 1


def test_a_phone_lists_the_plan_by_machine_without_a_canvas(sign_in: SignIn, published: PlanVersion) -> None:
    page = sign_in("shop1", viewport=PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/board/")
    lines = page.locator(".machine-line[data-line]")
    expect(lines.first).to_be_visible()
    assert page.locator("canvas:visible").count() == 0
    assert not any("/board/data/" in url for url in asked)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    first = lines.first.inner_text()
    assert re.search(r"ЗП-\d{4}", first)
    assert re.search(r"\d\d\.\d\d\s\d\d:\d\d – \d\d\.\d\d\s\d\d:\d\d", first)


def test_a_shop_head_answers_on_a_phone(sign_in: SignIn, published: PlanVersion) -> None:
    send_lines(SYSTEM)
    page = sign_in("shop1", viewport=PHONE)
    page.goto("/board/agreement/")
    page.locator("button:has-text('Согласовать'):visible").first.click()
    expect(page.locator("#toasts")).to_contain_text("Согласовано")
    assert ScheduleLine.objects.filter(plan=published, agreement="agreed").count() == 1


def confirmed_later(order_no: str = "ЗП-0040") -> None:
    """An order that the plan in force does not hold yet."""
    confirm_orders(SYSTEM, order_nos=[order_no])


def test_an_order_of_the_tray_is_placed_by_keys(sign_in: SignIn, published: PlanVersion) -> None:
    confirmed_later()
    page = sign_in("planner")
    board_of(page)
    expect(page.locator(".tray")).to_contain_text("ЗП-0040")
    page.keyboard.press("p")
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Поставить на доску")
    expect(panel).to_contain_text("Проверено: 0 нарушений")
    expect(panel.get_by_label("Машина")).to_be_focused()
    before = panel.locator(".rows").inner_text()
    panel.get_by_label("Начать", exact=True).fill("10.03.2026")
    page.keyboard.press("Tab")
    expect(panel.locator(".rows")).not_to_have_text(before)
    expect(panel.locator(".rows")).to_contain_text("10.03")
    assert PlanVersion.objects.count() == 1
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/board/?plan=2**")
    page.wait_for_selector(READY)
    expect(page.locator(".board-version")).to_contain_text("поставлен ЗП-0040")
    draft = PlanVersion.objects.get(number=2)
    assert draft.lines.filter(order__order_no="ЗП-0040").exists()
    assert draft.state == "draft"


def test_an_order_of_the_tray_is_dragged_onto_a_permitted_machine_only(
    sign_in: SignIn, published: PlanVersion
) -> None:
    confirmed_later()
    page = sign_in("planner")
    board_of(page)
    page.click("[data-scale=week]")
    chip = page.locator("[data-place='ЗП-0040']")
    rows = page.locator(".board__labels [data-machine]")
    permitted = page.evaluate(
        """async () => {
            const board = document.getElementById("board");
            const data = await (await fetch(board.dataset.url)).json();
            return Object.keys(data.tray.find((each) => each.order_no === "ЗП-0040").work_min);
        }"""
    )
    panel = page.locator("#panel")
    names = {rows.nth(index).get_attribute("data-machine"): index for index in range(rows.count())}
    body = page.locator("[data-board-body]").bounding_box()
    assert body is not None
    forbidden = next(code for code in names if code not in permitted)
    for code, opens in ((forbidden, False), (permitted[0], True)):
        row = rows.nth(names[code]).bounding_box()
        assert row is not None
        target = {"x": body["width"] * 0.6, "y": row["y"] - body["y"] + row["height"] / 2}
        chip.drag_to(page.locator("[data-board-body]"), target_position=target)
        if opens:
            expect(panel).to_contain_text("Проверено: 0 нарушений")
            expect(panel.get_by_label("Машина")).to_have_value(code)
        else:
            expect(panel).to_be_empty()


def test_an_economist_sees_the_tray_but_cannot_place(sign_in: SignIn, published: PlanVersion) -> None:
    confirmed_later()
    page = sign_in("economist")
    board_of(page)
    expect(page.locator(".tray")).to_contain_text("ЗП-0040")
    expect(page.get_by_role("button", name=re.compile("^Поставить"))).to_have_count(0)
