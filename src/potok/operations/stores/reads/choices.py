"""What forms of the warehouses, of quality control and of purchasing may choose from: one query each."""

from __future__ import annotations

from potok.operations.catalog.models import Customer, Item, RoutingLine, Supplier, Workshop


def customer_names() -> list[str]:
    """Customers by name."""
    return list(Customer.objects.order_by("name").values_list("name", flat=True))


def supplier_names() -> list[str]:
    """Suppliers by name."""
    return list(Supplier.objects.order_by("name").values_list("name", flat=True))


def workshop_choices() -> list[tuple[str, str]]:
    """Workshops: code and name."""
    return list(Workshop.objects.order_by("code").values_list("code", "name"))


def item_choices(*types: str) -> list[tuple[str, str]]:
    """Active items of the types (all without): code, «code name»."""
    found = Item.objects.filter(is_active=True)
    if types:
        found = found.filter(type__in=types)
    return [(code, f"{code} {name}") for code, name in found.order_by("code").values_list("code", "name")]


def operation_choices(item: str) -> list[tuple[int, str]]:
    """Operations of the route of an item: number, «number name»."""
    lines = RoutingLine.objects.filter(product__code=item).order_by("op_no")
    return [
        (number, f"{number} {name}") for number, name in dict(lines.values_list("op_no", "op_name")).items()
    ]
