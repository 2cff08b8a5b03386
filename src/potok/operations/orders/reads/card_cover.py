"""Components of an order's card: what is needed, what is free, what covers the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Sum

from potok.operations.catalog.situation import Situation
from potok.operations.orders.models import OrderComponent, ProductionOrder, Reservation
from potok.operations.purchasing.models import PurchaseSignal
from potok.operations.warehouse.snapshot import component_lots
from potok.plant.dates import subtract_working_days


@dataclass(frozen=True, slots=True)
class OpenSignal:
    """A signal that is not closed."""

    number: str
    item: str
    kind: str
    kind_label: str
    state: str
    state_label: str
    missing_qty: Decimal
    need_date: dt.date | None
    order_by_date: dt.date | None


@dataclass(frozen=True, slots=True)
class HeldLot:
    """Part of a lot reserved for the order."""

    lot: str
    qty: Decimal
    expiry_date: dt.date | None


@dataclass(frozen=True, slots=True)
class PeggedReceipt:
    """Part of a receipt that waits for the order.

    Attributes:
        qty: The part.
        receipt_qty: All of the receipt.
    """

    receipt: str
    qty: Decimal
    receipt_qty: Decimal
    supplier_date: dt.date


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """A component of an order.

    Attributes:
        gross: Requirement of the remaining quantity.
        free: Free stock as the last check found it; what is held is not in it.
        free_now: Free stock at this moment.
        lack: What free stock did not give at the last check.
        cover: in_stock, expected, missing or unknown.
        cover_date: From when it is all there.
        receipt: Receipt that completes it.
        order_by: When it had to be ordered for the latest start of this order; None when it is covered.
        days_late: By how many days that date has passed.
    """

    item: str
    name: str
    unit: str
    gross: Decimal
    free: Decimal
    free_now: Decimal
    lack: Decimal
    cover: str
    cover_date: dt.date | None
    receipt: str | None
    receipt_qty: Decimal | None
    held: tuple[HeldLot, ...]
    pegs: tuple[PeggedReceipt, ...]
    signals: tuple[str, ...]
    lead_time_days: int
    qc_days: int
    order_by: dt.date | None
    days_late: int


def component_lines(
    order: ProductionOrder,
    parts: Iterable[OrderComponent],
    reservations: Sequence[Reservation],
    signals: Sequence[OpenSignal],
    situation: Situation,
) -> tuple[ComponentLine, ...]:
    """Lines in the sequence of the recipe: one query, for what is free now."""
    listed = list(parts)
    free = free_now([part.item_id for part in listed], situation.today)
    place = {line.component_id: line.line_no for line in situation.master.boms.get(order.product.code, ())}
    listed.sort(key=lambda part: (place.get(part.item.code, len(place)), part.item.code))
    return tuple(
        _line(
            order,
            part,
            [held for held in reservations if held.item_id == part.item_id],
            tuple(signal.number for signal in signals if signal.item == part.item.code),
            free.get(part.item_id, Decimal(0)),
            situation,
        )
        for part in listed
    )


def free_now(item_ids: Collection[int], today: dt.date) -> dict[int, Decimal]:
    """Free stock by item: released, not expired, less hard reservations; one query."""
    lots = (
        component_lots()
        .filter(item_id__in=list(item_ids), qc_status="released")
        .exclude(expiry_date__lte=today)
    )
    sums = lots.values_list("item_id").annotate(free=Sum(F("qty") - F("reserved_qty")))
    return dict(sums)


def open_signals(item_ids: Collection[int]) -> tuple[OpenSignal, ...]:
    """Signals of the items that are not closed."""
    found = (
        PurchaseSignal.objects.filter(item_id__in=list(item_ids))
        .exclude(state="closed")
        .select_related("item")
        .order_by("item__code", "kind")
    )
    return tuple(
        OpenSignal(
            number=row.number,
            item=row.item.code,
            kind=row.kind,
            kind_label=row.get_kind_display(),
            state=row.state,
            state_label=row.get_state_display(),
            missing_qty=row.missing_qty,
            need_date=row.need_date,
            order_by_date=row.order_by_date,
        )
        for row in found
    )


def _line(
    order: ProductionOrder,
    part: OrderComponent,
    reservations: Sequence[Reservation],
    signals: tuple[str, ...],
    free: Decimal,
    situation: Situation,
) -> ComponentLine:
    item = part.item
    need_date = order.latest_start_date or order.due_date
    order_by = None
    if part.cover == "missing":
        arrival = subtract_working_days(need_date, item.qc_days, holidays=situation.master.holidays)
        order_by = arrival - dt.timedelta(days=item.lead_time_days)
    return ComponentLine(
        item=item.code,
        name=item.name,
        unit=item.unit,
        gross=part.gross_qty,
        free=part.free_qty,
        free_now=free,
        lack=part.lack_qty,
        cover=part.cover,
        cover_date=part.cover_date,
        receipt=part.receipt.code if part.receipt else None,
        receipt_qty=part.receipt.qty if part.receipt else None,
        held=tuple(
            HeldLot(held.lot.code, held.qty, held.lot.expiry_date) for held in reservations if held.lot
        ),
        pegs=tuple(
            PeggedReceipt(peg.receipt.code, peg.qty, peg.receipt.qty, peg.receipt.expected_date)
            for peg in reservations
            if peg.receipt
        ),
        signals=signals,
        lead_time_days=item.lead_time_days,
        qc_days=item.qc_days,
        order_by=order_by,
        days_late=max(0, (situation.today - order_by).days) if order_by else 0,
    )
