"""Terms of suppliers: who sells an item, in which lots, how soon, at what price."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.models import Item, Supplier
from potok.operations.people.acting import Actor, command
from potok.operations.purchasing.models import SupplierTerms


@dataclass(frozen=True, slots=True)
class TermsGiven:
    """Terms as they are given; see `SupplierTerms`. None = as the item or the settings say."""

    supplier: str
    item: str
    lead_time_days: int | None = None
    lot_qty: Decimal | None = None
    min_qty: Decimal | None = None
    price_rub: Decimal | None = None
    preferred: bool = False


def save_terms(actor: Actor, *, terms: TermsGiven) -> SupplierTerms:
    """Write the terms of a supplier and an item; a preferred supplier takes the place of the one before.

    Raises:
        InvalidDataError: Unknown supplier or item, or impossible figures; all faults at once.
    """
    with command(actor, "keep_terms"):
        supplier = Supplier.objects.filter(name=terms.supplier).first()
        item = Item.objects.filter(code=terms.item).exclude(type="finished").first()
        faults = list(_faults(terms, supplier, item))
        if faults or supplier is None or item is None:
            raise InvalidDataError(faults)
        if terms.preferred:
            SupplierTerms.objects.filter(item=item, is_preferred=True).exclude(supplier=supplier).update(
                is_preferred=False
            )
        row, _ = SupplierTerms.objects.update_or_create(
            supplier=supplier,
            item=item,
            defaults={
                "lead_time_days": terms.lead_time_days,
                "lot_qty": terms.lot_qty,
                "min_qty": terms.min_qty,
                "price_rub": terms.price_rub,
                "is_preferred": terms.preferred,
            },
        )
        return row


def _faults(terms: TermsGiven, supplier: Supplier | None, item: Item | None) -> Iterator[Problem]:
    def fault(field: str, value: object, expected: str, code: str) -> Problem:
        return Problem("Условия поставки", None, field, str(value), expected, code)

    if supplier is None:
        yield fault("supplier", terms.supplier, "поставщик из справочника", "unknown_reference")
    if item is None:
        yield fault("item", terms.item, "код сырья или тары", "unknown_reference")
    if terms.lead_time_days is not None and terms.lead_time_days < 0:
        yield fault("lead_time_days", terms.lead_time_days, "не меньше 0", "bad_quantity")
    for field, value in (
        ("lot_qty", terms.lot_qty),
        ("min_qty", terms.min_qty),
        ("price_rub", terms.price_rub),
    ):
        if value is not None and value <= 0:
            yield fault(field, value, "больше 0 или пусто", "bad_quantity")
