"""A plan of a shop with all plant rules in front of its checker; own arithmetic of time and portions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from potok.scheduling.shop.problem import FullShop, Link, Loads, Measure, Mode, Remainder, ShopPlan, WorkRow
from potok.scheduling.verify.rule import Fault


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a job on its way between two operations, moments of time."""

    done: int
    taken: int
    amount: int


@dataclass(frozen=True, slots=True)
class Handing:
    """A link of a job both ends of which stand in the plan."""

    first: WorkRow
    second: WorkRow
    link: Link


@dataclass(slots=True)
class FullCase:
    """A plan in front of its shop.

    Attributes:
        rows: The rows that name an operation and a mode of the shop.
        unknown: The others.
        by_name: Rows by (job, operation); where there are two, the first.
        by_machine: Rows by machine in the order of their work.
    """

    shop: FullShop
    plan: ShopPlan
    rows: list[WorkRow] = field(init=False)
    unknown: list[WorkRow] = field(init=False)
    by_name: dict[tuple[int, int], WorkRow] = field(init=False, default_factory=dict)
    by_machine: Mapping[int, list[WorkRow]] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = [row for row in self.plan.rows if self._is_known(row)]
        self.unknown = [row for row in self.plan.rows if not self._is_known(row)]
        by_machine: defaultdict[int, list[WorkRow]] = defaultdict(list)
        for row in sorted(self.rows, key=lambda row: (row.setup_start, row.end)):
            self.by_name.setdefault((row.job, row.operation), row)
            by_machine[self.shop.machine(row)].append(row)
        self.by_machine = by_machine

    def _is_known(self, row: WorkRow) -> bool:
        jobs = self.shop.jobs
        return (
            0 <= row.job < len(jobs)
            and 0 <= row.operation < len(jobs[row.job].operations)
            and 0 <= row.mode < len(jobs[row.job].operations[row.operation].modes)
        )

    def name(self, row: WorkRow) -> str:
        """The operation as people read it."""
        return f"заказ {self.shop.jobs[row.job].name}, операция {row.operation + 1}"

    def fault(self, row: WorkRow, text: str) -> Fault:
        """What is wrong with an operation."""
        return Fault(text, order_no=self.shop.jobs[row.job].name, op_no=row.operation + 1)

    def at(self, moment: int) -> str:
        """A moment as people read it."""
        return self.shop.clock.moment(moment)

    def long(self, time: int) -> str:
        """A span of time as people read it."""
        return self.shop.clock.span(time)

    def mode(self, row: WorkRow) -> Mode:
        """The mode of a row."""
        return self.shop.operation(row).modes[row.mode]

    def windows(self, row: WorkRow, start: int, finish: int) -> list[tuple[int, int]]:
        """Working time of the row's machine between two moments."""
        parts = (
            (max(a, start), min(b, finish)) for a, b in self.shop.machines[self.shop.machine(row)].windows
        )
        return [(a, b) for a, b in parts if a < b]

    def worked(self, row: WorkRow, start: int, finish: int) -> int:
        """Working time of the row's machine between two moments."""
        return sum(b - a for a, b in self.windows(row, start, finish))

    def moment(self, row: WorkRow, work: int, *, begins: bool) -> int:
        """When a row has so much working time behind it; `begins`: when the work after it goes on."""
        left, last = work, row.start
        for start, finish in self.windows(row, row.start, self.shop.horizon):
            if left < finish - start or (left == finish - start and not begins):
                return start + left
            left -= finish - start
            last = finish
        return last

    def handings(self) -> Iterator[Handing]:
        """Links of jobs whose two operations both stand in the plan."""
        for number, job in enumerate(self.shop.jobs):
            for position, link in enumerate(job.links):
                first = self.by_name.get((number, position))
                second = self.by_name.get((number, position + 1))
                if first is not None and second is not None:
                    yield Handing(first, second, link)

    def portions(self, handing: Handing) -> list[Portion]:
        """Portions of a link with the moments at which they are done and taken.

        Loads are those of the policy: where a row has others, `full_loads` tells.
        """
        first, second, link = handing.first, handing.second, handing.link
        amount = self.shop.jobs[first.job].amount
        if not link.transfer:
            return [Portion(first.end, second.start, link.room or amount)]
        giving, taking = self.mode(first), self.mode(second)
        given = [*range(link.transfer, amount, link.transfer), amount]
        if giving.loads:
            given = [*accumulate(right_loads(amount, giving.loads))]
        loads = [*accumulate(right_loads(amount, taking.loads))] if taking.loads else []
        found, before = [], 0
        for until in sorted({*given, *loads}):
            at = next(place for place, total in enumerate(given) if total >= until)
            if giving.loads:
                work = (at + 1) * giving.duration
            else:
                work = (giving.duration * given[at] + amount - 1) // amount
            done = self.moment(first, work, begins=False)
            if taking.loads:
                work = next(place for place, total in enumerate(loads) if total >= until) * taking.duration
            else:
                work = taking.duration * before // amount
            found.append(Portion(done, self.moment(second, work, begins=True), until - before))
            before = until
        return found

    def fixed(self) -> dict[tuple[int, int], WorkRow | None]:
        """Operations that stay: their published row, or None where a pin says it."""
        frozen: dict[tuple[int, int], WorkRow | None] = {
            (row.job, row.operation): row
            for row in self.shop.published
            if row.setup_start < self.shop.frozen_until
        }
        for number, job in enumerate(self.shop.jobs):
            for position, operation in enumerate(job.operations):
                if operation.pin is not None:
                    frozen[number, position] = None
        return frozen


def right_loads(amount: int, loads: Loads) -> list[int]:
    """The loads of an amount by the policy of the remainder."""
    count, rest = amount // loads.size, amount % loads.size
    parts = [loads.size] * count
    if rest == 0:
        return parts
    if loads.remainder is Remainder.SPREAD:
        count += 1
        low = amount // count
        return [low + 1 if place < amount - low * count else low for place in range(count)]
    if loads.remainder is Remainder.JOIN and parts and parts[-1] + rest <= loads.most:
        parts[-1] += rest
        return parts
    return [*parts, rest]


def true_measures(case: FullCase) -> dict[Measure, int]:
    """Every measure of the plan, from its rows."""
    found = dict.fromkeys(Measure, 0)
    for number, job in enumerate(case.shop.jobs):
        last = case.by_name.get((number, len(job.operations) - 1))
        if last is not None and number not in case.plan.left_out:
            found[Measure.TARDINESS] += job.weight * max(0, last.end - job.due)
            found[Measure.EARLINESS] += job.weight * max(0, job.due - last.end)
    watched = case.shop.goal.bottlenecks
    for machine, rows in case.by_machine.items():
        busy = sum(case.worked(row, row.setup_start, row.end) for row in rows)
        if not watched or machine in watched:
            since = 0 if watched else rows[0].setup_start
            until = max(row.end for row in rows)
            if machine in watched and any(_may_take(case, machine, job) for job in case.plan.left_out):
                until = case.shop.horizon
            found[Measure.IDLE] += case.worked(rows[0], since, until) - busy
        found[Measure.SETUP] += sum(case.worked(row, row.setup_start, row.start) for row in rows)
    for row in case.shop.published:
        now = case.by_name.get((row.job, row.operation))
        if (
            now is not None
            and row.job not in case.plan.left_out
            and row.setup_start >= case.shop.frozen_until
        ):
            is_pinned = case.shop.operation(row).pin is not None
            found[Measure.CHANGE] += not is_pinned and (now.mode, now.start) != (row.mode, row.start)
    return found


def _may_take(case: FullCase, machine: int, job: int) -> bool:
    """Whether some operation of a job may go to a machine."""
    operations = case.shop.jobs[job].operations
    return any(mode.machine == machine for operation in operations for mode in operation.modes)
