"""Lines of a technological card: norms, proposals of lots, and how they are written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, IntegerField, QuerySet, Value, When

from potok.operations.bulk_writes import insert_rows
from potok.operations.catalog.situation import Situation
from potok.operations.orders.models import ProductionOrder, Reservation
from potok.operations.orders.requirement import REWORK, bom_of
from potok.operations.prepared import Parameter, Prepared
from potok.operations.quality.models import LotDecisionRecord
from potok.operations.shopfloor.balance import Pieces
from potok.operations.shopfloor.models import CardLot, CardMaterial, TechCard
from potok.operations.shopfloor.norms import norms_of
from potok.operations.warehouse.models import StockLot
from potok.operations.warehouse.snapshot import component_lots
from potok.plant.model import BomLine

_NOTHING = Decimal(0)
#: A card that has no place in its order yet follows all others.
_NO_SEQ = 2**31 - 1


def _usable_lots(items: Parameter, reserved: Parameter, today: Parameter) -> QuerySet[StockLot]:
    lots = component_lots() | StockLot.objects.filter(id__any_of=reserved, qty__gt=0)
    usable = lots.filter(item_id__any_of=items, qc_status__in=["released", "conditional"]).exclude(
        expiry_date__lte=today
    )
    undated = Case(
        When(expiry_date__isnull=True, then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    return usable.order_by(undated, "expiry_date", "received_date", "code")


_USABLE = Prepared(_usable_lots, "items", "reserved", "today")
_EARLIER = Prepared(
    lambda order, seq: TechCard.objects.filter(
        order_id=order, state__in=["handed_in", "posted"], seq__lt=seq
    ).values_list("good_pcs", "rework_pcs", "scrap_pcs", "samples_pcs", "from_rework_pcs"),
    "order",
    "seq",
)
_NAMED = Prepared(
    lambda order, but: (
        CardLot.objects.filter(card__order_id=order, card__state__in=["draft", "handed_in"])
        .exclude(card_id=but)
        .values_list("lot_id", "item_id", "qty")
    ),
    "order",
    "but",
)
_HELD = Prepared(
    lambda order, items: Reservation.objects.filter(
        order_id=order, kind="hard", item_id__any_of=items
    ).values_list("lot_id", "qty"),
    "order",
    "items",
)


@dataclass(frozen=True, slots=True)
class LotPart:
    """Part of a lot used by a card, in the stock unit."""

    lot_id: int
    item_id: int
    qty: Decimal


def pieces_of(card: TechCard) -> Pieces:
    """The pieces of a card."""
    return Pieces(
        good=card.good_pcs,
        rework=card.rework_pcs,
        scrap=card.scrap_pcs,
        samples=card.samples_pcs,
        from_rework=card.from_rework_pcs,
    )


def pieces_before(card: TechCard) -> int:
    """Pieces that took material in earlier cards of the order, handed in or posted."""
    if card.seq == 1:
        return 0
    earlier = _EARLIER(order=card.order_id, seq=card.seq or _NO_SEQ)
    return sum(good + rework + scrap + samples - back for good, rework, scrap, samples, back in earlier)


def recipe_lines(order: ProductionOrder, situation: Situation) -> tuple[BomLine, ...]:
    """The recipe that the order keeps; rework takes no fresh material, see `lots_to_mend`."""
    return () if order.order_type == REWORK else bom_of(order, situation.master)


def lots_to_mend(order: ProductionOrder) -> QuerySet[StockLot]:
    """Product lots that a rework order takes in place of material, whatever their quality status."""
    mended, numbers = order, [order.order_no]
    # Parts of a divided rework order mend the lot of the whole.
    while mended.parent is not None and mended.parent.order_type == REWORK:
        mended = mended.parent
        numbers.append(mended.order_no)
    sent = LotDecisionRecord.objects.filter(decision="rework", rework_order_no__in=numbers)
    if mended.parent is not None:
        sent = sent.filter(order_no=mended.parent.order_no)
    return StockLot.objects.filter(pk__in=sent.values("lot_id"), qty__gt=0).order_by("pk")


def card_norms(card: TechCard, order: ProductionOrder, situation: Situation) -> dict[str, Decimal]:
    """Norm of every component for the output of the card, by code; of rework the pieces it mends."""
    pcs = max(0, pieces_of(card).total)
    if order.order_type == REWORK:
        return {situation.master.item_codes[order.product_id]: Decimal(pcs)}
    return norms_of(recipe_lines(order, situation), before_pcs=pieces_before(card), pcs=pcs)


def propose_lots(
    order: ProductionOrder,
    wanted: Mapping[str, Decimal],
    situation: Situation,
    *,
    taken: Iterable[LotPart] = (),
) -> list[LotPart]:
    """Lots for quantities by component: reserved lots of the order first, then free ones, each FEFO.

    A rework order takes the lots that it mends. What the lots do not hold is left out: the shop sees that
    the actual quantity is short.

    Args:
        taken: Parts that other open cards of the order have named already.
    """
    ids = situation.master.item_ids
    items = {ids[code]: qty for code, qty in wanted.items() if qty > 0}
    if not items:
        return []
    used: dict[int, Decimal] = {}
    for part in taken:
        used[part.lot_id] = used.get(part.lot_id, _NOTHING) + part.qty
    held = _held(order, items)
    parts: dict[int, LotPart] = {}
    left = dict(items)
    mends = order.order_type == REWORK
    lots = list(lots_to_mend(order)) if mends else _usable(items, situation, reserved=held)
    for reserved_turn in (True, False):
        for lot in lots:
            own = held.get(lot.pk, _NOTHING)
            room = own if reserved_turn else lot.qty - lot.reserved_qty
            already = used.get(lot.pk, _NOTHING)
            room, used[lot.pk] = room - min(room, already), max(_NOTHING, already - room)
            qty = min(left[lot.item_id], room)
            if qty > 0:
                before = parts.get(lot.pk)
                parts[lot.pk] = LotPart(lot.pk, lot.item_id, qty + (before.qty if before else _NOTHING))
                left[lot.item_id] -= qty
    return list(parts.values())


def parts_of_open_cards(order: ProductionOrder, *, but: TechCard | None = None) -> list[LotPart]:
    """What other cards of the order that are not posted yet have named."""
    if but is not None and but.pk is None and but.seq == 1:
        return []
    own = but.pk if but is not None and but.pk is not None else 0
    return [LotPart(*row) for row in _NAMED(order=order.pk, but=own)]


def write_materials(
    card: TechCard,
    norms: Mapping[str, Decimal],
    parts: Collection[LotPart],
    measured: Mapping[str, Decimal],
    situation: Situation,
    *,
    fresh: bool = False,
) -> None:
    """Make the component lines of a card these; reasons of components that stay are kept.

    Args:
        norms: By component, all of the recipe.
        parts: Lots used.
        measured: Actual quantity by component without stock control.
        fresh: The card has no lines yet.
    """
    ids, codes = situation.master.item_ids, situation.master.item_codes
    actual: dict[str, Decimal] = dict(measured)
    for part in parts:
        code = codes[part.item_id]
        actual[code] = actual.get(code, _NOTHING) + part.qty
    listed = [*norms, *(code for code in actual if code not in norms)]
    if not fresh:
        CardMaterial.objects.filter(card=card).exclude(item_id__in=[ids[code] for code in listed]).delete()
        CardLot.objects.filter(card=card).delete()
    insert_rows(
        CardMaterial,
        ("card", "item", "line_no", "norm_qty", "actual_qty"),
        (
            {
                "card": card.pk,
                "item": ids[code],
                "line_no": line_no,
                "norm_qty": norms.get(code, _NOTHING),
                "actual_qty": actual.get(code, _NOTHING),
            }
            for line_no, code in enumerate(listed, start=1)
        ),
        key=("card", "item"),
    )
    insert_rows(
        CardLot,
        ("card", "item", "lot", "qty", "reserved_qty"),
        (
            {"card": card.pk, "item": part.item_id, "lot": part.lot_id, "qty": part.qty, "reserved_qty": 0}
            for part in parts
        ),
    )


def write_norms(card: TechCard, norms: Mapping[str, Decimal], situation: Situation) -> None:
    """Renew the norms of a card whose output changed; what was used stays."""
    parts = [
        LotPart(*row)
        for row in CardLot.objects.filter(card=card).order_by("id").values_list("lot_id", "item_id", "qty")
    ]
    items = situation.master.items
    codes = situation.master.item_codes
    measured = {
        codes[item_id]: qty
        for item_id, qty in CardMaterial.objects.filter(card=card).values_list("item_id", "actual_qty")
        if not items[codes[item_id]].stock_controlled
    }
    write_materials(card, norms, parts, measured, situation)


def _held(order: ProductionOrder, items: Collection[int]) -> dict[int, Decimal]:
    return dict(_HELD(order=order.pk, items=list(items)))


def _usable(items: Collection[int], situation: Situation, *, reserved: Collection[int]) -> list[StockLot]:
    """Released lots of the items that are not expired, first expired first; reserved ones also elsewhere."""
    return _USABLE(items=list(items), reserved=list(reserved), today=situation.today)
