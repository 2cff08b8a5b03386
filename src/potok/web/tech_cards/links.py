"""Addresses of technological cards and of what stands on them."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def card_url(number: str) -> str:
    """The page of a card."""
    return reverse("tech_cards:card", args=[number])


def lot_url(lot: str) -> str:
    """The trace of a lot, empty while there is no such page."""
    for name in ("stock:trace", "stock:lot"):
        try:
            return reverse(name, args=[lot])
        except NoReverseMatch:
            continue
    return ""


def order_url(order_no: str) -> str:
    """The card of an order."""
    return reverse("journal:card", args=[order_no])
