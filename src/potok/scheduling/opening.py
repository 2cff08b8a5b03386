"""Whether the first plan is made by compiled code: only a large one, and only when that is at hand."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from potok.scheduling.parts import parts_of
from potok.scheduling.problem import Problem

if TYPE_CHECKING:
    from potok.scheduling.annealing.opening import Opening

#: Operations from which listing a problem for the kernels takes less time than it saves.
_LARGE = 400


def opening_of(problem: Problem) -> Opening | None:
    """The compiled beginning of a large problem; None where plain Python is done sooner.

    A process that has not searched yet would load the compiled code first, or even compile it: it makes
    its first plan without. Both ways give the same plan.
    """
    loaded = sys.modules.get("potok.scheduling.annealing.part")
    if problem.operation_count < _LARGE or loaded is None or not loaded.is_loaded():
        return None
    from potok.scheduling.annealing.opening import Opening  # noqa: PLC0415

    return Opening(problem, [part for part in parts_of(problem) if part.can_change])
