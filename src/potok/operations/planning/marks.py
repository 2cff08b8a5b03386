"""What people marked on the lines of a version: it goes with the line while that stands where it stood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from django.db.models import Q

from potok.operations.planning.models import PlanVersion, ScheduleLine
from potok.scheduling.fixed import OperationKey

#: Code of the machine and start, aware; None = wherever it stands.
Place: TypeAlias = tuple[str, dt.datetime] | None


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks of a version that the next one begins with.

    Attributes:
        pinned: Where an operation is pinned.
        by_hand: Where a person put an operation.
    """

    pinned: Mapping[OperationKey, Place] = field(default_factory=dict)
    by_hand: Mapping[OperationKey, Place] = field(default_factory=dict)

    def put_on(self, line: ScheduleLine, machine: str) -> None:
        """Mark a new line of the next version."""
        key, place = (line.order.order_no, line.op_no), (machine, line.start_at)
        line.pinned = key in self.pinned and self.pinned[key] in (None, place)
        line.moved_by_hand = key in self.by_hand and self.by_hand[key] in (None, place)

    def moved(self, key: OperationKey) -> Marks:
        """These marks with one operation moved by hand: its pin goes with it."""
        pinned = {**self.pinned, key: None} if key in self.pinned else self.pinned
        return replace(self, pinned=pinned, by_hand={**self.by_hand, key: None})

    def with_pins_of(self, version: PlanVersion) -> Marks:
        """These marks, but pins as another version has them on all lines that stand there as here."""
        orders = {order_no for order_no, _ in self.pinned}
        columns = "order__order_no", "op_no", "machine__code", "start_at"
        let_go = {
            ((order_no, op_no), (machine, start_at))
            for order_no, op_no, machine, start_at in version.lines.filter(
                order__order_no__in=orders, pinned=False
            ).values_list(*columns)
        }
        pinned = {key: place for key, place in self.pinned.items() if (key, place) not in let_go}
        return replace(self, pinned={**marks_of(version).pinned, **pinned})


def marks_of(version: PlanVersion | None) -> Marks:
    """The marks of a stored version; none without one."""
    pinned: dict[OperationKey, Place] = {}
    by_hand: dict[OperationKey, Place] = {}
    if version is not None:
        marked = version.lines.filter(Q(pinned=True) | Q(moved_by_hand=True))
        columns = "order__order_no", "op_no", "machine__code", "start_at", "pinned", "moved_by_hand"
        for order_no, op_no, machine, start_at, is_pinned, is_moved in marked.values_list(*columns):
            if is_pinned:
                pinned[order_no, op_no] = machine, start_at
            if is_moved:
                by_hand[order_no, op_no] = machine, start_at
    return Marks(pinned, by_hand)
