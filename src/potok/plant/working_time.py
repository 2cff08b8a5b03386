"""Calendar arithmetic of machines: when a machine may work, where a piece of work ends.

Inside, time is whole seconds (see `shifts.to_seconds`) and every question is answered by bisection over
sorted windows that are made as far as they are needed. `MachineTime` is the integer interface for the
engines, `WorkingTime` the same over dates and machine codes. Source: conventions 1.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import ClassVar

from potok.errors import PotokError
from potok.plant.model import Machine, MachineStatus, MachineStop, Plant
from potok.plant.shifts import (
    SECONDS_A_DAY,
    Shift,
    ShiftCalendar,
    date_of_day,
    day_number,
    to_moment,
    to_seconds,
)

#: How far the weekly repeat is followed: a stop without a real end must not be searched for ever.
REPEATED_DAYS = 20 * 366
_DAYS_AT_ONCE = 28


class NoWorkingTimeError(PotokError):
    """The machine has not as much working time as asked for."""

    code: ClassVar[str] = "no_working_time"
    template: ClassVar[str] = (
        "У станка {machine_id} нет нужного рабочего времени: календарь исчерпан у {at:%d.%m.%Y %H:%M}. "
        "Проверьте состояние станка и календарь цеха."
    )
    http_status: ClassVar[int] = 409


class _Windows:
    """Usable windows made day by day as far as they are asked for; machines that work alike share them.

    Attributes:
        starts: Their starts, seconds of plant local time, in order.
        finishes: Their ends.
        after: Working seconds from the first window to the end of each.
    """

    __slots__ = ("_calendar", "_end_day", "_machine", "_next_day", "_stops", "after", "finishes", "starts")

    def __init__(self, machine: Machine, calendar: ShiftCalendar, stops: tuple[MachineStop, ...]) -> None:
        self._machine = machine
        self._calendar = calendar
        self._stops = sorted((to_seconds(stop.start_at), to_seconds(stop.finish_at)) for stop in stops)
        self.starts: list[int] = []
        self.finishes: list[int] = []
        self.after: list[int] = []
        self._next_day, self._end_day = self._days()

    def make_before(self, at: int) -> None:
        """Make all windows that start at or before the moment."""
        last_day = min(at // SECONDS_A_DAY, self._end_day - 1)
        if last_day >= self._next_day:
            self._make_days(last_day + _DAYS_AT_ONCE)

    def make_more(self) -> bool:
        """Make the windows of some more days; False when the calendar has ended."""
        if self._next_day >= self._end_day:
            return False
        self._make_days(self._next_day + _DAYS_AT_ONCE)
        return True

    def is_stopped(self, start: int, finish: int) -> bool:
        """Whether a stop or a repair takes shift time away between two moments."""
        machine, repaired = self._machine, self._calendar.repaired_shifts
        if not self._stops and not self._calendar.has_own_rows(machine.machine_id):
            return False
        for day in range(start // SECONDS_A_DAY - 1, -(-finish // SECONDS_A_DAY)):
            date = date_of_day(day)
            for shift in repaired(machine.workshop_id, machine.machine_id, date):
                if shift.start < finish and start < shift.finish:
                    return True
            for shift in self._shifts_of(day):
                low, high = max(start, shift.start), min(finish, shift.finish)
                if any(max(low, stop[0]) < min(high, stop[1]) for stop in self._stops):
                    return True
        return False

    def _days(self) -> tuple[int, int]:
        """First day to make and the day after the last one that can hold windows."""
        first, last = self._calendar.first_date, self._calendar.last_date
        if first is None or last is None or self._machine.status is not MachineStatus.WORKING:
            return 0, 0
        last_day = day_number(last)
        repeats = any(self._shifts_of(day) for day in range(last_day + 1, last_day + 8))
        return day_number(first), last_day + 1 + (REPEATED_DAYS if repeats else 0)

    def _shifts_of(self, day: int) -> tuple[Shift, ...]:
        machine = self._machine
        return self._calendar.machine_shifts(machine.workshop_id, machine.machine_id, date_of_day(day))

    def _make_days(self, end_day: int) -> None:
        for day in range(self._next_day, min(end_day, self._end_day)):
            for shift in self._shifts_of(day):
                self._add_window(shift.start, shift.finish)
        self._next_day = max(self._next_day, min(end_day, self._end_day))

    def _add_window(self, start: int, finish: int) -> None:
        """Append the window without its stopped pieces and without what overlaps the one before."""
        if self.finishes:
            start = max(start, self.finishes[-1])
        for stop_start, stop_finish in self._stops:
            if stop_start < finish and stop_finish > start:
                self._append(start, stop_start)
                start = stop_finish
        self._append(start, finish)

    def _append(self, start: int, finish: int) -> None:
        if start < finish:
            self.starts.append(start)
            self.finishes.append(finish)
            self.after.append((self.after[-1] if self.after else 0) + finish - start)


class MachineTime:
    """Usable windows of one machine in whole seconds; touching windows stay separate.

    All moments are seconds of plant local time. A moment is working when the second that begins there
    lies in a window.

    Args:
        machine: The machine; one that is not `working` has no windows.
        calendar: Shifts of the plant.
        stops: Times in which this machine does not work although its shift does.
        windows: Its windows when they are known, else None.
    """

    __slots__ = ("_after", "_finishes", "_machine", "_starts", "_windows")

    def __init__(
        self,
        machine: Machine,
        *,
        calendar: ShiftCalendar,
        stops: tuple[MachineStop, ...] = (),
        windows: _Windows | None = None,
    ) -> None:
        self._machine = machine
        self._windows = _Windows(machine, calendar, stops) if windows is None else windows
        self._starts, self._finishes = self._windows.starts, self._windows.finishes
        self._after = self._windows.after

    def next_working(self, at: int) -> int:
        """The first working moment not before `at`.

        Raises:
            NoWorkingTimeError: There is none.
        """
        self._windows.make_before(at)
        index = bisect_right(self._finishes, at)
        while index == len(self._finishes):
            self._make_more(at)
        return max(at, self._starts[index])

    def end_after(self, at: int, seconds: int) -> int:
        """The earliest moment at which `seconds` of work begun at `at` or later are done; `at` for 0.

        Raises:
            NoWorkingTimeError: The calendar holds too little working time after `at`.
        """
        if seconds <= 0:
            return at
        done = self.worked_before(at) + seconds
        while not self._after or self._after[-1] < done:
            self._make_more(at)
        index = bisect_left(self._after, done)
        return self._finishes[index] - (self._after[index] - done)

    def parts(self, at: int, finish: int) -> list[tuple[int, int]]:
        """Windows between two moments, cut to them, in order; none when `finish` is not later."""
        if at >= finish:
            return []
        self._windows.make_before(finish)
        first, end = bisect_right(self._finishes, at), bisect_left(self._starts, finish)
        return [(max(at, self._starts[i]), min(finish, self._finishes[i])) for i in range(first, end)]

    def is_stopped(self, start: int, finish: int) -> bool:
        """Whether a stop or a repair takes shift time away between two moments."""
        return self._windows.is_stopped(start, finish)

    def add(self, at: int, seconds: int) -> tuple[int, list[tuple[int, int]]]:
        """The end of `seconds` of work begun at `at` or later, and the windows it lies in.

        The first part starts at `next_working(at)`, the last ends at the returned moment; with 0 seconds
        there are no parts.

        Raises:
            NoWorkingTimeError: The calendar holds too little working time after `at`.
        """
        finish = self.end_after(at, seconds)
        return finish, self.parts(at, finish)

    def start_before(self, at: int, seconds: int) -> int:
        """The latest moment from which `seconds` of work are done not after `at`; `at` for 0.

        Raises:
            NoWorkingTimeError: The calendar holds too little working time before `at`.
        """
        if seconds <= 0:
            return at
        left = self.worked_before(at) - seconds
        if left < 0:
            raise NoWorkingTimeError(machine_id=self._machine.machine_id, at=to_moment(at))
        index = bisect_right(self._after, left)
        return self._finishes[index] - (self._after[index] - left)

    def worked_before(self, at: int) -> int:
        """Working seconds from the beginning of the calendar to `at`."""
        self._windows.make_before(at)
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return 0
        return self._after[index] - max(0, self._finishes[index] - at)

    def seconds_between(self, start: int, finish: int) -> int:
        """Working seconds from `start` to `finish`; 0 when `finish` is not later."""
        return max(0, self.worked_before(finish) - self.worked_before(start))

    def _make_more(self, at: int) -> None:
        if not self._windows.make_more():
            raise NoWorkingTimeError(machine_id=self._machine.machine_id, at=to_moment(at))


class WorkingTime:
    """Working time of all machines of a plant, by plant local time.

    Windows are made lazily and kept; build one object per plan, not per question.

    Args:
        plant: The plant; its calendar, machines and stops are read, nothing is changed.
    """

    def __init__(self, plant: Plant) -> None:
        self.calendar = ShiftCalendar(plant.calendar)
        stops: dict[str, list[MachineStop]] = defaultdict(list)
        for stop in plant.stops:
            stops[stop.machine_id].append(stop)
        self._machines: dict[str, MachineTime] = {}
        common: dict[tuple[str, MachineStatus], _Windows] = {}
        for machine in plant.machines.values():
            own = tuple(stops.get(machine.machine_id, ()))
            windows = None
            if not own and not self.calendar.has_own_rows(machine.machine_id):
                alike = machine.workshop_id, machine.status
                if alike not in common:
                    common[alike] = _Windows(machine, self.calendar, ())
                windows = common[alike]
            self._machines[machine.machine_id] = MachineTime(
                machine, calendar=self.calendar, stops=own, windows=windows
            )

    def machine(self, machine_id: str) -> MachineTime:
        """The integer interface of one machine.

        Raises:
            KeyError: The plant has no such machine.
        """
        return self._machines[machine_id]

    def windows(
        self, machine_id: str, start: dt.datetime, finish: dt.datetime
    ) -> list[tuple[dt.datetime, dt.datetime]]:
        """Usable windows of the machine between two moments, cut to them."""
        parts = self._machines[machine_id].parts(to_seconds(start), to_seconds(finish))
        return [(to_moment(a), to_moment(b)) for a, b in parts]

    def next_working(self, machine_id: str, at: dt.datetime) -> dt.datetime:
        """The first working moment not before `at`; raises NoWorkingTimeError."""
        return to_moment(self._machines[machine_id].next_working(to_seconds(at)))

    def add_working(
        self, machine_id: str, at: dt.datetime, seconds: int
    ) -> tuple[dt.datetime, list[tuple[dt.datetime, dt.datetime]]]:
        """End and parts of `seconds` of work begun at `at` or later; raises NoWorkingTimeError."""
        finish, parts = self._machines[machine_id].add(to_seconds(at), seconds)
        return to_moment(finish), [(to_moment(a), to_moment(b)) for a, b in parts]

    def subtract_working(self, machine_id: str, at: dt.datetime, seconds: int) -> dt.datetime:
        """The latest moment from which `seconds` of work are done by `at`; raises NoWorkingTimeError."""
        return to_moment(self._machines[machine_id].start_before(to_seconds(at), seconds))

    def working_seconds(self, machine_id: str, start: dt.datetime, finish: dt.datetime) -> int:
        """Working seconds of the machine between two moments."""
        return self._machines[machine_id].seconds_between(to_seconds(start), to_seconds(finish))

    def first_working_date(self, workshop_id: str, date: dt.date) -> dt.date | None:
        """The first date not before `date` with a working shift of the workshop, None = never."""
        return self.calendar.first_working_date(workshop_id, date)
