"""Addresses that the board needs of itself and of the order's card."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

#: Stands in addresses for the number that the browser script puts in.
ORDER_PLACE = "ORDER"


def board_url(number: int | None = None, **query: str) -> str:
    """The board with a version (default: the plan in force)."""
    given = {"plan": str(number), **query} if number is not None else query
    return reverse("board:board") + (f"?{urlencode(given)}" if given else "")


def with_plan(name: str, number: int | None, **query: str) -> str:
    """An address of this section for a version."""
    given = {**({"plan": str(number)} if number is not None else {}), **query}
    return reverse(f"board:{name}") + (f"?{urlencode(given)}" if given else "")


def order_url(order_no: str) -> str:
    """The order's card, empty while there is no such page."""
    try:
        return reverse("journal:card", args=[order_no])
    except NoReverseMatch:
        return ""
