"""Material: the pull table, expected receipts, purchasing signals, lots."""
