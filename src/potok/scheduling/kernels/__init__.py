"""Compiled kernels: plain arrays in, plain arrays out; without numba the same code runs interpreted."""
