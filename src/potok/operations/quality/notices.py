"""What waits for whom by quality control: lots to decide on, product to write down, product to ship."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from potok.operations.notices.registry import Need, source
from potok.operations.orders.models import ProductionOrder
from potok.operations.people.acting import Actor
from potok.operations.people.roles import Role
from potok.operations.quality.models import LotDecisionRecord
from potok.operations.warehouse.models import StockLot
from potok.operations.warehouse.places import FINISHED_GOODS
from potok.plant.findings import plain_number

_UNITS = {"kg": "кг", "pcs": "шт."}


@source("undecided_lot", "Партии ждут решения", icon="flask-conical", roles=[Role.QC])
def undecided_lots(person: Actor, limit: int) -> Iterable[Need]:  # noqa: ARG001 - the same for the whole department
    """Lots in quarantine, the oldest first."""
    found = StockLot.objects.filter(qc_status="quarantine", qty__gt=0).select_related("item")
    for lot in found.order_by("received_date", "id")[:limit]:
        yield Need(
            key=lot.code,
            fingerprint=plain_number(lot.qty),
            title=f"{lot.code}: {lot.item.code} {lot.item.name}",
            text=f"{plain_number(lot.qty)} {_UNITS[lot.item.unit]}, {lot.location}",
            subject=("lot", lot.code),
        )


@source("rejected_product", "Забракованная продукция заказа", icon="circle-x", roles=[Role.PLANNER])
def rejected_product(person: Actor, limit: int) -> Iterable[Need]:  # noqa: ARG001 - the same for all planners
    """Rejected product lots that still lie there: the planner decides about the output of their orders."""
    found = StockLot.objects.filter(qc_status="rejected", qty__gt=0, item__type="finished").select_related(
        "item"
    )
    for lot in found.order_by("-qc_date", "-id")[:limit]:
        yield Need(
            key=lot.code,
            fingerprint=plain_number(lot.qty),
            title=f"{lot.code} забракована: {lot.item.code} {plain_number(lot.qty)} шт.",
            text="Решите, уменьшать ли выпуск заказа, открыть его снова или сделать новый.",
            subject=("lot", lot.code),
            tone="bad",
        )


@source("released_product", "Продукция готова к отгрузке", icon="truck", roles=[Role.CLIENT_DEPT])
def released_product(person: Actor, limit: int) -> Iterable[Need]:  # noqa: ARG001 - the same for the whole department
    """Released product of orders that the warehouse has accepted and not shipped: tell the customer."""
    orders = ProductionOrder.objects.filter(order_no=OuterRef("order_no")).values("customer__name")
    found = LotDecisionRecord.objects.filter(
        decision="released",
        lot__qc_status="released",
        lot__location=FINISHED_GOODS,
        lot__qty__gt=0,
        lot__item__type="finished",
    ).exclude(order_no="")
    rows = found.annotate(customer=Subquery(orders[:1])).select_related("lot__item")
    for row in rows.order_by("lot_id", "-id").distinct("lot_id")[:limit]:
        yield Need(
            key=row.lot.code,
            fingerprint=plain_number(row.lot.qty),
            title=f"{row.order_no}: {plain_number(row.lot.qty)} шт. {row.lot.item.code} можно отгружать",
            text=f"{row.customer or ''}, партия {row.lot.code}".strip(", "),
            subject=("order", row.order_no),
            at=row.at,
            tone="done",
        )
