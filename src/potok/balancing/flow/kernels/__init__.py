"""Compiled loops of the search for a flow."""
