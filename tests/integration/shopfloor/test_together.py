"""Several people at one card, and a process that dies in the middle of a posting."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction

from builders.shop import (
    card,
    card_of,
    figures,
    launched_order,
    look_at_deferred_rules,
    made,
    open_shop,
    post,
    report,
    reservations,
    run_of,
    stock,
)
from builders.small_books import found_plant, put_lot, seen
from potok.operations.orders.services.cancellation import cancel_order
from potok.operations.orders.services.lots import decide_lot
from potok.operations.people.acting import SYSTEM
from potok.operations.shopfloor.errors import PostingRefusedError
from potok.operations.shopfloor.models import OperationRun, WorkReport
from potok.operations.shopfloor.services.launching import NewLaunch, launch_operation, revoke_launch
from potok.operations.shopfloor.services.periods import close_period
from potok.operations.shopfloor.services.posting import Posting
from potok.operations.shopfloor.services.reporting import Output, report_output
from potok.operations.shopfloor.services.reversal import reverse_card
from potok.operations.warehouse.models import StockLot, StockMovement

TESTS = Path(__file__).resolve().parents[2]


@pytest.fixture
def books(own_database: None) -> None:
    """The small plant in a database of this test alone: what is committed is seen by all."""
    found_plant()
    open_shop()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run functions at the same moment, each with an own connection; returns answers or errors."""
    gate = threading.Barrier(len(acts))
    answers: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            answers[place] = act()
        except Exception as error:  # noqa: BLE001 - the answer is looked at by the test
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_two_postings_of_one_card_write_once_and_both_are_answered(books: None) -> None:
    number = launched_order("PA", 10)
    waiting = card_of(number, 10)
    answers = at_once(*[lambda: post(waiting)] * 4)
    assert all(isinstance(answer, Posting) for answer in answers), answers
    assert Counter(answer.repeated for answer in answers) == {False: 1, True: 3}
    assert StockMovement.objects.filter(document=waiting).count() == 3
    assert seen(number).done_pcs == 10


def test_a_posting_against_a_cancellation_ends_in_one_of_both(books: None) -> None:
    number = launched_order("PA", 10)
    waiting = card_of(number, 10)

    def cancel() -> None:
        revoke_launch(SYSTEM, order_no=number, reason="отказ")
        cancel_order(SYSTEM, order_no=number, reason="отказ")

    answers = at_once(lambda: post(waiting), cancel)
    assert isinstance(answers[0], Posting)
    assert seen(number).status == "done"


def test_a_posting_against_a_revoked_launch_without_output(books: None) -> None:
    number = launched_order("PA", 10)
    answers = at_once(
        lambda: report(number, 3), lambda: revoke_launch(SYSTEM, order_no=number, reason="отказ")
    )
    made_something = WorkReport.objects.exists()
    assert (seen(number).launch_actual_at is not None) is made_something
    assert sum(isinstance(answer, Exception) for answer in answers) == 1


def test_a_posting_against_a_rejection_of_its_lot(books: None) -> None:
    number = launched_order("PA", 10)
    waiting = card_of(number, 10)
    lot = StockLot.objects.get(item__code="RX")
    posted, decided = at_once(
        lambda: post(waiting), lambda: decide_lot(SYSTEM, lot=lot.code, decision="rejected", reason="брак")
    )
    assert not isinstance(decided, Exception), decided
    order = seen(number)
    if isinstance(posted, Posting):
        assert order.status == "done"
    else:
        assert isinstance(posted, PostingRefusedError)
        assert (order.status, order.progress) == ("in_production", "stopped")
    assert StockLot.objects.get(pk=lot.pk).reserved_qty == 0


def test_a_posting_against_the_close_of_its_month(books: None) -> None:
    waiting = card_of(launched_order("PA", 10), 10)
    posted, closed = at_once(lambda: post(waiting), lambda: close_period(SYSTEM, month=card(waiting).date))
    assert isinstance(posted, Posting) is not isinstance(posted, Exception)
    if isinstance(closed, Exception):
        assert "не закрыть" in str(closed)
        assert card(waiting).state == "posted"


def test_postings_and_reversals_over_the_same_lots_never_dead_lock(books: None) -> None:
    put_lot("RX", 2000, code="Л-ОБЩАЯ")
    put_lot("UB", 1000)
    numbers = []
    for _ in range(8):
        number = launched_order("PA", 10)
        numbers.append(number)
    waiting = [card_of(number, 10) for number in numbers]
    reversed_ = [made(number, 10) for number in (launched_order("PA", 10) for _ in range(4))]
    answers = at_once(
        *(lambda number=number: post(number) for number in waiting),
        *(lambda number=number: reverse_card(SYSTEM, number=number, reason="так") for number in reversed_),
    )
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert {seen(number).status for number in numbers} == {"done"}


def test_a_device_that_sends_twice_at_once_writes_once(books: None) -> None:
    number = launched_order("PA", 10)
    run = run_of(number).pk
    sent = Output(good_pcs=3, key="tablet-1")
    answers = at_once(*[lambda: report_output(SYSTEM, run_id=run, output=sent)] * 4)
    assert {answer.report_id for answer in answers} == {WorkReport.objects.get().pk}
    assert run_of(number).good_pcs == 3
    other = launched_order("PA", 10)
    revoke_launch(SYSTEM, order_no=other, reason="так")
    launch = NewLaunch(other, key="tablet-2", beside=True)
    answers = at_once(*[lambda: launch_operation(SYSTEM, launch=launch)] * 4)
    assert {answer.run_id for answer in answers} == {OperationRun.objects.get(order__order_no=other).pk}


#: Where the process stands when it is killed: rows that it needs at the beginning, in the middle, at the end.
PLACES = {
    "before the first write": "SELECT 1 FROM warehouse_stocklot FOR UPDATE",
    "after the movements": "SELECT 1 FROM catalog_numberseries WHERE kind = 'stock_handover' FOR UPDATE",
    "after the order": "LOCK TABLE orders_orderevent IN EXCLUSIVE MODE",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_process_killed_in_the_middle_of_a_posting_leaves_nothing(
    books: None, place: str, program_environ: dict[str, str]
) -> None:
    made(launched_order("PA", 10), 10)  # the series of hand-overs exists
    number = launched_order("PA", 100)
    waiting = card_of(number, 40)
    before = stock(), figures(number), reservations(number), StockMovement.objects.count()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(PLACES[place])
        process = start(waiting, program_environ)
        wait_until_blocked(process)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert process.returncode == -signal.SIGKILL
    wait_until_alone()
    assert (stock(), figures(number), reservations(number), StockMovement.objects.count()) == before
    assert card(waiting).state == "handed_in"
    assert post(waiting).done_pcs == 40
    look_at_deferred_rules()


def test_a_process_that_lived_long_enough_has_written_everything(
    books: None, program_environ: dict[str, str]
) -> None:
    number = launched_order("PA", 100)
    waiting = card_of(number, 40)
    process = start(waiting, program_environ)
    told, _ = process.communicate()
    assert told.strip() == "posted"
    assert (card(waiting).state, seen(number).done_pcs) == ("posted", 40)
    assert stock()[f"{number}-01"] == (40, 0)


def start(number: str, environ: dict[str, str]) -> subprocess.Popen[str]:
    environ = {**environ, "DJANGO_SETTINGS_MODULE": "potok.server.settings", "PYTHONPATH": str(TESTS)}
    program = [sys.executable, "-m", "builders.post_one", number]
    return subprocess.Popen(program, env={**os.environ, **environ}, stdout=subprocess.PIPE, text=True)


def wait_until_blocked(process: subprocess.Popen[str]) -> None:
    """Until another connection of this database waits for a lock of ours."""
    waiting = (
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    )
    while process.poll() is None:
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
    pytest.fail("the process ended before it came to the lock")


def wait_until_alone() -> None:
    """Until the server has noticed that the killed process is gone."""
    others = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    connections.close_all()
    while True:
        with connection.cursor() as cursor:
            cursor.execute(others)
            if not cursor.fetchone()[0]:
                return
