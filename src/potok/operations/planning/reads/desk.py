"""The plan in force laid out for promises, kept in memory of the process as long as it rests on the same.

A customer waits for a promise, and reading ten thousand lines takes longer than placing one order beside
them. What is kept is told by what it rests on: the stamp of master data, stops, the date, and a digest of
the very columns that are read, which PostgreSQL makes in its own time; so it is never older than the books
as the caller sees them, and nothing has to be told when they change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from potok.operations.catalog import snapshot as catalog
from potok.operations.catalog.clock import local, planning_start
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.kept_cursor import kept_cursor
from potok.operations.planning.models import ScheduleLine
from potok.operations.planning.snapshot import PLANNED_STATUSES, open_orders
from potok.operations.planning.stored_lines import plant_time
from potok.plant import model as plain
from potok.scheduling.promise.engine import PromiseDesk
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


@dataclass(frozen=True, slots=True)
class _Kept:
    """A desk, what it rests on, and the orders whose work is on it."""

    rests_on: tuple[Any, ...]
    desk: PromiseDesk
    orders: frozenset[str]


class _Memory:
    """What this process keeps; promises of one process are made one after another."""

    lock = Lock()
    kept: _Kept | None = None


@contextmanager
def promise_desk(*, without: str = "") -> Iterator[tuple[PromiseDesk, dt.datetime]]:
    """The plan in force as a desk, and the moment from which work may be planned; nobody else uses it then.

    Args:
        without: Number of an order whose work is left out.
    """
    situation, not_before = present_situation(), local(planning_start())
    stops = catalog.stops()
    rests_on = situation.master.stamp, stops, not_before.date(), *_digest()
    with _Memory.lock:
        kept = _Memory.kept
        if kept is None or kept.rests_on != rests_on or situation.master.stamp is None:
            plant, work = _plant(situation, stops), _work()
            desk = _desk(plant, work, not_before)
            kept = _Memory.kept = _Kept(rests_on, desk, frozenset(one.order_no for one in work))
        if without not in kept.orders:
            yield kept.desk, not_before
            return
    others = [one for one in _work() if one.order_no != without]
    yield _desk(_plant(situation, stops), others, not_before), not_before


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


def _desk(plant: plain.Plant, work: list[PlannedWork], not_before: dt.datetime) -> PromiseDesk:
    """A desk for the rest of the day."""
    since = dt.datetime.combine(not_before.date(), dt.time())
    return PromiseDesk(plant, work, since=since, planned=_planned())


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


def _planned() -> dict[str, tuple[plain.Order, dt.date]]:
    """Orders that may be asked to give way, with their material dates."""
    return {
        one.order.order_no: (one.order, one.material)
        for one in open_orders()
        if one.material is not None and not one.launched
    }
