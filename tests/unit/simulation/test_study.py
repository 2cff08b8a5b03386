"""What the twin says where theory knows the answer, and what it gives back."""

from dataclasses import replace

import pytest

from builders.twin import serial
from potok.simulation.confidence import estimate, student
from potok.simulation.line import (
    IDEAL,
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
from potok.simulation.results import SimulationResult
from potok.simulation.study import simulate
from potok.simulation.workplace import State

ONE = Study(replications=1, samples=25)
NEVER_VARIES = Spread(Law.DETERMINISTIC)


def simulated(line: SimulatedLine, conditions: Conditions = IDEAL, study: Study = ONE) -> SimulationResult:
    result = simulate(line, conditions, study)
    assert result is not None
    return result


def test_without_spread_the_slowest_station_gives_the_takt() -> None:
    result = simulated(serial([80, 180, 100, 70], [1, 2, 1, 1]))
    assert result.output_pcs.mean == result.calculated_output_pcs == 288
    assert result.takt_s is not None
    assert result.takt_s.mean == pytest.approx(result.calculated_takt_s) == pytest.approx(100)
    assert result.bottleneck == 3


def test_without_spread_a_paced_line_works_as_its_loads_say() -> None:
    result = simulated(serial([80, 180, 100, 70], [1, 2, 1, 1], launch_s=100))
    for figures, load in zip(result.stations, (0.8, 0.9, 1.0, 0.7), strict=True):
        assert figures.working.mean == pytest.approx(load, abs=2e-3)
        assert figures.calculated == pytest.approx(load)
        assert sum(figures.shares.values()) + figures.closed == pytest.approx(1)
    assert result.cycle_s is not None
    assert result.cycle_s.mean == pytest.approx(80 + 180 + 100 + 70)


def test_two_exponential_stations_with_a_buffer_reach_the_known_throughput() -> None:
    # Two equal exponential servers with blocking after service and b places between: (b + 2)/(b + 3).
    result = simulated(
        serial([60, 60], link={"capacity": 2}),
        Conditions(Spread(Law.EXPONENTIAL)),
        Study(replications=10, shifts=4, samples=2),
    )
    known = 4 / 5
    assert result.output_pcs.low / 480 < known < result.output_pcs.high / 480
    first, second = result.stations
    assert first.shares[State.BLOCKED] == pytest.approx(1 - known, abs=0.02)
    assert second.shares[State.STARVING] == pytest.approx(1 - known, abs=0.02)


def test_the_law_of_little_holds() -> None:
    line = serial([80, 90, 85], launch_s=100)
    varied = Conditions(Spread(Law.LOGNORMAL, 0.4), Breakdown(7_200, 600))
    result = simulated(line, varied, Study(replications=3, shifts=6, samples=2))
    assert result.cycle_s is not None
    rate = result.output_pcs.mean / line.shift_s
    assert result.in_process_pcs.mean == pytest.approx(rate * result.cycle_s.mean, rel=0.05)


def test_repairs_of_known_length_lengthen_the_takt_by_their_share() -> None:
    steady = Breakdown(900, 100, between=NEVER_VARIES, repair=NEVER_VARIES)
    result = simulated(serial([60, 90]), Conditions(breakdown=steady), Study(replications=1, shifts=5))
    assert result.takt_s is not None
    assert result.takt_s.mean == pytest.approx(90 * (900 + 100) / 900, rel=5e-3)
    assert result.calculated_takt_s == pytest.approx(100)
    assert result.stations[1].shares[State.DOWN] == pytest.approx(0.1, abs=3e-3)
    hand = replace(serial([60, 90]), stations=(*(replace(s, machine="") for s in serial([60, 90]).stations),))
    assert simulated(hand, Conditions(breakdown=steady)).output_pcs.mean == 320  # handwork does not fail


def test_one_person_who_serves_machines_gives_the_round_as_takt() -> None:
    stations = tuple(Station(no, f"Станок {no}", (Place(),), "M", crew="r", walk_s=12.0) for no in (1, 2, 3))
    steps = (Step(1, 1, 100), Step(2, 2, 200), Step(3, 3, 64))
    line = SimulatedLine(
        "Линия", stations, steps, (Link(1, 2), Link(2, 3)), 28_800, crews=(Crew("r", "Наладчик", 1),)
    )
    # Two pieces are on the way, so that the person always finds a machine to serve.
    alone = simulated(replace(line, launch_s=400))
    assert alone.calculated_takt_s == pytest.approx(400) == pytest.approx(100 + 200 + 64 + 3 * 12)
    assert alone.output_pcs.mean == 72
    assert alone.crews[0].busy.mean == pytest.approx(1, abs=0.02)
    loading = replace(line, steps=tuple(replace(step, attended=0.1) for step in steps))
    assert simulated(loading).output_pcs.mean == pytest.approx(28_800 / 200, abs=1)


def test_a_missing_person_halves_a_station_of_two_unless_the_reserve_stands_in() -> None:
    line = serial([80, 180], [1, 2])
    assert simulated(line, Conditions(absent=(2,))).takt_s == estimate([180.0])
    ill = Conditions(absence_share=0.5)
    study = Study(replications=8, shifts=2)
    without = simulated(line, ill, study)
    covered = simulated(line, replace(ill, reserve_people=3), study)
    assert without.output_pcs.mean < 0.8 * covered.output_pcs.mean
    assert covered.output_pcs.mean == 320
    assert without.stations[0].closed == pytest.approx(0.5, abs=0.2)


def test_the_reserve_goes_where_nobody_would_be_left() -> None:
    # The first station is the busiest, but without the only person of the second nothing leaves the line.
    line = serial([180, 50], [2, 1])
    study = Study(replications=30, shifts=1, warm_up_shifts=0)
    alone = simulated(line, Conditions(absence_share=0.3), study)
    helped = simulated(line, Conditions(absence_share=0.3, reserve_people=1), study)
    # Only of three people away at once one station stays empty.
    assert helped.fruitless < alone.fruitless
    assert alone.unmanned == (1, 2)
    assert helped.stations[1].closed < alone.stations[1].closed / 3


def test_bundles_are_split_and_joined_without_loss() -> None:
    # Collars in bundles of 15 and backs in bundles of 10 meet in an assembly that takes 5.
    stations = tuple(Station(no, f"Место {no}", (Place(),)) for no in (1, 2, 3, 4))
    steps = (Step(1, 1, 30, 30), Step(2, 2, 40, 15), Step(3, 3, 50, 10), Step(4, 4, 80, 5))
    links = (Link(1, 2), Link(1, 3), Link(2, 4), Link(3, 4))
    result = simulated(SimulatedLine("Узлы", stations, steps, links, 28_800, launch_s=80))
    assert result.output_pcs.mean == 360
    assert result.stations[3].working.mean == pytest.approx(1)


def test_a_piece_may_come_back_to_a_station() -> None:
    stations = (Station(1, "Машина", (Place(),)), Station(2, "Утюг", (Place(),)))
    steps = (Step(1, 1, 50), Step(2, 2, 60), Step(3, 1, 40))
    result = simulated(SimulatedLine("Возврат", stations, steps, (Link(1, 2), Link(2, 3)), 27_000))
    assert result.calculated_takt_s == 90
    assert result.output_pcs.mean == pytest.approx(300, abs=1)
    assert result.stations[0].working.mean == pytest.approx(1)


def test_places_work_in_their_windows_only() -> None:
    line = serial([60], shift_s=3_600, period_s=1_200)
    half = replace(
        line, stations=(Station(1, "Место", (Place(windows=(Window(0, 90), Window(600, 1_110))),)),)
    )
    result = simulated(half)
    assert result.output_pcs.mean == 30  # a piece begun before a pause is finished after it
    assert result.stations[0].closed == pytest.approx(0.5)


def test_the_same_seed_gives_the_same_and_other_stations_keep_their_luck() -> None:
    line = serial([80, 90, 85], launch_s=100)
    varied = Conditions(Spread(Law.NORMAL, 0.3))
    study = Study(replications=2, samples=5)
    first, again = (simulated(line, varied, study) for _ in range(2))
    assert first == again
    other = replace(line, steps=(*line.steps[:2], replace(line.steps[2], time_s=40)))
    assert simulated(other, varied, study).links[0] == first.links[0]
    assert simulated(line, varied, replace(study, seed=2)).links[0] != first.links[0]


def test_a_stopped_study_keeps_the_finished_replications() -> None:
    line, done = serial([80, 90]), []
    result = simulate(
        line,
        study=Study(replications=9),
        should_stop=lambda: len(done) >= 2,
        report=lambda number, _of: done.append(number),
    )
    assert result is not None
    assert result.stopped
    assert result.replications == 2
    assert simulate(line, should_stop=lambda: True) is None


def test_a_line_that_comes_to_a_stand_says_so() -> None:
    result = simulated(serial([60, 60], link={"capacity": 1}), Conditions(absent=(2,)))
    assert result.stood_still == 1
    assert result.output_pcs.mean == 0
    assert result.takt_s is None
    assert result.stations[0].shares[State.BLOCKED] == pytest.approx(1)


def test_the_interval_of_confidence_is_that_of_student() -> None:
    assert [student(freedom) for freedom in (1, 10, 30)] == [12.7062, 2.2281, 2.0423]
    assert student(60) == pytest.approx(2.0003, abs=1e-4)
    found = estimate([10.0, 12.0, 14.0])
    assert (found.low, found.mean, found.high) == pytest.approx((12 - 4.9683, 12, 12 + 4.9683), abs=1e-3)
