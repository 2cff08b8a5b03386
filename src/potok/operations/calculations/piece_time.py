"""Time of one piece in a machine of a route, minutes, and back: what calculations know a route by."""

from __future__ import annotations

from decimal import Decimal

from potok.plant.model import Basis, RoutingLine

_MINUTES = 60
#: What a route keeps of minutes and of speeds.
_KEPT_MINUTES, _KEPT_SPEED = Decimal("0.001"), Decimal("0.000001")


def minutes_of_piece(line: RoutingLine, net_kg: Decimal) -> Decimal:
    """Net time of one piece, minutes: its share of a full batch, or by the speed."""
    if line.batch_time_min is not None and line.batch_size_kg is not None:
        return line.batch_time_min * net_kg / line.batch_size_kg
    if line.rate_kg_per_h is not None:
        return net_kg / line.rate_kg_per_h * _MINUTES
    if line.rate_pcs_per_h is not None:
        return _MINUTES / line.rate_pcs_per_h
    raise ValueError(f"routing line of {line.product_id} {line.op_no} has no figures")


def figure_of(
    line: RoutingLine, net_kg: Decimal, minutes: Decimal, *, whole_batch: bool
) -> tuple[str, Decimal]:
    """The column of a route that says a time, and its value as the route keeps it.

    Args:
        line: The line of the route as it is.
        net_kg: Mass of a piece.
        minutes: Time, of a piece or of a whole batch.
        whole_batch: Whether it is the time of a whole batch; only a line that works in batches has one.
    """
    if line.basis is Basis.BATCH and line.batch_size_kg is not None:
        time = minutes if whole_batch else minutes * line.batch_size_kg / net_kg
        return "batch_time_min", time.quantize(_KEPT_MINUTES)
    if line.rate_kg_per_h is not None:
        return "rate_kg_per_h", (net_kg / minutes * _MINUTES).quantize(_KEPT_SPEED)
    return "rate_pcs_per_h", (_MINUTES / minutes).quantize(_KEPT_SPEED)
