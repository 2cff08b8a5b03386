"""The continuous line: three methods on one input, what another programme needs, norms of the route."""

import json
from decimal import Decimal
from typing import Any

import pytest

from potok.lines.comparison import compare
from potok.lines.design import Indicator, LineDesign
from potok.lines.kinds import KINDS
from potok.lines.storage import design_from_data, design_to_data
from potok.methods import method
from potok.notes.errors import InvalidInputError

CONTINUOUS = KINDS["continuous"]
FILLING, PRESSING = (dict(example.given) for example in CONTINUOUS.examples)


def figures(design: LineDesign) -> dict[str, float]:
    return {indicator.key: indicator.value for indicator in design.indicators}


def table(design: LineDesign, key: str) -> list[tuple[Any, ...]]:
    return [row for one in design.tables if one.key == key for row in one.rows]


@pytest.mark.parametrize("given", [FILLING, PRESSING], ids=["filling", "pressing"])
def test_the_three_notes_agree_where_they_tell_the_same(given: dict[str, Any]) -> None:
    line, conveyor, leading = CONTINUOUS.design(given).notes
    assert conveyor.result["length_m"] == pytest.approx(line.result["conveyor_length_m"])
    assert conveyor.result["speed_m_per_min"] == pytest.approx(line.result["conveyor_speed_m_per_min"])
    assert conveyor.result["workplaces_pcs"] == line.result["workplaces_total"]
    shifts = given.get("period_shifts", 1)
    assert leading.result["shift_fund_min"] == pytest.approx(line.result["effective_fund_min"] / shifts)  # type: ignore[operator]
    greatest = max(line.result["load_share"])  # type: ignore[arg-type,type-var]
    reserve = figures(CONTINUOUS.design(given))["leading_reserve"]
    assert reserve == pytest.approx(1 / greatest)  # type: ignore[operator]


def test_the_source_line_has_the_places_and_people_of_the_source() -> None:
    """004 §2.2: 25 places, backlog 1033, 19 people in a shift of the line of six operations."""
    found = figures(CONTINUOUS.design(PRESSING))
    assert (found["workplaces"], found["workers_in_shift"]) == (25, 19)
    assert found["backlog_pcs"] == pytest.approx(1033.25, abs=0.01)
    assert found["conveyor_length_m"] == pytest.approx(38.4)


@pytest.mark.parametrize("given", [FILLING, PRESSING], ids=["filling", "pressing"])
def test_a_place_is_added_exactly_where_the_table_says(given: dict[str, Any]) -> None:
    """The method itself, just below and just above each threshold."""
    keys = {field.key for field in method("line.continuous").inputs.fields}
    line = {key: value for key, value in given.items() if key in keys}
    names = [operation["name"] for operation in given["operations"]]

    def places(program: float) -> dict[str, float]:
        result = method("line.continuous").run({**line, "program_pcs": program}, record=False).result
        return dict(zip(names, result["workplaces"], strict=True))  # type: ignore[arg-type]

    rows = table(CONTINUOUS.design(given), "thresholds")
    assert rows
    for name, _, program, before, after in rows:
        assert (places(program * (1 - 1e-9))[name], places(program * (1 + 1e-9))[name]) == (before, after)
    added = sum(places(given["program_pcs"] * 1.5).values()) - sum(
        places(given["program_pcs"] * 0.5).values()
    )
    assert len(rows) == added


def test_sensitivity_covers_half_to_one_and_a_half_of_the_programme() -> None:
    design = CONTINUOUS.design(FILLING)
    rows = table(design, "programme")
    assert [row[0] for row in (rows[0], rows[10], rows[-1])] == [50, 100, 150]
    assert rows[10][3] == figures(design)["workplaces"]
    stairs, loads = design.figures
    assert (stairs.kind, loads.kind) == ("step", "line")
    turns = {round(float(point["x"]), 2) for point in stairs.series[0].points[1:-1]}
    assert turns == {round(row[1], 2) for row in table(design, "thresholds")}


def test_an_overloaded_line_gives_the_route_no_more_than_it_can() -> None:
    place = {"route_op_no": 30, "machine_ids": ["M104"]}
    operations = [{**operation, **place} for operation in FILLING["operations"]]
    (norm,) = CONTINUOUS.design({**FILLING, "operations": operations}).route
    assert (norm.op_no, norm.machine_ids, norm.crew) == (30, ("M104",), 6)
    assert norm.rate_per_h == Decimal("149.333333")
    slow = [*operations[:-1], {**operations[-1], "time_s": 34}]
    overloaded = CONTINUOUS.design({**FILLING, "operations": slow})
    assert overloaded.route[0].rate_per_h == Decimal("101.232471")
    assert "programme_not_reached" in {warning.code for warning in overloaded.warnings}
    assert [one.key for one in overloaded.indicators if not one.kept] == ["greatest_load", "leading_reserve"]


def test_all_faults_are_named_with_their_paths() -> None:
    operations = [{**FILLING["operations"][0], "machine_ids": ["M1"]}, {"name": "Розлив", "time_s": -1}]
    with pytest.raises(InvalidInputError) as refused:
        CONTINUOUS.design({**FILLING, "shift_h": 30, "peice_kg": 1, "operations": operations})
    fields = {problem.field for problem in refused.value.problems}
    assert {"shift_h", "peice_kg", "operations[1].time_s", "operations[1].simultaneous_pcs"} <= fields
    with pytest.raises(InvalidInputError) as lost:
        CONTINUOUS.design({**FILLING, "leading_operation": "Нет", "operations": operations[:1]})
    assert {one.field for one in lost.value.problems} == {"leading_operation", "operations[0].route_op_no"}


def test_a_design_kept_as_data_comes_back_whole() -> None:
    stored = json.loads(json.dumps(design_to_data(CONTINUOUS.design(PRESSING))))
    assert json.loads(json.dumps(design_to_data(design_from_data(stored)))) == stored


def test_a_smaller_or_greater_figure_is_better_as_its_indicator_says() -> None:
    low, high, none = (
        Indicator(key, key, "", 5, better) for key, better in (("a", "low"), ("b", "high"), ("c", ""))
    )
    base = [Indicator(key, key, "", 4) for key in "abc"]
    assert [one.verdict for one in compare([low, high, none], base)] == ["worse", "better", ""]
    assert [one.change for one in compare([low], [Indicator("x", "x", "", 1)])] == [None]
    own = Indicator("a", "a", "", 5 + 1e-12, "low", base=5)
    assert [(one.base, one.change, one.verdict) for one in compare([own], None)] == [(5, 0, "")]
