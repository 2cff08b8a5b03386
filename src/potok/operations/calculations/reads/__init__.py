"""What pages and the API show of saved calculations."""
