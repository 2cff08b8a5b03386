"""Reservations of orders handed over when orders are split or merged (order-workflow 11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.catalog.situation import Situation
from potok.operations.orders.models import ProductionOrder, Reservation
from potok.operations.orders.services.shelves import Hold, Shelves, write_holds
from potok.operations.warehouse.models import StockLot
from potok.supply.facts import Demand
from potok.supply.netting import confirm
from potok.supply.of_plant import RAW_AND_TARE

_NOTHING = Decimal(0)
#: Heirs are served in their own sequence, whatever their rank.
_ONE_RANK = 1


@dataclass(slots=True)
class _Part:
    """What is left of one lot that was held."""

    lot_id: int
    item_id: int
    qty: Decimal


@dataclass(frozen=True, slots=True)
class Division:
    """Holds of the orders that follow.

    Attributes:
        holds: One an order and lot; nothing for an order that is short.
        short: What lacks by order and item, where rounding asks for more than was held and is free.
    """

    holds: tuple[Hold, ...]
    short: Mapping[int, Mapping[str, Decimal]]


def divide(
    held: Sequence[Hold],
    heirs: Sequence[ProductionOrder],
    needs: Mapping[int, Mapping[str, Decimal]],
    shelves: Shelves,
    situation: Situation,
) -> Division:
    """Give what orders hold to those that follow them; each takes its requirement, first lots first.

    Pieces are rounded up per order, so the heirs may need a little more than was held: that comes from
    free stock. Where they need less the rest goes to the first of them.

    Args:
        held: What the orders before hold, still written.
        heirs: Orders that follow, in their sequence.
        needs: Their requirement by order and item.
        shelves: Locked lots of the items.
    """
    parts = _parts(held, shelves)
    holds: list[Hold] = []
    lacking: dict[int, dict[str, Decimal]] = {}
    for heir in heirs:
        for code, gross in needs[heir.pk].items():
            left = _take(heir, situation.master.item_ids[code], gross, parts, holds)
            if left:
                lacking.setdefault(heir.pk, {})[code] = left
    holds += [Hold(heirs[0].pk, part.item_id, part.lot_id, part.qty) for part in parts if part.qty]
    extra, short = _from_free_stock(heirs, lacking, shelves, situation)
    return Division(_joined(hold for hold in [*holds, *extra] if hold.order_id not in short), short)


def hand_over(held: Sequence[Hold], division: Division) -> None:
    """Write the holds of a division in place of those before."""
    before = {hold.order_id for hold in held}
    Reservation.objects.filter(order_id__in=before, kind="hard").delete()
    write_holds(division.holds)


def _parts(held: Iterable[Hold], shelves: Shelves) -> list[_Part]:
    """Lots that were held, each once, in the sequence of taking: what lies in a shop goes first."""
    parts: dict[int, _Part] = {}
    for hold in held:
        part = parts.setdefault(hold.lot_id, _Part(hold.lot_id, hold.item_id, _NOTHING))
        part.qty += hold.qty
    on_shelf = [lot_id for lot_id in shelves.in_sequence() if lot_id in parts]
    away = parts.keys() - set(on_shelf)
    in_shops = StockLot.objects.filter(pk__in=away).exclude(location=RAW_AND_TARE) if away else ()
    return [parts[lot_id] for lot_id in [*sorted(lot.pk for lot in in_shops), *on_shelf]]


def _take(
    heir: ProductionOrder, item_id: int, gross: Decimal, parts: Iterable[_Part], holds: list[Hold]
) -> Decimal:
    """Take an item for an heir; returns what is still lacking."""
    left = gross
    for part in parts:
        if part.item_id == item_id and left and part.qty:
            taken = min(part.qty, left)
            part.qty -= taken
            left -= taken
            holds.append(Hold(heir.pk, item_id, part.lot_id, taken))
    return left


def _from_free_stock(
    heirs: Sequence[ProductionOrder],
    lacking: Mapping[int, Mapping[str, Decimal]],
    shelves: Shelves,
    situation: Situation,
) -> tuple[list[Hold], dict[int, Mapping[str, Decimal]]]:
    """What rounding asks for on top, and the heirs for whom there is not enough."""
    by_number = {heir.order_no: heir.pk for heir in heirs}
    demands = [
        Demand(heir.order_no, _ONE_RANK, situation.today, lacking[heir.pk])
        for heir in heirs
        if heir.pk in lacking
    ]
    found = confirm(demands, shelves.positions(), today=situation.today)
    extra = [shelves.hold(by_number[taken.order_no], taken) for taken in found.reservations]
    return extra, {by_number[number]: lack for number, lack in found.short.items()}


def _joined(holds: Iterable[Hold]) -> tuple[Hold, ...]:
    """One hold an order and lot."""
    sums: dict[tuple[int, int, int], Decimal] = {}
    for hold in holds:
        key = hold.order_id, hold.item_id, hold.lot_id
        sums[key] = sums.get(key, _NOTHING) + hold.qty
    return tuple(Hold(*key, qty) for key, qty in sums.items())
