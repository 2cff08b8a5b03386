"""Norms that the line gives to the route: the whole line works at one takt."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from potok.lines.design import RouteNorm
from potok.notes.inputs.record import Record

_KEPT = Decimal("0.000001")


def rate_per_h(given: Record, result: Mapping[str, Any]) -> float:
    """Good pieces in an hour of the calendar's working time (shift less breaks), of one line.

    The calendar of a plan knows the breaks; planned stops and downtime lie within its working time. An
    overloaded operation paces the line: it gives less than the programme.

    Args:
        given: The accepted input.
        result: Of `line.continuous`.
    """
    shift_min = given.number("shift_h").number * 60 - given.number("break_per_shift_min").number
    fund_h = given.number("period_shifts").number * shift_min / 60
    overload: float = max(1.0, *result["load_share"])
    return given.number("program_pcs").number / fund_h / overload


def route_norms(given: Record, result: Mapping[str, Any]) -> tuple[RouteNorm, ...]:
    """A norm for each operation of the route that operations of the line belong to.

    Args:
        given: The accepted input.
        result: Of `line.continuous`.
    """
    rate = Decimal(rate_per_h(given, result)).quantize(_KEPT)
    shifts = given.number("shifts_per_day").number
    grouped: dict[int, list[tuple[Record, float]]] = {}
    for operation, workers in zip(given.rows("operations"), result["workers_by_op"], strict=True):
        op_no = operation.maybe("route_op_no")
        if op_no is not None:
            grouped.setdefault(int(op_no.number), []).append((operation, workers / shifts))
    return tuple(_norm(op_no, rows, rate) for op_no, rows in sorted(grouped.items()))


def _norm(op_no: int, rows: Sequence[tuple[Record, float]], rate: Decimal) -> RouteNorm:
    """People of the operations together, whole: a person serves places of several operations."""
    machines = [code for operation, _ in rows for code in operation.texts("machine_ids")]
    return RouteNorm(
        op_no=op_no,
        name=", ".join(operation.text("name") for operation, _ in rows)[:120],
        machine_ids=tuple(dict.fromkeys(machines)),
        rate_per_h=rate,
        crew=math.ceil(sum(workers for _, workers in rows) - 1e-9),
    )
