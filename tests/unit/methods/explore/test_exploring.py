"""Curve, sensitivity, solving and batches over whole methods."""

from typing import Any

import pytest

from builders.cases import CASES, read_case
from potok.errors import PotokError
from potok.methods import method
from potok.methods.explore.batch import flat_result, run_batch
from potok.methods.explore.curve import curve, curve_figure
from potok.methods.explore.probe import Probe, probe
from potok.methods.explore.sensitivity import sensitivity
from potok.methods.explore.solving import solve

CYCLE = method("cycle.duration")
AREA = method("sheltered.area_workers")


def cartridge(**changes: object) -> dict[str, Any]:
    given: dict[str, Any] = read_case(CASES / "cycle.duration" / "ex2-cartridge-batch-100.json")["given"]
    return {key: value for key, value in given.items() if key != "alternatives"} | changes


def cycle(path: str, result: str = "mixed_min") -> Probe:
    return probe(CYCLE, cartridge(), path=path, result=result)


def test_a_curve_runs_through_the_present_value() -> None:
    found = curve(cycle("batch_size_pcs"), low=50, high=150, points=101)
    assert dict(found.points)[100] == pytest.approx(1419)
    assert len(found.points) == 101


def test_refused_inputs_are_left_out_of_a_curve() -> None:
    found = curve(cycle("operations[0].time_min"), low=-5, high=5, points=11)
    assert min(number for number, _ in found.points) >= 0


def test_a_curve_stays_within_the_declared_limits() -> None:
    found = curve(cycle("transfer_batch_pcs"))
    assert found.low >= 0


def test_the_picture_of_a_curve_names_both_quantities_with_units() -> None:
    looked_at = cycle("operations[2].time_min")
    figure = curve_figure(looked_at, curve(looked_at), chosen=5)
    assert figure.x_title == "Парафинировка: время на изделие, мин"
    assert figure.y_title.endswith(", мин")
    assert figure.levels[0].value == looked_at.at(5)


def test_an_input_is_found_for_a_wanted_result() -> None:
    (found,) = solve(cycle("batch_size_pcs", "sequential_min"), 6600).intervals
    assert found.low == found.high == pytest.approx(200)


def test_all_solutions_of_a_result_that_falls_and_rises_are_found() -> None:
    low, high = solve(cycle("operations[2].time_min"), 1500).intervals
    looked_at = cycle("operations[2].time_min")
    assert low.low < 6 < high.low
    assert looked_at.at(low.low) == pytest.approx(1500)
    assert looked_at.at(high.low) == pytest.approx(1500)


def rounded() -> Probe:
    """Shifts of a programme: a rounded result over a smooth input."""
    given = read_case(CASES / "line.continuous" / "ex1-pressing-line.json")["given"]
    return probe(method("line.continuous"), given, path="program_pcs", result="workplaces[0]")


def test_a_rounded_method_gives_the_interval_of_inputs_with_the_same_result() -> None:
    looked_at = rounded()
    target = looked_at.result.value.number
    found = next(part for part in solve(looked_at, target).intervals if part.low < part.high)
    for inside in (found.low, found.high, (found.low + found.high) / 2):
        assert looked_at.at(inside) == target
    assert looked_at.at(found.low * (1 - 1e-6)) != target or found.open_low
    assert looked_at.at(found.high * (1 + 1e-6)) != target or found.open_high


def test_a_target_between_two_steps_is_told_as_a_jump() -> None:
    looked_at = rounded()
    found = solve(looked_at, looked_at.result.value.number + 0.5)
    assert not found.intervals
    assert all(jump.left[1] < looked_at.result.value.number + 0.5 < jump.right[1] for jump in found.jumps)
    assert found.jumps


def test_an_unreachable_target_tells_what_can_be_reached() -> None:
    found = solve(cycle("batch_size_pcs"), -5)
    assert not found.intervals
    assert found.reached is not None
    assert found.reached[0] > 0


def test_sensitivity_puts_the_strongest_input_first_and_agrees_with_the_method() -> None:
    found = sensitivity(CYCLE, cartridge(), result="sequential_min")
    assert found.result == 3300
    assert [effect.swing for effect in found.effects] == sorted(
        (effect.swing for effect in found.effects), reverse=True
    )
    batch = next(effect for effect in found.effects if effect.item.path == "batch_size_pcs")
    assert (batch.lower, batch.higher) == (pytest.approx(2970), pytest.approx(3630))


def test_a_number_that_does_not_exist_is_refused() -> None:
    with pytest.raises(PotokError, match="nothing"):
        cycle("nothing")
    with pytest.raises(PotokError, match="nothing"):
        cycle("batch_size_pcs", "nothing")


def test_a_batch_goes_on_after_a_refused_row() -> None:
    rows = [(2, cartridge()), (3, cartridge(batch_size_pcs=0)), (4, cartridge(batch_size_pcs=200))]
    first, second, third = run_batch(CYCLE, rows)
    assert first.result is not None
    assert first.result["mixed_min"] == 1419
    assert second.result is None
    assert "batch_size_pcs" in second.error
    assert third.row == 4
    assert third.result is not None


def test_a_result_is_flattened_to_columns() -> None:
    assert flat_result({"a": 1, "b": [2, {"c": "К"}], "d": None}) == {
        "a": 1,
        "b[0]": 2,
        "b[1].c": "К",
        "d": None,
    }


def test_the_same_numbers_come_with_and_without_the_note() -> None:
    given = cartridge()
    assert CYCLE.run(given).result == CYCLE.run(given, record=False).result
