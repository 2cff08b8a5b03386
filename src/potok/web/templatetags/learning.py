"""Filters of the templates of learning: given data as texts."""

from __future__ import annotations

from django import template

from potok.notes.inputs.outline import TextItem
from potok.notes.note import InputItem
from potok.notes.render.numbers import number_text, value_text

register = template.Library()


@register.filter
def given(item: InputItem | TextItem) -> str:
    """A single given value with its unit."""
    return item.text if isinstance(item, TextItem) else value_text(item.value)


@register.filter
def given_number(cell: InputItem | str | None) -> str:
    """A cell of a table of given data; its unit stands in the head."""
    if cell is None:
        return "—"
    return cell if isinstance(cell, str) else number_text(cell.value.number)
