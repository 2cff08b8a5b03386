"""The journal as a planner works in it: keys, address, views, selection, confirmation, file, phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from potok.operations.orders.models import ProductionOrder, SavedView
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM

SignIn = Callable[..., Page]

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def confirmed(site: str) -> None:
    """Twenty orders are confirmed, the others are new."""
    confirm_orders(SYSTEM, order_nos=[f"ЗП-{number:04d}" for number in range(1, 21)])


def rows(page: Page) -> Locator:
    return page.locator("[data-table=orders] tbody tr[data-key]")


def focused(page: Page) -> str:
    return page.locator("[data-table=orders] tr.is-focused").get_attribute("data-key") or ""


def asked(page: Page) -> dict[str, list[str]]:
    """What the address line asks for."""
    return parse_qs(urlsplit(page.url).query)


def keys_of(page: Page, count: int) -> list[str]:
    return [rows(page).nth(index).get_attribute("data-key") or "" for index in range(count)]


def test_arrows_walk_the_rows_and_enter_opens_the_card(sign_in: SignIn) -> None:
    page = sign_in("planner")
    page.goto("/orders/?view=all")
    first, second, third = keys_of(page, 3)
    page.keyboard.press("ArrowDown")
    assert focused(page) == first
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert focused(page) == third
    page.keyboard.press("ArrowUp")
    assert focused(page) == second
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(second)
    page.keyboard.press("Escape")
    page.wait_for_url("**/orders/?**")
    assert asked(page)["view"] == ["all"]


def test_the_end_of_the_list_is_reached_by_keys(sign_in: SignIn) -> None:
    page = sign_in("planner")
    page.goto("/orders/?view=all&sort=number")
    page.keyboard.press("ArrowDown")
    for last in ("ЗП-0050", "ЗП-0100", "ЗП-0150"):
        page.wait_for_selector(f"tr[data-key='{last}']")
        page.keyboard.press("End")
    expect(page.locator("tr.is-focused")).to_have_attribute("data-key", "ЗП-0150")
    expect(page.locator("[data-rows-shown]")).to_contain_text("–150 из 150")
    page.keyboard.press("Home")
    expect(page.locator("tr.is-focused")).to_have_attribute("data-key", "ЗП-0001")


def test_the_right_arrow_shows_an_order_beside_the_list_and_escape_closes_it(sign_in: SignIn) -> None:
    page = sign_in("planner")
    page.goto("/orders/?view=all&sort=number")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", name="ЗП-0001")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(panel.get_by_role("heading", name="ЗП-0002")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_empty()
    assert focused(page) == "ЗП-0002"
    assert "/orders/?" in page.url


def test_the_slash_offers_filters_and_the_chosen_one_stands_in_the_address(
    sign_in: SignIn, confirmed: None
) -> None:
    page = sign_in("planner")
    page.goto("/orders/?view=all")
    page.keyboard.press("/")
    page.locator("#filter-menu").get_by_role("button", name="Статус", exact=True).click()
    menu = page.locator("#url-menu")
    menu.get_by_label("Новый").check()
    menu.get_by_role("button", name="Показать").click()
    expect(page).to_have_url(re.compile("status=new"))
    chip = page.locator(".chip", has_text="Статус")
    expect(chip).to_contain_text("Новый")
    found = page.locator("[data-table=orders]").get_attribute("data-found")
    assert found == str(ProductionOrder.objects.filter(status="new").count())

    other = sign_in("economist")
    other.goto(page.url)
    expect(other.locator(".chip", has_text="Статус")).to_contain_text("Новый")
    expect(other.locator("[data-table=orders]")).to_have_attribute("data-found", found)

    chip.get_by_role("link").click()
    expect(page.locator(".chip", has_text="Статус")).to_have_count(0)
    assert "status" not in asked(page)


def test_counts_of_the_totals_bar_lead_to_lists_as_long(sign_in: SignIn, confirmed: None) -> None:
    page = sign_in("planner")
    page.goto("/orders/?view=all")
    links = page.locator(".totals a[href*='status=']")
    counted = {link.get_attribute("href") or "": re.sub(r"\D", "", link.inner_text()) for link in links.all()}
    assert len(counted) >= 2
    for href, number in counted.items():
        page.goto(f"/orders/{href}")
        expect(page.locator("[data-table=orders]")).to_have_attribute("data-found", number)


def test_a_click_on_the_head_sorts_and_a_second_one_turns_the_order(sign_in: SignIn) -> None:
    page = sign_in("planner")
    page.goto("/orders/?view=all")
    page.click("th[data-col=qty] a")
    expect(page).to_have_url(re.compile("sort=qty"))
    quantity = dict(ProductionOrder.objects.values_list("order_no", "qty_pcs"))
    upwards = [quantity[key] for key in keys_of(page, 20)]
    assert upwards == sorted(upwards)
    page.click("th[data-col=qty] a")
    expect(page).to_have_url(re.compile("sort=-qty"))
    downwards = [quantity[key] for key in keys_of(page, 20)]
    assert downwards == sorted(downwards, reverse=True)
    expect(page.locator("th[data-col=qty]")).to_have_attribute("aria-sort", "descending")


def test_space_shift_and_ctrl_a_select_and_escape_lets_go(sign_in: SignIn) -> None:
    page = sign_in("planner")
    page.goto("/orders/?view=new&sort=number")
    count = page.locator("[data-selected-count]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(count).to_have_text("1")
    expect(rows(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(count).to_have_text("3")
    chosen = ProductionOrder.objects.filter(order_no__in=keys_of(page, 3))
    expect(page.locator("[data-selected-sum=pcs]")).to_have_text(
        f"{sum(order.qty_pcs for order in chosen):,}".replace(",", "\u202f")
    )
    page.keyboard.press("Space")
    expect(count).to_have_text("2")
    page.keyboard.press("Control+A")
    expect(count).to_have_text("150")
    page.keyboard.press("Escape")
    expect(page.locator(".selection")).to_be_hidden()
    expect(page.locator("tr[aria-selected=true]")).to_have_count(0)


def test_ctrl_enter_shows_what_confirmation_would_do_and_then_confirms(sign_in: SignIn) -> None:
    page = sign_in("planner")
    page.goto("/orders/?view=new&sort=number")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowDown")
    chosen = keys_of(page, 2)
    page.keyboard.press("Control+Enter")
    dialog = page.locator("dialog[open]")
    expect(dialog).to_contain_text("Подтвердить заказы")
    for number in chosen:
        expect(dialog).to_contain_text(number)
    assert set(ProductionOrder.objects.filter(order_no__in=chosen).values_list("status", flat=True)) == {
        "new"
    }
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("Подтверждено 2 заказа")
    expect(page.locator(f"tr[data-key='{chosen[0]}']")).to_have_count(0)
    assert not ProductionOrder.objects.filter(order_no__in=chosen, status="new").exists()


def test_all_found_orders_are_confirmed_though_only_a_page_is_loaded(sign_in: SignIn) -> None:
    page = sign_in("planner")
    page.goto("/orders/?view=new&sort=number")
    assert rows(page).count() < 150
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+Enter")
    expect(page.locator("dialog[open]")).to_contain_text("Подтвердить заказы")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("150 заказов")
    assert not ProductionOrder.objects.filter(status="new").exists()
    expect(page.locator("#main")).to_contain_text("Новых заказов нет")


def test_escape_leaves_the_preview_without_confirming(sign_in: SignIn) -> None:
    page = sign_in("planner")
    page.goto("/orders/?view=new&sort=number")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("[data-selected-count]")).to_have_text("1")
    assert ProductionOrder.objects.filter(status="new").count() == 150


def test_ins_opens_a_new_order_and_the_order_comes_into_the_journal(sign_in: SignIn) -> None:
    page = sign_in("client")
    page.goto("/orders/?view=all")
    page.keyboard.press("Insert")
    page.wait_for_url("**/orders/-/new/**")
    page.locator("#id_customer").fill("ООО «Хозмаркет»")
    page.locator("#id_product_name").fill("P102")
    page.get_by_role("option").first.click()
    page.locator("[name=qty_pcs]").fill("80")
    page.locator("[name=due_date]").fill("31.03.2026")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda address: "/new/" not in address)
    created = ProductionOrder.objects.latest("id")
    assert (created.product.code, created.qty_pcs, created.status) == ("P102", 80, "new")
    expect(page.locator("h1")).to_contain_text(created.order_no)


def test_a_saved_view_shared_with_planners_opens_for_them_as_it_was_saved(
    sign_in: SignIn, confirmed: None
) -> None:
    page = sign_in("planner")
    page.goto("/orders/?view=all&status=new&sort=-qty")
    page.get_by_role("button", name="Вид", exact=True).click()
    page.get_by_role("button", name="Сохранить вид").click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("Название").fill("Крупные новые")
    dialog.get_by_label("Экономист").check()
    page.keyboard.press("Control+Enter")
    tab = page.get_by_role("navigation").get_by_role("link", name="Крупные новые")
    expect(tab).to_have_attribute("aria-current", "page")
    found = page.locator("[data-table=orders]").get_attribute("data-found") or ""
    expect(tab.locator(".count")).to_have_text(found)
    assert SavedView.objects.filter(name="Крупные новые").count() == 1

    other = sign_in("economist")
    other.goto("/orders/?view=all")
    other.get_by_role("link", name="Крупные новые").click()
    expect(other).to_have_url(re.compile("status=new"))
    expect(other.locator("th[data-col=qty]")).to_have_attribute("aria-sort", "descending")
    assert keys_of(other, 5) == keys_of(page, 5)

    stranger = sign_in("shop1")
    stranger.goto("/orders/?view=all")
    expect(stranger.get_by_role("link", name="Крупные новые")).to_have_count(0)


def test_the_workbook_holds_what_the_screen_shows(sign_in: SignIn, confirmed: None, tmp_path: Path) -> None:
    page = sign_in("planner")
    page.goto("/orders/?view=all&status=in_production&sort=-qty")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Выгрузить").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    sheet = openpyxl.load_workbook(file).active
    table = list(sheet.iter_rows(values_only=True))
    head = next(index for index, row in enumerate(table) if row[0] == "№")
    below = table[head + 1 :]
    shown = page.locator("[data-table=orders] thead th[data-col]")
    columns = [shown.nth(index).get_attribute("data-col") for index in range(shown.count())]
    assert len([title for title in table[head] if title]) == len(columns)
    found = int(page.locator("[data-table=orders]").get_attribute("data-found") or 0)
    assert len(below) == found
    assert [row[0] for row in below] == keys_of(page, found)
    cells = rows(page).first.locator("td:not(.check-cell)")
    at = {key: index for index, key in enumerate(columns)}
    assert str(below[0][at["qty"]]) == re.sub(r"\D", "", cells.nth(at["qty"]).inner_text())
    assert f"{below[0][at['due']]:%d.%m}" in cells.nth(at["due"]).inner_text()
    assert below[0][at["status"]] == cells.nth(at["status"]).inner_text().strip()


def test_the_columns_that_a_person_hides_stay_hidden(sign_in: SignIn) -> None:
    page = sign_in("planner")
    page.goto("/orders/?view=all")
    page.get_by_role("button", name="Колонки").click()
    page.locator("#orders-columns").get_by_label("Клиент", exact=True).uncheck()
    page.get_by_role("button", name="Применить", exact=True).click()
    expect(page.locator("th[data-col=customer]")).to_have_count(0)
    page.reload()
    expect(page.locator("th[data-col=customer]")).to_have_count(0)
    expect(page.locator("th[data-col=product]")).to_be_visible()


def test_a_phone_shows_orders_as_cards_without_a_sideways_scroll(sign_in: SignIn, confirmed: None) -> None:
    page = sign_in("planner", viewport=PHONE, has_touch=True)
    page.goto("/orders/?view=all&sort=number")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    first = rows(page).first
    box = first.bounding_box()
    assert box is not None
    assert box["width"] <= PHONE["width"]
    expect(first).to_match_aria_snapshot("- row /ЗП-0001 .* 570 шт\\. срок 05\\.03\\.2026/")
    first.tap()
    expect(page.locator("h1")).to_contain_text("ЗП-0001")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
