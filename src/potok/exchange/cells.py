"""Cells of tables: what a text means in a column, and how a value is written.

Tolerant where no other reading is possible: a decimal comma, spaces between thousands, dates as ДД.ММ.ГГГГ,
whole numbers that a spreadsheet gives as "1001.0". Everything else is a fault with what is expected.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from potok.plant.findings import as_text
from potok.plant.lookalikes import fold, spelling

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d{1,2})?", re.ASCII)
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?:\D|$))", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_RUSSIAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?: 00:00(?::00)?)?", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
_MOMENT = re.compile(r"(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?", re.ASCII)
_CONTROL = frozenset({"Cc", "Cs"})
_HIDDEN = frozenset({"Cc", "Cs", "Cf", "Zs", "Zl", "Zp"})
_MOST_DIGITS = 15
_GREATEST_WHOLE = 2_000_000_000
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


class CellFaultError(Exception):
    """The text has no meaning in its column; turned into a `Problem` where the place is known.

    Attributes:
        expected: Russian description of what is expected.
        code: Stable kind of the fault.
    """

    def __init__(self, expected: str, code: str) -> None:
        super().__init__(expected)
        self.expected = expected
        self.code = code


class Kind(Protocol):
    """What the cells of a column hold."""

    def read(self, text: str) -> Any:  # noqa: ANN401  # every kind has its own type
        """The value of a text that is stripped and not empty; raises CellFaultError."""

    def write(self, value: Any) -> str:  # noqa: ANN401  # every kind has its own type
        """The text of a value that is not None."""


@dataclass(frozen=True, slots=True)
class Text:
    """Free text or a code.

    Attributes:
        longest: Most characters allowed.
        code: Codes hold nothing that cannot be seen: two codes that look the same must be the same.
    """

    longest: int = 200
    code: bool = False

    def read(self, text: str) -> str:
        """The text with line ends made plain."""
        text = text.replace("\r\n", "\n")
        if len(text) > self.longest:
            raise CellFaultError(f"не длиннее {self.longest} знаков", "too_long")
        if self.code and not _is_plain_code(text):
            raise CellFaultError("код без скрытых знаков и переводов строки", "bad_text")
        if any(unicodedata.category(char) in _CONTROL and char not in "\n\t" for char in text):
            raise CellFaultError("текст без управляющих знаков", "bad_text")
        return text

    def write(self, value: str) -> str:
        """The text itself."""
        return value


class Number:
    """A decimal number."""

    def read(self, text: str) -> Decimal:
        """The exact decimal."""
        return _decimal(text, "число")

    def write(self, value: Decimal) -> str:
        """Without exponent and trailing zeros."""
        return as_text(value) or ""


class Whole:
    """A whole number."""

    def read(self, text: str) -> int:
        """The number; "12.0" is 12."""
        number = _decimal(text, "целое число")
        if number != number.to_integral_value() or abs(number) > _GREATEST_WHOLE:
            raise CellFaultError("целое число", "bad_number")
        return int(number)

    def write(self, value: int) -> str:
        """Its digits."""
        return str(value)


class Date:
    """A calendar date."""

    def read(self, text: str) -> dt.date:
        """ГГГГ-ММ-ДД or ДД.ММ.ГГГГ."""
        expected = "дата ГГГГ-ММ-ДД или ДД.ММ.ГГГГ"
        if match := _ISO_DATE.fullmatch(text):
            year, month, day = map(int, match.groups())
        elif match := _RUSSIAN_DATE.fullmatch(text):
            day, month, year = map(int, match.groups())
        else:
            raise CellFaultError(expected, "bad_date")
        try:
            date = dt.date(year, month, day)
        except ValueError:
            raise CellFaultError(f"{expected}: такого дня в календаре нет", "bad_date") from None
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise CellFaultError(f"год от {_FIRST_YEAR} до {_LAST_YEAR}", "bad_date")
        return date

    def write(self, value: dt.date) -> str:
        """ISO."""
        return value.isoformat()


class Time:
    """A time of day; 24:00 is midnight."""

    def read(self, text: str) -> dt.time:
        """ЧЧ:ММ or ЧЧ:ММ:СС."""
        match = _TIME.fullmatch(text)
        if match is None:
            raise CellFaultError("время ЧЧ:ММ", "bad_time")
        hour, minute, second = (int(part or 0) for part in match.groups())
        if (hour, minute, second) == (24, 0, 0):
            hour = 0
        try:
            return dt.time(hour, minute, second)
        except ValueError:
            raise CellFaultError("время ЧЧ:ММ от 00:00 до 24:00", "bad_time") from None

    def write(self, value: dt.time) -> str:
        """ЧЧ:ММ, with seconds only when there are some."""
        return value.isoformat(timespec="seconds" if value.second else "minutes")


class Moment:
    """A plant local date and time, whole seconds."""

    def read(self, text: str) -> dt.datetime:
        """ISO without zone and without fractions of a second."""
        match = _MOMENT.fullmatch(text)
        expected = "дата и время ГГГГ-ММ-ДДTЧЧ:ММ:СС, целые секунды, без часового пояса"
        if match is None:
            raise CellFaultError(expected, "bad_time")
        try:
            return dt.datetime(*(int(part or 0) for part in match.groups()))  # type: ignore[arg-type]  # six ints
        except ValueError:
            raise CellFaultError(expected, "bad_time") from None

    def write(self, value: dt.datetime) -> str:
        """ISO with seconds."""
        return value.isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values of an enumeration."""

    values: type[StrEnum]

    def read(self, text: str) -> StrEnum:
        """The member with this value."""
        for member in self.values:
            if member.value == text:
                return member
        for member in self.values:
            if fold(member.value) == fold(text):
                raise CellFaultError(spelling(member.value, given=text), "lookalike")
        raise CellFaultError(f"одно из значений: {', '.join(self.values)}", "bad_choice")

    def write(self, value: StrEnum) -> str:
        """The value of the member."""
        return value.value


class Flag:
    """Yes or no as 1 or 0."""

    def read(self, text: str) -> bool:
        """1 is true, 0 is false."""
        if text in ("1", "1.0"):
            return True
        if text in ("0", "0.0"):
            return False
        raise CellFaultError("1 или 0", "bad_choice")

    def write(self, value: bool) -> str:  # noqa: FBT001  # the value of the cell
        """1 or 0."""
        return "1" if value else "0"


def _is_plain_code(text: str) -> bool:
    """Whether the text has no invisible characters, odd spaces or letters put together from pieces."""
    hidden = any(unicodedata.category(char) in _HIDDEN and char != " " for char in text)
    return not hidden and unicodedata.is_normalized("NFC", text)


def _decimal(text: str, what: str) -> Decimal:
    """The number in the text, its digits limited so that no exponent can explode."""
    plain = _THOUSANDS.sub("", text)
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if _NUMBER.fullmatch(plain) is None:
        raise CellFaultError(what, "bad_number")
    number = Decimal(plain)
    if number and (number.adjusted() >= _MOST_DIGITS or number.as_tuple().exponent < -_MOST_DIGITS):  # type: ignore[operator]  # finite
        raise CellFaultError(f"{what} не длиннее {_MOST_DIGITS} знаков", "bad_number")
    return number
