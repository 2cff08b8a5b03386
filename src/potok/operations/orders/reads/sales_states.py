"""What the sales plan says of items that are not ordered: «не было в плане», «в плане, но не заказано»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from potok.operations.catalog.situation import present_situation
from potok.operations.orders.models import OrderComponent
from potok.operations.sales.reads import planned_sales
from potok.supply.sales_plan import month_of, plan_state


def plan_states(asked: Mapping[str, tuple[str, Sequence[str]]]) -> dict[str, str]:
    """State of the plan by signal; nothing while no plan is kept. Two queries.

    Args:
        asked: Item and numbers of the orders by number of the signal.
    """
    sales = planned_sales() if asked else ()
    if not sales:
        return {}
    master = present_situation().master
    numbers = {number for _, listed in asked.values() for number in listed}
    needs: dict[tuple[str, str], Decimal] = {}
    months = {}
    found = OrderComponent.objects.filter(order__order_no__in=numbers)
    for order_no, item, gross, due in found.values_list(
        "order__order_no", "item__code", "gross_qty", "order__due_date"
    ):
        needs[order_no, item] = gross
        months[order_no] = month_of(due)
    return {
        signal: plan_state(
            item,
            periods={months[number] for number in listed if number in months},
            needed=sum((needs.get((number, item), Decimal(0)) for number in listed), Decimal(0)),
            sales=sales,
            boms=master.boms,
            items=master.items,
        ).value
        for signal, (item, listed) in asked.items()
    }
