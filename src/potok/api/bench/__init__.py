"""The engineering bench: methods, calculations, saved calculations."""
