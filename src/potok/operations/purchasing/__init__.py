"""Expected receipts of the pull table and purchasing signals."""
