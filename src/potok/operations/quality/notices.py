"""What waits for whom in quality control: lots to decide on, rejected product to write down."""

from __future__ import annotations

from collections.abc import Iterable

from potok.operations.notices.registry import Need, source
from potok.operations.people.acting import Actor
from potok.operations.people.roles import Role
from potok.operations.warehouse.models import StockLot
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
