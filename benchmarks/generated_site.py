"""The generated factory in books of its own, with its plan in force: what `repair.py --site` asks.

The scratch database is an embedded PostgreSQL in a temporary folder. Every product has three components;
orders whose material is there by the plant's date are in production, the others wait for it.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from generated_plant import PRODUCTS, TODAY

from potok.plant.model import (
    BomLine,
    Item,
    ItemType,
    Order,
    OrderStatus,
    Plant,
    QcStatus,
    Receipt,
    ReceiptStatus,
    StockLot,
    Unit,
)
from potok.scheduling.plan import Plan
from potok.scheduling.request import PlanRequest

COMPONENTS, RAW = 3, 40
STORE = "Склад сырья и тары"
STOCK_KG = Decimal(10_000_000)
_RESERVED, _WAITING = OrderStatus.IN_PRODUCTION, OrderStatus.WAITING_SHORTAGE


@contextmanager
def open_site(request: PlanRequest, plan: Plan) -> Iterator[None]:
    """Books that hold the plant, its orders and the plan as the one in force."""
    with tempfile.TemporaryDirectory(prefix="potok-repair-", dir="/tmp") as folder:
        os.environ["POTOK_DATA"] = folder
        Path(folder).chmod(0o755)
        from potok.server.installation import open_books

        with open_books():
            _fill(request, plan)
            yield


def _fill(request: PlanRequest, plan: Plan) -> None:
    from potok.operations.catalog.models import PlantSettings
    from potok.operations.people.acting import SYSTEM
    from potok.operations.plant_transfer import import_plant

    import_plant(_with_components(request), actor=SYSTEM, fix_today=True, name="Порождённый завод")
    PlantSettings.objects.update(agreement_required=False)
    _date_material(request)
    _publish(request, plan)


def _with_components(request: PlanRequest) -> Plant:
    """The plant with recipes, a receipt of every raw item, a lot of all but one, and all orders confirmed."""
    plant = request.plant
    raw = [f"R{number:02}" for number in range(1, RAW + 1)]
    items = {code: Item(code, code, ItemType.RAW, Unit.KG, lead_time_days=5) for code in raw}
    return replace(
        plant,
        items={**plant.items, **items},
        boms={f"P{number:02}": tuple(_recipe(number, raw)) for number in range(PRODUCTS)},
        lots=tuple(
            StockLot(
                f"L-{code}", code, "Склад сырья и тары", STOCK_KG, Unit.KG, TODAY, None, QcStatus.RELEASED
            )
            for code in raw[1:]
        ),
        receipts=tuple(
            Receipt(
                f"П-{code}",
                "ЗК-1",
                "Поставщик",
                code,
                STOCK_KG,
                Unit.KG,
                TODAY,
                *[TODAY + dt.timedelta(days=9)] * 2,
                ReceiptStatus.IN_TRANSIT,
            )
            for code in raw
        ),
        orders=tuple(
            replace(order, status=_RESERVED if _is_covered(order, request, raw) else _WAITING)
            for order in plant.orders
        ),
    )


def _is_covered(order: Order, request: PlanRequest, raw: list[str]) -> bool:
    """Whether the order's material is in stock: on time, and none of the item that has no lot."""
    recipe = _recipe(int(order.product_id[1:]), raw)
    return request.material[order.order_no] == TODAY and all(line.component_id != raw[0] for line in recipe)


def _recipe(number: int, raw: list[str]) -> Iterator[BomLine]:
    for line in range(COMPONENTS):
        yield BomLine(
            f"P{number:02}", line + 1, raw[(number * COMPONENTS + line) % RAW], Decimal("0.3"), Unit.KG
        )


def _date_material(request: PlanRequest) -> None:
    """The material dates of the request, whatever the stock."""
    from potok.operations.orders.models import ProductionOrder

    orders = list(ProductionOrder.objects.filter(status=_WAITING.value))
    for order in orders:
        order.earliest_start_date = request.material[order.order_no]
        order.cover_items = [request.material_item[order.order_no]]
    ProductionOrder.objects.bulk_update(orders, ["earliest_start_date", "cover_items"], batch_size=500)


def _publish(request: PlanRequest, plan: Plan) -> None:
    from django.db import transaction

    from potok.operations.people.acting import SYSTEM, command
    from potok.operations.planning.marks import Marks
    from potok.operations.planning.services.drafts import save_draft
    from potok.operations.planning.services.publication import publish_plan

    with transaction.atomic(), command(SYSTEM, "run_plan"):
        draft = save_draft(SYSTEM, request, plan, title="первый план", seconds=0.0, marks=Marks())
    publish_plan(SYSTEM, number=draft.number)
