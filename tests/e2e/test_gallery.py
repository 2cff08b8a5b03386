"""The component library in a real browser: keyboard, selection, panels, dialogs, look."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

SignIn = Callable[..., Page]


@pytest.fixture
def journal(sign_in: SignIn) -> Page:
    page = sign_in("admin")
    page.goto("/gallery/list/")
    return page


def focused(page: Page) -> str | None:
    return page.locator("tr.is-focused").get_attribute("data-key")


def to_the_last_row(page: Page) -> None:
    """End, again and again, until no next page is left to load."""
    page.keyboard.press("ArrowDown")
    while page.locator("[data-more]").count():
        page.keyboard.press("End")
        page.wait_for_function(
            """() => {
              const last = [...document.querySelectorAll('tr[data-key]')].at(-1);
              return !document.querySelector('[data-more]') || !last.classList.contains('is-focused');
            }"""
        )
    page.keyboard.press("End")


def test_arrows_lead_through_the_rows_and_enter_opens_the_card(journal: Page) -> None:
    journal.keyboard.press("ArrowDown")
    assert focused(journal) == "ЗП-0083"
    journal.keyboard.press("ArrowDown")
    assert focused(journal) == "ЗП-0082"
    journal.keyboard.press("PageDown")
    journal.keyboard.press("Home")
    assert focused(journal) == "ЗП-0083"
    journal.keyboard.press("Enter")
    journal.wait_for_url("**/gallery/list/83/")


def test_selected_rows_are_summed_and_sent_with_the_command(journal: Page) -> None:
    for key in ("ArrowDown", "Space", "Shift+ArrowDown", "Shift+ArrowDown"):
        journal.keyboard.press(key)
    bar = journal.locator("form[data-selection=orders]")
    expect(bar).to_be_visible()
    expect(bar.locator("[data-selected-count]")).to_have_text("3")
    expect(bar.locator("[data-selected-sum=pcs]")).to_have_text("32\u202f574")
    journal.keyboard.press("Control+Enter")
    dialog = journal.locator("dialog[open]")
    expect(dialog).to_contain_text("Выбрано 3\u00a0заказа")
    dialog.get_by_role("button", name="Подтвердить").click()
    expect(journal.locator("#toasts")).to_contain_text("Подтверждено заказов: 3")
    expect(journal.locator("dialog[open]")).to_have_count(0)
    journal.keyboard.press("Escape")
    expect(bar).to_be_hidden()


def test_a_command_is_offered_only_for_rows_that_can_take_it(journal: Page) -> None:
    journal.locator("tr[data-key='ЗП-0083'] .check-cell").click()
    confirm = journal.locator("[data-verb=confirm]")
    expect(confirm).to_be_visible()
    journal.locator("tr[data-key='ЗП-0080'] .check-cell").click(modifiers=["Shift"])
    assert confirm.get_attribute("data-part") == "3 из 4"
    journal.locator("[data-selection-clear]").last.click()
    journal.locator("tr[data-key='ЗП-0080'] .check-cell").click()
    expect(confirm).to_be_hidden()


def test_all_found_rows_are_meant_when_not_all_are_loaded(journal: Page) -> None:
    journal.keyboard.press("ArrowDown")
    journal.keyboard.press("Control+a")
    bar = journal.locator("form[data-selection=orders]")
    expect(bar.locator("[data-selected-count]")).to_have_text("83")
    expect(bar.locator("input[name=all]")).to_have_value("1")
    expect(bar.locator("[data-selected-sum=pcs]")).to_have_text("1\u202f160\u202f134")


def test_a_refusal_is_shown_inside_the_dialog_and_everything_typed_stays(journal: Page) -> None:
    journal.keyboard.press("ArrowDown")
    journal.keyboard.press("Space")
    journal.keyboard.press("Control+Enter")
    dialog = journal.locator("dialog[open]")
    dialog.get_by_label("Ответить отказом").check()
    dialog.get_by_role("button", name="Подтвердить").click()
    expect(dialog.locator(".alert--bad")).to_contain_text("Код: sample_refused")
    expect(dialog.get_by_label("Ответить отказом")).to_be_checked()


def test_the_quick_look_follows_the_row_and_escape_closes_it(journal: Page) -> None:
    for key in ("ArrowDown", "ArrowRight"):
        journal.keyboard.press(key)
    panel = journal.locator("#panel")
    expect(panel.locator("h2")).to_have_text("ЗП-0083")
    journal.keyboard.press("ArrowDown")
    expect(panel.locator("h2")).to_have_text("ЗП-0082")
    journal.keyboard.press("Escape")
    expect(panel).to_be_empty()
    assert focused(journal) == "ЗП-0082"


def test_the_next_rows_come_by_themselves(journal: Page) -> None:
    to_the_last_row(journal)
    expect(journal.locator("tr[data-key]")).to_have_count(83)
    assert focused(journal) == "ЗП-0001"
    expect(journal.locator("[data-rows-shown]")).to_contain_text("из 83")


def test_rows_far_from_view_leave_the_document_and_come_back_with_the_cursor(sign_in: SignIn) -> None:
    page = sign_in("admin", viewport={"width": 1440, "height": 400})
    page.goto("/gallery/list/?size=8")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    to_the_last_row(page)
    assert focused(page) == "ЗП-0001"
    expect(page.locator("tr.spacer").first).to_be_attached()
    expect(page.locator("tr[data-key='ЗП-0083']")).to_have_count(0)
    expect(page.locator("form[data-selection=orders] [data-selected-count]")).to_have_text("1")
    page.keyboard.press("Home")
    assert focused(page) == "ЗП-0083"
    expect(page.locator("tr[data-key='ЗП-0083']")).to_be_in_viewport()
    expect(page.locator("tr[data-key='ЗП-0083'] input")).to_be_checked()


def test_a_click_on_the_head_sorts_and_the_address_tells_it(journal: Page) -> None:
    journal.locator("th[data-col=qty] a").click()
    journal.wait_for_url("**sort=qty*")
    expect(journal.locator("th[data-col=qty]")).to_have_attribute("aria-sort", "ascending")


def test_columns_are_chosen_and_resized_on_the_device(journal: Page) -> None:
    journal.get_by_role("button", name="Колонки").click()
    menu = journal.locator("[data-columns=orders]")
    menu.get_by_label("Клиент").uncheck()
    menu.get_by_label("Ответственный").check()
    with journal.expect_navigation():
        menu.get_by_role("button", name="Применить").click()
    expect(journal.locator("th[data-col=customer]")).to_have_count(0)
    expect(journal.locator("th[data-col=manager]")).to_be_visible()
    grip = journal.locator("th[data-col=due] [data-grip]").bounding_box()
    assert grip is not None
    journal.mouse.move(grip["x"] + 3, grip["y"] + 5)
    journal.mouse.down()
    journal.mouse.move(grip["x"] + 43, grip["y"] + 5)
    journal.mouse.up()
    journal.reload()
    assert int(journal.locator("col[data-col=due]").get_attribute("width") or 0) >= 115


def test_the_palette_opens_finds_and_goes(journal: Page) -> None:
    journal.keyboard.press("Control+k")
    palette = journal.locator("#palette")
    expect(palette).to_be_visible()
    journal.keyboard.type("нет такого")
    expect(palette).to_contain_text("ничего не найдено")
    journal.keyboard.press("Escape")
    expect(palette).to_be_hidden()


def test_slash_opens_the_filter_menu_and_the_question_mark_the_list_of_keys(journal: Page) -> None:
    journal.keyboard.press("/")
    expect(journal.locator("#filter-menu")).to_be_visible()
    journal.locator("#filter-menu").get_by_text("Статус").click()
    expect(journal.locator("#url-menu")).to_contain_text("№ 1 · ЛКМ")
    journal.keyboard.press("Escape")
    journal.keyboard.press("?")
    expect(journal.locator("dialog#keys")).to_contain_text("найти или выполнить команду")


def test_the_theme_and_the_density_are_kept_without_a_flash(sign_in: SignIn) -> None:
    page = sign_in("admin", color_scheme="light")
    page.goto("/gallery/list/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator(".avatar").click()
    page.get_by_role("button", name="Тёмная").click()
    page.get_by_role("button", name="Плотные").click()
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    row = page.locator("tr[data-key]").first.bounding_box()
    assert row is not None
    assert row["height"] == pytest.approx(26, abs=1)


def test_copied_numbers_are_plain(journal: Page) -> None:
    text = journal.evaluate(
        """() => {
          const cells = [...document.querySelectorAll('td.num')];
          const cell = cells.find((td) => td.textContent.includes('\\u202f'));
          getSelection().selectAllChildren(cell);
          const data = new DataTransfer();
          document.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true }));
          return [cell.textContent, data.getData('text/plain')];
        }"""
    )
    assert text[1] == text[0].replace("\u202f", "")
    assert text[1].isdigit()


def test_in_the_matrix_n_jumps_to_the_next_shortage_and_enter_explains_it(sign_in: SignIn) -> None:
    page = sign_in("admin")
    page.goto("/gallery/matrix/")
    page.evaluate(  # the key N under the Russian layout is told by its place
        "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'т', code: 'KeyN', bubbles: true}))"
    )
    cursor = page.locator("td.is-cursor")
    expect(cursor).to_have_class("is-day is-cell is-negative is-cursor")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_contain_text("Свободно на 29.03.2026")
    page.keyboard.press("Escape")
    page.keyboard.press("Space")
    expect(page.locator("tbody[data-block=R15] tr")).to_have_count(1)
    assert page.evaluate("document.activeElement.closest('tr').dataset.key") == "R15"


def test_a_job_shows_its_progress_until_it_is_over(sign_in: SignIn) -> None:
    page = sign_in("admin")
    page.goto("/gallery/")
    expect(page.get_by_text("считаю, 2 из 5")).to_be_visible()
    page.get_by_role("button", name="Стоп").click()
    expect(page.get_by_text("План построен")).to_be_visible()


def test_a_toast_offers_to_undo(sign_in: SignIn) -> None:
    page = sign_in("admin")
    page.goto("/gallery/")
    page.get_by_role("button", name="С отменой").click()
    toast = page.locator("#toasts .toast")
    expect(toast).to_have_count(1)
    toast.get_by_role("button", name="Отменить").click()
    expect(toast).to_contain_text("Готово")
    page.get_by_role("button", name="Отказ").click()
    expect(page.locator("#toasts .toast--bad")).to_contain_text("не хватает партии L0028")


def test_date_fields_understand_short_dates(sign_in: SignIn) -> None:
    page = sign_in("admin")
    page.goto("/gallery/")
    field = page.get_by_label("Срок", exact=True)
    field.fill("7.4")
    field.press("Tab")
    expect(field).to_have_value("07.04.2026")
    field.press("ArrowUp")
    expect(field).to_have_value("08.04.2026")


def test_a_combobox_offers_by_code_and_by_name(sign_in: SignIn) -> None:
    page = sign_in("admin")
    page.goto("/gallery/")
    field = page.get_by_role("combobox", name="Изделие")
    field.click()
    field.type("эмаль")
    expect(page.locator(".combobox__option")).to_have_count(2)
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Эмаль ПФ-266 красно-коричневая, 1,9 кг")
    expect(page.locator("input[name=product]")).to_have_value("P107")


PHONE = {"width": 390, "height": 844}


def test_on_a_phone_rows_are_cards_and_nothing_runs_off_the_page(sign_in: SignIn) -> None:
    page = sign_in("admin", viewport=PHONE, has_touch=True)
    for address in ("/gallery/list/", "/gallery/list/81/", "/gallery/", "/gallery/matrix/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.goto("/gallery/list/")
    card = page.locator("tr[data-key]").first
    expect(card).to_contain_text("ЗП-0083")
    box = card.bounding_box()
    assert box is not None
    assert 80 < box["height"] < 130
    page.get_by_role("button", name="Разделы").tap()
    expect(page.locator("#nav")).to_be_in_viewport()
    page.touchscreen.tap(350, 600)
    expect(page.locator("#nav")).not_to_be_in_viewport()


def test_thin_spaces_are_wide_enough_to_part_thousands(journal: Page) -> None:
    width = journal.evaluate(
        """async () => {
          await document.fonts.ready;
          const width = (text) => {
            const span = document.createElement('span');
            span.textContent = text;
            span.style.position = 'absolute';
            document.body.append(span);
            const measured = span.getBoundingClientRect().width;
            span.remove();
            return measured / parseFloat(getComputedStyle(document.body).fontSize);
          };
          return width('1\\u202f1') - width('11');
        }"""
    )
    assert width == pytest.approx(0.18, abs=0.01)
