"""Faults of a line and of a study before anything is simulated, all at once, in Russian."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from potok.errors import InvalidDataError, Problem
from potok.simulation.laws import MOST_CV
from potok.simulation.line import Breakdown, Conditions, Link, SimulatedLine, Spread, Station, Study
from potok.simulation.order import ranks

WHERE = "Имитация"
#: More than this is no longer a question of a line but of patience; said, not cut silently.
MOST_REPLICATIONS = 1_000
MOST_SHIFTS = 200
MOST_SAMPLES = 1_000


def require_valid(line: SimulatedLine, conditions: Conditions, study: Study) -> None:
    """Refuse what cannot be simulated.

    Raises:
        InvalidDataError: Lists every fault.
    """
    faults = [*_numbers(line), *_study(study), *_spread("Разброс времени", conditions.spread)]
    if not faults:  # the rest looks stations and steps up by their numbers
        faults = [*_stations(line), *_steps(line), *_links(line), *_conditions(line, conditions)]
    if faults:
        raise InvalidDataError(faults)


def _fault(field: str, value: object, expected: str, code: str = "bad_value") -> Problem:
    return Problem(WHERE, None, field, None if value is None else str(value), expected, code)


def _numbers(line: SimulatedLine) -> Iterator[Problem]:
    """Numbers that are unique, and crews with people."""
    if not line.steps:
        yield _fault("Операции", None, "хотя бы одна операция")
    stations, steps = [station.no for station in line.stations], [step.no for step in line.steps]
    for what, numbers in (("Номер места", stations), ("Номер операции", steps)):
        for number, count in Counter(numbers).items():
            if count > 1:
                yield _fault(what, number, "номер, который встречается один раз", "duplicate")
    for crew in line.crews:
        if crew.people < 1:
            yield _fault(f"Звено «{crew.title}», людей", crew.people, "не меньше 1", "out_of_range")
    yield from _references(line)


def _references(line: SimulatedLine) -> Iterator[Problem]:
    """Numbers and names that are looked up exist."""
    stations, steps = {station.no for station in line.stations}, {step.no for step in line.steps}
    crews = {crew.id for crew in line.crews}
    unknown = "unknown_reference"
    for step in line.steps:
        if step.station not in stations:
            yield _fault(f"Операция {step.no}, место", step.station, "номер места линии", unknown)
    for link in line.links:
        for number in {link.before, link.after} - steps:
            yield _fault(f"Связь {link.before} → {link.after}", number, "номер операции линии", unknown)
    for station in line.stations:
        if station.crew and station.crew not in crews:
            yield _fault(f"Место {station.no}, звено", station.crew, "звено, которое есть у линии", unknown)


def _study(study: Study) -> Iterator[Problem]:
    for field, value, least, most in (
        ("Прогонов", study.replications, 1, MOST_REPLICATIONS),
        ("Смен в прогоне", study.shifts, 1, MOST_SHIFTS),
        ("Смен разгона", study.warm_up_shifts or 0, 0, MOST_SHIFTS),
        ("Точек кривой", study.samples, 2, MOST_SAMPLES),
        ("Начальное число", study.seed, 0, 2**63),
    ):
        if not least <= value <= most:
            yield _fault(field, value, f"от {least} до {most}", "out_of_range")


def _spread(field: str, spread: Spread) -> Iterator[Problem]:
    most = MOST_CV.get(spread.law, math.inf)
    if not 0 <= spread.cv <= most:
        limit = "" if math.isinf(most) else f" и не больше {most:.2f}".replace(".", ",")
        advice = "" if math.isinf(most) else "; для большего разброса выберите логнормальный закон"
        yield _fault(
            f"{field}, коэффициент вариации", spread.cv, f"не меньше 0{limit}{advice}", "out_of_range"
        )
    if math.isnan(spread.cv):
        yield _fault(f"{field}, коэффициент вариации", spread.cv, "число")


def _breakdown(field: str, breakdown: Breakdown) -> Iterator[Problem]:
    if not 0 < breakdown.between_s < math.inf:
        yield _fault(f"{field}, наработка на отказ", breakdown.between_s, "больше 0", "out_of_range")
    if not 0 <= breakdown.repair_s < math.inf:
        yield _fault(f"{field}, время ремонта", breakdown.repair_s, "не меньше 0", "out_of_range")
    yield from _spread(f"{field}, наработка", breakdown.between)
    yield from _spread(f"{field}, ремонт", breakdown.repair)


def _stations(line: SimulatedLine) -> Iterator[Problem]:
    if not 0 < line.shift_s < math.inf:
        yield _fault("Смена, с", line.shift_s, "больше 0", "out_of_range")
    if line.launch_s is not None and not 0 < line.launch_s < math.inf:
        yield _fault("Запуск через, с", line.launch_s, "больше 0", "out_of_range")
    busy = {step.station for step in line.steps}
    for station in line.stations:
        field = f"Место {station.no}"
        if not station.places:
            yield _fault(f"{field}, рабочих мест", 0, "хотя бы одно")
        if station.no not in busy:
            yield _fault(f"{field}, операции", None, "хотя бы одна операция")
        if station.walk_s < 0:
            yield _fault(f"{field}, переход", station.walk_s, "не меньше 0", "out_of_range")
        if station.breakdown:
            yield from _breakdown(field, station.breakdown)
        yield from _windows(line, station)


def _windows(line: SimulatedLine, station: Station) -> Iterator[Problem]:
    for place in station.places:
        ends = 0.0
        for window in sorted(place.windows, key=lambda window: window.start_s):
            if not ends <= window.start_s < window.finish_s <= line.period_s + 1e-6:
                yield _fault(
                    f"Место {station.no}, время работы",
                    f"{window.start_s:g}–{window.finish_s:g} с",
                    f"отрезки внутри периода {line.period_s:g} с, которые не пересекаются",
                    "out_of_range",
                )
            ends = window.finish_s


def _steps(line: SimulatedLine) -> Iterator[Problem]:
    for step in line.steps:
        field = f"Операция {step.no}"
        if not 0 < step.time_s < math.inf:
            yield _fault(f"{field}, время, с", step.time_s, "больше 0", "out_of_range")
        if step.batch < 1:
            yield _fault(f"{field}, пачка", step.batch, "не меньше 1", "out_of_range")
        if not 0 <= step.attended <= 1:
            yield _fault(f"{field}, доля занятости рабочего", step.attended, "от 0 до 1", "out_of_range")
        if step.spread:
            yield from _spread(field, step.spread)


def _links(line: SimulatedLine) -> Iterator[Problem]:
    batch = {step.no: step.batch for step in line.steps}
    for link in line.links:
        field = f"Связь {link.before} → {link.after}"
        for what, value in (("задел", link.initial), ("технологический задел", link.technological)):
            if value < 0:
                yield _fault(f"{field}, {what}", value, "не меньше 0", "out_of_range")
        least = _least_room(link, batch[link.before], batch[link.after])
        if link.capacity is not None and link.capacity < least:
            yield _fault(
                f"{field}, ёмкость",
                link.capacity,
                f"не меньше {least}: иначе пачки по {batch[link.before]} и {batch[link.after]} шт. "
                "закроют друг другу дорогу",
                "out_of_range",
            )
    for (before, after), count in Counter((link.before, link.after) for link in line.links).items():
        if count > 1:
            yield _fault("Связь", f"{before} → {after}", "одна связь между двумя операциями", "duplicate")
    ranked = ranks(line)
    cyclic = sorted({step.no for step in line.steps} - set(ranked))
    if cyclic:
        yield _fault("Связи", _listed(cyclic), "порядок без циклов", "cycle")
        return
    last = sorted({step.no for step in line.steps} - {link.before for link in line.links})
    if len(last) > 1:
        yield _fault("Последняя операция", _listed(last), "одна операция, которой линия кончается")


def _least_room(link: Link, before: int, after: int) -> int:
    """Room that two sizes of batches need so that neither waits for the other for ever."""
    step = math.gcd(before, after, link.initial + link.technological)
    return max(before + after - step, link.initial + link.technological)


def _conditions(line: SimulatedLine, conditions: Conditions) -> Iterator[Problem]:
    if conditions.breakdown:
        yield from _breakdown("Отказы", conditions.breakdown)
    if not 0 <= conditions.absence_share < 1:
        yield _fault("Доля невыходов", conditions.absence_share, "от 0 до 1, без 1", "out_of_range")
    if conditions.reserve_people < 0:
        yield _fault("Резервных рабочих", conditions.reserve_people, "не меньше 0", "out_of_range")
    people = {station.no: len(station.places) for station in line.stations if not station.crew}
    for number, count in Counter(conditions.absent).items():
        if count > people.get(number, 0):
            yield _fault(
                "Отсутствуют на месте",
                f"{number} (человек: {count})",
                "место со своими рабочими, отсутствует не больше, чем там людей",
                "unknown_reference",
            )


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
