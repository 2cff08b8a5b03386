"""The lines of a part: every permitted machine of its free operations, and the work that stays."""

from __future__ import annotations

from potok.scheduling.annealing.kernels.data import Queues
from potok.scheduling.dispatch import fixed_timelines
from potok.scheduling.parts import Part
from potok.scheduling.problem import FixedOperation, Job, Mode, Operation, Problem
from potok.scheduling.timeline import Entry


class Lines:
    """Numbers of the lines of a part, and what each of them is.

    Args:
        problem: The whole problem.
        part: Its jobs and machines.

    Attributes:
        operations: Of all jobs in turn.
        machine: Machine of the problem → its number; machines on which only work stays come last.
        modes: Of the lines.
        works: What is worked on them.
        owners: Their jobs, or the work that stays: who knows product and family.
        first: First line of an operation; the last number is the count of lines that do not stay.
        held: Work that stays, by its identity → its line.
    """

    def __init__(self, problem: Problem, part: Part) -> None:
        self.operations = [operation for job in part.jobs for operation in job.operations]
        held = (each.fixed.machine for each in self.operations if each.fixed is not None)
        self.machine = {machine: at for at, machine in enumerate(dict.fromkeys((*part.machines, *held)))}
        self.modes: list[Mode] = []
        self.works: list[Operation | FixedOperation] = []
        self.owners: list[Job | FixedOperation] = []
        self.first = [0]
        for operation in self.operations:
            for mode in operation.modes if operation.fixed is None else ():
                self._add(mode, operation, problem.jobs[operation.job])
            self.first.append(len(self.modes))
        self.held: dict[int, int] = {}
        for fixed in problem.fixed:
            if fixed.machine in self.machine:
                self.held[id(fixed)] = len(self.modes)
                self._add(fixed.mode, fixed, fixed)
        queues = fixed_timelines(problem)
        self._laid = {number: queues[machine] for machine, number in self.machine.items()}
        self._entries = {
            self.held[id(entry.work)]: entry for queue in self._laid.values() for entry in queue.entries
        }

    def lay_held(self, queues: Queues) -> None:
        """Put the work that stays into empty queues."""
        for number, laid in self._laid.items():
            for entry, end in zip(laid.entries, laid.ends, strict=True):
                line = self.held[id(entry.work)]
                at = queues.row[number] + queues.filled[number]
                queues.entries[at] = entry.start, entry.body, end, entry.floor, entry.cap, line
                queues.filled[number] += 1

    def entry(self, line: int, start: int, body: int, end: int, floor: int, cap: int) -> Entry:
        """A row of a queue as an entry."""
        held = self._entries.get(line)
        if held is not None:
            return held
        owner = self.owners[line]
        return Entry(
            start=start,
            body=body,
            end=end,
            floor=floor,
            cap=cap,
            product=owner.product,
            family=owner.family,
            mode=self.modes[line],
            work=self.works[line],
            movable=True,
        )

    def _add(self, mode: Mode, work: Operation | FixedOperation, owner: Job | FixedOperation) -> None:
        self.modes.append(mode)
        self.works.append(work)
        self.owners.append(owner)
