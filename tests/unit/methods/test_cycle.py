"""What the cycle methods refuse and warn of."""

from typing import Any

import pytest

from builders.sheets import recomputed
from potok.methods import calculate
from potok.notes.errors import FormulaRefusedError, InvalidInputError
from potok.notes.note import numeric_paths


def batch(**changes: Any) -> dict[str, Any]:
    operations = [
        {"name": name, "time_min": time, "workplaces": 1}
        for name, time in (("Рез", 6), ("Гиб", 5), ("Шов", 3), ("Лак", 3), ("Итог", 4))
    ]
    return {"batch_size_pcs": 24, "transfer_batch_pcs": 4, "operations": operations, **changes}


def network(*links: tuple[str, str, str, float]) -> dict[str, Any]:
    return {
        "activities": [
            {"id": name, "name": name, "stage": "", "kind": "technological", "duration_min": 10}
            for name in "abc"
        ],
        "links": [{"from": a, "to": b, "type": kind, "lag_min": lag} for a, b, kind, lag in links],
    }


def codes(method_id: str, given: dict[str, Any]) -> set[str]:
    with pytest.raises(InvalidInputError) as refused:
        calculate(method_id, given)
    return {problem.code for problem in refused.value.problems}


def test_a_transfer_batch_above_the_batch_is_refused() -> None:
    assert codes("cycle.duration", batch(transfer_batch_pcs=25)) == {"out_of_range"}


def test_negative_time_and_no_workplace_are_refused_together() -> None:
    operations = [{"name": "А", "time_min": -1, "workplaces": 0}]
    with pytest.raises(InvalidInputError) as refused:
        calculate("cycle.duration", batch(operations=operations))
    assert len(refused.value.problems) == 2


def test_a_missing_transfer_batch_is_one_piece() -> None:
    given = batch()
    del given["transfer_batch_pcs"]
    assert (
        calculate("cycle.duration", given).result
        == calculate("cycle.duration", batch(transfer_batch_pcs=1)).result
    )


def test_a_batch_that_is_no_multiple_is_warned_of() -> None:
    note = calculate("cycle.duration", batch(transfer_batch_pcs=5))
    assert [warning.code for warning in note.warnings] == ["partial_transfer_batch"]


def test_one_operation_has_no_offsets() -> None:
    operations = [{"name": "А", "time_min": 3, "workplaces": 1}]
    result = calculate("cycle.duration", batch(operations=operations)).result
    assert result["offsets_min"] == []
    assert result["mixed_min"] == result["parallel_min"] == result["sequential_min"] == 72


def test_a_process_without_time_has_no_reductions() -> None:
    operations = [{"name": "А", "time_min": 0, "workplaces": 1}]
    assert (
        calculate("cycle.duration", batch(operations=operations)).result["reduction_mixed_vs_sequential_pct"]
        is None
    )


@pytest.mark.parametrize(
    "changed", [{"batch_size_pcs": 30}, {"operations[1].time_min": 2}, {"operations[3].time_min": 9}]
)
def test_a_changed_input_cell_gives_the_numbers_of_the_library(changed: dict[str, float]) -> None:
    fresh = batch(**{key: number for key, number in changed.items() if key == "batch_size_pcs"})
    for place, operation in enumerate(fresh["operations"]):
        operation["time_min"] = changed.get(f"operations[{place}].time_min", operation["time_min"])
    cells = recomputed(calculate("cycle.duration", batch()), changed)
    wanted = calculate("cycle.duration", fresh)
    sheet = recomputed(wanted)
    assert set(cells) == set(numeric_paths(wanted.result))
    assert cells == pytest.approx(sheet)


def test_a_cyclic_network_is_refused_with_the_operations_in_it() -> None:
    with pytest.raises(InvalidInputError) as refused:
        calculate("cycle.network", network(("a", "b", "FS", 0), ("b", "c", "SS", 0), ("c", "b", "FF", 0)))
    (problem,) = refused.value.problems
    assert problem.code == "cyclic_network"
    assert problem.value == "b → c"


def test_a_link_to_nowhere_is_refused() -> None:
    assert codes("cycle.network", network(("a", "z", "FS", 0))) == {"unknown_reference"}


def test_operations_without_links_run_side_by_side() -> None:
    result = calculate("cycle.network", network()).result
    assert result["critical_path_min"] == 10
    assert result["critical_activities"] == ["a", "b", "c"]


def test_start_to_finish_holds_the_finish_of_the_later() -> None:
    result = calculate("cycle.network", network(("a", "b", "SF", 25))).result
    assert result["early_start_min"] == [0, 15, 0]
    assert result["late_finish_min"] == [10, 25, 25]


def test_a_cycle_of_overlapped_parts_only_is_refused() -> None:
    part = {"name": "А", "kind": "control", "duration_min": 5, "overlapped": True}
    with pytest.raises(FormulaRefusedError, match="цикла равна нулю"):
        calculate("cycle.structure", {"components": [part]})
