"""What is asked before a simulation: spread, failures, absences, room, and how long it runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from potok.notes.inputs.fields import Fault, Inputs, Number, NumberList, Text
from potok.notes.inputs.record import Record
from potok.simulation.calculated import line_takt
from potok.simulation.laws import MOST_CV
from potok.simulation.line import Breakdown, Conditions, Law, SimulatedLine, Spread, Study
from potok.simulation.validation import MOST_REPLICATIONS, MOST_SHIFTS

LAWS: Mapping[str, str] = {
    Law.DETERMINISTIC: "постоянное время",
    Law.NORMAL: "нормальный",
    Law.TRIANGULAR: "треугольный",
    Law.LOGNORMAL: "логнормальный",
    Law.EXPONENTIAL: "показательный",
}
LAUNCHES: Mapping[str, str] = {
    "slowest": "по самому медленному месту",
    "takt": "по расчётному такту",
    "endless": "без ожидания работы",
}
_SECONDS_PER_HOUR, _SECONDS_PER_MINUTE = 3600, 60


def _failures_are_whole(given: Record) -> Iterator[Fault]:
    pair = ("between_failures_h", "repair_min")
    for key, other in (pair, pair[::-1]):
        if given.has(key) and not given.has(other):
            yield Fault(other, "число, раз задано второе из пары «наработка — ремонт»", code="missing")


def _law_bears_the_spread(given: Record) -> Iterator[Fault]:
    law, cv = given.text("law"), given.number("variation_pct").number / 100
    most = MOST_CV.get(Law(law))
    if most is not None and cv > most:
        expected = f"не больше {100 * most:.0f} % для закона «{LAWS[law]}»"
        advice = "Для большего разброса выберите логнормальный закон."
        yield Fault("variation_pct", expected, f"{100 * cv:g}", advice, "out_of_range")


INPUTS = Inputs(
    fields=(
        Text("launch", "Запуск", LAUNCHES, default="slowest"),
        Text("law", "Закон времени операций", LAWS, default=Law.NORMAL.value),
        Number("variation_pct", "Коэффициент вариации времени", "pct", at_least=0, at_most=200, default=15),
        Number("buffer_pcs", "Вмещается между местами", "pcs", at_least=1, whole=True, optional=True),
        Number("between_failures_h", "Наработка машины на отказ", "h", above=0, optional=True),
        Number("repair_min", "Время ремонта", "min", at_least=0, optional=True),
        Number("absence_pct", "Невыходы", "pct", at_least=0, below=100, default=0),
        Number("reserve_people", "Резервных рабочих", "people", at_least=0, whole=True, default=0),
        NumberList(
            "absent_stations",
            "Нет человека на местах, №",
            Number("station", "Место", at_least=1, whole=True),
            at_least_items=0,
            optional=True,
        ),
        Number("shifts", "Смен в прогоне", "shift", at_least=1, at_most=MOST_SHIFTS, whole=True, default=1),
        Number(
            "warm_up_shifts",
            "Смен разгона",
            "shift",
            at_least=0,
            at_most=MOST_SHIFTS,
            whole=True,
            optional=True,
        ),
        Number("replications", "Прогонов", at_least=1, at_most=MOST_REPLICATIONS, whole=True, default=20),
        Number("seed", "Начальное число", at_least=0, at_most=2**31, whole=True, default=1),
    ),
    checks=(_failures_are_whole, _law_bears_the_spread),
)


def conditions_of(record: Record) -> Conditions:
    """Spread, failures and absences as the simulation takes them."""
    between, repair = record.maybe("between_failures_h"), record.maybe("repair_min")
    breakdown = None
    if between is not None and repair is not None:
        breakdown = Breakdown(between.number * _SECONDS_PER_HOUR, repair.number * _SECONDS_PER_MINUTE)
    return Conditions(
        spread=Spread(Law(record.text("law")), record.number("variation_pct").number / 100),
        breakdown=breakdown,
        absence_share=record.number("absence_pct").number / 100,
        reserve_people=round(record.number("reserve_people").number),
        absent=tuple(round(station.number) for station in record.numbers("absent_stations")),
    )


def study_of(record: Record) -> Study:
    """How long and how often it runs."""
    warm_up = record.maybe("warm_up_shifts")
    return Study(
        replications=round(record.number("replications").number),
        shifts=round(record.number("shifts").number),
        warm_up_shifts=None if warm_up is None else round(warm_up.number),
        seed=round(record.number("seed").number),
    )


def arranged(line: SimulatedLine, record: Record) -> SimulatedLine:
    """The line with the launch and the room between places that were asked for."""
    launch, room = record.text("launch"), record.maybe("buffer_pcs")
    endless = replace(line, launch_s=None)
    launch_s = {
        "endless": None,
        "takt": line.takt_s,
        "slowest": line_takt(endless) if line.takt_s is None else max(line.takt_s, line_takt(endless)),
    }[launch]
    links = endless.links
    if room is not None:
        links = tuple(replace(link, capacity=round(room.number)) for link in links)
    return replace(endless, launch_s=launch_s, links=links)
