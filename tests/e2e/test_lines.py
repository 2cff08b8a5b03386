"""Designed lines in a browser: from a new line to norms in the route."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from playwright.sync_api import Page, expect

from potok.operations.catalog.models import RoutingLine


def test_a_line_is_designed_saved_and_accepted_into_the_route(sign_in: Callable[..., Page]) -> None:
    page = sign_in("engineer")
    page.goto("/lines/")
    page.get_by_role("link", name="Новая линия").click()
    page.get_by_label("Код", exact=True).fill("Л-9")
    page.get_by_label("Название", exact=True).fill("Фасовка")
    page.get_by_label("Изделие", exact=True).select_option("P101")
    page.get_by_label("Вид линии", exact=True).select_option("continuous")
    page.get_by_role("button", name="Дальше").click()
    page.get_by_role("button", name="Загрузить пример").click()
    page.get_by_role("link", name="Линия фасовки").click()

    answer = page.locator("#answer")
    expect(answer).to_contain_text("такт 23 с")
    page.locator("input[name='operations[0].route_op_no']").fill("30")
    page.locator("input[name='shift_h']").fill("30")
    expect(page.locator("input[name='shift_h']")).to_have_attribute("aria-invalid", "true")
    page.locator("input[name='shift_h']").fill("8")
    page.locator("input[name='program_pcs']").fill("1000")
    expect(answer).to_contain_text("000 шт. в смену")
    page.keyboard.press("Control+s")

    expect(page.get_by_role("heading", name="Операции по ходу линии")).to_be_visible()
    page.get_by_role("link", name="Таблицы").click()
    expect(page.get_by_text("Где добавляется рабочее место")).to_be_visible()
    page.get_by_role("button", name="Утвердить").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("row").filter(has_text="Темп")).to_contain_text("150")
    expect(dialog.get_by_role("row").filter(has_text="Темп")).to_contain_text("133,333333")
    dialog.get_by_role("button", name="Утвердить").click()
    expect(page.get_by_role("button", name="Утверждена · версия 1")).to_be_visible()
    line = RoutingLine.objects.get(product__code="P101", op_no=30)
    assert (line.rate_pcs_per_h, line.crew_people) == (Decimal("133.333333"), 1)
