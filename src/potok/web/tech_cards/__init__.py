"""Technological cards: the list, the card, its way from the shop to the books."""
