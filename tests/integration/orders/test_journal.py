"""The journal: filters, sorts, pages, totals, views (order-workflow 10)."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from builders.small_books import (
    CUSTOMER,
    MONDAY,
    OTHER_CUSTOMER,
    day,
    expect_receipt,
    found_plant,
    order_of,
    put_lot,
)
from potok.operations.catalog.clock import aware
from potok.operations.orders.errors import UnknownViewError
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.reads import journal
from potok.operations.orders.reads.journal_columns import COLUMNS, SORTS, JournalRow
from potok.operations.orders.reads.journal_filter import JournalFilter, from_query
from potok.operations.orders.reads.journal_views import VIEWS
from potok.operations.orders.reads.keyset import BadPageMarkError
from potok.operations.orders.reads.saved_views import saved_views
from potok.operations.orders.services.cancellation import cancel_order, return_order
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.creation import NewOrder, create_orders
from potok.operations.orders.services.splitting import split_order
from potok.operations.orders.services.views import delete_view, save_view
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.roles import Role

pytestmark = pytest.mark.django_db

Keep = Callable[[ProductionOrder], bool]


@pytest.fixture(scope="module")
def orders(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[str]]:
    """Orders of every status with and without dates, for tests that only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        found_plant()
        yield various_orders()
        transaction.set_rollback(True)


def various_orders() -> list[str]:
    """Twenty-four orders, drawn with a seed."""
    chance = random.Random(5)
    given = [
        NewOrder(
            customer=chance.choice([CUSTOMER, OTHER_CUSTOMER]),
            product=chance.choice(["PA", "PB", "PC"]),
            qty_pcs=chance.randint(1, 9),
            due_date=day(chance.randint(0, 30)),
            priority=chance.randint(1, 3),
        )
        for _ in range(24)
    ]
    numbers = [made.order_no for made in create_orders(SYSTEM, orders=given)]
    put_lot("RX", 60)
    put_lot("UB", 20)
    expect_receipt("RY", 40, code="ПР-1", date=day(3))
    confirm_orders(SYSTEM, order_nos=numbers[4:])
    cancel_order(SYSTEM, order_no=numbers[4], reason="нет")
    return_order(SYSTEM, order_no=numbers[0], reason="нет рецептуры")
    for place, number in enumerate(numbers[10:16]):
        start = aware(dt.datetime.combine(day(place), dt.time(8)))
        ProductionOrder.objects.filter(order_no=number).update(
            launch_at=start, release_at=start + dt.timedelta(hours=9)
        )
    return numbers


def shown(**given: Any) -> list[str]:
    return [row.order_no for row in all_rows(JournalFilter(**given), limit=7)]


def all_rows(given: JournalFilter, *, limit: int) -> list[JournalRow]:
    """All pages one after the other."""
    rows: list[JournalRow] = []
    mark = None
    while True:
        page = journal.page(given, after=mark, limit=limit)
        rows += page.rows
        mark = page.next_mark
        if mark is None:
            return rows


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", SORTS)
def test_pages_of_any_sort_hold_every_order_once_in_sequence(
    sort: str,
    descending: bool,  # noqa: FBT001 - a parameter of the test
    orders: list[str],
) -> None:
    rows = all_rows(JournalFilter(sort=sort, descending=descending), limit=5)
    assert sorted(row.order_no for row in rows) == sorted(orders)
    keys = [SORTS[sort].value(row) for row in rows]
    empty = [key is None for key in keys]
    assert empty == sorted(empty), "rows without a value come last"
    pairs = [(key, row.id) for key, row in zip(keys, rows, strict=True) if key is not None]
    if not isinstance(keys[0], str) or sort == "number":  # the database knows how words are sorted
        assert pairs == sorted(pairs, reverse=descending)
    assert list(journal.rows_for_export(JournalFilter(sort=sort, descending=descending))) == rows


def test_a_page_stays_stable_while_orders_come(orders: list[str]) -> None:
    first = journal.page(JournalFilter(), limit=10)
    order_of("PA", 1)
    rest = journal.page(JournalFilter(), after=first.next_mark, limit=100)
    assert [row.order_no for row in (*first.rows, *rest.rows)] == sorted(orders, reverse=True)


def test_numbers_are_sorted_as_people_count(orders: list[str]) -> None:
    for number in ("ЗП-9999", "ЗП-10000", "ЗП-0140"):
        ProductionOrder.objects.filter(order_no=order_of("PA", 4)).update(order_no=number, manager="Счёт")
    split_order(SYSTEM, order_no="ЗП-0140", parts=[2, 2])
    assert shown(manager=("Счёт",), descending=False) == [
        "ЗП-0140",
        "ЗП-0140/1",
        "ЗП-0140/2",
        "ЗП-9999",
        "ЗП-10000",
    ]


def test_a_mark_of_another_sort_is_refused(orders: list[str]) -> None:
    mark = journal.page(JournalFilter(sort="due"), limit=3).next_mark
    for damaged in (mark, "###", "e30"):
        with pytest.raises(BadPageMarkError):
            journal.page(JournalFilter(sort="slack"), after=damaged)


def _rows_where(keep: Keep) -> set[str]:
    listed = ProductionOrder.objects.select_related("product", "customer")
    return {order.order_no for order in listed if keep(order)}


def _launched_between(first: dt.date, last: dt.date) -> Keep:
    return lambda o: o.launch_at is not None and first <= o.launch_at.date() <= last


FILTERS: list[tuple[dict[str, Any], Keep]] = [
    ({"status": ("new", "cancelled")}, lambda o: o.status in {"new", "cancelled"}),
    ({"due_from": day(5), "due_to": day(12)}, lambda o: day(5) <= o.due_date <= day(12)),
    ({"created_from": day(1)}, lambda o: o.created_date > MONDAY),
    ({"launch_from": day(1), "launch_to": day(2)}, _launched_between(day(1), day(2))),
    ({"release_from": day(4)}, lambda o: o.release_at is not None and o.release_at.date() >= day(4)),
    ({"workshop": ("1",)}, lambda o: o.workshop.code == "1"),
    ({"workshop": ("2",)}, lambda o: o.workshop.code == "2"),
    ({"product": ("PA", "PC")}, lambda o: o.product.code in {"PA", "PC"}),
    ({"family": ("семья",)}, lambda o: o.product.family == "семья"),
    ({"customer": (CUSTOMER,)}, lambda o: o.customer.name == CUSTOMER),
    ({"manager": ("Поток",)}, lambda o: o.manager == "Поток"),
    ({"priority": ("1", "3")}, lambda o: o.priority != 2),
    ({"cover": ("missing",)}, lambda o: o.cover == "missing"),
    ({"lacking": ("UB",)}, lambda o: o.components.filter(item__code="UB", lack_qty__gt=0).exists()),
    ({"supplier": ("ООО «Поставщик»",)}, lambda o: o.reservations.filter(kind="soft").exists()),
    ({"late": True}, lambda o: o.slack_days is not None and o.slack_days < 0),
    ({"returned": True}, lambda o: o.returned_reason != ""),
    ({"text": "второй"}, lambda o: o.customer.name == OTHER_CUSTOMER),
    ({"text": "зп-0007"}, lambda o: o.order_no == "ЗП-0007"),
    ({"text": "pb"}, lambda o: o.product.code == "PB"),
    ({"text": "100%"}, lambda o: "100%" in o.customer.name),
    ({"machine": ("M1",)}, lambda o: o.lines.exists()),
    ({"status": ("new",), "priority": ("1",)}, lambda o: o.status == "new" and o.priority == 1),
]


@pytest.mark.parametrize(("given", "keep"), FILTERS)
def test_a_filter_shows_what_it_says(given: dict[str, Any], keep: Keep, orders: list[str]) -> None:
    assert set(shown(**given)) == _rows_where(keep)


@pytest.mark.parametrize("view", VIEWS)
def test_counts_and_sums_equal_the_list_under_the_same_filter(view: str, orders: list[str]) -> None:
    for given in (JournalFilter(view=view), JournalFilter(view=view, priority=("1", "2"))):
        rows = all_rows(given, limit=50)
        totals = journal.totals(given)
        assert totals.count == journal.counts({"tab": given})["tab"] == journal.Count(len(rows))
        assert (totals.pcs, totals.kg) == (sum(r.qty_pcs for r in rows), sum(r.total_kg for r in rows))
        assert {code: each.number for code, each in totals.by_status.items() if each.number} == {
            code: sum(row.status == code for row in rows) for code in {row.status for row in rows}
        }
    assert journal.view_counts()[view].number == len(all_rows(JournalFilter(view=view), limit=50))


def test_many_orders_are_counted_to_a_limit_and_exactly_on_demand(
    orders: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "EXACT_UP_TO", 10)
    totals = journal.totals(JournalFilter())
    assert (totals.count, totals.pcs, totals.kg) == (journal.Count(10, more=True), None, None)
    assert totals.by_status["cancelled"] == journal.Count(1)
    exact = journal.totals(JournalFilter(), exact=True)
    assert exact.count == journal.Count(len(orders))
    assert exact.pcs == sum(ProductionOrder.objects.values_list("qty_pcs", flat=True))


def test_a_journal_page_needs_few_queries(orders: list[str]) -> None:
    with CaptureQueriesContext(connection) as captured:
        journal.page(JournalFilter(text="РХ", sort="slack"))
        journal.totals(JournalFilter(text="РХ"))
        journal.view_counts()
    assert len(captured) <= 12


def test_a_filter_travels_through_the_address_line() -> None:
    given = JournalFilter(
        view="shortage",
        status=("new", "done"),
        due_from=day(1),
        launch_to=day(9),
        shift=2,
        customer=("ООО «А, Б»", "ЗАО & Ко"),
        text="краска 1,9",
        late=True,
        sort="slack",
        descending=False,
    )
    assert from_query(QueryDict(given.query_string())).filter == given
    assert from_query(given.query()).filter == given
    assert from_query({}).filter == JournalFilter()
    assert JournalFilter().query_string() == ""


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"view": "nothing"}, "view"),
        ({"status": ["new", "broken"]}, "status"),
        ({"due_from": "завтра"}, "due_from"),
        ({"sort": "-colour"}, "sort"),
        ({"priority": "7"}, "priority"),
        ({"shift": "ночь"}, "shift"),
        ({"cover": "maybe"}, "cover"),
    ],
)
def test_what_is_not_understood_is_named_and_left_out(parameters: dict[str, Any], field: str) -> None:
    read = from_query({**parameters, "customer": "ООО"})
    assert [problem.field for problem in read.problems] == [field]
    assert read.filter.customer == ("ООО",)


def test_every_column_has_a_value_for_every_order(orders: list[str]) -> None:
    row = journal.rows_of([orders[0]])[orders[0]]
    values = {column.key: column.value(row) for column in COLUMNS}
    assert (values["number"], values["status"], values["created"]) == (orders[0], "Новый", MONDAY)
    assert values.keys() == SORTS.keys()


def test_views_are_private_or_shared_with_roles(planner: Actor, client: Actor) -> None:
    save_view(planner, name="Мои", given=JournalFilter(view="new"))
    save_view(planner, name="Общие", given=JournalFilter(late=True), shared_with=[Role.CLIENT_DEPT])
    assert [(view.name, view.own) for view in saved_views(planner)] == [("Мои", True), ("Общие", True)]
    (shared,) = saved_views(client)
    assert (shared.name, shared.own, shared.filter) == ("Общие", False, JournalFilter(late=True))
    with pytest.raises(UnknownViewError):
        delete_view(client, view_id=shared.id)
    delete_view(planner, view_id=shared.id)
    assert saved_views(client) == ()


def test_saving_under_the_same_name_replaces_the_view(planner: Actor) -> None:
    first = save_view(planner, name="Мои", given=JournalFilter(view="new"), columns=["number", "slack"])
    again = save_view(planner, name="Мои", given=JournalFilter(view="done"))
    assert (first.id, again.filter.view, again.columns) == (again.id, "done", ())


def test_a_row_tells_what_remains(orders: list[str]) -> None:
    number = order_of("PA", 10)
    ProductionOrder.objects.filter(order_no=number).update(done_pcs=4, done_opening_pcs=4)
    assert journal.rows_of([number])[number].remaining_pcs == 6
