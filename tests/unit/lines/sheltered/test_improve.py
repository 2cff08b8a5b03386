"""`improve`: the engine's staffing and rotation in a new input, never a worse line."""

from collections.abc import Mapping
from typing import Any

from builders.sheltered_lines import hand_made, operation, row_of_three, worker
from potok.lines.sheltered.design import design, improve

#: One hard and one easy operation, two people who can do both.
STRAINED = row_of_three(
    operations=[operation("Тяжёлая", 2, strain_points=9), operation("Лёгкая", 2, strain_points=1)],
    intervals_per_shift=2,
)


def test_people_change_places_so_that_each_bears_half() -> None:
    told: list[tuple[float, Mapping[str, object]]] = []
    better = improve(STRAINED, time_limit_s=20, report=lambda share, given: told.append((share, given)))
    assert told[-1] == (1.0, better)
    line = design(better)
    assert [one.value for one in line.indicators if one.key == "largest_strain"] == [10]
    rows: Any = line.data["rotation"]
    assert {tuple(row["places"]) for row in rows["rows"]} == {("1", "2"), ("2", "1")}
    assert len(line.data["service"]) == 2  # type: ignore[arg-type]
    assert not line.warnings
    stale = design({**better, "intervals_per_shift": 3})
    assert [warning.code for warning in stale.warnings] == ["stale_rotation"]


def test_a_broken_staffing_is_mended_and_a_good_one_kept() -> None:
    given = row_of_three(workers=[worker("Р1", "Иванова", forbidden=["Раскрой"]), worker("Р2", "Петров")])
    wrong = hand_made(given, ("Раскрой", "Р1", 1), ("Сборка", "Р2", 2), ("Упаковка", "Р2", 2))
    mended = improve(wrong, time_limit_s=10)
    line = design(mended)
    assert not line.warnings
    assert next(one.value for one in line.indicators if one.key == "takt_min") == 4
    again = improve(mended, time_limit_s=10)
    assert again == mended


def test_a_stopped_search_gives_back_a_whole_line() -> None:
    kept = improve(STRAINED, time_limit_s=600, should_stop=lambda: True)
    assert len(kept["assignment"]) == 2  # type: ignore[arg-type]
    assert "rotation" not in kept
