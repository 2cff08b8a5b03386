"""Values that the filters of the journal offer, found by a part of their code or name (order-workflow 10)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from potok.operations.catalog.models import Customer, Item, Machine, Supplier, Workshop
from potok.operations.orders.models import ProductionOrder

#: Values offered at once; more are found by typing.
OFFERED = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter.

    Attributes:
        value: What the address line holds.
        label: What a person reads.
        note: Code behind the name, empty where the value is the name.
    """

    value: str
    label: str
    note: str = ""


def offered(name: str, text: str = "", *, limit: int = OFFERED) -> tuple[Choice, ...]:
    """Values of a filter whose code or name holds the text: one query.

    Raises:
        KeyError: The filter has no such list.
    """
    if name in _WORDS:
        words = _WORDS[name](text).values_list(name, flat=True).order_by(name).distinct()[:limit]
        return tuple(Choice(word, word) for word in words)
    if name in _NAMES:
        named = _NAMES[name]().filter(name__icontains=text).order_by("name")[:limit]
        return tuple(Choice(one, one) for one in named.values_list("name", flat=True))
    coded = _CODES[name]().filter(Q(code__icontains=text) | Q(name__icontains=text)).order_by("code")
    return tuple(Choice(code, label, code) for code, label in coded.values_list("code", "name")[:limit])


def labels(name: str, values: Collection[str]) -> Mapping[str, str]:
    """Names of chosen codes, one query; a code that is gone, and a name, stands for itself."""
    known: dict[str, str] = {}
    if name in _CODES and values:
        known = dict(_CODES[name]().filter(code__in=list(values)).values_list("code", "name"))
    return {value: known.get(value, value) for value in values}


#: Filters by a code of the catalogue.
_CODES: Mapping[str, Callable[[], QuerySet[Any]]] = {
    "workshop": Workshop.objects.all,
    "machine": Machine.objects.all,
    "product": lambda: Item.objects.filter(type="finished"),
    "lacking": lambda: Item.objects.exclude(type="finished"),
}
#: Filters by a name.
_NAMES: Mapping[str, Callable[[], QuerySet[Any]]] = {
    "customer": Customer.objects.all,
    "supplier": Supplier.objects.all,
}
#: Filters by a word that stands in the rows themselves.
_WORDS: Mapping[str, Callable[[str], QuerySet[Any]]] = {
    "family": lambda text: Item.objects.filter(type="finished", family__icontains=text).exclude(family=""),
    "manager": lambda text: ProductionOrder.objects.filter(manager__icontains=text).exclude(manager=""),
}

#: Filters whose values are listed here.
LISTED = frozenset({*_CODES, *_NAMES, *_WORDS})
