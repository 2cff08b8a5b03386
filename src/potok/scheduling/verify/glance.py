"""All rows of a plan at one glance: whether every rule is kept for sure.

A plan that the engine made keeps every rule nearly always, and looking at ten thousand operations one by
one to find nothing takes seconds. So the rules are asked of whole columns first. What they cannot vouch for
is left to the rules themselves, one by one, which also say what is wrong: a glance never finds a fault.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from potok.scheduling.plan import PlanRow
from potok.scheduling.verify.case import PlanCase
from potok.scheduling.verify.columns import (
    Ints,
    Operations,
    Rows,
    Windows,
    midnight,
    rows_in_columns,
    windows_by_machine,
)
from potok.scheduling.verify.flow_columns import Work, flow_is_kept, starts_are_kept, work_of
from potok.scheduling.verify.operation_rules import QTY_TOLERANCE, ROW_ROUNDING
from potok.scheduling.verify.order_rules import order_planned, unplanned_reason

#: Floats that differ by less are told apart by the rules themselves.
_CLOSE = 1e-6
_TO_THOUSANDTHS = 1000


def counts_at_a_glance(case: PlanCase, given: Sequence[PlanRow]) -> Mapping[str, int] | None:
    """How many objects each rule would look at, when all of them keep it for sure; else None.

    Args:
        case: What the plan had to respect, without its rows.
        given: Its rows.
    """
    written = rows_in_columns(case.plant, given)
    return None if written is None else _Glance(case, *written).counts()


class _Glance:
    def __init__(self, case: PlanCase, rows: Rows, ops: Operations) -> None:
        self._case, self._rows, self._ops = case, rows, ops
        self._first = ops.first[:-1]
        self._follows = rows.op[1:] == rows.op[:-1]  # whether a row follows one of its operation

    def counts(self) -> Mapping[str, int] | None:
        """See `counts_at_a_glance`."""
        rows, ops, case = self._rows, self._ops, self._case
        orders = self._orders()
        if not all(rule() for rule in self._single_rules()) or orders is None:
            return None
        windows = windows_by_machine(case.plant, rows)
        if windows is None or not all(
            self._in_windows(windows[machine], np.flatnonzero(rows.machine == machine)) for machine in windows
        ):
            return None
        work = work_of(rows, ops)
        before = np.flatnonzero(ops.order[1:] == ops.order[:-1])
        after = before + 1
        finish = np.maximum.reduceat(rows.finish, self._first)
        if not (
            self._batches_are_full(work)
            and starts_are_kept(rows, ops, work, before, after).all()
            and (finish[after] >= finish[before]).all()
            and flow_is_kept(rows, ops, work, before, after)
        ):
            return None
        return self._numbers(orders, len(windows), len(before))

    def _single_rules(self) -> Iterator[Callable[[], bool]]:
        yield self._machines_work
        yield self._not_before_now
        yield self._amounts
        yield self._numbering
        yield self._lengths
        yield self._setups
        yield self._no_overlap
        yield self._material
        yield self._fixed_stand

    def _orders(self) -> tuple[str, ...] | None:
        """Orders with rows, when they have all operations and the others are named as they should."""
        case, ops = self._case, self._ops
        begins = np.flatnonzero(np.concatenate(([True], ops.order[1:] != ops.order[:-1])))
        planned = {}
        for at, count in zip(
            begins.tolist(), np.diff(np.append(begins, len(ops.order))).tolist(), strict=True
        ):
            order = case.plant.orders[ops.order[at]]
            if len(case.route(order.product_id)) != count:
                return None
            planned[order.order_no] = order
        if len(case.orders) != len(case.plant.orders):
            return None
        asked = [case.orders[order_no] for order_no in case.material if order_no in case.orders]
        absent = [order for order in asked if order.order_no not in planned]
        if any(True for order in absent for _ in order_planned.faults(case, order)):
            return None
        if case.unplanned is not None:
            named = Counter(each.order_no for each in case.unplanned)
            if named != Counter(order.order_no for order in absent):
                return None
            if any(True for each in case.unplanned for _ in unplanned_reason.faults(case, each)):
                return None
        return tuple(planned)

    def _machines_work(self) -> bool:
        rows, machines = self._rows, list(self._case.plant.machines)
        if (rows.machine != self._ops.machine[rows.op]).any():
            return False
        return all(self._case.machine_works(machines[number]) for number in np.unique(rows.machine).tolist())

    def _not_before_now(self) -> bool:
        now = self._case.now
        now_s = (now - dt.datetime(1970, 1, 1)) / dt.timedelta(seconds=1)
        early = np.flatnonzero(self._rows.start < now_s).tolist()
        return all(self._rows.given[at] in self._case.fixed_rows for at in early)

    def _amounts(self) -> bool:
        total = np.add.reduceat(self._rows.qty, self._first)
        return bool((abs(total - self._ops.qty) <= float(QTY_TOLERANCE) * _TO_THOUSANDTHS).all())

    def _numbering(self) -> bool:
        """Batches and parts in order, the right number of batches, set-ups in first rows alone."""
        rows, ops = self._rows, self._ops
        by_batches = ops.by_batches[rows.op]
        begins = np.ones(len(rows.op), dtype=np.bool_)
        begins[1:] = ~self._follows
        step = np.diff(rows.batch, prepend=0)
        same = (step == 0) & (rows.part == np.concatenate(([0], rows.part[:-1])) + 1)
        opened = by_batches & (step == 1) & (rows.part == 1)
        start = (rows.batch == by_batches) & (rows.part == 1)
        kept = np.where(begins, start, same | opened)
        last = rows.batch[ops.first[1:] - 1]
        return bool(kept.all() and (last == ops.batches).all() and not rows.setup[~begins].any())

    def _lengths(self) -> bool:
        """Batches and even operations last as long as they have to, with the set-up in front."""
        rows, ops = self._rows, self._ops
        begins = np.flatnonzero(
            np.concatenate(([True], ~self._follows | (rows.batch[1:] != rows.batch[:-1])))
        )
        op = rows.op[begins]
        length = np.add.reduceat(rows.finish - rows.start, begins)
        count = np.diff(np.append(begins, len(rows.op))) + 1
        setup = np.where(np.isin(begins, self._first), rows.setup[begins], 0.0)
        lasts = abs(length - setup - ops.nominal[op]) <= count
        left_out = (setup > count) & (abs(length - ops.nominal[op]) <= count)
        ordered = (rows.finish >= rows.start).all()
        return bool(ordered and lasts.all() and not left_out.any())

    def _setups(self) -> bool:
        """By the operation with the previous start on the machine."""
        rows, ops, first = self._rows, self._ops, self._first
        turn = np.lexsort((rows.rank[first], ops.machine))
        is_first = np.concatenate(([True], ops.machine[turn][1:] != ops.machine[turn][:-1]))
        product, family = ops.product[turn], ops.family[turn]
        like_product = np.concatenate(([False], product[1:] == product[:-1]))
        like_family = np.concatenate(([False], (family[1:] == family[:-1]) & (family[1:] >= 0)))
        share = np.where(is_first, 1.0, np.where(like_product, 0.0, np.where(like_family, 0.5, 1.0)))
        wrong = abs(rows.setup[first][turn] - ops.full_setup[turn] * share) > 1 - _CLOSE
        published = {(row.order_no, row.op_no) for row in self._case.fixed}
        given = (rows.given[at] for at in first[turn][wrong].tolist())
        return all((row.order_no, row.op_no) in published for row in given)

    def _no_overlap(self) -> bool:
        rows = self._rows
        turn = np.lexsort((rows.rank, rows.machine))
        apart = (rows.finish.max() - rows.start.min() + 1) * rows.machine[turn]
        start, finish = rows.start[turn] + apart, rows.finish[turn] + apart
        before = np.maximum.accumulate(finish)[:-1]
        return bool(((start[1:] >= before) | (start[1:] == finish[1:])).all())

    def _material(self) -> bool:
        """No row before its order's date of material, none without known cover."""
        rows, case = self._rows, self._case
        first: dict[int, int] = {}
        numbers = self._ops.order[rows.op]
        for at in np.argsort(rows.rank)[::-1].tolist():
            first[int(numbers[at])] = at
        for number, at in first.items():
            order_no = case.plant.orders[number].order_no
            if order_no not in case.material:
                continue
            date = case.material[order_no]
            if date is None or (rows.start[at] < midnight(date) and rows.given[at] not in case.fixed_rows):
                return False
        return True

    def _fixed_stand(self) -> bool:
        keys = {(row.order_no, row.op_no) for row in self._case.fixed}
        given = {row for row in self._rows.given if (row.order_no, row.op_no) in keys} if keys else set()
        return self._case.fixed_rows <= given

    def _in_windows(self, windows: Windows, at: Ints) -> bool:
        """Work lies in usable time of its machine, is cut at its ends, and goes on as soon as it can."""
        rows = self._rows
        if not len(windows.starts):
            return False
        start, finish = rows.start[at], rows.finish[at]
        window = np.searchsorted(windows.starts, start, side="right") - 1
        inside = (window >= 0) & (finish <= windows.finishes[np.maximum(window, 0)])
        goes_on = at[:-1][
            (at[1:] == at[:-1] + 1) & self._follows[np.minimum(at[:-1], len(self._follows) - 1)]
        ]
        stop, again = rows.finish[goes_on], rows.start[goes_on + 1]
        cut = rows.batch[goes_on] == rows.batch[goes_on + 1]
        at_end = np.isin(stop[cut], windows.ends)
        following = np.searchsorted(windows.finishes, stop, side="right")
        usable = np.append(windows.starts, np.iinfo(np.int64).max)[following]
        no_gap = np.maximum(usable, stop) >= again
        return bool((inside | (start == finish)).all() and at_end.all() and no_gap.all())

    def _batches_are_full(self, work: Work) -> bool:
        rows, ops = self._rows, self._ops
        op = rows.op[work.batch_first]
        found = np.add.reduceat(rows.qty, work.batch_first) / _TO_THOUSANDTHS
        number = np.arange(len(op)) - work.first_batch[op]
        wanted = np.minimum(ops.load[op], ops.kg[op] - number * ops.load[op]) / ops.weight[op]
        of_operation = np.diff(ops.first)[op]
        tolerance = float(QTY_TOLERANCE) + float(ROW_ROUNDING) * of_operation - _CLOSE
        return bool(((abs(found - wanted) <= tolerance) | ~ops.by_batches[op]).all())

    def _numbers(self, orders: tuple[str, ...], machines: int, steps: int) -> Mapping[str, int]:
        """What the rules would have looked at, by the code of the rule; others look at every row."""
        case, count = self._case, len(self._ops.order)
        batches = int(self._ops.by_batches.sum())
        published = {(row.order_no, row.op_no) for row in case.fixed}
        given = (self._rows.given[at] for at in self._first.tolist())
        free = sum((row.order_no, row.op_no) not in published for row in given) if published else count
        operations = (
            "one_machine",
            "quantity",
            "numbering",
            "setup_time",
            "cut_at_window_end",
            "without_gap",
        )
        numbers = dict.fromkeys(operations, count)
        numbers |= dict.fromkeys(("batch_count", "full_batches", "batch_duration"), batches)
        numbers |= dict.fromkeys(("start_after_predecessor", "flow", "end_after_predecessor"), steps)
        numbers |= dict.fromkeys(("all_operations", "material_date", "no_cover_no_rows"), len(orders))
        return numbers | {
            "rate_duration": count - batches,
            "setup_amount": free,
            "no_overlap": machines,
            "order_planned": sum(order_no in case.orders for order_no in case.material),
            "unplanned_named": 1,
            "unplanned_reason": len(case.unplanned or ()),
            "fixed_rows": len(case.fixed),
        }
