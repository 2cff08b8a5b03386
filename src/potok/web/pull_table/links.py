"""Addresses of pages of other sections, which may not exist in an installation."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString


def order_href(order_no: str) -> str:
    """Card of an order, empty while there is no such page."""
    return _reverse("journal:card", order_no)


def order_link(order_no: str) -> SafeString:
    """The number of an order, as a link when its card exists."""
    href = order_href(order_no)
    return format_html('<a href="{}">{}</a>' if href else "{1}", href, order_no)


def waiting_orders_href(**more: str) -> str:
    """The journal's view of orders that wait for material, empty while there is no journal."""
    base = _reverse("journal:list")
    return f"{base}?{urlencode({'view': 'shortage', **more})}" if base else ""


def _reverse(name: str, *args: str) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
