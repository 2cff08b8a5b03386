"""The desk on which a plan is made: queues, people and tanks, and where the operations lie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from potok.scheduling.shop.profile import NEVER, Profile
from potok.scheduling.shop.queue import Put, Queue
from potok.scheduling.shop.rules import may_be_done_from, ready_after_rest, tank_has_room
from potok.scheduling.shop.tables import Step, Tables


class Place(NamedTuple):
    """Where an operation lies: positions of its machine, and the moment of its end."""

    machine: int
    mode: int
    body: int
    end: int
    finish: int


class Stay(NamedTuple):
    """A portion in a tank."""

    tank: int
    start: int
    finish: int
    amount: int


class Desk:
    """A plan in the making.

    Args:
        tables: Of the shop; fixed work lies on the desk from the beginning.
    """

    __slots__ = ("places", "pools", "queues", "tables", "tanks")

    def __init__(self, tables: Tables) -> None:
        shop = tables.shop
        self.tables = tables
        self.queues = [Queue(*pair) for pair in zip(shop.machines, tables.axes, strict=True)]
        self.pools = [Profile(pool.levels) for pool in shop.pools]
        self.tanks = [Profile([(-NEVER, tank.capacity)]) for tank in shop.tanks]
        self.places: dict[int, Place] = {}
        for number, (machine, entry) in sorted(tables.fixed.items(), key=lambda item: item[1][1].body):
            queue = self.queues[machine]
            queue.append(entry)
            queue.use(entry, self.pools, tables.by_number[number].operation.modes[entry.mode].needs, 1)
            finish = queue.axis.end(entry.end)
            self.places[number] = Place(machine, entry.mode, entry.body, entry.end, finish)
        for number in tables.fixed:
            step = tables.by_number[number]
            if step.position and number - 1 in tables.fixed:
                for stay in self.stays(step, self.places[number]):
                    self.take(stay, 1)

    def copy(self) -> Desk:
        """An independent desk with the same plan."""
        made: Desk = object.__new__(Desk)
        made.tables = self.tables
        made.queues = self.queues.copy()
        for machine in self.tables.used:
            made.queues[machine] = made.queues[machine].copy()
        made.pools = [pool.copy() for pool in self.pools]
        made.tanks = [tank.copy() for tank in self.tanks]
        made.places = self.places.copy()
        return made

    def put(self, step: Step, place: Place, found: Put) -> Put:
        """Put an operation where it was found; gives back what `take_back` needs."""
        needs = step.operation.modes[place.mode].needs
        self.places[step.number] = place
        return self.queues[place.machine].put(found, self.pools, needs)

    def take_back(self, step: Step, put: Put) -> None:
        """Undo the last `put`."""
        place = self.places.pop(step.number)
        self.queues[place.machine].take_back(put, self.pools, step.operation.modes[place.mode].needs)

    def take(self, stay: Stay, sign: int) -> None:
        """Take the room of a stay in its tank, or give it back with sign −1."""
        self.tanks[stay.tank].take(stay.start, stay.finish, sign * stay.amount)

    def ready(self, step: Step, mode: int) -> int:
        """Position before which the work of a step in a mode has not all it needs."""
        axis = self.queues[step.operation.modes[mode].machine].axis
        least = step.link.least if step.link else 0
        return max(
            axis.position(ready_after_rest(done, least)) - taken
            for done, taken, _ in self._portions(step, mode)
        )

    def first_ready(self, step: Step, mode: int) -> int:
        """Moment at which the first portion may be taken."""
        if step.link is None:
            return 0
        return ready_after_rest(next(self._portions(step, mode))[0], step.link.least)

    def stays(self, step: Step, place: Place) -> Iterator[Stay]:
        """Stays in the tank before a step, if there is one."""
        if step.link is not None and step.link.tank is not None:
            axis = self.queues[place.machine].axis
            for done, taken, amount in self._portions(step, place.mode):
                yield Stay(step.link.tank, done, axis.begin(place.body + taken), amount)

    def is_in_time(self, step: Step, place: Place) -> bool:
        """Whether a fixed operation right behind still gets its work in time."""
        of_job = self.tables.steps[step.job]
        following = self.places.get(step.number + 1)
        if following is None or step.position + 1 == len(of_job):
            return True
        self.places[step.number] = place
        in_time = self.ready(of_job[step.position + 1], following.mode) <= following.body
        del self.places[step.number]
        return in_time

    def wait_too_long(self, step: Step, place: Place, taken: list[Stay]) -> int | None:
        """Moment before which the step before must not begin, or its work waits too long or finds no room.

        None when all is well; `NEVER` when nothing helps. Stays are taken and listed on the way.
        """
        link = step.link
        if link is None or (link.most is None and link.tank is None):
            return None
        before = self.places[step.number - 1]
        axis, own = self.queues[before.machine].axis, self.queues[place.machine].axis
        later = None
        for done, offset, amount in self._portions(step, place.mode):
            begin = own.begin(place.body + offset)
            from_then = may_be_done_from(begin, link)
            wanted = done if from_then is None else from_then
            if link.tank is not None and wanted <= done:
                clash = tank_has_room(self.tanks[link.tank], done, begin, amount)
                if clash is None:
                    taken.append(Stay(link.tank, done, begin, amount))
                    self.take(taken[-1], 1)
                else:
                    wanted = clash
            if wanted > done:
                later = max(later or 0, self._begin_for_end(before, axis.position(done), wanted))
        return later

    def _begin_for_end(self, before: Place, position: int, wanted: int) -> int:
        """Moment from which an operation must begin so that its position is reached not before a moment."""
        axis = self.queues[before.machine].axis
        if wanted >= NEVER:
            return NEVER
        body = before.body + max(1, axis.position_of_end(wanted) - position)
        return axis.begin(body) if body < axis.total else NEVER

    def _portions(self, step: Step, mode: int) -> Iterator[tuple[int, int, int]]:
        """(moment done, working time before it is taken, amount) of the portions handed to a step."""
        before = self.places[step.number - 1]
        axis = self.queues[before.machine].axis
        for piece in self.tables.pieces(step, before.mode, mode):
            yield axis.end(before.body + piece.done), piece.taken, piece.amount
