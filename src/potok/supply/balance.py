"""The projected balance of one item over the columns of the pull table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from potok.supply.amounts import quantity
from potok.supply.columns import Column, column_of
from potok.supply.pull_row import Cell

#: What happens to an item on one date, thousandths: (date, received, needed).
DayChange = tuple[dt.date, int, int]


def day_changes(movements: Iterable[tuple[dt.date, int]]) -> list[DayChange]:
    """Signed movements summed by date, in sequence of dates."""
    days: dict[dt.date, tuple[int, int]] = {}
    for date, qty in movements:
        received, needed = days.get(date, (0, 0))
        days[date] = (received + max(qty, 0), needed + max(-qty, 0))
    return [(date, *days[date]) for date in sorted(days)]


def first_shortage(free: int, changes: Iterable[DayChange]) -> dt.date | None:
    """First date at whose end the balance is negative; None when it never is."""
    balance = free
    for date, received, needed in changes:
        balance += received - needed
        if balance < 0:
            return date
    return None


def cells(
    free: int, changes: Iterable[DayChange], columns: Sequence[Column], *, hard: Sequence[int] | None = None
) -> tuple[Cell, ...]:
    """Cells of a row.

    Args:
        free: Balance before the first column, thousandths.
        changes: By date, not before the first column.
        columns: Columns of the table.
        hard: Reserved requirement by column, thousandths; shown, not taken from the balance.
    """
    by_column: dict[int, list[DayChange]] = {}
    for change in changes:
        by_column.setdefault(column_of(change[0], columns), []).append(change)
    made = []
    balance = free
    for index, column in enumerate(columns):
        received = needed = 0
        inside = by_column.get(index, [])
        # The balance carried over lasts until the first change: it counts unless that is on the first date.
        lasting = [] if inside and inside[0][0] <= column.first else [balance]
        for _, plus, minus in inside:
            received += plus
            needed += minus
            balance += plus - minus
            lasting.append(balance)
        made.append(
            Cell(
                hard=quantity(hard[index] if hard else 0),
                soft=quantity(needed),
                receipts=quantity(received),
                balance=quantity(balance),
                lowest=quantity(min(lasting)),
            )
        )
    return tuple(made)
