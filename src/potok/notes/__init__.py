"""The explained calculation: formulas declared once, steps, notes, units."""
