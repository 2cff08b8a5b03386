"""What the methods of labour standards refuse, warn of and decide."""

from typing import Any

import pytest

from builders.sheets import recomputed
from potok.methods import calculate
from potok.methods.norms._stable_window import stable_places
from potok.notes.errors import FormulaRefusedError, InvalidInputError


def codes(method_id: str, given: dict[str, Any]) -> set[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as refused:
        calculate(method_id, given)
    return {(str(problem.field), problem.code) for problem in refused.value.problems}


def warnings(method_id: str, given: dict[str, Any]) -> list[str]:
    return [warning.code for warning in calculate(method_id, given).warnings]


def study(*times: float, **changes: Any) -> dict[str, Any]:
    return {
        "stability_norm": 1.5,
        "elements": [{"name": "Взять", "durations_min": list(times)}],
        "rest_per_op_min": 0,
        **changes,
    }


@pytest.mark.parametrize(
    ("times", "kept"),
    [
        ((1.2, 0.8), (0, 1)),
        ((1.0, 1.5, 2.0), (0, 1)),
        ((2.0, 1.0, 1.6), (0, 2)),
        ((1.0, 4.0, 1.0), (0, 2)),
        ((5.0,), (0,)),
    ],
)
def test_the_longest_stable_stretch_stays(times: tuple[float, ...], kept: tuple[int, ...]) -> None:
    assert stable_places(times, 1.5) == kept


def test_of_equally_long_stretches_the_denser_and_then_the_shorter_times_stay() -> None:
    assert stable_places((1.0, 1.4, 2.2, 2.3), 1.5) == (2, 3)
    assert stable_places((1.0, 1.0, 5.0, 5.0), 1.5) == (0, 1)


def test_a_zero_observation_is_refused_with_its_place() -> None:
    assert codes("norms.time_study", study(1, 0)) == {("elements[0].durations_min[1]", "out_of_range")}


def test_a_programme_needs_a_shift() -> None:
    assert codes("norms.time_study", study(1, program_per_shift_pcs=100)) == {("shift_h", "missing")}


def test_an_unstable_element_is_warned_of_and_mostly_excluded_ones_too() -> None:
    given = study(1, 2, 4, 8)
    assert warnings("norms.time_study", given) == ["unstable_element", "few_observations"]
    (element,) = calculate("norms.time_study", given).result["elements"]
    assert element["excluded_min"] == [2, 4, 8]
    assert element["stable_initially"] is False


def test_assumptions_of_a_shift_norm_are_told() -> None:
    given = study(1, shift_h=8, program_per_shift_pcs=960, rest_per_op_min=0.5, rest_min=10)
    note = calculate("norms.time_study", given)
    assert [warning.code for warning in note.warnings] == [
        "assumed_no_shift_time",
        "rest_twice",
        "assumed_fulfilment",
    ]
    assert note.result["staffing_norm_persons"] == 3


def test_shift_times_without_a_shift_are_unused() -> None:
    note = calculate("norms.time_study", study(1, rest_min=10))
    assert [warning.code for warning in note.warnings] == ["unused_input"]
    assert "output_norm_per_shift_pcs" not in note.result


def test_shift_times_as_long_as_the_shift_are_refused() -> None:
    with pytest.raises(FormulaRefusedError, match="занимает всю смену"):
        calculate("norms.time_study", study(1, shift_h=1, preparatory_min=60))


def photo(**changes: float) -> dict[str, float]:
    return {
        "preparatory_min": 20,
        "operative_min": 300,
        "aux_dependent_min": 20,
        "aux_independent_min": 20,
        "random_work_min": 10,
        "org_tech_breaks_min": 50,
        "discipline_breaks_min": 20,
        "rest_min": 40,
        **changes,
    }


def day(*photos: dict[str, float], **norms: float | None) -> dict[str, Any]:
    return {
        "shift_min": 480,
        "photos": list(photos or (photo(),)),
        "norms": {"preparatory_min": 15, "aux_independent_min": 20, "rest_min": 30, **norms},
    }


def test_every_photograph_that_misses_the_shift_is_named() -> None:
    given = day(photo(), photo(rest_min=41), photo(operative_min=299))
    assert codes("norms.workday_photo", given) == {("photos[1]", "bad_sum"), ("photos[2]", "bad_sum")}


def test_a_norm_above_the_fact_adds_time_and_is_warned_of() -> None:
    note = calculate("norms.workday_photo", day(rest_min=50))
    assert note.result["excluded_min"]["rest_min"] == -10
    assert [warning.code for warning in note.warnings] == ["norm_above_fact"]


def test_without_norms_the_facts_are_assumed() -> None:
    given = day()
    del given["norms"]
    note = calculate("norms.workday_photo", given)
    assert [warning.code for warning in note.warnings] == ["assumed_norm"] * 3
    assert note.result["excluded_total_min"] == 80


def test_norms_as_long_as_the_shift_are_refused() -> None:
    with pytest.raises(FormulaRefusedError, match="всю смену"):
        calculate("norms.workday_photo", day(rest_min=445))


def test_a_shift_without_operative_work_has_no_growth() -> None:
    idle = photo(operative_min=0, aux_dependent_min=0, org_tech_breaks_min=370)
    with pytest.raises(FormulaRefusedError, match="оперативное время равно нулю"):
        calculate("norms.workday_photo", day(idle))


def test_the_cells_of_a_photograph_follow_a_norm() -> None:
    cells = recomputed(calculate("norms.workday_photo", day()), {"norms.rest_min": 20.0})
    assert cells == pytest.approx(recomputed(calculate("norms.workday_photo", day(rest_min=20))))


def service(**changes: Any) -> dict[str, Any]:
    return {
        "mode": "batch",
        "shift_h": 6,
        "preparatory_min": 15,
        "aux_independent_min": 0,
        "rest_min": 0,
        "operations": [
            {"name": "Загрузка", "kind": "worker_nonoverlapped", "duration_min": 5},
            {"name": "Ход", "kind": "machine", "duration_min": 25},
        ],
        "utilization_share": 1,
        **changes,
    }


def continuous(*operations: tuple[float | None, float], **changes: Any) -> dict[str, Any]:
    parts = [
        {"name": f"О{place}", "interval_min": interval, "duration_min": duration}
        for place, (interval, duration) in enumerate(operations)
    ]
    return service(mode="continuous", operations=parts, **changes)


def test_operations_need_what_their_mode_needs() -> None:
    assert codes("norms.service", continuous((None, 5), (None, 3))) == {
        ("operations[0].interval_min", "missing"),
        ("operations[1].interval_min", "missing"),
    }
    parts = [{"name": "А", "duration_min": 5}]
    assert codes("norms.service", service(operations=parts)) == {("operations[0].kind", "missing")}


def test_an_interval_longer_than_the_shift_is_refused() -> None:
    assert codes("norms.service", continuous((400, 5))) == {("operations[0].interval_min", "out_of_range")}


def test_a_raw_norm_below_one_becomes_one_with_a_warning() -> None:
    note = calculate("norms.service", continuous((60, 70)))
    assert note.result["service_norm"] == 1
    assert [warning.code for warning in note.warnings] == ["norm_below_one", "overemployed"]


def test_outputs_without_their_input_are_left_out_and_foreign_inputs_warned_of() -> None:
    note = calculate("norms.service", service(hourly_output_kg=10))
    assert [warning.code for warning in note.warnings] == ["unused_input"]
    assert not {"output_norm_kg", "staffing_norm_persons"} & set(note.result)
    assert note.result["cycles_per_shift"] == 11


def test_the_staff_is_rounded_up() -> None:
    result = calculate("norms.service", service(apparatus_count=7)).result
    assert (result["service_norm"], result["staffing_norm_persons"]) == (6, 2)


def test_work_that_is_all_overlapped_has_no_simple_norm() -> None:
    parts = [
        {"name": "Надзор", "kind": "worker_overlapped", "duration_min": 5},
        {"name": "Ход", "kind": "machine", "duration_min": 20},
    ]
    result = calculate("norms.service", service(operations=parts)).result
    assert result["service_norm_simple_raw"] is None
    assert result["service_norm"] == 4


def test_a_process_without_a_worker_is_refused() -> None:
    parts = [{"name": "Ход", "kind": "machine", "duration_min": 20}]
    with pytest.raises(FormulaRefusedError, match="не занят ни одной операцией"):
        calculate("norms.service", service(operations=parts))


def test_a_cycle_longer_than_the_fund_gives_nothing_and_is_warned_of() -> None:
    parts = [
        {"name": "Загрузка", "kind": "worker_nonoverlapped", "duration_min": 5},
        {"name": "Ход", "kind": "machine", "duration_min": 400},
    ]
    note = calculate("norms.service", service(operations=parts, batch_output_kg=10))
    assert note.result["output_norm_kg"] == 0
    assert "no_whole_cycle" in {warning.code for warning in note.warnings}


def test_the_cells_of_a_service_norm_follow_a_duration() -> None:
    given = service(batch_output_kg=34, apparatus_count=5)
    cells = recomputed(calculate("norms.service", given), {"operations[0].duration_min": 9.0})
    given["operations"][0]["duration_min"] = 9
    assert cells == pytest.approx(recomputed(calculate("norms.service", given)))


def graph(**changes: Any) -> dict[str, Any]:
    return {
        "machines_pcs": 2,
        "operative_fund_min": 100,
        "output_per_cycle": 5,
        "variants_max": 2,
        "operations": [
            {"name": "Надзор", "kind": "overlapped", "duration_min": 4},
            {"name": "Загрузка", "kind": "before", "duration_min": 6},
            {"name": "Ход", "kind": "machine", "duration_min": 9},
        ],
        **changes,
    }


def test_the_worker_loads_first_and_watches_then_whatever_the_order_of_the_list() -> None:
    result = calculate("norms.service_graph", graph()).result
    bars = [
        (part["machine"], part["name"], part["start_min"], part["finish_min"]) for part in result["graph"]
    ]
    assert bars == [
        (1, "Загрузка", 0, 6),
        (1, "Надзор", 6, 10),
        (1, "machine", 6, 15),
        (2, "Загрузка", 10, 16),
        (2, "Надзор", 16, 20),
        (2, "machine", 16, 25),
    ]
    assert (result["round_min"], result["machine_wait_min"], result["rounds_per_shift"]) == (20, 5, 5)


def test_waiting_machines_and_a_round_beyond_the_fund_are_warned_of() -> None:
    assert warnings("norms.service_graph", graph(operative_fund_min=19)) == [
        "machines_wait",
        "no_whole_round",
    ]


def test_a_graph_without_time_is_refused() -> None:
    parts = [{"name": "Ход", "kind": "machine", "duration_min": 0}]
    with pytest.raises(FormulaRefusedError):
        calculate("norms.service_graph", graph(operations=parts))


def test_a_part_of_an_apparatus_and_millions_of_them_are_refused() -> None:
    assert codes("norms.service_graph", graph(machines_pcs=1e9)) == {("machines_pcs", "out_of_range")}
    given = graph(machines_pcs=1.5, variants_max=0)
    assert codes("norms.service_graph", given) == {
        ("machines_pcs", "out_of_range"),
        ("variants_max", "out_of_range"),
    }
