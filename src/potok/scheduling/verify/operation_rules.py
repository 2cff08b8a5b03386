"""Rules for an order's operation on its machine: amounts, batches, durations, continuity."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from operator import attrgetter

from potok.scheduling.verify.calendar import moment_of
from potok.scheduling.verify.case import PlanCase
from potok.scheduling.verify.operation import JudgedOperation, Operation, PlacedRow
from potok.scheduling.verify.rule import Fault, rule
from potok.scheduling.verify.wording import minutes, moment, number

#: Allowed deviation of a sum of pieces (conventions 3).
QTY_TOLERANCE = Decimal("0.01")
#: What rounding a row's pieces to three decimals may add to a batch.
ROW_ROUNDING = Decimal("0.0005")


def _operations(case: PlanCase) -> tuple[Operation, ...]:
    return tuple(case.operations.values())


def _judged(case: PlanCase) -> tuple[JudgedOperation, ...]:
    return case.judged


def _batch_operations(case: PlanCase) -> list[JudgedOperation]:
    return [each for each in case.judged if each.by_batches]


def _rate_operations(case: PlanCase) -> list[JudgedOperation]:
    return [each for each in case.judged if not each.by_batches]


def at_operation(operation: Operation, text: str, row: PlacedRow | None = None) -> Fault:
    """A fault of an operation, seen at one of its rows (the first one unless given)."""
    return Fault(text, operation.order.order_no, operation.op_no, (row or operation.rows[0]).no)


@rule("one_machine", "Операция заказа на одном станке", _operations)
def one_machine(_case: PlanCase, operation: Operation) -> Iterator[Fault]:
    """One order's operation stays on one machine."""
    if len(operation.machines) > 1:
        other = next(row for row in operation.rows if row.plan.machine_id != operation.machines[0])
        yield at_operation(operation, f"строки лежат на станках {', '.join(operation.machines)}", other)


@rule("quantity", "Количество операции равно заказу", _operations)
def quantity(_case: PlanCase, operation: Operation) -> Iterator[Fault]:
    """The pieces of an operation add up to the order's quantity within 0.01."""
    total = sum((row.plan.qty for row in operation.rows), Decimal(0))
    if abs(total - operation.order.qty_pcs) > QTY_TOLERANCE:
        yield at_operation(
            operation, f"в строках {number(total)} шт., в заказе {operation.order.qty_pcs} шт."
        )


@rule("batch_count", "Число загрузок", _batch_operations)
def batch_count(_case: PlanCase, each: JudgedOperation) -> Iterator[Fault]:
    """Batches = order kg over the load of the routing line, rounded up."""
    found = len(each.of.batches)
    if found != each.batch_count:
        yield at_operation(
            each.of,
            f"загрузок {found}, нужно {each.batch_count}: {number(each.of.order_kg)} кг "
            f"по {number(each.load_kg)} кг на станке {each.line.machine_id}",
        )


@rule("full_batches", "Все загрузки полные, кроме последней", _batch_operations)
def full_batches(_case: PlanCase, each: JudgedOperation) -> Iterator[Fault]:
    """Every batch is full, the last one takes the rest (pieces of three decimals)."""
    tolerance = QTY_TOLERANCE + ROW_ROUNDING * len(each.of.rows)
    left = each.of.order_kg
    for batch_no, rows in each.of.batches.items():
        load = min(left, each.load_kg)
        left -= load
        found = sum((row.plan.qty for row in rows), Decimal(0))
        wanted = load / each.of.kg_per_piece
        if abs(found - wanted) > tolerance:
            yield at_operation(
                each.of,
                f"в загрузке {batch_no} {number(found)} шт., нужно {number(wanted)} шт. ({number(load)} кг)",
                rows[0],
            )


@rule("numbering", "Загрузки и части пронумерованы по порядку", _judged)
def numbering(_case: PlanCase, each: JudgedOperation) -> Iterator[Fault]:
    """Batches count from 1, parts from 1 in every batch, in time order; a rate operation has batch 0."""
    batch, part = (1 if each.by_batches else 0), 0
    for row in each.of.rows:
        found = (row.plan.batch_no, row.plan.part_no)
        following = {(batch, part + 1)}
        if each.by_batches and part:
            following.add((batch + 1, 1))
        if found not in following:
            wanted = " или ".join(f"{b}/{p}" for b, p in sorted(following))
            yield at_operation(each.of, f"загрузка/часть {found[0]}/{found[1]}, ожидается {wanted}", row)
        batch, part = found


@rule("batch_duration", "Длительность загрузки", _batch_operations)
def batch_duration(_case: PlanCase, each: JudgedOperation) -> Iterator[Fault]:
    """A batch lasts its batch time whatever its filling, the first one after the set-up as well."""
    for batch_no, rows in each.of.batches.items():
        first = rows[0] is each.of.rows[0]
        work = sum(row.length for row in rows) - (each.of.setup_s if first else 0)
        if abs(work - each.nominal_s) <= len(rows) + 1 or (first and _setup_left_out(each, rows)):
            continue
        yield at_operation(
            each.of,
            f"загрузка {batch_no} длится {minutes(work)}, нужно {minutes(each.nominal_s)}",
            rows[0],
        )


@rule("rate_duration", "Длительность операции по производительности", _rate_operations)
def rate_duration(_case: PlanCase, each: JudgedOperation) -> Iterator[Fault]:
    """A rate operation lasts quantity over rate, rounded to the nearest second."""
    work = each.of.length - each.of.setup_s
    if abs(work - each.nominal_s) > len(each.of.rows) + 1 and not _setup_left_out(each, each.of.rows):
        yield at_operation(
            each.of, f"работа длится {minutes(work)}, нужно {minutes(each.nominal_s)} без переналадки"
        )


@rule("setup_time", "Время переналадки входит в операцию", _judged)
def setup_time(_case: PlanCase, each: JudgedOperation) -> Iterator[Fault]:
    """The stated set-up stands in working time directly before the first work."""
    rows = each.of.rows
    if each.by_batches:
        rows = each.of.batches[rows[0].plan.batch_no]
    if _setup_left_out(each, rows):
        yield at_operation(
            each.of,
            f"переналадка {minutes(each.of.setup_s)} указана, но времени на неё нет: "
            f"строки занимают {minutes(sum(row.length for row in rows))}, "
            f"из них работа {minutes(each.nominal_s)}",
        )


def _setup_left_out(each: JudgedOperation, rows: tuple[PlacedRow, ...]) -> bool:
    """Whether rows that should hold set-up and work hold exactly the work."""
    tolerance = len(rows) + 1
    return each.of.setup_s > tolerance and abs(sum(row.length for row in rows) - each.nominal_s) <= tolerance


def _judged_and_free(case: PlanCase) -> list[JudgedOperation]:
    """Operations that this plan placed: fixed ones keep the set-up they were published with."""
    published = {(row.order_no, row.op_no) for row in case.fixed}
    return [each for each in _judged(case) if (each.of.order.order_no, each.of.op_no) not in published]


@rule("setup_amount", "Величина переналадки по предыдущему изделию", _judged_and_free)
def setup_amount(case: PlanCase, each: JudgedOperation) -> Iterator[Fault]:
    """Set-up is 0 after the same product, half after the same family, full otherwise and at first."""
    share, reason = _setup_share(case, each)
    wanted = each.line.setup_min * share
    if abs(each.of.setup_s - float(wanted) * 60) > 1:
        yield at_operation(
            each.of, f"переналадка {minutes(each.of.setup_s)}, нужно {number(wanted)} мин ({reason})"
        )


def _setup_share(case: PlanCase, each: JudgedOperation) -> tuple[Decimal, str]:
    """The share of the full set-up after what the machine did before, and its Russian reason."""
    product_id = each.of.order.product_id
    before = case.product_before.get((each.of.order.order_no, each.of.op_no))
    if before is None:
        return Decimal(1), "первая операция на станке"
    if before == product_id:
        return Decimal(0), f"после того же изделия {before}"
    family = _family(case, before)
    if family is not None and family == _family(case, product_id):
        return Decimal("0.5"), f"после изделия {before} того же семейства"
    return Decimal(1), f"после изделия {before}"


def _family(case: PlanCase, product_id: str) -> str | None:
    item = case.plant.items.get(product_id)
    return item.family or None if item else None


@rule("cut_at_window_end", "Строка прерывается только в конце рабочего окна", _judged)
def cut_at_window_end(case: PlanCase, each: JudgedOperation) -> Iterator[Fault]:
    """Parts of one batch, or of a rate operation, are cut at ends of usable windows only."""
    clock = case.clocks.get(each.line.machine_id)
    if clock is None:
        return
    for row, following in pairwise(each.of.rows):
        if row.plan.batch_no == following.plan.batch_no and not clock.a_window_ends_at(row.finish):
            yield at_operation(
                each.of, f"часть окончена {moment(row.plan.finish_at)}, рабочее окно тогда не кончается", row
            )


@rule("without_gap", "Операция идёт без перерыва", _judged)
def without_gap(case: PlanCase, each: JudgedOperation) -> Iterator[Fault]:
    """Between the rows of an operation lies closed time only: no idle time, no other order."""
    clock = case.clocks.get(each.line.machine_id)
    if clock is None:
        return
    for row, following in pairwise(each.of.rows):
        usable = clock.first_usable(row.finish)
        if usable is not None and usable < following.start:
            yield at_operation(
                each.of,
                f"после строки {row.no} станок {each.line.machine_id} мог работать с "
                f"{moment(moment_of(usable))}, продолжение только {moment(following.plan.start_at)}, "
                f"между ними {_between(case, row, following)}",
                following,
            )


def _between(case: PlanCase, row: PlacedRow, following: PlacedRow) -> str:
    """What lies on the machine between two rows of an operation, for the message."""
    rows = case.rows_by_machine[row.plan.machine_id]
    next_index = bisect_left(rows, row.finish, key=attrgetter("start"))
    intruder = rows[next_index]
    if intruder is following or intruder.start >= following.start:
        return "простой"
    return f"заказ {intruder.plan.order_no} (строка {intruder.no})"


OPERATION_RULES = (
    one_machine,
    quantity,
    batch_count,
    full_batches,
    numbering,
    batch_duration,
    rate_duration,
    setup_time,
    setup_amount,
    cut_at_window_end,
    without_gap,
)
