"""The sewing flow (003 sections 1 and 2): from a technological sequence to a designed flow."""
