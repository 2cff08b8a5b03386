"""Production orders: the journal, cover by material, reservations, volumes."""
