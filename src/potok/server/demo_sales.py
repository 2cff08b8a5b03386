"""The sales plan of the demonstration: what the client department foresaw, made from the orders by rule.

Products that nobody foresaw are left out, so that both words of a signal are seen: «не было в плане
продаж» and «в плане, но не заказано».
"""

from __future__ import annotations

from potok.operations.master_data.registry import resource_of
from potok.operations.master_data.sales_plan import SalesPlanRow
from potok.operations.master_data.services.changing import change_records
from potok.operations.people.acting import SYSTEM
from potok.plant.model import Plant
from potok.plant.tables import Placed
from potok.supply.sales_plan import month_of

#: Of every so many products the plan forgot one: the third.
_GROUP, _FORGOTTEN = 4, 3
#: The plan is round and somewhat above the orders of its month.
_STEP_PCS, _ABOVE_PCT = 100, 15


def load_sales_plan(plant: Plant) -> int:
    """Write the plan; returns the number of its lines."""
    products = sorted({order.product_id for order in plant.orders})
    foreseen = {code for place, code in enumerate(products, start=1) if place % _GROUP != _FORGOTTEN}
    sums: dict[tuple[str, object], SalesPlanRow] = {}
    for order in plant.orders:
        if order.product_id in foreseen:
            key = (order.product_id, month_of(order.due_date))
            known = sums.get(key)
            qty = order.qty_pcs + (known.qty_pcs if known else 0)
            sums[key] = SalesPlanRow(order.product_id, month_of(order.due_date), qty)
    rows = [
        Placed(place, SalesPlanRow(row.product_id, row.period, _round(row.qty_pcs)))
        for place, row in enumerate(sums.values(), start=1)
    ]
    change_records(SYSTEM, resource_of("sales"), rows, why="план продаж предприятия")
    return len(rows)


def _round(qty_pcs: int) -> int:
    above = qty_pcs * (100 + _ABOVE_PCT) // 100
    return -(-above // _STEP_PCS) * _STEP_PCS
