"""The queue of one machine: who works when, in positions of its axis, and the first gap that fits."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from potok.scheduling.problem import UNKNOWN, FixedOperation, Mode, Operation

#: The cap of an operation on which nothing counts.
NO_CAP = 1 << 62


class Entry(NamedTuple):
    """An operation in the queue of its machine; positions are of the machine's axis.

    Attributes:
        start: Position of its start, set-up included.
        body: Position where the work after the set-up begins.
        end: Position of its end.
        floor: No set-up may make it start before this position.
        cap: No shorter set-up may make it start after this position (its next operation counts on it).
        mode: Its routing line.
        work: What is worked: an operation of a job, or work that must not change.
        movable: False for fixed work.
    """

    start: int
    body: int
    end: int
    floor: int
    cap: int
    product: int
    family: int
    mode: Mode
    work: Operation | FixedOperation
    movable: bool

    @property
    def setup(self) -> int:
        """Set-up, seconds."""
        return self.body - self.start


class Slot(NamedTuple):
    """A place found in the queue of a machine."""

    place: int
    start: int
    setup: int


class Timeline:
    """Entries of one machine by position; copies are cheap because entries never change."""

    __slots__ = ("ends", "entries")

    def __init__(self, entries: list[Entry] | None = None, ends: list[int] | None = None) -> None:
        self.entries: list[Entry] = [] if entries is None else entries
        self.ends: list[int] = [] if ends is None else ends

    def copy(self) -> Timeline:
        """An independent queue with the same entries."""
        return Timeline(self.entries.copy(), self.ends.copy())

    def find(self, mode: Mode, product: int, family: int, *, floor: int, body_floor: int) -> Slot:
        """The first gap in which the operation fits with its set-up.

        The set-up of the operation behind it changes with its new predecessor: it must still fit, and a
        fixed operation must keep the very set-up it has.

        Args:
            mode: Routing line of the operation on this machine.
            product: Its product.
            family: Its family.
            floor: Earliest position of its start.
            body_floor: Earliest position of its work after the set-up.
        """
        entries, ends = self.entries, self.ends
        count = len(entries)
        index = bisect_right(ends, floor)
        run = mode.run_s
        while True:
            start, setup = floor, mode.full_setup_s
            if index:
                before = entries[index - 1]
                setup = setup_between(mode, before.product, before.family, product, family)
                start = max(floor, ends[index - 1])
            start = max(start, body_floor - setup)
            if index == count or _fits(entries[index], start + setup + run, product, family):
                return Slot(index, start, setup)
            index += 1

    def insert(self, slot: Slot, entry: Entry) -> Entry | None:
        """Put the operation into a place found for it; the one behind it gets its new set-up.

        Returns:
            What stood behind it before, for `take_back`.
        """
        index = slot.place
        behind = self.entries[index] if index < len(self.entries) else None
        if behind is not None and behind.movable:
            self.entries[index] = behind._replace(start=behind.body - setup_after(behind, entry))
        self.entries.insert(index, entry)
        self.ends.insert(index, entry.end)
        return behind

    def take_back(self, slot: Slot, behind: Entry | None) -> None:
        """Undo the last `insert`."""
        del self.entries[slot.place], self.ends[slot.place]
        if behind is not None:
            self.entries[slot.place] = behind

    def append(self, entry: Entry) -> None:
        """Put work at the end of the queue; callers add it by start."""
        self.entries.append(entry)
        self.ends.append(max(entry.end, self.ends[-1]) if self.ends else entry.end)

    def set_cap(self, entry: Entry, cap: int) -> None:
        """Remember that the next operation of the order counts on the start of a queued one."""
        index = self.index_of(entry)
        self.entries[index] = self.entries[index]._replace(cap=cap)

    def current(self, entry: Entry) -> Entry:
        """A queued entry as it is now: its set-up may have changed since it was put."""
        return self.entries[self.index_of(entry)]

    def index_of(self, entry: Entry) -> int:
        """The position in the queue at which the work of an entry stands; its end never changes."""
        index = bisect_left(self.ends, entry.end)
        while self.entries[index].work is not entry.work:
            index += 1
        return index


def setup_between(mode: Mode, before_product: int, before_family: int, product: int, family: int) -> int:
    """Set-up of an operation by product and family of the operation before it (`rules.setup_seconds`)."""
    if before_product == product != UNKNOWN:
        return 0
    if before_family == family != UNKNOWN:
        return mode.half_setup_s
    return mode.full_setup_s


def setup_after(entry: Entry, before: Entry) -> int:
    """Set-up of a queued operation after another one."""
    return setup_between(entry.mode, before.product, before.family, entry.product, entry.family)


def _fits(behind: Entry, end: int, product: int, family: int) -> bool:
    """Whether an operation that ends there may stand before a queued one."""
    if end > behind.body:
        return False
    start = behind.body - setup_between(behind.mode, product, family, behind.product, behind.family)
    if end > start:
        return False
    return behind.floor <= start <= behind.cap if behind.movable else start == behind.start
