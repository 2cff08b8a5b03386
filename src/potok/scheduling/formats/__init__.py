"""Readers of published scheduling instances: text in, a problem or the list of its faults out."""
