"""The shops in a browser: a tablet that loses the network; an order's whole way through the shop."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

from builders.floor import first_order, places_of, put_plan_in_force
from potok.operations.orders.models import ProductionOrder
from potok.operations.people.acting import SYSTEM
from potok.operations.people.floor import save_floor_person
from potok.operations.shopfloor.models import OperationRun, TechCard, WorkReport

#: The machine of the tests may be busy; what is asserted does not depend on how long it takes.
PATIENCE = 60_000
TABLET = {"width": 1024, "height": 768}
SignIn = Callable[..., Page]


@pytest.fixture
def order_no(site: str) -> str:
    """The first order of a plan in force."""
    put_plan_in_force()
    return first_order()


def open_work(page: Page, address: str, key: str) -> None:
    page.goto(f"{address}#{quote(key)}", timeout=2 * PATIENCE)
    expect(page.locator(f'[data-pane="{key}"]')).to_be_visible()


def launch(page: Page, key: str) -> None:
    pane = page.locator(f'[data-pane="{key}"]')
    pane.get_by_role("button", name="Запустить").click()
    expect(page.locator(f'[data-pane="{key}"][data-told="running"]')).to_be_visible()


def report(page: Page, pcs: int) -> None:
    for digit in str(pcs):
        page.locator(f'[data-digit="{digit}"]').click()
    page.get_by_role("button", name=f"Записать +{pcs}").click()


def in_queue(page: Page, count: int) -> None:
    expect(page.locator("[data-queue-count]")).to_have_text(str(count))


def test_reports_without_network_survive_a_reload_and_are_each_written_once(
    order_no: str, sign_in: SignIn
) -> None:
    place = places_of(order_no)[0]
    page = sign_in(place.head, viewport=TABLET)
    open_work(page, place.address, place.key)
    launch(page, place.key)
    page.wait_for_function(
        "async () => navigator.serviceWorker.controller && await caches.match(location.href.split('#')[0])",
        timeout=PATIENCE,
    )
    page.context.set_offline(True)
    for pcs in (4, 5, 6):
        report(page, pcs)
    in_queue(page, 3)
    expect(page.locator("#floor-strip")).to_contain_text("Без сети, в очереди 3")
    assert not WorkReport.objects.exists()

    page.reload()
    in_queue(page, 3)
    tile = page.locator(f'[data-pane="{place.key}"] [data-tile="good"] [data-figure]')
    expect(tile).to_have_text("15")

    page.context.set_offline(False)
    in_queue(page, 0)
    expect(page.locator("#floor-strip")).to_be_hidden()
    assert sorted(WorkReport.objects.values_list("good_pcs", flat=True)) == [4, 5, 6]
    assert OperationRun.objects.get().good_pcs == 15


def test_a_report_whose_answer_is_lost_is_sent_again_and_written_once(order_no: str, sign_in: SignIn) -> None:
    place = places_of(order_no)[0]
    page = sign_in(place.head, viewport=TABLET)
    open_work(page, place.address, place.key)
    launch(page, place.key)
    lost: list[str] = []

    def lose_the_answer(route: Route) -> None:
        if lost:
            return route.continue_()
        route.fetch()
        lost.append(str(route.request.post_data))
        return route.abort()

    page.route("**/shift/entry/", lose_the_answer)
    report(page, 7)
    in_queue(page, 1)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    in_queue(page, 0)
    assert len(lost) == 1
    assert [row.good_pcs for row in WorkReport.objects.all()] == [7]


def test_an_operator_signs_reports_by_tile_and_pin(order_no: str, sign_in: SignIn) -> None:
    place = places_of(order_no)[0]
    save_floor_person(
        SYSTEM,
        workshop=place.head.removeprefix("shop"),
        username="",
        pin="2580",
        first_name="Оксана",
        last_name="Зайцева",
    )
    page = sign_in(place.head, viewport={"width": 390, "height": 844})
    open_work(page, place.address, place.key)
    launch(page, place.key)
    page.get_by_role("button", name="Сменить оператора").click()
    page.get_by_role("button", name="О. Зайцева").click()
    page.locator("[data-pin-input]").fill("1111")
    page.locator('[data-pin-digit="go"]').click()
    expect(page.locator("#operator")).to_contain_text("PIN не подходит")
    for digit in "2580":
        page.locator(f'[data-pin-digit="{digit}"]').click()
    page.locator('[data-pin-digit="go"]').click()
    expect(page.locator("[data-operator-name]")).to_have_text("О. Зайцева")
    report(page, 3)
    in_queue(page, 0)
    assert WorkReport.objects.get().people == ["О. Зайцева"]


def test_an_order_goes_from_launch_to_done(order_no: str, sign_in: SignIn) -> None:
    places = places_of(order_no)
    qty = ProductionOrder.objects.get(order_no=order_no).qty_pcs
    pages = {head: sign_in(head) for head in {place.head for place in places}}
    for place in places:
        open_work(pages[place.head], place.address, place.key)
        launch(pages[place.head], place.key)
    shop = pages[places[-1].head]
    report(shop, qty)
    in_queue(shop, 0)
    shop.locator(f'[data-pane="{places[-1].key}"]').get_by_role("button", name="Завершить").click()
    expect(shop.locator(f'[data-pane="{places[-1].key}"][data-told="finished"]')).to_be_visible()

    shop.goto("/tech-cards/")
    shop.get_by_role("button", name="Новая карта").click()
    shop.locator("dialog[open] select").select_option(order_no)
    shop.get_by_role("button", name="Завести карту").click()
    shop.wait_for_url("**/tech-cards/card/**", timeout=PATIENCE)
    for select in shop.locator('select[aria-invalid="true"]').all():
        select.select_option(index=1)
    shop.get_by_role("button", name="Передать").click()
    expect(shop.locator(".page-head")).to_contain_text("Передана цехом")

    planner = sign_in("planner")
    planner.goto("/tech-cards/")
    planner.get_by_role("link", name=TechCard.objects.get().number).click()
    expect(planner.get_by_role("heading", name="Что произойдёт")).to_be_visible()
    planner.keyboard.press("Control+Enter")
    expect(planner.locator(".page-head")).to_contain_text("Проведена")
    assert ProductionOrder.objects.get(order_no=order_no).status == "done"
