"""Verbs of master data."""
