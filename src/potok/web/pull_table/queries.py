"""Addresses of lists with some parameters changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from urllib.parse import urlencode

from django.http import QueryDict

_LONGEST = 100
#: Parameters that say where in the list one is, not what it holds.
_PLACE = frozenset({"after", "start"})


def with_values(query: QueryDict, *, drop: Collection[str] = (), **values: str) -> str:
    """The query with other values of some parameters, on its first page."""
    left_out = {*values, *drop, *_PLACE}
    kept = {key: query.getlist(key) for key in query if key not in left_out}
    return f"?{urlencode({**kept, **values}, doseq=True)}"


def without(query: QueryDict, *keys: str) -> str:
    """The query without some parameters, on its first page."""
    return with_values(query, drop=keys)


def kept_pairs(query: QueryDict, *, drop: Collection[str]) -> list[tuple[str, str]]:
    """Parameters to repeat as hidden fields of a filter's form."""
    return [(key, value) for key in query if key not in {*drop, *_PLACE} for value in query.getlist(key)]


def text_of(query: QueryDict, key: str) -> str:
    """A parameter without spaces around it and not endless."""
    return query.get(key, "").strip()[:_LONGEST]


def date_of(query: QueryDict, key: str) -> dt.date | None:
    """A date ГГГГ-ММ-ДД (or ДД.ММ.ГГГГ, as a field sends it); None for anything else."""
    text = text_of(query, key)
    for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    return None


def chosen(query: QueryDict, key: str, known: Collection[str]) -> tuple[str, ...]:
    """Values of a parameter that are among the known ones."""
    return tuple(dict.fromkeys(value for value in query.getlist(key) if value in known))
