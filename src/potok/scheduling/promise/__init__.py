"""The earliest credible release of an order that is not accepted yet, and what would make it earlier."""
