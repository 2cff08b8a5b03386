"""Lines handed over to the simulation: without spread it says what the methods have calculated."""

from dataclasses import replace
from typing import Any

import pytest

from potok.lines.kinds import KINDS
from potok.lines.simulated.continuous import continuous_line
from potok.lines.simulated.discontinuous import discontinuous_line
from potok.lines.simulated.grouped import merged
from potok.lines.simulated.handing_over import simulated_line
from potok.methods import calculate
from potok.simulation.calculated import line_takt
from potok.simulation.line import Study
from potok.simulation.results import SimulationResult
from potok.simulation.study import simulate
from potok.simulation.workplace import State

ONE = Study(replications=1, samples=9)


def continuous(times: list[float], **changes: Any) -> dict[str, Any]:
    operations = [
        {"name": f"О{place}", "time_s": time, "service_norm": 1, "simultaneous_pcs": 1}
        for place, time in enumerate(times)
    ]
    return {
        "program_pcs": 480,
        "shift_h": 8,
        "loss_share": 0,
        "break_per_shift_min": 0,
        "stops_min_per_hour": 0,
        "downtime_share": 0,
        "transport_batch_pcs": 1,
        "safety_backlog_shift_share": 0,
        "lines_count": 1,
        "operations": operations,
        **changes,
    }


def run_continuous(given: dict[str, Any]) -> tuple[SimulationResult, dict[str, Any]]:
    calculated: dict[str, Any] = dict(calculate("line.continuous", given).result)
    result = simulate(continuous_line(given, calculated), study=ONE)
    assert result is not None
    return result, calculated


def test_a_continuous_line_keeps_its_takt_its_output_and_its_backlogs() -> None:
    result, calculated = run_continuous(continuous([60, 120, 60, 180]))
    assert calculated["takt_s"] == 60
    assert calculated["workplaces"] == [1, 2, 1, 3]
    assert result.calculated_takt_s == calculated["takt_s"]
    assert result.output_pcs.mean == 480
    assert result.takt_s is not None
    assert result.takt_s.mean == pytest.approx(calculated["takt_s"])
    backlog = calculated["technological_backlog_pcs"] + calculated["transport_backlog_pcs"]
    assert result.in_process_pcs.mean == pytest.approx(backlog) == pytest.approx(7 + 6)
    for figures in result.links:  # the transport backlogs stay where they were put
        assert figures.least == figures.most == figures.mean.mean


def test_the_loads_of_a_continuous_line_are_the_calculated_ones() -> None:
    result, calculated = run_continuous(continuous([45, 100, 57], transport_batch_pcs=4))
    assert result.output_pcs.mean == 480
    loads = [figures.working.mean for figures in result.stations]
    assert loads == pytest.approx(calculated["load_share"], abs=5e-3)


def test_an_overloaded_continuous_line_gives_what_its_bottleneck_can() -> None:
    result, calculated = run_continuous(continuous([60, 80]))
    assert calculated["workplaces"] == [1, 1]
    assert result.output_pcs.mean == pytest.approx(28_800 / 80)
    assert result.bottleneck == 2
    assert result.links[0].level.mean[-1] > result.links[0].level.mean[0] + 100  # it piles up


def test_one_person_at_two_places_is_wanted_half_the_time() -> None:
    given = continuous([120])
    given["operations"][0]["service_norm"] = 2
    result, _ = run_continuous(given)
    assert result.output_pcs.mean == 480
    assert result.crews[0].busy.mean == pytest.approx(1, abs=0.01)


@pytest.fixture
def movement() -> dict[str, Any]:
    """Two hours in whole pieces: stamping runs ahead, assembly catches up with two places."""
    return {
        "operations": [
            {"name": "Штамповка", "time_min": 2},
            {"name": "Сборка", "time_min": 4},
            {"name": "Контроль", "time_min": 1},
        ],
        "phases": [
            {"duration_min": 40, "workplaces_pcs": [1, 1, 0]},
            {"duration_min": 20, "workplaces_pcs": [1, 2, 1]},
            {"duration_min": 40, "workplaces_pcs": [0, 1, 0]},
            {"duration_min": 10, "workplaces_pcs": [0, 0, 1]},
            {"duration_min": 10, "workplaces_pcs": [0, 0, 0]},
        ],
    }


def test_backlogs_move_as_calculated_over_all_phases_and_intervals(movement: dict[str, Any]) -> None:
    calculated: dict[str, Any] = dict(calculate("sheltered.backlog", movement).result)
    line = discontinuous_line([(movement, calculated)], working_min=480, machines={})
    assert line.shift_s == 4 * 120 * 60
    ends = [0, 40, 60, 100, 110, 120]
    result = simulate(line, study=Study(replications=1, warm_up_shifts=0, samples=4 * 12 + 1))
    assert result is not None
    for figures, pair, link in zip(result.links, calculated["pairs"], line.links, strict=True):
        raised = link.initial - pair["initial_pcs"]
        at = dict(zip(result.moments_s, figures.level.mean, strict=True))
        levels = [at[moment * 60] for moment in ends]
        assert levels[1:] == pytest.approx([level + raised for level in pair["levels_pcs"][1:]])
        expected = dict(zip(result.moments_s, figures.expected, strict=True))
        assert [expected[moment * 60] for moment in ends] == pytest.approx(
            [level + raised for level in pair["levels_pcs"]]
        )
        assert figures.least >= 0


def test_the_places_of_a_discontinuous_line_never_wait_in_their_phases(movement: dict[str, Any]) -> None:
    calculated: dict[str, Any] = dict(calculate("sheltered.backlog", movement).result)
    result = simulate(discontinuous_line([(movement, calculated)], working_min=480, machines={}), study=ONE)
    assert result is not None
    assert result.output_pcs.mean == 4 * 30
    for figures in result.stations:
        assert figures.shares[State.STARVING] == pytest.approx(0, abs=1e-6)
        assert figures.shares[State.WORKING] + figures.closed == pytest.approx(1)


def test_branches_share_their_operations() -> None:
    rows = []
    for first in ("Верх", "Подкладка"):
        given = {
            "operations": [{"name": first, "time_min": 2}, {"name": "Сборка", "time_min": 2}],
            "phases": [{"duration_min": 60, "workplaces_pcs": [1, 1]}],
        }
        rows.append((given, dict(calculate("sheltered.backlog", given).result)))
    line = discontinuous_line(rows, working_min=480, machines={"Верх": "швейная"})
    assert [station.title for station in line.stations] == ["Верх", "Сборка", "Подкладка"]
    assert [station.machine for station in line.stations] == ["швейная", "", ""]
    result = simulate(line, study=ONE)
    assert result is not None
    assert result.output_pcs.mean == 240


def test_operations_of_a_group_are_done_in_a_row_where_the_order_lets_them() -> None:
    group_of = {1: 10, 2: 10, 3: 20, 4: 10, 5: 10}
    edges = [(1, 2), (2, 3), (3, 4), (1, 5)]
    assert merged([1, 2, 3, 4, 5], edges, group_of) == [[1, 2], [3], [4, 5]]


def test_the_jacket_keeps_its_output_without_spread() -> None:
    given = KINDS["sewing"].examples[0].given
    line = simulated_line(given, KINDS["sewing"].design(given))
    assert sum(len(station.places) for station in line.stations) == 49
    assert sum(step.time_s for step in line.steps) == pytest.approx(4447)
    # The narrow place of the source: a group of 104 s with one worker.
    assert line_takt(replace(line, launch_s=None)) == 104
    result = simulate(replace(line, launch_s=104), study=Study(replications=1, shifts=2, samples=3))
    assert result is not None
    assert result.output_pcs.mean == pytest.approx(28_800 / 104, abs=8)  # bundles of 15 in two shifts
    assert {step.batch for step in line.steps} == {15, 5}


def test_the_kinds_hand_their_lines_over() -> None:
    given = KINDS["continuous"].examples[0].given
    line = simulated_line(given, KINDS["continuous"].design(given))
    assert [station.title for station in line.stations][:2] == ["Подача тары", "Розлив"]
    assert line.takt_s == pytest.approx(line.launch_s)
