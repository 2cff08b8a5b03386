"""Repair of a plan after an event: the least change that makes it right and timely again."""
