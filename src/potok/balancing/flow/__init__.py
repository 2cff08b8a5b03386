"""Sewing flows: indivisible operations gathered into organisational operations (catalogue 35.2)."""
