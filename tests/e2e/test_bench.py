"""The engineering bench in a browser: a form filled by hand, a pasted table, tools, saving, files."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

CARTRIDGE = "/bench/cycle.duration/?case=ex2-cartridge-batch-100"
PASTED = "Патронирование\t5\t1\nОбработка среза\t7\t1\nПарафинировка\t6\t1\nУпаковка\t13\t1\nУкупорка\t2\t1"


def paste(page: Page, text: str) -> None:
    """Paste into the focused field as a spreadsheet would."""
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def result(page: Page, path: str) -> Locator:
    return page.locator(f"[data-result='{path}']")


def test_a_form_filled_by_hand_with_a_pasted_table_gives_the_result(sign_in: Callable[..., Page]) -> None:
    page = sign_in("engineer")
    page.goto("/bench/")
    page.get_by_role("searchbox").fill("цикл движен")
    expect(page.locator(".bench-card")).to_have_count(1)
    page.get_by_role("link", name="Длительность производственного цикла").click()
    page.get_by_label("Размер партии").fill("100")
    page.get_by_label("Передаточная партия").fill("1")
    page.locator("#table-operations .bench-cell").first.focus()
    paste(page, PASTED)
    expect(result(page, "mixed_min")).to_have_text("1\u202f419")
    expect(result(page, "sequential_min")).to_have_text("3\u202f300")
    rows = page.locator("#table-operations tbody tr")
    expect(rows).to_have_count(6)
    page.locator("input[name='operations[2].time_min']").fill("5")
    expect(result(page, "mixed_min")).to_have_text("1\u202f517")
    expect(page.locator("input[name='operations[2].time_min']")).to_be_focused()


def test_faults_stand_at_their_fields_and_go_when_they_are_mended(sign_in: Callable[..., Page]) -> None:
    page = sign_in("engineer")
    page.goto(CARTRIDGE)
    batch = page.get_by_label("Размер партии")
    batch.fill("сто")
    page.locator("input[name='operations[1].time_min']").fill("-7")
    expect(batch).to_have_attribute("aria-invalid", "true")
    expect(page.locator("input[name='operations[1].time_min']")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#answer")).to_contain_text("2 ошибки")
    batch.fill("100")
    page.locator("input[name='operations[1].time_min']").fill("7")
    expect(result(page, "mixed_min")).to_have_text("1\u202f419")
    expect(batch).not_to_have_attribute("aria-invalid", "true")


def test_of_two_forms_one_is_chosen_and_the_other_is_put_away(sign_in: Callable[..., Page]) -> None:
    page = sign_in("engineer")
    page.goto("/bench/labour.time_balance/?case=four-crews")
    cycle, by_number = (
        page.get_by_role("textbox", name="Период сменооборота"),
        page.locator("input[name=days_off_days]"),
    )
    expect(cycle).to_be_visible()
    expect(by_number).to_be_hidden()
    page.get_by_text("Числом за год").click()
    expect(cycle).to_be_hidden()
    by_number.fill("90")
    expect(result(page, "nominal_days")).to_have_text("275")
    expect(page.locator("#answer")).to_contain_text("Пересчитано")
    sent = page.evaluate("[...new FormData(document.getElementById('calc-form')).keys()]")
    assert "days_off_days" in sent
    assert "shift_cycle_days" not in sent


def test_in_a_row_the_other_form_closes_when_one_is_begun(sign_in: Callable[..., Page]) -> None:
    page = sign_in("engineer")
    page.goto("/bench/labour.piece_wage_fund/")
    rate = page.locator("input[name$='[0].hourly_rate_rub']")
    salary = page.locator("input[name$='[0].monthly_salary_rub']")
    rate.fill("210")
    expect(salary).to_be_disabled()
    rate.fill("")
    salary.fill("60000")
    expect(rate).to_be_disabled()


def test_rows_are_removed_and_the_note_follows(sign_in: Callable[..., Page]) -> None:
    page = sign_in("engineer")
    page.goto("/bench/cycle.duration/?case=bakery-7-operations")
    table = page.locator("#table-operations tbody")
    before = result(page, "sequential_min").inner_text()
    table.locator("tr").first.hover()
    table.get_by_role("button", name="Убрать строку").first.click()
    expect(result(page, "sequential_min")).not_to_have_text(before)
    expect(table.locator("tr").first).to_have_attribute("data-row", "operations[0]")


def test_a_value_in_another_unit_is_converted_visibly(sign_in: Callable[..., Page]) -> None:
    page = sign_in("engineer")
    page.goto("/bench/sheltered.service_load/?case=five-cycles-120")
    page.get_by_label("Интервал", exact=True).fill("2")
    page.get_by_label("Единица: Интервал").select_option("h")
    expect(page.locator("[data-field=interval_min] [data-note]")).to_have_text("= 120 мин")
    expect(page.locator("#answer")).to_contain_text("Пересчитано")


def test_misprints_of_the_source_are_shown_with_the_right_value(sign_in: Callable[..., Page]) -> None:
    page = sign_in("engineer")
    page.goto(CARTRIDGE)
    expect(page.locator(".note__errata")).to_contain_text("Напечатано сокращение 6,2 %")
    page.get_by_label("Размер партии").fill("101")
    expect(page.locator(".note__errata")).to_have_count(0)


def test_what_if_moves_a_value_and_hands_it_to_the_form(sign_in: Callable[..., Page]) -> None:
    page = sign_in("engineer")
    page.goto(CARTRIDGE)
    page.get_by_role("button", name="Что, если…").click()
    page.get_by_label("Смотрим на").select_option("sequential_min")
    expect(page.locator("#answer .picture svg")).to_be_visible()
    slider = page.get_by_role("slider")
    slider.focus()
    slider.press("End")
    expect(page.locator("#answer")).to_contain_text("4\u202f950")
    page.get_by_role("button", name="Подставить 150").click()
    expect(page.get_by_role("textbox", name="Размер партии")).to_have_value("150")
    expect(result(page, "sequential_min")).to_have_text("4\u202f950")


def test_a_wanted_result_is_solved_for_an_input(sign_in: Callable[..., Page]) -> None:
    page = sign_in("engineer")
    page.goto(CARTRIDGE)
    page.get_by_role("button", name="Подобрать").click()
    page.get_by_label("Смотрим на").select_option("sequential_min")
    page.get_by_label("Нужное значение").fill("6600")
    page.get_by_role("button", name="Подставить 200").click()
    expect(result(page, "sequential_min")).to_have_text("6\u202f600")


def test_two_variants_stand_side_by_side(sign_in: Callable[..., Page]) -> None:
    page = sign_in("engineer")
    page.goto(CARTRIDGE)
    page.get_by_role("button", name="Сравнение").click()
    page.get_by_role("button", name="Запомнить эти данные").click()
    page.get_by_label("Размер партии").fill("50")
    row = page.locator("#answer tr", has_text="Цикл при последовательном движении")
    expect(row).to_contain_text("3\u202f300")
    expect(row).to_contain_text("1\u202f650")
    expect(row).to_contain_text("−50 %")


def test_a_calculation_is_saved_changed_and_copied(sign_in: Callable[..., Page]) -> None:
    page = sign_in("engineer")
    page.goto(CARTRIDGE)
    page.get_by_label("Размер партии").press("Control+s")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Название", exact=True).fill("Патроны, март")
    dialog.get_by_role("button", name="Сохранить").click()
    expect(page).to_have_url("/bench/saved/%D0%A0%D0%A1-0001/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Патроны, март")
    page.get_by_label("Размер партии").fill("200")
    expect(result(page, "sequential_min")).to_have_text("6\u202f600")
    page.get_by_role("button", name="Сохранить").click()
    page.get_by_role("button", name="Версия 2 расчёта РС-0001").click()
    expect(page.locator("h1 ~ .pill").first).to_contain_text("версия 2")
    page.goto("/bench/saved/")
    expect(page.get_by_role("row", name="Патроны, март")).to_contain_text("РС-0001")


def test_data_of_the_plant_fill_the_form(sign_in: Callable[..., Page]) -> None:
    page = sign_in("engineer")
    page.goto("/bench/cycle.duration/")
    page.get_by_role("button", name="Из завода").click()
    page.get_by_role("button", name="Из маршрута изделия…").click()
    page.get_by_role("button", name="Взять данные").click()
    expect(page.locator("#answer")).to_contain_text("Пересчитано")
    expect(page.locator(".alert", has_text="Данные завода")).to_contain_text("Размер партии")


def test_norms_of_a_saved_calculation_go_into_a_route(sign_in: Callable[..., Page]) -> None:
    page = sign_in("engineer")
    page.goto("/bench/cycle.duration/?fill=route&product=P101")
    page.get_by_role("button", name="Сохранить").first.click()
    page.locator("#save-form").get_by_role("button", name="Сохранить").click()
    page.get_by_role("button", name="Другие действия").click()
    page.get_by_role("button", name="Применить к маршруту…").click()
    preview = page.locator("#route-preview")
    expect(preview).to_contain_text("Станет")
    page.get_by_text("к загрузке целиком").click()
    expect(preview).to_contain_text("Так применить нельзя")
    page.get_by_text("к изделию").click()
    page.get_by_label("Операция маршрута: Смешение").select_option("10|M101")
    expect(preview.locator("tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Записать в маршрут").click()
    expect(page.locator("dialog#route")).to_have_count(0)
    expect(page.locator("body")).to_contain_text("Маршрут P101: изменено 1 строка")


@pytest.mark.parametrize(("button", "start"), [("XLSX", b"PK"), ("PDF", b"%PDF-")])
def test_the_note_is_had_as_a_file(sign_in: Callable[..., Page], button: str, start: bytes) -> None:
    page = sign_in("engineer")
    page.goto(CARTRIDGE)
    form = page.evaluate("[...new FormData(document.getElementById('calc-form')).entries()]")
    target = f"/bench/cycle.duration/{button.lower()}/"
    assert page.get_by_role("button", name=button, exact=True).get_attribute("formaction") == target
    answer = page.request.post(target, form={name: str(value) for name, value in form})
    assert answer.body().startswith(start)
