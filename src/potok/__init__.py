"""Поток: an open system for organising and planning production."""

__version__ = "0.1.0"
