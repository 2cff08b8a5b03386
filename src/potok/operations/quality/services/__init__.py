"""What quality control does: one verb, one function, one transaction."""
