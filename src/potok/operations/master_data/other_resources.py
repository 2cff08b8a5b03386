"""Master data that no file of a plant brings: company, partners, people, prices, numbers of documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from potok.errors import Problem
from potok.exchange.cells import Choice, Date, Flag, Number, Text, Whole
from potok.exchange.columns import Column, TableFormat
from potok.operations.catalog import models as tables
from potok.operations.master_data.choices import Limitation
from potok.operations.master_data.consequences import covers_follow
from potok.operations.master_data.plant_resources import PRODUCTION, TIME
from potok.operations.master_data.resource import Check, Record, Resource, Words
from potok.operations.master_data.tables import Derived, Related, TableBooks
from potok.operations.master_data.words import ACTIVE
from potok.operations.people.models import LIMITATIONS, Worker
from potok.plant.findings import as_text
from potok.plant.tables import Placed

COMPANY = "Предприятие"
PARTNERS = "Партнёры и люди"
_CODE, _SHORT = Text(longest=60, code=True), Text(longest=40, code=True)
_NAME, _LINE, _PERSON = Text(longest=200), Text(longest=250), Text(longest=150)


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department of the company."""

    code: str
    name: str
    head: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class WorkshopRow:
    """A workshop."""

    code: str
    name: str
    department: str | None = None


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A customer or a supplier."""

    name: str
    tax_id: str = ""
    address: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    comment: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """A worker with what limits them (restrictions of the personnel department)."""

    tab_no: str
    name: str
    workshop: str | None = None
    profession: str = ""
    grade: int | None = None
    limitation: Limitation | None = None
    limitation_note: str = ""
    limited_until: dt.date | None = None
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class PriceRow:
    """Purchase price of an item, roubles a stock unit."""

    item_id: str
    name: str
    price_rub: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """Numbering of a kind of documents."""

    kind: str
    prefix: str
    width: int
    next_value: int


def _numbers_fit(bounds: Sequence[tuple[str, int, int]], place: str) -> Check:
    def check(rows: Sequence[Placed[Record]]) -> list[Problem]:
        return [
            Problem(place, one.row, name, as_text(value), f"число от {least} до {most}", "out_of_range")
            for one in rows
            for name, least, most in bounds
            if (value := getattr(one.record, name)) is not None and not least <= value <= most
        ]

    return check


def _worker_check(rows: Sequence[Placed[Record]]) -> list[Problem]:
    faults = _numbers_fit([("grade", 1, 8)], "Работники")(rows)
    faults += [
        Problem("Работники", one.row, "limitation", None, "вид ограничения: указан его срок", "required")
        for one in rows
        if one.record.limited_until is not None and one.record.limitation is None
    ]
    return faults


_DEPARTMENTS = TableFormat(
    "departments",
    "подразделения",
    DepartmentRow,
    (
        Column("code", _SHORT, required=True),
        Column("name", _NAME, required=True),
        Column("head", _PERSON),
        Column("phone", Text(longest=60)),
    ),
)
_DEPARTMENT_WORDS = {
    "code": Words("Код"),
    "name": Words("Название"),
    "head": Words("Руководитель"),
    "phone": Words("Телефон"),
}
DEPARTMENTS = Resource(
    key="departments",
    title="Подразделения",
    one="подразделение",
    about="Отделы предприятия и их руководители",
    icon="users",
    group=COMPANY,
    command="edit_company",
    layout=_DEPARTMENTS,
    words=_DEPARTMENT_WORDS,
    keys=("code",),
    books=TableBooks(
        tables.Department,
        _DEPARTMENTS,
        keys=("code",),
        words=_DEPARTMENT_WORDS,
        order=("code",),
    ),
)

_WORKSHOPS = TableFormat(
    "workshops",
    "цеха",
    WorkshopRow,
    (
        Column("code", _SHORT, required=True),
        Column("name", _NAME, required=True),
        Column("department", _SHORT),
    ),
)
_WORKSHOP_WORDS = {
    "code": Words("Код", note="Не меняется: на код ссылаются станки и календари."),
    "name": Words("Название"),
    "department": Words("Подразделение", of="departments"),
}
WORKSHOPS = Resource(
    key="workshops",
    title="Цеха",
    one="цех",
    about="Цеха и подразделения, в которые они входят",
    icon="warehouse",
    group=TIME,
    command="edit_company",
    layout=_WORKSHOPS,
    words=_WORKSHOP_WORDS,
    keys=("code",),
    books=TableBooks(
        tables.Workshop,
        _WORKSHOPS,
        fields={"department": Related("department", tables.Department)},
        keys=("code",),
        words=_WORKSHOP_WORDS,
        order=("code",),
    ),
)

_PARTNER_WORDS = {
    "name": Words("Название", note="Не меняется: по названию ищут в файлах и заказах."),
    "tax_id": Words("УНП / ИНН"),
    "address": Words("Адрес", listed=False),
    "contact": Words("Контакт"),
    "phone": Words("Телефон"),
    "email": Words("Почта"),
    "comment": Words("Примечание", listed=False),
    "is_active": ACTIVE,
}


def _partners(name: str, title: str) -> TableFormat[PartnerRow]:
    return TableFormat(
        name,
        title,
        PartnerRow,
        (
            Column("name", _NAME, required=True),
            Column("tax_id", Text(longest=12, code=True)),
            Column("address", _LINE),
            Column("contact", _PERSON),
            Column("phone", Text(longest=60)),
            Column("email", _PERSON),
            Column("comment", _LINE),
            Column("is_active", Flag()),
        ),
    )


def _partner_check(place: str) -> Check:
    def check(rows: Sequence[Placed[Record]]) -> list[Problem]:
        """A tax number of Belarus has 9 digits, one of Russia 10 or 12."""
        faults = []
        for one in rows:
            given = one.record.tax_id
            if given and not (given.isascii() and given.isdigit() and len(given) in (9, 10, 12)):
                expected = "9 цифр УНП либо 10 или 12 цифр ИНН"
                faults.append(Problem(place, one.row, "tax_id", given, expected, "bad_tax_id"))
            if one.record.email and "@" not in one.record.email.strip("@"):
                faults.append(
                    Problem(place, one.row, "email", one.record.email, "адрес вида имя@узел", "bad_email")
                )
        return faults

    return check


_CUSTOMERS, _SUPPLIERS = _partners("customers", "клиенты"), _partners("suppliers", "поставщики")
CUSTOMERS = Resource(
    key="customers",
    title="Клиенты",
    one="клиент",
    about="Заказчики клиентского отдела",
    icon="user",
    group=PARTNERS,
    command="edit_customers",
    layout=_CUSTOMERS,
    words=_PARTNER_WORDS,
    keys=("name",),
    books=TableBooks(tables.Customer, _CUSTOMERS, keys=("name",), words=_PARTNER_WORDS, order=("name",)),
    check=_partner_check("Клиенты"),
)
SUPPLIERS = Resource(
    key="suppliers",
    title="Поставщики",
    one="поставщик",
    about="Кто привозит сырьё и тару",
    icon="truck",
    group=PARTNERS,
    command="edit_suppliers",
    layout=_SUPPLIERS,
    words=_PARTNER_WORDS,
    keys=("name",),
    books=TableBooks(tables.Supplier, _SUPPLIERS, keys=("name",), words=_PARTNER_WORDS, order=("name",)),
    check=_partner_check("Поставщики"),
)

_WORKERS = TableFormat(
    "workers",
    "работники",
    WorkerRow,
    (
        Column("tab_no", Text(longest=20, code=True), required=True),
        Column("name", _PERSON, required=True),
        Column("workshop", _SHORT),
        Column("profession", Text(longest=120)),
        Column("grade", Whole()),
        Column("limitation", Choice(Limitation)),
        Column("limitation_note", _NAME),
        Column("limited_until", Date()),
        Column("is_active", Flag()),
    ),
)
_WORKER_WORDS = {
    "tab_no": Words("Таб. №"),
    "name": Words("Фамилия, имя, отчество"),
    "workshop": Words("Цех", of="workshops"),
    "profession": Words("Профессия"),
    "grade": Words("Разряд"),
    "limitation": Words("Ограничение", choices=tuple(LIMITATIONS)),
    "limitation_note": Words("Что нельзя", note="Как сказано в заключении: на какие работы не ставить."),
    "limited_until": Words("Ограничение до", note="Пусто — бессрочно."),
    "is_active": Words("Работает"),
}
WORKERS = Resource(
    key="workers",
    title="Работники",
    one="работник",
    about="Работники цехов, разряды и ограничения по здоровью",
    icon="accessibility",
    group=PARTNERS,
    command="edit_workers",
    read="read_workers",
    layout=_WORKERS,
    words=_WORKER_WORDS,
    keys=("tab_no",),
    books=TableBooks(
        Worker,
        _WORKERS,
        fields={"workshop": Related("workshop", tables.Workshop)},
        keys=("tab_no",),
        words=_WORKER_WORDS,
        order=("name",),
    ),
    check=_worker_check,
)

_PRICES = TableFormat(
    "prices",
    "цены",
    PriceRow,
    (
        Column("item_id", _CODE, required=True),
        Column("name", _LINE, required=True),
        Column("price_rub", Number()),
    ),
)
_PRICE_WORDS = {
    "item_id": Words("Код"),
    "name": Words("Название", filled=True),
    "price_rub": Words("Цена закупки", "₽", "За единицу учёта; для стоимости дефицита и анализа."),
}
PRICES = Resource(
    key="prices",
    title="Цены закупки",
    one="цена",
    about="Цены сырья и тары за единицу учёта",
    icon="scale",
    group=PRODUCTION,
    command="edit_prices",
    layout=_PRICES,
    words=_PRICE_WORDS,
    keys=("item_id",),
    fixed=True,
    derived=("name",),
    books=TableBooks(
        tables.Item,
        _PRICES,
        fields={"item_id": "code", "name": Derived("name")},
        keys=("item_id",),
        words=_PRICE_WORDS,
        order=("code",),
        scope={"type__in": ("raw", "packaging")},
    ),
    check=_numbers_fit([("price_rub", 0, 10**12)], "Цены закупки"),
    after=covers_follow,
)

#: Kinds of documents in words; a kind that is not named here shows its code.
SERIES_WORDS = (
    ("production_order", "Заказ на производство"),
    ("purchase_signal", "Сигнал закупкам"),
    ("purchase_order", "Заказ поставщику"),
    ("receipt", "Ожидаемый приход"),
    ("inspection", "Контроль качества"),
    ("calculation", "Расчёт"),
    ("stock_receipt", "Приходный ордер"),
    ("stock_opening", "Начальный остаток"),
    ("stock_issue", "Требование-накладная"),
    ("stock_shop_return", "Возврат из цеха"),
    ("stock_handover", "Накладная на передачу"),
    ("stock_shipment", "Отгрузка"),
    ("stock_trade_return", "Возврат от покупателя"),
    ("stock_supplier_return", "Возврат поставщику"),
    ("stock_count", "Инвентаризация"),
    ("stock_scrap", "Акт списания"),
    ("stock_downgrade", "Перевод в другую позицию"),
    ("stock_correction", "Исправление остатка"),
)
_SERIES = TableFormat(
    "numbering",
    "нумерация",
    SeriesRow,
    (
        Column("kind", _SHORT, required=True),
        Column("prefix", Text(longest=20, code=True), required=True),
        Column("width", Whole(), required=True),
        Column("next_value", Whole(), required=True),
    ),
)
_SERIES_WORDS = {
    "kind": Words("Документ", choices=SERIES_WORDS),
    "prefix": Words("Начало номера"),
    "width": Words("Цифр", note="Меньшее число дополняется нулями слева."),
    "next_value": Words("Следующий", note="Занятые номера пропускаются."),
}
NUMBERING = Resource(
    key="numbering",
    title="Нумерация документов",
    one="нумератор",
    about="Начало номера, число цифр и следующий номер каждого вида документов",
    icon="list-checks",
    group=COMPANY,
    command="edit_company",
    layout=_SERIES,
    words=_SERIES_WORDS,
    keys=("kind",),
    fixed=True,
    books=TableBooks(tables.NumberSeries, _SERIES, keys=("kind",), words=_SERIES_WORDS, order=("kind",)),
    check=_numbers_fit([("width", 1, 12), ("next_value", 1, 10**12)], "Нумерация документов"),
)
