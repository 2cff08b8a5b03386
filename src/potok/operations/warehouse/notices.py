"""What waits for whom in the warehouses: product to accept, product that was declined."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from potok.operations.catalog.models import Workshop
from potok.operations.notices.registry import Need, source
from potok.operations.people.acting import Actor
from potok.operations.people.roles import Role
from potok.operations.warehouse.models import StockDocument
from potok.operations.warehouse.places import shop
from potok.plant.findings import plain_number


@source("offered_product", "Продукция ждёт приёмки", icon="package", roles=[Role.FG_WAREHOUSE])
def offered_product(person: Actor, limit: int) -> Iterable[Need]:  # noqa: ARG001 - the same for the whole department
    """Hand-overs that the finished goods warehouse has not accepted."""
    found = StockDocument.objects.filter(kind="handover", state="draft").prefetch_related("lines__item")
    for paper in found.order_by("id")[:limit]:
        lines = [f"{line.item.code} {plain_number(line.qty or Decimal(0))}" for line in paper.lines.all()]
        yield Need(
            key=paper.number,
            fingerprint=str(paper.version),
            title=f"{paper.number}: {paper.place_from} передаёт {', '.join(lines)}",
            text=f"Заказ {paper.order_no}" if paper.order_no else "",
            subject=("paper", paper.number),
            at=paper.created_at,
        )


@source("declined_product", "Склад не принял продукцию", icon="ban", roles=[Role.SHOP_HEAD])
def declined_product(person: Actor, limit: int) -> Iterable[Need]:
    """Hand-overs of the person's own workshops that were declined."""
    own = Workshop.objects.filter(id__in=list(person.workshops)).values_list("code", "name")
    places = [place for code, name in own for place in (shop(code), name)]
    found = StockDocument.objects.filter(kind="handover", state="dropped", place_from__in=places)
    for paper in found.order_by("-id")[:limit]:
        yield Need(
            key=paper.number,
            fingerprint=str(paper.version),
            title=f"{paper.number} отклонён: {paper.reason}",
            text=f"Заказ {paper.order_no}. Исправьте и передайте снова.",
            subject=("paper", paper.number),
            at=paper.created_at,
            tone="bad",
        )
