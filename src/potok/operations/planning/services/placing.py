"""An order outside the plan put on the board by hand: the same check and the same draft as for a move."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from potok.operations.catalog.models import RoutingLine
from potok.operations.orders.errors import UnknownOrderError
from potok.operations.orders.models import ProductionOrder
from potok.operations.people.acting import Actor, command, require
from potok.operations.planning.errors import OrderNotPlaceableError
from potok.operations.planning.models import PlanVersion
from potok.operations.planning.reads.versions import plan_by_number
from potok.operations.planning.services.moving import Move, MovePreview, saved, tried
from potok.operations.planning.snapshot import PLANNED_STATUSES
from potok.plant.model import MachineStatus
from potok.scheduling.moving import OperationNotPlannedError


@dataclass(frozen=True, slots=True)
class Placement:
    """An order and where its first operation is wanted; `start_at` is aware."""

    order_no: str
    machine_code: str
    start_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Placeable:
    """An order outside a plan that may be put into it.

    Attributes:
        op_no: Its first operation.
        op_name: Name of that operation.
        machines: Working machines of that operation, the preferred one first: code and name.
    """

    order: ProductionOrder
    op_no: int
    op_name: str
    machines: tuple[tuple[str, str], ...]


def preview_placement(actor: Actor, *, number: int, placement: Placement) -> MovePreview:
    """Try a placement on a version of the plan; following operations are put where they fit.

    Raises:
        UnknownPlanError, UnknownOrderError, OrderNotPlaceableError, MachineNotPermittedError,
        NoTimeForMoveError.
    """
    require(actor, "place_order")
    version = plan_by_number(number)
    with _told(placement):
        return tried(version, _move(version, placement))


def place_order(actor: Actor, *, number: int, placement: Placement) -> PlanVersion:
    """Save a placement as a new draft; a draft it was made on is put aside.

    Raises:
        PlanBreaksRulesError: The checker refuses the plan with the order.
        UnknownPlanError, UnknownOrderError, OrderNotPlaceableError, MachineNotPermittedError,
        NoTimeForMoveError.
    """
    title = f"поставлен {placement.order_no}"
    with command(actor, "place_order", why=title), _told(placement):
        version = plan_by_number(number)
        return saved(actor, version, _move(version, placement), title=title)


def placeable(version: PlanVersion, order_no: str) -> Placeable:
    """The order with what is needed to place it.

    Raises:
        UnknownOrderError: There is no such order.
        OrderNotPlaceableError: It stands in the plan already or cannot be planned, with the reason.
    """
    order = ProductionOrder.objects.select_related("product", "customer").filter(order_no=order_no).first()
    if order is None:
        raise UnknownOrderError(order_no=order_no)
    if order.status not in PLANNED_STATUSES:
        word = order.get_status_display()
        raise _refusal(order, f"он в статусе «{word}»", "В план идут подтверждённые заказы.")
    if version.lines.filter(order=order).exists():
        raise _refusal(order, f"он уже стоит в плане {version.number}", "Перенесите его полосу.")
    if order.status == "waiting_shortage" and order.earliest_start_date is None:
        hint = "Дождитесь прихода, перераспределите сырьё или измените объём."
        raise _refusal(order, "нет известного прихода сырья", hint)
    lines = list(
        RoutingLine.objects.filter(product=order.product)
        .select_related("machine")
        .order_by("op_no", "alt_rank")
    )
    if not lines:
        raise _refusal(order, f"у изделия {order.product.code} нет маршрута", "Заведите маршрут.")
    first = [line for line in lines if line.op_no == lines[0].op_no]
    working = [line.machine for line in first if line.machine.status == MachineStatus.WORKING.value]
    if not working:
        raise _refusal(order, "ни одна машина первой операции не работает", "Проверьте состояние машин.")
    return Placeable(
        order=order,
        op_no=first[0].op_no,
        op_name=first[0].op_name or f"Операция {first[0].op_no}",
        machines=tuple((machine.code, machine.name) for machine in working),
    )


def _move(version: PlanVersion, placement: Placement) -> Move:
    found = placeable(version, placement.order_no)
    return Move(placement.order_no, found.op_no, placement.machine_code, placement.start_at)


@contextmanager
def _told(placement: Placement) -> Iterator[None]:
    """An order that the engine leaves out of the plan is refused in words about orders, not operations."""
    try:
        yield
    except OperationNotPlannedError as error:
        why = "машинам его маршрута не хватает рабочего времени или делать уже нечего"
        hint = "Проверьте календари цехов, состояние машин и остаток заказа."
        raise OrderNotPlaceableError(order_no=placement.order_no, why=why, hint=hint) from error


def _refusal(order: ProductionOrder, why: str, hint: str) -> OrderNotPlaceableError:
    return OrderNotPlaceableError(order_no=order.order_no, why=why, hint=hint)
