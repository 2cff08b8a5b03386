"""The one way to a compiled kernel: numba when it is installed, else the same Python."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

Kernel = TypeVar("Kernel", bound=Callable[..., object])

try:
    from numba import njit
except ImportError:
    COMPILED = False
else:
    COMPILED = True


def compiled(function: Kernel) -> Kernel:
    """Compile a kernel that Python calls, cached on disk and free of the interpreter's lock.

    Kernels keep to what means the same in both worlds: 64-bit integers that never overflow, floats
    added in one order.
    """
    if not COMPILED:
        return function
    return cast(Kernel, njit(cache=True, nogil=True)(function))


def lean(function: Kernel) -> Kernel:
    """Compile a kernel that makes no arrays, sets, lists or views that outlive it: nothing is counted in it.

    Numba counts references to every array that is taken out of a tuple, with an atomic instruction; where
    small functions are written into a loop that is most of its time. The caller holds the arrays.
    """
    if not COMPILED:
        return function
    made = njit(cache=True, nogil=True, _nrt=False)  # type: ignore[call-overload]
    return cast(Kernel, made(function))


def lean_part(function: Kernel) -> Kernel:
    """Compile a lean kernel that only kernels call: a door to Python for its tuples of arrays costs most."""
    if not COMPILED:
        return function
    made = njit(  # type: ignore[call-overload]
        nogil=True, _nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True
    )
    return cast(Kernel, made(function))


def part(function: Kernel) -> Kernel:
    """Compile what only kernels call: it lies in their code, without a door of its own to Python."""
    if not COMPILED:
        return function
    made = njit(nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)  # type: ignore[call-overload]
    return cast(Kernel, made(function))


def was_compiled(kernel: Callable[..., object]) -> bool:
    """Whether a kernel of `compiled` lies on disk, for this source or for an earlier one."""
    stats = getattr(kernel, "stats", None)
    if stats is None:
        return False
    module = kernel.__module__.rpartition(".")[2]
    return any(Path(stats.cache_path).glob(f"{module}.{kernel.__name__}-*.nbi"))
