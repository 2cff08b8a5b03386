"""Kernels that numba compiles: the decoder of sequences and the walk over them."""
