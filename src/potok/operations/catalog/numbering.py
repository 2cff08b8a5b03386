"""Numbers of documents: prefix and a counter of each kind (order-workflow 3)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache

from django.db import connection, models

from potok.operations.catalog.models import NumberSeries
from potok.operations.kept_cursor import kept_cursor


@dataclass(frozen=True, slots=True)
class Series:
    """A kind of documents with the prefix and width a new series begins with («ЗП-0001»)."""

    kind: str
    prefix: str
    width: int = 4


PRODUCTION_ORDERS = Series("production_order", "ЗП-")
INSPECTIONS = Series("inspection", "КК-", 5)
PURCHASE_ORDERS = Series("purchase_order", "ЗПС-")
RECEIPTS = Series("receipt", "ПР-", 3)
PURCHASE_SIGNALS = Series("purchase_signal", "СГ-")
CALCULATIONS = Series("calculation", "РС-")
PROJECT_NOTES = Series("project_note", "РПЗ-")


def tech_cards(workshop: str, year: int) -> Series:
    """Technological cards are numbered by workshop and year: «ТК 1-2026/00018»."""
    return Series(f"tech_card:{workshop}:{year}"[:40], f"ТК {workshop}-{year}/"[:20], 5)


_TAKE = """
    UPDATE catalog_numberseries SET next_value = next_value + %s WHERE kind = %s
    RETURNING prefix, width, next_value
"""


def take_numbers(series: Series, count: int, *, taken: Callable[[list[str]], Collection[str]]) -> list[str]:
    """The next `count` numbers of a series; the counter stays locked until the transaction ends.

    Args:
        taken: Which of the given numbers exist already, for example by an import; they are passed over.
    """
    numbers: list[str] = []
    while len(numbers) < count:
        fresh = _advance(series, count - len(numbers))
        used = set(taken(fresh))
        numbers += [number for number in fresh if number not in used]
    return numbers


def take_number(series: Series, model: type[models.Model], field: str) -> str:
    """The next number that no row of `model` has in `field`; as `take_numbers`, mostly in one statement."""
    with kept_cursor() as cursor:
        cursor.execute(_take_unused(model, field), [series.kind])
        row = cursor.fetchone()
    if row is not None and not row[1]:
        return str(row[0])
    numbers = model._default_manager  # noqa: SLF001 - Django's documented API

    def taken(given: list[str]) -> list[str]:
        return list(numbers.filter(**{f"{field}__in": given}).values_list(field, flat=True))

    return take_numbers(series, 1, taken=taken)[0]


@cache
def _take_unused(model: type[models.Model], field: str) -> str:
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)  # noqa: SLF001 - Django's documented API
    column = quote(str(model._meta.get_field(field).column))  # type: ignore[union-attr]  # noqa: SLF001 - as above
    return f"""
        WITH taken AS (
            UPDATE catalog_numberseries SET next_value = next_value + 1 WHERE kind = %s
            RETURNING prefix, width, (next_value - 1)::text AS value
        ), made AS (
            SELECT prefix || lpad(value, greatest(width, length(value)), '0') AS number FROM taken
        )
        SELECT number, EXISTS (SELECT 1 FROM {table} WHERE {column} = made.number) FROM made
    """  # noqa: S608 - names of the model


def _advance(series: Series, count: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [count, series.kind])
        row = cursor.fetchone()
    if row is None:
        NumberSeries.objects.get_or_create(
            kind=series.kind, defaults={"prefix": series.prefix, "width": series.width}
        )
        return _advance(series, count)
    prefix, width, following = row
    return [f"{prefix}{number:0{width}d}" for number in range(following - count, following)]
