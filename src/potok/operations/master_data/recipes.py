"""Recipes: every change is a new version, valid from a date; what was confirmed keeps its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Prefetch, Q

from potok.operations.catalog import snapshot
from potok.operations.catalog.clock import today
from potok.operations.catalog.models import Item, Recipe, RecipeLine
from potok.operations.catalog.recipes import activate_due_recipes
from potok.operations.field_history import FieldChange, Shown, events_of, field_changes
from potok.operations.master_data.resource import Difference, Key, Record, Terms
from potok.plant.model import BomLine, Unit


@dataclass(frozen=True, slots=True)
class RecipeVersion:
    """A version of a recipe.

    Attributes:
        state: active, waiting (valid from a later date) or past.
        orders: Open orders that keep this version.
    """

    version: int
    valid_from: dt.date | None
    state: str
    note: str
    lines: tuple[BomLine, ...]
    orders: int


class RecipeBooks:
    """Active recipes as lines; a changed one becomes the next version."""

    def records(self) -> tuple[Record, ...]:
        """Lines of the active recipes by product."""
        return tuple(line for lines in snapshot.active_boms().values() for line in lines)

    def write(self, difference: Difference, terms: Terms) -> None:
        """A new version of every recipe that differs; without lines a product has no recipe any more."""
        boms = snapshot.active_boms()
        wanted = {product: list(lines) for product, lines in boms.items()}
        for product in {record.product_id for record in difference.touched()}:
            wanted.setdefault(product, [])
        gone = [*difference.removed, *(old for old, _ in difference.changed)]
        for record in gone:
            wanted[record.product_id].remove(record)
        for record in [*difference.new, *(new for _, new in difference.changed)]:
            wanted[record.product_id].append(record)
        valid_from = terms.options.get("valid_from") or today()
        for product in sorted({record.product_id for record in difference.touched()}):
            lines = sorted(wanted[product], key=lambda line: line.line_no)
            _write_version(product, lines, valid_from, str(terms.options.get("note") or ""))
        activate_due_recipes()

    def history(self, key: Key) -> tuple[FieldChange, ...]:
        """Versions and their lines."""
        return field_changes(
            events_of(Recipe).filter(product__code=key[0]),
            {"is_active": Shown("Действует"), "valid_from": Shown("Действует с")},
            name="version",
            row_of=lambda state: f"версия {state['version']}",
            row_columns=("version",),
        )


def versions_of(product: str) -> list[RecipeVersion]:
    """Versions of a recipe, the newest first: three queries."""
    lines = Prefetch("lines", RecipeLine.objects.select_related("component").order_by("line_no"))
    open_orders = Q(productionorder__status__in=("new", "waiting_shortage", "in_production"))
    found = (
        Recipe.objects.filter(product__code=product)
        .annotate(open_orders=Count("productionorder", filter=open_orders))
        .prefetch_related(lines)
        .order_by("-version")
    )
    date = today()
    return [
        RecipeVersion(
            version=recipe.version,
            valid_from=recipe.valid_from,
            state=_state(recipe, date),
            note=recipe.note,
            lines=tuple(
                BomLine(
                    product_id=product,
                    line_no=line.line_no,
                    component_id=line.component.code,
                    qty_per_unit=line.qty_per_unit,
                    unit=Unit(line.unit),
                    loss_pct=line.loss_pct,
                )
                for line in recipe.lines.all()
            ),
            orders=recipe.open_orders,
        )
        for recipe in found
    ]


def _state(recipe: Recipe, date: dt.date) -> str:
    if recipe.is_active:
        return "active"
    return "waiting" if recipe.valid_from is not None and recipe.valid_from > date else "past"


def _write_version(product: str, lines: Sequence[BomLine], valid_from: dt.date, note: str) -> None:
    item = Item.objects.get(code=product)
    if not lines:
        Recipe.objects.filter(product=item, is_active=True).update(is_active=False, valid_from=None)
        return
    last = Recipe.objects.filter(product=item).aggregate(last=Max("version"))["last"] or 0
    # A version that waits for the same or a later date is replaced by this one.
    waiting = Recipe.objects.filter(product=item, is_active=False, valid_from__gt=today())
    waiting.filter(valid_from__gte=valid_from).update(valid_from=None)
    recipe = Recipe.objects.create(
        product=item, version=last + 1, valid_from=valid_from, is_active=False, note=note
    )
    _write_lines(recipe, lines)


def _write_lines(recipe: Recipe, lines: Iterable[BomLine]) -> None:
    ids: dict[str, Any] = dict(Item.objects.values_list("code", "pk"))
    RecipeLine.objects.bulk_create(
        RecipeLine(
            recipe=recipe,
            line_no=line.line_no,
            component_id=ids[line.component_id],
            qty_per_unit=line.qty_per_unit,
            unit=line.unit.value,
            loss_pct=line.loss_pct,
        )
        for line in lines
    )
