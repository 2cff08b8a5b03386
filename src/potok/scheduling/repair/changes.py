"""What a repair changes, and the sentence that says it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
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

    @property
    def is_new(self) -> bool:
        """Whether it was not in the plan."""
        return self.start_before is None

    @property
    def is_gone(self) -> bool:
        """Whether it falls out of the plan."""
        return self.start_after is None


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
    """Orders among the changed ones whose release or lateness differs, the latest first.

    An order of which something falls out of the plan has no release to compare.
    """
    changes = tuple(changes)
    gone = {change.order_no for change in changes if change.is_gone}
    old_days = {late.order_no: late.days for late in late_before}
    new_days = {late.order_no: late.days for late in late_after}
    shifts = []
    known = {change.order_no for change in changes} | old_days.keys() | new_days.keys()
    for order_no in sorted(known - gone):
        old, new = released_before.get(order_no), released_after.get(order_no)
        later = 0 if old is None or new is None else round((new - old).total_seconds())
        days = old_days.get(order_no, 0), new_days.get(order_no, 0)
        if later or days[0] != days[1]:
            shifts.append(OrderShift(order_no, later, *days))
    return tuple(sorted(shifts, key=lambda shift: (-shift.later_s, shift.order_no)))


def repair_sentence(
    changes: Sequence[OperationChange],
    shifts: Sequence[OrderShift],
    after: Mapping[OperationKey, Sequence[PlanRow]],
) -> str:
    """«7 из 412 операций сдвинуты; 2 заказа позже на 3 ч; за срок выходит: ЗП-0118 (опоздание 1 дн.)».

    Args:
        changes: Operations that differ.
        shifts: Orders of which nothing falls out, as `order_shifts` gives them.
        after: Rows of the plan after by operation.
    """
    if not changes:
        return "Ничего не сдвигается"
    parts = [*_fallen_out(changes, after), *_moved(changes, len(after)), *_released_later(changes, shifts)]
    broken = [shift for shift in shifts if shift.late_after > shift.late_before]
    if broken:
        parts.append(f"за срок {_verb(broken, 'выходит', 'выходят')}: {_listed(broken)}")
    saved = [shift for shift in shifts if shift.late_after < shift.late_before]
    on_time = [shift for shift in saved if not shift.late_after]
    if on_time:
        parts.append(f"теперь в срок: {_first([shift.order_no for shift in on_time])}")
    less_late = [shift for shift in saved if shift.late_after]
    if less_late:
        parts.append(f"{_verb(less_late, 'опаздывает', 'опаздывают')} меньше: {_listed(less_late)}")
    sentence = "; ".join(parts)
    return sentence[0].upper() + sentence[1:]


def urgent_words(order_no: str, before: dt.datetime, after: dt.datetime, *, late_days: int) -> str:
    """The end of a sentence about an urgent order that did not get earlier; "" when it did."""
    if after < before:
        return ""
    fate = f"опоздание {late_days} дн., лучшего при этих весах не нашлось" if late_days else "в срок"
    return f"; {order_no} выпускается {after:%d.%m.%Y}, {fate}"


def _fallen_out(changes: Sequence[OperationChange], after: Iterable[OperationKey]) -> Iterator[str]:
    gone = sorted({change.order_no for change in changes if change.is_gone})
    if gone:
        left = {order_no for order_no, _ in after}
        named = [f"{order_no} (частично)" if order_no in left else order_no for order_no in gone]
        yield f"{_verb(gone, 'выпадает', 'выпадают')} из плана: {_first(named)}"


def _moved(changes: Sequence[OperationChange], total: int) -> Iterator[str]:
    """How many operations stand elsewhere, how many come."""
    moved = [change for change in changes if not (change.is_new or change.is_gone)]
    added = sum(change.is_new for change in changes)
    if moved:
        count = len(moved)
        verb = "сдвинута" if count % 10 == 1 and count % 100 != 11 else "сдвинуты"
        yield f"{count} из {counted(total, _OPERATIONS)} {verb}"
        other = sum(change.machine_before != change.machine_after for change in moved)
        if other:
            yield f"{other} — на другом станке"
    if added:
        yield counted(added, _ADDED)
    if not moved:
        yield "остальное не сдвигается"


def _released_later(changes: Sequence[OperationChange], shifts: Sequence[OrderShift]) -> Iterator[str]:
    later = [shift.later_s for shift in shifts if shift.later_s > 0]
    if later:
        bound = "" if max(later) - min(later) < _HOUR_S / 2 else "не более чем "
        yield f"{counted(len(later), _ORDERS)} позже {bound}на {hours(max(later))}"
    elif any(not (change.is_new or change.is_gone) for change in changes):
        is_whole = not any(change.is_gone for change in changes)
        yield "ни один заказ не выпускается позже" if is_whole else "остальные заказы не выпускаются позже"


_ORDERS: Forms = ("заказ", "заказа", "заказов")
_OPERATIONS: Forms = ("операции", "операций", "операций")
_ADDED: Forms = ("операция добавлена", "операции добавлены", "операций добавлено")
_SHOWN = 5


def _verb(subjects: Sequence[object], one: str, many: str) -> str:
    return one if len(subjects) == 1 else many


def _listed(shifts: Sequence[OrderShift]) -> str:
    return _first([f"{shift.order_no} (опоздание {shift.late_after} дн.)" for shift in shifts])


def _first(names: Sequence[str]) -> str:
    """The first names and how many more there are."""
    rest = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" и ещё {rest}" if rest > 0 else "")


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
