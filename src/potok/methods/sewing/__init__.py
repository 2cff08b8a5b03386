"""Sewing flow (catalogue chapters 35 and 95.4)."""
