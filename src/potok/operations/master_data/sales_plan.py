"""The sales plan as a resource: a product and a month, how many pieces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from potok.errors import Problem
from potok.exchange.cells import Date, Text, Whole
from potok.exchange.columns import Column, TableFormat
from potok.operations.catalog.models import Item
from potok.operations.master_data.resource import Record, Resource, Words
from potok.operations.master_data.tables import Related, TableBooks
from potok.operations.sales.models import SalesPlanLine
from potok.plant.tables import Placed

_PLACE = "План продаж"


@dataclass(frozen=True, slots=True)
class SalesPlanRow:
    """What is to be sold of a product in a month, which its first day names."""

    product_id: str
    period: dt.date
    qty_pcs: int


def _check(rows: Sequence[Placed[Record]]) -> list[Problem]:
    faults = []
    for one in rows:
        if one.record.period.day != 1:
            expected = f"первый день месяца, например {one.record.period.replace(day=1):%d.%m.%Y}"
            given = one.record.period.isoformat()
            faults.append(Problem(_PLACE, one.row, "period", given, expected, "not_a_month"))
        if one.record.qty_pcs < 1:
            given = str(one.record.qty_pcs)
            faults.append(Problem(_PLACE, one.row, "qty_pcs", given, "число не меньше 1", "out_of_range"))
    return faults


_LAYOUT = TableFormat(
    "sales_plan",
    "план продаж",
    SalesPlanRow,
    (
        Column("product_id", Text(longest=60, code=True), required=True),
        Column("period", Date(), required=True),
        Column("qty_pcs", Whole(), required=True),
    ),
)
_WORDS = {
    "product_id": Words("Изделие", of="products"),
    "period": Words("Месяц", note="Первый день месяца."),
    "qty_pcs": Words("Количество", "шт."),
}
SALES_PLAN = Resource(
    key="sales",
    title="План продаж",
    one="строка плана",
    about="Сколько изделий продаётся по месяцам: потребность в сырье видна до заказов",
    icon="trending-up",
    group="План продаж",
    command="edit_sales_plan",
    read="read_sales_plan",
    layout=_LAYOUT,
    words=_WORDS,
    keys=("product_id", "period"),
    books=TableBooks(
        SalesPlanLine,
        _LAYOUT,
        fields={"product_id": Related("product", Item)},
        keys=("product_id", "period"),
        words=_WORDS,
        order=("product__code", "period"),
    ),
    check=_check,
)
