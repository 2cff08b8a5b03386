"""Filters of the board's templates."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def magnitude(value: float) -> float:
    """A number without its sign: an arrow beside it tells the direction."""
    return abs(value)


@register.filter
def clock_time(seconds: int) -> str:
    """Elapsed time as «00:14», from an hour on as «1:00:14»."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


@register.filter
def of_hundred(part: float, whole: float) -> str:
    """A share in per cent for `data-width`, with a point whatever the language; 0 of nothing."""
    return f"{100 * part / whole if whole else 0:.2f}"
