"""Material balance of a technological card in kilograms (order-workflow 8.1)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")
_GRAM = Decimal("0.001")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of a card.

    Attributes:
        from_rework: Of them pieces that earlier cards counted as rework: their material is not new.
    """

    good: int = 0
    rework: int = 0
    scrap: int = 0
    samples: int = 0
    from_rework: int = 0

    @property
    def total(self) -> int:
        """Pieces that took material in this card: the base of its norms.

        Good, scrap and samples as order-workflow 8.1 says, and pieces that wait for rework: they hold
        material too. It is not counted again when they come out of the rework.
        """
        return self.good + self.rework + self.scrap + self.samples - self.from_rework


@dataclass(frozen=True, slots=True)
class Balance:
    """Σ raw = good + rework + scrap + samples + losses, kilograms.

    Attributes:
        raw_kg: Raw materials used, and pieces taken back from rework.
        losses_pct: Of the raw materials; None when nothing was used.
        limit_pct: The most that needs no reason: loss norm and tolerance.
        yield_pct: Good product in percent of the raw materials.
    """

    raw_kg: Decimal
    good_kg: Decimal
    rework_kg: Decimal
    scrap_kg: Decimal
    samples_kg: Decimal
    losses_kg: Decimal
    losses_pct: Decimal | None
    limit_pct: Decimal
    yield_pct: Decimal | None

    @property
    def in_norm(self) -> bool:
        """Whether the losses need no reason."""
        return 0 <= self.losses_kg * 100 <= self.limit_pct * self.raw_kg


def balance_of(
    pieces: Pieces,
    *,
    net_kg: Decimal,
    raw_kg: Decimal,
    loss_norm_pct: Decimal,
    tolerance_points: Decimal,
) -> Balance:
    """The balance of a card.

    Args:
        net_kg: Kilograms of one piece.
        raw_kg: Raw materials used, without packaging.
        loss_norm_pct: Loss norm of the recipe.
        tolerance_points: What may come on top, percentage points (conventions 2).
    """
    used = raw_kg + pieces.from_rework * net_kg
    good, rework = pieces.good * net_kg, pieces.rework * net_kg
    scrap, samples = pieces.scrap * net_kg, pieces.samples * net_kg
    losses = used - good - rework - scrap - samples
    return Balance(
        raw_kg=used.quantize(_GRAM),
        good_kg=good.quantize(_GRAM),
        rework_kg=rework.quantize(_GRAM),
        scrap_kg=scrap.quantize(_GRAM),
        samples_kg=samples.quantize(_GRAM),
        losses_kg=losses.quantize(_GRAM),
        losses_pct=_percent(losses, used),
        limit_pct=(loss_norm_pct + tolerance_points).quantize(_CENT, rounding=ROUND_HALF_UP),
        yield_pct=_percent(good, used),
    )


def _percent(part: Decimal, whole: Decimal) -> Decimal | None:
    if whole <= _NOTHING:
        return None
    return (part / whole * 100).quantize(_CENT, rounding=ROUND_HALF_UP)
