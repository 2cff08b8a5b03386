"""Compiled loops of the engine for people of different ability."""
