"""Unrelated parallel machines, makespan, with or without sequence-dependent set-ups."""
