"""The beginning of a floor plan from a designed line: hall, units, places; nothing is placed yet."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from potok.simulation.line import SimulatedLine
from potok.simulation.order import ranks

_GRID_MM = 6000
_DOOR_MM = 2000
#: Sizes of the source (003 table 3.1) and of a place nobody has described.
TABLES = (
    {"key": "universal_table", "name": "Стол универсальной машины", "length_mm": 1200, "width_mm": 600},
    {"key": "special_table", "name": "Стол спецмашины, полуавтомата", "length_mm": 1200, "width_mm": 600},
    {"key": "pressing_table", "name": "Утюжильный стол", "length_mm": 1200, "width_mm": 600},
    {"key": "hand_table", "name": "Стол ручных работ", "length_mm": 1200, "width_mm": 600},
    {"key": "launch_table", "name": "Стол запуска", "length_mm": 1800, "width_mm": 1200},
)


@dataclass(frozen=True, slots=True)
class UnitSeed:
    """A unit as a line knows it: the stations in it and the table of each."""

    id: str
    title: str
    section: str
    transport: str
    tables: Mapping[int, str]
    zone: str = "line"
    rows: int = 2
    room: str = ""


@dataclass(frozen=True, slots=True)
class RoomSeed:
    """A room of which only the area is known."""

    name: str
    area_m2: float
    place_area_m2: float | None


def plan_of(
    title: str,
    line: SimulatedLine,
    units: Sequence[UnitSeed],
    *,
    hall_mm: tuple[int, int],
    flows: int = 1,
    rooms: Sequence[RoomSeed] = (),
    column_grid_mm: tuple[int, int] | None = (_GRID_MM, _GRID_MM),
    accessible: bool = False,
) -> dict[str, Any]:
    """The `given` of a plan with every place of the line in it.

    Args:
        title: Of the plan.
        line: Stations with their places, steps with their links.
        units: Units of one flow, in the order of the flow; the last one is the assembly line.
        hall_mm: Length and width of the hall.
        flows: Like flows in the hall.
        rooms: Rooms; they are laid one after another along the hall.
        column_grid_mm: Steps of the columns, None for a hall without.
        accessible: Whether wheelchairs have to reach all places.
    """
    counts = {station.no: len(station.places) for station in line.stations}
    titles = {station.no: station.title for station in line.stations}
    length, width = hall_mm
    copies = range(1, flows + 1)
    grid = column_grid_mm or (None, None)
    return {
        "title": title,
        "hall": {
            "length_mm": length,
            "width_mm": width,
            "column_step_x_mm": grid[0],
            "column_step_y_mm": grid[1],
        },
        "launch_side": "left",
        "doors": _doors(length, width),
        "rooms": _rooms(rooms, width),
        "tables": [table for table in TABLES if any(table["key"] in unit.tables.values() for unit in units)],
        "units": [_unit(unit, flow, flows) for flow in copies for unit in units],
        "places": [
            place
            for flow in copies
            for unit in units
            for place in _places(unit, flow, flows, counts, titles, accessible=accessible)
        ],
        "stores": [store for flow in copies for store in _stores(units, flow, flows)],
        "workers_people": sum(counts.values()) * flows,
        "links": [{"before": before, "after": after} for before, after in _links(line)],
        "route": _longest(line),
        "needed": [{"station": station, "places_pcs": count * flows} for station, count in counts.items()],
    }


def _doors(length: int, width: int) -> list[dict[str, Any]]:
    """Parts come in at the left, goods leave at the right, a second way out at the bottom."""
    middle = (width - _DOOR_MM) // 2 // 100 * 100
    return [
        {"title": "Подача", "side": "left", "offset_mm": middle, "width_mm": _DOOR_MM, "kind": "supply"},
        {"title": "Выпуск", "side": "right", "offset_mm": middle, "width_mm": _DOOR_MM, "kind": "output"},
        {
            "title": "Запасной выход",
            "side": "bottom",
            "offset_mm": max(0, length - 2 * _DOOR_MM),
            "width_mm": min(_DOOR_MM, length) // 2,
            "kind": "exit",
        },
    ]


def _rooms(rooms: Sequence[RoomSeed], width: int) -> list[dict[str, Any]]:
    laid, x = [], 0
    for room in rooms:
        length = math.ceil(room.area_m2 * 1_000_000 / width / 100) * 100
        laid.append(
            {
                "name": room.name,
                "x_mm": x,
                "y_mm": 0,
                "length_mm": length,
                "width_mm": width,
                "place_area_m2": room.place_area_m2,
            }
        )
        x += length
    return laid


def _named(name: str, flow: int, flows: int) -> str:
    return name if flows == 1 else f"{name}-{flow}"


def _unit(unit: UnitSeed, flow: int, flows: int) -> dict[str, Any]:
    title = unit.title if flows == 1 else f"{unit.title}, поток {flow}"
    return {
        "id": _named(unit.id, flow, flows),
        "title": title,
        "section": unit.section,
        "rows": unit.rows,
        "zone": unit.zone,
        "room": unit.room or None,
        "transport": unit.transport,
        "flow": flow,
    }


def _places(
    unit: UnitSeed,
    flow: int,
    flows: int,
    counts: Mapping[int, int],
    titles: Mapping[int, str],
    *,
    accessible: bool,
) -> list[dict[str, Any]]:
    return [
        {
            "id": _named(f"{station}" if counts[station] == 1 else f"{station}.{number}", flow, flows),
            "station": station,
            "title": titles[station],
            "unit": _named(unit.id, flow, flows),
            "table": table,
            "accessible": accessible,
        }
        for station, table in unit.tables.items()
        for number in range(1, counts[station] + 1)
    ]


def _stores(units: Sequence[UnitSeed], flow: int, flows: int) -> list[dict[str, Any]]:
    """A rack of the cut, a cart at the end of each unit, a rail of finished goods."""
    line = [unit for unit in units if unit.zone == "line"]
    first, last = line[0], line[-1]
    listed = [_store("rack", "Стеллаж кроя", first, "rack", (500, 2000))]
    for number, unit in enumerate(line, start=1):
        title = f"Тележка: {unit.title.lower()}"
        listed.append(_store(f"cart-{number}", title, unit, "cart", (500, 700)))
    listed.append(_store("rail", "Кронштейн готовых изделий", last, "rail", (600, 1800)))
    return [{**store, **{key: _named(store[key], flow, flows) for key in ("id", "unit")}} for store in listed]


def _store(name: str, title: str, unit: UnitSeed, kind: str, size: tuple[int, int]) -> dict[str, Any]:
    return {
        "id": name,
        "title": title,
        "section": unit.section,
        "unit": unit.id,
        "kind": kind,
        "length_mm": size[0],
        "width_mm": size[1],
    }


def _links(line: SimulatedLine) -> list[tuple[int, int]]:
    """Stations between which bundles are carried, as often as they are."""
    station = {step.no: step.station for step in line.steps}
    pairs = Counter((station[link.before], station[link.after]) for link in line.links)
    return [pair for pair, count in pairs.items() for _ in range(count) if pair[0] != pair[1]]


def _longest(line: SimulatedLine) -> list[int]:
    """Stations of the chain of operations that takes longest."""
    rank = ranks(line)
    own = {step.no: step.time_s * step.batch for step in line.steps}
    until, before = dict(own), dict[int, int]()
    feeding: defaultdict[int, list[int]] = defaultdict(list)
    for link in line.links:
        feeding[link.after].append(link.before)
    for step in sorted(own, key=rank.__getitem__):
        if feeding[step]:
            before[step] = max(feeding[step], key=lambda one: (until[one], -one))
            until[step] = until[before[step]] + own[step]
    step = max(until, key=lambda one: (until[one], -one))
    chain = [step]
    while chain[-1] in before:
        chain.append(before[chain[-1]])
    station = {one.no: one.station for one in line.steps}
    route = [station[one] for one in reversed(chain)]
    return [one for place, one in enumerate(route) if not place or route[place - 1] != one]
