"""What columns of resources may refer to."""

from __future__ import annotations

from django.db.models import Q

from potok.operations.catalog.models import Department, Item, Machine, Workshop

#: References of so few records that a form lists them all.
SHORT_LISTS = frozenset({"workshops", "departments", "machines"})


def options_of(name: str, text: str = "", *, limit: int | None = None) -> list[tuple[str, str]]:
    """Codes with names that a column may hold: one query.

    Args:
        name: Kind of reference: workshops, departments, machines, products, components, items.
        text: Part of code or name.
        limit: Only so many.
    """
    if name in _ITEMS:
        found = Item.objects.filter(_ITEMS[name])
    else:
        found = {"workshops": Workshop, "departments": Department, "machines": Machine}[name].objects.all()  # type: ignore[attr-defined]  # all three have the manager
    if text:
        found = found.filter(Q(code__icontains=text) | Q(name__icontains=text))
    return list(found.order_by("code").values_list("code", "name")[:limit])


_ITEMS = {
    "items": Q(),
    "products": Q(type="finished"),
    "components": Q(),
}
