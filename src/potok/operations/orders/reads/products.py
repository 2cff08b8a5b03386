"""Products as the form of a new order and the dialogs of an order need them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from potok.operations.catalog.models import Item


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """A product with what limits the volume of its orders.

    Attributes:
        multiple: Volumes are multiples of this many pieces.
        net_kg: Weight of a piece, None where the catalogue tells none.
    """

    code: str
    name: str
    multiple: int
    net_kg: Decimal | None


_COLUMNS = ("code", "name", "order_multiple", "net_kg")


def product_facts(code: str) -> ProductFacts | None:
    """The product with a code, None when there is none: one query."""
    row = Item.objects.filter(code=code, type="finished").values_list(*_COLUMNS).first()
    return ProductFacts(*row) if row is not None else None


def find_products(text: str, *, limit: int = 50) -> tuple[ProductFacts, ...]:
    """Products that are made and whose code or name holds the text: one query."""
    named = Q(code__icontains=text) | Q(name__icontains=text)
    found = Item.objects.filter(named, type="finished", is_active=True).order_by("name", "code")
    return tuple(ProductFacts(*row) for row in found.values_list(*_COLUMNS)[:limit])
