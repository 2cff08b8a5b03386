"""Rules of calendars and stops: which rows make sense and which of them overlap."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from potok.plant.findings import Findings
from potok.plant.model import CalendarRow, DayKind
from potok.plant.tables import Placed, PlantTables

_MINUTES_A_DAY = 24 * 60
_ANY_DATE = dt.date(2000, 1, 1)


def check_calendar(tables: PlantTables, findings: Findings) -> None:
    """Shifts have times, work inside their length and do not overlap in a workshop or on a machine."""
    for placed in tables.calendars:
        _check_row(placed, findings)
    _check_overlaps(tables.calendars, findings)


def check_stops(tables: PlantTables, findings: Findings) -> None:
    """Stops of a machine end after they begin and do not overlap."""
    by_machine = defaultdict(list)
    for placed in tables.machine_stops:
        stop = placed.record
        if stop.finish_at <= stop.start_at:
            expected = "время позже start_at"
            findings.add("machine_stops", placed.row, "finish_at", stop.finish_at, expected, "out_of_range")
        else:
            by_machine[stop.machine_id].append(placed)
    for stops in by_machine.values():
        stops.sort(key=lambda placed: placed.record.start_at)
        for earlier, later in pairwise(stops):
            if later.record.start_at < earlier.record.finish_at:
                expected = f"простои станка без наложений; строка {earlier.row} ещё не кончилась"
                start_at = later.record.start_at
                findings.add("machine_stops", later.row, "start_at", start_at, expected, "overlap")


def _check_row(placed: Placed[CalendarRow], findings: Findings) -> None:
    row = placed.record
    if row.kind is DayKind.REPAIR and row.machine_id is None:
        expected = "код станка: ремонт (kind = repair) снимает смену одного станка"
        findings.add("calendars", placed.row, "machine_id", None, expected, "required")
    if row.kind is not DayKind.WORK:
        if row.work_min != 0:
            expected = f"0, потому что kind = {row.kind.value}"
            findings.add("calendars", placed.row, "work_min", row.work_min, expected, "out_of_range")
        return
    for field in ("start_time", "end_time"):
        if getattr(row, field) is None:
            expected = "время ЧЧ:ММ, потому что kind = work"
            findings.add("calendars", placed.row, field, None, expected, "required")
    if row.work_min == 0:
        expected = "число больше 0, потому что kind = work"
        findings.add("calendars", placed.row, "work_min", 0, expected, "out_of_range")
    length = _length_min(row)
    if length is not None and row.work_min > length:
        expected = f"не больше длины смены, {length} мин"
        findings.add("calendars", placed.row, "work_min", row.work_min, expected, "out_of_range")


def _length_min(row: CalendarRow) -> int | None:
    """Minutes from start to end; an end not later than the start lies on the next day."""
    if row.start_time is None or row.end_time is None:
        return None
    start = dt.datetime.combine(_ANY_DATE, row.start_time)
    end = dt.datetime.combine(_ANY_DATE, row.end_time)
    return int((end - start).total_seconds() // 60) % _MINUTES_A_DAY or _MINUTES_A_DAY


def _check_overlaps(rows: Iterable[Placed[CalendarRow]], findings: Findings) -> None:
    """Usable windows do not overlap: each workshop's own, and those of machines with rows of their own."""
    by_workshop: dict[str, dict[tuple[dt.date, int], Placed[CalendarRow]]] = defaultdict(dict)
    by_machine: dict[tuple[str, str], dict[tuple[dt.date, int], Placed[CalendarRow]]] = defaultdict(dict)
    for placed in rows:
        row = placed.record
        shift = (row.date, row.shift_no)
        if row.machine_id is None:
            by_workshop[row.workshop_id][shift] = placed
        else:
            by_machine[row.workshop_id, row.machine_id][shift] = placed
    for own in by_workshop.values():
        for earlier, later in _overlapping(own.values()):
            _report_overlap(earlier, later, findings)
    for (workshop_id, _), own in by_machine.items():
        for earlier, later in _overlapping({**by_workshop[workshop_id], **own}.values()):
            if earlier.record.machine_id is not None or later.record.machine_id is not None:
                _report_overlap(earlier, later, findings)


def _overlapping(
    rows: Iterable[Placed[CalendarRow]],
) -> list[tuple[Placed[CalendarRow], Placed[CalendarRow]]]:
    """Neighbouring shifts of which the later begins before the earlier has done its minutes."""
    windows = sorted(
        (
            (dt.datetime.combine(one.record.date, one.record.start_time), one)
            for one in rows
            if one.record.kind is DayKind.WORK and one.record.start_time is not None
        ),
        key=lambda window: window[0],
    )
    return [
        (earlier, later)
        for (start, earlier), (next_start, later) in pairwise(windows)
        if next_start < start + dt.timedelta(minutes=earlier.record.work_min)
    ]


def _report_overlap(earlier: Placed[CalendarRow], later: Placed[CalendarRow], findings: Findings) -> None:
    expected = (
        f"начало не раньше конца работы смены {earlier.record.shift_no} "
        f"от {earlier.record.date:%d.%m.%Y} (строка {earlier.row})"
    )
    findings.add("calendars", later.row, "start_time", later.record.start_time, expected, "overlap")
