"""Rules for single rows: what they refer to, their times and windows."""

from __future__ import annotations

from collections.abc import Iterator

from potok.scheduling.verify.calendar import moment_of, without_zone
from potok.scheduling.verify.case import PlanCase
from potok.scheduling.verify.operation import PlacedRow
from potok.scheduling.verify.rule import Fault, rule
from potok.scheduling.verify.wording import MACHINE_STATUSES, moment, number


def _rows(case: PlanCase) -> tuple[PlacedRow, ...]:
    return case.rows


def at_row(row: PlacedRow, text: str) -> Fault:
    """A fault of one row."""
    return Fault(text, row.plan.order_no, row.plan.op_no, row.no)


@rule("known_order", "Заказ есть в журнале", _rows)
def known_order(case: PlanCase, row: PlacedRow) -> Iterator[Fault]:
    """Every row belongs to an order of the plant."""
    if row.plan.order_no not in case.orders:
        yield at_row(row, f"заказа {row.plan.order_no} нет в данных предприятия")


@rule("known_operation", "Операция есть в маршруте", _rows)
def known_operation(case: PlanCase, row: PlacedRow) -> Iterator[Fault]:
    """Every row is an operation of its product's route."""
    order = case.orders.get(row.plan.order_no)
    if order is not None and row.plan.op_no not in case.route(order.product_id):
        route = ", ".join(str(op_no) for op_no in case.route(order.product_id)) or "нет"
        yield at_row(row, f"операции {row.plan.op_no} нет в маршруте {order.product_id} (операции: {route})")


@rule("permitted_machine", "Станок разрешён маршрутом", _rows)
def permitted_machine(case: PlanCase, row: PlacedRow) -> Iterator[Fault]:
    """Every row lies on a machine of the routing lines of its operation."""
    operation = case.operations.get((row.plan.order_no, row.plan.op_no))
    if operation is None:
        return
    permitted = [line.machine_id for line in operation.lines]
    if row.plan.machine_id not in permitted:
        yield at_row(row, f"станок {row.plan.machine_id} не разрешён, разрешены: {', '.join(permitted)}")


@rule("machine_working", "Станок исправен", _rows)
def machine_working(case: PlanCase, row: PlacedRow) -> Iterator[Fault]:
    """No row lies on a machine whose status is not `working`."""
    machine = case.plant.machines.get(row.plan.machine_id)
    if machine is None:
        yield at_row(row, f"станка {row.plan.machine_id} нет на предприятии")
    elif not case.machine_works(machine.machine_id):
        yield at_row(row, f"станок {machine.machine_id} {MACHINE_STATUSES[machine.status]}")


@rule("whole_seconds", "Местное время в целых секундах", _rows)
def whole_seconds(_case: PlanCase, row: PlacedRow) -> Iterator[Fault]:
    """Times are plant local time without a zone, in whole seconds."""
    for at in (row.plan.start_at, row.plan.finish_at):
        if at.microsecond or at.tzinfo is not None:
            yield at_row(row, f"время {at.isoformat()} не местное или содержит доли секунды")


@rule("finish_after_start", "Окончание не раньше начала", _rows)
def finish_after_start(_case: PlanCase, row: PlacedRow) -> Iterator[Fault]:
    """A row does not end before it starts."""
    if row.finish < row.start:
        yield at_row(row, f"начало {moment(row.plan.start_at)} позже окончания {moment(row.plan.finish_at)}")


@rule("row_quantity", "Количество строки записано верно", _rows)
def row_quantity(_case: PlanCase, row: PlacedRow) -> Iterator[Fault]:
    """A row's quantity is a number of pieces not below zero with up to three decimals."""
    qty = row.plan.qty
    if qty < 0 or qty != round(qty, 3):
        given = str(qty).replace(".", ",")
        yield at_row(row, f"количество {given} шт., ожидается не меньше 0 и не более трёх знаков дроби")


@rule("usable_window", "Работа только в рабочее время", _rows)
def usable_window(case: PlanCase, row: PlacedRow) -> Iterator[Fault]:
    """Every row lies inside the usable time of its machine: shifts without breaks, repairs and stops."""
    clock = case.clocks.get(row.plan.machine_id)
    if clock is None:
        return
    closed = clock.first_closed(row.start, row.finish)
    if closed is not None:
        yield at_row(
            row,
            f"с {moment(moment_of(closed))} станок {row.plan.machine_id} не работает, "
            f"строка занимает {moment(row.plan.start_at)} – {moment(row.plan.finish_at)}",
        )


@rule("not_before_now", "Не раньше текущего момента", _rows)
def not_before_now(case: PlanCase, row: PlacedRow) -> Iterator[Fault]:
    """No row but a fixed one starts before now."""
    if without_zone(row.plan.start_at) < case.now and row.plan not in case.fixed_rows:
        yield at_row(row, f"начало {moment(row.plan.start_at)} раньше {moment(case.now)}")


@rule("setup_first_row", "Переналадка указана в первой строке операции", _rows)
def setup_first_row(case: PlanCase, row: PlacedRow) -> Iterator[Fault]:
    """The set-up stands in the first row of an order's operation, elsewhere 0 or nothing."""
    operation = case.operations.get((row.plan.order_no, row.plan.op_no))
    if operation is None:
        return
    if row.plan.setup_min and row is not operation.rows[0]:
        yield at_row(
            row,
            f"переналадка {number(row.plan.setup_min)} мин указана не в первой строке операции "
            f"(первая строка {operation.rows[0].no})",
        )


ROW_RULES = (
    known_order,
    known_operation,
    permitted_machine,
    machine_working,
    whole_seconds,
    finish_after_start,
    row_quantity,
    usable_window,
    not_before_now,
    setup_first_row,
)
