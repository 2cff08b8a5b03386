"""Conditions under which one worker serves several operations within a takt (002, formulas 1 and 2)."""

from __future__ import annotations

from collections.abc import Sequence

from potok.methods.method import Method
from potok.notes.algebra import total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Series, bar, gantt
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("002", "многостаночное обслуживание", "1, 2")
#: A round that fills the takt exactly fits, whatever the binary noise of its sum.
_NOISE = 1e-9
_TITLES = ("условие (1)", "условие (2)")

_TIME = Symbol("t", "t_i.шт", "время операции", "min", series=True)
_WALK = Symbol("walk", "t'_i", "переход после операции", "min", series=True)
_MACHINES = Symbol("n", "n_i", "машин на цикле", "pcs", series=True)
_TAKT = Symbol("r", "r", "такт линии", "min")
_ROUND = Symbol("round", "T_обх", "время обхода", "min")

COMBINED = Formula(
    id="sheltered.combined_time",
    source=Source("002", "многостаночное обслуживание", "1"),
    title="Обход рабочего по условию (1)",
    english="Round of the worker, condition 1",
    result=_ROUND,
    expression=total(_TIME + _WALK),
)

SIMULTANEOUS = Formula(
    id="sheltered.simultaneous_time",
    source=Source("002", "многостаночное обслуживание", "2"),
    title="Обход рабочего по условию (2): машины цикла работают одновременно",
    english="Round of the worker, condition 2",
    result=_ROUND,
    expression=total(_TIME / _MACHINES + _WALK),
)

RESERVE = Formula(
    id="sheltered.round_reserve",
    source=_SOURCE,
    title="Резерв времени в такте",
    english="Reserve of the takt",
    result=Symbol("reserve", "R", "резерв, отрицательный — нехватка", "min"),
    expression=_TAKT - _ROUND,
)

OCCUPANCY = Formula(
    id="sheltered.round_occupancy",
    source=_SOURCE,
    title="Занятость рабочего в такте",
    english="Occupancy of the worker",
    result=Symbol("occupancy", "К_зан", "занятость в такте", "share"),
    expression=_ROUND / _TAKT,
)

INPUTS = Inputs(
    fields=(
        Number("takt_min", "Такт линии", "min", above=0),
        Rows(
            "operations",
            "Операции обхода",
            (
                Text("name", "Операция"),
                Number("time_min", "Время операции", "min", at_least=0),
                Number("walk_min", "Переход после операции", "min", at_least=0),
                Number("machines_pcs", "Машин на цикле", "pcs", at_least=1, whole=True),
            ),
        ),
    ),
)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Round, reserve and occupancy by both conditions (catalogue 25.2)."""
    takt, operations = given.number("takt_min"), given.rows("operations")
    times = [operation.number("time_min") for operation in operations]
    walks = [operation.number("walk_min") for operation in operations]
    machines = [operation.number("machines_pcs") for operation in operations]
    combined = work.apply(COMBINED, t=times, walk=walks)
    simultaneous = work.apply(SIMULTANEOUS, t=times, walk=walks, n=machines)
    rounds = [{"r": takt, "round": found} for found in (combined, simultaneous)]
    reserves = work.each(RESERVE, rounds, _TITLES)
    occupancies = work.each(OCCUPANCY, rounds, _TITLES)
    fits = [reserve.number >= -_NOISE for reserve in reserves]
    _warn(fits, reserves, work)
    if work.recording:
        _draw(operations, work)
        work.conclude(
            f"Обход {number_text(combined.number)} мин при такте {number_text(takt.number)} мин: условие (1) "
            f"{'выполнено' if fits[0] else 'не выполнено'}, условие (2) — обход "
            f"{number_text(simultaneous.number)} мин — {'выполнено' if fits[1] else 'не выполнено'}."
        )
    return {
        "combined_time_min": combined,
        "condition_1": fits[0],
        "reserve_1_min": reserves[0],
        "occupancy_1_share": occupancies[0],
        "simultaneous_time_min": simultaneous,
        "condition_2": fits[1],
        "reserve_2_min": reserves[1],
        "occupancy_2_share": occupancies[1],
    }


def _warn(fits: Sequence[bool], reserves: Sequence[Value], work: Calculation) -> None:
    if fits[0]:
        return
    if fits[1]:
        work.warn(
            "only_machines_alone",
            "Выполнено только условие (2): оно верно, если машины работают без рабочего; ручная работа "
            "потребует условия (1).",
        )
        return
    work.warn(
        "round_longer_than_takt",
        f"Обход не укладывается в такт и при одновременной работе машин: не хватает "
        f"{number_text(-reserves[1].number)} мин. Уменьшите число операций в обходе.",
    )


def _draw(operations: Sequence[Record], work: Calculation) -> None:
    """The round of condition (1): work and walking one after another."""
    clock, busy, walks = 0.0, [], []
    for operation in operations:
        name = operation.text("name")
        finish = clock + operation.number("time_min").number
        arrival = finish + operation.number("walk_min").number
        busy.append(bar(name, clock, finish))
        walks.append(bar(name, finish, arrival))
        clock = arrival
    series = (Series("Работа", tuple(busy)), Series("Переход", tuple(walks)))
    work.draw(gantt("Обход рабочего по операциям", "Операция", series))


METHOD = Method(
    id="sheltered.multi_machine",
    title="Условия многостаночного обслуживания",
    purpose="Успевает ли рабочий обойти несколько операций с переходами за один такт.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(COMBINED, SIMULTANEOUS, RESERVE, OCCUPANCY),
    compute=compute,
)
