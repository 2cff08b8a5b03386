import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from potok.supply.columns import pull_columns
from potok.supply.cover import cover_waiting
from potok.supply.derivation import derive_balance, derive_free, derive_supply
from potok.supply.facts import Demand, ExpectedReceipt, StockPosition
from potok.supply.lots import with_reservations
from potok.supply.netting import Confirmation, confirm
from potok.supply.phased_table import last_event, pull_table
from potok.supply.pull_row import PullTable
from potok.supply.signal_book import KnownSignal, Reconciliation, SignalState, reconcile
from potok.supply.signals import DesiredSignal, PurchaseTerms, SignalKind, desired_signals

TODAY = dt.date(2026, 3, 4)
QUICK = settings(max_examples=50, deadline=None)

quantities = st.integers(1, 20_000).map(lambda number: Decimal(number).scaleb(-3))
dates = st.integers(-5, 60).map(lambda number: TODAY + dt.timedelta(days=number))
items = st.sampled_from(["R1", "R2", "R3"])


@st.composite
def situations(draw: st.DrawFn) -> tuple[Confirmation, list[StockPosition], list[ExpectedReceipt]]:
    """A confirmed plant: covered and waiting orders, lots with reservations, receipts."""
    orders = [
        Demand(
            f"A{number}",
            draw(st.integers(1, 3)),
            draw(dates),
            draw(st.dictionaries(items, quantities, min_size=1)),
            latest_start=draw(st.none() | dates),
        )
        for number in range(draw(st.integers(0, 7)))
    ]
    lots = [
        StockPosition(f"L{number}", draw(items), draw(quantities), TODAY, draw(st.none() | dates))
        for number in range(draw(st.integers(0, 5)))
    ]
    receipts = []
    for number in range(draw(st.integers(0, 6))):
        usable = draw(st.none() | dates.filter(lambda date: date >= TODAY))
        date = usable or TODAY - dt.timedelta(days=1)
        promised = date - dt.timedelta(days=draw(st.integers(0, 9)))
        receipts.append(
            ExpectedReceipt(f"П{number}", draw(items), draw(quantities), promised, date, usable, promised)
        )
    return confirm(orders, lots, today=TODAY), lots, receipts


def laid_out(
    confirmation: Confirmation, lots: list[StockPosition], receipts: list[ExpectedReceipt]
) -> PullTable:
    coverage = cover_waiting(
        confirmation.waiting,
        confirmation.free,
        receipts,
        today=TODAY,
        first_working_date=lambda _workshop, date: date,
    )
    return pull_table(
        coverage,
        columns=pull_columns(TODAY, holidays=frozenset(), weeks=3, until=last_event(coverage, receipts)),
        positions=with_reservations(lots, confirmation.reservations),
        receipts=receipts,
        covered=confirmation.covered,
        reservations=confirmation.reservations,
    )


@QUICK
@given(situations())
def test_every_number_is_the_sum_of_its_sources(
    situation: tuple[Confirmation, list[StockPosition], list[ExpectedReceipt]],
) -> None:
    table = laid_out(*situation)
    for row in table.rows:
        free = derive_free(row)
        assert sum(one.qty for one in free.sources) == free.number == row.free
        for column, cell in enumerate(row.cells):
            for from_start in (False, True):
                found = derive_balance(table, row.item_id, column, from_start=from_start)
                assert sum(one.qty for one in found.sources) == found.number == cell.balance
            assert cell.lowest <= cell.balance
            assert cell.shortage == max(0, -cell.balance)


@QUICK
@given(situations())
def test_the_last_balance_is_free_stock_and_receipts_less_counted_needs(
    situation: tuple[Confirmation, list[StockPosition], list[ExpectedReceipt]],
) -> None:
    confirmation, _, receipts = situation
    for row in laid_out(*situation).rows:
        arriving = [one.qty for one in receipts if one.item_id == row.item_id and one.usable_date]
        needed = [one.qty for one in row.waiting if one.counted]
        assert row.cells[-1].balance == row.free + sum(arriving, Decimal(0)) - sum(needed, Decimal(0))
        held = [order.need.get(row.item_id, Decimal(0)) for order in confirmation.covered]
        assert sum((cell.hard for cell in row.cells), Decimal(0)) == sum(held, Decimal(0))
        assert (row.missing > 0) == (row.cells[-1].balance < 0)


@QUICK
@given(situations())
def test_the_date_of_every_component_follows_from_its_derivation(
    situation: tuple[Confirmation, list[StockPosition], list[ExpectedReceipt]],
) -> None:
    confirmation, lots, receipts = situation
    coverage = cover_waiting(
        confirmation.waiting,
        confirmation.free,
        receipts,
        today=TODAY,
        first_working_date=lambda _workshop, date: date,
    )
    positions = with_reservations(lots, confirmation.reservations)
    for order_no, order in coverage.orders.items():
        for item_id, part in order.components.items():
            found = derive_supply(coverage, order_no, item_id, positions=positions)
            assert sum(one.qty for one in found.sources) == found.number
            assert (found.number >= part.gross) == (part.day is not None)


def written(known: list[KnownSignal], todo: Reconciliation) -> list[KnownSignal]:
    """The books after a reconciliation."""
    closed = {signal.signal_id for signal in todo.close}
    kept = {signal.signal_id: signal for signal in known if signal.signal_id not in closed}
    for change in todo.update:
        kept[change.signal_id] = as_known(change.signal_id, change.figures, change.state)
    for number, signal in enumerate(todo.create):
        kept[f"новый {number}"] = as_known(f"новый {number}", signal, SignalState.OPEN)
    return list(kept.values())


def as_known(signal_id: str, signal: DesiredSignal, state: SignalState) -> KnownSignal:
    return KnownSignal(
        signal_id,
        signal.item_id,
        signal.kind,
        state,
        signal.missing_qty,
        signal.need_date,
        signal.order_by_date,
        signal.order_nos,
        signal.value_rub,
    )


@st.composite
def signal_sets(draw: st.DrawFn) -> list[DesiredSignal]:
    keys = draw(st.lists(st.tuples(items, st.sampled_from(list(SignalKind))), unique=True, max_size=8))
    return [
        DesiredSignal(item_id, kind, draw(quantities), draw(st.none() | dates), None, ("A1",), None)
        for item_id, kind in keys
    ]


@QUICK
@given(signal_sets(), signal_sets(), st.data())
def test_reconciling_twice_changes_nothing_and_never_repeats_a_signal(
    before: list[DesiredSignal], desired: list[DesiredSignal], data: st.DataObject
) -> None:
    states = st.sampled_from([state for state in SignalState if state is not SignalState.CLOSED])
    known = [as_known(f"СГ-{number}", one, data.draw(states)) for number, one in enumerate(before)]
    books = written(known, reconcile(known, desired))
    keys = [(signal.item_id, signal.kind) for signal in books]
    assert sorted(keys) == sorted((one.item_id, one.kind) for one in desired)
    again = reconcile(books, desired)
    assert (again.create, again.update, again.close) == ((), (), ())


@QUICK
@given(situations())
def test_signals_name_each_item_and_kind_once_and_never_more_than_suffers(
    situation: tuple[Confirmation, list[StockPosition], list[ExpectedReceipt]],
) -> None:
    confirmation, lots, receipts = situation
    coverage = cover_waiting(
        confirmation.waiting,
        confirmation.free,
        receipts,
        today=TODAY,
        first_working_date=lambda _workshop, date: date,
    )
    terms = {item_id: PurchaseTerms(item_id, purchase_lot=Decimal("0.001")) for item_id in ("R1", "R2", "R3")}
    found = desired_signals(
        coverage,
        receipts=receipts,
        terms=terms,
        holidays=frozenset(),
        positions=lots,
    )
    keys = [(one.item_id, one.kind) for one in found]
    assert len(keys) == len(set(keys))
    by_key = {(one.item_id, one.kind): one for one in found}
    for item_id, supply in coverage.items.items():
        overdue = sum((one.qty for one in receipts if one.item_id == item_id and one.overdue), Decimal(0))
        ordered = any(one.item_id == item_id for one in receipts)
        lacking = by_key.get((item_id, SignalKind.NOT_ORDERED)) or by_key.get(
            (item_id, SignalKind.INSUFFICIENT_QTY)
        )
        uncured = max(Decimal(0), supply.missing - overdue)
        assert (lacking.missing_qty if lacking else 0) == uncured
        if lacking is not None:
            assert (lacking.kind is SignalKind.INSUFFICIENT_QTY) == ordered
            assert lacking.order_nos
