"""Why operations start when they start, why orders are late, and what would really help."""
