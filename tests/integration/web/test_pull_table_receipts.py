"""Receipts: the list, other dates tried and given, history."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from builders.pages import Person, cells_of, lines_of, number_of, row_of, sign_in, text_of
from potok.operations.catalog.models import PlantSettings
from potok.operations.orders.models import ProductionOrder
from potok.operations.purchasing.models import Receipt

pytestmark = pytest.mark.usefixtures("confirmed_database")

PAGE = "/pull-table/receipts/"


@pytest.fixture
def buyer(confirmed_database: None) -> Person:
    return sign_in("purchasing")


def start_of(order_no: str) -> dt.date | None:
    return ProductionOrder.objects.get(order_no=order_no).earliest_start_date


def move(person: Person, *, date: str, reason: str = "поставщик перенёс отгрузку", version: int = 1) -> int:
    answer = person.post(
        "/pull-table/redate/", receipt="ПР-013", item="R15", date=date, reason=reason, version=version
    )
    return int(answer.status_code)


def test_a_row_tells_slip_usable_date_and_who_lives_from_it(buyer: Person) -> None:
    cells = cells_of(row_of(buyer.html(PAGE), "ПР-013"))
    assert cells[:4] == ["ПР-013", "R15 Лак алкидный ПФ-060", "ПолиПак", "ЗПС-2613"]
    assert number_of(cells[4]) == 20177 - 1 + number_of("0,7")
    assert cells[5:11] == ["17.03.2026", "23.03.2026", "+6", "1", "Задержан", "25.03.2026"]
    assert cells[11] == "6 · ЗП-0140, ЗП-0122 +4"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 54),
        ("?view=slipped", 9),
        ("?view=overdue", 0),
        ("?view=waited_for", 28),
        ("?status=late", 9),
        ("?item=R15", 2),
        ("?supplier=АО «Минерал»", 9),
        ("?from=2026-03-23&to=23.03.2026", 6),
        ("?text=зпс-2613", 1),
        ("?text=лак&status=late", 1),
    ],
)
def test_the_address_line_filters(buyer: Person, query: str, found: int) -> None:
    page = buyer.html(PAGE + query)
    assert page.count("<tr tabindex") == found
    assert f"Найдено {found}" in text_of(page)


def test_pages_follow_each_other_by_key(buyer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("potok.web.pull_table.receipts.PAGE_ROWS", 20)
    page = buyer.html(f"{PAGE}?sort=-slip")
    shown = []
    while True:
        shown += [row.split('"')[0] for row in page.split('data-key="ПР-')[1:]]
        if 'hx-get="' not in page.partition("data-more")[2][:400]:
            break
        page = buyer.html(page.partition('data-more hx-get="')[2].split('"')[0].replace("&amp;", "&"))
    assert len(shown) == len(set(shown)) == 54
    assert shown[0] == "048"


def test_an_overdue_receipt_is_red_and_has_no_usable_date(buyer: Person) -> None:
    PlantSettings.objects.update(plant_today=dt.date(2026, 3, 24))
    row = row_of(buyer.html(f"{PAGE}?view=overdue"), "ПР-013")
    assert 'class="is-bad"' in row
    assert cells_of(row)[9:11] == ["просрочен", "даты нет"]


def test_trying_a_date_shows_the_orders_that_move_and_saves_nothing(buyer: Person) -> None:
    words = text_of(buyer.html("/pull-table/what-if/result/?item=R15&receipt=ПР-013&date=30.03.2026"))
    assert "23.03 → 30.03.2026" in words
    assert "25.03 → 01.04.2026" in words
    assert "4 заказа сдвинутся" in words
    assert "ЗП-0140" in words
    assert "25.03 → 01.04, срок 03.04" in words
    assert Receipt.objects.get(code="ПР-013").expected_date == dt.date(2026, 3, 23)
    assert start_of("ЗП-0140") == dt.date(2026, 3, 25)


def test_d_the_applied_date_moves_the_order(buyer: Person) -> None:
    assert move(buyer, date="30.03.2026") == 204
    assert start_of("ЗП-0140") == dt.date(2026, 4, 1)
    page = buyer.html(PAGE)
    assert "ПР-013: 23.03 → 30.03.2026, 4 заказа сдвинулись" in text_of(page)
    assert cells_of(row_of(page, "ПР-013"))[6:9] == ["30.03.2026", "+13", "2"]
    balance = text_of(buyer.html("/pull-table/item/R15/balance/?date=2026-03-23"))
    assert "Приход ПР-013" not in balance


def test_the_history_tells_who_moved_it_when_and_why(buyer: Person) -> None:
    move(buyer, date="30.03.2026")
    words = text_of(buyer.html(f"{PAGE}ПР-013/"))
    assert "Ожидаемая дата 23.03.2026 → 30.03.2026 Причина: поставщик перенёс отгрузку" in words
    assert "О. Савельева" in words
    assert words.index("Ожидаемая дата") < words.index("Записан: ожидается 23.03.2026")


def test_what_orders_take_of_a_receipt_and_what_is_left_is_all_of_it(buyer: Person) -> None:
    panel = buyer.html(f"{PAGE}ПР-013/")
    pegs = lines_of(panel.partition("Кого покрывает")[2].partition("История")[0])
    assert sum(number_of(value) for _, value in pegs[:-1]) == number_of(pegs[-1][1]) == number_of("20176,7")


def test_two_buyers_do_not_move_the_same_date(buyer: Person) -> None:
    assert move(buyer, date="30.03.2026") == 204
    assert move(buyer, date="27.03.2026") == 409
    assert Receipt.objects.get(code="ПР-013").expected_date == dt.date(2026, 3, 30)


@pytest.mark.parametrize(
    ("date", "reason"), [("нет", "есть"), ("30.03.2026", ""), ("01.03.2026", "есть"), ("23.03.2026", "есть")]
)
def test_a_bad_date_or_no_reason_is_refused(buyer: Person, date: str, reason: str) -> None:
    assert move(buyer, date=date, reason=reason) == 422
    assert Receipt.objects.get(code="ПР-013").version == 1


def test_only_purchasing_moves_dates() -> None:
    planner = sign_in("planner")
    assert "data-row-key" not in planner.html(PAGE)
    assert "Применить" not in planner.html("/pull-table/what-if/?item=R15")
    assert "Применить" in sign_in("purchasing").html("/pull-table/what-if/?item=R15")
    assert move(planner, date="30.03.2026") == 403


def test_the_workbook_holds_the_found_receipts(buyer: Person) -> None:
    response = buyer.get(f"{PAGE}export/?view=slipped&sort=-slip")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [row[0] for row in rows[:2]] == ["ПР-048", "ПР-020"]
    assert len(rows) == 9
    assert rows[0][7:11] == [dt.datetime(2026, 2, 27), dt.datetime(2026, 3, 25), 26, 1]
    assert "%D0%9F%D1%80" in response.headers["Content-Disposition"]


def test_unknown_receipts_are_not_found(buyer: Person) -> None:
    assert buyer.get(f"{PAGE}ПР-999/").status_code == 404
    assert buyer.get("/pull-table/what-if/?receipt=ПР-999").status_code == 404
