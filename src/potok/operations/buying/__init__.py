"""Purchasing with its effects on orders: from signal to purchase order to row of the pull table; advice."""
