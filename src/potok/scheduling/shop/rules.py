"""The rules of the shop, each a small function with its name and the phrase shown to people.

A rule names the clause of the independent checker that guards it (`verify.full_shop`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, ParamSpec, TypeVar

from potok.scheduling.shop.axis import Axis
from potok.scheduling.shop.problem import Hold, Link, Loads, Machine, Mode, Pin, Remainder, WorkRow
from potok.scheduling.shop.profile import Profile

_Args = ParamSpec("_Args")
_Result = TypeVar("_Result")

_RULES: dict[str, ShopRule] = {}

#: Family before the first operation of a machine.
NOTHING = -1
#: Machine choice of an operation that goes wherever it is done first.
ANY = -1


class ShopRule(NamedTuple):
    """What people are told of a rule.

    Attributes:
        phrase: Russian phrase.
        clause: Code of the checker's clause that guards it.
    """

    phrase: str
    clause: str


def rule(clause: str, phrase: str) -> Callable[[Callable[_Args, _Result]], Callable[_Args, _Result]]:
    """Declare a function as a rule of the shop with its Russian phrase and the checker's clause."""

    def declare(function: Callable[_Args, _Result]) -> Callable[_Args, _Result]:
        _RULES[function.__name__] = ShopRule(phrase, clause)
        return function

    return declare


def rules() -> Mapping[str, ShopRule]:
    """All rules by the name of their function, in the order in which people read them."""
    return MappingProxyType(_RULES)


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


@rule("full_release", "Материал: заказ не начинают раньше даты обеспечения")
def earliest_of_job(release: int, fence: int) -> int:
    """Moment from which the first operation may start."""
    return max(release, fence)


@rule("full_now", "Новое не начинают в прошлом")
def not_in_the_past(at: int, now: int) -> int:
    """Moment from which something new may start, set-up included."""
    return max(at, now)


@rule("full_frozen", "Замороженная зона: до её конца не начинают ничего, кроме опубликованного и начатого")
def after_frozen_zone(at: int, frozen_until: int) -> int:
    """Moment from which something new may start, set-up included."""
    return max(at, frozen_until)


@rule("full_frozen", "Замороженная зона: опубликованная работа, начатая до её конца, остаётся на месте")
def is_frozen(row: WorkRow, frozen_until: int) -> bool:
    """Whether a published row stays because it starts, set-up included, before the end of the zone."""
    return row.setup_start < frozen_until


@rule("full_loads", "Загрузки аппарата целые: не меньше наименьшей и не больше наибольшей")
def loads_of(amount: int, loads: Loads) -> tuple[int, ...] | None:
    """Amounts of the loads, the remainder by its policy; None when the apparatus cannot take the amount."""
    shares = {Remainder.OWN: _own_load, Remainder.SPREAD: _spread, Remainder.JOIN: _joined}
    parts = shares[loads.remainder](amount, loads)
    return parts if all(loads.least <= part <= loads.most for part in parts) else None


@rule("full_loads", "Остаток идёт отдельной загрузкой")
def _own_load(amount: int, loads: Loads) -> tuple[int, ...]:
    """Full loads and one of the rest."""
    whole, rest = divmod(amount, loads.size)
    return (loads.size,) * whole + ((rest,) if rest else ())


@rule("full_loads", "Остаток раскладывают поровну на все загрузки")
def _spread(amount: int, loads: Loads) -> tuple[int, ...]:
    """As many loads as of their own, all alike within one unit, greater ones first."""
    count = -(-amount // loads.size)
    share, greater = divmod(amount, count)
    return (share + 1,) * greater + (share,) * (count - greater)


@rule("full_loads", "Остаток добавляют к последней полной загрузке, если он в неё входит")
def _joined(amount: int, loads: Loads) -> tuple[int, ...]:
    """The rest on top of the last load, or on its own where it does not fit there."""
    parts = _own_load(amount, loads)
    if len(parts) > 1 and parts[-1] < loads.size and parts[-2] + parts[-1] <= loads.most:
        return (*parts[:-2], parts[-2] + parts[-1])
    return parts


@rule("full_duration", "Длительность операции — своя у каждого станка, у аппарата — одной загрузки")
def working_time(mode: Mode, amount: int) -> int | None:
    """Working time of the whole operation in a mode; None when its apparatus cannot take the amount."""
    if mode.loads is None:
        return mode.duration
    parts = loads_of(amount, mode.loads)
    return None if parts is None else len(parts) * mode.duration


@rule("full_once", "Каждая операция заказа стоит в плане один раз, на одном из разрешённых станков")
def permitted_modes(runs: Sequence[int | None], chosen: int) -> list[tuple[int, int]]:
    """(mode, working time) that an operation may take.

    Args:
        runs: Working time by mode, None where the apparatus cannot take the amount.
        chosen: The only mode that comes into question, or `ANY`.
    """
    return [(mode, run) for mode, run in enumerate(runs) if run is not None and chosen in {ANY, mode}]


@rule("full_setup", "Переналадка и мойка зависят от предыдущего семейства на станке")
def setup_time(machine: Machine, before: int, family: int) -> int:
    """Set-up of a family after another one, or after `NOTHING`."""
    return machine.setups[before][family] if machine.setups else 0


@rule("full_setup_waits", "Наладка, которая ждёт работу, начинается не раньше неё")
def setup_not_before(fence: int, floor: int, ready: int) -> int:
    """Moment from which a set-up that waits may begin: its work may start and lies there."""
    return max(fence, floor, ready)


@cache
def _ends_of_loads(amount: int, loads: Loads) -> tuple[int, ...]:
    total, ends = 0, []
    for part in loads_of(amount, loads) or ():
        total += part
        ends.append(total)
    return tuple(ends)


@rule("full_sequence", "Операции заказа идут по порядку: следующая ждёт конца предыдущей")
def whole_at_once(run: int, amount: int) -> Piece:
    """Without transfer batches the one portion: done with the whole work, needed from the beginning."""
    return Piece(run, 0, amount)


@rule("full_transfer", "Передаточная партия: следующая операция берёт порцию, когда та готова целиком")
def pieces(amount: int, first: Mode, second: Mode, link: Link) -> tuple[Piece, ...]:
    """Portions in the order in which they are handed on.

    Without transfer batches there is one: the whole. With them the earlier operation hands on its loads, or
    portions of `link.transfer`; the later one takes a load at its begin, or evenly.
    """
    whole = working_time(first, amount) or 0
    if not link.transfer:
        return (whole_at_once(whole, link.room or amount),)
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


@rule("full_rest", "Выдержка: порция ждёт не меньше заданного")
def ready_after_rest(done: int, least: int) -> int:
    """Moment from which a portion may be taken."""
    return done + least


@rule("full_wait", "Порция не ждёт дольше заданного")
def done_not_before(taken: int, most: int) -> int:
    """Moment before which a portion must not be done, or it would wait too long."""
    return taken - most


@rule("full_no_wait", "Без ожидания: следующая операция берёт порцию сразу после выдержки")
def done_at_once(taken: int, lag: int) -> int:
    """Moment before which a portion must not be done when the lag is given exactly."""
    return taken - lag


def may_be_done_from(taken: int, link: Link) -> int | None:
    """Moment before which a portion must not be done, or it would wait too long; None = it may wait."""
    if link.most is None:
        return None
    return done_at_once(taken, link.most) if link.most == link.least else done_not_before(taken, link.most)


@rule("full_pinned", "Закреплённая работа остаётся на месте")
def pinned_stays(pin: Pin | None) -> bool:
    """Whether an operation stays because a person pinned it."""
    return pin is not None and pin.hold is Hold.PINNED


@rule("full_started", "Начатая работа продолжается там, где начата")
def started_stays(pin: Pin | None) -> bool:
    """Whether an operation stays because it has started."""
    return pin is not None and pin.hold is Hold.STARTED


@rule("full_unbroken", "Операция без остановки помещается в одно рабочее окно")
def without_stop(axis: Axis, position: int, work: int) -> int:
    """First position from which the work fits into one window."""
    return axis.unbroken(position, work)


@rule("full_crew", "Людей на операции не больше, чем есть в смене")
def enough_people(profile: Profile, windows: Iterable[tuple[int, int]], need: int) -> int | None:
    """End of the last moment at which too few are free while the work goes on; None = enough."""
    clashes = [profile.clash(start, finish, need) for start, finish in windows]
    return next((clash for clash in reversed(clashes) if clash is not None), None)


@rule("full_setup_crew", "Наладку и мойку ведёт свободная бригада")
def crew_is_free(profile: Profile, windows: Iterable[tuple[int, int]]) -> int | None:
    """End of the last moment of a set-up at which no crew is free; None = there is one."""
    return enough_people(profile, windows, 1)


@rule("full_tank", "В ёмкости не больше, чем в неё входит")
def tank_has_room(profile: Profile, start: int, finish: int, amount: int) -> int | None:
    """End of the last moment at which the stay does not fit; None = it fits."""
    return profile.clash(start, finish, amount)


@rule("full_overlap", "Станок делает одну операцию за раз, наладку тоже")
def gap_holds(end: int, next_start: int) -> bool:
    """Whether work up to a position fits before the next of the machine; positions are working time."""
    return end <= next_start


@rule("full_closed", "Работа и наладка идут только в рабочее время")
def fits_working_time(end: int, total: int) -> bool:
    """Whether work up to a position is done before the working time of the machine ends."""
    return end <= total


@rule("full_tardiness", "Опоздание: время после срока, умноженное на вес заказа")
def tardiness(finish: int, due: int, weight: int) -> int:
    """Weighted time that a job is late."""
    return weight * max(0, finish - due)


@rule("full_setup_time", "Наладка: всё рабочее время переналадок и моек")
def setup_sum(setups: Iterable[int]) -> int:
    """Working time of all set-ups."""
    return sum(setups)


@rule("full_change", "Изменения: сколько опубликованных операций сменили станок или начало")
def changes(published: Iterable[tuple[object, object]]) -> int:
    """How many published operations lie elsewhere; pairs (place now, place published)."""
    return sum(now != before for now, before in published)


@rule("full_earliness", "Раннее окончание: время до срока, умноженное на вес заказа")
def earliness(finish: int, due: int, weight: int) -> int:
    """Weighted time that a job is early."""
    return weight * max(0, due - finish)


@rule(
    "full_idle",
    "Простой: рабочее время станка без работы и наладки между его первой и последней операцией, "
    "у узкого места — с открытия",
)
def idle_time(first: int, last: int, busy: int) -> int:
    """Working time of a machine between two moments in which it does nothing."""
    return last - first - busy
