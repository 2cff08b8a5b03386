"""Things a calculation may be about, found by a part of code or name."""

from __future__ import annotations

from django.db.models import Q

from potok.operations.calculations.models import SUBJECTS, Calculation
from potok.operations.catalog.models import Item, Machine

#: Kind and Russian word, for pages.
SUBJECT_CHOICES = tuple(SUBJECTS)


def subject_hits(kind: str, text: str, *, limit: int = 30) -> tuple[tuple[str, str], ...]:
    """Code and name of products or machines, names of lines used before: one query."""
    named = Q(code__icontains=text) | Q(name__icontains=text)
    if kind in ("product", "route"):
        items = Item.objects.filter(named, type="finished").order_by("name", "code")
        return tuple(items.values_list("code", "name")[:limit])
    if kind == "machine":
        return tuple(
            Machine.objects.filter(named).order_by("name", "code").values_list("code", "name")[:limit]
        )
    if kind == "line":
        lines = Calculation.objects.filter(subject="line", line__icontains=text).order_by("line")
        return tuple((line, "") for line in lines.values_list("line", flat=True).distinct()[:limit])
    return ()
