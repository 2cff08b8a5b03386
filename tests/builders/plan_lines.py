"""A published plan of single lines, laid by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from potok.operations.catalog.clock import local
from potok.operations.catalog.models import Machine
from potok.operations.orders.models import ProductionOrder
from potok.operations.planning.models import PlanVersion, ScheduleLine, SchedulePart


def publish_line(
    order_no: str,
    *,
    start: dt.datetime,
    op_no: int = 10,
    hours: int = 1,
    machine: str = "M1",
    shift_no: int = 1,
    agreement: str = "none",
) -> ScheduleLine:
    """Put one operation into the plan in force, in one uninterrupted part."""
    plan, _ = PlanVersion.objects.get_or_create(
        state="published",
        defaults={
            "number": 1,
            "today": local(start).date(),
            "not_before": start,
            "published_at": timezone.now(),
        },
    )
    order = ProductionOrder.objects.get(order_no=order_no)
    place = Machine.objects.get(code=machine)
    finish = start + dt.timedelta(hours=hours)
    line = ScheduleLine.objects.create(
        plan=plan,
        order=order,
        op_no=op_no,
        op_name="Смешение",
        machine=place,
        workshop_id=place.workshop_id,
        period=DateTimeTZRange(start, finish),
        start_at=start,
        finish_at=finish,
        shift_date=local(start).date(),
        shift_no=shift_no,
        qty_pcs=Decimal(order.qty_pcs),
        setup_min=Decimal(5),
        is_published=True,
        agreement=agreement,
    )
    SchedulePart.objects.create(
        line=line, batch_no=0, part_no=1, start_at=start, finish_at=finish, qty_pcs=line.qty_pcs
    )
    return line
