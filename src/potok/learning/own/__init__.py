"""Variants made from a seed: the same seed and method always give the same data."""
