"""The time-phased form of the pull table on the demo plant with all orders confirmed."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from html import unescape

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders.pages import Person, cells_of, lines_of, number_of, row_of, sign_in, text_of
from potok.operations.orders.reads.derivations import NumberKind, derive, derive_need
from potok.operations.orders.reads.pull_books import load_pull_books
from potok.operations.orders.reads.pull_table import PullFilter, Scope, pull_view
from potok.operations.purchasing.models import Receipt

pytestmark = pytest.mark.usefixtures("confirmed_database")

PAGE = "/pull-table/"


@pytest.fixture
def planner(confirmed_database: None) -> Person:
    return sign_in("planner")


def items_on(html: str) -> list[str]:
    return re.findall(r'<tbody data-block="([^"]+)"', html)


def test_twelve_of_seventy_items_lack(planner: Person) -> None:
    page = planner.html(PAGE)
    assert "только с дефицитом · 12 из 70" in page
    assert set(items_on(page)) == {
        "R06", "R13", "R15", "R19", "R25", "R35", "R39", "R41", "R46", "U03", "U09", "U16",
    }  # fmt: skip
    assert "Позиций с дефицитом 12" in text_of(page)
    assert "Ждут заказов 50" in text_of(page)
    assert "Без даты запуска 4" in text_of(page)


def test_rows_stand_by_earliest_need_then_by_stopped_orders(planner: Person) -> None:
    pull = load_pull_books()
    rows = [item.row for item in pull_view(pull, PullFilter(scope=Scope.AHEAD)).rows]
    keys = [(row.first_need, -row.stopped_orders) for row in rows if row is not None]
    assert keys == sorted(keys)
    assert items_on(planner.html(PAGE))[:3] == ["R46", "R19", "R25"]


def test_the_row_of_r15_has_the_figures_of_the_plant(planner: Person) -> None:
    page = planner.html(f"{PAGE}?open=R15")
    row = row_of(page, "R15")
    numbers = [number_of(text) for text in cells_of(row)[1:-1]]
    assert numbers == [
        42104, 140, 140, 140, 140, 140, 140, 140, -5511, -5511, -5511, -5511, 5789, 3123, 11484,
    ]  # fmt: skip
    assert row.count("is-negative") == 4
    assert row.count("has-receipt") == 2
    assert cells_of(row)[-1] == "сдвиг"
    receipts = [text for text in cells_of(row_of(page, "R15:receipts")) if text.startswith("+")]
    assert [number_of(text) for text in receipts] == [20177, 16508]
    orders = re.findall(r'data-key="R15:(ЗП-\d+)"', page)
    assert orders == [
        "ЗП-0047", "ЗП-0061", "ЗП-0084", "ЗП-0072", "ЗП-0081", "ЗП-0115", "ЗП-0140", "ЗП-0122", "ЗП-0123",
    ]  # fmt: skip


def test_an_order_row_tells_when_it_can_start(planner: Person) -> None:
    page = planner.html(f"{PAGE}?open=R15")
    ends = {
        number: cells_of(row_of(page, f"R15:{number}"))[-1] for number in ("ЗП-0047", "ЗП-0081", "ЗП-0140")
    }
    assert ends == {"ЗП-0047": "с 25.03", "ЗП-0081": "нет R13", "ЗП-0140": "с 25.03"}
    late, blocked, timely = (row_of(page, f"R15:{number}") for number in ends)
    assert "need--wait" in late
    assert late.count("is-waiting") > 1
    assert 'class="need"' in blocked
    assert "need--ready" in timely


def test_every_number_of_every_row_is_the_sum_of_its_sources() -> None:
    pull = load_pull_books()
    for row in pull.table.rows:
        for kind in NumberKind:
            for column in pull.columns:
                found = derive(pull, row.item_id, kind, first=column.first)
                assert sum((source.qty for source in found.sources), Decimal(0)) == found.number
        for column in pull.columns:
            whole = derive(pull, row.item_id, NumberKind.BALANCE, first=column.first, whole=True)
            assert sum((source.qty for source in whole.sources), Decimal(0)) == whole.number


def test_every_need_of_a_waiting_order_is_its_recipe_and_finds_what_covers_it() -> None:
    pull = load_pull_books()
    for order_no, order in list(pull.coverage.orders.items())[:12]:
        for item_id in order.components:
            found = derive_need(pull, order_no, item_id)
            assert sum(part.gross for part in found.parts) == found.part.gross
            assert sum((source.qty for source in found.supply.sources), Decimal(0)) == found.supply.number
            assert (found.supply.number >= found.part.gross) is (found.part.day is not None)


def test_every_visible_number_of_an_open_item_opens_a_panel_that_adds_up(planner: Person) -> None:
    page = planner.html(f"{PAGE}?open=R15&item=R15")
    looked = [(number_of(text), unescape(look)) for look, text in _looks(page)]
    assert len(looked) == 15 + 2 + 4 + 6 + 9
    for shown, look in looked:
        panel = planner.html(look)
        result = re.search(r'<div class="result">(.*?)</div>', panel)
        assert result
        value = number_of(result[1])
        assert abs(abs(value) - abs(shown)) <= Decimal("0.5")
        first_rows = panel.split('class="rows__total"')[0]
        assert sum(number_of(text) for _, text in lines_of(first_rows)) == value


def _looks(page: str) -> list[tuple[str, str]]:
    found = re.findall(r'<td [^>]*data-look="([^"]+)"[^>]*>(.*?)</td>', page, re.DOTALL)
    return [(look, text) for look, text in found if text_of(text)]


def test_the_panel_names_receipt_inspection_and_held_orders(planner: Person) -> None:
    words = text_of(planner.html(f"{PAGE}item/R15/balance/?date=2026-03-23"))
    assert "Свободно на 29.03.2026" in words
    assert "Приход ПР-013, годен 25.03" in words
    assert "обещано 17.03 → ожидается 23.03.2026, сдвиг на 6 дней" in words
    assert "23.03 + 2 = 25.03.2026" in words
    assert "ЗП-0047" in words
    assert "В строке не считаются заказы без даты запуска: ЗП-0081 (нет R13), ЗП-0115 (нет R13)." in words


def test_a_red_cell_names_the_receipt_that_ends_the_shortage(planner: Person) -> None:
    words = text_of(planner.html(f"{PAGE}item/R15/balance/?date=2026-03-16"))
    assert "Когда закроется нехватка 23–29.03, неделя 13: ПР-013 (25.03)" in words
    words = text_of(planner.html(f"{PAGE}item/R13/balance/?date=2026-04-06"))
    assert "Известные приходы её не закрывают." in words


def test_stock_that_may_not_be_used_is_named(planner: Person) -> None:
    words = text_of(planner.html(f"{PAGE}item/R19/stock/"))
    assert "Не считаются" in words
    assert "9 471,4 кг" in words.replace("\u202f", " ")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?show=ahead", 16),
        ("?show=all", 70),
        ("?show=all&type=packaging", 22),
        ("?text=пигмент", 1),
        ("?text=R1&show=shortage", 3),
        ("?workshop=2", 5),
        ("?workshop=1&workshop=3", 8),
        ("?item=R02", 1),
        ("?show=nonsense&type=nonsense", 12),
    ],
)
def test_the_address_line_filters(planner: Person, query: str, expected: int) -> None:
    assert len(items_on(planner.html(PAGE + query))) == expected


def test_water_is_in_the_table_without_figures(planner: Person) -> None:
    row = cells_of(row_of(planner.html(f"{PAGE}?item=R01"), "R01"))
    assert set(row[1:-1]) == {"—"}
    assert row[-1] == "без учёта"


def test_the_first_item_is_open_and_the_address_keeps_what_the_user_opens(planner: Person) -> None:
    assert 'data-key="R46:receipts"' in planner.html(PAGE)
    current = "http://testserver/pull-table/?text=1"
    closed = planner.get(f"{PAGE}item/R15/?open=1", **{"HX-Request": "true", "HX-Current-URL": current})
    assert closed.headers["HX-Replace-Url"] == "/pull-table/?text=1&open=R19.R15"
    assert 'data-key="R15:receipts"' in closed.content.decode()


def test_the_workbook_holds_the_rows_of_the_screen(planner: Person) -> None:
    response = planner.get(f"{PAGE}export/?text=лак")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    balances, orders = book.worksheets
    assert balances["A1"].value.startswith("только с дефицитом · «лак»")
    rows = [[cell.value for cell in row] for row in balances.iter_rows(min_row=3)]
    assert [row[0] for row in rows] == ["R15"]
    assert rows[0][3:5] == [42104.1, 139.529]
    assert rows[0][-4:-2] == [3122.904, 11484.194]
    assert orders.max_row == 2 + 9


def test_a_filter_that_finds_nothing_offers_to_drop_it(planner: Person) -> None:
    page = planner.html(f"{PAGE}?show=all&text=такого нет")
    assert "Под фильтр не попала ни одна позиция." in page
    assert "Снять фильтр" in page


def test_unknown_items_and_numbers_are_not_found(planner: Person) -> None:
    for path in ("item/R99/", "item/R99/free/", "item/R15/nonsense/", "order/ЗП-9999/item/R15/"):
        assert planner.get(PAGE + path).status_code == 404


def test_orders_without_a_start_are_listed_with_what_they_lack(planner: Person) -> None:
    lines = lines_of(planner.html(f"{PAGE}unstartable/"))
    assert {(words.split()[0], value) for words, value in lines} == {
        ("ЗП-0081", "нет R13"),
        ("ЗП-0115", "нет R13"),
        ("ЗП-0105", "нет U22"),
        ("ЗП-0144", "нет U22"),
    }


def test_a_page_asks_the_database_the_same_few_questions_whatever_it_shows(planner: Person) -> None:
    planner.html(PAGE)
    counts = []
    for query in ("", "?show=all"):
        with CaptureQueriesContext(connection) as queries:
            planner.html(PAGE + query)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 18


def test_of_many_waiting_orders_the_first_are_shown_and_the_rest_counted(
    planner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("potok.web.pull_table.rows.MOST_ORDERS", 3)
    page = planner.html(f"{PAGE}?open=R15")
    assert re.findall(r'data-key="R15:(ЗП-\d+)"', page) == ["ЗП-0047", "ЗП-0061", "ЗП-0084"]
    assert cells_of(row_of(page, "R15:further"))[0] == "и ещё 6 заказов"


def test_figures_grow_old_when_their_inputs_move(planner: Person) -> None:
    address = re.search(r'hx-get="([^"]*freshness[^"]*)"', planner.html(PAGE))
    assert address
    asking = unescape(address[1])
    assert "stale" not in planner.html(asking)
    Receipt.objects.filter(code="ПР-013").update(comment="позвонили")
    answer = planner.html(asking)
    assert "остатки, приходы или заказы изменились" in answer
    assert 'class="stale"' in answer
    aged = re.sub(r"at=\d{4}", "at=2001", asking)
    assert "прошло больше 15 минут" in planner.html(aged)


def test_only_the_planner_may_ask(planner: Person) -> None:
    address = f"{PAGE}ask/?item=R13"
    assert "ask/?item=R13" in planner.html(f"{PAGE}item/R13/free/")
    assert planner.get(address).status_code == 200
    head = sign_in("shop1")
    assert "ask/?item=R13" not in head.html(f"{PAGE}item/R13/free/")
    assert head.get(address).status_code == 403
