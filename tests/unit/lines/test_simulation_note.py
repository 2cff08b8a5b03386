"""The answer of the simulation as a note of a designed line."""

from typing import Any

import pytest

from potok.lines.design import LineDesign
from potok.lines.kinds import KINDS
from potok.lines.simulated.handing_over import NothingToSimulateError
from potok.lines.simulated.pictures import MOST_BACKLOGS
from potok.lines.simulated.running import require_simulable, simulate_version
from potok.notes.errors import InvalidInputError
from potok.notes.note import Note
from potok.notes.render.numbers import number_text
from potok.notes.render.svg import figure_svg

PHASES = {
    "operations": [{"name": "Литьё", "time_min": 2}, {"name": "Сборка", "time_min": 4}],
    "phases": [
        {"duration_min": 60, "workplaces_pcs": [1, 2]},
        {"duration_min": 60, "workplaces_pcs": [1, 2]},
    ],
}
GIVEN: dict[str, Any] = {
    "shift_min": 500,
    "breaks_min": 20,
    "operations": [{"name": "Литьё", "machine": "ТПА"}],
}


def design(kind: str = "sheltered", *notes: Note) -> LineDesign:
    return LineDesign(kind, (), notes, data={"phases": [PHASES]} if not notes else {})


def test_the_note_tells_output_shares_and_backlogs_beside_the_calculation() -> None:
    done: list[tuple[int, int]] = []
    conditions = {"variation_pct": 20, "between_failures_h": 4, "repair_min": 12, "replications": 3}
    note = simulate_version(
        "Линия 1", GIVEN, design(), conditions, report=lambda number, of: done.append((number, of))
    )
    assert note is not None
    assert done == [(1, 3), (2, 3), (3, 3)]
    totals, stations, backlogs = (step.table for step in note.steps)
    assert [row[0] for row in totals.rows][:2] == ["Выпуск за смену", "Средний такт"]
    output: Any = note.result["output_pcs"]
    assert output["low"] < output["mean"] < min(240, output["high"])
    assert note.result["calculated_output_pcs"] == pytest.approx(
        240 / 1.05, abs=0.01
    )  # repairs of the casting
    for row in stations.rows:
        assert sum(cell.number for cell in row[2:8]) == pytest.approx(100, abs=0.05)
    assert stations.rows[0][3].number > 0  # repairs where there is a machine
    assert stations.rows[1][3].number == 0
    assert [row[0] for row in backlogs.rows] == ["Литьё → Сборка"]
    # Synchronous as calculated, above the one piece that lies there because pieces are handed on whole.
    assert backlogs.rows[0][6].number == 1
    assert [figure.kind for figure in note.figures] == ["line", "stacked", "line"]
    assert [series.name for series in note.figures[2].series][:2] == ["Расчёт", "Имитация, среднее"]
    assert len(note.figures) - 2 <= MOST_BACKLOGS
    assert all("<svg" in figure_svg(figure) for figure in note.figures)
    assert "Узкое место" in note.conclusions[1]


def test_without_spread_the_note_repeats_the_calculation() -> None:
    note = simulate_version("Линия", GIVEN, design(), {"law": "deterministic", "replications": 1})
    assert note is not None
    output: Any = note.result["output_pcs"]
    assert output["mean"] == note.result["calculated_output_pcs"] == 240


def test_what_stops_a_line_is_warned_of() -> None:
    note = simulate_version(
        "Линия", GIVEN, design(), {"absent_stations": [1], "replications": 1, "buffer_pcs": 500}
    )
    assert note is not None
    told = {warning.code: warning.text for warning in note.warnings}
    assert "stood_still" in told
    assert told["fruitless"].startswith(
        "Прогонов без выпуска: 1 из 1. Весь прогон некому работать: 1. Литьё."
    )
    takt = next(row for row in note.steps[0].table.rows if row[0] == "Средний такт")
    assert takt[1] == "—"


def test_faults_of_the_conditions_are_told_with_their_paths() -> None:
    with pytest.raises(InvalidInputError) as refused:
        require_simulable(GIVEN, design(), {"between_failures_h": 5, "law": "normal", "variation_pct": 70})
    assert {problem.field for problem in refused.value.problems} >= {"repair_min", "variation_pct"}


@pytest.mark.parametrize("kind", ["sheltered", "continuous", "sewing"])
def test_a_design_without_its_calculation_is_refused(kind: str) -> None:
    with pytest.raises(NothingToSimulateError, match="в проекте нет расчёта"):
        require_simulable(GIVEN, LineDesign(kind, (), ()), {})


def test_a_backlog_below_zero_is_explained() -> None:
    given = KINDS["continuous"].examples[0].given
    conditions = {"variation_pct": 30, "between_failures_h": 2, "repair_min": 10, "replications": 1}
    note = simulate_version("Линия", given, KINDS["continuous"].design(given), conditions)
    assert note is not None
    backlogs = next(step.table for step in note.steps if step.table.columns[0] == "Связь")
    least = min(row[4].number for row in backlogs.rows)
    assert least < 0
    told = next(text for text in note.conclusions if text.startswith("Задел бывает ниже нуля"))
    assert f"до {number_text(least)} шт." in told
