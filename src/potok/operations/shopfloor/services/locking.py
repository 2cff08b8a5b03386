"""Row locks of the shops: the order first, then its run or card, then lots by id (docs/architecture.md)."""

from __future__ import annotations

from collections.abc import Collection

from potok.operations.orders.models import ProductionOrder
from potok.operations.prepared import Prepared
from potok.operations.shopfloor.errors import UnknownCardError, UnknownRunError
from potok.operations.shopfloor.models import OperationRun, TechCard
from potok.operations.warehouse.models import StockLot

_ORDER_OF_RUN = Prepared(
    lambda run: (
        ProductionOrder.objects.select_for_update(no_key=True, of=("self",))
        .select_related("product")
        .filter(runs__pk=run)
    ),
    "run",
)
_RUN = Prepared(
    lambda run: (
        OperationRun.objects.select_for_update(no_key=True, of=("self",))
        .select_related("machine")
        .filter(pk=run)
    ),
    "run",
)
_ORDER_OF_CARD = Prepared(
    lambda number: (
        ProductionOrder.objects.select_for_update(no_key=True, of=("self",))
        .select_related("product")
        .filter(cards__number=number)
    ),
    "number",
)
_CARD = Prepared(
    lambda number: (
        TechCard.objects.select_for_update(no_key=True, of=("self",))
        .select_related("workshop")
        .filter(number=number)
    ),
    "number",
)


def lock_run(run_id: int) -> tuple[ProductionOrder, OperationRun]:
    """A launched operation with its order, both locked.

    Raises:
        UnknownRunError: There is no such operation.
    """
    order = _ORDER_OF_RUN.first(run=run_id)
    if order is None:
        raise UnknownRunError(run=run_id)
    return order, _RUN.one(run=run_id)


def lock_card(number: str) -> tuple[ProductionOrder, TechCard]:
    """A technological card with its order, both locked.

    Raises:
        UnknownCardError: There is no such card.
    """
    order = _ORDER_OF_CARD.first(number=number)
    if order is None:
        raise UnknownCardError(card=number)
    return order, _CARD.one(number=number)


def lock_lots_by_id(lot_ids: Collection[int]) -> dict[int, StockLot]:
    """These lots by key, locked by id."""
    found = StockLot.objects.select_for_update(no_key=True).filter(id__in=list(lot_ids)).order_by("pk")
    return {lot.pk: lot for lot in found}
