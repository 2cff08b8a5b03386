"""Pages by the key of their last row: stable while rows come and go, equally fast at any depth."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, OrderBy, Q, QuerySet
from django.db.models.expressions import Combinable

from potok.errors import PotokError

_KEY = "sort_key"


class BadPageMarkError(PotokError):
    """The mark of a page is not one that was given out for this sort."""

    code = "bad_page_mark"
    template = "Метка страницы не подходит к этой сортировке. Откройте список с начала."
    http_status = 422


@dataclass(frozen=True, slots=True)
class PageMark:
    """Where a page ended: the sort it belongs to, the key of its last row (None = no value), its id."""

    sort: str
    key: Any
    id: int

    def text(self) -> str:
        """For the address line."""
        plain = json.dumps([self.sort, *_typed(self.key), self.id], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def read_mark(text: str, *, sort: str) -> PageMark:
    """The mark of an address line.

    Raises:
        BadPageMarkError: It is damaged or belongs to another sort.
    """
    try:
        padded = text + "=" * (-len(text) % 4)
        of, kind, key, row_id = json.loads(base64.urlsafe_b64decode(padded.encode()))
        mark = PageMark(str(of), _KINDS[kind](key), int(row_id))
    except (ValueError, TypeError, KeyError, ArithmeticError, binascii.Error) as error:
        raise BadPageMarkError from error
    if mark.sort != sort:
        raise BadPageMarkError
    return mark


def page_after(
    rows: QuerySet[Any],
    by: Combinable,
    *,
    descending: bool,
    mark: PageMark | None,
    nullable: bool,
    limit: int | None,
) -> list[QuerySet[Any]]:
    """Queries whose results, one after the other, are the page: rows with a value, then those without.

    Run the second only when the first gives fewer than `limit` rows. Both are sorted by id where the
    values are equal, and both can walk along an index.
    """
    keyed = rows.annotate(**{_KEY: by})
    id_sort = OrderBy(F("id"), descending=descending)
    parts = []
    if mark is None or mark.key is not None:
        valued = keyed.filter(**{f"{_KEY}__isnull": False}) if nullable else keyed
        if mark is not None:
            valued = valued.filter(_beyond(mark, descending=descending))
        parts.append(valued.order_by(OrderBy(F(_KEY), descending=descending), id_sort)[:limit])
    if nullable:
        empty = keyed.filter(**{f"{_KEY}__isnull": True})
        if mark is not None and mark.key is None:
            empty = empty.filter(**{"id__lt" if descending else "id__gt": mark.id})
        parts.append(empty.order_by(id_sort)[:limit])
    return parts


def in_sequence(rows: QuerySet[Any], by: Combinable, *, descending: bool, nullable: bool) -> QuerySet[Any]:
    """All rows in the same sequence as the pages."""
    keyed: QuerySet[Any] = rows.annotate(**{_KEY: by})
    last = True if nullable else None
    return keyed.order_by(
        OrderBy(F(_KEY), descending=descending, nulls_last=last), OrderBy(F("id"), descending=descending)
    )


def _beyond(mark: PageMark, *, descending: bool) -> Q:
    """Rows after the mark; the first condition lets the database start at the right place of an index."""
    side = "lt" if descending else "gt"
    further = Q(**{f"{_KEY}__{side}": mark.key})
    return Q(**{f"{_KEY}__{side}e": mark.key}) & (further | Q(**{f"id__{side}": mark.id}))


def _typed(key: object) -> tuple[str, Any]:
    if key is None:
        return "none", None
    if isinstance(key, dt.datetime):
        return "moment", key.isoformat()
    if isinstance(key, dt.date):
        return "date", key.isoformat()
    if isinstance(key, Decimal):
        return "decimal", str(key)
    if isinstance(key, int):
        return "int", key
    return "text", str(key)


_KINDS: dict[str, Callable[[Any], Any]] = {
    "none": lambda _: None,
    "moment": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "decimal": Decimal,
    "int": int,
    "text": str,
}
