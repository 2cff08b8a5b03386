"""Numbers, dates and words as they stand on a page (visual language 4): pure functions to text.

Decimal comma, thousands by U+202F, minus U+2212, no-break space before a unit, «—» where nothing applies.
Moments are given in plant local time; the template filters convert aware ones first.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

from potok.documents.formats import (
    MINUS,
    NO_BREAK_SPACE,
    NOT_APPLICABLE,
    THIN_SPACE,
    UNITS,
    Number,
    date,
    exact,
    kilograms,
    number,
    percent,
    pieces,
    quantity,
    signed,
    unit_name,
)

#: What paper writes the same way is written in `documents.formats`; pages find all of it here.
__all__ = [
    "DASH",
    "MINUS",
    "NOT_APPLICABLE",
    "NO_BREAK_SPACE",
    "THIN_SPACE",
    "UNITS",
    "UNKNOWN",
    "WEEKDAYS",
    "Number",
    "counted",
    "customer",
    "date",
    "date_range",
    "days",
    "duration",
    "kilograms",
    "moment",
    "number",
    "percent",
    "pieces",
    "plural",
    "quantity",
    "roubles",
    "share",
    "short_date",
    "short_moment",
    "signed",
    "time",
    "unit_name",
    "week",
    "weekday",
]

DASH = "–"
UNKNOWN = "не определён"

WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")

_LEGAL_FORM = re.compile(r"^(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|ГУП|МУП|ФГУП)\s+")


def share(value: Number | None) -> str:
    """A share or coefficient, three digits."""
    return number(value, 3)


def roubles(value: Number | None) -> str:
    """Roubles with kopecks."""
    return NOT_APPLICABLE if value is None else f"{number(value, 2)}{NO_BREAK_SPACE}₽"


def short_date(value: dt.date | None) -> str:
    """ДД.ММ, inside the planning horizon and in matrices."""
    return NOT_APPLICABLE if value is None else f"{value:%d.%m}"


def time(value: dt.time | dt.datetime | None) -> str:
    """ЧЧ:ММ of 24 hours."""
    return NOT_APPLICABLE if value is None else f"{value:%H:%M}"


def moment(value: dt.datetime | None) -> str:
    """ДД.ММ.ГГГГ ЧЧ:ММ, not breaking between date and time."""
    return NOT_APPLICABLE if value is None else f"{value:%d.%m.%Y}{NO_BREAK_SPACE}{value:%H:%M}"


def short_moment(value: dt.datetime | None) -> str:
    """ДД.ММ ЧЧ:ММ."""
    return NOT_APPLICABLE if value is None else f"{value:%d.%m}{NO_BREAK_SPACE}{value:%H:%M}"


def date_range(first: dt.date | None, last: dt.date | None) -> str:
    """A range with an en dash and without spaces; the year once where it is the same."""
    if first is None and last is None:
        return NOT_APPLICABLE
    if first is None:
        return f"по{NO_BREAK_SPACE}{date(last)}"
    if last is None:
        return f"с{NO_BREAK_SPACE}{date(first)}"
    if first == last:
        return date(first)
    start = short_date(first) if first.year == last.year else date(first)
    return f"{start}{DASH}{date(last)}"


def week(value: dt.date) -> str:
    """«неделя 13»: ISO weeks from Monday."""
    return f"неделя{NO_BREAK_SPACE}{value.isocalendar().week}"


def weekday(value: dt.date) -> str:
    """«пн» … «вс»."""
    return WEEKDAYS[value.weekday()]


def days(value: Number | None, decimals: int | None = None) -> str:
    """«4,3 дн.»."""
    return NOT_APPLICABLE if value is None else f"{number(value, decimals)}{NO_BREAK_SPACE}дн."


def duration(minutes: Number | None) -> str:
    """Minutes as «23 ч 39 мин», under an hour as «39 мин»."""
    if minutes is None:
        return NOT_APPLICABLE
    whole = int(exact(minutes).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    sign = MINUS if whole < 0 else ""
    hours, rest = divmod(abs(whole), 60)
    parts = []
    if hours:
        parts.append(f"{number(hours)}{NO_BREAK_SPACE}ч")
    if rest or not hours:
        parts.append(f"{rest}{NO_BREAK_SPACE}мин")
    return sign + NO_BREAK_SPACE.join(parts)


def plural(value: int, one: str, few: str, many: str) -> str:
    """The Russian form for a count: 1 заказ, 2 заказа, 5 заказов."""
    last_two, last = abs(value) % 100, abs(value) % 10
    if last == 1 and last_two != 11:
        return one
    if last in {2, 3, 4} and last_two not in {12, 13, 14}:
        return few
    return many


def counted(value: int, one: str, few: str, many: str) -> str:
    """A count with its word: «1 059 заказов»."""
    return f"{number(value)}{NO_BREAK_SPACE}{plural(value, one, few, many)}"


def customer(name: str) -> str:
    """The name of a customer in lists: without the legal form and its quotation marks."""
    short = _LEGAL_FORM.sub("", name.strip())
    if short != name.strip() and short.startswith("«") and short.endswith("»"):
        short = short[1:-1]
    return short
