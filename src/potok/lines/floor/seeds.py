"""The beginning of a floor plan for each kind of line: its units, tables and rooms."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from potok.lines.design import LineDesign
from potok.lines.floor.from_line import RoomSeed, UnitSeed, plan_of
from potok.lines.floor.plan import Norms
from potok.lines.simulated.handing_over import Given, simulated_line
from potok.simulation.line import SimulatedLine, Station

_GRID_M = 6
_LEAST_M = 2 * _GRID_M
#: Share of length to width that a hall is begun with.
_PROPORTION = 1.25
#: Area of a hall on a worker where nothing is known of it, m² (of the source: 7.35).
_AREA_M2 = 7.35
_TABLES = {
    "М": "universal_table",
    "С": "special_table",
    "А": "special_table",
    "У": "pressing_table",
    "П": "pressing_table",
}
_LAUNCH = "запуск"
_PLACE_MM = 1200


def seed_plan(title: str, given: Given, design: LineDesign) -> dict[str, Any]:
    """The `given` of a plan for a line; nothing is placed yet.

    Raises:
        NothingToSimulateError: The design does not say which places there are.
    """
    line = simulated_line(given, design)
    return _KINDS[design.kind](title, line, given, design)


def _sewing(title: str, line: SimulatedLine, given: Given, design: LineDesign) -> dict[str, Any]:
    """Zones are units; the first section is launched in its zone, the last one is the assembly line."""
    scheme: Mapping[str, Any] = next(note for note in design.notes if note.method == "sewing.scheme").given
    told = {operation["no"]: operation for operation in given["operations"]}
    groups: list[Mapping[str, Any]] = list(scheme["groups"])
    zones: dict[str, list[Mapping[str, Any]]] = {}
    for group in groups:
        first = told[group["members"][0]]
        zones.setdefault(first.get("zone") or first.get("section") or "Поток", []).append(group)
    final = list(zones)[-1]
    units = [
        _zone_unit(number, zone, members, told, assembly=zone == final)
        for number, (zone, members) in enumerate(zones.items(), start=1)
    ]
    workers = sum(len(station.places) for station in line.stations)
    flows = max(1, round(given["shop_workers_people"] / workers))
    return plan_of(title, line, units, hall_mm=hall_for(given["shop_area_m2"]), flows=flows)


def _zone_unit(
    number: int,
    zone: str,
    groups: Sequence[Mapping[str, Any]],
    told: Mapping[int, Mapping[str, Any]],
    *,
    assembly: bool,
) -> UnitSeed:
    section = told[groups[0]["members"][0]].get("section") or zone
    launch = section.casefold() == _LAUNCH
    return UnitSeed(
        id=f"u{number}",
        title=zone,
        section=section,
        transport="suspended" if assembly else "carts",
        tables={
            group["no"]: "launch_table" if launch else _TABLES.get(group["specialty"], "hand_table")
            for group in groups
        },
        zone="launch" if launch else "line",
    )


def _one_unit(title: str, line: SimulatedLine, given: Given, design: LineDesign) -> dict[str, Any]:
    """A continuous line: one unit along its conveyor, as many rows as its layout says."""
    two_sided = given.get("layout") == "two_sided"
    unit = UnitSeed(
        id="u1",
        title="Линия",
        section="Линия",
        transport="conveyor",
        tables={station.no: "universal_table" for station in line.stations},
        rows=2 if two_sided else 1,
    )
    places = sum(len(station.places) for station in line.stations)
    length = math.ceil(places / unit.rows) * 1.2 + 2 * 3.5
    hall = hall_for(places * _AREA_M2)
    needed = math.ceil(length / _GRID_M) * _GRID_M * 1000
    return plan_of(design.summary or title, line, [unit], hall_mm=(max(hall[0], needed), hall[1]))


def _sheltered(title: str, line: SimulatedLine, given: Given, _design: LineDesign) -> dict[str, Any]:
    """Rooms of given area are laid along the hall; every place has to be reached by a wheelchair."""
    rooms = [
        RoomSeed(room["name"], room["area_m2"], room["equipment_area_m2"] + room.get("service_area_m2", 0))
        for room in given.get("rooms") or ()
    ]
    room_of = {operation["name"]: operation.get("room") or "" for operation in given["operations"]}
    named: dict[str, list[Station]] = {}
    for station in line.stations:
        named.setdefault(room_of.get(station.title, ""), []).append(station)
    hall = _hall_of_rooms(rooms) if rooms else hall_for(len(line.stations) * _AREA_M2)
    lengths = {room.name: math.ceil(room.area_m2 * 1_000_000 / hall[1] / 100) * 100 for room in rooms}
    units = [
        UnitSeed(
            id=f"u{number}",
            title=f"{room or 'Линия'}, ряд {part}" if parts > 1 else room or "Линия",
            section=room or "Линия",
            transport="carts",
            tables={station.no: "hand_table" for station in stations},
            room=room,
        )
        for number, (room, part, parts, stations) in enumerate(_parts(named, lengths, hall[0]), start=1)
    ]
    plan = plan_of(
        title,
        line,
        units,
        hall_mm=(max(hall[0], sum(lengths.values())), hall[1]),
        rooms=rooms,
        column_grid_mm=None,
        accessible=True,
    )
    # Rooms of their own have no main aisle; their distances to the walls hold.
    return {**plan, "norms": {"main_aisle_mm": 0}} if rooms else plan


def _hall_of_rooms(rooms: Sequence[RoomSeed]) -> tuple[int, int]:
    """Rooms in a row, the smallest of them not much narrower than long."""
    least = math.sqrt(min(room.area_m2 for room in rooms))
    width = max(1, math.floor(least / _GRID_M)) * _GRID_M
    length = math.ceil(sum(room.area_m2 for room in rooms) / width / _GRID_M) * _GRID_M
    return length * 1000, width * 1000


def _parts(
    named: Mapping[str, Sequence[Station]], lengths: Mapping[str, int], hall_mm: int
) -> Iterator[tuple[str, int, int, list[Station]]]:
    """Stations of each room in parts that are as long as the room allows."""
    usual = Norms()
    for room, stations in named.items():
        free = (
            lengths[room] - 2 * usual.wall_mm
            if room in lengths
            else hall_mm - usual.launch_mm - usual.output_mm
        )
        most = max(2, free // _PLACE_MM * 2)
        parts: list[list[Station]] = [[]]
        for station in stations:
            taken = sum(len(one.places) for one in parts[-1])
            if parts[-1] and taken + len(station.places) > most:
                parts.append([])
            parts[-1].append(station)
        for part, listed in enumerate(parts, start=1):
            yield room, part, len(parts), listed


def hall_for(area_m2: float) -> tuple[int, int]:
    """Length and width of a hall of about this area on the grid of 6 m, mm; exact where that can be."""
    bays = area_m2 / _GRID_M**2
    best = None
    for width in range(2, max(3, math.ceil(math.sqrt(bays)) + 1)):
        length = max(width, math.ceil(bays / width - 1e-9))
        waste = length * width - bays
        shape = abs(length / width - _PROPORTION)
        if best is None or (round(waste, 6), shape) < best[0]:
            best = ((round(waste, 6), shape), length, width)
    if best is None:
        return _LEAST_M * 1000, _LEAST_M * 1000
    return best[1] * _GRID_M * 1000, best[2] * _GRID_M * 1000


_KINDS: Mapping[str, Callable[[str, SimulatedLine, Given, LineDesign], dict[str, Any]]] = {
    "sewing": _sewing,
    "continuous": _one_unit,
    "sheltered": _sheltered,
}
