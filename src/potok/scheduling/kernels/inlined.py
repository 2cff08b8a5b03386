"""Small kernels that are written into their callers: a call would cost more than what they do.

A call of a compiled function hands over every array of its tuples one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Kernel = TypeVar("Kernel", bound=Callable[..., object])

try:
    from numba import njit
except ImportError:

    def inlined(kernel: Kernel) -> Kernel:
        """The kernel itself: numba is not installed."""
        return kernel

else:

    def inlined(kernel: Kernel) -> Kernel:
        """The kernel, to be compiled as a part of its callers."""
        made: Kernel = njit(inline="always")(kernel)  # type: ignore[assignment]  # a dispatcher is called alike
        return made
