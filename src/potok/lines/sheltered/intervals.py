"""The shift interval: both ways of source 002 and the choice of how many a shift has (25.3)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from potok.balancing.workers.problem import CrewBalance
from potok.errors import PotokError
from potok.lines.sheltered.backlogs import total_highest
from potok.lines.sheltered.crew import Staffing, work_time
from potok.lines.sheltered.model import Line
from potok.lines.sheltered.service import most_pieces, piece_minutes, serve
from potok.lines.sheltered.writing import computed, written
from potok.notes.calculation import Calculation
from potok.notes.errors import FormulaRefusedError
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Source
from potok.notes.note import Note

#: Numbers of intervals that are compared when none is given.
_COMPARED = range(1, 13)


class NoPieceInAnIntervalError(PotokError):
    """The interval is too short for a single piece."""

    code = "no_piece_in_an_interval"
    template = (
        "Интервал {interval:.3g} мин (в смене их {count}) слишком короток: при такте {takt:.3g} мин и "
        "переходах людей за него не успевает ни одно изделие. Задайте меньше интервалов в смене."
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """One number of intervals: minutes, whole pieces of an interval and a shift, sum of highest backlogs."""

    count: int
    interval_min: float
    quantity: int
    plan_pcs: int
    backlog_pcs: float


@dataclass(frozen=True, slots=True)
class Intervals:
    """The chosen interval.

    Attributes:
        chosen: The number of intervals that the line works by.
        candidates: Everything compared, by number of intervals.
        notes: Explained calculations.
    """

    chosen: Candidate
    candidates: tuple[Candidate, ...]
    notes: tuple[Note, ...]


def choose(line: Line, staffing: Staffing, balances: Sequence[CrewBalance]) -> Intervals:
    """The interval of the line.

    Args:
        line: The line.
        staffing: Its staffing.
        balances: Who does what in each interval, one for all of them when nobody rotates.

    Raises:
        NoPieceInAnIntervalError: The interval asked for lets no piece through.
        FormulaRefusedError: The least common multiple is longer than the shift.
    """
    by_multiple = _least_common_multiple(line, staffing)
    given = line.maybe("intervals_per_shift")
    counts = set(_COMPARED)
    if len(balances) > 1:
        counts.add(len(balances))
    if given is not None:
        counts.add(round(given))
    candidates = [_candidate(line, staffing, balances, count) for count in sorted(counts)]
    chosen = _chosen(line, staffing, balances, candidates, by_multiple)
    if not chosen.quantity:
        raise NoPieceInAnIntervalError(
            interval=chosen.interval_min, count=chosen.count, takt=staffing.takt_min
        )
    possible = tuple(one for one in candidates if one.quantity)
    notes = [_comparison(line, possible, chosen)]
    if line.record.text("interval_mode") == "shift_multiple":
        notes.append(
            computed(
                "sheltered.shift_interval",
                "Сменный интервал: равные части смены",
                {**_common(line, staffing), "mode": "shift_multiple", "intervals_per_shift": chosen.count},
            )
        )
    if by_multiple is not None:
        notes.append(by_multiple)
    return Intervals(chosen, possible, tuple(notes))


def _chosen(
    line: Line,
    staffing: Staffing,
    balances: Sequence[CrewBalance],
    candidates: Sequence[Candidate],
    by_multiple: Note | None,
) -> Candidate:
    if line.record.text("interval_mode") == "least_common_multiple" and by_multiple is not None:
        count = round(cast("float", by_multiple.result["intervals_per_shift"]))
        return _candidate(line, staffing, balances, count, cast("float", by_multiple.result["interval_min"]))
    asked = line.maybe("intervals_per_shift")
    if asked is None and len(balances) > 1:  # people change places at its borders
        asked = len(balances)
    if asked is not None:
        return next(one for one in candidates if one.count == round(asked))
    most = max(one.plan_pcs for one in candidates)
    least = most * (1 - line.number("output_loss_pct") / 100) - 1e-9
    kept = [one for one in candidates if one.plan_pcs >= least]
    return min(kept, key=lambda one: (one.backlog_pcs, one.count))


def _candidate(
    line: Line,
    staffing: Staffing,
    balances: Sequence[CrewBalance],
    count: int,
    interval_min: float | None = None,
) -> Candidate:
    length = work_time(line) / count if interval_min is None else interval_min
    quantity = min(most_pieces(line, balance, length, staffing.takt_min) for balance in balances)
    if not quantity:
        return Candidate(count, length, 0, 0, 0.0)
    at_end = line.record.text("partial_at") == "end"
    service = serve(line, staffing.balance, length, quantity, at_end=at_end)
    return Candidate(count, length, quantity, count * quantity, total_highest(line, [service]))


def _common(line: Line, staffing: Staffing) -> dict[str, object]:
    return {
        "shift_min": line.number("shift_min"),
        "breaks_min": line.number("breaks_min"),
        "deviation_min": line.number("deviation_min"),
        "piece_times_min": [staffing.takt_min],
    }


def _least_common_multiple(line: Line, staffing: Staffing) -> Note | None:
    """The second way; None where no resolution is given, or where it is too long and not asked for."""
    step = line.maybe("resolution_min")
    if step is None:
        return None
    works = sorted({work for work in piece_minutes(line, staffing.balance) if work})
    cycles = sorted({round(max(1, math.ceil(work / step - 1e-9)) * step, 9) for work in works})
    given = {
        **_common(line, staffing),
        "mode": "least_common_multiple",
        "cycle_times_min": cycles,
        "resolution_min": step,
    }
    title = f"Сменный интервал: наименьшее общее кратное циклов, округлённых до {step:g} мин"
    try:
        return computed("sheltered.shift_interval", title.replace(".", ","), given)
    except FormulaRefusedError:
        if line.record.text("interval_mode") == "least_common_multiple":
            raise
        return None


def _comparison(line: Line, candidates: Sequence[Candidate], chosen: Candidate) -> Note:
    work = Calculation()
    step = work.procedure(
        "sheltered.choice_of_intervals",
        title="Сколько интервалов в смене",
        rule="Из чисел интервалов, при которых выпуск меньше наибольшего не более чем на "
        f"{line.number('output_loss_pct'):g} %, берётся то, при котором заделы вместе меньше; число, "
        "заданное человеком, берётся как есть.",
        source=Source("002", "сменный интервал", "3, 4"),
        columns=("Интервалов", "Интервал, мин", "Изделий за интервал", "Выпуск за смену", "Заделы, шт."),
    )
    count = step.value(chosen.count, "pcs")
    length = step.value(chosen.interval_min, "min")
    plan = step.value(chosen.plan_pcs, "pcs")
    rows = [*candidates] if chosen in candidates else [*candidates, chosen]
    for one in rows:
        step.row(
            f"{one.count} — принято" if one == chosen else str(one.count),
            step.value(one.interval_min, "min"),
            step.value(one.quantity, "pcs"),
            step.value(one.plan_pcs, "pcs"),
            step.value(one.backlog_pcs, "pcs"),
        )
    names = [str(one.count) for one in rows]
    work.draw(
        Figure(
            "mixed",
            "Выпуск и заделы при разном числе интервалов",
            "Интервалов в смене",
            "Изделий, шт.",
            (
                xy_series("Выпуск за смену", names, (one.plan_pcs for one in rows), "bar"),
                xy_series("Заделы вместе", names, (one.backlog_pcs for one in rows), "points"),
            ),
        )
    )
    work.conclude(
        f"Принято интервалов: {chosen.count}, по {chosen.quantity} изделий; выпуск за смену "
        f"{chosen.plan_pcs} шт."
    )
    return written(
        "sheltered.choice_of_intervals",
        "Выбор числа интервалов",
        Source("002", "сменный интервал", "3, 4"),
        work,
        {"intervals_per_shift": count, "interval_min": length, "shift_output_pcs": plan},
    )
