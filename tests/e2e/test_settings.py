"""Settings in a real browser: nothing typed is lost, calendars are made, notices ring."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from potok.operations.catalog.models import CalendarRow, Item
from potok.server.demo import DEMO_PASSWORD

SignIn = Callable[..., Page]


def test_a_session_that_ended_costs_nothing_that_was_typed(sign_in: SignIn) -> None:
    page = sign_in("engineer")
    page.set_default_timeout(120_000)  # the first page of a session starts the site
    page.goto("/settings/items/R15/")
    page.locator("#f0-name").fill("Лак, новое название")
    Session.objects.all().delete()
    page.get_by_role("button", name="Сохранить").click()
    dialog = page.locator("#session-slot dialog")
    expect(dialog).to_contain_text("Сеанс закончился")
    dialog.locator("[name=password]").fill("не тот пароль")
    dialog.get_by_role("button", name="Войти и продолжить").click()
    expect(dialog).to_contain_text("Пароль не подошёл")
    dialog.locator("[name=password]").fill(DEMO_PASSWORD)
    dialog.get_by_role("button", name="Войти и продолжить").click()
    expect(page.locator("#toasts")).to_contain_text("записано")
    assert Item.objects.get(code="R15").name == "Лак, новое название"


def test_an_ordinary_form_asks_for_the_sign_in_before_it_leaves_the_page(sign_in: SignIn) -> None:
    page = sign_in("admin")
    page.goto("/settings/company/")
    page.locator("[name=director]").fill("Панин Виктор Сергеевич")
    Session.objects.all().delete()
    page.get_by_role("button", name="Сохранить").click()
    dialog = page.locator("#session-slot dialog")
    dialog.locator("[name=password]").fill(DEMO_PASSWORD)
    dialog.get_by_role("button", name="Войти и продолжить").click()
    expect(page.locator("#toasts")).to_contain_text("Настройки записаны")
    expect(page.locator("[name=director]")).to_have_value("Панин Виктор Сергеевич")


def test_what_was_typed_and_not_sent_comes_back_on_this_device(sign_in: SignIn) -> None:
    page = sign_in("engineer")
    page.goto("/settings/items/R15/")
    page.locator("#f0-family").fill("эмали")
    page.locator("#f0-family").press("Tab")
    page.goto("/settings/")
    page.goto("/settings/items/R15/")
    expect(page.locator("#f0-family")).to_have_value("")
    page.get_by_role("button", name="Вернуть введённое").click()
    expect(page.locator("#f0-family")).to_have_value("эмали")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.locator("#toasts")).to_contain_text("записано")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('items/R15')).length") == 0


def test_faults_stand_at_their_fields_and_a_recipe_line_is_added_and_removed(sign_in: SignIn) -> None:
    page = sign_in("engineer")
    page.goto("/settings/recipes/P101/")
    lines = page.locator("#card-lines tr")
    before = lines.count()
    page.get_by_role("button", name="Ещё строка").click()
    expect(lines).to_have_count(before + 1)
    lines.nth(0).locator("[name=qty_per_unit]").fill("минус")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.locator("#card-lines .field__error")).to_have_text("Нужно: число.")
    page.locator("#card-lines tr").nth(0).locator("[data-remove-line]").click()
    page.get_by_role("button", name="Сохранить").click()
    expect(page.locator("#toasts")).to_contain_text("записано")
    expect(page.locator(".columns--side")).to_contain_text("прежняя")


def test_a_calendar_is_made_from_a_pattern_after_a_look_at_what_changes(sign_in: SignIn) -> None:
    page = sign_in("planner")
    page.goto("/settings/calendars/-/make/")
    page.locator("#pattern").select_option("four_brigades")
    expect(page.locator("[name=start]")).to_have_count(3)
    page.locator("#first").fill("01.01.2027")
    page.locator("#last").fill("31.01.2027")
    page.get_by_role("button", name="Показать, что изменится").click()
    expect(page.locator("#make-result")).to_contain_text("93")
    page.get_by_role("button", name="Записать").click()
    expect(page.locator(".month")).to_contain_text("бригада")
    assert CalendarRow.objects.filter(date__year=2027).count() == 93


def test_the_bell_counts_what_waits_and_opens_it(sign_in: SignIn) -> None:
    page = sign_in("planner")
    page.goto("/notices/")  # receipts of the demo plant have slipped
    expect(page.locator("#bell .bell__dot")).to_be_visible()
    page.locator("#bell").click()
    expect(page.locator("#url-menu")).to_contain_text("Все уведомления")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Отложить все").click()
    expect(page.locator("main")).to_contain_text("Новых уведомлений нет")
