"""Everything that a decision about a technological card looks at, read at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.catalog.situation import Situation
from potok.operations.orders.models import ProductionOrder, Reservation
from potok.operations.orders.requirement import REWORK, weight_of
from potok.operations.prepared import Prepared
from potok.operations.shopfloor.balance import Balance, balance_of
from potok.operations.shopfloor.models import CardLot, CardMaterial, CardTime, TechCard, WorkReport
from potok.operations.shopfloor.norms import beyond_tolerance, deviation_pct, weighted_loss_pct
from potok.operations.shopfloor.services.card_lines import lots_to_mend, pieces_of, recipe_lines
from potok.operations.warehouse.models import StockLot
from potok.operations.warehouse.periods import period_closed
from potok.plant.model import Item, ItemType, Unit

_NOTHING = Decimal(0)
_MATERIALS = Prepared(
    lambda card: (
        CardMaterial.objects.filter(card_id=card)
        .order_by("line_no")
        .values_list("item_id", "norm_qty", "actual_qty", "reason_id")
    ),
    "card",
)
_TIMES = Prepared(
    lambda card: (
        CardTime.objects.filter(card_id=card)
        .order_by("op_no", "id")
        .values_list("op_name", "machine__name", "norm_min", "actual_min", "reason_id")
    ),
    "card",
)
_USES = Prepared(
    lambda card: CardLot.objects.filter(card_id=card).order_by("id").values_list("id", "lot_id", "qty"),
    "card",
)
_HELD = Prepared(
    lambda order: Reservation.objects.filter(order_id=order, kind="hard").values_list(
        "lot_id", "item_id", "qty"
    ),
    "order",
)
_LOTS = Prepared(lambda lots: StockLot.objects.filter(id__any_of=lots).order_by("pk"), "lots")
_LOCKED_LOTS = Prepared(
    lambda lots: StockLot.objects.filter(id__any_of=lots).order_by("pk").select_for_update(no_key=True),
    "lots",
)
_CARDS = Prepared(
    lambda order: TechCard.objects.filter(order_id=order).values_list(
        "id", "state", "posting_no", "number", "good_pcs"
    ),
    "order",
)
_UNCARDED = Prepared(
    lambda order: WorkReport.objects.filter(run__order_id=order, card__isnull=True).values_list(
        "run__gives_output", "good_pcs", "rework_pcs", "scrap_pcs"
    ),
    "order",
)


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """A component of a card, in the stock unit.

    Attributes:
        deviation_pct: None without a norm.
        explained: A reason is named.
    """

    item: Item
    item_id: int
    norm: Decimal
    actual: Decimal
    deviation_pct: Decimal | None
    beyond: bool
    explained: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A hard reservation of the order: lot, item and quantity."""

    lot_id: int
    item_id: int
    qty: Decimal


@dataclass(frozen=True, slots=True)
class TimeLine:
    """An operation of a card, minutes."""

    op_name: str
    machine: str
    norm: Decimal
    actual: Decimal
    explained: bool


@dataclass(frozen=True, slots=True)
class CardFacts:
    """A card with its order, materials, lots and reservations.

    Attributes:
        lots: Lots that the card uses or the order holds, by key; locked when something is written.
        uses: Quantity used by lot; `use_ids` are the keys of these lines.
        held: Reservations of the order in FEFO sequence.
        mended: Lots that a rework order may take although quality control keeps them back.
        period_closed: Whether the month of the card is closed.
        output_waits: Output of the order beside this card that is not posted yet, in words; empty when there
            is none: the order ends with its last card.
        postings: Postings of the order so far, also those reversed since.
    """

    card: TechCard
    order: ProductionOrder
    situation: Situation
    materials: Sequence[MaterialLine]
    times: Sequence[TimeLine]
    lots: Mapping[int, StockLot]
    uses: Mapping[int, Decimal]
    use_ids: Mapping[int, int]
    held: Sequence[Held]
    mended: frozenset[int]
    balance: Balance | None
    period_closed: bool
    output_waits: str
    postings: int

    @property
    def product(self) -> Item:
        """The product of the order."""
        master = self.situation.master
        return master.items[master.item_codes[self.order.product_id]]


def material_lines(card: TechCard, situation: Situation) -> list[MaterialLine]:
    """Components of a card (one query)."""
    tolerance = situation.settings.deviation_tolerance_pct
    master = situation.master
    lines = []
    for item_id, norm, actual, reason_id in _MATERIALS(card=card.pk):
        lines.append(
            MaterialLine(
                item=master.items[master.item_codes[item_id]],
                item_id=item_id,
                norm=norm,
                actual=actual,
                deviation_pct=deviation_pct(norm, actual),
                beyond=beyond_tolerance(norm, actual, tolerance),
                explained=reason_id is not None,
            )
        )
    return lines


def time_lines(card: TechCard) -> list[TimeLine]:
    """Operations of a card (one query)."""
    return [
        TimeLine(op_name, machine, norm, actual, reason is not None)
        for op_name, machine, norm, actual, reason in _TIMES(card=card.pk)
    ]


def card_balance(
    card: TechCard, order: ProductionOrder, materials: Sequence[MaterialLine], situation: Situation
) -> Balance | None:
    """The balance of a card; None where nothing that is weighed goes into the product."""
    master = situation.master
    lines = recipe_lines(order, situation)
    weights = {
        line.component_id: weight
        for line in lines
        if (weight := _stock_unit_kg(master.items[line.component_id])) is not None
    }
    raw_kg, weighed = _NOTHING, bool(weights)
    for line in materials:
        weight = _stock_unit_kg(line.item)
        if weight is not None:
            raw_kg += line.actual * weight
    if not weighed or master.items[master.item_codes[order.product_id]].net_kg is None:
        return None
    return balance_of(
        pieces_of(card),
        net_kg=weight_of(master.items[master.item_codes[order.product_id]]),
        raw_kg=raw_kg,
        loss_norm_pct=weighted_loss_pct(lines, weights),
        tolerance_points=situation.settings.loss_tolerance_points,
    )


def _stock_unit_kg(item: Item) -> Decimal | None:
    """Kilograms of one stock unit of a raw material; None for packaging and what is not weighed."""
    if item.type is not ItemType.RAW:
        return None
    return Decimal(1) if item.unit is Unit.KG else item.net_kg


def load_facts(card: TechCard, order: ProductionOrder, situation: Situation, *, lock: bool) -> CardFacts:
    """Read what the posting of a card looks at.

    Args:
        lock: Lock the lots (by id) and the period until the transaction ends; a preview does not.
    """
    lines = _USES(card=card.pk)
    uses = {lot_id: qty for _, lot_id, qty in lines}
    held = [Held(*row) for row in _HELD(order=order.pk)]
    materials, times = material_lines(card, situation), time_lines(card)
    others = _CARDS(order=order.pk)
    closed = period_closed(card.date, lock=lock)
    # Last: others wait for the lots until the card is posted.
    lot_ids = list({*uses, *(one.lot_id for one in held)})
    lots = {lot.pk: lot for lot in (_LOCKED_LOTS if lock else _LOTS)(lots=lot_ids)}
    held.sort(key=lambda one: _fefo(lots[one.lot_id]))
    return CardFacts(
        card=card,
        order=order,
        situation=situation,
        materials=materials,
        times=times,
        lots=lots,
        uses=uses,
        use_ids={lot_id: pk for pk, lot_id, _ in lines},
        held=held,
        mended=frozenset(lots_to_mend(order).values_list("pk", flat=True))
        if order.order_type == REWORK
        else frozenset(),
        balance=card_balance(card, order, materials, situation),
        period_closed=closed,
        output_waits=_output_waits(card, order, others),
        postings=max((posting_no or 0 for _, _, posting_no, *_ in others), default=0),
    )


def _output_waits(
    card: TechCard, order: ProductionOrder, cards: Sequence[tuple[int, str, int | None, str, int]]
) -> str:
    """Cards that the shop still fills in or has handed in, else what it reported and put on no card."""
    waiting = [
        number
        for pk, state, _, number, good in cards
        if pk != card.pk and (state == "handed_in" or (state == "draft" and good > 0))
    ]
    if waiting:
        return f"проведения карт: {', '.join(waiting)}"
    reported = uncarded_pcs(order)
    return f"карты на {reported} шт., записанных цехом" if reported > 0 else ""


def uncarded_pcs(order: ProductionOrder) -> int:
    """Pieces reported by the shop that no card has taken over: output of the last operation, all scrap."""
    return sum(
        scrap + (good + rework if gives_output else 0)
        for gives_output, good, rework, scrap in _UNCARDED(order=order.pk)
    )


def _fefo(lot: StockLot) -> tuple[dt.date, dt.date, str]:
    return (lot.expiry_date or dt.date.max, lot.received_date, lot.code)
