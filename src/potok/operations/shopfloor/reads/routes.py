"""Routes of orders as the shops see them: operations, permitted machines, how far each is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.catalog.clock import local
from potok.operations.catalog.models import Machine
from potok.operations.catalog.situation import present_situation
from potok.operations.orders.models import ProductionOrder
from potok.operations.planning.models import ScheduleLine
from potok.operations.shopfloor.models import OperationRun
from potok.plant.model import RoutingLine


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a machine works: a batch of kilograms in minutes, or kilograms or pieces an hour."""

    batch_kg: Decimal | None = None
    batch_min: Decimal | None = None
    kg_per_h: Decimal | None = None
    pcs_per_h: Decimal | None = None
    setup_min: Decimal = Decimal(0)
    people: int | None = None


@dataclass(frozen=True, slots=True)
class PermittedMachine:
    """A machine of an operation, the preferred one first."""

    code: str
    name: str
    workshop: str
    status: str
    pace: Pace


@dataclass(frozen=True, slots=True)
class RouteOperation:
    """An operation of an order.

    Attributes:
        state: waiting, running, stopped or finished.
        planned_machine, planned_at: Of the published plan; empty and None without a line.
        agreement: Of that line.
        launchable: It may be launched next: it does not run, and the one before it was launched.
    """

    op_no: int
    op_name: str
    state: str
    run_ids: tuple[int, ...]
    good_pcs: int
    rework_pcs: int
    scrap_pcs: int
    machines: tuple[PermittedMachine, ...]
    planned_machine: str
    planned_at: dt.datetime | None
    agreement: str
    launchable: bool


def pace_of(line: RoutingLine) -> Pace:
    """The figures of a routing line."""
    return Pace(
        batch_kg=line.batch_size_kg,
        batch_min=line.batch_time_min,
        kg_per_h=line.rate_kg_per_h,
        pcs_per_h=line.rate_pcs_per_h,
        setup_min=line.setup_min,
        people=line.crew_people,
    )


def order_route(order_no: str) -> tuple[RouteOperation, ...]:
    """Operations of an order in their sequence; none for an unknown order or a product without a route."""
    order = ProductionOrder.objects.filter(order_no=order_no).first()
    if order is None:
        return ()
    master = present_situation().master
    route = master.routings.get(master.item_codes[order.product_id], ())
    machines = {
        machine.code: machine
        for machine in Machine.objects.select_related("workshop").filter(
            code__in={line.machine_id for line in route}
        )
    }
    runs: dict[int, list[OperationRun]] = {}
    for run in OperationRun.objects.filter(order=order).order_by("id"):
        runs.setdefault(run.op_no, []).append(run)
    lines = {
        line.op_no: line
        for line in ScheduleLine.objects.filter(is_published=True, order=order).select_related("machine")
    }
    numbers = sorted({line.op_no for line in route})
    operations = []
    for place, op_no in enumerate(numbers):
        own = sorted((line for line in route if line.op_no == op_no), key=lambda line: line.alt_rank)
        begun = runs.get(op_no, [])
        line = lines.get(op_no)
        state = begun[-1].state if begun else "waiting"
        operations.append(
            RouteOperation(
                op_no=op_no,
                op_name=own[0].op_name,
                state=state,
                run_ids=tuple(run.pk for run in begun),
                good_pcs=sum(run.good_pcs for run in begun),
                rework_pcs=sum(run.rework_pcs for run in begun),
                scrap_pcs=sum(run.scrap_pcs for run in begun),
                machines=tuple(_permitted(one, machines[one.machine_id]) for one in own),
                planned_machine=line.machine.code if line else "",
                planned_at=local(line.start_at) if line else None,
                agreement=line.agreement if line else "none",
                launchable=state in {"waiting", "finished"} and (place == 0 or numbers[place - 1] in runs),
            )
        )
    return tuple(operations)


def _permitted(line: RoutingLine, machine: Machine) -> PermittedMachine:
    return PermittedMachine(machine.code, machine.name, machine.workshop.code, machine.status, pace_of(line))


def permitted_machines(
    operations: Collection[tuple[str, int]],
) -> dict[tuple[str, int], tuple[tuple[str, str], ...]]:
    """Codes and names of machines for operations given as (product, number), preferred first (one query)."""
    routings = present_situation().master.routings
    lines = {
        (product, op_no): sorted(
            (line for line in routings.get(product, ()) if line.op_no == op_no),
            key=lambda line: line.alt_rank,
        )
        for product, op_no in operations
    }
    wanted = {line.machine_id for found in lines.values() for line in found}
    names = dict(Machine.objects.filter(code__in=wanted).values_list("code", "name"))
    return {
        key: tuple((line.machine_id, names[line.machine_id]) for line in found)
        for key, found in lines.items()
    }
