"""Two variants of a line side by side: which of their figures got better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from potok.lines.design import Indicator

#: Smaller differences are binary noise, as a share of the greater figure.
_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure beside the one it is compared with.

    Attributes:
        base: The other figure, None where there is none.
        change: The figure less the other one, None without one.
        verdict: "better", "worse" or "" where equal or neither is better.
    """

    indicator: Indicator
    base: float | None
    change: float | None
    verdict: str


def compare(indicators: Sequence[Indicator], base: Sequence[Indicator] | None) -> tuple[Compared, ...]:
    """The figures beside those of another variant.

    Args:
        indicators: Of the variant that is looked at.
        base: Of the other one; None = each is compared with its own `base`.
    """
    if base is None:
        others = {one.key: one.base for one in indicators}
    else:
        others = {one.key: one.value for one in base}
    return tuple(_compared(one, others.get(one.key)) for one in indicators)


def _compared(indicator: Indicator, base: float | None) -> Compared:
    if base is None:
        return Compared(indicator, None, None, "")
    change = indicator.value - base
    if abs(change) <= _NOISE * max(abs(indicator.value), abs(base)):
        return Compared(indicator, base, 0.0, "")
    if not indicator.better:
        return Compared(indicator, base, change, "")
    better = (change < 0) == (indicator.better == "low")
    return Compared(indicator, base, change, "better" if better else "worse")
