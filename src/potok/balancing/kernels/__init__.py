"""Compiled kernels of the engine of simple lines; imported only when an engine runs."""
