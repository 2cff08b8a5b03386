"""Ways in which work gives way, and places that are refused."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Way(Enum):
    """How an operation that cannot stay gives way.

    SHIFT: on its machine, pushing what stands behind it.
    OTHER: on whichever permitted machine ends it first, pushing what stands behind it there.
    GAP: into a gap, with the rest of its order behind it, moving nothing else.
    ANEW: with the rest of its order into the first gaps, earlier than it was where that goes.
    PUSH: from a given moment on, before whatever stands there (urgent work).
    """

    SHIFT = "shift"
    OTHER = "other"
    GAP = "gap"
    ANEW = "anew"
    PUSH = "push"


class Treatment(NamedTuple):
    """How the operations of one order give way.

    Attributes:
        position: First operation treated so; earlier ones keep their places.
        at_s: Moment of `PUSH`, else 0.
    """

    way: Way
    position: int = 0
    at_s: int = 0


class Ban(NamedTuple):
    """A machine choice on which an operation cannot start before a moment."""

    mode: int
    until_s: int
