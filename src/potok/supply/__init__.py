"""Availability of material: netting, ranking, pegging, pull table, signals."""
