"""Compiled loops of the single-machine search."""
