"""Random numbers inside kernels: L'Ecuyer's combined generator, the same with and without numba.

P. L'Ecuyer, Efficient and portable combined random number generators, Communications of the ACM 31
(1988). Its products stay below 2⁶³, so plain 64-bit integers do.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from potok.compiled import lean

Chance = npt.NDArray[np.int64]

_M1 = 2147483563
_M2 = 2147483399


def chance_of(seed: int, lane: int = 0) -> Chance:
    """State of a generator; seeds and lanes give streams of their own."""
    mixed = np.random.SeedSequence([seed, lane]).generate_state(2)
    return np.array([1 + int(mixed[0]) % (_M1 - 1), 1 + int(mixed[1]) % (_M2 - 1)], dtype=np.int64)


@lean
def uniform(chance: Chance) -> float:
    """A number in [0, 1)."""
    chance[0] = chance[0] * 40014 % _M1
    chance[1] = chance[1] * 40692 % _M2
    return float((chance[0] - chance[1]) % (_M1 - 1)) / (_M1 - 1)


@lean
def below(chance: Chance, limit: int) -> int:
    """A whole number in 0 … limit − 1."""
    return int(uniform(chance) * limit)
