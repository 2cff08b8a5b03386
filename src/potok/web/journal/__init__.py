"""The journal «Заказы на производство» and the card of an order."""
