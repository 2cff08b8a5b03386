"""One technological card with everything that stands on it (order-workflow 8.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.catalog.clock import local
from potok.operations.catalog.situation import present_situation
from potok.operations.people.models import User
from potok.operations.shopfloor.balance import Balance
from potok.operations.shopfloor.models import CardDefect, CardLot, CardMaterial, CardStop, CardTime, TechCard
from potok.operations.shopfloor.norms import beyond_tolerance, deviation_pct
from potok.operations.shopfloor.services.card_facts import card_balance, material_lines
from potok.operations.shopfloor.services.card_guards import rework_left
from potok.operations.shopfloor.services.card_lines import pieces_of


@dataclass(frozen=True, slots=True)
class CardLotLine:
    """Part of a lot that the card uses."""

    lot: str
    qty: Decimal
    lot_qty: Decimal
    qc_status: str
    expiry_date: dt.date | None


@dataclass(frozen=True, slots=True)
class CardMaterialLine:
    """A component: norm against actual, in the stock unit.

    Attributes:
        beyond: The deviation is beyond the tolerance; `reason` is needed then.
    """

    item: str
    name: str
    unit: str
    type: str
    stock_controlled: bool
    norm_qty: Decimal
    actual_qty: Decimal
    deviation_qty: Decimal
    deviation_pct: Decimal | None
    beyond: bool
    reason: str
    reason_name: str
    note: str
    lots: tuple[CardLotLine, ...]


@dataclass(frozen=True, slots=True)
class CardDefectLine:
    """Scrap or rework by reason."""

    kind: str
    reason: str
    reason_name: str
    qty_pcs: int
    op_no: int | None
    note: str


@dataclass(frozen=True, slots=True)
class CardTimeLine:
    """Minutes of an operation on a machine: norm against actual."""

    op_no: int
    op_name: str
    machine: str
    machine_name: str
    norm_min: Decimal
    actual_min: Decimal
    beyond: bool
    reason: str
    reason_name: str
    note: str

    @property
    def more_min(self) -> Decimal:
        """Minutes above the norm, negative below it."""
        return self.actual_min - self.norm_min


@dataclass(frozen=True, slots=True)
class CardStopLine:
    """Minutes that a machine stood."""

    op_no: int
    machine: str
    machine_name: str
    reason: str
    reason_name: str
    minutes: Decimal
    note: str


@dataclass(frozen=True, slots=True)
class CardDetail:
    """A card; moments are plant local.

    Attributes:
        norm_pcs: Pieces that its norms are for.
        rework_left: Pieces that other cards left for rework.
        lot: Number of the product lot, empty before the posting.
        effects: What the posting did, as it told; empty before it.
    """

    number: str
    version: int
    state: str
    date: dt.date
    shift_no: int | None
    order_no: str
    order_status: str
    order_qty_pcs: int
    order_done_pcs: int
    launched_at: dt.datetime | None
    product: str
    product_name: str
    net_kg: Decimal | None
    workshop: str
    workshop_id: int
    workshop_name: str
    machines: tuple[str, ...]
    batches: str
    responsible: str
    people: tuple[str, ...]
    started_at: dt.datetime | None
    finished_at: dt.datetime | None
    good_pcs: int
    rework_pcs: int
    scrap_pcs: int
    samples_pcs: int
    from_rework_pcs: int
    norm_pcs: int
    rework_left: int
    materials: tuple[CardMaterialLine, ...]
    defects: tuple[CardDefectLine, ...]
    times: tuple[CardTimeLine, ...]
    stops: tuple[CardStopLine, ...]
    balance: Balance | None
    deviation_tolerance_pct: Decimal
    loss_reason: str
    loss_reason_name: str
    loss_note: str
    note: str
    lot: str
    lot_status: str
    filled_by: str
    handed_in_by: str
    handed_in_at: dt.datetime | None
    returned_reason: str
    posted_by: str
    posted_at: dt.datetime | None
    reversed_by: str
    reversed_at: dt.datetime | None
    reversal_reason: str
    effects: tuple[Mapping[str, str], ...]


def card_detail(number: str) -> CardDetail | None:
    """A card; None when there is none (about ten queries)."""
    card = (
        TechCard.objects.select_related(
            "order__product",
            "workshop",
            "product_lot",
            "loss_reason",
            "filled_by",
            "handed_in_by",
            "posted_by",
            "reversed_by",
        )
        .filter(number=number)
        .first()
    )
    if card is None:
        return None
    situation = present_situation()
    tolerance = situation.settings.deviation_tolerance_pct
    order, product = card.order, card.order.product
    times = _times(card, tolerance)
    lot = card.product_lot
    return CardDetail(
        number=card.number,
        version=card.version,
        state=card.state,
        date=card.date,
        shift_no=card.shift_no,
        order_no=order.order_no,
        order_status=order.status,
        order_qty_pcs=order.qty_pcs,
        order_done_pcs=order.done_pcs,
        launched_at=_local(order.launch_actual_at),
        product=product.code,
        product_name=product.name,
        net_kg=product.net_kg,
        workshop=card.workshop.code,
        workshop_id=card.workshop_id,
        workshop_name=card.workshop.name,
        machines=tuple(dict.fromkeys(line.machine_name for line in times)),
        batches=card.batches,
        responsible=card.responsible,
        people=tuple(card.people),
        started_at=_local(card.started_at),
        finished_at=_local(card.finished_at),
        good_pcs=card.good_pcs,
        rework_pcs=card.rework_pcs,
        scrap_pcs=card.scrap_pcs,
        samples_pcs=card.samples_pcs,
        from_rework_pcs=card.from_rework_pcs,
        norm_pcs=pieces_of(card).total,
        rework_left=rework_left(card),
        materials=_materials(card, tolerance),
        defects=_defects(card),
        times=times,
        stops=_stops(card),
        balance=card_balance(card, order, material_lines(card, situation), situation),
        deviation_tolerance_pct=tolerance,
        loss_reason=card.loss_reason.code if card.loss_reason else "",
        loss_reason_name=card.loss_reason.name if card.loss_reason else "",
        loss_note=card.loss_note,
        note=card.note,
        lot=lot.code if lot else "",
        lot_status=lot.qc_status if lot else "",
        filled_by=_name(card.filled_by),
        handed_in_by=_name(card.handed_in_by),
        handed_in_at=_local(card.handed_in_at),
        returned_reason=card.returned_reason,
        posted_by=_name(card.posted_by),
        posted_at=_local(card.posted_at),
        reversed_by=_name(card.reversed_by),
        reversed_at=_local(card.reversed_at),
        reversal_reason=card.reversal_reason,
        effects=tuple(card.effects.get("effects", ())),
    )


def _materials(card: TechCard, tolerance: Decimal) -> tuple[CardMaterialLine, ...]:
    lots: dict[int, list[CardLotLine]] = {}
    for part in CardLot.objects.filter(card=card).select_related("lot").order_by("id"):
        line = CardLotLine(part.lot.code, part.qty, part.lot.qty, part.lot.qc_status, part.lot.expiry_date)
        lots.setdefault(part.item_id, []).append(line)
    rows = CardMaterial.objects.filter(card=card).select_related("item", "reason").order_by("line_no")
    return tuple(
        CardMaterialLine(
            item=row.item.code,
            name=row.item.name,
            unit=row.item.unit,
            type=row.item.type,
            stock_controlled=row.item.stock_controlled,
            norm_qty=row.norm_qty,
            actual_qty=row.actual_qty,
            deviation_qty=row.actual_qty - row.norm_qty,
            deviation_pct=deviation_pct(row.norm_qty, row.actual_qty),
            beyond=beyond_tolerance(row.norm_qty, row.actual_qty, tolerance),
            reason=row.reason.code if row.reason else "",
            reason_name=row.reason.name if row.reason else "",
            note=row.note,
            lots=tuple(lots.get(row.item_id, ())),
        )
        for row in rows
    )


def _defects(card: TechCard) -> tuple[CardDefectLine, ...]:
    rows = CardDefect.objects.filter(card=card).select_related("reason").order_by("kind", "id")
    return tuple(
        CardDefectLine(row.kind, row.reason.code, row.reason.name, row.qty_pcs, row.op_no, row.note)
        for row in rows
    )


def _times(card: TechCard, tolerance: Decimal) -> tuple[CardTimeLine, ...]:
    rows = CardTime.objects.filter(card=card).select_related("machine", "reason").order_by("op_no", "id")
    return tuple(
        CardTimeLine(
            op_no=row.op_no,
            op_name=row.op_name,
            machine=row.machine.code,
            machine_name=row.machine.name,
            norm_min=row.norm_min,
            actual_min=row.actual_min,
            beyond=row.norm_min > 0 and beyond_tolerance(row.norm_min, row.actual_min, tolerance),
            reason=row.reason.code if row.reason else "",
            reason_name=row.reason.name if row.reason else "",
            note=row.note,
        )
        for row in rows
    )


def _stops(card: TechCard) -> tuple[CardStopLine, ...]:
    rows = CardStop.objects.filter(card=card).select_related("machine", "reason").order_by("op_no", "id")
    return tuple(
        CardStopLine(
            row.op_no,
            row.machine.code,
            row.machine.name,
            row.reason.code,
            row.reason.name,
            row.minutes,
            row.note,
        )
        for row in rows
    )


def _local(moment: dt.datetime | None) -> dt.datetime | None:
    return None if moment is None else local(moment)


def _name(user: User | None) -> str:
    return user.short_name if user else ""
