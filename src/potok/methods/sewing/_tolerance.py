"""The permitted deviation of a workstation from the takt, shared by the flow and its scheme (003, 2.3)."""

from __future__ import annotations

from collections.abc import Iterable

from potok.notes.inputs.fields import Fault, Group, Number
from potok.notes.inputs.record import Record
from potok.notes.render.numbers import number_text


def _low_is_below_high(given: Record) -> Iterable[Fault]:
    low, high = given.number("low").number, given.number("high").number
    if low > high:
        yield Fault(
            "low", f"не больше верхнего предела ({number_text(high)})", number_text(low), code="out_of_range"
        )


TOLERANCE = Group(
    "tolerance",
    "Допускаемое отклонение от такта",
    (
        Number("low", "Нижний предел, доля такта", "share", at_least=0),
        Number("high", "Верхний предел, доля такта", "share", above=0),
    ),
    checks=(_low_is_below_high,),
)
