"""What waits for quality control: lots that nobody has decided on."""

from __future__ import annotations

from collections.abc import Iterable

from potok.operations.notices.registry import Need, source
from potok.operations.people.acting import Actor
from potok.operations.people.roles import Role
from potok.operations.warehouse.models import StockLot


@source("lot_undecided", "Партии ждут решения", icon="flask-conical", roles=[Role.QC])
def undecided(person: Actor, limit: int) -> Iterable[Need]:  # noqa: ARG001 - the same for the department
    """Lots in quarantine with stock, the oldest first."""
    found = StockLot.objects.filter(qc_status="quarantine", qty__gt=0).select_related("item")
    for lot in found.order_by("received_date", "code")[:limit]:
        yield Need(
            key=lot.code,
            fingerprint=lot.qc_status,
            title=f"{lot.code}: {lot.item.code} {lot.item.name}",
            text=f"Поступила {lot.received_date:%d.%m.%Y}, {lot.location}",
            subject=("lot", lot.code),
        )
