"""Designed lines: what balancing, methods and simulation say of one line, joined into one document."""
