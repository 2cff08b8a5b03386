"""Filters of the bench's templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from potok.web.bench.form_parts import number_value

register = template.Library()


@register.filter
def plain(value: float) -> str:
    """A number for an attribute: point, no spaces."""
    return repr(float(value))


@register.filter
def typed(value: float) -> str:
    """A number as a person types it: comma, no spaces, ten digits."""
    return number_value(float(f"{float(value):.10g}"))


@register.filter
def ending(number: str, unit: str) -> str:
    """A number with its unit at the end of a sentence: one full stop, also after «руб.»."""
    text = f"{number} {unit}".strip()
    return text if text.endswith(".") else f"{text}."


@register.filter
def get(values: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - whatever the mapping holds
    """A value of a mapping by key, empty without one."""
    return values.get(key, "")
