"""What counts as a small change, in one measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RepairWeights:
    """Prices of a repair; the repair with the smallest sum is chosen.

    Attributes:
        day_late: A calendar day late, times the weight of the order (6 / priority); days won count against.
        moved: An operation with another start or machine.
        other_machine: On top, when it changes its machine.
        hour_later: An hour by which an operation starts later than it did, or earlier.
        setup_hour: An hour of set-up more.
    """

    day_late: float = 10.0
    moved: float = 0.1
    other_machine: float = 0.3
    hour_later: float = 0.02
    setup_hour: float = 0.5


DEFAULT_WEIGHTS = RepairWeights()
#: What people choose between: of the same day late the first makes a few moves at most, the last any number.
PRESETS: Mapping[str, RepairWeights] = {
    "fewer_changes": RepairWeights(day_late=0.5, moved=0.5, other_machine=2.0, setup_hour=0.5),
    "usual": DEFAULT_WEIGHTS,
    "less_late": RepairWeights(
        day_late=100.0, moved=0.02, other_machine=0.05, hour_later=0.005, setup_hour=0.1
    ),
}
