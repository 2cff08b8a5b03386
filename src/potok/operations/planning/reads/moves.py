"""What a move by hand starts from: the line as it stands and the machine it is carried to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from potok.operations.catalog.clock import local, planning_start
from potok.operations.catalog.models import Machine
from potok.operations.planning.errors import NoPublishedPlanError, UnknownLineError, UnknownMachineError
from potok.operations.planning.reads.review import shown_plan
from potok.operations.planning.services.moving import Move
from potok.operations.planning.services.placing import placeable


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A line before its move; times are plant local.

    Attributes:
        number: Of the version it stands in.
        published: That version is in force.
        first: No operation of the order comes before it.
    """

    number: int
    published: bool
    order_no: str
    op_name: str
    product: str
    first: bool
    old_machine: str
    old_machine_name: str
    new_machine: str
    new_machine_name: str
    start_at: dt.datetime
    finish_at: dt.datetime


def moved_line(number: int | None, move: Move) -> MovedLine:
    """The line that a move is about.

    Args:
        number: Version, None = the one that the board shows by default.

    Raises:
        NoPublishedPlanError, UnknownPlanError, UnknownLineError, UnknownMachineError.
    """
    version = shown_plan(number)
    if version is None:
        raise NoPublishedPlanError
    lines = list(
        version.lines.filter(order__order_no=move.order_no)
        .select_related("machine", "order__product")
        .order_by("op_no")
    )
    line = next((each for each in lines if each.op_no == move.op_no), None)
    if line is None:
        raise UnknownLineError(order_no=move.order_no, op_no=move.op_no)
    target = Machine.objects.filter(code=move.machine_code).first()
    if target is None:
        raise UnknownMachineError(machine=move.machine_code)
    return MovedLine(
        number=version.number,
        published=version.state == "published",
        order_no=move.order_no,
        op_name=line.op_name or f"Операция {line.op_no}",
        product=line.order.product.name,
        first=line is lines[0],
        old_machine=line.machine.code,
        old_machine_name=line.machine.name,
        new_machine=target.code,
        new_machine_name=target.name,
        start_at=local(line.start_at),
        finish_at=local(line.finish_at),
    )


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """An order of the tray before it is put on the board; times are plant local.

    Attributes:
        number: Of the version it is to go into.
        machines: Code and name of the machines of its first operation, the preferred one first.
        earliest: When its first operation may start at all: planning and material permit it from then on.
    """

    number: int
    order_no: str
    op_name: str
    product: str
    customer: str
    qty_pcs: int
    due_date: dt.date
    machines: tuple[tuple[str, str], ...]
    earliest: dt.datetime


def placed_order(number: int | None, order_no: str) -> PlacedOrder:
    """The order of the tray that a placement is about.

    Args:
        number: Version, None = the one that the board shows by default.

    Raises:
        NoPublishedPlanError, UnknownPlanError, UnknownOrderError, OrderNotPlaceableError.
    """
    version = shown_plan(number)
    if version is None:
        raise NoPublishedPlanError
    found = placeable(version, order_no)
    order = found.order
    earliest = local(planning_start())
    if order.status == "waiting_shortage" and order.earliest_start_date is not None:
        earliest = max(earliest, dt.datetime.combine(order.earliest_start_date, dt.time()))
    return PlacedOrder(
        number=version.number,
        order_no=order.order_no,
        op_name=found.op_name,
        product=order.product.name,
        customer=order.customer.name,
        qty_pcs=order.qty_pcs - order.done_pcs,
        due_date=order.due_date,
        machines=found.machines,
        earliest=earliest,
    )
