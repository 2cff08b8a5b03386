"""Times that a saved calculation found become times of a route: seen first, then written with its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypeAlias

from potok.errors import InvalidDataError, Problem
from potok.methods import method
from potok.operations.calculations.errors import NoNormTimeError
from potok.operations.calculations.norm_times import NORM_TIMES, NormTime, norm_times
from potok.operations.calculations.piece_time import figure_of
from potok.operations.calculations.reads.card import SavedCalculation, calculation
from potok.operations.catalog.master import master_data, stamp
from potok.operations.master_data.plant_resources import ROUTES
from potok.operations.master_data.services.changing import card_records, digest_of, save_card
from potok.operations.people.acting import Actor, require
from potok.plant.model import Basis, RoutingLine
from potok.plant.tables import Placed

_PLACE = "Маршрут"
_Where: TypeAlias = tuple[int, str]


@dataclass(frozen=True, slots=True)
class TakenTime:
    """A time of the calculation and where it goes.

    Attributes:
        time: Its place among the times of the calculation, from 0.
        op_no: Operation of the route.
        machine: One of its machines, empty = all.
    """

    time: int
    op_no: int
    machine: str = ""


@dataclass(frozen=True, slots=True)
class LineChange:
    """A figure of a line of the route that changes."""

    op_no: int
    op_name: str
    machine: str
    column: str
    title: str
    unit: str
    before: Decimal | None
    after: Decimal


@dataclass(frozen=True, slots=True)
class RouteChange:
    """What a calculation makes of a route.

    Attributes:
        changes: Lines whose figure becomes another one.
        seen: Digest of the route as it is: what is written must be what was seen.
    """

    number: str
    product: str
    changes: tuple[LineChange, ...]
    seen: str


def preview_times(
    actor: Actor, *, number: str, product: str, taken: Sequence[TakenTime], whole_batch: bool = False
) -> RouteChange:
    """What would change in the route; nothing is written.

    Args:
        number: The saved calculation, in its present version.
        product: Whose route.
        taken: Which time goes to which operation.
        whole_batch: The times are of a whole load, not of a piece.

    Raises:
        NoRightError: The actor may not change routes.
        UnknownCalculationError: There is no such calculation.
        NoNormTimeError: Its method gives no times.
        InvalidDataError: Product, operation, machine or time do not fit; all faults.
    """
    require(actor, ROUTES.command)
    return _changed(calculation(number), product, taken, whole_batch=whole_batch)[0]


def apply_times(
    actor: Actor,
    *,
    number: str,
    product: str,
    taken: Sequence[TakenTime],
    whole_batch: bool = False,
    seen: str = "",
) -> RouteChange:
    """Write the times into the route; its history names the calculation.

    Args:
        seen: `RouteChange.seen` of the preview; empty = not compared.

    Raises:
        RecordChangedError: Somebody changed the route since it was seen.
        PotokError: As in `preview_times`.
    """
    require(actor, ROUTES.command)
    saved = calculation(number)
    change, lines = _changed(saved, product, taken, whole_batch=whole_batch)
    save_card(
        actor,
        ROUTES,
        [Placed(row, line) for row, line in enumerate(lines, start=1)],
        card=(product,),
        seen=seen or change.seen,
        why=f"Норма времени по расчёту {number}, версия {saved.version}",
    )
    return change


def times_of(saved: SavedCalculation) -> tuple[NormTime, ...]:
    """Times of a saved calculation.

    Raises:
        NoNormTimeError: It gives none.
    """
    found = norm_times(saved.note)
    if not found:
        titles = ", ".join(f"«{method(name).title}»" for name in NORM_TIMES)
        raise NoNormTimeError(number=saved.number, title=saved.title, methods=titles)
    return found


def _changed(
    saved: SavedCalculation, product: str, taken: Sequence[TakenTime], *, whole_batch: bool
) -> tuple[RouteChange, list[RoutingLine]]:
    """The change and the whole route as it becomes."""
    times = times_of(saved)
    records = [line for line in card_records(ROUTES, (product,)) if isinstance(line, RoutingLine)]
    if not records:
        raise InvalidDataError([_fault("product", product, "код изделия, у которого есть маршрут")])
    faults = list(_faults(times, records, taken, whole_batch=whole_batch))
    if faults:
        raise InvalidDataError(faults)
    net_kg = master_data(stamp()).items[product].net_kg or Decimal(1)
    lines, changes = [], []
    for line in records:
        time = next((one for one in taken if _meant(one, line)), None)
        if time is not None:
            column, after = figure_of(line, net_kg, times[time.time].minutes, whole_batch=whole_batch)
            before = getattr(line, column)
            if before != after:
                words = ROUTES.words[column]
                shown = (line.op_no, line.op_name, line.machine_id, column, words.title, words.unit)
                changes.append(LineChange(*shown, before, after))
                figures: dict[str, Any] = {column: after}
                line = replace(line, **figures)  # noqa: PLW2901 - the line as it becomes
        lines.append(line)
    return RouteChange(saved.number, product, tuple(changes), digest_of(ROUTES, records)), lines


def _meant(time: TakenTime, line: RoutingLine) -> bool:
    return time.op_no == line.op_no and time.machine in ("", line.machine_id)


def _faults(
    times: Sequence[NormTime],
    records: Sequence[RoutingLine],
    taken: Sequence[TakenTime],
    *,
    whole_batch: bool,
) -> Iterator[Problem]:
    """Everything that does not fit."""
    if not taken:
        yield _fault("times", None, "хотя бы одна операция маршрута, к которой относится норма")
    met: set[_Where] = set()
    for time in taken:
        meant = [line for line in records if _meant(time, line)]
        if not 0 <= time.time < len(times):
            yield _fault("time", str(time.time), f"номер нормы расчёта, от 0 до {len(times) - 1}")
        elif times[time.time].minutes <= 0:
            yield _fault("time", f"{times[time.time].minutes:f}", "норма времени больше нуля")
        if not meant:
            known = ", ".join(sorted({f"{line.op_no} на {line.machine_id}" for line in records}))
            given = f"{time.op_no} {time.machine}".strip()
            yield _fault("op_no", given, f"операция и машина маршрута: {known}")
        for line in meant:
            if (line.op_no, line.machine_id) in met:
                named = f"{line.op_no}, {line.machine_id}"
                yield _fault("op_no", named, "не больше одной нормы для операции на одной машине")
            met.add((line.op_no, line.machine_id))
            if whole_batch and line.basis is not Basis.BATCH:
                named = f"{line.op_no}, {line.machine_id}"
                yield _fault("whole_batch", named, "операция, которая идёт загрузками, либо норма на изделие")


def _fault(field: str, value: str | None, expected: str) -> Problem:
    return Problem(_PLACE, None, field, value, expected, "bad_choice")
