"""What a search for a flow is asked and what it answers; nothing here loads the kernels."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from potok.balancing.bench import Status
from potok.balancing.flow.figures import FlowFigures, FlowWeights
from potok.balancing.flow.front import FlowPoint
from potok.balancing.flow.problem import Flow


@dataclass(frozen=True, slots=True)
class FlowWishes:
    """What is looked for.

    Attributes:
        weights: How much each figure counts.
        goals: Figures that should be reached: what is above them counts again; None = no goals.
        goal_price: How many times more.
        front: The whole trade-off front is wanted: walks leave from its points, each to better one figure
            while the others stay (ε-constraint), beside walks by shaken weights.
    """

    weights: FlowWeights = field(default_factory=FlowWeights)
    goals: FlowFigures | None = None
    goal_price: float = 1.0
    front: bool = False

    def cost(self, figures: FlowFigures, scale: Sequence[float]) -> float:
        """Weighted figures and what is above the goals, each as a share of its scale."""
        goals = self.goals or [math.inf] * len(scale)
        rows = zip(self.weights, figures, goals, scale, strict=True)
        return sum(
            weight * (own + self.goal_price * max(0.0, own - goal)) / unit for weight, own, goal, unit in rows
        )


@dataclass(frozen=True, slots=True)
class FlowAnswer:
    """What the engine came to.

    Attributes:
        best: The gathering that fits the wishes best, None when none keeps every rule.
        nearest: A gathering that breaks least, given where there is no best.
        front: Gatherings of which none is better than another in every figure.
        status: How the search ended.
        seconds, process_seconds: Wall time and time of all cores.
        work: Pieces walked.
    """

    best: FlowPoint | None
    nearest: Flow | None
    front: tuple[FlowPoint, ...]
    status: Status
    seconds: float
    process_seconds: float
    work: int


#: Hears every better gathering; of a search for the front, every point that enters it.
Told = Callable[[FlowPoint], None]
