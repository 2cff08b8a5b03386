"""What pages read of master data beyond the rows of a resource."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Count, Q

from potok.operations.catalog.clock import today
from potok.operations.catalog.models import Item, Recipe
from potok.operations.orders.models import ProductionOrder
from potok.operations.planning.models import PlanVersion


@dataclass(frozen=True, slots=True)
class RecipeFacts:
    """The recipe of a product in numbers.

    Attributes:
        version: In force; 0 = none.
        next_from: Date from which another version will be valid, None when none waits.
        older_orders: Open orders that keep an earlier version.
    """

    version: int = 0
    valid_from: dt.date | None = None
    next_version: int = 0
    next_from: dt.date | None = None
    older_orders: int = 0


def product_names() -> dict[str, str]:
    """Active products by code: one query."""
    found = Item.objects.filter(type="finished", is_active=True).order_by("code")
    return dict(found.values_list("code", "name"))


def recipe_facts() -> Mapping[str, RecipeFacts]:
    """Recipes of all products: two queries."""
    older = dict(
        ProductionOrder.objects.filter(
            status__in=("waiting_shortage", "in_production"), recipe__is_active=False
        )
        .values_list("product__code")
        .annotate(Count("id"))
        .order_by()
    )
    wanted = Q(is_active=True) | Q(valid_from__gt=today())
    found: dict[str, RecipeFacts] = {}
    listed = Recipe.objects.filter(wanted).order_by("version")
    for code, version, valid_from, is_active in listed.values_list(
        "product__code", "version", "valid_from", "is_active"
    ):
        known = found.get(code, RecipeFacts(older_orders=older.get(code, 0)))
        if is_active:
            found[code] = replace(known, version=version, valid_from=valid_from)
        elif valid_from is not None and (known.next_from is None or valid_from < known.next_from):
            found[code] = replace(known, next_version=version, next_from=valid_from)
    return found


def published_plan_number() -> int | None:
    """Number of the plan in force, None when there is none: one query."""
    return PlanVersion.objects.filter(state="published").values_list("number", flat=True).first()
