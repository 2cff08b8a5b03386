"""The rules of allocation, each a small function with its name and the phrase shown to people.

Source: conventions 2, order-workflow 7.3. Quantities are whole amounts (see `problem`), times seconds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from potok.plant.dates import add_working_days
from potok.plant.model import Machine, MachineStatus

if TYPE_CHECKING:  # who reads plans from files need not load numpy
    from potok.scheduling.axis import Ints

_Args = ParamSpec("_Args")
_Result = TypeVar("_Result")

_PHRASES: dict[str, str] = {}
_CLAUSES: dict[str, str] = {}
_WHOLE = Decimal(1)
_HOUR_S = 3600


def rule(phrase: str, clause: str = "") -> Callable[[Callable[_Args, _Result]], Callable[_Args, _Result]]:
    """Declare a function as a rule of allocation with its Russian phrase.

    Args:
        clause: Code of the clause of the independent checker that guards it; empty for a choice among
            plans that are all right.
    """

    def declare(function: Callable[_Args, _Result]) -> Callable[_Args, _Result]:
        _PHRASES[function.__name__] = phrase
        if clause:
            _CLAUSES[function.__name__] = clause
        return function

    return declare


def phrases() -> Mapping[str, str]:
    """Russian phrases of all rules by name."""
    return MappingProxyType(_PHRASES)


def clauses() -> Mapping[str, str]:
    """Codes of the checker's clauses by name of the rule; choices have none."""
    return MappingProxyType(_CLAUSES)


@rule("Очерёдность заказов: приоритет, запас времени, срок, номер заказа")
def ranking(
    priority: int, slack_days: int, due_date: dt.date, order_no: str
) -> tuple[int, int, dt.date, str]:
    """Key by which orders are taken in turn (order-workflow 7.3)."""
    return priority, slack_days, due_date, order_no


@rule("Длительности считаются до целой секунды", "batch_duration")
@lru_cache(maxsize=4096)
def whole_seconds(minutes: Decimal) -> int:
    """Minutes as seconds, rounded half up (12,5 min = 750 s)."""
    return int((minutes * 60).quantize(_WHOLE, rounding=ROUND_HALF_UP))


@rule("Число загрузок: масса заказа, делённая на загрузку по маршруту, с округлением вверх", "batch_count")
def batches_of(amount: int, batch_amount: int) -> int:
    """ceil(order / batch); all batches are full but the last."""
    return -(-amount // batch_amount)


def seconds_a_piece(weight: Decimal, rate_per_h: Decimal) -> tuple[int, int]:
    """Working seconds of one piece as an exact fraction: numerator and denominator.

    Args:
        weight: What a piece counts in the measure of the rate: its kilograms, or 1.
        rate_per_h: Kilograms or pieces an hour.
    """
    return (Fraction(weight) * _HOUR_S / Fraction(rate_per_h)).as_integer_ratio()


@rule("Время операции по производительности: количество, делённое на часовую норму", "rate_duration")
def rate_seconds(pieces: int, piece_s: tuple[int, int]) -> int:
    """Working time of a rate operation, to the nearest second (half up), at least one."""
    numerator, denominator = piece_s
    return max(1, (2 * pieces * numerator + denominator) // (2 * denominator))


@rule("Наладка: нет после того же продукта, половина после того же семейства, иначе полная", "setup_amount")
def setup_seconds(full_s: int, *, same_product: bool, same_family: bool) -> int:
    """Set-up after the operation with the previous start on the machine; half is rounded half up."""
    if same_product:
        return 0
    return (full_s + 1) // 2 if same_family else full_s


@rule("Сырьё можно брать с 00:00 даты обеспечения", "material_date")
def material_usable_from(date: dt.date) -> dt.datetime:
    """The moment before which the first operation, set-up included, does not start."""
    return dt.datetime.combine(date, dt.time())


@rule("Операция идёт на исправном станке, разрешённом маршрутом", "machine_working")
def machine_is_able(machine: Machine | None) -> bool:
    """Whether the machine of a routing line may be planned; None = the plant has no such machine."""
    return machine is not None and machine.status is MachineStatus.WORKING


@rule("Новое не начинают в прошлом", "not_before_now")
def not_in_the_past(at_s: int, now_s: int) -> int:
    """Moment before which work does not start, set-up included."""
    return max(at_s, now_s)


@rule("Дата выпуска: календарная дата окончания последней операции", "summary_late")
def release_date(finish_at: dt.datetime) -> dt.date:
    """The date of the last finish; midnight belongs to the day it begins."""
    return finish_at.date()


@rule(
    "Опоздание: календарные дни после срока, с контролем качества в рабочих днях после выпуска",
    "summary_late",
)
def days_late(release: dt.date, *, qc_days: int, due_date: dt.date, holidays: AbstractSet[dt.date]) -> int:
    """0 when release + qc_days working days is not after the due date."""
    return max(0, (add_working_days(release, qc_days, holidays=holidays) - due_date).days)


@rule("Предельная дата выпуска: последняя, с которой заказ поспевает к сроку", "summary_late")
def last_release_on_time(*, qc_days: int, due_date: dt.date, holidays: AbstractSet[dt.date]) -> dt.date:
    """The latest release date with no day late."""
    date = due_date
    while days_late(date, qc_days=qc_days, due_date=due_date, holidays=holidays):
        date -= dt.timedelta(days=1)
    return date


@rule("Ранний выпуск: календарные дни от выпуска до предельной даты выпуска")
def days_early(release: dt.date, *, last_release: dt.date) -> int:
    """Days by which an order is finished before it is needed; 0 for one that is just in time or late."""
    return max(0, (last_release - release).days)


@rule("Вес дня опоздания: 6, делённое на приоритет")
def day_weight(priority: int) -> int:
    """A day of an urgent order (priority 1) weighs as much as three days of an order to stock (3)."""
    return max(1, round(6 / max(1, priority)))


@rule("Следующая операция начинается не раньше конца первой загрузки предыдущей", "start_after_predecessor")
def start_after_first_batch(first_batch_end: int) -> int:
    """Earliest start (set-up included) of the operation after a batch operation."""
    return first_batch_end


@rule(
    "После операции по производительности следующая начинается не раньше её начала", "start_after_predecessor"
)
def start_after_rate_start(rate_start: int) -> int:
    """Earliest start (set-up included) of the operation after a rate operation."""
    return rate_start


@rule("Загрузка берёт всю свою массу в начале: она должна быть уже передана", "flow")
def needed_by_batch(batch_no: int, *, batch_amount: int, amount: int) -> int:
    """Amount that must have been delivered when batch 1… begins."""
    return min(batch_no * batch_amount, amount)


@rule("Операция по производительности берёт массу равномерно и не опережает поставку", "flow")
def work_allowed(run_s: int, *, delivered: int, total: int) -> int:
    """Seconds of a rate operation that may be done while `delivered` of `total` is there."""
    return run_s * delivered // total


def thousandths_of(amount: Ints, piece_amount: Ints) -> Ints:
    """Amounts as thousandths of a piece, rounded half up."""
    whole = amount // piece_amount
    rest = amount - whole * piece_amount
    return whole * 1000 + (2000 * rest + piece_amount) // (2 * piece_amount)


def to_amount(quantity: Decimal) -> int:
    """Kilograms (or pieces where weight has no meaning) as whole millionths, rounded up."""
    return int((quantity * 1_000_000).quantize(_WHOLE, rounding=ROUND_CEILING))
