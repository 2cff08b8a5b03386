"""Filters of a list: read from the address line, shown as chips, offered and edited in a menu."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpRequest, QueryDict

from potok.web import formats
from potok.web.components.parts import FilterChip, FilterOffer, ViewTab
from potok.web.components.table import Sort
from potok.web.pull_table import queries

_SHOWN_VALUES = 3


@dataclass(frozen=True, slots=True)
class FilterField:
    """A filter that may be added.

    Attributes:
        key: Parameter of the address line; a period has `from` and `to`.
        choices: Value and word of what may be chosen.
        note: Above the control.
    """

    key: str
    title: str
    kind: Literal["text", "choice", "period", "flag"]
    choices: Callable[[], Sequence[tuple[str, str]]] = tuple
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Parameters of the address line."""
        return ("from", "to") if self.kind == "period" else (self.key,)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address line asks for; what cannot be understood is left out."""

    query: QueryDict
    fields: Mapping[str, FilterField]
    views: Mapping[str, str]
    sort: Sort

    @property
    def view(self) -> str:
        """Key of the view, the first one by default."""
        given = self.query.get("view", "")
        return given if given in self.views else next(iter(self.views), "")

    def text(self, key: str) -> str:
        """A parameter without spaces around it and not endless."""
        return queries.text_of(self.query, key)

    def chosen(self, key: str) -> tuple[str, ...]:
        """Known values of a filter."""
        known = {value for value, _ in self.fields[key].choices()} if key in self.query else set()
        return queries.chosen(self.query, key, known)

    def date(self, key: str) -> dt.date | None:
        """A date."""
        return queries.date_of(self.query, key)

    def flag(self, key: str) -> bool:
        """Whether a flag is set."""
        return self.query.get(key) == "1"

    def words(self, field: FilterField) -> str:
        """The value of a filter in force, empty when it is not."""
        if field.kind == "text":
            return self.text(field.key)
        if field.kind == "flag":
            return "да" if self.flag(field.key) else ""
        if field.kind == "period":
            first, last = self.date("from"), self.date("to")
            return "" if first is None and last is None else formats.date_range(first, last)
        if field.key not in self.query:
            return ""
        words = dict(field.choices())
        chosen = [words[value] for value in self.chosen(field.key)]
        rest = f" +{len(chosen) - _SHOWN_VALUES}" if len(chosen) > _SHOWN_VALUES else ""
        return ", ".join(chosen[:_SHOWN_VALUES]) + rest


def chips(asked: Asked, edit: Callable[[str], str]) -> list[FilterChip]:
    """Filters in force."""
    return [
        FilterChip(field.key, field.title, words, queries.without(asked.query, *field.names), edit(field.key))
        for field in asked.fields.values()
        if (words := asked.words(field))
    ]


def offers(asked: Asked, edit: Callable[[str], str]) -> list[FilterOffer]:
    """Filters that may be added."""
    return [FilterOffer(field.title, edit(field.key)) for field in asked.fields.values()]


def tabs(asked: Asked, counts: Mapping[str, int]) -> list[ViewTab]:
    """Views, with the counts that are known."""
    return [
        ViewTab(
            title,
            f"?view={view}",
            formats.number(counts[view]) if view in counts else "",
            current=view == asked.view,
        )
        for view, title in asked.views.items()
    ]


def described(asked: Asked, title: str) -> str:
    """Title, view and filters in words, for an export."""
    parts = [asked.views[asked.view]] if asked.views else [title]
    parts += [f"{field.title}: {words}" for field in asked.fields.values() if (words := asked.words(field))]
    return " · ".join(parts)


def form_context(request: HttpRequest, asked: Asked, field: FilterField, action: str) -> dict[str, Any]:
    """Values for the form of one filter."""
    return {
        "field": field,
        "action": action,
        "kept": queries.kept_pairs(request.GET, drop=field.names),
        "choices": [
            (value, word, value in request.GET.getlist(field.key)) for value, word in field.choices()
        ],
        "text": asked.text(field.key),
        "flag": asked.flag(field.key),
        "first": asked.date("from"),
        "last": asked.date("to"),
    }
