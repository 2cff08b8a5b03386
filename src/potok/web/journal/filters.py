"""Filters of the journal as chips, as offers of «+ Фильтр» and as forms (order-workflow 10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, TypeAlias

from potok.operations.orders.reads.journal_choices import LISTED, Choice, offered
from potok.operations.orders.reads.journal_filter import JournalFilter
from potok.operations.orders.states import COVERS, PRIORITIES, STATUSES
from potok.web import formats
from potok.web.components.parts import FilterChip, FilterOffer
from potok.web.journal.address import Address

FormKind: TypeAlias = Literal["choices", "period", "lines", "text", "flag"]
_SHOWN_VALUES = 3
_DEFAULTS = {each.name: each.default for each in fields(JournalFilter)}


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that a person sets.

    Attributes:
        key: Name in addresses of its form.
        label: Grey word of the chip.
        names: Fields of the journal's filter that it sets.
    """

    key: str
    label: str
    form: FormKind
    names: tuple[str, ...]
    title: str = ""

    @property
    def offer(self) -> str:
        """Entry of the menu."""
        return self.title or self.label

    def is_set(self, given: JournalFilter) -> bool:
        """Whether the filter narrows the list."""
        return any(getattr(given, name) != _DEFAULTS[name] for name in self.names)

    def without(self) -> Mapping[str, Any]:
        """Values that let everything pass."""
        return {name: _DEFAULTS[name] for name in self.names}


def _choices(key: str, label: str) -> Filter:
    return Filter(key, label, "choices", (key,))


def _period(key: str, label: str) -> Filter:
    return Filter(key, label, "period", (f"{key}_from", f"{key}_to"))


FILTERS = (
    _choices("status", "Статус"),
    _choices("cover", "Обеспечение"),
    _period("due", "Срок"),
    _period("created", "Создан"),
    _period("launch", "Запуск"),
    _period("release", "Выпуск"),
    _choices("customer", "Клиент"),
    _choices("manager", "Менеджер"),
    _choices("product", "Изделие"),
    _choices("family", "Семейство"),
    _choices("priority", "Приоритет"),
    _choices("workshop", "Цех"),
    _choices("machine", "Машина"),
    Filter("lines", "В плане", "lines", ("day_from", "day_to", "shift"), "День и смена плана"),
    _choices("lacking", "Не хватает"),
    _choices("supplier", "Поставщик"),
    Filter("text", "Текст", "text", ("text",)),
    Filter("late", "Запас", "flag", ("late",), "Запас меньше 0"),
    Filter("returned", "Возвращены", "flag", ("returned",), "Возвращены клиентскому отделу"),
)
BY_KEY = {each.key: each for each in FILTERS}

#: Filters with a closed list of values.
_CLOSED: Mapping[str, Sequence[tuple[Any, str]]] = {
    "status": STATUSES,
    "cover": COVERS,
    "priority": [(code, f"{code} · {word}") for code, word in PRIORITIES],
}


def values(key: str, text: str = "", chosen: Sequence[str] = ()) -> list[Choice]:
    """Values that a form of choices offers: the chosen ones first, then those that hold the text."""
    if key in _CLOSED:
        return [Choice(str(code), word) for code, word in _CLOSED[key]]
    found = list(offered(key, text)) if key in LISTED else []
    known = {choice.value for choice in found}
    return [*(Choice(value, value) for value in chosen if value not in known), *found]


def chips(address: Address) -> list[FilterChip]:
    """Filters in force."""
    given = address.given
    return [
        FilterChip(
            each.key,
            each.label,
            words(each, given),
            address.href(**each.without()),
            "" if each.form == "flag" else address.url("filter", each.key),
        )
        for each in FILTERS
        if each.is_set(given)
    ]


def offers(address: Address) -> list[FilterOffer]:
    """Filters that are not in force."""
    return [
        FilterOffer(each.offer, address.url("filter", each.key))
        for each in FILTERS
        if not each.is_set(address.given)
    ]


def words(each: Filter, given: JournalFilter) -> str:
    """A filter in force as the dark text of its chip."""
    if each.form == "period":
        first, last = (getattr(given, name) for name in each.names)
        return formats.date_range(first, last)
    if each.form == "lines":
        return _lines_words(given.day_from, given.day_to, given.shift)
    if each.form == "text":
        return f"«{given.text}»"
    if each.form == "flag":
        return "меньше 0" if each.key == "late" else "да"
    return _several(each.key, getattr(given, each.key))


def _lines_words(first: dt.date | None, last: dt.date | None, shift: int | None) -> str:
    dates = formats.date_range(first, last) if first or last else ""
    return ", ".join(filter(None, (dates, f"смена {shift}" if shift is not None else "")))


def _several(key: str, chosen: Sequence[str]) -> str:
    closed = {str(code): word for code, word in _CLOSED.get(key, ())}
    shown = [_word(key, closed.get(value, value)) for value in chosen[:_SHOWN_VALUES]]
    rest = len(chosen) - len(shown)
    return ", ".join(shown) + (f" и ещё {rest}" if rest else "")


def _word(key: str, value: str) -> str:
    if key == "workshop":
        return f"№{formats.NO_BREAK_SPACE}{value}"
    return formats.customer(value) if key == "customer" else value


def in_words(given: JournalFilter) -> list[str]:
    """All filters in force: «срок: 02.03–08.03.2026»."""
    return [f"{each.label.lower()}: {words(each, given)}" for each in FILTERS if each.is_set(given)]
