"""Discrete-event twin of a line or a shop."""
