"""Marks, numbers and dates."""

from __future__ import annotations

import datetime as dt

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

from potok.web import formats
from potok.web.components import fields, marks
from potok.web.tags.plant_time import local

register = template.Library()

register.simple_tag(marks.icon, name="icon")
register.simple_tag(marks.status_pill, name="status_pill")
register.simple_tag(marks.state_pill, name="state_pill")
register.simple_tag(marks.state_mark, name="state_mark")
register.simple_tag(marks.cover_mark, name="cover_mark")
register.simple_tag(marks.priority_mark, name="priority_mark")
register.simple_tag(marks.slack_mark, name="slack_mark")
register.simple_tag(marks.amount, name="amount")
register.simple_tag(marks.key, name="key")
register.simple_tag(fields.field, name="field")

register.filter("number", formats.number)
register.filter("signed", formats.signed)
register.filter("pieces", formats.pieces)
register.filter("kilograms", formats.kilograms)
register.filter("share", formats.share)
register.filter("percent", formats.percent)
register.filter("roubles", formats.roubles)
register.filter("unit", formats.unit_name)
register.filter("days", formats.days)
register.filter("duration", formats.duration)
register.filter("customer", formats.customer)
register.filter("weekday", formats.weekday)


@register.filter
def ru_date(value: dt.date | None) -> str:
    """ДД.ММ.ГГГГ."""
    return formats.date(local(value))


@register.filter
def ru_short_date(value: dt.date | None) -> str:
    """ДД.ММ."""
    return formats.short_date(local(value))


@register.filter
def ru_time(value: dt.datetime | None) -> str:
    """ЧЧ:ММ."""
    return formats.time(local(value))


@register.filter
def ru_moment(value: dt.datetime | None) -> str:
    """ДД.ММ.ГГГГ ЧЧ:ММ."""
    return formats.moment(local(value))


@register.filter
def ru_short_moment(value: dt.datetime | None) -> str:
    """ДД.ММ ЧЧ:ММ."""
    return formats.short_moment(local(value))


@register.filter
def moment_mark(value: dt.datetime | None) -> SafeString:
    """ДД.ММ and a greyed time."""
    return marks.moment_mark(local(value))


@register.filter
def counted(value: int, forms: str) -> str:
    """A count with its word: `{{ n|counted:"заказ,заказа,заказов" }}`."""
    one, few, many = forms.split(",")
    return formats.counted(value, one, few, many)


@register.simple_tag
def quantity(value: formats.Number | None, unit: str, decimals: int | None = None) -> str:
    """A quantity with its unit as text."""
    return formats.quantity(value, unit, decimals)


@register.simple_tag
def date_range(first: dt.date | None, last: dt.date | None) -> str:
    """A range of dates."""
    return formats.date_range(first, last)


@register.filter
def bound(field: BoundField, css: str) -> SafeString:
    """A form field's widget with a class, for layouts that `{% field %}` does not fit."""
    return fields.widget(field, css)
