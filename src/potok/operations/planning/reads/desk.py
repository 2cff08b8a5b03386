"""The plan in force laid out for promises, kept in memory of the process as long as it rests on the same.

A customer waits for a promise, and reading ten thousand lines takes longer than placing one order beside
them. What is kept is told by what it rests on: the stamp of master data, stops, the date, and a digest of
the very columns that are read, which PostgreSQL makes in its own time; so it is never older than the books
as the caller sees them, and nothing has to be told when they change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from potok.operations.catalog import snapshot as catalog
from potok.operations.catalog.clock import local, planning_start
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.kept_cursor import kept_cursor
from potok.operations.planning.models import ScheduleLine
from potok.operations.planning.snapshot import PLANNED_STATUSES, OpenOrder, open_orders
from potok.operations.planning.stored_lines import plant_time
from potok.plant import model as plain
from potok.scheduling.promise.engine import PromiseDesk
from potok.scheduling.promise.outside import lay_out_outside
from potok.scheduling.promise.work import PlannedWork

#: Count and digest of the open orders, then of their lines in force. Sums of 64-bit digests: whatever
#: changes in a row changes them, in whatever order the rows come.
_DIGEST = """
    SELECT count(*), sum(hash_record_extended(ROW(
        o.id, o.order_no, o.created_date, c.name, o.manager, o.product_id, o.qty_pcs, o.done_pcs, o.due_date,
        o.priority, o.order_type, o.status, o.earliest_start_date, o.launch_actual_at, o.cover_items
    ), 0)), (
        SELECT (count(*), sum(hash_record_extended(ROW(
            l.order_id, l.op_no, l.machine_id, l.start_at, l.finish_at, l.setup_min, l.pinned, l.agreement
        ), 0)))::text
        FROM planning_scheduleline l
        WHERE l.plan_id = (SELECT id FROM planning_planversion WHERE state = 'published')
    )
    FROM orders_productionorder o JOIN catalog_customer c ON c.id = o.customer_id
    WHERE o.status = ANY(%s)
"""


#: How long confirmed orders outside the plan are thought to begin when they were placed: they are not
#: launched, so as time goes on their places do.
_PLACES_HOLD = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A plan as it was read, and its desk.

    Attributes:
        rests_on: What it rests on.
        open_orders: The confirmed orders.
        laid_at: The moment from which orders outside the plan were placed.
        has_outside: Whether there are any.
    """

    rests_on: tuple[Any, ...]
    plant: plain.Plant
    work: tuple[PlannedWork, ...]
    open_orders: tuple[OpenOrder, ...]
    laid_at: dt.datetime
    has_outside: bool
    desk: PromiseDesk

    def holds(self, rests_on: tuple[Any, ...], not_before: dt.datetime) -> bool:
        """Whether the desk may still serve."""
        fresh = not_before - self.laid_at < _PLACES_HOLD
        return self.rests_on == rests_on and (fresh or not self.has_outside)

    def has(self, order_no: str) -> bool:
        """Whether the order is confirmed: its own work is no obstacle to it."""
        return any(one.order.order_no == order_no for one in self.open_orders)


class _Memory:
    """What this process keeps; promises of one process are made one after another."""

    lock = Lock()
    kept: _Kept | None = None


@contextmanager
def promise_desk(*, without: str = "") -> Iterator[tuple[PromiseDesk, dt.datetime]]:
    """The plan in force as a desk, and the moment from which work may be planned; nobody else uses it then.

    Confirmed orders outside the plan are placed beside it first, in rank.

    Args:
        without: Number of an order whose work is left out, and that of the orders outside the plan that
            rank behind it.
    """
    situation, not_before = present_situation(), local(planning_start())
    stops = catalog.stops()
    rests_on = situation.master.stamp, stops, not_before.date(), *_digest()
    with _Memory.lock:
        kept = _Memory.kept
        if kept is None or not kept.holds(rests_on, not_before) or situation.master.stamp is None:
            plant, work, confirmed = _plant(situation, stops), tuple(_work()), tuple(open_orders())
            desk = _desk(plant, work, confirmed, not_before)
            outside = bool(_outside(work, confirmed))
            kept = _Memory.kept = _Kept(rests_on, plant, work, confirmed, not_before, outside, desk)
        if not kept.has(without):
            yield kept.desk, not_before
            return
    others = tuple(one for one in kept.work if one.order_no != without)
    yield _desk(kept.plant, others, kept.open_orders, not_before, ahead_of=without), not_before


def _digest() -> tuple[Any, ...]:
    with kept_cursor() as cursor:
        cursor.execute(_DIGEST, [PLANNED_STATUSES])
        found: tuple[Any, ...] = cursor.fetchone()
    return found


def _plant(situation: Situation, stops: tuple[plain.MachineStop, ...]) -> plain.Plant:
    master = situation.master
    return plain.Plant(
        today=situation.today,
        items=master.items,
        boms=master.boms,
        routings=master.routings,
        machines=master.machines,
        calendar=master.calendar,
        stops=stops,
    )


def _desk(
    plant: plain.Plant,
    work: tuple[PlannedWork, ...],
    confirmed: Iterable[OpenOrder],
    not_before: dt.datetime,
    *,
    ahead_of: str = "",
) -> PromiseDesk:
    """A desk for the rest of the day; `ahead_of` is the order it is made for, "" for one not confirmed."""
    since = dt.datetime.combine(not_before.date(), dt.time())
    planned = {
        one.order.order_no: (one.order, one.material)
        for one in confirmed
        if one.material is not None and not one.launched
    }
    desk = PromiseDesk(plant, work, since=since, planned=planned)
    outside = _outside(work, confirmed)
    if outside:
        lay_out_outside(desk, outside, not_before=not_before, ahead_of=ahead_of)
    return desk


def _outside(
    work: Iterable[PlannedWork], confirmed: Iterable[OpenOrder]
) -> list[tuple[plain.Order, dt.date | None]]:
    """Confirmed orders that the plan does not hold, with their material dates."""
    placed = {one.order_no for one in work}
    return [
        (one.order, one.material)
        for one in confirmed
        if not one.launched and one.order.order_no not in placed
    ]


def _work() -> list[PlannedWork]:
    """The published lines as occupied time."""
    lines = ScheduleLine.objects.filter(is_published=True, order__status__in=PLANNED_STATUSES).values_list(
        "order__order_no",
        "op_no",
        "order__product__code",
        "machine__code",
        plant_time("start_at"),
        plant_time("finish_at"),
        "setup_min",
        "pinned",
        "agreement",
        "order__launch_actual_at",
    )
    return [
        PlannedWork(
            order_no=order_no,
            op_no=op_no,
            product_id=product,
            machine_id=machine,
            start_at=start,
            finish_at=finish,
            setup_min=setup,
            held=pinned or agreement == "agreed" or launched is not None,
        )
        for order_no, op_no, product, machine, start, finish, setup, pinned, agreement, launched in lines
    ]
