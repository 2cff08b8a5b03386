"""The queue of one machine in positions of its axis, and the first gap that fits."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from potok.scheduling.shop.axis import Axis
from potok.scheduling.shop.problem import Machine
from potok.scheduling.shop.profile import NEVER, Profile
from potok.scheduling.shop.rules import (
    NOTHING,
    crew_is_free,
    enough_people,
    fits_working_time,
    gap_holds,
    setup_time,
    without_stop,
)


class Entry(NamedTuple):
    """An operation in its queue.

    Attributes:
        start: Position where its set-up begins.
        body: Position where its work begins.
        end: Position where it ends.
        floor: Its set-up never begins before.
        operation: Its number among all operations.
        mode: Place in its modes.
        stays: Whether it is fixed work, set-up included.
    """

    start: int
    body: int
    end: int
    floor: int
    family: int
    operation: int
    mode: int
    stays: bool


class Wish(NamedTuple):
    """An operation that looks for a place.

    Attributes:
        run: Its working time.
        body_floor: Position before which its work does not begin.
        floor: Position before which its set-up does not begin.
        needs: (pool, people).
    """

    operation: int
    mode: int
    family: int
    run: int
    body_floor: int
    floor: int
    may_stop: bool
    needs: tuple[tuple[int, int], ...]


class Put(NamedTuple):
    """An entry put into a queue, and what stood behind it before."""

    place: int
    entry: Entry
    behind: Entry | None


class Queue:
    """Entries of one machine by position; entries never change, so copies are cheap.

    Args:
        machine: Its set-ups.
        axis: Its working time.
    """

    __slots__ = ("axis", "bodies", "ends", "entries", "machine")

    def __init__(self, machine: Machine, axis: Axis) -> None:
        self.machine, self.axis = machine, axis
        self.entries: list[Entry] = []
        self.bodies: list[int] = []
        self.ends: list[int] = []

    def append(self, entry: Entry) -> None:
        """Put fixed work at the end of the queue; it comes by position."""
        self.entries.append(entry)
        self.bodies.append(entry.body)
        self.ends.append(entry.end)

    def copy(self) -> Queue:
        """An independent queue with the same entries."""
        made = Queue(self.machine, self.axis)
        made.entries, made.bodies, made.ends = self.entries.copy(), self.bodies.copy(), self.ends.copy()
        return made

    def find(self, wish: Wish, pools: list[Profile]) -> Put | None:
        """The first gap in which an operation fits with its set-up and its people; None before no end.

        The set-up of the entry behind changes with its new predecessor and must still fit.
        """
        axis, entries, bodies, ends = self.axis, self.entries, self.bodies, self.ends
        body_floor, run, count = wish.body_floor, wish.run, len(entries)
        place = bisect_right(ends, body_floor)
        while True:
            # Gaps too short even without set-ups: most of them, passed over at once.
            begin = max(body_floor, ends[place - 1]) if place else body_floor
            while place < count and bodies[place] < begin + run:
                begin = max(body_floor, ends[place])
                place += 1
            before = entries[place - 1].family if place else NOTHING
            setup = setup_time(self.machine, before, wish.family)
            free_from = max(wish.floor, ends[place - 1] if place else 0)
            body = max(body_floor, free_from + setup)
            if not wish.may_stop:
                body = without_stop(axis, body, run)
            end = body + run
            if not fits_working_time(end, axis.total):
                return None
            behind = entries[place] if place < count else None
            new_behind = behind
            if behind is not None:
                if not gap_holds(end, behind.body):
                    place += 1
                    continue
                new_behind = self._after(behind, wish.family)
                if new_behind is None or not gap_holds(end, new_behind.start):
                    place += 1
                    continue
            entry = Entry(body - setup, body, end, wish.floor, wish.family, wish.operation, wish.mode, False)
            later = self._wait_for_people(entry, wish.needs, pools)
            if later is not None:
                body_floor = later
                continue
            if new_behind is not behind and not self._crew_follows(behind, new_behind, pools):
                place += 1
                continue
            return Put(place, entry, new_behind)

    def put(self, found: Put, pools: list[Profile], needs: tuple[tuple[int, int], ...]) -> Put:
        """Put an operation where it was found; gives back what `take_back` needs."""
        place, entry, new_behind = found
        behind = self.entries[place] if place < len(self.entries) else None
        if behind is not None and new_behind is not None and new_behind is not behind:
            self._use_crew(behind, pools, -1)
            self._use_crew(new_behind, pools, 1)
            self.entries[place] = new_behind
        self.entries.insert(place, entry)
        self.bodies.insert(place, entry.body)
        self.ends.insert(place, entry.end)
        self.use(entry, pools, needs, 1)
        return Put(place, entry, behind)

    def take_back(self, put: Put, pools: list[Profile], needs: tuple[tuple[int, int], ...]) -> None:
        """Undo the last `put`."""
        del self.entries[put.place], self.bodies[put.place], self.ends[put.place]
        self.use(put.entry, pools, needs, -1)
        if put.behind is not None and self.entries[put.place] is not put.behind:
            self._use_crew(self.entries[put.place], pools, -1)
            self._use_crew(put.behind, pools, 1)
            self.entries[put.place] = put.behind

    def next_change(self, at: int) -> int:
        """The first moment after this one at which a window opens or an operation ends; `NEVER` = none."""
        opening = self.axis.next_opening(at)
        index = bisect_right(self.ends, self.axis.position(at))
        changes = [NEVER if opening is None else opening]
        if index < len(self.ends):
            changes.append(self.axis.end(self.ends[index]))
        return min(change for change in changes if change > at)

    def use(self, entry: Entry, pools: list[Profile], needs: tuple[tuple[int, int], ...], sign: int) -> None:
        """Take the people of an entry, or give them back with sign −1."""
        if needs:
            windows = self.axis.windows(entry.body, entry.end)
            for pool, people in needs:
                for start, finish in windows:
                    pools[pool].take(start, finish, sign * people)
        self._use_crew(entry, pools, sign)

    def _after(self, behind: Entry, family: int) -> Entry | None:
        """The entry behind with the set-up after another family; None when it may not have it."""
        start = behind.body - setup_time(self.machine, family, behind.family)
        if start == behind.start:
            return behind
        return None if behind.stays or start < behind.floor else behind._replace(start=start)

    def _wait_for_people(
        self, entry: Entry, needs: tuple[tuple[int, int], ...], pools: list[Profile]
    ) -> int | None:
        """Position before which the work cannot begin for want of people; None = there are enough."""
        later = None
        if needs:
            windows = self.axis.windows(entry.body, entry.end)
            for pool, people in needs:
                clash = enough_people(pools[pool], windows, people)
                if clash is not None:
                    later = max(later or 0, self._position(clash))
        crew = self.machine.setup_pool
        if crew is not None and entry.start < entry.body:
            clash = crew_is_free(pools[crew], self.axis.windows(entry.start, entry.body))
            if clash is not None:
                later = max(later or 0, self._position(clash) + entry.body - entry.start)
        return later

    def _crew_follows(self, behind: Entry | None, new_behind: Entry | None, pools: list[Profile]) -> bool:
        """Whether a crew is there for the changed set-up behind."""
        crew = self.machine.setup_pool
        if crew is None or behind is None or new_behind is None or new_behind.start >= behind.start:
            return True
        return crew_is_free(pools[crew], self.axis.windows(new_behind.start, behind.start)) is None

    def _use_crew(self, entry: Entry, pools: list[Profile], sign: int) -> None:
        crew = self.machine.setup_pool
        if crew is not None:
            for start, finish in self.axis.windows(entry.start, entry.body):
                pools[crew].take(start, finish, sign)

    def _position(self, at: int) -> int:
        return self.axis.total if at >= NEVER else self.axis.position(at)
