"""The pull table: time-phased form, receipts and signals."""
