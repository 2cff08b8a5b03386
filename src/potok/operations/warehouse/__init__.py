"""Stock lots, the ledger of movements, quality status of lots."""
