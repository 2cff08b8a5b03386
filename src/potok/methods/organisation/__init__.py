"""Principles of production organisation as coefficients: rhythm, proportionality, parallelism."""
