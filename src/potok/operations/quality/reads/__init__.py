"""What pages and the API read of quality control."""
