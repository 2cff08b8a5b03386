"""What an order takes and how long: its recipe, its components, its latest start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from potok.operations.catalog.clock import aware, local
from potok.operations.catalog.master import Master
from potok.operations.catalog.models import RecipeLine
from potok.operations.catalog.situation import Situation
from potok.operations.orders.models import ProductionOrder
from potok.plant import model as plain
from potok.plant.requirement import gross_requirement
from potok.supply.facts import Demand
from potok.supply.latest_start import LatestStart, latest_start, release_by
from potok.supply.of_plant import permitted_lines
from potok.supply.work_content import flow_minutes, preferred_times

#: Type of an order that mends a product lot by decision of quality control (order-workflow 9).
REWORK = "rework"


def needs_by_order(orders: Iterable[ProductionOrder], master: Master) -> dict[int, Mapping[str, Decimal]]:
    """Requirement of every order for its remaining quantity, by the recipe the order keeps.

    One query when some order keeps a recipe that is no longer the active one, else none. Rework needs no
    fresh material by the recipe: it takes the product lot that is to be mended.
    """
    listed = list(orders)
    boms = _boms({order.recipe_id for order in listed}, master)
    return {
        order.pk: {}
        if order.order_type == REWORK
        else gross_requirement(boms[order.recipe_id], remaining_pcs(order), items=master.items)
        for order in listed
    }


def remaining_pcs(order: ProductionOrder) -> int:
    """Pieces that are still to be made; none when more was made than ordered."""
    return max(0, order.qty_pcs - order.done_pcs)


def bom_of(order: ProductionOrder, master: Master) -> tuple[plain.BomLine, ...]:
    """Lines of the recipe that the order keeps; none without a recipe."""
    return _boms({order.recipe_id}, master)[order.recipe_id]


def _boms(recipe_ids: Iterable[int | None], master: Master) -> dict[int | None, tuple[plain.BomLine, ...]]:
    boms: dict[int | None, tuple[plain.BomLine, ...]] = {None: ()}
    boms.update((pk, master.boms.get(product, ())) for product, pk in master.recipe_ids.items())
    older = [pk for pk in recipe_ids if pk is not None and pk not in boms]
    return boms | _older_boms(older, master)


def _older_boms(recipe_ids: Iterable[int], master: Master) -> dict[int | None, tuple[plain.BomLine, ...]]:
    """Recipes that were replaced, by their key."""
    wanted = sorted(recipe_ids)
    if not wanted:
        return {}
    boms: dict[int, list[plain.BomLine]] = {pk: [] for pk in wanted}
    lines = RecipeLine.objects.filter(recipe_id__in=wanted).select_related("recipe").order_by("line_no")
    for line in lines:
        boms[line.recipe_id].append(
            plain.BomLine(
                product_id=master.item_codes[line.recipe.product_id],
                line_no=line.line_no,
                component_id=master.item_codes[line.component_id],
                qty_per_unit=line.qty_per_unit,
                unit=plain.Unit(line.unit),
                loss_pct=line.loss_pct,
            )
        )
    return {pk: tuple(found) for pk, found in boms.items()}


def latest_start_of(product: str, *, qty_pcs: int, due_date: dt.date, master: Master) -> LatestStart | None:
    """The latest start of a quantity of a product (order-workflow 6.3); None when unknown.

    Unknown without a route or without working time in the calendar.
    """
    workshop = master.first_workshop(product)
    lines = permitted_lines(master.plant, product)
    if not lines or workshop is None or master.shifts.last_date is None:
        return None
    item = master.items[product]
    times = preferred_times(lines, qty_pcs=qty_pcs, net_kg=weight_of(item))
    return latest_start(
        release_by(due_date, release_qc_days=item.qc_days, holidays=master.holidays),
        flow_min=flow_minutes(times),
        workshop_id=workshop,
        calendar=master.shifts,
    )


def note_latest_start(order: ProductionOrder, master: Master) -> None:
    """Set the latest start of an order for its present remaining quantity and due date."""
    found = latest_start_of(
        master.item_codes[order.product_id],
        qty_pcs=remaining_pcs(order),
        due_date=order.due_date,
        master=master,
    )
    order.latest_start_at = aware(found.at) if found else None
    order.latest_start_date = found.date if found else None


def weight_of(item: plain.Item) -> Decimal:
    """Kilograms of one piece; one where the catalogue tells no weight."""
    return Decimal(1) if item.net_kg is None else item.net_kg


def demand_of(order: ProductionOrder, need: Mapping[str, Decimal], master: Master) -> Demand:
    """An order as availability sees it."""
    product = master.item_codes[order.product_id]
    return Demand(
        order_no=order.order_no,
        priority=order.priority,
        due_date=order.due_date,
        need=need,
        workshop_id=master.first_workshop(product),
        latest_start=order.latest_start_date,
        planned_launch=local_date(order.launch_at),
    )


def first_start(demand: Demand, situation: Situation) -> dt.date | None:
    """The first date on which a covered order can start."""
    if demand.workshop_id is None:
        return situation.today
    return situation.first_working_date(demand.workshop_id, situation.today)


def local_date(moment: dt.datetime | None) -> dt.date | None:
    """The plant date of a moment."""
    return None if moment is None else local(moment).date()
