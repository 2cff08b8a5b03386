"""The pull table in a browser: keys of the matrix, «откуда число», «что, если», a moved receipt, files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.purchasing.models import Receipt

DEMO = Path(__file__).resolve().parents[2] / "data" / "plant"


@pytest.fixture
def confirmed(site: str) -> None:
    """All orders of the demo plant are confirmed."""
    numbers = ProductionOrder.objects.filter(status="new").values_list("order_no", flat=True)
    confirm_orders(SYSTEM, order_nos=list(numbers))


def test_the_keyboard_walks_shortages_and_opens_where_a_number_comes_from(
    sign_in: Callable[..., Page], confirmed: None
) -> None:
    page = sign_in("planner")
    page.goto("/pull-table/")
    page.keyboard.press("N")
    cursor = page.locator(".is-cursor")
    expect(cursor).to_have_text("−201")
    page.keyboard.press("ArrowRight")
    expect(cursor).to_have_attribute("data-look", "/pull-table/item/R46/balance/?date=2026-03-04")
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", name="Свободно на 04.03.2026")).to_be_visible()
    expect(panel).to_contain_text("Итого на конец дня")
    panel.get_by_role("link", name="с начала, по партиям").click()
    expect(panel).to_contain_text("Партия")
    page.keyboard.press("Escape")
    expect(panel).to_be_empty()


def test_the_space_key_opens_an_item_and_the_address_keeps_it(
    sign_in: Callable[..., Page], confirmed: None
) -> None:
    page = sign_in("planner")
    page.goto("/pull-table/")
    page.locator("tr[data-key=R15] td[data-look]").first.click()
    page.keyboard.press("Space")
    order = page.locator("tr[data-key='R15:ЗП-0140']")
    expect(order).to_be_visible()
    expect(page).to_have_url("/pull-table/?open=R46.R15")
    page.reload()
    expect(order).to_be_visible()
    page.locator("tr[data-key=R15] .fold").click()
    expect(order).to_have_count(0)
    expect(page).to_have_url("/pull-table/?open=R46")


def test_a_planner_tries_a_date_and_asks_purchasing(sign_in: Callable[..., Page], confirmed: None) -> None:
    page = sign_in("planner")
    page.goto("/pull-table/?item=R15")
    page.locator("tr[data-key=R15] td[data-look]").last.click()
    panel = page.locator("#panel")
    panel.get_by_role("button", name="Что, если…").click()
    panel.get_by_label("Приход", exact=True).select_option("ПР-013")
    panel.get_by_label("Новая дата", exact=True).fill("30.03.2026")
    page.keyboard.press("Tab")
    moved = panel.locator("#what-if-result")
    expect(moved).to_contain_text("ЗП-0140")
    expect(moved).to_contain_text("25.03 → 01.04, срок 03.04")
    expect(panel.get_by_role("button", name="Применить")).to_have_count(0)
    panel.get_by_role("button", name="Спросить закупки").click()
    panel.get_by_label("Вопрос закупкам").fill("Нельзя ли 25.03?")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast")).to_contain_text("отправлен")
    expect(panel).to_contain_text("Закупки увидят вопрос")


def test_purchasing_moves_a_receipt_by_f4(sign_in: Callable[..., Page], confirmed: None) -> None:
    page = sign_in("purchasing")
    page.goto("/pull-table/receipts/?item=R15")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("F4")
    panel = page.locator("#panel")
    date = panel.get_by_label("Новая дата", exact=True)
    expect(date).to_be_focused()
    date.fill("30.03.2026")
    panel.get_by_label("Причина").fill("нет вагонов")
    expect(panel.locator("#what-if-result")).to_contain_text("ЗП-0140")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast")).to_contain_text("ПР-013: 23.03 → 30.03.2026, 4 заказа сдвинулись")
    expect(page.locator("tr[data-key=ПР-013]")).to_contain_text("30.03.2026")
    receipt = Receipt.objects.get(code="ПР-013")
    assert (receipt.slips, receipt.status) == (2, "late")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("нет вагонов")


def test_a_refused_date_says_why_and_keeps_what_was_typed(
    sign_in: Callable[..., Page], confirmed: None
) -> None:
    page = sign_in("purchasing")
    page.goto("/pull-table/receipts/?item=R15")
    page.locator("tr[data-key=ПР-013] [data-row-key]").click()
    panel = page.locator("#panel")
    panel.get_by_label("Новая дата", exact=True).fill("30.03.2026")
    page.keyboard.press("Tab")
    panel.get_by_role("button", name="Применить").click()
    expect(page.locator(".toast")).to_contain_text("причин")
    expect(panel.get_by_label("Новая дата", exact=True)).to_have_value("30.03.2026")
    assert Receipt.objects.get(code="ПР-013").version == 1


def test_signals_are_accepted_by_selection(sign_in: Callable[..., Page], confirmed: None) -> None:
    page = sign_in("purchasing")
    page.goto("/pull-table/signals/?kind=not_ordered")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator("[data-selected-count]")).to_have_text("1")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast")).to_contain_text("Принято: 1 сигнал")
    expect(page.get_by_role("grid").get_by_text("Принят", exact=True)).to_have_count(1)


def test_a_filter_of_the_menu_goes_into_the_address(sign_in: Callable[..., Page], confirmed: None) -> None:
    page = sign_in("planner")
    page.goto("/pull-table/")
    page.keyboard.press("/")
    page.get_by_role("button", name="Цех", exact=True).click()
    page.get_by_label("№ 2").check()
    page.get_by_role("button", name="Показать", exact=True).last.click()
    expect(page).to_have_url("/pull-table/?workshop=2")
    expect(page.locator("tbody[data-block]")).to_have_count(5)


def test_the_matrix_is_usable_on_a_phone(sign_in: Callable[..., Page], confirmed: None) -> None:
    page = sign_in("planner", viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto("/pull-table/")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("tr[data-key=R15] td[data-look]").first.tap()
    expect(page.locator("#panel")).to_contain_text("Остаток на 02.03.2026")
    page.get_by_role("button", name="Закрыть панель").tap()
    expect(page.locator("tr[data-key=R15]")).to_be_visible()


def test_the_administrator_drops_files_and_writes_them(sign_in: Callable[..., Page], tmp_path: Path) -> None:
    for path in DEMO.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    row = "ПР-099,ЗПС-2699,ООО «ХимСнаб»,R13,400,kg,2026-03-02,2026-03-20,2026-03-20,confirmed,\n"
    with (tmp_path / "receipts.csv").open("a", encoding="utf-8") as receipts:
        receipts.write(row)
    page = sign_in("admin")
    page.goto("/import/")
    page.locator("input[type=file]").set_input_files(sorted(tmp_path.iterdir()))
    expect(page.locator("#import-result")).to_contain_text("Проверено, ошибок нет")
    page.get_by_role("button", name="Записать").click()
    expect(page.locator("#import-result")).to_contain_text("приходы 1")
    assert Receipt.objects.filter(code="ПР-099").exists()
