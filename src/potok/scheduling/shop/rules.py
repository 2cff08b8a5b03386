"""The rules of the shop, each a small function with its name and the phrase shown to people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, ParamSpec, TypeVar

from potok.scheduling.shop.axis import Axis
from potok.scheduling.shop.problem import Hold, Link, Loads, Machine, Mode, Pin, Remainder, WorkRow
from potok.scheduling.shop.profile import Profile

_Args = ParamSpec("_Args")
_Result = TypeVar("_Result")

_PHRASES: dict[str, str] = {}

#: Family before the first operation of a machine.
NOTHING = -1


def rule(phrase: str) -> Callable[[Callable[_Args, _Result]], Callable[_Args, _Result]]:
    """Declare a function as a rule of the shop with its Russian phrase."""

    def declare(function: Callable[_Args, _Result]) -> Callable[_Args, _Result]:
        _PHRASES[function.__name__] = phrase
        return function

    return declare


def phrases() -> Mapping[str, str]:
    """Russian phrases of all rules by name."""
    return MappingProxyType(_PHRASES)


class Piece(NamedTuple):
    """A portion that one operation hands to the next.

    Attributes:
        done: Working time of the earlier operation after which the portion is done.
        taken: Working time of the later operation before which the portion is needed.
        amount: How much it is.
    """

    done: int
    taken: int
    amount: int


@rule("Материал: заказ не начинают раньше даты обеспечения")
def earliest_of_job(release: int, fence: int) -> int:
    """Moment from which the first operation may start."""
    return max(release, fence)


@rule("Замороженная зона: до её конца не начинают ничего, кроме опубликованного и начатого")
def fence_of(now: int, frozen_until: int) -> int:
    """Moment before which nothing new starts, set-ups included."""
    return max(now, frozen_until)


@rule("Замороженная зона: опубликованная работа, начатая до её конца, остаётся на месте")
def is_frozen(row: WorkRow, frozen_until: int) -> bool:
    """Whether a published row stays because it starts, set-up included, before the end of the zone."""
    return row.setup_start < frozen_until


@rule("Загрузки аппарата целые: не меньше наименьшей и не больше наибольшей")
def loads_of(amount: int, loads: Loads) -> tuple[int, ...] | None:
    """Amounts of the loads, the remainder by its policy; None when the apparatus cannot take the amount."""
    shares = {Remainder.OWN: _own_load, Remainder.SPREAD: _spread, Remainder.JOIN: _joined}
    parts = shares[loads.remainder](amount, loads)
    return parts if all(loads.least <= part <= loads.most for part in parts) else None


@rule("Остаток идёт отдельной загрузкой")
def _own_load(amount: int, loads: Loads) -> tuple[int, ...]:
    """Full loads and one of the rest."""
    whole, rest = divmod(amount, loads.size)
    return (loads.size,) * whole + ((rest,) if rest else ())


@rule("Остаток раскладывают поровну на все загрузки")
def _spread(amount: int, loads: Loads) -> tuple[int, ...]:
    """As many loads as of their own, all alike within one unit, greater ones first."""
    count = -(-amount // loads.size)
    share, greater = divmod(amount, count)
    return (share + 1,) * greater + (share,) * (count - greater)


@rule("Остаток добавляют к последней полной загрузке, если он в неё входит")
def _joined(amount: int, loads: Loads) -> tuple[int, ...]:
    """The rest on top of the last load, or on its own where it does not fit there."""
    parts = _own_load(amount, loads)
    if len(parts) > 1 and parts[-1] < loads.size and parts[-2] + parts[-1] <= loads.most:
        return (*parts[:-2], parts[-2] + parts[-1])
    return parts


def working_time(mode: Mode, amount: int) -> int | None:
    """Working time of the whole operation in a mode; None when its apparatus cannot take the amount."""
    if mode.loads is None:
        return mode.duration
    parts = loads_of(amount, mode.loads)
    return None if parts is None else len(parts) * mode.duration


@rule("Переналадка и мойка зависят от предыдущего семейства на станке")
def setup_time(machine: Machine, before: int, family: int) -> int:
    """Set-up of a family after another one, or after `NOTHING`."""
    return machine.setups[before][family] if machine.setups else 0


@cache
def _ends_of_loads(amount: int, loads: Loads) -> tuple[int, ...]:
    total, ends = 0, []
    for part in loads_of(amount, loads) or ():
        total += part
        ends.append(total)
    return tuple(ends)


@rule("Передаточная партия: следующая операция берёт порцию, когда та готова целиком")
def pieces(amount: int, first: Mode, second: Mode, link: Link) -> tuple[Piece, ...]:
    """Portions in the order in which they are handed on.

    Without transfer batches there is one: the whole. With them the earlier operation hands on its loads, or
    portions of `link.transfer`; the later one takes a load at its begin, or evenly.
    """
    whole = working_time(first, amount) or 0
    if not link.transfer:
        return (Piece(whole, 0, link.room or amount),)
    handed = _handed(amount, first, link.transfer)
    taken = () if second.loads is None else _ends_of_loads(amount, second.loads)
    return tuple(_pieces(amount, handed, taken, first, second))


def _handed(amount: int, mode: Mode, transfer: int) -> tuple[int, ...]:
    """Amounts after which something is handed on."""
    if mode.loads is not None:
        return _ends_of_loads(amount, mode.loads)
    return (*range(transfer, amount, transfer), amount)


def _pieces(
    amount: int, handed: tuple[int, ...], taken: tuple[int, ...], first: Mode, second: Mode
) -> Iterator[Piece]:
    before = place = load = 0
    for until in sorted({*handed, *taken}):
        while handed[place] < until:
            place += 1
        done = (
            -(-first.duration * handed[place] // amount)
            if first.loads is None
            else (place + 1) * first.duration
        )
        if second.loads is None:
            start = second.duration * before // amount
        else:
            while taken[load] < until:
                load += 1
            start = load * second.duration
        yield Piece(done, start, until - before)
        before = until


@rule("Выдержка: порция ждёт не меньше заданного")
def ready_after_rest(done: int, least: int) -> int:
    """Moment from which a portion may be taken."""
    return done + least


@rule("Порция не ждёт дольше заданного")
def done_not_before(taken: int, most: int) -> int:
    """Moment before which a portion must not be done, or it would wait too long."""
    return taken - most


@rule("Без ожидания: следующая операция начинается сразу")
def is_no_wait(least: int, most: int | None) -> bool:
    """Whether the lag is given exactly."""
    return most is not None and most == least


@rule("Закреплённая работа остаётся на месте")
def pinned_stays(pin: Pin | None) -> bool:
    """Whether an operation stays because a person pinned it."""
    return pin is not None and pin.hold is Hold.PINNED


@rule("Начатая работа продолжается там, где начата")
def started_stays(pin: Pin | None) -> bool:
    """Whether an operation stays because it has started."""
    return pin is not None and pin.hold is Hold.STARTED


@rule("Операция без остановки помещается в одно рабочее окно")
def without_stop(axis: Axis, position: int, work: int) -> int:
    """First position from which the work fits into one window."""
    return axis.unbroken(position, work)


@rule("Людей на операции не больше, чем есть в смене")
def enough_people(profile: Profile, windows: Iterable[tuple[int, int]], need: int) -> int | None:
    """End of the last moment at which too few are free while the work goes on; None = enough."""
    clashes = [profile.clash(start, finish, need) for start, finish in windows]
    return next((clash for clash in reversed(clashes) if clash is not None), None)


@rule("Наладку и мойку ведёт свободная бригада")
def crew_is_free(profile: Profile, windows: Iterable[tuple[int, int]]) -> int | None:
    """End of the last moment of a set-up at which no crew is free; None = there is one."""
    return enough_people(profile, windows, 1)


@rule("В ёмкости не больше, чем в неё входит")
def tank_has_room(profile: Profile, start: int, finish: int, amount: int) -> int | None:
    """End of the last moment at which the stay does not fit; None = it fits."""
    return profile.clash(start, finish, amount)


@rule("На станке одна операция за раз, работа идёт только в рабочее время")
def gap_holds(end: int, next_start: int) -> bool:
    """Whether work up to a position fits before the next of the machine; positions are working time."""
    return end <= next_start
