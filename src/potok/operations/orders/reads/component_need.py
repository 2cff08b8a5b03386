"""«Откуда число» of a line of an order's card: the norm behind a requirement, the lots behind free stock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F

from potok.operations.catalog.models import RecipeLine
from potok.operations.catalog.situation import present_situation
from potok.operations.orders.errors import UnknownOrderError
from potok.operations.orders.models import OrderComponent, ProductionOrder, Reservation
from potok.operations.warehouse.snapshot import component_lots
from potok.plant import model as plain
from potok.plant.requirement import gross_of_line


@dataclass(frozen=True, slots=True)
class NormPart:
    """A recipe line: gross = pieces · norm · (1 + loss / 100)."""

    norm: Decimal
    loss_pct: Decimal
    gross: Decimal

    @property
    def factor(self) -> Decimal:
        """1 + loss / 100."""
        return 1 + self.loss_pct / 100


@dataclass(frozen=True, slots=True)
class LotPart:
    """A lot with what of it matters."""

    lot: str
    qty: Decimal
    expiry_date: dt.date | None


@dataclass(frozen=True, slots=True)
class ReceiptPart:
    """A receipt pegged to the order."""

    receipt: str
    supplier: str
    qty: Decimal
    expected_date: dt.date


@dataclass(frozen=True, slots=True)
class ComponentNeed:
    """Everything behind the numbers of a component.

    Attributes:
        qty_pcs: Pieces that are still to be made.
        checked_free: Free stock that the last check found for the order in its turn.
        parts: Recipe lines; their gross quantities sum to `gross`, rounded up once for pieces.
        held: Lots reserved for the order.
        free: Lots with free stock now, first out first.
        pegs: Receipts that wait for the order.
    """

    order_no: str
    status: str
    item: str
    name: str
    unit: str
    qty_pcs: int
    gross: Decimal
    checked_free: Decimal
    lack: Decimal
    checked_at: dt.datetime | None
    cover: str
    cover_date: dt.date | None
    recipe_version: int | None
    parts: tuple[NormPart, ...]
    held: tuple[LotPart, ...]
    free: tuple[LotPart, ...]
    pegs: tuple[ReceiptPart, ...]

    @property
    def free_total(self) -> Decimal:
        """Free stock now."""
        return sum((lot.qty for lot in self.free), Decimal(0))


@dataclass(frozen=True, slots=True)
class Requirement:
    """What an order needs of a component and by which norms."""

    item: str
    name: str
    unit: str
    parts: tuple[NormPart, ...]
    gross: Decimal


def requirements(order: ProductionOrder) -> tuple[Requirement, ...]:
    """Requirement of the remaining quantity, component by component in the sequence of the recipe: one query.

    Components without stock control are in it too: they are needed, only never short.
    """
    lines = RecipeLine.objects.filter(recipe=order.recipe).select_related("component")
    found: dict[str, Requirement] = {}
    for line in lines.order_by("line_no"):
        item, part = line.component, _norm(line, order)
        known = found.get(item.code)
        parts = (*known.parts, part) if known else (part,)
        gross = sum((each.gross for each in parts), Decimal(0))
        found[item.code] = Requirement(item.code, item.name, line.unit, parts, gross)
    return tuple(found.values())


def component_need(order_no: str, item: str) -> ComponentNeed:
    """What stands behind the numbers of a component: six queries.

    Raises:
        UnknownOrderError: There is no such order, or it does not need the item.
    """
    found = OrderComponent.objects.select_related("order__recipe", "order__product", "item")
    part = found.filter(order__order_no=order_no, item__code=item).first()
    if part is None:
        raise UnknownOrderError(order_no=order_no)
    order = part.order
    reserved = list(
        order.reservations.filter(item_id=part.item_id).select_related("lot", "receipt__supplier")
    )
    return ComponentNeed(
        order_no=order_no,
        status=order.status,
        item=item,
        name=part.item.name,
        unit=part.item.unit,
        qty_pcs=order.qty_pcs - order.done_pcs,
        gross=part.gross_qty,
        checked_free=part.free_qty,
        lack=part.lack_qty,
        checked_at=order.cover_checked_at,
        cover=part.cover,
        cover_date=part.cover_date,
        recipe_version=order.recipe.version if order.recipe else None,
        parts=_norms(order, item),
        held=tuple(LotPart(one.lot.code, one.qty, one.lot.expiry_date) for one in reserved if one.lot),
        free=_free_lots(part.item_id, present_situation().today),
        pegs=_pegs(reserved),
    )


def _norms(order: ProductionOrder, item: str) -> tuple[NormPart, ...]:
    lines = RecipeLine.objects.filter(recipe=order.recipe, component__code=item).order_by("line_no")
    return tuple(_norm(line, order) for line in lines.select_related("component"))


def _norm(line: RecipeLine, order: ProductionOrder) -> NormPart:
    plain_line = plain.BomLine(
        product_id=order.product.code,
        line_no=line.line_no,
        component_id=line.component.code,
        qty_per_unit=line.qty_per_unit,
        unit=plain.Unit(line.unit),
        loss_pct=line.loss_pct,
    )
    gross = gross_of_line(plain_line, order.qty_pcs - order.done_pcs)
    return NormPart(line.qty_per_unit, line.loss_pct, gross)


def _free_lots(item_id: int, today: dt.date) -> tuple[LotPart, ...]:
    lots = (
        component_lots()
        .filter(item_id=item_id, qc_status="released", qty__gt=F("reserved_qty"))
        .exclude(expiry_date__lte=today)
        .order_by(F("expiry_date").asc(nulls_last=True), "received_date", "code")
    )
    return tuple(LotPart(lot.code, lot.qty - lot.reserved_qty, lot.expiry_date) for lot in lots)


def _pegs(reserved: list[Reservation]) -> tuple[ReceiptPart, ...]:
    return tuple(
        ReceiptPart(one.receipt.code, one.receipt.supplier.name, one.qty, one.receipt.expected_date)
        for one in reserved
        if one.receipt
    )
