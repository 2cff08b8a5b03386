"""Commands on saved calculations."""
