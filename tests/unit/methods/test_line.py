"""What the methods of flow lines refuse, warn of and leave out."""

from typing import Any

import pytest

from builders.sheets import recomputed
from potok.methods import calculate
from potok.notes.errors import FormulaRefusedError, InvalidInputError


def line(**changes: Any) -> dict[str, Any]:
    operations = [
        {"name": name, "time_s": time, "service_norm": 1, "simultaneous_pcs": 1}
        for name, time in (("Крой", 30), ("Шов", 75), ("Утюг", 20))
    ]
    return {
        "program_pcs": 800,
        "period_shifts": 1,
        "shift_h": 8,
        "shifts_per_day": 1,
        "loss_share": 0,
        "loss_basis": "launch",
        "break_per_shift_min": 40,
        "stops_min_per_hour": 0,
        "downtime_share": 0,
        "layout": "one_sided",
        "workplace_spacing_m": 1.5,
        "item_spacing_m": None,
        "transport_batch_pcs": 1,
        "safety_backlog_shift_share": 0,
        "lines_count": 1,
        "operations": operations,
        **changes,
    }


def conveyor(**changes: Any) -> dict[str, Any]:
    segments = [{"spacing_m": 1.2, "workplaces_pcs": 3}, {"spacing_m": 2, "workplaces_pcs": 2}]
    return {
        "layout": "one_sided",
        "count_rule": "gaps",
        "segments": segments,
        "object_spacing_m": 1,
        "rhythm_min_per_unit": 2,
        **changes,
    }


def leading(**changes: Any) -> dict[str, Any]:
    places = [
        {"name": "Тестомес", "capacity_t_per_h": 0.5, "yield_share": 1.2},
        {"name": "Печь", "capacity_t_per_h": 0.4, "yield_share": 1},
    ]
    return {
        "leading_machine": "Печь",
        "shift_h": 8,
        "breaks_min": 30,
        "shifts_per_day": 2,
        "workplaces": places,
        **changes,
    }


def paths(method_id: str, given: dict[str, Any]) -> set[str]:
    with pytest.raises(InvalidInputError) as refused:
        calculate(method_id, given)
    return {str(problem.field) for problem in refused.value.problems}


def warnings(method_id: str, given: dict[str, Any]) -> list[str]:
    return [warning.code for warning in calculate(method_id, given).warnings]


def test_a_line_whose_breaks_eat_the_shift_has_no_takt() -> None:
    with pytest.raises(FormulaRefusedError, match="такт не положителен"):
        calculate("line.continuous", line(break_per_shift_min=480))


def test_all_impossible_numbers_of_a_line_are_named_together() -> None:
    given = line(program_pcs=0, loss_share=1, shift_h=25, lines_count=1.5)
    assert paths("line.continuous", given) == {"program_pcs", "loss_share", "shift_h", "lines_count"}


def test_half_a_workplace_is_rounded_up_and_none_becomes_one() -> None:
    operations = [
        {"name": name, "time_s": time, "service_norm": 1, "simultaneous_pcs": 1}
        for name, time in (("А", 82.5), ("Б", 3))
    ]
    result = calculate("line.continuous", line(operations=operations)).result
    assert result["takt_s"] == 33
    assert result["workplaces"] == [3, 1]


def test_an_overloaded_operation_is_warned_of() -> None:
    assert warnings("line.continuous", line(item_spacing_m=1)) == ["overload"]


def test_assumptions_of_a_line_are_told() -> None:
    given = line(loss_share=0.1, loss_basis=None, layout=None, shifts_per_day=4)
    assert warnings("line.continuous", given)[:4] == [
        "assumed_loss_basis",
        "assumed_layout",
        "assumed_item_spacing",
        "shifts_overlap",
    ]


def test_a_service_norm_that_is_not_given_is_one() -> None:
    given = line()
    del given["operations"][0]["service_norm"]
    assert calculate("line.continuous", given).result == calculate("line.continuous", line()).result


def test_without_the_spacing_of_workplaces_there_is_no_conveyor() -> None:
    note = calculate("line.continuous", line(workplace_spacing_m=None, item_spacing_m=1))
    assert not any(key.startswith("conveyor") for key in note.result)
    assert "no_workplace_spacing" in {warning.code for warning in note.warnings}


def test_two_sides_halve_the_length_but_not_the_speed() -> None:
    one = calculate("line.continuous", line()).result
    two = calculate("line.continuous", line(layout="two_sided")).result
    assert two["conveyor_length_m"] == one["conveyor_length_m"] / 2
    assert two["conveyor_speed_m_per_min"] == one["conveyor_speed_m_per_min"]


@pytest.mark.parametrize("changed", [{"program_pcs": 1500}, {"shift_h": 12}, {"loss_share": 0.2}])
def test_the_cells_of_a_line_follow_an_input(changed: dict[str, float]) -> None:
    cells = recomputed(calculate("line.continuous", line()), changed)
    assert cells == pytest.approx(recomputed(calculate("line.continuous", line(**changed))))


def test_gaps_leave_out_the_last_spacing() -> None:
    assert calculate("line.conveyor", conveyor()).result["length_m"] == pytest.approx(5.6)
    whole = calculate("line.conveyor", conveyor(count_rule="workplaces")).result
    assert whole["length_m"] == pytest.approx(7.6)


def test_objects_without_a_distance_lie_at_the_mean_spacing() -> None:
    note = calculate("line.conveyor", conveyor(object_spacing_m=None))
    assert note.result["speed_m_per_min"] == pytest.approx(note.result["mean_spacing_m"] / 2)
    assert [warning.code for warning in note.warnings] == ["assumed_object_spacing"]


def test_a_racing_belt_and_a_single_workplace_are_warned_of() -> None:
    segments = [{"spacing_m": 1, "workplaces_pcs": 1}]
    given = conveyor(segments=segments, rhythm_min_per_unit=0.01)
    assert warnings("line.conveyor", given) == ["unusual_speed", "no_gaps"]


def test_an_unknown_leading_machine_is_refused_with_the_names() -> None:
    with pytest.raises(InvalidInputError) as refused:
        calculate("line.leading_machine", leading(leading_machine="Печка"))
    (problem,) = refused.value.problems
    assert (problem.code, problem.field) == ("unknown_reference", "leading_machine")
    assert "Тестомес, Печь" in problem.expected


def test_two_workplaces_of_one_name_are_refused() -> None:
    places = [{"name": "Печь", "capacity_t_per_h": 1, "yield_share": 1}] * 2
    assert paths("line.leading_machine", leading(workplaces=places)) == {"workplaces[1].name"}


def test_breaks_as_long_as_the_shift_are_refused() -> None:
    with pytest.raises(FormulaRefusedError, match="перерывы занимают всю смену"):
        calculate("line.leading_machine", leading(breaks_min=480))


def test_a_leading_machine_that_is_not_the_slowest_is_warned_of() -> None:
    given = leading(leading_machine="Тестомес")
    note = calculate("line.leading_machine", given)
    assert note.result["limiting_machine"] == "Печь"
    assert note.result["overloaded"] == ["Печь"]
    assert [warning.code for warning in note.warnings] == ["overload", "leading_is_not_limiting"]


def test_a_divergence_above_one_takes_a_second_worker() -> None:
    places = calculate("line.leading_machine", leading()).result["workplaces"]
    assert [place["workers_people"] for place in places] == [2, 1]
