"""Verbs of direct purchasing: the life of signals (order-workflow 6.4)."""
