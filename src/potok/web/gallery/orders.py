"""Sample orders: a list page that needs no books."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from potok.web import formats
from potok.web.components import marks
from potok.web.components.table import Column, Layout, Row, Sort, Table, clipped, link

COLUMNS = (
    Column(
        "number", "№", 66, sort="number", sticky=True, required=True, card="number", descending_first=True
    ),
    Column("created", "Создан", 79, sort="created", descending_first=True),
    Column("customer", "Клиент", 122, sort="customer", card="detail"),
    Column("product", "Изделие", None, sort="product", card="title"),
    Column("qty", "Кол-во", 62, "right", sort="qty", hint="Количество, шт.", card="detail", after="шт."),
    Column("due", "Срок", 80, sort="due", card="due", before="срок"),
    Column("priority", "Пр.", 34, "right", sort="priority", hint="Приоритет", card="mark"),
    Column("status", "Статус", 138, sort="status", card="state"),
    Column("cover", "Обеспечение", 142, card="cover"),
    Column("launch", "Запуск", 84, sort="launch"),
    Column("release", "Выпуск", 84, sort="release"),
    Column("slack", "Запас", 56, "right", sort="slack", hint="Запас, дней", card="slack", before="запас"),
    Column("manager", "Ответственный", 110, shown=False),
    Column("remaining", "Осталось", 74, "right", shown=False),
)
SORTABLE = tuple(column.sort for column in COLUMNS if column.sort)
COUNT = 83

_CUSTOMERS = (
    "ООО «Чистый город»",
    "Склад ГП",
    "ООО «Хозмаркет»",
    "АО «Региональный опт»",
    "ООО «Уютный дом»",
    "ИП Строев",
)
_PRODUCTS = (
    "Клей плиточный, 5 кг",
    "Мыло жидкое с дозатором, 0,5 л",
    "Эмаль ПФ-115 синяя, 0,9 кг",
    "Краска ВД интерьерная белая, 15 кг",
    "Пятновыводитель кислородный, 0,6 кг",
    "Порошок стиральный «Автомат», 2,4 кг",
    "Отбеливатель «Белизна», 1 л",
)
_FIRST_DAY = dt.date(2026, 2, 10)


@dataclass(frozen=True, slots=True)
class SampleOrder:
    """An order made by arithmetic from its number."""

    index: int

    @property
    def number(self) -> str:
        """Number of the order, «ЗП-0001»."""
        return f"ЗП-{self.index:04d}"

    @property
    def customer(self) -> str:
        """One of six."""
        return formats.customer(_CUSTOMERS[self.index * 5 % len(_CUSTOMERS)])

    @property
    def product(self) -> str:
        """One of seven."""
        return _PRODUCTS[self.index * 3 % len(_PRODUCTS)]

    @property
    def qty(self) -> int:
        """Pieces."""
        return 500 + self.index * 7919 % 27_000

    @property
    def created(self) -> dt.date:
        """Four a day."""
        return _FIRST_DAY + dt.timedelta(days=self.index // 4)

    @property
    def due(self) -> dt.date:
        """Two to five weeks later."""
        return self.created + dt.timedelta(days=14 + self.index * 11 % 21)

    @property
    def status(self) -> str:
        """The latest three are new, every fourth waits."""
        if self.index > COUNT - 3:
            return "new"
        return "waiting_shortage" if self.index % 4 == 1 else "in_production"

    @property
    def slack(self) -> int | None:
        """−13 … 15 days; none for new ones."""
        return None if self.status == "new" else self.index * 17 % 29 - 13


def sample_orders(sort: Sort) -> list[SampleOrder]:
    """All sample orders in the wanted order."""
    orders = [SampleOrder(index) for index in range(1, COUNT + 1)]
    keys = {
        "qty": lambda order: order.qty,
        "due": lambda order: order.due,
        "customer": lambda order: order.customer,
        "product": lambda order: order.product,
        "slack": lambda order: (order.slack is None, order.slack or 0),
    }
    key = keys.get(sort.key, lambda order: order.index)
    return sorted(orders, key=key, reverse=sort.descending)


def sample_table(
    *, sort: Sort, start: int, size: int, list_path: str, query: dict[str, str], layout: Layout
) -> Table:
    """A page of the sample list."""
    orders = sample_orders(sort)
    page = orders[start : start + size]
    end = start + len(page)
    return Table(
        id="orders",
        label="Заказы на производство",
        columns=COLUMNS,
        rows=[_row(order, list_path) for order in page],
        query=query,
        path=list_path,
        sort=sort,
        more_url=f"{list_path}rows/?start={end}&sort={sort}&size={size}" if end < COUNT else "",
        found=COUNT,
        start=start,
        totals={"pcs": sum(order.qty for order in orders), "kg": sum(order.qty for order in orders) * 2},
        layout=layout,
    )


def _row(order: SampleOrder, list_path: str) -> Row:
    href = f"{list_path}{order.index}/"
    return Row(
        key=order.number,
        href=href,
        look=f"{href}look/",
        can=("confirm", "propose") if order.status == "new" else ("propose",),
        sums={"pcs": order.qty, "kg": order.qty * 2},
        cells={
            "number": link(href, order.number, main=True),
            "created": marks.html(f'<span class="muted">{formats.date(order.created)}</span>'),
            "customer": clipped(order.customer, muted=order.customer == "Склад ГП"),
            "product": clipped(order.product),
            "qty": formats.pieces(order.qty),
            "due": formats.date(order.due),
            "priority": marks.priority_mark(1 + order.index * 7 % 3),
            "status": marks.status_pill(order.status),
            "cover": _cover(order),
            "launch": marks.moment_mark(_moment(order, 9)),
            "release": marks.moment_mark(_moment(order, 13)),
            "slack": marks.slack_mark(order.slack),
            "manager": "М. Котова",
            "remaining": formats.pieces(order.qty),
        },
    )


def _cover(order: SampleOrder) -> str:
    if order.index == COUNT - 2:
        return marks.cover_mark("missing", items=["R13"])
    if order.status == "waiting_shortage":
        return marks.cover_mark("expected", order.created + dt.timedelta(days=30), ["R39", "R41"])
    return marks.cover_mark("in_stock", preview=order.status == "new")


def _moment(order: SampleOrder, days: int) -> dt.datetime | None:
    if order.status == "new":
        return None
    day = order.created + dt.timedelta(days=days)
    return dt.datetime.combine(day, dt.time(order.index * 5 % 24, order.index * 13 % 60))
