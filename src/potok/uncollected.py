"""Work that makes many objects and no rings of them: the collector of rings stays out of it.

A plan of ten thousand operations is some hundred thousand objects made at once, and each time their number
has grown the collector walks over all there are, to find nothing; that takes a third of the work itself.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_Args = ParamSpec("_Args")
_Result = TypeVar("_Result")


def uncollected(function: Callable[_Args, _Result]) -> Callable[_Args, _Result]:
    """Let a function of a second or two run without the collector; it goes on afterwards.

    The collector is one for all threads. Whoever ends first of several lets it go on; that costs the others
    time and nothing else.
    """

    @wraps(function)
    def without_collector(*args: _Args.args, **kwargs: _Args.kwargs) -> _Result:
        if not gc.isenabled():
            return function(*args, **kwargs)
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            gc.enable()

    return without_collector
