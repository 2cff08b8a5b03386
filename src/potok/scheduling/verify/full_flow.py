"""Rules between operations: sequence, waits, transfer batches, people, crews, tanks, the claimed measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from potok.scheduling.verify.full_case import FullCase, Handing, true_measures
from potok.scheduling.verify.rule import Fault, Rule, rule

#: (from, to, amount, what uses it, whether it is fixed work)
Use = tuple[int, int, int, str, bool]


def _whole(case: FullCase) -> tuple[FullCase]:
    return (case,)


def _free_handings(case: FullCase) -> list[Handing]:
    """Links that are not between two operations that both stay."""
    fixed = case.fixed()
    return [
        handing
        for handing in case.handings()
        if not {(row.job, row.operation) for row in (handing.first, handing.second)} <= fixed.keys()
    ]


def _transfers(case: FullCase) -> list[Handing]:
    return [handing for handing in _free_handings(case) if handing.link.transfer]


def _bounded(case: FullCase) -> list[Handing]:
    return [each for each in _free_handings(case) if each.link.most != each.link.least]


def _without_wait(case: FullCase) -> list[Handing]:
    return [each for each in _free_handings(case) if each.link.most == each.link.least]


def _whole_handings(case: FullCase) -> list[Handing]:
    return [handing for handing in _free_handings(case) if not handing.link.transfer]


@rule("full_sequence", "Операция ждёт предшествующую", _whole_handings)
def operations_follow_each_other(case: FullCase, handing: Handing) -> Iterator[Fault]:
    """Without transfer batches the next operation starts not before the end of the one before."""
    start = _begin(case, handing)
    if start < handing.first.end:
        yield Fault(
            f"{case.name(handing.second)}: начало {start}, предыдущая кончается в {handing.first.end}"
        )


@rule(
    "full_transfer",
    "Передаточная партия: порция готова прежде, чем её берут",
    _transfers,
)
def portions_are_done_before_they_are_taken(case: FullCase, handing: Handing) -> Iterator[Fault]:
    """No portion is taken before it is done; a set-up that waits begins after the first one."""
    portions = case.portions(handing)
    for portion in portions:
        if portion.taken < portion.done:
            yield Fault(
                f"{case.name(handing.second)}: порция {portion.amount} взята в {portion.taken}, "
                f"готова в {portion.done}"
            )
    if case.shop.operation(handing.second).setup_waits and handing.second.setup_start < portions[0].done:
        yield Fault(
            f"{case.name(handing.second)}: наладка в {handing.second.setup_start}, первая порция готова "
            f"в {portions[0].done}"
        )


def _begin(case: FullCase, handing: Handing) -> int:
    row = handing.second
    return row.setup_start if case.shop.operation(row).setup_waits else row.start


@rule("full_rest", "Выдержка не меньше заданной", _free_handings)
def every_portion_rests(case: FullCase, handing: Handing) -> Iterator[Fault]:
    """Between the end of the work on a portion and the next work on it lies the least lag."""
    least = handing.link.least
    for portion in case.portions(handing) if least else ():
        if 0 <= portion.taken - portion.done < least:
            yield Fault(
                f"{case.name(handing.second)}: выдержка {portion.taken - portion.done}, нужна {least}"
            )


def _waits(case: FullCase, handing: Handing) -> Iterator[Fault]:
    most = handing.link.most
    for portion in case.portions(handing):
        if most is not None and portion.taken - portion.done > most:
            yield Fault(
                f"{case.name(handing.second)}: ожидание {portion.taken - portion.done}, допустимо {most}"
            )


@rule(
    "full_wait",
    "Порция не ждёт дольше заданного",
    _bounded,
)
def no_portion_waits_too_long(case: FullCase, handing: Handing) -> Iterator[Fault]:
    """No portion waits longer than the most lag."""
    yield from _waits(case, handing)


@rule(
    "full_no_wait",
    "Без ожидания: следующая операция начинается сразу",
    _without_wait,
)
def no_wait_means_at_once(case: FullCase, handing: Handing) -> Iterator[Fault]:
    """Where least and most lag are the same no portion waits longer."""
    yield from _waits(case, handing)


def _overfull(uses: list[Use], levels: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int, str]]:
    """(moment, used, there is, who) where more is used than there is and not by fixed work alone."""
    steps = tuple(levels)
    for at in sorted({use[0] for use in uses} | {start for start, _ in steps}):
        there = next((level for start, level in reversed(steps) if start <= at), 0)
        running = [use for use in uses if use[0] <= at < use[1]]
        used = sum(use[2] for use in running)
        if used > there and not all(use[4] for use in running):
            yield at, used, there, ", ".join(use[3] for use in running)


def _crew_uses(case: FullCase, pool: int, *, works: bool, setups: bool) -> list[Use]:
    fixed = case.fixed()
    uses: list[Use] = []
    for row in case.rows:
        name, stays = case.name(row), (row.job, row.operation) in fixed
        people = sum(count for number, count in case.mode(row).needs if number == pool)
        if works and people:
            uses += [(a, b, people, name, stays) for a, b in case.windows(row, row.start, row.end)]
        if setups and case.shop.machines[case.shop.machine(row)].setup_pool == pool:
            uses += [
                (a, b, 1, f"наладка: {name}", stays) for a, b in case.windows(row, row.setup_start, row.start)
            ]
    return uses


@rule("full_crew", "Людей не больше, чем есть в смене", _whole)
def enough_people(case: FullCase, _: FullCase) -> Iterator[Fault]:
    """Operations that work at a moment ask for no more people than there are."""
    for number, pool in enumerate(case.shop.pools):
        for at, used, there, who in _overfull(
            _crew_uses(case, number, works=True, setups=False), pool.levels
        ):
            yield Fault(f"«{pool.name}» в {at}: занято {used}, есть {there} ({who})")


@rule("full_setup_crew", "Наладку и мойку ведёт свободная бригада", _whole)
def enough_crews(case: FullCase, _: FullCase) -> Iterator[Fault]:
    """Set-ups that go on at a moment, beside the work of the same people, find a crew each."""
    for number, pool in enumerate(case.shop.pools):
        uses = _crew_uses(case, number, works=True, setups=True)
        if _crew_uses(case, number, works=False, setups=True):
            for at, used, there, who in _overfull(uses, pool.levels):
                if "наладка" in who:
                    yield Fault(f"«{pool.name}» в {at}: занято {used}, есть {there} ({who})")


@rule("full_tank", "В ёмкости не больше, чем в неё входит", _whole)
def tanks_are_not_overfull(case: FullCase, _: FullCase) -> Iterator[Fault]:
    """Portions that lie in a tank at a moment fit into it."""
    fixed = case.fixed()
    for number, tank in enumerate(case.shop.tanks):
        uses: list[Use] = []
        for handing in case.handings():
            if handing.link.tank == number:
                stays = all((row.job, row.operation) in fixed for row in (handing.first, handing.second))
                name = case.name(handing.first)
                uses += [(p.done, p.taken, p.amount, name, stays) for p in case.portions(handing)]
        for at, used, there, who in _overfull(uses, [(-(1 << 60), tank.capacity)]):
            yield Fault(f"«{tank.name}» в {at}: занято {used}, входит {there} ({who})")


@rule("full_measures", "Показатели плана названы верно", _whole)
def the_measures_are_right(case: FullCase, _: FullCase) -> Iterator[Fault]:
    """Every claimed measure is that of the rows."""
    for name, value in true_measures(case).items():
        if case.plan.measures.get(name) != value:
            yield Fault(f"{name}: названо {case.plan.measures.get(name)}, на деле {value}")


FULL_FLOW_RULES: tuple[Rule[FullCase, Any], ...] = (
    operations_follow_each_other,
    portions_are_done_before_they_are_taken,
    every_portion_rests,
    no_portion_waits_too_long,
    no_wait_means_at_once,
    enough_people,
    enough_crews,
    tanks_are_not_overfull,
    the_measures_are_right,
)
