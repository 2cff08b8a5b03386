"""Addresses of technological cards and of what stands on them."""

from __future__ import annotations

from django.urls import reverse

from potok.web.notices import links


@links.subject("tech_card")
def card_url(number: str) -> str:
    """The page of a card; notices about a card lead there too."""
    return reverse("tech_cards:card", args=[number])


def lot_url(lot: str) -> str:
    """The card of a lot with its trace."""
    return reverse("stock:lot", args=[lot])


def order_url(order_no: str) -> str:
    """The card of an order."""
    return reverse("journal:card", args=[order_no])
