"""The engine of shops with all plant rules: apparatus, waits, set-ups, crews, tanks, fixed work."""
