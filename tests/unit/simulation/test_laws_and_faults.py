"""Laws keep their mean and spread; what cannot be simulated is named with what is expected."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from builders.twin import serial
from potok.errors import InvalidDataError
from potok.simulation.laws import times
from potok.simulation.line import (
    Breakdown,
    Conditions,
    Crew,
    Law,
    Link,
    Place,
    SimulatedLine,
    Spread,
    Station,
    Step,
    Study,
    Window,
)
from potok.simulation.opening import Opening
from potok.simulation.study import simulate


@pytest.mark.parametrize(
    ("law", "cv"),
    [(Law.NORMAL, 0.3), (Law.TRIANGULAR, 0.4), (Law.LOGNORMAL, 0.6), (Law.EXPONENTIAL, 1.0)],
)
def test_a_law_has_its_mean_and_its_spread(law: Law, cv: float) -> None:
    drawn = np.array(list(islice(times(50, Spread(law, cv), 1, np.random.default_rng(7)), 40_000)))
    assert drawn.min() >= 0
    assert drawn.mean() == pytest.approx(50, rel=0.02)
    assert drawn.std() / drawn.mean() == pytest.approx(cv, rel=0.03)


def test_a_bundle_varies_less_than_its_pieces() -> None:
    drawn = np.array(list(islice(times(10, Spread(Law.NORMAL, 0.3), 9, np.random.default_rng(7)), 20_000)))
    assert drawn.mean() == pytest.approx(90, rel=0.01)
    assert drawn.std() / drawn.mean() == pytest.approx(0.1, rel=0.05)


def test_open_time_is_counted_over_windows_and_absences() -> None:
    opening = Opening((Window(0, 10), Window(10, 40), Window(60, 100)), 100, 300, [(100, 200)])
    assert opening.open_time(0, 300) == 160
    assert opening.advance(30, 10) == 40  # a span may be used up to its end
    assert opening.advance(30, 11) == 61
    assert opening.advance(90, 15) == 205
    assert opening.next_open(45) == 60
    assert opening.next_open(100) == 200
    assert Opening((), 0, 10, [(0, 50)]).next_open(5) == 50


GOOD = serial([10, 20], launch_s=20)
STATION = GOOD.stations[0]


@pytest.mark.parametrize(
    ("line", "conditions", "study", "field"),
    [
        (SimulatedLine("", (), (), (), 100), {}, {}, "Операции"),
        (replace(GOOD, stations=(STATION, STATION)), {}, {}, "Номер места"),
        (replace(GOOD, steps=(Step(1, 9, 5.0),), links=()), {}, {}, "Операция 1, место"),
        (replace(GOOD, links=(Link(1, 7),)), {}, {}, "Связь 1 → 7"),
        (replace(GOOD, crews=(Crew("x", "звено", 0),)), {}, {}, "Звено «звено», людей"),
        (replace(GOOD, stations=(replace(STATION, crew="?"), *GOOD.stations[1:])), {}, {}, "Место 1, звено"),
        (replace(GOOD, shift_s=0), {}, {}, "Смена, с"),
        (replace(GOOD, launch_s=0.0), {}, {}, "Запуск через, с"),
        (replace(GOOD, stations=(*GOOD.stations, Station(3, "", ()))), {}, {}, "Место 3, рабочих мест"),
        (
            replace(
                GOOD, stations=(replace(STATION, places=(Place("", (Window(5, 3),)),)), GOOD.stations[1])
            ),
            {},
            {},
            "Место 1, время работы",
        ),
        (replace(GOOD, steps=(Step(1, 1, 0.0), Step(2, 2, 5))), {}, {}, "Операция 1, время, с"),
        (replace(GOOD, steps=(Step(1, 1, 1, batch=0), Step(2, 2, 5))), {}, {}, "Операция 1, пачка"),
        (replace(GOOD, links=(Link(1, 2), Link(2, 1))), {}, {}, "Связи"),
        (replace(GOOD, links=()), {}, {}, "Последняя операция"),
        (replace(GOOD, links=(Link(1, 2, initial=-1),)), {}, {}, "Связь 1 → 2, задел"),
        (replace(GOOD, links=(Link(1, 2, capacity=0),)), {}, {}, "Связь 1 → 2, ёмкость"),
        (GOOD, {"spread": Spread(Law.NORMAL, 0.6)}, {}, "Разброс времени, коэффициент вариации"),
        (GOOD, {"breakdown": Breakdown(0, 5)}, {}, "Отказы, наработка на отказ"),
        (GOOD, {"absence_share": 1.0}, {}, "Доля невыходов"),
        (GOOD, {"absent": (1, 1)}, {}, "Отсутствуют на месте"),
        (GOOD, {}, {"replications": 0}, "Прогонов"),
        (GOOD, {}, {"shifts": 1_000}, "Смен в прогоне"),
    ],
)
def test_a_fault_is_named(line: SimulatedLine, conditions: dict, study: dict, field: str) -> None:
    with pytest.raises(InvalidDataError) as refused:
        simulate(line, Conditions(**conditions), Study(**study))
    assert field in {problem.field for problem in refused.value.problems}
    assert all(problem.expected for problem in refused.value.problems)


def test_bundles_that_would_wait_for_each_other_for_ever_are_refused() -> None:
    steps = (Step(1, 1, 10, batch=6), Step(2, 2, 10, batch=4))
    tight = replace(GOOD, steps=steps, links=(Link(1, 2, capacity=7),))
    with pytest.raises(InvalidDataError, match="ошибок: 1") as refused:
        simulate(tight, study=Study(replications=1))
    assert "не меньше 8" in refused.value.problems[0].expected
    enough = simulate(replace(tight, links=(Link(1, 2, capacity=8),)), study=Study(replications=1))
    assert enough is not None
    assert enough.stood_still == 0
