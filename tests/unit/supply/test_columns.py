import datetime as dt

import pytest

from potok.supply.columns import ColumnKind, column_of, pull_columns

MONDAY = dt.date(2026, 3, 2)
HOLIDAYS = frozenset({dt.date(2026, 3, 9)})


def test_the_table_has_working_days_of_two_weeks_and_then_weeks() -> None:
    columns = pull_columns(MONDAY, holidays=HOLIDAYS, weeks=2)
    days = [column.first for column in columns if column.kind is ColumnKind.DAY]
    assert [date.day for date in days] == [2, 3, 4, 5, 6, 10, 11, 12, 13]
    assert [(column.first.day, column.last, column.week_no) for column in columns[9:]] == [
        (16, dt.date(2026, 3, 22), 12),
        (23, dt.date(2026, 3, 29), 13),
    ]


@pytest.mark.parametrize("today", [MONDAY + dt.timedelta(days=number) for number in range(7)])
def test_every_date_from_today_lies_in_exactly_one_column(today: dt.date) -> None:
    until = today + dt.timedelta(days=400)
    columns = pull_columns(today, holidays=HOLIDAYS, until=until)
    assert columns[0].first == today
    assert columns[-1].kind is ColumnKind.LATER
    for number in range(400):
        date = today + dt.timedelta(days=number)
        inside = [
            index
            for index, column in enumerate(columns)
            if column.first <= date and (column.last is None or date <= column.last)
        ]
        assert inside == [column_of(date, columns)]


def test_a_day_off_belongs_to_the_working_day_before() -> None:
    columns = pull_columns(MONDAY, holidays=HOLIDAYS)
    assert columns[column_of(dt.date(2026, 3, 7), columns)].first == dt.date(2026, 3, 6)


def test_what_is_past_belongs_to_today() -> None:
    assert column_of(dt.date(2026, 2, 1), pull_columns(MONDAY, holidays=HOLIDAYS)) == 0


def test_there_is_no_column_for_later_when_nothing_happens_then() -> None:
    columns = pull_columns(MONDAY, holidays=HOLIDAYS, weeks=2, until=dt.date(2026, 3, 29))
    assert columns[-1].kind is ColumnKind.WEEK
    assert pull_columns(MONDAY, holidays=HOLIDAYS, weeks=2, until=dt.date(2026, 3, 30))[-1].last is None
