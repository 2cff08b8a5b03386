"""The board while a run goes: the bars where the search's best plan has them now.

A run writes beside its progress a picture of its best plan (`services.runs`): one operation a row, moments
as local ISO seconds. A plan may reach beyond the days whose shifts the board knows: those follow with the
draft.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from potok.operations.catalog import snapshot as catalog
from potok.operations.catalog.clock import aware
from potok.operations.catalog.models import Machine, RoutingLine
from potok.operations.orders.models import ProductionOrder
from potok.operations.planning.models import PlanRun, PlanVersion
from potok.operations.planning.reads.board import bars
from potok.operations.planning.reads.lines import PlanLine, lines_of

#: Order number and operation.
_Key = tuple[str, int]


def live_bars(version: PlanVersion | None, run_id: int) -> dict[str, Any]:
    """Orders and lines of the board as the going run has them, machines and shifts left out.

    Args:
        version: What the board shows; its lines keep their keys, marks and answers.
        run_id: The run; one that does not go, or has no plan yet, leaves the version as it is.
    """
    run = PlanRun.objects.filter(pk=run_id, state__in=["queued", "running"]).only("incumbent").first()
    lines = lines_of(version)
    return bars(pictured(lines, run.incumbent) if run and run.incumbent else lines, catalog.holiday_dates())


def pictured(lines: Iterable[PlanLine], picture: Sequence[Sequence[Any]]) -> list[PlanLine]:
    """Lines of a plan moved to where a picture has them; what it lacks is gone, what it has more is new."""
    numbers = {row[0] for row in picture}
    orders = {
        order.order_no: order
        for order in ProductionOrder.objects.filter(order_no__in=numbers).select_related("product")
    }
    number_of = {order.pk: order.order_no for order in orders.values()}
    machines = dict(Machine.objects.values_list("code", "pk"))
    known: dict[_Key, PlanLine] = {
        (number_of[line.order_id], line.op_no): line for line in lines if line.order_id in number_of
    }
    names = _operation_names({order.product_id for order in orders.values()})
    found = []
    for order_no, op_no, machine, start, finish, setup_min, qty, batches, preliminary in picture:
        order = orders[order_no]
        line = known.get((order_no, op_no)) or _new_line(
            order, op_no, names.get((order.product_id, op_no), ""), preliminary=preliminary
        )
        place = (machines[machine], _moment(start), _moment(finish))
        cause = line.cause if place == (line.machine_id, line.start_at, line.finish_at) else {}
        found.append(
            line._replace(
                machine_id=place[0],
                start_at=place[1],
                finish_at=place[2],
                setup_min=Decimal(str(setup_min)),
                qty_pcs=Decimal(str(qty)),
                batches=batches,
                cause=cause,
            )
        )
    return found


def _new_line(order: ProductionOrder, op_no: int, op_name: str, *, preliminary: bool) -> PlanLine:
    """A line that no version holds yet: it has no key."""
    nowhere = dt.datetime.min.replace(tzinfo=dt.UTC)
    return PlanLine(
        id=0,
        order_id=order.pk,
        op_no=op_no,
        op_name=op_name,
        machine_id=0,
        start_at=nowhere,
        finish_at=nowhere,
        setup_min=Decimal(0),
        qty_pcs=Decimal(0),
        batches=0,
        preliminary=preliminary,
        pinned=False,
        agreement="none",
        answer_reason="",
        counter_start_at=None,
        cause={},
    )


def _operation_names(products: set[int]) -> dict[tuple[int, int], str]:
    rows = RoutingLine.objects.filter(product_id__in=products).values_list("product_id", "op_no", "op_name")
    return {(product, op_no): name for product, op_no, name in rows}


def _moment(text: str) -> dt.datetime:
    return aware(dt.datetime.fromisoformat(text))
