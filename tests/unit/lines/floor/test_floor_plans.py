"""Floor plans: the placing keeps the norms by a second opinion, the checks find every broken rule."""

from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest

from builders.floors import CELL, Raster, flow_plan
from potok.lines.floor.checks import faults_of
from potok.lines.floor.faults import RULES, FloorRule
from potok.lines.floor.measures import measures_of
from potok.lines.floor.placing import arranged
from potok.lines.floor.reading import read
from potok.lines.floor.writing import written
from potok.notes.errors import InvalidInputError

Given = dict[str, Any]
UNITS = {"воротник": 7, "рукав": 10, "монтаж": 12}


def placed(given: Given) -> Given:
    return written(given, arranged(read(given)))


def rules(given: Given) -> set[FloorRule]:
    return {fault.rule for fault in faults_of(read(given))}


GOOD = placed(flow_plan(UNITS))


def broken(**changes: Any) -> Given:
    return {**deepcopy(GOOD), **changes}


def moved(name: str, **changes: Any) -> Given:
    given = deepcopy(GOOD)
    for row in (*given["places"], *given["stores"]):
        if row["id"] == name:
            row.update(changes)
    return given


def shifted(unit: str, x: int = 0, y: int = 0) -> Given:
    given = deepcopy(GOOD)
    for row in given["places"]:
        if row["unit"] == unit:
            row["x_mm"] += x
            row["y_mm"] += y
    return given


@pytest.mark.parametrize(
    "given",
    [
        flow_plan(UNITS),
        flow_plan(UNITS, hall=(30_000, 24_000), flows=2),
        flow_plan({"узел": 5, "сборка": 9}, rows=1, columns=None),
        flow_plan(UNITS, launch_side="right"),
    ],
    ids=["one flow", "two flows", "one row without columns", "from the right"],
)
def test_the_placing_keeps_the_norms_by_a_second_opinion(given: Given) -> None:
    plan = placed(given)
    assert faults_of(read(plan)) == []
    raster = Raster(plan)
    assert not raster.twice
    assert not raster.outside
    assert not raster.pillars & set(raster.owner)
    hall = plan["hall"]
    main = next(aisle for aisle in plan["aisles"] if aisle["main"])
    assert main["width_mm"] == 3_000
    aisle = {
        (x, y)
        for x in range(main["length_mm"] // CELL)
        for y in range(main["y_mm"] // CELL, (main["y_mm"] + 3_000) // CELL)
    }
    assert not aisle & (set(raster.owner) | raster.pillars)
    edges = {}
    for unit in plan["units"]:
        names = [place["id"] for place in plan["places"] if place["unit"] == unit["id"]]
        left, top, right, bottom = edges[unit["id"]] = raster.edges(names)
        assert left >= 3_500
        assert right <= hall["length_mm"] - 3_500
        assert top >= 1_500
        assert bottom <= hall["width_mm"] - 1_500
    for one, first in edges.items():
        for other, second in edges.items():
            if one < other:
                across = max(first[0] - second[2], second[0] - first[2])
                down = max(first[1] - second[3], second[1] - first[3])
                assert max(across, down) >= 1_500


def test_every_place_is_reached_by_a_second_opinion() -> None:
    given = flow_plan({"узел": 4, "сборка": 6}, hall=(11_000, 11_000), columns=None)
    given["doors"] = [{"title": "Дверь", "side": "left", "offset_mm": 5_000, "width_mm": 2_000}]
    plan = placed(given)
    for place in plan["places"]:
        place["accessible"] = True
    assert rules(plan) <= {FloorRule.WORKER_AREA}
    reached = Raster(plan).walk((600 // CELL, 6_000 // CELL), 1_200)
    for place in plan["places"]:
        x, y = place["x_mm"] // CELL, place["y_mm"] // CELL
        edge = y - 600 // CELL if place["faces"] == "top" else y + 1_200 // CELL
        assert any((x + step, edge) in reached for step in range(1_200 // CELL + 1))


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        (moved("1/3", x_mm=None, y_mm=None), FloorRule.PLACED),
        (broken(needed=[{"station": 3, "places_pcs": 2}]), FloorRule.PLACES),
        (moved("1/3", x_mm=-100), FloorRule.OUT_OF_ROOM),
        (moved("rack", x_mm=GOOD["places"][0]["x_mm"], y_mm=GOOD["places"][0]["y_mm"]), FloorRule.OVERLAP),
        (broken(walls=[{"x_mm": 4_000, "y_mm": 0, "length_mm": 100, "width_mm": 18_000}]), FloorRule.WALL),
        (moved("1/1", x_mm=5_500, y_mm=5_700), FloorRule.COLUMN),
        (moved("1/2", faces="right"), FloorRule.SEAT),
        (shifted("воротник-1", y=-100), FloorRule.SIDE_WALL),
        (shifted("воротник-1", x=-100), FloorRule.LAUNCH_END),
        (shifted("монтаж-1", x=100), FloorRule.OUTPUT_END),
        (shifted("рукав-1", x=-100), FloorRule.BETWEEN),
        (
            broken(aisles=[{**GOOD["aisles"][0], "width_mm": 2_900}]),
            FloorRule.MAIN_AISLE,
        ),
        (broken(aisles=[]), FloorRule.MAIN_AISLE),
        (moved("rack", x_mm=10_000, y_mm=GOOD["aisles"][0]["y_mm"] + 900), FloorRule.AISLE),
        (moved("rack", x_mm=300, y_mm=8_200), FloorRule.DOOR),
        (broken(workers_people=500), FloorRule.WORKER_AREA),
        (
            broken(
                rooms=[
                    {
                        "name": "Цех 1",
                        "x_mm": 0,
                        "y_mm": 0,
                        "length_mm": 24_000,
                        "width_mm": 18_000,
                        "place_area_m2": 100,
                    }
                ],
                units=[{**unit, "room": "Цех 1"} for unit in GOOD["units"]],
            ),
            FloorRule.ROOM_AREA,
        ),
        (broken(doors=[]), FloorRule.WAY),
        (
            broken(doors=[{"title": "Узкая", "side": "left", "offset_mm": 9_000, "width_mm": 600}]),
            FloorRule.WAY,
        ),
        (
            broken(
                doors=[{"title": "Узкая", "side": "left", "offset_mm": 9_000, "width_mm": 1_100}],
                places=[{**place, "accessible": True} for place in GOOD["places"]],
            ),
            FloorRule.ACCESS,
        ),
        (broken(launch_side="right"), FloorRule.DIRECTION),
    ],
)
def test_a_broken_rule_is_named(given: Given, rule: FloorRule) -> None:
    assert rules(GOOD) == set()
    found = [fault for fault in faults_of(read(given)) if fault.rule is rule]
    assert found
    assert found[0].text.endswith(".")


def test_every_rule_has_its_words_and_its_sabotage() -> None:
    assert set(RULES) == set(FloorRule)
    marks = test_a_broken_rule_is_named.pytestmark[0].args[1]
    assert {rule for _, rule in marks} == set(FloorRule)


def test_a_wall_closes_the_way_and_a_gap_of_the_norm_opens_it() -> None:
    wall = {"x_mm": 0, "y_mm": 11_800, "length_mm": 24_000, "width_mm": 100}
    closed = broken(walls=[wall], stores=[])
    gap = broken(walls=[{**wall, "x_mm": 700, "length_mm": 23_300}], stores=[])
    narrow = broken(walls=[{**wall, "x_mm": 600, "length_mm": 23_400}], stores=[])
    assert FloorRule.WAY in rules(closed)
    assert FloorRule.WAY in rules(narrow)
    assert FloorRule.WAY not in rules(gap)


def test_what_does_not_fit_is_told_not_hidden() -> None:
    small = placed(flow_plan(UNITS, hall=(12_000, 10_000)))
    found = rules(small)
    assert found & {FloorRule.OUT_OF_ROOM, FloorRule.OUTPUT_END, FloorRule.PLACED}


def test_the_ways_of_the_bundles_are_measured_along_the_walls() -> None:
    given = flow_plan({"узел": 2}, columns=None)
    given["places"][0].update(x_mm=4_000, y_mm=3_000)
    given["places"][1].update(x_mm=8_000, y_mm=6_000)
    way = measures_of(read(given)).ways[0]
    assert way.links_m == 4 + 3
    # From the door at (0, 9) to the middles (4.6, 3.3) and (8.6, 6.3), then to the door at (24, 9).
    assert way.route_m == pytest.approx((4.6 + 5.7) + (4 + 3) + (15.4 + 2.7))


def test_the_placing_shortens_the_way_of_a_bundle_that_jumps() -> None:
    given = flow_plan({"узел": 12}, columns=None)
    straight = measures_of(arranged(read(given))).ways[0].links_m
    jumping = [1, 7, 2, 8, 3, 9, 4, 10, 5, 11, 6, 12]
    links = [{"before": one, "after": other} for one, other in pairwise(jumping)]
    numbered = measures_of(read(placed(given) | {"links": links})).ways[0].links_m
    better = measures_of(arranged(read({**given, "links": links}))).ways[0].links_m
    assert straight < better < numbered


def test_sections_tell_transport_and_storage() -> None:
    needs = {section.section: section for section in measures_of(read(GOOD)).sections}
    assert needs["воротник"].places == 7
    assert needs["воротник"].bundles == 8
    assert needs["воротник"].stores == (("rack", 1),)


def test_faults_of_the_data_are_told_with_their_paths() -> None:
    given = flow_plan({"узел": 2})
    given["places"][0]["table"] = "нет"
    given["places"][1]["x_mm"] = 100
    given["doors"][0]["offset_mm"] = 17_500
    given["units"][0]["room"] = "чужая"
    given["route"] = [99]
    with pytest.raises(InvalidInputError) as refused:
        read(given)
    assert {problem.field for problem in refused.value.problems} == {
        "places[0].table",
        "places[1].y_mm",
        "doors[0].offset_mm",
        "units[0].room",
        "route[0]",
    }
