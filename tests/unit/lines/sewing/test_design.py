"""The designed jacket: everything that the source draws from its gathering."""

import json
import subprocess
import sys
from typing import Any

import pytest

from builders.jacket import jacket_given
from potok.lines.design import LineDesign, LineTable
from potok.lines.kinds import KINDS
from potok.lines.sewing.design import EXAMPLES, design, improve
from potok.lines.storage import design_from_data, design_to_data
from potok.notes.errors import InvalidInputError


def table(found: LineDesign, key: str) -> LineTable:
    return next(each for each in found.tables if each.key == key)


def figures(found: LineDesign) -> dict[str, float]:
    return {each.key: each.value for each in found.indicators}


def test_the_example_is_the_sources_data() -> None:
    assert EXAMPLES[0].given == jacket_given()


def test_the_sources_gathering_gives_the_sources_tables() -> None:
    found = KINDS["sewing"].design(jacket_given())
    assert (
        found.summary
        == "такт 91 с · 315 шт. в смену · операций 107 · организационных операций 35 · рабочих 49"
    )
    own = figures(found)
    assert own["smoothness_index"] == pytest.approx(41.03, abs=0.005)
    assert own["grade_mismatch"] == pytest.approx(1382.0, abs=0.005)
    assert [own[key] for key in ("machines", "mixed_machines", "returns", "mixed_specialties")] == [
        34,
        3,
        18,
        14,
    ]
    assert own["coordination"] == pytest.approx(0.9973, abs=5e-5)
    assert own["efficiency"] == pytest.approx(4447 / (49 * 104))
    assert own["bottleneck_s"] == 104
    assert [warning.code for warning in found.warnings if warning.code.startswith("broken")] == []
    assert [note.method for note in found.notes] == [
        "sewing.time_saving",
        "sewing.sequence_summary",
        "sewing.flow",
        "sewing.scheme",
        "sewing.equipment_summary",
    ]
    people = {row[0]: row[1:] for row in table(found, "labour_fact").rows}
    heads = [column.title for column in table(found, "labour_fact").columns[1:]]
    assert dict(zip(heads, people["Итого"], strict=True)) == {
        "М": 27, "С": 6, "А": 1, "Р": 6, "У": 9, "Основных": 49, "Резервных": 4, "Всего": 53,
    }  # fmt: skip
    equipment = table(found, "equipment").rows
    assert equipment[-1] == ("Итого", None, 50, 3, 53)
    assert (None, "MO-2504E", 4, None, None) in equipment
    shown = {row[0]: row[2] for row in table(found, "indicators").rows}
    assert shown["Расценка изделия"] == pytest.approx(9132.657, abs=0.001)
    assert shown["Коэффициент использования оборудования"] == pytest.approx(2824 / (91 * 37))
    assert shown["Площадь на одного рабочего"] == pytest.approx(7.3469, abs=5e-5)
    scheme = table(found, "scheme").rows
    assert len(scheme) == 107 + 35
    assert scheme[2][2] == "Итого по организационной операции"
    factory = table(found, "factory").rows
    assert factory[1][2:5] == (312, 315, 3)
    assert factory[-2][3] == pytest.approx(1.5933, abs=5e-5)
    takts = table(found, "takt").rows
    assert [row[0] for row in takts][:2] == ["по выпуску", "по числу рабочих"]
    (graph,) = found.figures
    assert len(graph.series[0].points) == 35
    returns = sum(1 for link in graph.series[1].points if link["label"])
    assert 0 < returns <= 18
    assert json.loads(json.dumps(design_to_data(found))) is not None
    assert design_from_data(json.loads(json.dumps(design_to_data(found)))).tables == found.tables


def test_a_sequence_without_groups_is_designed_and_gathered() -> None:
    given = jacket_given()
    del given["groups"]
    plain = design(given)
    assert plain.warnings[0].code == "not_gathered"
    assert {each.key for each in plain.tables} == {"takt"}
    heard: list[Any] = []
    better = improve(
        given, time_limit_s=60, work_limit=66, report=lambda share, so_far: heard.append((share, so_far))
    )
    assert heard
    assert heard[-1][1] == better
    assert all(0 <= share <= 1 for share, _ in heard)
    found = design(better)
    assert figures(found)["workers"] == 49
    assert not [warning for warning in found.warnings if warning.code.startswith("broken")]


def test_an_improved_version_is_worse_in_no_figure_and_norms_the_route() -> None:
    given = {**jacket_given(), "route_op_no": 20}
    better = figures(design(improve(given, time_limit_s=60, work_limit=40)))
    source = figures(design(given))
    for key in (
        "smoothness_index",
        "grade_mismatch",
        "machines",
        "mixed_machines",
        "returns",
        "mixed_specialties",
    ):
        assert better[key] <= source[key] + 1e-9
    (norm,) = design(given).route
    assert (norm.op_no, norm.crew) == (20, 49)
    assert float(norm.rate_per_h) == pytest.approx(315 / 8)
    assert norm.grade is not None
    assert float(norm.grade) == pytest.approx(3.64)


def test_broken_rules_of_a_manual_gathering_are_told() -> None:
    given = jacket_given()
    given["groups"][1]["members"].remove(5)
    given["groups"][3]["members"].append(5)
    codes = {warning.code for warning in design(given).warnings}
    assert "broken_time" in codes


def test_all_faults_of_the_input_are_told_with_their_places() -> None:
    given = jacket_given()
    given["operations"][3]["after"] = [999]
    given["groups"][0]["members"] = [1, 3]
    given["hard_order"][0] = {"before": 1, "after": 777}
    given["operations"][5]["time_s"] = 1.2345
    del given["rate_rub_per_s"]["5"]
    with pytest.raises(InvalidInputError) as refused:
        design(given)
    fields = {fault.field for fault in refused.value.problems}
    assert fields == {
        "operations[3].after[0]",
        "hard_order[0].after",
        "groups[1].members[0]",
        "groups",
        "rate_rub_per_s",
        "operations[5].time_s",
    }


def test_pages_of_a_flow_load_no_kernels() -> None:
    told = (
        "import sys, potok.lines.sewing.regroup; from potok.lines.sewing.design import EXAMPLES, design;"
        "design(EXAMPLES[0].given); print({'numba', 'numpy'} & set(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    assert answer.stdout.strip() == "set()"
