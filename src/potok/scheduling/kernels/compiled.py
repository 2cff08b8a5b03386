"""The one decorator of kernels: compiled with numba where it is installed, else left as it is.

A kernel gives the same answer either way: it uses 64-bit integers and floats, explicit loops and the
random numbers of `kernels.chance`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Kernel = TypeVar("Kernel", bound=Callable[..., object])

try:
    from numba import njit
except ImportError:

    def compiled(kernel: Kernel) -> Kernel:
        """The kernel itself: numba is not installed."""
        return kernel

else:

    def compiled(kernel: Kernel) -> Kernel:
        """The kernel compiled, kept on disk, free of the interpreter's lock."""
        made: Kernel = njit(cache=True, nogil=True)(kernel)  # type: ignore[assignment]  # a dispatcher is called alike
        return made
