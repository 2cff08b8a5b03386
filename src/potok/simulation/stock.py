"""What lies between two steps: pieces with the moment of their launch, and how the level moved."""

from __future__ import annotations

from collections import deque
from itertools import repeat

import numpy as np
import numpy.typing as npt

from potok.simulation.line import Link
from potok.simulation.opening import NOISE

#: Moment of launch of a piece, None for those that lay on the line at the start.
Birth = float | None


class Stock:
    """Pieces of one link; `changes` are (moment, level) in order."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self.pieces: deque[Birth] = deque(repeat(None, link.initial + link.technological))
        self._taken = 0
        self.changes: list[tuple[float, int]] = [(0.0, link.initial)]

    def has(self, batch: int) -> bool:
        """Whether a batch can be taken."""
        return len(self.pieces) >= batch

    def has_room(self, batch: int) -> bool:
        """Whether a batch finds room."""
        return self.link.capacity is None or len(self.pieces) + batch <= self.link.capacity

    def take(self, batch: int, _now: float) -> list[Birth]:
        """Take a batch, the oldest first; it counts here until the next step hands it on."""
        self._taken += batch
        return [self.pieces.popleft() for _ in range(batch)]

    def put(self, births: list[Birth], now: float) -> None:
        """Lay a finished batch down."""
        self.pieces.extend(births)
        self._note(now)

    def hand_on(self, batch: int, now: float) -> None:
        """The next step has handed a batch on."""
        self._taken -= batch
        self._note(now)

    def _note(self, now: float) -> None:
        self.changes.append((now, len(self.pieces) + self._taken - self.link.technological))


class Launch(Stock):
    """Work before a first step: endless, or given by the takt; its level is what has been launched."""

    def __init__(self, step: int, *, paced: bool) -> None:
        super().__init__(Link(step, step))
        self._paced = paced

    def has(self, batch: int) -> bool:
        """Endless work is always there."""
        return not self._paced or super().has(batch)

    def take(self, batch: int, now: float) -> list[Birth]:
        """Take a batch; endless work is launched at this moment."""
        if not self._paced:
            self.pieces.extend(repeat(now, batch))
            births = super().take(batch, now)
            self._note(now)
            return births
        return super().take(batch, now)


class Course:
    """A level over the measured time.

    Attributes:
        mean: Mean over time.
        least, most: Extremes.
        sampled: Levels at the sample moments.
    """

    def __init__(
        self, changes: list[tuple[float, int]], start: float, finish: float, moments: npt.NDArray[np.float64]
    ) -> None:
        times = np.array([moment for moment, _ in changes])
        levels = np.array([level for _, level in changes], dtype=float)
        first = int(np.searchsorted(times, start + NOISE, side="right")) - 1
        last = int(np.searchsorted(times, finish + NOISE, side="right")) - 1
        edges = np.clip(np.append(times[first : last + 1], finish), start, finish)
        within = levels[first : last + 1]
        lasting = np.diff(edges)
        self.mean = float((within * lasting).sum() / (finish - start))
        seen = within[lasting > NOISE]
        self.least, self.most = float(seen.min()), float(seen.max())
        self.sampled = levels[np.searchsorted(times, moments + NOISE, side="right") - 1]
