"""Printed forms of the shops: paper for handwriting that carries the way back to its page."""
