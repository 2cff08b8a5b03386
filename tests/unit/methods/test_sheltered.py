"""What the methods of sheltered lines refuse, warn of and decide."""

from typing import Any

import pytest

from builders.sheets import recomputed
from potok.methods import calculate
from potok.notes.errors import FormulaRefusedError, InvalidInputError


def codes(method_id: str, given: dict[str, Any]) -> set[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as refused:
        calculate(method_id, given)
    return {(str(problem.field), problem.code) for problem in refused.value.problems}


def warnings(method_id: str, given: dict[str, Any]) -> list[str]:
    return [warning.code for warning in calculate(method_id, given).warnings]


def operations(*times: float, **more: Any) -> list[dict[str, Any]]:
    return [{"name": f"О{place + 1}", "time_min": time, **more} for place, time in enumerate(times)]


def synchronism(*times: float, **changes: Any) -> dict[str, Any]:
    return {"takt_min": 3, "tolerance_pct": 5, "operations": operations(*times), **changes}


def test_a_zero_takt_is_refused() -> None:
    assert codes("sheltered.synchronisation", synchronism(3, takt_min=0)) == {("takt_min", "out_of_range")}


def test_equal_deviations_take_fewer_places() -> None:
    result = calculate("sheltered.synchronisation", synchronism(4, 0.4)).result
    assert [operation["multiplicity"] for operation in result["operations"]] == [1, 1]


def test_a_deviation_equal_to_the_tolerance_is_synchronous() -> None:
    result = calculate("sheltered.synchronisation", synchronism(3.15, 2.85)).result
    assert result["variant"] == "continuous"


def test_half_of_the_cycles_is_not_most_of_them() -> None:
    result = calculate("sheltered.synchronisation", synchronism(3, 4)).result
    assert (result["synchronous_share"], result["variant"]) == (0.5, "b")


def test_an_asynchronous_cycle_and_a_strange_tolerance_are_warned_of() -> None:
    given = synchronism(4, tolerance_pct=20)
    assert warnings("sheltered.synchronisation", given) == ["unusual_tolerance", "asynchronous_cycle"]


def test_changed_times_change_multiplicity_in_the_cells() -> None:
    changed = {"operations[0].time_min": 8.0}
    cells = recomputed(calculate("sheltered.synchronisation", synchronism(3, 4)), changed)
    assert cells == pytest.approx(
        recomputed(calculate("sheltered.synchronisation", synchronism(8, 4))), rel=1e-12
    )


def test_a_round_that_only_machines_alone_can_keep_is_warned_of() -> None:
    given = {"takt_min": 4, "operations": operations(6, walk_min=0.5, machines_pcs=2)}
    assert warnings("sheltered.multi_machine", given) == ["only_machines_alone"]
    slower = {**given, "takt_min": 3}
    assert warnings("sheltered.multi_machine", slower) == ["round_longer_than_takt"]


def test_part_of_a_machine_is_refused() -> None:
    given = {"takt_min": 4, "operations": operations(6, walk_min=0, machines_pcs=1.5)}
    assert codes("sheltered.multi_machine", given) == {("operations[0].machines_pcs", "out_of_range")}


def interval(**changes: Any) -> dict[str, Any]:
    return {
        "mode": "least_common_multiple",
        "shift_min": 480,
        "breaks_min": 60,
        "deviation_min": 20,
        "cycle_times_min": [2.5, 4],
        "resolution_min": 0.5,
        "piece_times_min": [4],
        **changes,
    }


def test_a_cycle_that_is_no_multiple_of_the_resolution_is_refused() -> None:
    given = interval(cycle_times_min=[2.5, 4.2, 3.3])
    assert codes("sheltered.shift_interval", given) == {
        ("cycle_times_min[1]", "no_multiple"),
        ("cycle_times_min[2]", "no_multiple"),
    }


def test_a_cycle_far_below_the_resolution_is_no_multiple_of_it() -> None:
    assert codes("sheltered.shift_interval", interval(cycle_times_min=[1e-12])) == {
        ("cycle_times_min[0]", "no_multiple")
    }


def test_an_interval_longer_than_the_shift_is_refused() -> None:
    with pytest.raises(FormulaRefusedError, match="интервал длиннее"):
        calculate(
            "sheltered.shift_interval", interval(cycle_times_min=[17, 23], resolution_min=1, breaks_min=110)
        )


def test_breaks_as_long_as_the_shift_are_refused() -> None:
    with pytest.raises(FormulaRefusedError, match="занимают всю смену"):
        calculate("sheltered.shift_interval", interval(breaks_min=460))


def test_a_mode_needs_its_own_keys_and_warns_of_foreign_ones() -> None:
    given = interval(cycle_times_min=None)
    assert codes("sheltered.shift_interval", given) == {("cycle_times_min", "missing")}
    assert warnings("sheltered.shift_interval", interval(intervals_per_shift=3)) == ["unused_input"]


def test_different_piece_times_and_an_interval_without_a_piece_are_warned_of() -> None:
    given = interval(piece_times_min=[30, 40])
    assert warnings("sheltered.shift_interval", given) == ["arithmetic_mean", "no_whole_piece"]


def test_decimal_cycles_have_their_common_multiple() -> None:
    given = interval(cycle_times_min=[0.3, 0.7], resolution_min=0.1)
    assert calculate("sheltered.shift_interval", given).result["interval_min"] == pytest.approx(2.1)


def backlog(**changes: Any) -> dict[str, Any]:
    return {"interval_min": 60, "zero_tolerance_pcs": 0.5, "operations": operations(2, 3), **changes}


def test_both_forms_of_the_backlog_or_neither_are_refused() -> None:
    phases = [{"duration_min": 10, "workplaces_pcs": [1, 1]}]
    assert codes("sheltered.backlog", backlog(phases=phases)) == {("", "exclusive_forms")}
    assert codes("sheltered.backlog", backlog(interval_min=None)) == {("", "missing_form")}


def test_a_phase_without_a_place_for_each_operation_is_refused() -> None:
    given = {"operations": operations(2, 3), "phases": [{"duration_min": 10, "workplaces_pcs": [1]}]}
    assert codes("sheltered.backlog", given) == {("phases[0].workplaces_pcs", "bad_length")}


def test_assumptions_of_a_backlog_are_told() -> None:
    given = backlog(zero_tolerance_pcs=None)
    assert warnings("sheltered.backlog", given) == ["assumed_zero_tolerance", "assumed_one_machine"]


def test_an_unsteady_backlog_and_unused_machines_are_warned_of() -> None:
    given = {
        "operations": operations(2, 3, machines_pcs=1),
        "phases": [{"duration_min": 12, "workplaces_pcs": [1, 1]}],
    }
    assert warnings("sheltered.backlog", given) == ["unsteady_backlog", "unused_input"]


def test_a_deficit_that_the_cells_turn_into_a_surplus_needs_no_duplicates() -> None:
    given = backlog(operations=operations(3, 2, machines_pcs=1))
    note = calculate("sheltered.backlog", given)
    assert note.result["duplicate_stations_pcs"] == [1]
    cells = recomputed(note, {"operations[0].machines_pcs": 2.0})
    assert (cells["backlogs_pcs[0]"], cells["duplicate_stations_pcs[0]"]) == (10, 0)


def test_the_next_operation_is_never_starved_by_the_initial_backlog() -> None:
    given = {
        "operations": operations(2, 2),
        "phases": [
            {"duration_min": 20, "workplaces_pcs": [0, 1]},
            {"duration_min": 20, "workplaces_pcs": [1, 0]},
        ],
    }
    (pair,) = calculate("sheltered.backlog", given).result["pairs"]
    assert (pair["initial_pcs"], pair["levels_pcs"]) == (10, [10, 0, 10])


def service(*rows: tuple[float, str], **changes: Any) -> dict[str, Any]:
    parts = [
        {"name": f"О{place + 1}", "time_min": time, "group": group}
        for place, (time, group) in enumerate(rows)
    ]
    return {"interval_min": 100, "quantity_pcs": 10, "transition_min": 2, "operations": parts, **changes}


def test_equal_partial_places_keep_the_order_of_the_list() -> None:
    result = calculate("sheltered.service_load", service((3, "а"), (13, "а"), (3, "а"))).result
    assert [worker["operations"] for worker in result["combined_workers"]] == [["О1", "О2", "О3"]]


def test_other_groups_and_full_workers_take_no_more_places() -> None:
    result = calculate("sheltered.service_load", service((6, "а"), (4, "а"), (3, "б"))).result
    assert [worker["operations"] for worker in result["combined_workers"]] == [["О1"], ["О2"], ["О3"]]
    assert result["workers_people"] == 3


def test_places_that_are_busy_all_the_time_are_not_combined() -> None:
    result = calculate("sheltered.service_load", service((20, "а"), (10, "а"))).result
    assert result["combined_workers"] == []
    assert result["workers_people"] == result["places_total_pcs"] == 3
    assert [operation["last_place_busy_min"] for operation in result["operations"]] == [0, 0]


def task(**changes: Any) -> dict[str, Any]:
    return {
        "shift_min": 480,
        "breaks_min": 60,
        "workers_people": 2,
        "operations": operations(4, 2, transport_min=0),
        **changes,
    }


def test_a_shift_of_breaks_has_no_task() -> None:
    with pytest.raises(FormulaRefusedError, match="всю смену"):
        calculate("sheltered.shift_task", task(breaks_min=480))


def test_an_operation_longer_than_the_takt_makes_the_task_an_upper_bound() -> None:
    assert warnings("sheltered.shift_task", task()) == ["upper_bound"]
    assert calculate("sheltered.shift_task", task()).result["shift_task_pcs"] == 140


def test_half_a_worker_and_no_workers_are_refused() -> None:
    assert codes("sheltered.shift_task", task(workers_people=1.5)) == {("workers_people", "out_of_range")}
    assert codes("sheltered.shift_task", task(workers_people=0)) == {("workers_people", "out_of_range")}


def test_a_room_without_a_place_is_warned_of_and_the_factor_is_one_by_itself() -> None:
    section = {"name": "А", "area_m2": 5, "equipment_area_m2": 4, "service_area_m2": 2}
    note = calculate("sheltered.area_workers", {"sections": [section]})
    assert note.result["total_workers_people"] == 0
    assert [warning.code for warning in note.warnings] == ["no_room"]
    assert [item.value.number for item in note.inputs if item.assumed] == [1]


def quota(limited: int, others: int, share: float) -> dict[str, Any]:
    return {"limited_people": limited, "others_people": others, "quota_share": share}


def test_a_missed_quota_is_warned_of_with_the_excess() -> None:
    note = calculate("sheltered.quota", quota(3, 7, 0.5))
    assert (note.result["met"], note.result["spare_others_people"]) == (False, -4)
    assert [warning.code for warning in note.warnings] == ["quota_missed"]


def test_a_quota_of_all_has_no_number_of_limited_workers_unless_they_are_alone() -> None:
    mixed = calculate("sheltered.quota", quota(3, 1, 1))
    assert mixed.result["limited_needed_people"] is None
    assert "quota_of_all" in {warning.code for warning in mixed.warnings}
    alone = calculate("sheltered.quota", quota(3, 0, 1)).result
    assert (alone["met"], alone["limited_needed_people"]) == (True, 0)


def test_a_line_without_workers_has_no_share() -> None:
    with pytest.raises(FormulaRefusedError, match="ни одного рабочего"):
        calculate("sheltered.quota", quota(0, 0, 0.5))
