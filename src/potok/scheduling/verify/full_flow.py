"""Rules between operations: sequence, waits, transfer batches, people, crews, tanks, the claimed measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from potok.scheduling.shop.problem import Measure, WorkRow
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


def _waiting_setups(case: FullCase) -> list[WorkRow]:
    fixed = case.fixed()
    return [
        row
        for row in case.rows
        if case.shop.operation(row).setup_waits and (row.job, row.operation) not in fixed
    ]


def _whole_handings(case: FullCase) -> list[Handing]:
    return [handing for handing in _free_handings(case) if not handing.link.transfer]


@rule("full_sequence", "Операции заказа идут по порядку: следующая ждёт конца предыдущей", _whole_handings)
def operations_follow_each_other(case: FullCase, handing: Handing) -> Iterator[Fault]:
    """Without transfer batches the next operation starts not before the end of the one before."""
    if handing.second.start < handing.first.end:
        start, end = case.at(handing.second.start), case.at(handing.first.end)
        yield case.fault(handing.second, f"начало {start}, предыдущая кончается {end}")


@rule(
    "full_transfer",
    "Передаточная партия: следующая операция берёт порцию, когда та готова целиком",
    _transfers,
)
def portions_are_done_before_they_are_taken(case: FullCase, handing: Handing) -> Iterator[Fault]:
    """No portion is taken before it is done."""
    for portion in case.portions(handing):
        if portion.taken < portion.done:
            taken, done = case.at(portion.taken), case.at(portion.done)
            yield case.fault(handing.second, f"порция {portion.amount} взята {taken}, готова {done}")


@rule("full_setup_waits", "Наладка, которая ждёт работу, начинается не раньше неё", _waiting_setups)
def setups_wait_for_the_work(case: FullCase, row: WorkRow) -> Iterator[Fault]:
    """A set-up that waits begins not before the material, or the first portion and its rest."""
    ready = case.shop.jobs[row.job].release
    before = case.by_name.get((row.job, row.operation - 1))
    if before is not None:
        link = case.shop.jobs[row.job].links[row.operation - 1]
        ready = case.portions(Handing(before, row, link))[0].done + link.least
    if row.setup_start < row.start and row.setup_start < ready:
        yield case.fault(row, f"наладка с {case.at(row.setup_start)}, работа есть с {case.at(ready)}")


@rule("full_rest", "Выдержка: порция ждёт не меньше заданного", _free_handings)
def every_portion_rests(case: FullCase, handing: Handing) -> Iterator[Fault]:
    """Between the end of the work on a portion and the next work on it lies the least lag."""
    least = handing.link.least
    for portion in case.portions(handing) if least else ():
        if 0 <= portion.taken - portion.done < least:
            rested = case.long(portion.taken - portion.done)
            yield case.fault(handing.second, f"выдержка {rested}, нужна {case.long(least)}")


def _waits(case: FullCase, handing: Handing) -> Iterator[Fault]:
    most = handing.link.most
    for portion in case.portions(handing):
        if most is not None and portion.taken - portion.done > most:
            waited = case.long(portion.taken - portion.done)
            yield case.fault(handing.second, f"ожидание {waited}, допустимо {case.long(most)}")


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
    "Без ожидания: следующая операция берёт порцию сразу после выдержки",
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


@rule("full_crew", "Людей на операции не больше, чем есть в смене", _whole)
def enough_people(case: FullCase, _: FullCase) -> Iterator[Fault]:
    """Operations that work at a moment ask for no more people than there are."""
    for number, pool in enumerate(case.shop.pools):
        for at, used, there, who in _overfull(
            _crew_uses(case, number, works=True, setups=False), pool.levels
        ):
            yield Fault(f"«{pool.name}», {case.at(at)}: занято {used}, есть {there} ({who})")


@rule("full_setup_crew", "Наладку и мойку ведёт свободная бригада", _whole)
def enough_crews(case: FullCase, _: FullCase) -> Iterator[Fault]:
    """Set-ups that go on at a moment, beside the work of the same people, find a crew each."""
    for number, pool in enumerate(case.shop.pools):
        uses = _crew_uses(case, number, works=True, setups=True)
        if _crew_uses(case, number, works=False, setups=True):
            for at, used, there, who in _overfull(uses, pool.levels):
                if "наладка" in who:
                    yield Fault(f"«{pool.name}», {case.at(at)}: занято {used}, есть {there} ({who})")


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
            yield Fault(f"«{tank.name}», {case.at(at)}: занято {used}, входит {there} ({who})")


def _claimed(case: FullCase, name: Measure) -> Iterator[Fault]:
    claimed, value = case.plan.measures.get(name), true_measures(case)[name]
    if claimed != value:
        yield Fault(f"названо {'ничего' if claimed is None else claimed}, на деле {value}")


@rule("full_tardiness", "Опоздание: время после срока, умноженное на вес заказа", _whole)
def the_tardiness_is_right(case: FullCase, _: FullCase) -> Iterator[Fault]:
    """The claimed weighted tardiness is that of the rows."""
    yield from _claimed(case, Measure.TARDINESS)


@rule("full_setup_time", "Наладка: всё рабочее время переналадок и моек", _whole)
def the_setup_time_is_right(case: FullCase, _: FullCase) -> Iterator[Fault]:
    """The claimed time of set-ups is that of the rows."""
    yield from _claimed(case, Measure.SETUP)


@rule("full_change", "Изменения: сколько опубликованных операций сменили станок или начало", _whole)
def the_change_is_right(case: FullCase, _: FullCase) -> Iterator[Fault]:
    """The claimed number of changed operations is that of the rows."""
    yield from _claimed(case, Measure.CHANGE)


@rule("full_earliness", "Раннее окончание: время до срока, умноженное на вес заказа", _whole)
def the_earliness_is_right(case: FullCase, _: FullCase) -> Iterator[Fault]:
    """The claimed weighted earliness is that of the rows."""
    yield from _claimed(case, Measure.EARLINESS)


@rule(
    "full_idle",
    "Простой: рабочее время станка без работы и наладки между его первой и последней операцией, "
    "у узкого места — с открытия",
    _whole,
)
def the_idle_time_is_right(case: FullCase, _: FullCase) -> Iterator[Fault]:
    """The claimed idle time is that of the rows."""
    yield from _claimed(case, Measure.IDLE)


FULL_FLOW_RULES: tuple[Rule[FullCase, Any], ...] = (
    operations_follow_each_other,
    portions_are_done_before_they_are_taken,
    setups_wait_for_the_work,
    every_portion_rests,
    no_portion_waits_too_long,
    no_wait_means_at_once,
    enough_people,
    enough_crews,
    tanks_are_not_overfull,
    the_tardiness_is_right,
    the_setup_time_is_right,
    the_change_is_right,
    the_earliness_is_right,
    the_idle_time_is_right,
)
