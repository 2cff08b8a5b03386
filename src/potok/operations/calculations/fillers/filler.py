"""What a filler is: it takes the data of one method out of the books."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from potok.errors import InvalidDataError, Problem


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person chose; a filler names what it needs.

    Attributes:
        product: Code of a product.
        workshop: Code of a workshop, empty = all.
        start: First day of the period.
        end: Last day of the period.
    """

    product: str = ""
    workshop: str = ""
    start: dt.date | None = None
    end: dt.date | None = None

    @property
    def period(self) -> tuple[dt.date, dt.date]:
        """First and last day; `fill` has looked that both are given."""
        if self.start is None or self.end is None:
            raise ValueError("a filler without need of a period asks for one")
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Taken:
    """Data of a method as the books have them; what they lack is left out and typed by hand.

    Attributes:
        given: Data of the method.
        subject: What the calculation is about: "none", "product", "route" or "machine".
        subject_name: Code of it.
        remarks: Which numbers were chosen from which documents.
    """

    given: Mapping[str, Any]
    subject: str = "none"
    subject_name: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filler:
    """A way to fill a method.

    Attributes:
        key: Stable name within the method.
        method: Id of the method.
        title: Russian, as an entry of a menu ("Из маршрута изделия").
        needs: What must be chosen: "product", "workshop", "period".
        take: Reads the books.
    """

    key: str
    method: str
    title: str
    needs: tuple[str, ...]
    take: Callable[[Choice], Taken] = field(repr=False)


_LONGEST_PERIOD_DAYS = 366


def fill(filler: Filler, choice: Choice) -> Taken:
    """Take the data of a filler.

    Raises:
        InvalidDataError: Something that it needs is missing or does not exist.
    """
    faults = list(_faults(filler, choice))
    if faults:
        raise InvalidDataError(faults)
    return filler.take(choice)


def _faults(filler: Filler, choice: Choice) -> list[Problem]:
    faults = []
    if "product" in filler.needs and not choice.product:
        faults.append(problem("product", None, "код изделия"))
    if "period" in filler.needs:
        if choice.start is None or choice.end is None:
            faults.append(problem("period", None, "первый и последний день, ДД.ММ.ГГГГ"))
        elif not 0 <= (choice.end - choice.start).days < _LONGEST_PERIOD_DAYS:
            given = f"{choice.start:%d.%m.%Y}–{choice.end:%d.%m.%Y}"
            faults.append(problem("period", given, "конец не раньше начала, не длиннее года"))
    return faults


def problem(field_name: str, value: str | None, expected: str) -> Problem:
    """A fault of the choice."""
    return Problem("Данные завода", None, field_name, value, expected, "bad_choice")
