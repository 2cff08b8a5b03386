"""A plan laid out for checking: what the rules look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from potok.plant.model import MachineStatus, Order, Plant, RoutingLine
from potok.scheduling.plan import PlanRow, UnplannedOrder, UnplannedReason
from potok.scheduling.verify.calendar import MachineClock, PlantCalendar, seconds_of
from potok.scheduling.verify.operation import JudgedOperation, Operation, PlacedRow, Step, grouped


@dataclass(frozen=True)
class PlanCase:
    """A plant, a plan of it and what the plan had to respect.

    Attributes:
        rows: All rows in time order.
        operations: Rows of known orders and operations by (order number, operation number).
        material: Date from which each order to be planned may start, None = no known cover.
        unplanned: Orders named as left out; None = nobody said.
        fixed: Rows that must stand in the plan unchanged.
        now: Moment before which only fixed rows may start.
    """

    plant: Plant
    calendar: PlantCalendar
    rows: tuple[PlacedRow, ...]
    operations: Mapping[tuple[str, int], Operation]
    material: Mapping[str, dt.date | None]
    unplanned: tuple[UnplannedOrder, ...] | None
    fixed: tuple[PlanRow, ...]
    now: dt.datetime

    @cached_property
    def orders(self) -> dict[str, Order]:
        """Orders of the plant by number."""
        return {order.order_no: order for order in self.plant.orders}

    @cached_property
    def rows_by_order(self) -> dict[str, tuple[PlacedRow, ...]]:
        """Rows by order number, unknown orders included, in time order."""
        return grouped(self.rows, lambda row: row.plan.order_no)

    @cached_property
    def rows_by_machine(self) -> dict[str, tuple[PlacedRow, ...]]:
        """Rows by machine, unknown machines included, in time order."""
        return grouped(self.rows, lambda row: row.plan.machine_id)

    @cached_property
    def fixed_rows(self) -> frozenset[PlanRow]:
        """The fixed rows for look-up."""
        return frozenset(self.fixed)

    @cached_property
    def given_rows(self) -> frozenset[PlanRow]:
        """The rows of the plan for look-up."""
        return frozenset(row.plan for row in self.rows)

    @cached_property
    def judged(self) -> tuple[JudgedOperation, ...]:
        """Operations whose times can be judged."""
        return tuple(
            JudgedOperation(operation, operation.line)
            for operation in self.operations.values()
            if operation.line is not None
        )

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Neighbouring operations of routes of which both can be judged."""
        judged = {(each.of.order.order_no, each.of.op_no): each for each in self.judged}
        steps: list[Step] = []
        for (order_no, op_no), before in judged.items():
            route = self.route(before.of.order.product_id)
            following = next((other for other in route if other > op_no), None)
            after = None if following is None else judged.get((order_no, following))
            if after is not None:
                steps.append(Step(before, after))
        return tuple(steps)

    @cached_property
    def product_before(self) -> dict[tuple[str, int], str]:
        """Product of the operation with the previous start on the machine, by operation.

        The first operation of a machine has none.
        """
        before: dict[tuple[str, int], str] = {}
        for rows in self.rows_by_machine.values():
            seen: set[tuple[str, int]] = set()
            previous: str | None = None
            for row in rows:
                key = (row.plan.order_no, row.plan.op_no)
                operation = self.operations.get(key)
                if operation is None or key in seen:
                    continue
                seen.add(key)
                if previous is not None:
                    before[key] = previous
                previous = operation.order.product_id
        return before

    @cached_property
    def _routes(self) -> dict[str, dict[int, tuple[RoutingLine, ...]]]:
        routes: dict[str, dict[int, tuple[RoutingLine, ...]]] = {}
        for product_id, lines in self.plant.routings.items():
            numbers = sorted({line.op_no for line in lines})
            routes[product_id] = {
                op_no: tuple(line for line in lines if line.op_no == op_no) for op_no in numbers
            }
        return routes

    def route(self, product_id: str) -> Mapping[int, tuple[RoutingLine, ...]]:
        """Routing lines of a product by operation number, in sequence; empty without a route."""
        return self._routes.get(product_id, {})

    @cached_property
    def clocks(self) -> dict[str, MachineClock]:
        """Usable time of every machine of the plant."""
        return {
            machine.machine_id: MachineClock(
                self.calendar,
                machine_id=machine.machine_id,
                workshop_id=machine.workshop_id,
                stops=[stop for stop in self.plant.stops if stop.machine_id == machine.machine_id],
            )
            for machine in self.plant.machines.values()
        }

    def machine_works(self, machine_id: str) -> bool:
        """Whether the plant has the machine and its status is `working`."""
        machine = self.plant.machines.get(machine_id)
        return machine is not None and machine.status is MachineStatus.WORKING

    def reasons_to_leave_out(self, order: Order) -> frozenset[UnplannedReason]:
        """The reasons for which an order cannot be planned; empty = it must be planned."""
        reasons: set[UnplannedReason] = set()
        route = self.route(order.product_id)
        if not route:
            reasons.add(UnplannedReason.NO_ROUTE)
        if not all(any(self._has_time(line.machine_id) for line in lines) for lines in route.values()):
            reasons.add(UnplannedReason.NO_CAPACITY)
        if order.order_no in self.material and self.material[order.order_no] is None:
            reasons.add(UnplannedReason.NO_KNOWN_COVER)
        return frozenset(reasons)

    def may_lack_time(self, order: Order) -> bool:
        """Whether the working time of some operation ends with the calendar: the rest cannot fit."""
        return any(
            not any(
                self.machine_works(line.machine_id) and self.clocks[line.machine_id].endless for line in lines
            )
            for lines in self.route(order.product_id).values()
        )

    def _has_time(self, machine_id: str) -> bool:
        """Whether a machine works and has a usable window from now on."""
        return (
            self.machine_works(machine_id)
            and self.clocks[machine_id].first_usable(seconds_of(self.now)) is not None
        )
