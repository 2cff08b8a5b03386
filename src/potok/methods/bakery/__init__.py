"""Bread shop: recipes, flour blends, process norms, the daily plan of the ovens."""
