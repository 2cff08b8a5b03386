"""Sheltered line: people with limitations, places, shift intervals, service and backlogs (source 002)."""
