"""Numbers, dates and words as they stand on a page (visual language 4): pure functions to text.

Decimal comma, thousands by U+202F, minus U+2212, no-break space before a unit, «—» where nothing applies.
Moments are given in plant local time; the template filters convert aware ones first.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

Number: TypeAlias = Decimal | int | float

THIN_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
DASH = "–"
NOT_APPLICABLE = "—"
UNKNOWN = "не определён"

#: Names of stock and time units on pages.
UNITS = {
    "pcs": "шт.",
    "kg": "кг",
    "g": "г",
    "t": "т",
    "l": "л",
    "m": "м",
    "m2": "м²",
    "s": "с",
    "min": "мин",
    "h": "ч",
    "day": "дн.",
    "rub": "₽",
    "percent": "%",
}

WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")

#: Binary floats carry noise behind the 12th significant digit; free text must not show it.
_FLOAT_DIGITS = 12
_LEGAL_FORM = re.compile(r"^(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|ГУП|МУП|ФГУП)\s+")


def number(value: Number | None, decimals: int | None = None, *, signed: bool = False) -> str:
    """A number with comma, thin spaces and a true minus.

    Args:
        value: None gives «—».
        decimals: Fixed digits behind the comma, zeros kept; None: as many as the value has, trailing
            zeros dropped (free text).
        signed: A plus before positive values (deviations only).
    """
    if value is None:
        return NOT_APPLICABLE
    exact = _exact(value)
    if decimals is None:
        plain = f"{exact:f}"
        if "." in plain:
            plain = plain.rstrip("0").rstrip(".")
    else:
        plain = f"{exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):f}"
    digits = plain.lstrip("-")
    if not digits.strip("0."):
        sign = ""
    elif plain.startswith("-"):
        sign = MINUS
    else:
        sign = "+" if signed else ""
    whole, _, fraction = digits.partition(".")
    grouped = f"{int(whole):,}".replace(",", THIN_SPACE)
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def signed(value: Number | None, decimals: int | None = None) -> str:
    """A deviation: plus or minus before it, «0» without a sign."""
    return number(value, decimals, signed=True)


def pieces(value: Number | None) -> str:
    """Pieces are whole."""
    return number(value, 0)


def kilograms(value: Number | None, decimals: int = 1) -> str:
    """Kilograms: one digit in lists, three in a card and in derivations."""
    return number(value, decimals)


def share(value: Number | None) -> str:
    """A share or coefficient, three digits."""
    return number(value, 3)


def percent(value: Number | None, decimals: int = 1) -> str:
    """A value already in percent, with its sign after a no-break space."""
    return NOT_APPLICABLE if value is None else f"{number(value, decimals)}{NO_BREAK_SPACE}%"


def roubles(value: Number | None) -> str:
    """Roubles with kopecks."""
    return NOT_APPLICABLE if value is None else f"{number(value, 2)}{NO_BREAK_SPACE}₽"


def unit_name(code: str) -> str:
    """Russian name of a unit code; an unknown one stands as it is."""
    return UNITS.get(code, code)


def quantity(value: Number | None, unit: str, decimals: int | None = None) -> str:
    """A quantity with its unit in free text: «7,9 кг», «7 280 шт.» (pieces are whole)."""
    if value is None:
        return NOT_APPLICABLE
    text = pieces(value) if unit == "pcs" and decimals is None else number(value, decimals)
    return f"{text}{NO_BREAK_SPACE}{unit_name(unit)}"


def date(value: dt.date | None) -> str:
    """ДД.ММ.ГГГГ."""
    return NOT_APPLICABLE if value is None else f"{value:%d.%m.%Y}"


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
    whole = int(_exact(minutes).quantize(Decimal(1), rounding=ROUND_HALF_UP))
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


def _exact(value: Number) -> Decimal:
    """The value without binary noise."""
    if isinstance(value, float):
        return Decimal(f"{value:.{_FLOAT_DIGITS}g}")
    return Decimal(value)
