"""Which times of operations a calculation gives; a further method is a row of the table and a function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from potok.notes.note import Note
from potok.notes.results import number_at

_SIGNIFICANT = 12


@dataclass(frozen=True, slots=True)
class NormTime:
    """A time that a route may take over.

    Attributes:
        name: Operation or kind of norm, as the calculation calls it.
        minutes: Of one piece, or of a whole load when the load was timed.
    """

    name: str
    minutes: Decimal


def norm_times(note: Note) -> tuple[NormTime, ...]:
    """Times of a calculation, none when its method gives none."""
    take = NORM_TIMES.get(note.method)
    return tuple(take(note)) if take else ()


def _time_study(note: Note) -> Iterator[NormTime]:
    """`norms.time_study`: the norm of the whole operation."""
    yield NormTime("Норма времени", _decimal(number_at(note.result, "time_norm_min")))


def _cycle(note: Note) -> Iterator[NormTime]:
    """`cycle.duration`: the time of a piece in one workplace of every operation."""
    operations = note.given.get("operations")
    names = [str(row.get("name", "")) for row in operations] if isinstance(operations, list) else []
    minutes = {item.path: item.value.number for item in note.inputs}
    for place, name in enumerate(names):
        yield NormTime(name, _decimal(minutes[f"operations[{place}].time_min"]))


def _decimal(number: float) -> Decimal:
    """Twelve significant digits: what binary arithmetic made beyond them is noise."""
    return Decimal(f"{number:.{_SIGNIFICANT}g}")


NORM_TIMES: Mapping[str, Callable[[Note], Iterator[NormTime]]] = {
    "norms.time_study": _time_study,
    "cycle.duration": _cycle,
}
