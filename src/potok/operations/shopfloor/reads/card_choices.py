"""What the page of a card offers: orders that wait for a card, lots to take, the card that comes next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from potok.operations.catalog.clock import today
from potok.operations.shopfloor.models import OperationRun, TechCard
from potok.operations.warehouse.models import StockLot
from potok.supply.of_plant import RAW_AND_TARE

#: Lots offered of one item, first expired first; any other may be typed.
_LOTS_OF_ITEM = 8


@dataclass(frozen=True, slots=True)
class WaitingOutput:
    """A launched order whose last operation the shop has begun; `good_pcs` wait for a card."""

    order_no: str
    product_name: str
    good_pcs: int


@dataclass(frozen=True, slots=True)
class LotChoice:
    """A usable lot: its number and what it holds, in the stock unit."""

    lot: str
    qty: Decimal


def orders_for_cards(*, workshops: Collection[int] | None = None) -> tuple[WaitingOutput, ...]:
    """Launched orders in production that a card may be made for, those with most output first (one query).

    Args:
        workshops: Only those whose output is made here, by key; None = all.
    """
    runs = OperationRun.objects.filter(gives_output=True, order__status="in_production")
    if workshops is not None:
        runs = runs.filter(workshop_id__in=list(workshops))
    waiting = Coalesce(Sum("reports__good_pcs", filter=Q(reports__card__isnull=True)), 0)
    rows = (
        runs.values("order__order_no", "order__product__name")
        .annotate(waiting=waiting)
        .order_by("-waiting", "order__order_no")
    )
    return tuple(
        WaitingOutput(row["order__order_no"], row["order__product__name"], int(row["waiting"]))
        for row in rows
    )


def lot_choices(items: Collection[str]) -> Mapping[str, tuple[LotChoice, ...]]:
    """Lots of the raw warehouse that may be used today, by item, first expired first (one query)."""
    found: dict[str, list[LotChoice]] = {item: [] for item in items}
    lots = (
        StockLot.objects.filter(
            item__code__in=list(items),
            location=RAW_AND_TARE,
            qc_status__in=["released", "conditional"],
            qty__gt=0,
        )
        .filter(Q(expiry_date__isnull=True) | Q(expiry_date__gt=today()))
        .order_by(F("expiry_date").asc(nulls_last=True), "received_date", "code")
    )
    for item, code, qty in lots.values_list("item__code", "code", "qty"):
        if len(found[item]) < _LOTS_OF_ITEM:
            found[item].append(LotChoice(code, qty))
    return {item: tuple(choices) for item, choices in found.items()}


def next_handed_in() -> str:
    """Number of the card that was handed in first and waits for its posting; empty when none waits."""
    waiting = TechCard.objects.filter(state="handed_in").order_by("handed_in_at", "id")
    return waiting.values_list("number", flat=True).first() or ""
