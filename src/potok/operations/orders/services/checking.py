"""The availability check asked for: of some orders by a planner, of all after an import and at night."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.bulk_writes import update_rows
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.models import OrderComponent, ProductionOrder
from potok.operations.orders.requirement import needs_by_order, note_latest_start
from potok.operations.orders.services.components import drop_other_components, write_components
from potok.operations.orders.services.cover import MovedOrder, refresh_after, refresh_all
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.locking import lock_orders
from potok.operations.orders.services.previews import preview_new_orders
from potok.operations.people.acting import Actor, command

_OPEN = ("new", "waiting_shortage", "in_production")
_WRITTEN = ("recipe", "latest_start_at", "latest_start_date")


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found.

    Attributes:
        moved: Waiting orders whose earliest start changed.
        coverable: Waiting orders that could go to production now, in rank.
    """

    moved: tuple[MovedOrder, ...] = ()
    coverable: tuple[str, ...] = ()


def recheck_orders(actor: Actor, *, order_nos: Collection[str]) -> CheckResult:
    """Check new and waiting orders against stock and receipts as they are now; no status changes.

    Raises:
        UnknownOrderError: One of the numbers does not exist.
    """
    with command(actor, "recheck_orders"):
        situation = present_situation()
        orders = [order for order in lock_orders(order_nos).values() if order.status in _OPEN[:2]]
        items = set(
            OrderComponent.objects.filter(order__in=orders).values_list("item_id", flat=True).distinct()
        )
        refresh = refresh_after(situation, items, stock=items)
        preview_new_orders(situation, items)
        witness = Witness(actor, "recheck_orders", situation.now)
        record(witness.event(order.pk, "checked") for order in orders)
    return CheckResult(refresh.moved, refresh.coverable)


def check_all_orders(situation: Situation | None = None) -> CheckResult:
    """Check all open orders anew: requirement of new ones, latest starts, cover, signals.

    For imports, changed master data and the nightly check; runs inside the caller's transaction.
    """
    present = situation or present_situation()
    _renew(present)
    refresh = refresh_all(present)
    return CheckResult(refresh.moved, refresh.coverable)


def _renew(situation: Situation) -> None:
    """Recipes and components of new orders, latest starts of all open ones, as master data are now."""
    orders = list(
        ProductionOrder.objects.select_for_update(no_key=True).filter(status__in=_OPEN).order_by("pk")
    )
    rows = []
    for order in orders:
        before = (order.recipe_id, order.latest_start_at, order.latest_start_date)
        if order.status == "new":
            order.recipe_id = situation.master.recipe_ids.get(situation.master.item_codes[order.product_id])
        note_latest_start(order, situation.master)
        now = (order.recipe_id, order.latest_start_at, order.latest_start_date)
        if now != before:
            rows.append({"id": order.pk, **dict(zip(_WRITTEN, now, strict=True))})
    update_rows(ProductionOrder, _WRITTEN, rows)
    _renew_components([order for order in orders if order.status == "new"], situation)


def _renew_components(orders: Iterable[ProductionOrder], situation: Situation) -> None:
    needs = needs_by_order(orders, situation.master)
    codes = situation.master.item_codes
    stored: dict[int, dict[str, Decimal]] = {pk: {} for pk in needs}
    listed = OrderComponent.objects.filter(order_id__in=list(needs))
    for order_id, item_id, gross in listed.values_list("order_id", "item_id", "gross_qty"):
        stored[order_id][codes[item_id]] = gross
    changed: dict[int, Mapping[str, Decimal]] = {
        pk: need for pk, need in needs.items() if dict(need) != stored[pk]
    }
    if changed:
        write_components(changed, {}, situation)
        drop_other_components(changed, situation)
