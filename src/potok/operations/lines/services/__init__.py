"""Commands on lines and their versions."""
