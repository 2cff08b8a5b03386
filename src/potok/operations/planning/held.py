"""Work that no calculation moves: launched, pinned, agreed for the next hours, or put there by hand.

A version that people look at has its own pins, and a draft its own places of what a person moved: beside a
draft those count. Whatever nobody held on the draft stays where the plan in force has it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from potok.operations.planning.stored_lines import StoredLine
from potok.plant import model as plain
from potok.scheduling.fixed import OperationKey

#: Answers of a shop after which the work before and behind a line cannot stay as it is.
_OBJECTED = frozenset({"refused", "countered"})


@dataclass(frozen=True, slots=True)
class HeldWork:
    """What decides whether a line stays.

    Attributes:
        now_at: The moment of planning, plant local time.
        frozen_until: End of the frozen zone.
        stops: Times in which machines stand, as the books have them.
        keep_orders: Orders whose lines in force stay whatever they are.
    """

    now_at: dt.datetime
    frozen_until: dt.datetime
    stops: tuple[plain.MachineStop, ...]
    keep_orders: Collection[str] = ()

    def lines(
        self, published: Iterable[StoredLine], shown: Iterable[StoredLine] | None = None
    ) -> list[StoredLine]:
        """The lines that stay.

        Args:
            published: Lines of the plan in force.
            shown: Lines of the draft that is looked at; None = the plan in force itself.
        """
        in_force = {_key(line): line for line in published}
        own = in_force if shown is None else {_key(line): line for line in shown}
        held = {key: self._held(in_force.get(key), own.get(key)) for key in in_force | own}
        found = [line for line in held.values() if line is not None]
        of_draft = [line for line in found if line is not in_force.get(_key(line))]
        kept = [line for line in found if line.order_no in self.keep_orders]
        led = _led_elsewhere(in_force, own)
        return [line for line in found if not self._gives_way(line, of_draft, kept, led)]

    def in_stops(self, held: Iterable[StoredLine]) -> tuple[OperationKey, ...]:
        """Held work that stands in a stop which is not over: people decide about it."""
        ahead = [stop for stop in self.stops if stop.finish_at > self.now_at]
        return tuple(sorted(_key(line) for line in held if any(_hits(stop, line) for stop in ahead)))

    def stops_beside(self, held: Iterable[StoredLine]) -> tuple[plain.MachineStop, ...]:
        """The stops without the time of held work on their machine: its shop knows how that goes on."""
        left = list(self.stops)
        for line in held:
            left = [rest for stop in left for rest in _without(stop, line)]
        return tuple(left)

    def _held(self, in_force: StoredLine | None, own: StoredLine | None) -> StoredLine | None:
        """The line that stays of an operation, None when it may move."""
        if in_force is not None and in_force.launched:
            return in_force
        if in_force is not None and in_force.order_no in self.keep_orders and not self._is_hit(in_force):
            return in_force
        agreed = in_force is not None and self._is_frozen(in_force)
        if own is not None and own.moved_by_hand:
            can_be_there = own.finish_at > self.now_at and not self._is_hit(own)
            return own if own.launched or own.pinned or (agreed and can_be_there) else None
        if own is not None and own.pinned:
            return own
        return in_force if in_force is not None and agreed and not self._is_hit(in_force) else None

    def _gives_way(
        self,
        line: StoredLine,
        of_draft: Iterable[StoredLine],
        kept: Iterable[StoredLine],
        led: Mapping[str, int],
    ) -> bool:
        """Whether a line cannot stay beside what people decided later.

        An agreed line gives way to held work of the draft, and where an operation before it in its order
        goes elsewhere; held work of the draft gives way to orders that are kept where they are.
        """
        if line.launched or line.order_no in self.keep_orders:
            return False
        if any(_overlap(line, other) for other in kept):
            return True
        if line.pinned or line.moved_by_hand:
            return False
        return led.get(line.order_no, line.op_no) < line.op_no or any(
            _overlap(line, other) for other in of_draft
        )

    def _is_frozen(self, line: StoredLine) -> bool:
        """Whether a published line was agreed for the hours ahead that are not to change any more."""
        is_near = line.start_at < self.frozen_until and line.finish_at > self.now_at
        return is_near and line.agreement == "agreed"

    def _is_hit(self, line: StoredLine) -> bool:
        return any(_hits(stop, line) for stop in self.stops)


def _key(line: StoredLine) -> OperationKey:
    return line.order_no, line.op_no


def _led_elsewhere(
    in_force: Mapping[OperationKey, StoredLine], own: Mapping[OperationKey, StoredLine]
) -> dict[str, int]:
    """The first operation of each order that its shop objected to or that a person put elsewhere."""
    first: dict[str, int] = {}
    for key, line in in_force.items():
        there = own.get(key, line)
        stays = (there.machine_id, there.start_at) == (line.machine_id, line.start_at)
        is_moved = there.moved_by_hand and not stays
        if is_moved or (line.agreement in _OBJECTED and not line.launched):
            first[line.order_no] = min(line.op_no, first.get(line.order_no, line.op_no))
    return first


def _overlap(line: StoredLine, other: StoredLine) -> bool:
    """Whether two lines take one machine at one time."""
    return (
        other is not line
        and other.machine_id == line.machine_id
        and other.start_at < line.finish_at
        and line.start_at < other.finish_at
    )


def _hits(stop: plain.MachineStop, line: StoredLine) -> bool:
    return (
        stop.machine_id == line.machine_id
        and stop.start_at < line.finish_at
        and line.start_at < stop.finish_at
    )


def _without(stop: plain.MachineStop, line: StoredLine) -> Iterator[plain.MachineStop]:
    """What is left of a stop outside of a line on its machine: two parts at most."""
    if not _hits(stop, line):
        yield stop
        return
    if stop.start_at < line.start_at:
        yield replace(stop, finish_at=line.start_at)
    if line.finish_at < stop.finish_at:
        yield replace(stop, start_at=line.finish_at)
