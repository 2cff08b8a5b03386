"""What stands around the rows of the journal: counts of views and of links, totals of the found orders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count as CountOf
from django.db.models import Q, Sum

from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.reads import journal
from potok.operations.orders.reads.journal import EXACT_UP_TO, Count, Totals
from potok.operations.orders.reads.journal_filter import JournalFilter
from potok.operations.orders.reads.journal_query import filter_condition
from potok.operations.orders.reads.journal_views import OPEN, VIEWS
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
    condition = filter_condition(given)
    saved = {f"saved {key}": each for key, each in others.items()}
    found = _in_one_pass(given, condition, date) if condition else None
    if found is not None:
        views, late, totals = found
        counted = journal.counts(saved, date=date)
    else:
        links = {**saved, "late": replace(given, late=True)}
        links |= {code: replace(given, view=code) for code, view in VIEWS.items() if view.of_all}
        counted = journal.counts(links, date=date)
        open_views = _open_views(given, condition, date)
        views = {code: counted[code] if view.of_all else open_views[code] for code, view in VIEWS.items()}
        late, totals = counted["late"], journal.totals(given, date=date)
    return Overview(views, {key: counted[f"saved {key}"] for key in others}, late, totals)


def _open_views(given: JournalFilter, condition: Q, date: dt.date) -> dict[str, Count]:
    """Views of open orders in one go: these are few, however many orders there are."""
    views = {code: view for code, view in VIEWS.items() if not view.of_all}
    wanted = {code: CountOf("id", filter=view.condition(date)) for code, view in views.items()}
    open_orders = ProductionOrder.objects.filter(condition, status__in=OPEN)[: _ONE_PASS + 1]
    row = open_orders.aggregate(counted=CountOf("id"), **wanted)
    if row["counted"] > _ONE_PASS:
        return journal.counts({code: replace(given, view=code) for code in views}, date=date)
    return {code: _capped(row[code]) for code in views}


def _in_one_pass(
    given: JournalFilter, condition: Q, date: dt.date
) -> tuple[dict[str, Count], Count, Totals] | None:
    """Everything counted over the orders of the filter, None when there are too many of them."""
    here = VIEWS[given.view].condition(date)
    wanted: dict[str, Any] = {"filtered": CountOf("id")}
    for code, view in VIEWS.items():
        wanted[f"view_{code}"] = CountOf("id", filter=view.condition(date) or None)
    wanted["late"] = CountOf("id", filter=here & Q(slack_days__lt=0))
    for code, _ in STATUSES:
        mine = here & Q(status=code)
        wanted[f"count_{code}"] = CountOf("id", filter=mine)
        wanted[f"pcs_{code}"] = Sum("qty_pcs", filter=mine, default=0)
        wanted[f"kg_{code}"] = Sum("total_kg", filter=mine, default=Decimal(0))
    row = ProductionOrder.objects.filter(condition)[: _ONE_PASS + 1].aggregate(**wanted)
    if row["filtered"] > _ONE_PASS:
        return None
    views = {code: _capped(row[f"view_{code}"]) for code in VIEWS}
    return views, _capped(row["late"]), _totals(row)


def _totals(row: Mapping[str, Any]) -> Totals:
    codes = [code for code, _ in STATUSES]
    number = sum(row[f"count_{code}"] for code in codes)
    many = number > EXACT_UP_TO
    return Totals(
        count=_capped(number),
        pcs=None if many else sum(int(row[f"pcs_{code}"]) for code in codes),
        kg=None if many else sum((row[f"kg_{code}"] for code in codes), Decimal(0)),
        by_status={code: _capped(row[f"count_{code}"]) for code in codes},
    )


def _capped(number: int) -> Count:
    return Count(min(number, EXACT_UP_TO), more=number > EXACT_UP_TO)
