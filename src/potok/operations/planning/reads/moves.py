"""What a move by hand starts from: the line as it stands and the machine it is carried to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from potok.operations.catalog.clock import local
from potok.operations.catalog.models import Machine
from potok.operations.planning.errors import NoPublishedPlanError, UnknownLineError, UnknownMachineError
from potok.operations.planning.reads.review import shown_plan
from potok.operations.planning.services.moving import Move


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
