"""Every kind of line begins a floor plan that can be placed without a fault."""

import pytest

from builders.floors import begun
from potok.lines.floor.checks import faults_of
from potok.lines.floor.measures import measures_of
from potok.lines.floor.seeds import hall_for


@pytest.mark.parametrize("kind", ["continuous", "sheltered"])
def test_a_line_begins_with_a_plan_that_keeps_the_norms(kind: str) -> None:
    assert [fault.text for fault in faults_of(begun(kind))] == []


def test_two_flows_of_the_jacket_stand_in_the_hall_of_the_source() -> None:
    plan = begun("sewing")
    assert faults_of(plan) == []
    found = measures_of(plan)
    assert (plan.hall.length, plan.hall.width) == (30_000, 24_000)
    assert found.area_m2 == 720
    assert round(found.area_per_worker_m2, 2) == 7.35  # the source cuts it to 7,34
    assert plan.workers_people == 98
    assert [section.section for section in found.sections] == [
        "Запуск",
        "Заготовительная",
        "Монтаж и отделка",
    ]
    assert all(way.route_m is not None and way.route_m < 150 for way in found.ways)


def test_a_hall_has_the_area_that_is_asked_for() -> None:
    assert hall_for(720) == (30_000, 24_000)
    assert hall_for(432) == (24_000, 18_000)
    assert hall_for(10) == (12_000, 12_000)
