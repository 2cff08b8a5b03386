"""Quantities as whole thousandths: exact and fast inside, decimals at the borders of the room.

Stock units are kilograms kept to 0.001 and pieces (conventions 1), so a thousandth of the unit is the
smallest quantity there is and integers hold every quantity exactly.
"""

from __future__ import annotations

import math
from decimal import Decimal

_THOUSAND = 1000


def supply_thousandths(qty: Decimal) -> int:
    """A quantity that is given, in thousandths; what is finer is dropped, never promised."""
    return math.floor(qty * _THOUSAND)


def need_thousandths(qty: Decimal) -> int:
    """A quantity that is needed, in thousandths; what is finer counts as a whole thousandth."""
    return math.ceil(qty * _THOUSAND)


def quantity(thousandths: int) -> Decimal:
    """Thousandths as a decimal with three places, in the stock unit."""
    return Decimal(thousandths).scaleb(-3)
