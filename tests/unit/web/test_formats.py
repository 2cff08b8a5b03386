from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from potok.web import formats

THIN = "\u202f"
SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, None, "0"),
        (7280, None, f"7{THIN}280"),
        (1_059_512, None, f"1{THIN}059{THIN}512"),
        (999, None, "999"),
        (Decimal("7.900"), None, "7,9"),  # trailing zeros are dropped in free text
        (Decimal("3874.0"), 1, f"3{THIN}874,0"),  # and kept inside a column
        (Decimal("1003.643"), None, f"1{THIN}003,643"),
        (-13, None, "−13"),
        (Decimal("-0.04"), 1, "0,0"),  # zero has no sign
        (Decimal("0.05"), 1, "0,1"),  # half up, not to even
        (Decimal("0.25"), 1, "0,3"),
        (0.1 + 0.2, None, "0,3"),  # no binary noise
        (1e21, None, THIN.join(["1", *["000"] * 7])),
        (Decimal("1E+3"), None, f"1{THIN}000"),
        (None, 2, "—"),
    ],
)
def test_a_number_has_comma_thin_spaces_and_a_true_minus(
    value: formats.Number | None, decimals: int | None, text: str
) -> None:
    assert formats.number(value, decimals) == text


def test_plus_stands_before_deviations_only_and_never_before_zero() -> None:
    assert formats.signed(Decimal("9.9"), 1) == "+9,9"
    assert formats.signed(Decimal(-1), 1) == "−1,0"
    assert formats.signed(0) == "0"


def test_each_kind_of_number_has_its_precision() -> None:
    value = Decimal("1234.5678")
    assert formats.pieces(value) == f"1{THIN}235"
    assert formats.kilograms(value) == f"1{THIN}234,6"
    assert formats.kilograms(value, 3) == f"1{THIN}234,568"
    assert formats.share(Decimal("0.9644")) == "0,964"
    assert formats.percent(Decimal("98.34")) == f"98,3{SPACE}%"
    assert formats.roubles(Decimal("12.5")) == f"12,50{SPACE}₽"


def test_a_quantity_carries_its_unit_behind_a_no_break_space() -> None:
    assert formats.quantity(Decimal("7.900"), "kg") == f"7,9{SPACE}кг"
    assert formats.quantity(Decimal(7317), "pcs") == f"7{THIN}317{SPACE}шт."
    assert formats.quantity(Decimal(266), "kg", 1) == f"266,0{SPACE}кг"
    assert formats.quantity(None, "kg") == "—"
    assert formats.quantity(3, "вёдра") == f"3{SPACE}вёдра"


def test_dates_and_times_are_russian_and_of_24_hours() -> None:
    moment = dt.datetime(2026, 3, 2, 9, 5)
    assert formats.date(moment.date()) == "02.03.2026"
    assert formats.short_date(moment.date()) == "02.03"
    assert formats.time(moment) == "09:05"
    assert formats.moment(moment) == f"02.03.2026{SPACE}09:05"
    assert formats.short_moment(moment) == f"02.03{SPACE}09:05"
    assert formats.week(dt.date(2026, 3, 29)) == f"неделя{SPACE}13"
    assert formats.weekday(moment.date()) == "пн"
    assert {formats.date(None), formats.short_date(None), formats.time(None), formats.moment(None)} == {"—"}


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (dt.date(2026, 2, 10), dt.date(2026, 3, 2), "10.02–02.03.2026"),
        (dt.date(2025, 12, 29), dt.date(2026, 1, 4), "29.12.2025–04.01.2026"),
        (dt.date(2026, 3, 2), dt.date(2026, 3, 2), "02.03.2026"),
        (dt.date(2026, 3, 2), None, f"с{SPACE}02.03.2026"),
        (None, dt.date(2026, 3, 2), f"по{SPACE}02.03.2026"),
        (None, None, "—"),
    ],
)
def test_a_range_has_an_en_dash_and_the_year_once(
    first: dt.date | None, last: dt.date | None, text: str
) -> None:
    assert formats.date_range(first, last) == text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (1419, f"23{SPACE}ч{SPACE}39{SPACE}мин"),
        (60, f"1{SPACE}ч"),
        (39, f"39{SPACE}мин"),
        (0, f"0{SPACE}мин"),
        (-75, f"−1{SPACE}ч{SPACE}15{SPACE}мин"),
        (Decimal("12.5"), f"13{SPACE}мин"),
        (None, "—"),
    ],
)
def test_a_duration_is_hours_and_minutes(minutes: formats.Number | None, text: str) -> None:
    assert formats.duration(minutes) == text


@pytest.mark.parametrize(
    ("count", "word"),
    [
        (1, "заказ"),
        (2, "заказа"),
        (5, "заказов"),
        (11, "заказов"),
        (12, "заказов"),
        (21, "заказ"),
        (111, "заказов"),
        (0, "заказов"),
    ],
)
def test_a_count_takes_the_russian_form_of_its_word(count: int, word: str) -> None:
    assert formats.counted(count, "заказ", "заказа", "заказов") == f"{count}{SPACE}{word}"


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("ООО «Чистый город»", "Чистый город"),
        ("АО «Региональный опт»", "Региональный опт"),
        ("ИП Строев", "Строев"),
        ("Склад готовой продукции", "Склад готовой продукции"),
        ("«Ромашка»", "«Ромашка»"),
        ("ОООснова", "ОООснова"),
    ],
)
def test_a_customer_in_a_list_has_no_legal_form(full: str, short: str) -> None:
    assert formats.customer(full) == short
