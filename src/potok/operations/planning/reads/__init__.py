"""What pages and API read of plans."""
