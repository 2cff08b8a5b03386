"""What the decoder looks up: numbers of a shop that no sequence changes."""

from __future__ import annotations

from typing import NamedTuple

from potok.scheduling.shop.axis import Axis
from potok.scheduling.shop.problem import FullShop, Job, Link, Operation
from potok.scheduling.shop.queue import Entry
from potok.scheduling.shop.rules import (
    Piece,
    after_frozen_zone,
    is_frozen,
    not_in_the_past,
    pieces,
    pinned_stays,
    started_stays,
    working_time,
)


class Step(NamedTuple):
    """An operation with what the decoder asks of it.

    Attributes:
        number: Among all operations.
        runs: Working time by mode, None where the apparatus cannot take the amount.
        link: To the operation before it, None for the first one.
    """

    number: int
    job: int
    position: int
    operation: Operation
    runs: tuple[int | None, ...]
    link: Link | None


class Tables:
    """Precomputed numbers of a shop.

    Attributes:
        axes: Working time of the machines.
        steps: Steps of every job.
        legs: Runs of steps of every job that are placed together: waits that may not be too long and tanks
            tie an operation to the next one.
        fixed: Number of an operation that stays → (machine, its entry).
        fence: Nothing new starts before.
        used: Machines that some operation may use.
    """

    def __init__(self, shop: FullShop) -> None:
        self.shop = shop
        self.axes = tuple(Axis(machine.windows) for machine in shop.machines)
        self.fence = after_frozen_zone(not_in_the_past(0, shop.now), shop.frozen_until)
        self.steps: list[tuple[Step, ...]] = []
        self.count = 0
        for number, job in enumerate(shop.jobs):
            self.steps.append(tuple(self._step(number, job, at) for at in range(len(job.operations))))
        self.by_number = [step for of_job in self.steps for step in of_job]
        self.fence_position = tuple(axis.position(self.fence) for axis in self.axes)
        self.fixed = self._fixed()
        modes = (mode for step in self.by_number for mode in step.operation.modes)
        self.used = sorted({mode.machine for mode in modes})
        self.legs = [_legs(of_job) for of_job in self.steps]
        self._pieces: dict[tuple[int, int, int], tuple[Piece, ...]] = {}

    def pieces(self, step: Step, before: int, mode: int) -> tuple[Piece, ...]:
        """Portions handed to a step by the one before it, in their modes."""
        key = step.number, before, mode
        found = self._pieces.get(key)
        if found is None:
            job = self.shop.jobs[step.job]
            first = job.operations[step.position - 1].modes[before]
            link = step.link or Link()
            found = pieces(job.amount, first, step.operation.modes[mode], link)
            self._pieces[key] = found
        return found

    def first_done(self, step: Step, before: list[tuple[int, int]], own: list[tuple[int, int]]) -> list[int]:
        """Working times after which the first portion for a step is done, by the modes on both sides."""
        return [self.pieces(step, first, mode)[0].done for first, _ in before for mode, _ in own]

    def _step(self, number: int, job: Job, position: int) -> Step:
        operation = job.operations[position]
        self.count += 1
        return Step(
            number=self.count - 1,
            job=number,
            position=position,
            operation=operation,
            runs=tuple(working_time(mode, job.amount) for mode in operation.modes),
            link=job.links[position - 1] if position else None,
        )

    def _fixed(self) -> dict[int, tuple[int, Entry]]:
        """Entries of published work in the frozen zone, of pinned and of started work."""
        fixed: dict[int, tuple[int, Entry]] = {}
        for row in self.shop.published:
            if is_frozen(row, self.shop.frozen_until):
                step = self.steps[row.job][row.operation]
                axis = self.axes[self.shop.machine(row)]
                setup = axis.position(row.start) - axis.position(row.setup_start)
                fixed[step.number] = self._entry(step, row.mode, row.start, setup)
        for step in self.by_number:
            pin = step.operation.pin
            if pin is not None and (pinned_stays(pin) or started_stays(pin)):
                fixed[step.number] = self._entry(step, pin.mode, pin.start, pin.setup)
        return fixed

    def _entry(self, step: Step, mode: int, start: int, setup: int) -> tuple[int, Entry]:
        machine = step.operation.modes[mode].machine
        body = self.axes[machine].position(start)
        end = body + (step.runs[mode] or 0)
        family = step.operation.family
        return machine, Entry(body - setup, body, end, body - setup, family, step.number, mode, stays=True)


def _legs(steps: tuple[Step, ...]) -> tuple[tuple[Step, ...], ...]:
    legs: list[list[Step]] = []
    for step in steps:
        if step.link is not None and (step.link.most is not None or step.link.tank is not None):
            legs[-1].append(step)
        else:
            legs.append([step])
    return tuple(tuple(leg) for leg in legs)
