"""Working conditions against their limits."""
