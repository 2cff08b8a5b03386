"""Data of the last saved calculation of a method: what is at hand where the books know nothing of it."""

from __future__ import annotations

from potok.operations.calculations.fillers.filler import Choice, Filler, Taken
from potok.operations.calculations.models import Calculation
from potok.operations.calculations.reads.card import SavedCalculation, calculation


def last_number(method_id: str) -> str | None:
    """Number of the calculation of a method saved last, None while none is saved."""
    return (
        Calculation.objects.filter(method=method_id)
        .order_by("-saved_at", "-id")
        .values_list("number", flat=True)
        .first()
    )


def named(saved: SavedCalculation) -> str:
    """A saved calculation as a remark names it."""
    return f"Расчёт {saved.number}, версия {saved.version}: {saved.author}, {saved.plant_date:%d.%m.%Y}."


def last_saved(method_id: str) -> Filler | None:
    """The filler of the calculation saved last, None while none is saved."""
    number = last_number(method_id)
    if number is None:
        return None

    def take(_choice: Choice) -> Taken:
        saved = calculation(number)
        return Taken(saved.given, saved.subject, saved.subject_name, (named(saved),))

    return Filler("last", method_id, f"Из последнего расчёта {number}", (), take)
