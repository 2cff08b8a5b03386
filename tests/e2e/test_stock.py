"""Warehouses and quality control in a browser: panels, selection, keys, narrow screens."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from potok.operations.purchasing.models import Receipt
from potok.operations.warehouse.models import StockDocument, StockLot

PHONE = {"width": 390, "height": 844}


def test_quality_control_releases_chosen_lots_by_keys(sign_in: Callable[..., Page]) -> None:
    waiting = StockLot.objects.filter(qc_status="quarantine", qty__gt=0).count()
    assert waiting
    page = sign_in("qc")
    page.goto("/quality/")
    expect(page.get_by_role("heading", name="Решения по партиям")).to_be_attached()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator(".selection")).to_contain_text("Выбрано 1")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast")).to_contain_text("Разрешено: 1 партия")
    assert StockLot.objects.filter(qc_status="quarantine", qty__gt=0).count() == waiting - 1


def test_a_refused_command_leaves_what_was_typed(sign_in: Callable[..., Page]) -> None:
    lot = StockLot.objects.filter(qc_status="released", item__type="raw").first()
    assert lot is not None
    page = sign_in("raw")
    page.goto(f"/stock/lot/{lot.code}/")
    page.get_by_role("button", name="Исправить остаток").click()
    panel = page.locator("#panel")
    panel.get_by_label("На самом деле").fill("−5")
    panel.get_by_label("Причина").fill("пересчёт")
    panel.get_by_role("button", name="Исправить").click()
    expect(panel.locator(".field__error")).to_be_visible()
    expect(panel.get_by_label("Причина")).to_have_value("пересчёт")
    panel.get_by_label("На самом деле").fill("5")
    with page.expect_navigation():
        panel.get_by_role("button", name="Исправить").click()
    expect(page.locator(".toast")).to_contain_text("остаток исправлен")
    assert StockDocument.objects.filter(kind="correction").count() == 1


def test_a_delivery_is_received_on_a_phone(sign_in: Callable[..., Page]) -> None:
    receipt = Receipt.objects.filter(status="confirmed").order_by("code").first()
    assert receipt is not None
    page = sign_in("raw", viewport=PHONE)
    page.goto(f"/pull-table/receipts/?text={receipt.code}")
    page.locator("tbody tr[data-key] a.main").first.click()
    page.get_by_role("button", name="Принять на склад").click()
    form = page.locator("#panel form").filter(has_text="Количество")
    with page.expect_navigation():
        form.locator("button[type=submit]").click()
    assert StockLot.objects.filter(document_lines__document__source=receipt.code).count() == 1
