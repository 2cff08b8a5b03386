"""Master data: every declared resource has the same operations."""
