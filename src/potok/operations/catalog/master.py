"""Master data kept in memory of the process as long as their stamp in the database is the same.

Commands ask for recipes, routes and calendars all the time, and these change rarely. The stamp is
renewed by triggers inside the transaction that changes master data, so what is kept is never older than
the last committed change that the caller can see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from potok.operations.catalog import snapshot
from potok.operations.catalog.models import CatalogStamp, Item, Recipe, Workshop
from potok.plant import model as plain
from potok.plant.shifts import ShiftCalendar
from potok.supply.of_plant import permitted_lines
from potok.supply.work_content import operations


@dataclass(frozen=True)
class Master:
    """Items, active recipes, routes and calendars by their codes.

    Attributes:
        stamp: The version of the data, None when master data never changed since the installation.
        item_ids: Key in the books by code of the item.
        item_codes: Code by key in the books.
        inactive: Codes of items that are no longer made or used.
        recipe_ids: Key of the active recipe by product.
        workshop_ids: Key in the books by code of the workshop.
    """

    stamp: UUID | None
    items: Mapping[str, plain.Item]
    item_ids: Mapping[str, int]
    item_codes: Mapping[int, str]
    inactive: frozenset[str]
    boms: Mapping[str, tuple[plain.BomLine, ...]]
    recipe_ids: Mapping[str, int]
    routings: Mapping[str, tuple[plain.RoutingLine, ...]]
    machines: Mapping[str, plain.Machine]
    calendar: tuple[plain.CalendarRow, ...]
    workshop_ids: Mapping[str, int]

    @cached_property
    def plant(self) -> plain.Plant:
        """The same as a plant without stock and orders; its date means nothing."""
        return plain.Plant(
            today=dt.date.min,
            items=self.items,
            boms=self.boms,
            routings=self.routings,
            machines=self.machines,
            calendar=self.calendar,
        )

    @cached_property
    def shifts(self) -> ShiftCalendar:
        """Shifts of workshops and machines."""
        return ShiftCalendar(self.calendar)

    @cached_property
    def holidays(self) -> frozenset[dt.date]:
        """No working days of quality control and purchasing."""
        return frozenset(row.date for row in self.calendar if row.kind is plain.DayKind.HOLIDAY)

    @cached_property
    def _first_workshops(self) -> dict[str, str]:
        return {
            product: next(iter(operations(permitted_lines(self.plant, product)).values()))[0].workshop_id
            for product in self.routings
        }

    def first_workshop(self, product: str) -> str | None:
        """Workshop of the first operation of a product, of the product itself when it has no route."""
        return self._first_workshops.get(product) or self.items[product].workshop_id


class _Kept:
    """The master data of this process; replaced as a whole, so threads need no lock."""

    master: Master | None = None


def stamp() -> UUID | None:
    """The present version of master data."""
    return CatalogStamp.objects.filter(id=1).values_list("value", flat=True).first()


def master_data(present: UUID | None) -> Master:
    """The master data of the given version, read from the books when they are not kept.

    Args:
        present: The stamp, read in the caller's transaction.
    """
    kept = _Kept.master
    if kept is not None and present is not None and kept.stamp == present:
        return kept
    _Kept.master = _read(present)
    return _Kept.master


def _read(present: UUID | None) -> Master:
    listed = list(Item.objects.values_list("id", "code", "is_active"))
    return Master(
        stamp=present,
        items=snapshot.master_items(),
        item_ids={code: pk for pk, code, _ in listed},
        item_codes={pk: code for pk, code, _ in listed},
        inactive=frozenset(code for _, code, is_active in listed if not is_active),
        boms=snapshot.active_boms(),
        recipe_ids=dict(Recipe.objects.filter(is_active=True).values_list("product__code", "id")),
        routings=snapshot.routings(),
        machines=snapshot.machines(),
        calendar=snapshot.calendar(),
        workshop_ids=dict(Workshop.objects.values_list("code", "id")),
    )
