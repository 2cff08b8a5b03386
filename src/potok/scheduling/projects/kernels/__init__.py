"""Kernels of projects: plain arrays in, plain arrays out, compiled where numba is installed."""
