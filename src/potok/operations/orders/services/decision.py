"""Who is covered from free stock: orders and lots of the books put before the rules of `supply`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from potok.operations.catalog.situation import Situation
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.requirement import demand_of, needs_by_order, note_latest_start
from potok.operations.warehouse.snapshot import permitted_products
from potok.plant.model import QcStatus
from potok.supply.facts import Demand, StockPosition
from potok.supply.lots import LotReservation
from potok.supply.netting import Confirmation, confirm, free_stock
from potok.supply.permissions import after_taking, permitted_takings
from potok.supply.ranking import ranked


@dataclass(frozen=True, slots=True)
class Decision:
    """Orders of a check with their requirement and what the stock says.

    Attributes:
        orders: By number.
        needs: Gross requirement by order (key in the books) and item.
        free: What every order found free when its turn came, by number and item.
    """

    orders: Mapping[str, ProductionOrder]
    needs: Mapping[int, Mapping[str, Decimal]]
    confirmation: Confirmation
    free: Mapping[str, Mapping[str, Decimal]]

    def in_rank(self) -> list[Demand]:
        """All orders as demands, in rank."""
        return ranked([*self.confirmation.covered, *self.confirmation.waiting])


def requirements(
    orders: Iterable[ProductionOrder], situation: Situation
) -> tuple[dict[int, Mapping[str, Decimal]], bool]:
    """Give new orders the active recipe, renew latest starts and find every requirement.

    Returns:
        Gross requirement by order and item, and whether some order changed its recipe.
    """
    listed = list(orders)
    recipe_changed = False
    for order in listed:
        if order.status == "new":
            active = situation.master.recipe_ids[situation.master.item_codes[order.product_id]]
            recipe_changed |= order.recipe_id != active
            order.recipe_id = active
        note_latest_start(order, situation.master)
    return needs_by_order(listed, situation.master), recipe_changed


def decide(
    orders: Iterable[ProductionOrder],
    needs: Mapping[int, Mapping[str, Decimal]],
    shelves: Sequence[StockPosition],
    situation: Situation,
) -> Decision:
    """Check the orders against the lots, each all or nothing, in rank.

    Lots with a permitted deviation serve the products of their permission first; an order that stays
    short takes nothing of them.
    """
    by_number = {order.order_no: order for order in orders}
    demands = [demand_of(order, needs[order.pk], situation.master) for order in by_number.values()]
    own = _permitted_lots(by_number.values(), demands, shelves, situation)
    confirmation = confirm(after_taking(demands, own), shelves, today=situation.today)
    covered = {demand.order_no for demand in confirmation.covered}
    taken = tuple(part for part in own if part.order_no in covered)
    confirmation = replace(confirmation, reservations=(*confirmation.reservations, *taken))
    free = _free_in_turn(confirmation, free_stock(shelves, today=situation.today))
    return Decision(by_number, needs, confirmation, free)


def _permitted_lots(
    orders: Iterable[ProductionOrder],
    demands: Sequence[Demand],
    shelves: Sequence[StockPosition],
    situation: Situation,
) -> list[LotReservation]:
    conditional = [lot for lot in shelves if lot.qc_status is QcStatus.CONDITIONAL]
    if not conditional:
        return []
    products = {order.order_no: situation.master.item_codes[order.product_id] for order in orders}
    return list(
        permitted_takings(
            ranked(demands),
            conditional,
            products=products,
            permissions=permitted_products([lot.lot_id for lot in conditional]),
            today=situation.today,
        )
    )


def _free_in_turn(confirmation: Confirmation, free: Mapping[str, Decimal]) -> dict[str, dict[str, Decimal]]:
    left = dict(free)
    covered = {demand.order_no for demand in confirmation.covered}
    found = {}
    for demand in ranked([*confirmation.covered, *confirmation.waiting]):
        found[demand.order_no] = {item: left.get(item, Decimal(0)) for item in demand.need}
        if demand.order_no in covered:
            for item, gross in demand.need.items():
                left[item] = left.get(item, Decimal(0)) - gross
    return found
