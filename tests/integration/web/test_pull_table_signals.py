"""Signals to purchasing: the list, answers, questions of planners."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from builders.pages import Person, cells_of, number_of, row_of, sign_in, text_of
from potok.operations.purchasing.models import PurchaseSignal

pytestmark = pytest.mark.usefixtures("confirmed_database")

PAGE = "/pull-table/signals/"


@pytest.fixture
def buyer(confirmed_database: None) -> Person:
    return sign_in("purchasing")


def signal_of(item: str, kind: str) -> PurchaseSignal:
    return PurchaseSignal.objects.get(item__code=item, kind=kind)


def test_c_what_nobody_has_ordered_stands_in_the_list(buyer: Person) -> None:
    number = signal_of("R13", "not_ordered").number
    cells = cells_of(row_of(buyer.html(PAGE), number))
    assert cells[1:4] == [number, "не заказано", "R13 Пигмент синий фталоцианиновый"]
    assert number_of(cells[4]) == 368
    assert cells[5:9] == ["01.04.2026", "23.02.2026", "7 дн.", "2 · ЗП-0081, ЗП-0115"]
    assert cells[-1] == "Открыт"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 20),
        ("?kind=not_ordered", 2),
        ("?kind=not_ordered&kind=date_slipped", 7),
        ("?item=R15", 3),
        ("?late=1", 15),
        ("?text=ЗП-0081", 1),
        ("?view=closed", 0),
    ],
)
def test_the_address_line_filters(buyer: Person, query: str, found: int) -> None:
    page = buyer.html(PAGE + query)
    assert page.count('<tr tabindex="-1"') == found
    assert f"Найдено {found}" in text_of(page)


def test_purchasing_accepts_several_signals_at_once(buyer: Person) -> None:
    numbers = [signal_of("R13", "not_ordered").number, signal_of("U22", "not_ordered").number]
    assert buyer.post(f"{PAGE}acknowledge/", key=numbers).status_code == 204
    page = buyer.html(f"{PAGE}?view=acknowledged")
    assert "Принято: 2 сигнала" in text_of(page)
    assert all(number in page for number in numbers)
    history = text_of(buyer.html(f"{PAGE}{numbers[0]}/"))
    assert "Состояние Открыт → Принят" in history
    assert "О. Савельева" in history


def test_one_signal_that_cannot_be_accepted_leaves_all_of_them_as_they_were(buyer: Person) -> None:
    number = signal_of("R13", "not_ordered").number
    assert buyer.post(f"{PAGE}acknowledge/", key=[number, "СГ-9999"]).status_code == 404
    assert signal_of("R13", "not_ordered").state == "open"


def test_a_receipt_of_the_item_answers_a_signal(buyer: Person) -> None:
    signal = signal_of("R15", "date_slipped")
    assert "ПР-014 · ЗПС-2614" in text_of(buyer.html(f"{PAGE}{signal.number}/"))
    assert buyer.post(f"{PAGE}{signal.number}/ordered/", receipt="ПР-001").status_code == 422
    assert buyer.post(f"{PAGE}{signal.number}/ordered/", receipt="ПР-014").status_code == 204
    signal.refresh_from_db()
    assert (signal.state, signal.receipt and signal.receipt.code) == ("ordered", "ПР-014")


def test_a_signal_is_closed_with_a_reason_only(buyer: Person) -> None:
    number = signal_of("R12", "too_late").number
    assert buyer.post(f"{PAGE}{number}/close/", reason=" ").status_code == 422
    assert buyer.post(f"{PAGE}{number}/close/", reason="снят с производства").status_code == 204
    assert "снят с производства" in buyer.html(f"{PAGE}{number}/")
    assert buyer.post(f"{PAGE}{number}/close/", reason="ещё раз").status_code == 409


def test_only_purchasing_answers() -> None:
    planner = sign_in("planner")
    number = signal_of("R13", "not_ordered").number
    panel = planner.html(f"{PAGE}{number}/")
    assert "Ответ закупок" not in panel
    assert "data-selection" not in planner.html(PAGE)
    for path in ("acknowledge/", f"{number}/ordered/", f"{number}/close/"):
        answer = planner.post(PAGE + path, key=number, receipt="ПР-001", reason="нет")
        assert (answer.status_code, answer.json()["code"]) == (403, "no_right")


def test_a_question_of_the_planner_becomes_a_signal(buyer: Person) -> None:
    planner = sign_in("planner")
    form = planner.html("/pull-table/ask/?item=R39")
    assert 'name="qty"' in form
    answer = planner.post(
        "/pull-table/ask/",
        item="R39",
        kind="insufficient_qty",
        qty="1\u202f200,5",
        need_date="20.03.2026",
        text="Хватит ли до конца марта?",
    )
    assert answer.status_code == 200
    signal = signal_of("R39", "insufficient_qty")
    assert (signal.missing_qty, signal.need_date, signal.by_hand) == (
        Decimal("1200.5"),
        dt.date(2026, 3, 20),
        True,
    )
    assert "Хватит ли до конца марта?" in buyer.html(f"{PAGE}{signal.number}/")


def test_a_question_without_text_comes_back_with_its_fault() -> None:
    planner = sign_in("planner")
    answer = planner.post("/pull-table/ask/", item="R39", kind="too_late", qty="5", need_date="20.03.2026")
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()


def test_the_signals_of_an_item_are_in_its_panel(buyer: Person) -> None:
    words = text_of(buyer.html("/pull-table/item/R15/signals/"))
    assert words.count("Не хватает") == 3
    assert words.index("срок сдвинут") < words.index("поздно") < words.index("забраковано")
