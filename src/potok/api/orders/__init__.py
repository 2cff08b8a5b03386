"""Production orders: the journal, the card and every command of order-workflow 4 to 7."""
