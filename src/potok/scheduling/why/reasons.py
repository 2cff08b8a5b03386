"""The reasons that bind the start of an operation: all of them, so that without them it starts earlier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from potok.plant.shifts import to_moment
from potok.scheduling.dispatch import span_of_rows
from potok.scheduling.explain import BEHIND, closed_reason, moment_of, order_behind, start_bounds
from potok.scheduling.fixed import OperationKey
from potok.scheduling.plan import StartReason
from potok.scheduling.problem import FixedOperation, Operation
from potok.scheduling.timeline import Entry
from potok.scheduling.why.retiming import Timed

#: Reasons of work that stays where it is.
HOLDS = frozenset({StartReason.PINNED, StartReason.AGREED, StartReason.STARTED})
#: Nobody told why held work is held.
NOT_TOLD: Mapping[OperationKey, StartReason] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason that binds a start.

    Attributes:
        bound_at: The moment before which it forbids the start; of held work its start.
        behind: The operation before it on the machine (reasons MACHINE and SETUP), else None.
        item_id: The component waited for (reason MATERIAL).
    """

    reason: StartReason
    bound_at: dt.datetime
    behind: OperationKey | None = None
    item_id: str | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why one operation starts when it starts.

    Attributes:
        start_at: The start that the reasons give.
        finish_at: The finish then.
        setup_s: Its set-up, seconds.
        reasons: Everything that forbids an earlier start; only without all of it the start moves up. Held
            work has one, out of `HOLDS`.
        planned: Start and finish in the plan, when it is known and begins later.
    """

    order_no: str
    op_no: int
    machine_id: str
    start_at: dt.datetime
    finish_at: dt.datetime
    setup_s: int
    reasons: tuple[Reason, ...]
    planned: tuple[dt.datetime, dt.datetime] | None = None

    @property
    def is_held(self) -> bool:
        """Whether it stays where it is whatever comes before it."""
        return self.reasons[0].reason in HOLDS

    @property
    def shown(self) -> tuple[dt.datetime, dt.datetime]:
        """Start and finish as the plan has them."""
        return self.planned or (self.start_at, self.finish_at)


class Reasons(Mapping[OperationKey, Why]):
    """Reasons of all operations, each found when it is asked for.

    Args:
        timed: The plan, every free operation as early as the rules let it be.
        material_item: Order number → the component that decides its material date.
        holds: Why held operations are held, out of `HOLDS`; PINNED when it is not told.
    """

    def __init__(
        self,
        timed: Timed,
        material_item: Mapping[str, str],
        holds: Mapping[OperationKey, StartReason] = NOT_TOLD,
    ) -> None:
        self._timed, self._material_item, self._holds = timed, material_item, holds
        self._by_index: dict[int, Entry] = {}
        self._places: dict[OperationKey, tuple[Entry, Entry | None]] = {}
        for timeline in timed.shop.timelines:
            before: Entry | None = None
            for entry in timeline.entries:
                if isinstance(entry.work, Operation):
                    self._by_index[entry.work.index] = entry
                self._places[_key(timed, entry)] = entry, before
                before = entry

    def __getitem__(self, key: OperationKey) -> Why:
        entry, before = self._places[key]
        if isinstance(entry.work, FixedOperation):
            return _held(entry, entry.work, self._holds)
        return _why(self._timed, entry, entry.work, before, self._by_index, self._material_item)

    def __iter__(self) -> Iterator[OperationKey]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def of_order(self, order_no: str) -> list[Why]:
        """Reasons of the operations of an order, in the sequence of its route."""
        return [self[key] for key in sorted(self._places) if key[0] == order_no]


def _held(entry: Entry, fixed: FixedOperation, holds: Mapping[OperationKey, StartReason]) -> Why:
    row = fixed.rows[0]
    start_s, finish_s = span_of_rows(fixed)
    start_at = to_moment(start_s)
    hold = holds.get((row.order_no, row.op_no), StartReason.PINNED)
    return Why(
        order_no=row.order_no,
        op_no=row.op_no,
        machine_id=row.machine_id,
        start_at=start_at,
        finish_at=to_moment(finish_s),
        setup_s=entry.setup,
        reasons=(Reason(hold, start_at),),
    )


def _why(
    timed: Timed,
    entry: Entry,
    operation: Operation,
    before: Entry | None,
    entries: Mapping[int, Entry],
    material_item: Mapping[str, str],
) -> Why:
    problem = timed.shop.problem
    order_no, axis = problem.jobs[operation.job].order.order_no, problem.axes[entry.mode.machine]
    start_s = axis.begin(entry.start)
    bounds = list(start_bounds(timed.shop, entry, operation, before, entries))
    latest = max(bound.position for bound in bounds)
    binding = [bound for bound in bounds if bound.position == latest]
    # Nobody can start before the moment of planning, whatever else ends just then.
    decisive = [bound for bound in binding if bound.reason is StartReason.NOW] or binding
    reasons = []
    for bound in decisive:
        reason, moment_s = bound.reason, moment_of(timed.shop, entry, operation, before, bound)
        if reason is StartReason.NOW and start_s > moment_s:
            reason = closed_reason(timed.shop, entry.mode.machine, since_s=moment_s, start_s=start_s)
            moment_s = start_s
        reasons.append(
            Reason(
                reason,
                to_moment(moment_s),
                behind=_key(timed, before) if reason in BEHIND and before is not None else None,
                item_id=material_item.get(order_no) if reason is StartReason.MATERIAL else None,
            )
        )
    return Why(
        order_no=order_no,
        op_no=operation.op_no,
        machine_id=problem.machine_ids[entry.mode.machine],
        start_at=to_moment(start_s),
        finish_at=to_moment(axis.end(entry.end)),
        setup_s=entry.setup,
        reasons=tuple(reasons),
    )


def _key(timed: Timed, entry: Entry) -> OperationKey:
    op_no = entry.work.rows[0].op_no if isinstance(entry.work, FixedOperation) else entry.work.op_no
    return order_behind(timed.shop, entry), op_no
