"""Work for the shops of the demo plant: a plan in force, and where its operations lie."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from potok.operations.catalog.clock import local
from potok.operations.catalog.models import PlantSettings
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.planning.models import SchedulePart
from potok.operations.planning.services.publication import publish_plan
from potok.operations.planning.services.runs import perform_run, request_run
from potok.operations.shopfloor.reads.shift_task import workshop_shifts

ONE_DAY = dt.timedelta(days=1)
ORDERS = [f"ЗП-{number:04d}" for number in range(1, 13)]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an operation stands: key on the page, the head who launches it, address of its shift."""

    key: str
    head: str
    address: str


def put_plan_in_force() -> None:
    """Confirm some orders, plan them and publish the plan; no agreement is asked for."""
    PlantSettings.objects.update(agreement_required=False)
    confirm_orders(SYSTEM, order_nos=ORDERS)
    run = request_run(SYSTEM, defer=lambda run_id: run_id, time_limit_s=0)
    perform_run(run.pk)
    run.refresh_from_db()
    assert run.plan is not None
    publish_plan(SYSTEM, number=run.plan.number)


def first_order() -> str:
    """The order that the plan begins with."""
    part = (
        SchedulePart.objects.filter(line__is_published=True, line__preliminary=False)
        .order_by("start_at", "id")
        .first()
    )
    assert part is not None
    return str(part.line.order.order_no)


def places_of(order_no: str) -> list[Place]:
    """Operations of an order in their sequence."""
    found: dict[int, Place] = {}
    parts = SchedulePart.objects.filter(line__is_published=True, line__order__order_no=order_no)
    for part in parts.select_related("line__workshop").order_by("line__op_no", "start_at"):
        code, begin = part.line.workshop.code, local(part.start_at)
        shifts = [*workshop_shifts(code, begin.date() - ONE_DAY), *workshop_shifts(code, begin.date())]
        shift = next(one for one in shifts if one.start_at <= begin < one.finish_at)
        query = urlencode({"workshop": code, "date": shift.date.isoformat(), "shift": shift.shift_no})
        place = Place(f"{order_no}:{part.line.op_no}", f"shop{code}", f"/shift/?{query}")
        found.setdefault(part.line.op_no, place)
    return [found[op_no] for op_no in sorted(found)]
