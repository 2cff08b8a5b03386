"""Verbs of production orders: one use case, one function, one transaction."""
