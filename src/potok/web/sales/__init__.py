"""The sales plan as a table of months."""
