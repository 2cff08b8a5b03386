"""What the methods of the sewing flow refuse, warn of and decide."""

from typing import Any

import pytest

from builders.cases import CASES, read_case
from builders.sheets import recomputed
from potok.methods import calculate
from potok.notes.errors import FormulaRefusedError, InvalidInputError


def codes(method_id: str, given: dict[str, Any]) -> set[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as refused:
        calculate(method_id, given)
    return {(str(problem.field), problem.code) for problem in refused.value.problems}


def warnings(method_id: str, given: dict[str, Any]) -> list[str]:
    return [warning.code for warning in calculate(method_id, given).warnings]


def saving(factory: float, project: float, unchanged: float = 0) -> dict[str, Any]:
    operation = {"name": "Строчка", "factory_time_s": factory, "project_time_s": project}
    return {"operations": [operation], "unchanged_time_s": unchanged}


def test_an_operation_that_grows_dearer_saves_a_negative_time() -> None:
    note = calculate("sewing.time_saving", saving(40, 50, 60))
    assert (note.result["saved_time_s"], note.result["time_saving_pct"]) == (-10, -10)
    assert [warning.code for warning in note.warnings] == ["dearer_operations"]


def test_an_operation_that_disappears_has_no_growth_of_productivity() -> None:
    note = calculate("sewing.time_saving", saving(40, 0))
    assert (note.result["time_saving_pct"], note.result["productivity_growth_pct"]) == (100, None)
    assert [warning.code for warning in note.warnings] == ["no_project_time"]


def test_a_product_without_time_is_refused() -> None:
    with pytest.raises(FormulaRefusedError, match="время изделия на действующем потоке равно нулю"):
        calculate("sewing.time_saving", saving(0, 0))


def flow(*times: float, **changes: Any) -> dict[str, Any]:
    sections = [{"name": f"Секция {place}", "time_s": time} for place, time in enumerate(times, start=1)]
    return {
        "shift_duration_s": 28_800,
        "output_per_shift_pcs": 320,
        "sections": sections,
        "tolerance": {"low": 0.9, "high": 1.15},
        "multiplicities": [1, 2],
        **changes,
    }


def test_half_a_worker_and_half_a_second_are_rounded_up() -> None:
    result = calculate("sewing.flow", flow(225, output_per_shift_pcs=28_800 / 89.5)).result
    assert (result["takt_s"], result["sections"][0]["workers_people"]) == (90, 3)


def test_the_flow_is_counted_by_the_exact_takt_and_the_sections_by_the_whole_one() -> None:
    result = calculate("sewing.flow", flow(1000, output_per_shift_pcs=315)).result
    assert result["workers_exact"] == pytest.approx(1000 / (28_800 / 315))
    assert result["workers_calc"] == result["sections"][0]["workers_calc"] == pytest.approx(1000 / 91)


def test_sections_that_round_differently_from_the_flow_are_warned_of() -> None:
    assert warnings("sewing.flow", flow(40, 40, 40)) == [
        "section_without_workers", "section_without_workers", "section_without_workers",
        "sections_do_not_add_up",
    ]  # fmt: skip


def test_an_output_that_leaves_no_whole_second_is_refused() -> None:
    with pytest.raises(FormulaRefusedError, match="такт, округлённый до секунды, равен нулю"):
        calculate("sewing.flow", flow(100, output_per_shift_pcs=100_000))


def test_limits_that_cross_and_zero_output_are_refused() -> None:
    given = flow(100, tolerance={"low": 1.2, "high": 1.1})
    assert codes("sewing.flow", given) == {("tolerance.low", "out_of_range")}
    assert codes("sewing.flow", flow(100, output_per_shift_pcs=0)) == {
        ("output_per_shift_pcs", "out_of_range")
    }


def step(specialty: str, time: float, node: str = "Узел", section: str = "Секция") -> dict[str, Any]:
    return {"node": node, "section": section, "specialty": specialty, "time_s": time}


def test_a_node_without_time_has_no_mechanisation() -> None:
    given = {"mechanised_specialties": ["М"], "operations": [step("М", 30), step("Р", 0, node="Пустой")]}
    result = calculate("sewing.sequence_summary", given).result
    assert [node["mechanisation_share"] for node in result["nodes"]] == [1, None]
    assert result["total"] == {"time_s": 30, "by_specialty_s": {"М": 30, "Р": 0}, "mechanisation_share": 1}


def test_a_product_of_empty_operations_is_refused() -> None:
    given = {"mechanised_specialties": [], "operations": [step("М", 0)]}
    with pytest.raises(FormulaRefusedError, match="время изделия равно нулю"):
        calculate("sewing.sequence_summary", given)


def equipment(kind: str, *counts: float, **changes: Any) -> dict[str, Any]:
    models = [{"model": "", "main_pcs": count} for count in counts]
    return {
        "reserve_pct": 10,
        "workers_people": 5,
        "classes": [{"name": "Класс", "kind": kind, "models": models}],
        **changes,
    }


@pytest.mark.parametrize(
    ("kind", "reserve"),
    [("universal", 1), ("special", 1), ("semi_automatic", 1), ("press", 0), ("iron", 0), ("table", 0)],
)
def test_machines_have_a_reserve_by_class_and_presses_irons_tables_none(kind: str, reserve: int) -> None:
    result = calculate("sewing.equipment_summary", equipment(kind, 2, 3)).result
    assert result["classes"][0]["reserve_pcs"] == result["reserve_total_pcs"] == reserve
    assert result["total_pcs"] == 5 + reserve


def test_fewer_machines_than_workers_are_warned_of() -> None:
    note = calculate("sewing.equipment_summary", equipment("iron", 4))
    assert note.result["main_minus_workers"] == -1
    assert [warning.code for warning in note.warnings] == ["fewer_machines_than_workers"]


def test_a_model_needs_no_name() -> None:
    given = equipment("table", 4)
    given["classes"][0]["models"] = [{"main_pcs": 4}, {"model": None, "main_pcs": 2}]
    assert calculate("sewing.equipment_summary", given).result["main_total_pcs"] == 6


def test_an_unknown_kind_of_equipment_is_refused() -> None:
    assert codes("sewing.equipment_summary", equipment("irons", 4)) == {("classes[0].kind", "unknown_choice")}


def layout(*places: int, **changes: Any) -> dict[str, Any]:
    aggregates = [
        {"name": f"А{number}", "workplaces_pcs": count, "rows": 2, "conveyor_width_m": 0.6}
        for number, count in enumerate(places, start=1)
    ]
    return {
        "place_length_m": 1.2,
        "place_width_m": 0.6,
        "start_zone_m": 3.5,
        "release_zone_m": 3.5,
        "side_gap_m": 1.5,
        "between_m": 1.5,
        "main_aisle_m": 3,
        "main_aisles": 0,
        "column_grid_m": 6,
        "workers_people": 9,
        "aggregates": aggregates,
        **changes,
    }


def test_a_single_aggregate_has_no_gaps_and_an_absent_hall_is_the_grid() -> None:
    result = calculate("sewing.layout", layout(9)).result
    assert result["required_length_m"] == pytest.approx(13)
    assert result["required_width_m"] == pytest.approx(4.8)
    assert (result["grid_length_m"], result["grid_width_m"], result["area_m2"]) == (18, 6, 108)
    assert result["fits"] is True


def test_a_hall_as_large_as_needed_fits_and_a_smaller_one_is_warned_of() -> None:
    exact = calculate("sewing.layout", layout(9, hall_length_m=13, hall_width_m=4.8))
    assert (exact.result["fits"], exact.result["area_m2"]) == (True, pytest.approx(62.4))
    small = calculate("sewing.layout", layout(9, hall_length_m=12))
    assert (small.result["fits"], small.result["area_m2"]) == (False, 72)
    assert [warning.code for warning in small.warnings] == ["hall_too_small"]


def test_more_main_aisles_than_gaps_are_refused() -> None:
    assert codes("sewing.layout", layout(9, 4, main_aisles=2)) == {("main_aisles", "out_of_range")}
    assert codes("sewing.layout", layout(9, main_aisles=0, aggregates=[])) == {
        ("aggregates", "too_few_items")
    }


def test_more_workers_than_places_are_warned_of() -> None:
    assert warnings("sewing.layout", layout(4)) == ["more_workers_than_places"]


def test_changed_places_and_grid_change_the_hall_in_the_cells() -> None:
    cells = recomputed(calculate("sewing.layout", layout(9, 30)), {"aggregates[0].workplaces_pcs": 50})
    assert cells == pytest.approx(recomputed(calculate("sewing.layout", layout(50, 30))), rel=1e-12)


def unit(no: int, specialty: str, grade: int, time: float, section: str = "a") -> dict[str, Any]:
    return {"no": no, "section": section, "specialty": specialty, "grade": grade, "time_s": time}


def team(no: int, specialty: str, workers: int, *members: int, **more: Any) -> dict[str, Any]:
    return {
        "no": no, "section": "a", "specialty": specialty, "workers_people": workers,
        "members": list(members), **more,
    }  # fmt: skip


OPERATIONS = [unit(1, "М", 3, 60), unit(2, "Р", 2, 40), unit(3, "П", 4, 50), unit(4, "А", 5, 50)]


def scheme(*groups: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "takt_s": 100,
        "shift_duration_s": 28_800,
        "output_per_shift_pcs": 288,
        "rate_rub_per_s": {"2": 1, "3": 1.5, "4": 2, "5": 3},
        "tariff_coefficient": {"2": 1.1, "3": 1.3, "4": 1.5, "5": 1.7},
        "tolerance": {"low": 0.9, "high": 1.15},
        "mechanised_specialties": ["М", "П", "А"],
        "installed_machines_pcs": 2,
        "reserve_pct": 50,
        "shop_area_m2": 20,
        "shop_workers_people": 2,
        "operations": OPERATIONS,
        "groups": list(groups),
        **changes,
    }


FIRST = team(1, "М", 1, 1, 2)
CREW = [{"specialty": "П", "workers_people": 1}, {"specialty": "А", "workers_people": 1}]
SECOND = team(2, "П", 2, 3, 4, crew=CREW)


def test_a_crew_takes_the_grades_of_its_own_operations() -> None:
    result = calculate("sewing.scheme", scheme(FIRST, SECOND)).result
    assert result["labour_fact"] == [
        {"grade": 3, "by_specialty": {"М": 1}, "main_people": 1, "reserve_people": 1, "total_people": 2},
        {"grade": 4, "by_specialty": {"П": 1}, "main_people": 1, "reserve_people": 1, "total_people": 2},
        {"grade": 5, "by_specialty": {"А": 1}, "main_people": 1, "reserve_people": 1, "total_people": 2},
    ]


def test_a_crew_of_one_specialty_takes_the_grades_of_its_own_operations_too() -> None:
    group = team(1, "М", 1, 1, 2, crew=[{"specialty": "Р", "workers_people": 1}])
    fact = calculate("sewing.scheme", scheme(group, SECOND)).result["labour_fact"]
    assert fact[0]["by_specialty"] == {"Р": 1}
    assert fact[0]["grade"] == 2


def test_presses_are_mechanised_but_no_machines() -> None:
    result = calculate("sewing.scheme", scheme(FIRST, SECOND)).result
    assert result["mechanisation_share"] == pytest.approx(160 / 200)
    assert result["equipment_utilisation_share"] == pytest.approx(110 / 200)


def test_a_flow_without_machines_has_no_use_of_machines() -> None:
    note = calculate("sewing.scheme", scheme(FIRST, SECOND, installed_machines_pcs=0))
    assert note.result["equipment_utilisation_share"] is None
    assert "no_machines" in [warning.code for warning in note.warnings]


def test_machines_busy_longer_than_the_takt_are_warned_of() -> None:
    assert "too_few_machines" in warnings("sewing.scheme", scheme(FIRST, SECOND, installed_machines_pcs=1))


def test_limits_are_inclusive_and_stand_beside_the_load() -> None:
    operations = [unit(1, "М", 3, 90), unit(2, "М", 3, 115), unit(3, "М", 3, 115.01)]
    groups = [team(number, "М", 1, number) for number in (1, 2, 3)]
    note = calculate("sewing.scheme", scheme(*groups, operations=operations))
    found = note.result["organizational_operations"]
    assert [station["within_limits"] for station in found] == [True, True, False]
    assert (found[0]["min_s"], found[0]["max_s"]) == (90, pytest.approx(115))
    assert "outside_tolerance" in [warning.code for warning in note.warnings]


def test_the_measures_of_the_source_grouping_agree_with_the_catalogue() -> None:
    given = read_case(CASES / "sewing.scheme" / "jacket-full-scheme.json")["given"]
    result = calculate("sewing.scheme", given).result
    assert result["smoothness_index"] == pytest.approx(41.03, abs=0.005)
    assert result["efficiency"] == pytest.approx(0.8727, abs=0.0001)
    assert result["grade_mismatch"] == pytest.approx(1382.0, abs=0.05)


def test_sections_stand_in_the_order_of_their_groups() -> None:
    groups = [
        team(1, "П", 1, 3, section="c"),
        team(2, "М", 1, 1, 2, section="a"),
        team(3, "А", 1, 4, section="c"),
    ]
    result = calculate("sewing.scheme", scheme(*groups)).result
    assert [(section["name"], section["time_s"]) for section in result["sections"]] == [
        ("c", 100),
        ("a", 100),
    ]


def test_unknown_and_doubled_members_and_crews_that_do_not_fit_are_refused() -> None:
    crew = [{"specialty": "У", "workers_people": 1}]
    given = scheme(team(1, "М", 1, 1, 9), team(2, "П", 2, 1, 3, crew=crew))
    assert codes("sewing.scheme", given) == {
        ("groups[0].members[1]", "unknown_reference"),
        ("groups[1].members[0]", "duplicate"),
        ("groups[1].crew", "bad_sum"),
        ("groups[1].crew[0].specialty", "unknown_reference"),
    }


def test_a_grade_without_rate_or_coefficient_is_refused() -> None:
    given = scheme(
        FIRST, SECOND, rate_rub_per_s={"2": 1, "3": 1}, tariff_coefficient={"2": 1, "3": 1, "4": 1}
    )
    assert codes("sewing.scheme", given) == {("rate_rub_per_s", "missing"), ("tariff_coefficient", "missing")}


def test_broken_grouping_rules_are_warned_of_by_name() -> None:
    operations = [
        unit(1, "М", 2, 50), unit(2, "М", 5, 50), unit(3, "П", 4, 50, section="b"), unit(4, "Р", 5, 50),
        unit(5, "М", 2, 50),
    ]  # fmt: skip
    groups = [team(1, "М", 1, 1, 2), team(2, "У", 1, 3, 5)]
    found = warnings("sewing.scheme", scheme(*groups, operations=operations))
    assert found == [
        "crosses_sections", "mixed_specialties", "grades_apart", "foreign_specialty", "unassigned_operations",
        "coordination_outside_norm",
    ]  # fmt: skip


def test_a_takt_that_the_shift_does_not_give_is_warned_of() -> None:
    assert "takt_differs" in warnings("sewing.scheme", scheme(FIRST, SECOND, output_per_shift_pcs=300))


def test_another_time_changes_loads_grades_and_people_in_the_cells() -> None:
    changed = [unit(1, "М", 3, 75), *OPERATIONS[1:]]
    cells = recomputed(calculate("sewing.scheme", scheme(FIRST, SECOND)), {"operations[0].time_s": 75})
    wanted = recomputed(calculate("sewing.scheme", scheme(FIRST, SECOND, operations=changed)))
    assert cells == pytest.approx(wanted, rel=1e-12)
