"""Rules between operations: on one machine, along one route, and for the order as a whole."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from potok.plant.model import Order
from potok.scheduling.plan import PlanRow, UnplannedOrder, UnplannedReason
from potok.scheduling.verify.calendar import moment_of
from potok.scheduling.verify.case import PlanCase
from potok.scheduling.verify.flow import delivered_by, first_excess, used_by
from potok.scheduling.verify.operation import PlacedRow, Step
from potok.scheduling.verify.operation_rules import at_operation
from potok.scheduling.verify.row_rules import at_row
from potok.scheduling.verify.rule import Fault, rule
from potok.scheduling.verify.wording import REASONS, day, moment, number


def _steps(case: PlanCase) -> tuple[Step, ...]:
    return case.steps


def _machines(case: PlanCase) -> Iterable[tuple[PlacedRow, ...]]:
    return case.rows_by_machine.values()


def _plan(case: PlanCase) -> tuple[PlanCase]:
    return (case,)


def _named_unplanned(case: PlanCase) -> tuple[UnplannedOrder, ...]:
    return case.unplanned or ()


def _fixed(case: PlanCase) -> tuple[PlanRow, ...]:
    return case.fixed


def _orders_to_plan(case: PlanCase) -> list[Order]:
    return [case.orders[order_no] for order_no in case.material if order_no in case.orders]


def _planned_orders(case: PlanCase) -> list[Order]:
    return [case.orders[order_no] for order_no in case.rows_by_order if order_no in case.orders]


@rule("no_overlap", "На станке одна работа в одно время", _machines)
def no_overlap(_case: PlanCase, rows: tuple[PlacedRow, ...]) -> Iterator[Fault]:
    """Rows of one machine, set-ups included, never overlap."""
    latest = rows[0]
    for row in rows[1:]:
        if row.start < latest.finish and row.start < row.finish:
            yield at_row(
                row,
                f"начало {moment(row.plan.start_at)} на станке {row.plan.machine_id}, занятом до "
                f"{moment(latest.plan.finish_at)} заказом {latest.plan.order_no} (строка {latest.no})",
            )
        if row.finish > latest.finish:
            latest = row


@rule("start_after_predecessor", "Начало после первой загрузки предыдущей операции", _steps)
def start_after_predecessor(_case: PlanCase, step: Step) -> Iterator[Fault]:
    """An operation, set-up included, starts after its predecessor's first batch, or rate start."""
    before = step.before.of
    bound, what = before.start, "начала"
    if step.before.by_batches:
        first_batch = next(iter(before.batches.values()))
        bound, what = max(row.finish for row in first_batch), "окончания первой загрузки"
    if step.after.of.start < bound:
        yield at_operation(
            step.after.of,
            f"начало {moment(moment_of(step.after.of.start))} раньше {what} операции {before.op_no} "
            f"{moment(moment_of(bound))}",
        )


@rule("flow", "Взято не больше, чем передано", _steps)
def flow(_case: PlanCase, step: Step) -> Iterator[Fault]:
    """At no moment has an operation used more kilograms than its predecessor has handed on."""
    excess = first_excess(used_by(step.after), delivered_by(step.before))
    if excess is not None:
        at = moment_of(excess.at)
        row = next((row for row in step.after.of.rows if row.finish >= excess.at), None)
        yield at_operation(
            step.after.of,
            f"на {moment(at)} взято {number(excess.used_kg)} кг, операция {step.before.of.op_no} "
            f"передала {number(excess.delivered_kg)} кг",
            row,
        )


@rule("end_after_predecessor", "Окончание не раньше предыдущей операции", _steps)
def end_after_predecessor(_case: PlanCase, step: Step) -> Iterator[Fault]:
    """An operation does not end before its predecessor."""
    before, after = step.before.of, step.after.of
    if after.finish < before.finish:
        yield at_operation(
            after,
            f"окончание {moment(moment_of(after.finish))} раньше окончания операции {before.op_no} "
            f"{moment(moment_of(before.finish))}",
            after.rows[-1],
        )


@rule("all_operations", "Запланированы все операции маршрута", _planned_orders)
def all_operations(case: PlanCase, order: Order) -> Iterator[Fault]:
    """An order with rows has rows for every operation of its route."""
    for op_no in case.route(order.product_id):
        if (order.order_no, op_no) not in case.operations:
            yield Fault(f"у операции {op_no} нет строк", order.order_no, op_no)


@rule("material_date", "Не раньше даты обеспечения сырьём", _planned_orders)
def material_date(case: PlanCase, order: Order) -> Iterator[Fault]:
    """The first row of an order starts not before 00:00 of its earliest start date."""
    date = case.material.get(order.order_no)
    first = case.rows_by_order[order.order_no][0]
    if date is None or first.plan in case.fixed_rows:
        return
    if first.plan.start_at.replace(tzinfo=None) < dt.datetime.combine(date, dt.time()):
        yield at_row(first, f"начало {moment(first.plan.start_at)}, сырьё есть с {day(date)}")


@rule("no_cover_no_rows", "Без известного обеспечения заказ не планируется", _planned_orders)
def no_cover_no_rows(case: PlanCase, order: Order) -> Iterator[Fault]:
    """An order without known cover has no rows."""
    if order.order_no in case.material and case.material[order.order_no] is None:
        rows = case.rows_by_order[order.order_no]
        yield at_row(rows[0], f"сырьё не обеспечено остатками и поступлениями, строк: {len(rows)}")


@rule("order_planned", "Обеспеченный заказ запланирован", _orders_to_plan)
def order_planned(case: PlanCase, order: Order) -> Iterator[Fault]:
    """Every order with stock or known cover, a route and machines has rows."""
    if order.order_no in case.rows_by_order or case.reasons_to_leave_out(order):
        return
    if case.may_lack_time(order) and _named(case, order, UnplannedReason.NO_CAPACITY):
        return
    yield Fault("строк нет, хотя сырьё обеспечено, маршрут и станки есть", order.order_no)


def _named(case: PlanCase, order: Order, reason: UnplannedReason) -> bool:
    """Whether the order is named with this reason, or nobody was asked to name anything."""
    return case.unplanned is None or UnplannedOrder(order.order_no, reason) in case.unplanned


@rule("unplanned_named", "Незапланированные заказы названы", _plan)
def unplanned_named(case: PlanCase, _: PlanCase) -> Iterator[Fault]:
    """Every order without rows, and no other, is named once as unplanned."""
    if case.unplanned is None:
        return
    named = Counter(each.order_no for each in case.unplanned)
    for order in _orders_to_plan(case):
        times = named.pop(order.order_no, 0)
        if order.order_no in case.rows_by_order:
            if times:
                yield Fault("назван незапланированным, но имеет строки", order.order_no)
        elif not times:
            yield Fault("строк нет, и среди незапланированных заказ не назван", order.order_no)
        elif times > 1:
            yield Fault(f"назван незапланированным несколько раз: {times}", order.order_no)
    for order_no in named:
        yield Fault("назван незапланированным, но его не требовалось планировать", order_no)


@rule("unplanned_reason", "Причина отсутствия в плане верна", _named_unplanned)
def unplanned_reason(case: PlanCase, named: UnplannedOrder) -> Iterator[Fault]:
    """The reason given for an unplanned order is true."""
    order = case.orders.get(named.order_no)
    if order is None or named.order_no in case.rows_by_order:
        return
    reasons = case.reasons_to_leave_out(order)
    if case.may_lack_time(order):
        reasons |= {UnplannedReason.NO_CAPACITY}
    if reasons and named.reason_code not in reasons:
        true = ", ".join(REASONS[reason] for reason in sorted(reasons))
        yield Fault(f"указана причина: {REASONS[named.reason_code]}, верная: {true}", named.order_no)


@rule("fixed_rows", "Закреплённые строки не изменены", _fixed)
def fixed_rows(case: PlanCase, fixed: PlanRow) -> Iterator[Fault]:
    """Every fixed row stands in the plan as it was."""
    if fixed not in case.given_rows:
        yield Fault(
            f"закреплённой строки нет в плане: станок {fixed.machine_id}, {moment(fixed.start_at)} – "
            f"{moment(fixed.finish_at)}, {number(fixed.qty)} шт.",
            fixed.order_no,
            fixed.op_no,
        )


SEQUENCE_RULES = (no_overlap, start_after_predecessor, flow, end_after_predecessor)
ORDER_RULES = (
    all_operations,
    material_date,
    no_cover_no_rows,
    order_planned,
    unplanned_named,
    unplanned_reason,
    fixed_rows,
)
