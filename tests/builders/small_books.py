"""A plant small enough to work out by hand: two workshops, three products, four components."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from potok.operations.catalog.models import Customer, Item, Supplier
from potok.operations.orders.models import ProductionOrder, Reservation
from potok.operations.orders.services.creation import NewOrder, create_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.plant_transfer import import_plant
from potok.operations.purchasing.models import Receipt
from potok.operations.warehouse.models import StockLot, StockMovement
from potok.plant.model import (
    Basis,
    BomLine,
    CalendarRow,
    DayKind,
    ItemType,
    Machine,
    Plant,
    RoutingLine,
    Unit,
)
from potok.plant.model import Item as PlantItem

MONDAY = dt.date(2026, 3, 2)
CUSTOMER = "ООО «Первый»"
OTHER_CUSTOMER = "ООО «Второй»"
LOCATION = "Склад сырья и тары"


def day(number: int) -> dt.date:
    """The date so many days after the Monday on which the tests take place."""
    return MONDAY + dt.timedelta(days=number)


def found_plant() -> None:
    """Write the small plant into empty books; no stock, no receipts, no orders."""
    products = {
        "PA": {"RX": (2, 0), "UB": (1, 0)},
        "PB": {"RX": (1, 0), "RY": (3, 10)},
        "PC": {"RY": (1, 0), "UB": (Decimal("0.3"), 0)},
    }
    items = {
        code: PlantItem(code, f"Изделие {code}", ItemType.FINISHED, Unit.PCS, Decimal(2), "1", "семья")
        for code in products
    }
    items |= {
        "RX": PlantItem("RX", "Сырьё икс", ItemType.RAW, Unit.KG, lead_time_days=10, price_rub=Decimal(100)),
        "RY": PlantItem("RY", "Сырьё игрек", ItemType.RAW, Unit.KG, lead_time_days=5, qc_days=2),
        "UB": PlantItem("UB", "Банка", ItemType.PACKAGING, Unit.PCS),
        "H2O": PlantItem("H2O", "Вода", ItemType.RAW, Unit.KG, stock_controlled=False),
    }
    boms = {
        product: (
            *(
                BomLine(product, place, item, Decimal(qty), items[item].unit, Decimal(loss))
                for place, (item, (qty, loss)) in enumerate(lines.items(), start=1)
            ),
            BomLine(product, 9, "H2O", Decimal(1), Unit.KG),
        )
        for product, lines in products.items()
    }
    import_plant(
        Plant(
            today=MONDAY,
            items=items,
            boms=boms,
            routings={product: (_route(product),) for product in products},
            machines={"M1": Machine("M1", "1", "Смеситель", Basis.RATE)},
            calendar=tuple(_shift(day(number)) for number in range(14)),
        ),
        actor=SYSTEM,
        name="Малое предприятие",
        fix_today=True,
    )
    Customer.objects.bulk_create([Customer(name=CUSTOMER), Customer(name=OTHER_CUSTOMER)])
    Supplier.objects.create(name="ООО «Поставщик»")


def _route(product: str) -> RoutingLine:
    return RoutingLine(product, 10, "Смешение", "1", "M1", 1, Basis.RATE, rate_pcs_per_h=Decimal(100))


def _shift(date: dt.date) -> CalendarRow:
    if date.weekday() >= 5:
        return CalendarRow("1", None, date, 1, None, None, 0, 0, DayKind.DAY_OFF)
    return CalendarRow("1", None, date, 1, dt.time(8), dt.time(16), 0, 480, DayKind.WORK)


def put_lot(
    item: str,
    qty: Decimal | int | str,
    *,
    code: str = "",
    expires: dt.date | None = None,
    status: str = "released",
) -> StockLot:
    """A lot on the shelf."""
    lot = StockLot.objects.create(
        code=code or f"Л-{item}-{StockLot.objects.count() + 1}",
        item=Item.objects.get(code=item),
        location=LOCATION,
        received_date=MONDAY,
        expiry_date=expires,
        qc_status=status,
    )
    StockMovement.objects.create(
        lot=lot, kind="opening", qty=Decimal(qty), document="тест", at="2026-03-02T08:00+03:00"
    )
    lot.refresh_from_db()
    return lot


def expect_receipt(
    item: str, qty: int, *, code: str, date: dt.date, promised: dt.date | None = None
) -> Receipt:
    """A row of the pull table."""
    return Receipt.objects.create(
        code=code,
        supplier=Supplier.objects.get(),
        item=Item.objects.get(code=item),
        qty=qty,
        promised_date=date,
        expected_date=date,
        status="confirmed",
    )


def order_of(
    product: str,
    qty: int,
    *,
    due: dt.date | None = None,
    priority: int = 2,
    customer: str = CUSTOMER,
    limits: tuple[int, int] | None = None,
) -> str:
    """A new order of the client department; returns its number."""
    lowest, highest = limits or (None, None)
    given = NewOrder(
        customer=customer,
        product=product,
        qty_pcs=qty,
        due_date=due or day(28),
        priority=priority,
        min_qty_pcs=lowest,
        max_qty_pcs=highest,
    )
    return create_orders(SYSTEM, orders=[given])[0].order_no


def seen(order_no: str) -> ProductionOrder:
    """An order as the books have it now."""
    return ProductionOrder.objects.get(order_no=order_no)


def held(order_no: str) -> dict[str, Decimal]:
    """What an order has reserved on lots, by item."""
    rows = Reservation.objects.filter(order__order_no=order_no, kind="hard").order_by("id")
    sums: dict[str, Decimal] = {}
    for item, qty in rows.values_list("item__code", "qty"):
        sums[item] = sums.get(item, Decimal(0)) + qty
    return sums


def pegged(order_no: str) -> dict[str, Decimal]:
    """Which receipts wait for an order, by receipt."""
    rows = Reservation.objects.filter(order__order_no=order_no, kind="soft")
    return dict(rows.values_list("receipt__code", "qty"))


def lacking(order_no: str) -> dict[str, Decimal]:
    """What an order lacks as its last check found it, by item."""
    rows = seen(order_no).components.filter(lack_qty__gt=0)
    return dict(rows.values_list("item__code", "lack_qty"))


def statuses(numbers: Iterable[str]) -> dict[str, str]:
    """Status by number."""
    found = ProductionOrder.objects.filter(order_no__in=list(numbers))
    return dict(found.values_list("order_no", "status"))
