"""Compiled loops over the arrays of a factory."""
