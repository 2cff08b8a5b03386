"""What stands around the rows of the journal: counts of views and of links, totals of the found orders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from potok.operations.orders.reads import journal
from potok.operations.orders.reads import journal_statements as statements
from potok.operations.orders.reads.journal import EXACT_UP_TO, Count, Totals
from potok.operations.orders.reads.journal_filter import JournalFilter
from potok.operations.orders.reads.journal_views import VIEWS
from potok.operations.orders.states import STATUSES

#: Orders that a filter may let pass and still be counted in one go; with more, every count stops by itself.
_ONE_PASS = 30_000


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts and totals of one address of the journal.

    Attributes:
        views: Every built-in view under the filter.
        others: Saved views under their own filters, by key.
        late: Orders of the list whose slack is below zero.
        totals: All found orders.
    """

    views: Mapping[str, Count]
    others: Mapping[str, Count]
    late: Count
    totals: Totals


def overview(given: JournalFilter, others: Mapping[str, JournalFilter], *, date: dt.date) -> Overview:
    """Read what stands around the rows: two to five queries, more for texts in filters.

    A filter is carried out once for all counts. Without one every count walks along its own index.

    Args:
        given: The filter of the list.
        others: Filters of saved views by key.
        date: The plant date.
    """
    saved = {f"saved {key}": each for key, each in others.items()}
    found = _in_one_pass(given, date) if not given.is_plain() else None
    if found is not None:
        views, late, totals = found
        counted = journal.counts(saved, date=date)
    else:
        links = {**saved, "late": replace(given, late=True)}
        links |= {code: replace(given, view=code) for code, view in VIEWS.items() if view.of_all}
        counted = journal.counts(links, date=date)
        open_views = _open_views(given, date)
        views = {code: counted[code] if view.of_all else open_views[code] for code, view in VIEWS.items()}
        late, totals = counted["late"], journal.totals(given, date=date)
    return Overview(views, {key: counted[f"saved {key}"] for key in others}, late, totals)


def _open_views(given: JournalFilter, date: dt.date) -> dict[str, Count]:
    """Views of open orders in one go: these are few, however many orders there are."""
    codes = [code for code, view in VIEWS.items() if not view.of_all]
    found, *numbers = statements.open_views((given,), date, _ONE_PASS + 1).rows()[0]
    if found > _ONE_PASS:
        return journal.counts({code: replace(given, view=code) for code in codes}, date=date)
    return {code: journal.capped(number) for code, number in zip(codes, numbers, strict=True)}


def _in_one_pass(given: JournalFilter, date: dt.date) -> tuple[dict[str, Count], Count, Totals] | None:
    """Everything counted over the orders of the filter, None when there are too many of them."""
    found, *numbers = statements.one_pass((given,), date, _ONE_PASS + 1).rows()[0]
    if found > _ONE_PASS:
        return None
    views = {code: journal.capped(number) for code, number in zip(VIEWS, numbers, strict=False)}
    late, *sums = numbers[len(VIEWS) :]
    return views, journal.capped(late), _totals(sums)


def _totals(sums: Sequence[int | Decimal]) -> Totals:
    """Totals from orders, pieces and kg of each status."""
    orders, pcs, kg = sums[::3], sums[1::3], sums[2::3]
    number = int(sum(orders))
    many = number > EXACT_UP_TO
    return Totals(
        count=journal.capped(number),
        pcs=None if many else int(sum(pcs)),
        kg=None if many else sum((Decimal(each) for each in kg), Decimal(0)),
        by_status={code: journal.capped(int(each)) for (code, _), each in zip(STATUSES, orders, strict=True)},
    )
