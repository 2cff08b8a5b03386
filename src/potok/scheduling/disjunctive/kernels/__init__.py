"""Kernels of the disjunctive shop: plain arrays in, plain arrays out, compiled where numba is installed."""
