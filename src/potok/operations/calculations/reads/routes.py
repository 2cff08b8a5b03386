"""Routes as the dialog «Применить к маршруту» offers them."""

from __future__ import annotations

from dataclasses import dataclass

from potok.operations.catalog.models import Item
from potok.operations.master_data.plant_resources import ROUTES
from potok.operations.master_data.services.changing import card_records
from potok.plant.model import Basis, RoutingLine


@dataclass(frozen=True, slots=True)
class RouteOperation:
    """An operation of a route with its machines, preferred first."""

    op_no: int
    name: str
    machines: tuple[str, ...]
    in_batches: bool


def products_with_route() -> tuple[tuple[str, str], ...]:
    """Code and name of active products that have a route."""
    found = Item.objects.filter(type="finished", is_active=True, routing_lines__isnull=False)
    return tuple(found.order_by("name", "code").distinct().values_list("code", "name"))


def route_operations(product: str) -> tuple[RouteOperation, ...]:
    """Operations of a route in their order; none without a route."""
    lines = [line for line in card_records(ROUTES, (product,)) if isinstance(line, RoutingLine)]
    found = []
    for op_no in dict.fromkeys(line.op_no for line in lines):
        mine = sorted((line for line in lines if line.op_no == op_no), key=lambda line: line.alt_rank)
        in_batches = all(line.basis is Basis.BATCH for line in mine)
        found.append(
            RouteOperation(op_no, mine[0].op_name, tuple(line.machine_id for line in mine), in_batches)
        )
    return tuple(found)
