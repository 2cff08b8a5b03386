"""Designed lines: kinds, lines, versions, acceptance, runs, documents."""
