"""From a plant and a request to the planning problem in whole numbers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from potok.errors import InvalidDataError
from potok.errors import Problem as Fault
from potok.plant.model import Order, Plant, RoutingLine
from potok.plant.shifts import day_number, to_seconds
from potok.plant.working_time import NoWorkingTimeError, WorkingTime
from potok.scheduling.axis import Axis
from potok.scheduling.fixed import (
    OperationKey,
    delivery_of_rows,
    mode_of_rows,
    rows_by_operation,
    setup_of_rows,
)
from potok.scheduling.lines import LineWork, line_faults, piece_weight
from potok.scheduling.plan import PlanRow, UnplannedOrder, UnplannedReason
from potok.scheduling.problem import UNKNOWN, FixedOperation, Job, Operation, Problem
from potok.scheduling.request import PlanRequest
from potok.scheduling.rules import (
    day_weight,
    last_release_on_time,
    machine_is_able,
    material_usable_from,
    to_amount,
)


def build_problem(request: PlanRequest, *, axes: tuple[Axis, ...] | None = None) -> Problem:
    """The problem of a request.

    Args:
        request: What is asked for.
        axes: Those of an earlier problem of the same plant and moment, None = made anew.

    Raises:
        InvalidDataError: Orders, routes or fixed rows cannot be planned as given; all faults are listed.
    """
    faults = [*_order_faults(request), *_fixed_faults(request)]
    if faults:
        raise InvalidDataError(faults)
    return _Builder(request, axes).problem()


def axes_of(request: PlanRequest, machine_ids: Iterable[str]) -> tuple[Axis, ...]:
    """Working time of machines, beginning where their problem begins."""
    origin = min([_now_s(request), *(to_seconds(row.start_at) for row in request.fixed_rows)])
    time = WorkingTime(request.plant)
    return tuple(Axis(time.machine(machine_id), origin=origin) for machine_id in machine_ids)


def _now_s(request: PlanRequest) -> int:
    return to_seconds(request.not_before) + (1 if request.not_before.microsecond else 0)


def _order_faults(request: PlanRequest) -> Iterator[Fault]:
    """Faults of the orders, and of the routing lines that they use."""
    times = Counter(order.order_no for order in request.orders)
    products: set[str] = set()
    for order in request.orders:
        where = f"Заказ {order.order_no}"
        if times[order.order_no] > 1:
            yield Fault(where, None, "order_no", order.order_no, "номер, который встречается один раз")
        if order.order_no not in request.material:
            yield Fault(where, None, "material", None, "дата обеспечения или отметка, что её нет")
        if order.qty_pcs <= 0:
            yield Fault(where, None, "qty_pcs", str(order.qty_pcs), "число больше 0")
        if order.product_id in request.plant.items:
            products.add(order.product_id)
        else:
            yield Fault(where, None, "product_id", order.product_id, "код из списка изделий")
    for product_id in sorted(products):
        for line in request.plant.routings.get(product_id, ()):
            yield from line_faults(line, request.plant.items[product_id])


def _fixed_faults(request: PlanRequest) -> Iterator[Fault]:
    """Fixed rows that lie on no machine of the plant, or on two of them."""
    for (order_no, op_no), rows in rows_by_operation(request.fixed_rows).items():
        where = f"Закреплённая операция {op_no} заказа {order_no}"
        machines = sorted({row.machine_id for row in rows})
        if len(machines) > 1 or machines[0] not in request.plant.machines:
            yield Fault(where, None, "machine_id", ", ".join(machines), "один станок предприятия")


#: Operations of a route in sequence, each with the lines that can work, preferred machines first.
_Route = Mapping[int, tuple[LineWork, ...]]


@dataclass
class _Builder:
    """Turns names into numbers; lives for one problem."""

    request: PlanRequest
    known_axes: tuple[Axis, ...] | None
    plant: Plant = field(init=False)
    machines: Mapping[str, int] = field(init=False)
    products: Mapping[str, int] = field(init=False)
    families: Mapping[str, int] = field(init=False)
    orders: Mapping[str, Order] = field(init=False)
    now_s: int = field(init=False)
    axes: tuple[Axis, ...] = field(init=False)
    fixed: Mapping[OperationKey, FixedOperation] = field(init=False)
    able: dict[str, bool] = field(init=False, default_factory=dict)
    routes: dict[str, _Route] = field(init=False, default_factory=dict)
    last_days: dict[tuple[int, dt.date], int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        request, self.plant = self.request, self.request.plant
        self.machines = {machine_id: index for index, machine_id in enumerate(sorted(self.plant.machines))}
        self.products = {item_id: index for index, item_id in enumerate(sorted(self.plant.items))}
        families = sorted({item.family for item in self.plant.items.values() if item.family})
        self.families = {family: index for index, family in enumerate(families)}
        self.orders = {order.order_no: order for order in (*self.plant.orders, *request.orders)}
        self.now_s = _now_s(request)
        if self.known_axes is None:
            self.axes = axes_of(request, self.machines)
        else:
            self.axes = self.known_axes
        rows = rows_by_operation(request.fixed_rows)
        self.fixed = {key: self._fixed_operation(key, of_key) for key, of_key in rows.items()}

    def problem(self) -> Problem:
        """The problem of the request."""
        jobs: list[Job] = []
        unplanned: list[UnplannedOrder] = []
        operations = 0
        for order in self.request.orders:
            route = self._route(order.product_id)
            reason = self._reason_to_leave_out(order, route)
            if reason is not None:
                unplanned.append(UnplannedOrder(order.order_no, reason))
                continue
            jobs.append(self._job(order, route, index=len(jobs), first_operation=operations))
            operations += len(route)
        return Problem(
            now_s=self.now_s,
            machine_ids=tuple(self.machines),
            axes=self.axes,
            jobs=tuple(jobs),
            operation_count=operations,
            holidays=self.plant.holidays,
            fixed=tuple(self.fixed.values()),
            unplanned=tuple(unplanned),
            goal=self.request.goal,
        )

    def _route(self, product_id: str) -> _Route:
        known = self.routes.get(product_id)
        if known is None:
            known = self.routes[product_id] = self._route_of(product_id)
        return known

    def _route_of(self, product_id: str) -> _Route:
        lines: dict[int, tuple[LineWork, ...]] = {}
        for line in sorted(
            self.plant.routings.get(product_id, ()),
            key=lambda line: (line.op_no, line.alt_rank, line.machine_id),
        ):
            able = (self._work(line),) if self._can_work(line) else ()
            lines[line.op_no] = (*lines.get(line.op_no, ()), *able)
        return lines

    def _reason_to_leave_out(self, order: Order, route: _Route) -> UnplannedReason | None:
        """Why the order cannot be planned at all, None when it can."""
        if not route:
            return UnplannedReason.NO_ROUTE
        first = next(iter(route))
        if self.request.material[order.order_no] is None and (order.order_no, first) not in self.fixed:
            return UnplannedReason.NO_KNOWN_COVER
        for op_no, able in route.items():
            if not able and (order.order_no, op_no) not in self.fixed:
                return UnplannedReason.NO_CAPACITY
        return None

    def _can_work(self, line: RoutingLine) -> bool:
        """Whether the machine is in order and has working time from now on."""
        known = self.able.get(line.machine_id)
        if known is None:
            known = self.able[line.machine_id] = self._works(line.machine_id)
        return known

    def _works(self, machine_id: str) -> bool:
        if not machine_is_able(self.plant.machines.get(machine_id)):
            return False
        axis = self.axes[self.machines[machine_id]]
        try:
            axis.begin(axis.position(self.now_s))
        except NoWorkingTimeError:
            return False
        return True

    def _job(self, order: Order, route: _Route, *, index: int, first_operation: int) -> Job:
        request, item = self.request, self.plant.items[order.product_id]
        amount = to_amount(order.qty_pcs * piece_weight(item))
        operations = tuple(
            Operation(
                index=first_operation + position,
                job=index,
                position=position,
                op_no=op_no,
                modes=tuple([work.mode(qty_pcs=order.qty_pcs, amount=amount) for work in able]),
                fixed=self.fixed.get((order.order_no, op_no)),
            )
            for position, (op_no, able) in enumerate(route.items())
        )
        material, use_by = request.material[order.order_no], request.use_by.get(order.order_no)
        return Job(
            index=index,
            order=order,
            product=self.products[order.product_id],
            family=self.families.get(item.family or "", UNKNOWN),
            amount=amount,
            piece_amount=to_amount(piece_weight(item)),
            material_s=self.now_s if material is None else to_seconds(material_usable_from(material)),
            qc_days=item.qc_days,
            last_day=self._last_day(item.qc_days, order.due_date),
            weight=day_weight(order.priority),
            use_by_s=None if use_by is None else to_seconds(material_usable_from(use_by)),
            operations=operations,
        )

    def _last_day(self, qc_days: int, due_date: dt.date) -> int:
        known = self.last_days.get((qc_days, due_date))
        if known is None:
            last = last_release_on_time(qc_days=qc_days, due_date=due_date, holidays=self.plant.holidays)
            known = self.last_days[qc_days, due_date] = day_number(last)
        return known

    def _work(self, line: RoutingLine) -> LineWork:
        return LineWork(line, machine=self.machines[line.machine_id], item=self.plant.items[line.product_id])

    def _fixed_operation(self, key: OperationKey, rows: tuple[PlanRow, ...]) -> FixedOperation:
        """The operation as given; an order that nobody knows shares product and family with none."""
        machine, setup_s = self.machines[rows[0].machine_id], setup_of_rows(rows)
        order = self.orders.get(key[0])
        item = None if order is None else self.plant.items.get(order.product_id)
        if order is None or item is None:
            mode = mode_of_rows(rows, machine=machine)
            return FixedOperation(machine, rows, setup_s, UNKNOWN, UNKNOWN, mode, None)
        weight = piece_weight(item)
        amount = to_amount(order.qty_pcs * weight)
        lines = [
            line
            for line in self.plant.routings.get(order.product_id, ())
            if (line.op_no, line.machine_id) == (key[1], rows[0].machine_id)
        ]
        return FixedOperation(
            machine=machine,
            rows=rows,
            setup_s=setup_s,
            product=self.products[order.product_id],
            family=self.families.get(item.family or "", UNKNOWN),
            mode=self._work(lines[0]).mode(qty_pcs=order.qty_pcs, amount=amount)
            if lines
            else mode_of_rows(rows, machine=machine),
            delivery=delivery_of_rows(
                rows,
                self.axes[machine],
                amount=amount,
                piece_amount=to_amount(weight),
            ),
        )
