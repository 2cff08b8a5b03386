"""Which version of a recipe is in force: the newest one whose date has come."""

from __future__ import annotations

from potok.operations.catalog.clock import today
from potok.operations.catalog.models import Recipe


def activate_due_recipes() -> tuple[str, ...]:
    """Put versions in force whose date has come; returns the codes of their products.

    Of several such versions of a product the highest number counts. Runs inside the caller's transaction.
    """
    due = (
        Recipe.objects.select_for_update(of=("self",))
        .filter(is_active=False, valid_from__lte=today())
        .select_related("product")
        .order_by("product_id", "-version")
    )
    active = dict(Recipe.objects.filter(is_active=True).values_list("product_id", "version"))
    changed = {}
    for recipe in due:
        if recipe.product_id not in changed and recipe.version > active.get(recipe.product_id, 0):
            changed[recipe.product_id] = recipe
    Recipe.objects.filter(product_id__in=list(changed), is_active=True).update(is_active=False)
    Recipe.objects.filter(pk__in=[recipe.pk for recipe in changed.values()]).update(is_active=True)
    return tuple(recipe.product.code for recipe in changed.values())
