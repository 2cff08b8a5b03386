"""What a repair changes, and the sentence that says it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from potok.scheduling.fixed import OperationKey
from potok.scheduling.plan import LateOrder, PlanRow

#: Forms of a noun after 1, 2–4 and 5 of them.
Forms = tuple[str, str, str]
_HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class OperationChange:
    """One operation before and after; plant local times. None = it was not, or is not, in the plan."""

    order_no: str
    op_no: int
    machine_before: str | None
    start_before: dt.datetime | None
    finish_before: dt.datetime | None
    machine_after: str | None
    start_after: dt.datetime | None
    finish_after: dt.datetime | None

    @property
    def later_s(self) -> int:
        """Seconds by which it starts later; negative = earlier, 0 when it is new or gone."""
        if self.start_before is None or self.start_after is None:
            return 0
        return round((self.start_after - self.start_before).total_seconds())


@dataclass(frozen=True, slots=True)
class OrderShift:
    """An order whose release moves.

    Attributes:
        later_s: Seconds by which it is released later; negative = earlier.
        late_before: Days late before.
        late_after: Days late after.
    """

    order_no: str
    later_s: int
    late_before: int
    late_after: int


def operation_changes(
    before: Mapping[OperationKey, Sequence[PlanRow]], after: Mapping[OperationKey, Sequence[PlanRow]]
) -> tuple[OperationChange, ...]:
    """Operations whose rows differ, by order and operation; rows of an operation are by start."""
    changes = []
    for key in before.keys() | after.keys():
        old, new = before.get(key, ()), after.get(key, ())
        if old is not new and tuple(old) != tuple(new):
            was, now = _span(old), _span(new)
            changes.append(OperationChange(key[0], key[1], was[0], was[1], was[2], now[0], now[1], now[2]))
    return tuple(sorted(changes, key=lambda change: (change.order_no, change.op_no)))


def _span(rows: Sequence[PlanRow]) -> tuple[str | None, dt.datetime | None, dt.datetime | None]:
    if not rows:
        return None, None, None
    return rows[0].machine_id, rows[0].start_at, max(row.finish_at for row in rows)


def order_shifts(
    changes: Iterable[OperationChange],
    *,
    released_before: Mapping[str, dt.datetime],
    released_after: Mapping[str, dt.datetime],
    late_before: Iterable[LateOrder],
    late_after: Iterable[LateOrder],
) -> tuple[OrderShift, ...]:
    """Orders among the changed ones whose release or lateness differs, the latest first."""
    old_days = {late.order_no: late.days for late in late_before}
    new_days = {late.order_no: late.days for late in late_after}
    shifts = []
    for order_no in sorted({change.order_no for change in changes} | old_days.keys() | new_days.keys()):
        old, new = released_before.get(order_no), released_after.get(order_no)
        later = 0 if old is None or new is None else round((new - old).total_seconds())
        days = old_days.get(order_no, 0), new_days.get(order_no, 0)
        if later or days[0] != days[1]:
            shifts.append(OrderShift(order_no, later, *days))
    return tuple(sorted(shifts, key=lambda shift: (-shift.later_s, shift.order_no)))


def repair_sentence(changes: Sequence[OperationChange], shifts: Sequence[OrderShift], total: int) -> str:
    """«7 из 412 операций сдвинуты; 2 заказа позже на 3 ч; за срок выходит ЗП-0118 (на 1 дн.)»."""
    if not changes:
        return "Ничего не сдвигается"
    parts = [_moved(changes, total)]
    other = sum(
        change.machine_before != change.machine_after
        for change in changes
        if change.machine_before and change.machine_after
    )
    if other:
        parts.append(f"{other} — на другом станке")
    later = [shift.later_s for shift in shifts if shift.later_s > 0]
    if later:
        bound = "" if max(later) - min(later) < _HOUR_S / 2 else "не более чем "
        parts.append(f"{counted(len(later), _ORDERS)} позже {bound}на {hours(max(later))}")
    else:
        parts.append("ни один заказ не выпускается позже")
    broken = [shift for shift in shifts if shift.late_after > shift.late_before]
    if broken:
        parts.append(f"за срок выходят: {_listed(broken)}")
    saved = [shift for shift in shifts if shift.late_after < shift.late_before]
    if saved:
        parts.append(f"опоздание меньше: {_listed(saved)}")
    return "; ".join(parts)


_ORDERS: Forms = ("заказ", "заказа", "заказов")
_OPERATIONS: Forms = ("операции", "операций", "операций")
_SHOWN = 5


def _moved(changes: Sequence[OperationChange], total: int) -> str:
    count = len(changes)
    verb = "сдвинута" if count % 10 == 1 and count % 100 != 11 else "сдвинуты"
    return f"{count} из {counted(total, _OPERATIONS)} {verb}"


def _listed(shifts: Sequence[OrderShift]) -> str:
    named = [f"{shift.order_no} (опоздание {shift.late_after} дн.)" for shift in shifts[:_SHOWN]]
    rest = len(shifts) - len(named)
    return ", ".join(named) + (f" и ещё {rest}" if rest else "")


def counted(count: int, forms: Forms) -> str:
    """A number with its noun: 1 заказ, 2 заказа, 5 заказов."""
    if count % 100 in range(11, 15) or count % 10 not in range(1, 5):
        return f"{count} {forms[2]}"
    return f"{count} {forms[0] if count % 10 == 1 else forms[1]}"


def hours(seconds: int) -> str:
    """A length of time as people say it: 40 мин, 3 ч, 2,5 дн."""
    if seconds < _HOUR_S:
        return f"{max(1, round(seconds / 60))} мин"
    if seconds < 48 * _HOUR_S:
        return f"{_short(seconds / _HOUR_S)} ч"
    return f"{_short(seconds / 24 / _HOUR_S)} дн."


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0").replace(".", ",")
