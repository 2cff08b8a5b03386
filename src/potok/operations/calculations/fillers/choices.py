"""What a filler lets choose from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max, Min

from potok.operations.calculations.fillers.filler import Filler
from potok.operations.calculations.reads.routes import products_with_route
from potok.operations.catalog import clock
from potok.operations.catalog.models import Workshop
from potok.operations.orders.models import ProductionOrder


@dataclass(frozen=True, slots=True)
class Choices:
    """Lists and presets of the dialog.

    Attributes:
        products: Code and name of products that have a route.
        workshops: Code and name.
        start: First day offered: the first of the month of the plant date.
        end: Last day of that month.
        known: First and last due date of the journal.
    """

    products: tuple[tuple[str, str], ...]
    workshops: tuple[tuple[str, str], ...]
    start: dt.date
    end: dt.date
    known: tuple[dt.date | None, dt.date | None]


def choices_for(filler: Filler) -> Choices:
    """Three queries at most."""
    today = clock.today()
    first = today.replace(day=1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    products = products_with_route() if "product" in filler.needs else ()
    workshops = (
        Workshop.objects.order_by("code").values_list("code", "name") if "workshop" in filler.needs else ()
    )
    known: tuple[dt.date | None, dt.date | None] = (None, None)
    if "period" in filler.needs:
        ends = ProductionOrder.objects.aggregate(first=Min("due_date"), last=Max("due_date"))
        known = (ends["first"], ends["last"])
    return Choices(products, tuple(workshops), first, last, known)
