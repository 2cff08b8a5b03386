"""Addresses of other sections, which an installation may lack."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse


def page(name: str, *args: object, **query: object) -> str:
    """Address of a page of another section, empty when there is none."""
    try:
        found = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    return f"{found}?{urlencode(query)}" if query else found


def receipt(code: str) -> str:
    """The list of receipts with one receipt."""
    return page("pull_table:receipts", text=code, view="all")


def signal(number: str) -> str:
    """The list of signals with one signal."""
    return page("pull_table:signals", text=number, view="all")


def item(code: str) -> str:
    """The pull table opened at an item."""
    return page("pull_table:phased", item=code, open=code)


def board(order_no: str) -> str:
    """The board at the bar of an order."""
    return page("board:board", order=order_no)
