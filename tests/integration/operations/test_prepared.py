"""Statements that are kept: they say the same as the ordinary ones, with the values of each call."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Count, F, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from builders.small_books import found_plant, order_of, put_lot
from potok.operations.bulk_writes import delete_rows, update_rows
from potok.operations.catalog.models import Item
from potok.operations.catalog.numbering import Series, take_number
from potok.operations.kept_cursor import kept_cursor, sent_together
from potok.operations.orders.models import OrderComponent, OrderEvent, ProductionOrder
from potok.operations.prepared import Parameter, Prepared
from potok.operations.row_writes import insert_row, save_fields
from potok.operations.warehouse.models import StockDocument, StockLot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def books(db: None) -> None:
    found_plant()
    for code, item, qty in (("L1", "RX", 60), ("L2", "RX", 20), ("L3", "RY", 50)):
        put_lot(item, qty, code=code)


def test_each_call_answers_for_its_own_values() -> None:
    of_item = Prepared(
        lambda item: StockLot.objects.filter(item__code=item).order_by("code").values_list("code", flat=True),
        "item",
    )
    first, second = of_item(item="RX"), of_item(item="RY")
    assert (list(second), list(first), list(of_item(item="UB"))) == (["L3"], ["L1", "L2"], [])


def test_any_number_of_values_fits_one_parameter() -> None:
    by_code = Prepared(
        lambda codes: StockLot.objects.filter(code__any_of=codes).order_by("code").values_list("code", "qty"),
        "codes",
    )
    assert list(by_code(codes=["L3", "L1"])) == [("L1", Decimal(60)), ("L3", Decimal(50))]
    assert list(by_code(codes=[])) == []
    items = list(Item.objects.filter(code="RX").values_list("pk", flat=True))
    by_item = Prepared(lambda items: StockLot.objects.filter(item_id__any_of=items), "items")
    assert {lot.code for lot in by_item(items=items)} == {"L1", "L2"}


def test_rows_come_with_their_related_rows_and_annotations() -> None:
    def lots(least: Parameter) -> QuerySet[StockLot]:
        found = StockLot.objects.select_related("item").annotate(free=F("qty") - F("reserved_qty"))
        return found.filter(qty__gte=least).order_by("-qty")

    at_least = Prepared(lots, "least")
    list(at_least(least=0))
    with CaptureQueriesContext(connection) as asked:
        rows = [(lot.code, lot.item.code, getattr(lot, "free")) for lot in at_least(least=50)]  # noqa: B009 - an annotation
    assert rows == [("L1", "RX", 60), ("L3", "RY", 50)]
    assert len(asked) == 1


def test_first_and_one_differ_in_what_they_say_of_nothing() -> None:
    lot = Prepared(lambda code: StockLot.objects.filter(code=code), "code")
    assert lot.first(code="НЕТ") is None
    assert lot.one(code="L2").qty == 20
    with pytest.raises(LookupError, match="НЕТ"):
        lot.one(code="НЕТ")


def test_rows_are_locked_as_written() -> None:
    locked = Prepared(lambda code: StockLot.objects.select_for_update(no_key=True).filter(code=code), "code")
    with CaptureQueriesContext(connection) as asked:
        assert locked.one(code="L1").code == "L1"
    assert "FOR NO KEY UPDATE" in asked[0]["sql"]


def test_threads_ask_over_their_own_connections() -> None:
    codes = Prepared(lambda code: StockLot.objects.filter(code=code).values_list("code", flat=True), "code")
    assert codes.first(code="L1") == "L1"

    def ask(_: int) -> str | None:
        try:
            return codes.first(code="L1")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        # The lots of this test are not committed: another connection sees none of them.
        assert list(pool.map(ask, range(4))) == [None] * 4


def test_named_fields_of_a_row_are_saved_and_no_others() -> None:
    order = ProductionOrder.objects.get(order_no=order_of("PA", 5))
    order.hold_reason, order.comment = "ждём пробу", "не сохранять"
    save_fields(order, "hold_reason")
    stored = ProductionOrder.objects.get(pk=order.pk)
    assert (stored.hold_reason, stored.comment) == ("ждём пробу", "")


def test_statements_sent_together_do_what_they_do_one_by_one() -> None:
    order = ProductionOrder.objects.get(order_no=order_of("PA", 5))
    order.hold_reason = "ждём пробу"
    with sent_together():
        save_fields(order, "hold_reason")
        paper = insert_row(StockDocument(kind="count", number="ИН-78", date="2026-03-02", state="draft"))
        update_rows(StockDocument, ("reason",), [{"id": paper.pk, "reason": "пересчёт"}])
    assert ProductionOrder.objects.get(pk=order.pk).hold_reason == "ждём пробу"
    assert StockDocument.objects.get(number="ИН-78").reason == "пересчёт"
    order.status, paper.reason = "нет такого", "не сохранится"

    def save_both() -> None:
        with transaction.atomic(), sent_together():
            save_fields(order, "status")
            save_fields(paper, "reason")

    with pytest.raises(DatabaseError, match="order_status"):
        save_both()
    assert StockDocument.objects.get(number="ИН-78").reason == "пересчёт"
    assert ProductionOrder.objects.get(pk=order.pk).status == "new"


def test_only_kept_statements_go_together() -> None:
    with pytest.raises(DatabaseError, match="pipeline"), transaction.atomic(), sent_together():
        StockLot.objects.count()
    assert StockLot.objects.count() == 3


def test_a_refused_statement_may_be_given_again() -> None:
    def ask(divisor: int) -> object:
        with transaction.atomic(), kept_cursor() as cursor:
            cursor.execute("SELECT 6 / %s::int", [divisor])
            return cursor.fetchone()

    def ask_together() -> None:
        with transaction.atomic(), sent_together(), kept_cursor() as cursor:
            cursor.execute("SELECT 7 / %s::int, %s::int", [0, 1])

    with pytest.raises(DatabaseError, match="zero"):
        ask(0)
    with pytest.raises(DatabaseError, match="zero"):
        ask_together()
    assert ask(3) == (2,)
    with kept_cursor() as cursor:
        cursor.execute("SELECT 7 / %s::int, %s::int", [7, 1])
        assert cursor.fetchone() == (1, 1)


def test_a_statement_outlives_a_change_of_its_table() -> None:
    def all_columns() -> int:
        with transaction.atomic(), kept_cursor() as cursor:
            cursor.execute("SELECT * FROM changing WHERE a = %s", [1])
            return len(cursor.fetchone())

    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE changing ON COMMIT DROP AS SELECT 1 AS a")
        assert all_columns() == 1
        cursor.execute("ALTER TABLE changing ADD COLUMN b integer")
    with pytest.raises(DatabaseError, match="cached plan"):
        all_columns()
    assert all_columns() == 2


def test_a_broken_transaction_takes_no_kept_statement() -> None:
    def ask_after_a_fault() -> None:
        with transaction.atomic():
            transaction.set_rollback(True)
            kept_cursor().execute("SELECT 1")

    with pytest.raises(transaction.TransactionManagementError):
        ask_after_a_fault()


def test_values_and_places_agree_in_number() -> None:
    with pytest.raises(DatabaseError, match="1 values for 2 places"):
        kept_cursor().execute("SELECT %s::int + %s::int, '%%'", [1])
    with kept_cursor() as cursor:
        cursor.execute("SELECT %s::int + %s::int, '%%'", [1, 2])
        assert (cursor.rowcount, cursor.fetchone()) == (1, (3, "%"))
        cursor.execute("SELECT 1 WHERE false")
        assert cursor.fetchone() is None


def test_values_that_never_change_stand_in_the_statement() -> None:
    rare = Prepared(
        lambda item: StockLot.objects.filter(
            item__code=item, qty__gt=Decimal("20.5"), qc_status__in=["released", "o'k", "100%"]
        ),
        "item",
    )
    with CaptureQueriesContext(connection) as asked:
        assert [lot.code for lot in rare(item="RX")] == ["L1"]
    assert "> 20.5" in asked[0]["sql"]
    assert "IN ('released', 'o''k', '100%')" in asked[0]["sql"]


def test_rows_are_what_a_queryset_would_make_of_them() -> None:
    order_of("PA", 5)
    query = ProductionOrder.objects.select_related("product", "workshop", "parent").order_by("id")
    (made,), (known,) = Prepared(lambda: query)(), query
    assert made == known
    assert {**vars(made), "_state": 0} == {**vars(known), "_state": 0}
    assert vars(made.product) | {"_state": 0} == vars(known.product) | {"_state": 0}
    with CaptureQueriesContext(connection) as asked:
        assert (made.parent, made.product.code) == (None, "PA")
    assert not asked
    made.comment = "сохранён"
    made.save()
    assert ProductionOrder.objects.get(pk=known.pk).comment == "сохранён"


def test_rows_are_deleted_by_the_values_of_their_fields() -> None:
    first, second = (order_of("PA", pcs) for pcs in (5, 6))
    key = ProductionOrder.objects.get(order_no=first).pk
    assert delete_rows(OrderComponent, order=key, item=Item.objects.get(code="UB").pk) == 1
    counts = OrderComponent.objects.values_list("order__order_no").annotate(Count("id"))
    assert dict(counts) == {first: 1, second: 2}


def test_a_number_that_somebody_wrote_by_hand_is_passed_over() -> None:
    series = Series("stock_count", "ИН-")
    assert take_number(series, StockDocument, "number") == "ИН-0001"
    insert_row(StockDocument(kind="count", number="ИН-0002", date="2026-03-02", state="draft"))
    assert take_number(series, StockDocument, "number") == "ИН-0003"


def test_triggers_are_ignored_by_name_and_otherwise_not() -> None:
    order = ProductionOrder.objects.get(order_no=order_of("PA", 5))
    with pgtrigger.ignore("orders.ProductionOrder:order_version"):
        ProductionOrder.objects.filter(pk=order.pk).update(comment="без новой версии")
    assert ProductionOrder.objects.get(pk=order.pk).version == order.version
    ProductionOrder.objects.filter(pk=order.pk).update(comment="с новой версией")
    assert ProductionOrder.objects.get(pk=order.pk).version == order.version + 1


def test_a_new_row_gets_its_key_and_the_defaults_of_the_database() -> None:
    paper = insert_row(StockDocument(kind="count", number="ИН-77", date="2026-03-02", state="draft"))
    stored = StockDocument.objects.get(pk=paper.pk)
    assert (stored.number, stored.created_at) == ("ИН-77", paper.created_at)
    paper.reason = "пересчёт"
    paper.save()
    assert StockDocument.objects.get(pk=paper.pk).reason == "пересчёт"


def test_the_rules_of_the_table_hold_for_such_rows() -> None:
    order = ProductionOrder.objects.get(order_no=order_of("PA", 5))
    order.status = "нет такого"
    with pytest.raises(DatabaseError):
        save_fields(order, "status")


def test_events_keep_json_and_unicode() -> None:
    order = ProductionOrder.objects.get(order_no=order_of("PA", 5))
    event = OrderEvent(order=order, kind="checked", at=timezone.now(), new={"ключ": ["знач", 1.5]})
    assert OrderEvent.objects.get(pk=insert_row(event).pk).new == {"ключ": ["знач", 1.5]}
