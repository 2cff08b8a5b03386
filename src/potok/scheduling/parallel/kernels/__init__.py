"""Compiled loops of the search over parallel machines."""
