"""The filter of the journal as a condition of the database."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from potok.operations.catalog.clock import aware
from potok.operations.catalog.models import Customer, Item
from potok.operations.orders.models import OrderComponent, ProductionOrder, Reservation
from potok.operations.orders.reads.journal_filter import JournalFilter
from potok.operations.orders.reads.journal_views import VIEWS

_ONE_DAY = dt.timedelta(days=1)
#: How many items or customers a text may name before it names too many to look them up one by one.
_NAMED = 500


def found_orders(given: JournalFilter, *, today: dt.date) -> QuerySet[ProductionOrder]:
    """Orders that the filter lets pass, in no sequence. A text costs two small queries at once."""
    return ProductionOrder.objects.filter(VIEWS[given.view].condition(today) & filter_condition(given))


def filter_condition(given: JournalFilter) -> Q:
    """What the filter asks besides its view."""
    condition = Q()
    if given.status:
        condition &= Q(status__in=given.status)
    condition &= _dates("created_date", given.created_from, given.created_to)
    condition &= _dates("due_date", given.due_from, given.due_to)
    condition &= _moments("launch_at", given.launch_from, given.launch_to)
    condition &= _release(given)
    condition &= _listed(given)
    condition &= _by_material(given)
    condition &= _by_lines(given)
    if given.late:
        condition &= Q(slack_days__lt=0)
    if given.returned:
        condition &= ~Q(returned_reason="")
    if given.text:
        condition &= _text(given.text)
    return condition


def _dates(name: str, first: dt.date | None, last: dt.date | None) -> Q:
    condition = Q()
    if first is not None:
        condition &= Q(**{f"{name}__gte": first})
    if last is not None:
        condition &= Q(**{f"{name}__lte": last})
    return condition


def _moments(name: str, first: dt.date | None, last: dt.date | None) -> Q:
    """A period of plant dates on a moment."""
    condition = Q()
    if first is not None:
        condition &= Q(**{f"{name}__gte": aware(dt.datetime.combine(first, dt.time()))})
    if last is not None:
        condition &= Q(**{f"{name}__lt": aware(dt.datetime.combine(last + _ONE_DAY, dt.time()))})
    return condition


def _release(given: JournalFilter) -> Q:
    """The actual release where there is one, else the planned one."""
    if given.release_from is None and given.release_to is None:
        return Q()
    planned = _moments("release_at", given.release_from, given.release_to)
    actual = _moments("release_actual_at", given.release_from, given.release_to)
    return actual | Q(release_actual_at__isnull=True) & planned


def _listed(given: JournalFilter) -> Q:
    condition = Q()
    for path, values in (
        ("workshop__code", given.workshop),
        ("product__code", given.product),
        ("product__family", given.family),
        ("customer__name", given.customer),
        ("manager", given.manager),
        ("priority", given.priority),
        ("cover", given.cover),
    ):
        if values:
            condition &= Q(**{f"{path}__in": values})
    return condition


def _by_material(given: JournalFilter) -> Q:
    condition = Q()
    if given.lacking:
        lacking = OrderComponent.objects.filter(item__code__in=given.lacking, lack_qty__gt=0)
        condition &= Q(id__in=lacking.values("order_id"))
    if given.supplier:
        pegs = Reservation.objects.filter(receipt__supplier__name__in=given.supplier)
        condition &= Q(id__in=pegs.values("order_id"))
    return condition


def _by_lines(given: JournalFilter) -> Q:
    """Orders with a published line on the machines, in the shift, on the dates."""
    asked = Q()
    if given.machine:
        asked &= Q(lines__machine__code__in=given.machine)
    if given.shift is not None:
        asked &= Q(lines__shift_no=given.shift)
    asked &= _dates("lines__shift_date", given.day_from, given.day_to)
    if not asked:
        return Q()
    planned = ProductionOrder.objects.filter(asked, lines__is_published=True)
    return Q(id__in=planned.values("id"))


def _text(text: str) -> Q:
    products = Item.objects.filter(Q(code__icontains=text) | Q(name__icontains=text), type="finished")
    customers = Customer.objects.filter(name__icontains=text)
    return (
        Q(order_no__icontains=text)
        | Q(product_id__in=list(products.values_list("id", flat=True)[:_NAMED]))
        | Q(customer_id__in=list(customers.values_list("id", flat=True)[:_NAMED]))
    )
