"""Export of the books as a plant: what the eight files hold."""

from __future__ import annotations

import datetime as dt

from potok.operations.catalog import snapshot as catalog
from potok.operations.catalog.clock import today
from potok.operations.orders import snapshot as production
from potok.operations.purchasing import snapshot as purchasing
from potok.operations.warehouse import snapshot as warehouse
from potok.plant import model as plain


def export_plant(*, today_date: dt.date | None = None) -> plain.Plant:
    """The books as plain data, ordered by code as the files are."""
    return plain.Plant(
        today=today_date or today(),
        items=catalog.master_items(),
        boms=catalog.active_boms(),
        routings=catalog.routings(),
        machines=catalog.machines(),
        calendar=catalog.calendar(),
        lots=warehouse.lots(),
        receipts=purchasing.receipts(),
        orders=production.orders(),
        stops=catalog.stops(),
    )
