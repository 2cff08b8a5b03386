"""The pull table of the books with everything that its numbers are made of (order-workflow 6.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Model, Subquery

from potok.operations.catalog.models import CatalogStamp, PlantSettings
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.models import OrderEvent, ProductionOrder, Reservation
from potok.operations.orders.requirement import local_date
from potok.operations.orders.supply_books import SupplyBooks, load_books
from potok.operations.purchasing.models import Receipt
from potok.operations.purchasing.reads import open_signal_kinds
from potok.operations.sales.models import SalesPlanLine
from potok.operations.sales.reads import planned_sales
from potok.operations.warehouse.models import StockLot, StockMovement
from potok.plant import model as plain
from potok.supply.columns import Column, pull_columns
from potok.supply.cover import Coverage
from potok.supply.facts import Demand, ExpectedReceipt
from potok.supply.lots import LotReservation
from potok.supply.phased_table import last_event, pull_table
from potok.supply.pull_row import PullTable
from potok.supply.sales_plan import month_of, planned_requirement

_OPEN_STATUSES = ("new", "waiting_shortage", "in_production")
_HELD_COLUMNS = (
    "order__order_no",
    "item_id",
    "lot__code",
    "qty",
    "order__priority",
    "order__due_date",
    "order__latest_start_date",
    "order__launch_at",
    "order__product_id",
)


@dataclass(frozen=True, slots=True)
class PullBooks:
    """The whole table.

    Attributes:
        books: Waiting orders, lots and receipts it is made of.
        coverage: When the waiting orders can start.
        covered: Orders that hold reservations; their need is what they hold.
        reservations: The reservations, by order and lot.
        products: Product by number of every order of the table.
        table: Rows and columns.
        signals: Kinds of the signals that are not closed, by item.
        sales: Requirement of the sales plan beyond open orders, by item and column.
    """

    books: SupplyBooks
    coverage: Coverage
    covered: tuple[Demand, ...]
    reservations: tuple[LotReservation, ...]
    products: Mapping[str, plain.Item]
    table: PullTable
    signals: Mapping[str, tuple[str, ...]]
    sales: Mapping[str, tuple[Decimal, ...]]

    @property
    def situation(self) -> Situation:
        """Date and master data that the table was made with."""
        return self.books.situation

    @property
    def today(self) -> dt.date:
        """Plant date."""
        return self.books.situation.today

    @property
    def columns(self) -> tuple[Column, ...]:
        """Columns of the table."""
        return self.table.columns

    def item(self, item_id: str) -> plain.Item:
        """An item of the catalogue.

        Raises:
            KeyError: There is none with the code.
        """
        return self.books.situation.master.items[item_id]

    def receipts_of(self, item_id: str) -> list[ExpectedReceipt]:
        """Receipts of an item by usable date, overdue ones last."""
        found = (receipt for receipt in self.books.receipts if receipt.item_id == item_id)
        return sorted(found, key=lambda each: (each.usable_date or dt.date.max, each.receipt_id))


def load_pull_books() -> PullBooks:
    """The table of the present books: eight queries whatever their size, nine with a sales plan."""
    situation = present_situation()
    books = load_books(situation, None)
    covered, reservations, products = _covered(situation)
    codes, items = situation.master.item_codes, situation.master.items
    for order_no, order in books.waiting.items():
        products[order_no] = items[codes[order.row.product_id]]
    coverage = books.coverage()
    columns = pull_columns(
        situation.today,
        holidays=situation.master.holidays,
        until=last_event(coverage, books.receipts),
    )
    table = pull_table(
        coverage,
        columns=columns,
        positions=books.positions,
        receipts=books.receipts,
        covered=covered,
        reservations=reservations,
    )
    sales = _planned(situation, columns)
    return PullBooks(books, coverage, covered, reservations, products, table, open_signal_kinds(), sales)


def books_mark() -> str:
    """A text that changes with everything the table is made of: one query.

    Stock moves by movements and decisions of quality control, receipts by their history, orders by their
    events; master data have a stamp of their own.
    """
    stamp = Subquery(CatalogStamp.objects.filter(id=1).values("value")[:1])
    lasts = (
        _last(StockMovement, "id"),
        _last(StockLot.history.rel.related_model, "pgh_id"),  # type: ignore[attr-defined]  # made by pghistory
        _last(Receipt.history.rel.related_model, "pgh_id"),  # type: ignore[attr-defined]  # the same
        _last(OrderEvent, "id"),
        _last(SalesPlanLine.history.rel.related_model, "pgh_id"),  # type: ignore[attr-defined]  # the same
    )
    found = PlantSettings.objects.filter(id=1).values_list("plant_today", stamp, *lasts).first()
    return ".".join(str(part or 0) for part in found or ())


def _last(model: type[Model], key: str) -> Subquery:
    return Subquery(model._default_manager.order_by(f"-{key}").values(key)[:1])  # noqa: SLF001 - Django's public name


def _planned(situation: Situation, columns: Sequence[Column]) -> dict[str, tuple[Decimal, ...]]:
    """The sales plan beyond open orders: two queries, one when there is no plan."""
    sales = planned_sales()
    if not sales:
        return {}
    ordered: dict[tuple[str, dt.date], int] = {}
    open_orders = ProductionOrder.objects.filter(status__in=_OPEN_STATUSES)
    for product, due, qty, done in open_orders.values_list("product_id", "due_date", "qty_pcs", "done_pcs"):
        key = (situation.master.item_codes[product], month_of(due))
        ordered[key] = ordered.get(key, 0) + max(0, qty - done)
    return planned_requirement(
        sales,
        ordered=ordered,
        boms=situation.master.boms,
        items=situation.master.items,
        columns=columns,
        today=situation.today,
        holidays=situation.master.holidays,
    )


def _covered(
    situation: Situation,
) -> tuple[tuple[Demand, ...], tuple[LotReservation, ...], dict[str, plain.Item]]:
    """Orders that hold stock, what they hold, and their products: one query."""
    master = situation.master
    held: dict[str, dict[str, Decimal]] = {}
    facts: dict[str, tuple[int, dt.date, dt.date | None, dt.datetime | None]] = {}
    products: dict[str, plain.Item] = {}
    reservations = []
    found = Reservation.objects.filter(kind="hard").order_by("id").values_list(*_HELD_COLUMNS)
    for order_no, item_id, lot, qty, priority, due, latest, launch, product in found:
        code = master.item_codes[item_id]
        need = held.setdefault(order_no, {})
        need[code] = need.get(code, Decimal(0)) + qty
        facts[order_no] = (priority, due, latest, launch)
        products[order_no] = master.items[master.item_codes[product]]
        reservations.append(LotReservation(order_no, code, lot, qty))
    demands = tuple(
        Demand(
            order_no=order_no,
            priority=priority,
            due_date=due,
            need=held[order_no],
            workshop_id=master.first_workshop(products[order_no].item_id),
            latest_start=latest,
            planned_launch=local_date(launch),
        )
        for order_no, (priority, due, latest, launch) in facts.items()
    )
    return demands, tuple(reservations), products
