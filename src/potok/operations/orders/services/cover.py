"""The cover of waiting orders after a change of stock, receipts, volumes or ranks (order-workflow 6.3).

A command whose items nobody waits for has nothing to refresh; many such commands run side by side. Else it
refreshes the waiting orders that its items reach inside its own transaction, as long as nobody else is at it
and they are few. What it leaves to others it marks; the marks are worked off after the commit, by whoever
comes first, until none is left. Previews of new orders always follow after the commit: nothing depends on
them, and the stock stays locked for a shorter time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.kept_cursor import kept_cursor
from potok.operations.orders.models import CoverMark, ProductionOrder
from potok.operations.orders.services.cover_writing import waiting_answer, write_answers, write_pegs
from potok.operations.orders.services.previews import (
    TOUCHED,
    preview_new_orders,
    previews_may_change,
    renew_previews,
    values_of_touched,
)
from potok.operations.orders.supply_books import CheckedOrder, SupplyBooks, load_books
from potok.operations.people.acting import SYSTEM, command
from potok.operations.prepared import Prepared
from potok.operations.purchasing.services.signal_records import (
    SignalChanges,
    record_signals,
    terms_of_purchase,
)
from potok.operations.warehouse.snapshot import positions
from potok.plant.model import OPEN_RECEIPT_STATUSES
from potok.supply.cover import Coverage
from potok.supply.netting import confirm, free_stock
from potok.supply.signals import desired_signals

_ANY_MARK = Prepared(lambda: CoverMark.objects.values_list("id", flat=True)[:1])
#: Key of the advisory lock: one refresh at a time, in the whole installation.
_ONE_AT_A_TIME = "orders.cover"
_TURN_IF_FEW_WAIT = """
    SELECT CASE WHEN (
        SELECT count(*) FROM (
            SELECT 1 FROM orders_productionorder WHERE status = 'waiting_shortage' LIMIT %s
        ) AS waiting
    ) <= %s THEN pg_try_advisory_xact_lock(hashtext(%s)) ELSE false END
"""
#: Taken together by all commands that find nothing to refresh: none of them sees what a refresh under way
#: is about to write, so a refresh and they keep apart.
_NOBODY_REFRESHES = "SELECT pg_try_advisory_xact_lock_shared(hashtext(%s))"
#: An overdue receipt is told to purchasing even when nobody waits for it.
_LOOK = f"""
    SELECT EXISTS ({TOUCHED}), EXISTS (
        SELECT 1 FROM orders_ordercomponent WHERE item_id = ANY(%s::bigint[]) AND queue = 'waiting'
    ) OR EXISTS (
        SELECT 1 FROM purchasing_purchasesignal WHERE item_id = ANY(%s::bigint[]) AND state <> 'closed'
    ) OR EXISTS (
        SELECT 1 FROM purchasing_receipt
        WHERE item_id = ANY(%s::bigint[]) AND status = ANY(%s) AND expected_date < %s
    )
"""  # noqa: S608 - a part of this text
_OPEN_RECEIPTS = [status.value for status in OPEN_RECEIPT_STATUSES]
_NOTHING = Decimal(0)
#: More waiting orders than these are refreshed after the commit, when no stock is locked.
_FEW_ORDERS = 400


@dataclass(frozen=True, slots=True)
class MovedOrder:
    """A waiting order whose earliest start a command moved; None = no start is known."""

    order_no: str
    before: dt.date | None
    after: dt.date | None


@dataclass(frozen=True, slots=True)
class Refresh:
    """What a refresh found.

    Attributes:
        done: Whether it ran at once; when not, it follows after the commit and the rest is empty.
        moved: Waiting orders whose earliest start changed, in rank.
        coverable: Waiting orders that could go to production now, in rank (proposals of T4).
        coverage: The cover of all waiting orders that were reached.
    """

    done: bool = False
    moved: tuple[MovedOrder, ...] = ()
    coverable: tuple[str, ...] = ()
    signals: SignalChanges = field(default_factory=SignalChanges)
    coverage: Coverage | None = None


def refresh_after(
    situation: Situation,
    item_ids: Collection[int],
    *,
    stock: Collection[int] = (),
    decided: Collection[str] = (),
) -> Refresh:
    """Bring the cover of waiting orders up to date after a command touched these items.

    Call it last in the command's transaction: it never waits for rows of other orders.

    Args:
        item_ids: Items whose supply or queue changed.
        stock: Those of them whose free stock changed: what lacks of them is looked at anew.
        decided: Orders that the command itself checked; what they lack stays as it found it.
    """
    if not item_ids:
        return Refresh(done=True)
    transaction.on_commit(refresh_marked, robust=True)
    if not _nobody_refreshes():
        return _left_to_others(item_ids, stock)
    previews_touched, refresh_due = _look(situation, item_ids)
    if not refresh_due:
        if previews_touched and (stock or not decided):
            _mark(item_ids, "new")
        return Refresh(done=True)
    if not _my_turn(most_waiting=_FEW_ORDERS):
        return _left_to_others(item_ids, stock)
    books = load_books(situation, item_ids)
    found = _refresh(books, rechecked=frozenset(stock), decided=decided, waiting_for_rows=False)
    only_joined = decided and not stock and not found.moved  # the queue is longer, nobody else gets less
    if not only_joined and previews_may_change(_left(books)):
        _mark(books.item_ids, "new")
    return found


def _left_to_others(item_ids: Collection[int], stock: Collection[int]) -> Refresh:
    _mark(item_ids, "dates")
    _mark(stock, "stock")
    return Refresh()


def _look(situation: Situation, item_ids: Collection[int]) -> tuple[bool, bool]:
    """Whether previews of new orders may change while nobody waits, and whether there is more to do.

    That is so when an order waits for one of the items or a signal to purchasing may change. Two short
    queries.
    """
    items, free = list(item_ids), _free(situation, item_ids)
    with kept_cursor() as cursor:
        values: list[Any] = [*values_of_touched(free), items, items, items, _OPEN_RECEIPTS, situation.today]
        cursor.execute(_LOOK, values)
        touched, due = cursor.fetchone()
    return bool(touched), bool(due)


def _free(situation: Situation, item_ids: Collection[int]) -> dict[int, Decimal]:
    """Free stock by key of the item."""
    codes = situation.master.item_codes
    free = free_stock(positions(codes, item_ids=item_ids), today=situation.today)
    return {item_id: free.get(codes[item_id], _NOTHING) for item_id in item_ids}


def _left(books: SupplyBooks) -> dict[int, Decimal]:
    """Free stock by key of the item, less the whole need of the orders that wait."""
    codes = books.situation.master.item_codes
    free = books.free()
    left = {item_id: free.get(codes[item_id], _NOTHING) for item_id in books.item_ids}
    for order in books.waiting.values():
        for part in order.components.values():
            left[part.item_id] -= part.gross_qty
    return left


def refresh_marked() -> None:
    """Work off the marks that commands left; returns when there are none or somebody else does it.

    Whoever holds the lock looks for new marks after giving it back, so no mark is forgotten.
    """
    while _ANY_MARK.first():
        with command(SYSTEM, "recheck_orders", why="пересчёт обеспечения"):
            if not _my_turn():
                return
            marks = list(CoverMark.objects.order_by("id"))
            situation = present_situation()
            changed = _items(marks, "new")
            touched, stock = _items(marks, "dates", "stock"), _items(marks, "stock")
            if touched:
                books = load_books(situation, touched)
                _refresh(books, rechecked=stock, decided=(), waiting_for_rows=True)
                changed |= books.item_ids
            renew_previews(situation, changed)
            CoverMark.objects.filter(id__in=[mark.pk for mark in marks]).delete()


def refresh_all(situation: Situation) -> Refresh:
    """Check everything anew: after an import, a change of master data, at night. Waits for its turn."""
    _wait_for_turn()
    marks = list(CoverMark.objects.values_list("id", flat=True))
    books = load_books(situation, None)
    found = _refresh(books, rechecked=books.item_ids, decided=(), waiting_for_rows=True)
    preview_new_orders(situation, None)
    CoverMark.objects.filter(id__in=marks).delete()
    return found


def _refresh(
    books: SupplyBooks,
    *,
    rechecked: frozenset[int],
    decided: Collection[str],
    waiting_for_rows: bool,
) -> Refresh:
    situation = books.situation
    coverage = books.coverage()
    in_turn = confirm(books.demands(), books.positions, today=situation.today)
    stock = _stock_answers(books, in_turn.short, rechecked=rechecked, decided=decided)
    mine = _lock(books.waiting.values(), wait=waiting_for_rows)
    answers = {
        order.row.order_no: waiting_answer(
            coverage.orders[order.row.order_no], stock=stock.get(order.row.order_no)
        )
        for order in mine
    }
    write_answers(mine, answers, at=situation.now, checked=decided)
    write_pegs(mine, coverage)
    desired = desired_signals(
        coverage,
        receipts=books.receipts,
        terms=terms_of_purchase(situation),
        holidays=situation.master.holidays,
        positions=books.positions,
    )
    signals = record_signals(situation, desired, item_ids=books.item_ids)
    return Refresh(
        done=True,
        moved=_moved(books, coverage),
        coverable=tuple(demand.order_no for demand in in_turn.covered),
        signals=signals,
        coverage=coverage,
    )


def _stock_answers(
    books: SupplyBooks,
    short: Mapping[str, Mapping[str, Decimal]],
    *,
    rechecked: frozenset[int],
    decided: Collection[str],
) -> dict[str, dict[str, tuple[Decimal, Decimal]]]:
    """Free and lacking quantity by order and item, for the orders whose stock is looked at anew.

    These are the orders that need an item whose stock changed, and those that need an item of an order
    which became coverable: it stands before them in the queue.
    """
    ids = books.situation.master.item_ids
    items = set(rechecked)
    for order_no, order in books.waiting.items():
        if rechecked and order_no not in short:
            items |= {ids[code] for code in order.components}
    free = books.free()
    answers = {}
    for order_no, order in books.waiting.items():
        if order_no in decided or not items.intersection(ids[code] for code in order.components):
            continue
        lack = short.get(order_no, {})
        answers[order_no] = {
            code: _free_and_lack(part.gross_qty, lack.get(code), free.get(code, Decimal(0)))
            for code, part in order.components.items()
        }
    return answers


def _free_and_lack(gross: Decimal, lack: Decimal | None, free: Decimal) -> tuple[Decimal, Decimal]:
    return (free, Decimal(0)) if lack is None else (gross - lack, lack)


def _moved(books: SupplyBooks, coverage: Coverage) -> tuple[MovedOrder, ...]:
    return tuple(
        MovedOrder(order_no, books.waiting[order_no].row.earliest_start_date, order.earliest_start)
        for order_no, order in coverage.orders.items()
        if books.waiting[order_no].row.earliest_start_date != order.earliest_start
    )


def _lock(orders: Collection[CheckedOrder], *, wait: bool) -> list[CheckedOrder]:
    """The orders that are still waiting, locked by id; those held by others are marked unless we wait."""
    by_id = {order.row.id: order for order in orders}
    if not by_id:
        return []
    found = (
        ProductionOrder.objects.select_for_update(no_key=True, skip_locked=not wait)
        .filter(id__in=list(by_id), status="waiting_shortage")
        .order_by("pk")
    )
    locked = set(found.values_list("id", flat=True))
    if not wait and len(locked) < len(by_id):
        missed = {part.item_id for pk in by_id.keys() - locked for part in by_id[pk].components.values()}
        _mark(missed, "dates")
    return [order for pk, order in by_id.items() if pk in locked]


def _items(marks: Iterable[CoverMark], *reaches: str) -> frozenset[int]:
    return frozenset(pk for mark in marks if mark.reach in reaches for pk in mark.item_ids)


def _mark(item_ids: Collection[int], reach: str) -> None:
    if item_ids:
        CoverMark.objects.create(item_ids=sorted(item_ids), reach=reach)


def _nobody_refreshes() -> bool:
    """Keep refreshes away until the transaction ends; False when one is under way."""
    with kept_cursor() as cursor:
        cursor.execute(_NOBODY_REFRESHES, [_ONE_AT_A_TIME])
        return bool(cursor.fetchone()[0])


def _my_turn(*, most_waiting: int | None = None) -> bool:
    """Take the turn until the transaction ends, unless somebody has it or more orders wait than given."""
    with kept_cursor() as cursor:
        if most_waiting is None:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [_ONE_AT_A_TIME])
        else:
            cursor.execute(_TURN_IF_FEW_WAIT, [most_waiting + 1, most_waiting, _ONE_AT_A_TIME])
        return bool(cursor.fetchone()[0])


def _wait_for_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [_ONE_AT_A_TIME])
