"""A floor plan as plain data; lengths are whole millimetres, areas square metres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from potok.lines.floor.box import Box, bounding

#: Depth of the floor that a sitting or standing worker needs at the table, mm.
SEAT_MM = 600
_MM2_PER_M2 = 1_000_000


class Side(StrEnum):
    """A side of a rectangle on the sheet."""

    TOP = "top"
    BOTTOM = "bottom"
    LEFT = "left"
    RIGHT = "right"


class Zone(StrEnum):
    """Where a unit stands along the flow."""

    LINE = "line"
    """Between the launch and the output: the distances of the norms hold."""
    LAUNCH = "launch"
    """In the launch zone before the line."""
    OUTPUT = "output"
    """In the output zone behind it."""


class DoorKind(StrEnum):
    """What a door is for."""

    SUPPLY = "supply"
    """The cut comes from there."""
    OUTPUT = "output"
    """Finished goods leave there."""
    EXIT = "exit"
    """People only."""


@dataclass(frozen=True, slots=True)
class Door:
    """A door in an outer wall; `offset_mm` is measured along the wall from the top or left corner."""

    title: str
    side: Side
    offset_mm: int
    width_mm: int
    kind: DoorKind


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the hall, with the correction of the area of a place (catalogue 25.7)."""

    name: str
    box: Box
    place_area_m2: float | None


@dataclass(frozen=True, slots=True)
class Aisle:
    """A passage that is kept free; the main one has its own least width."""

    name: str
    box: Box
    main: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of workplace."""

    key: str
    name: str
    length_mm: int
    width_mm: int


@dataclass(frozen=True, slots=True)
class Unit:
    """An aggregate: places in one or two rows, with a transport lane between two of them.

    Attributes:
        section: Section of the flow it belongs to.
        rows: 1 or 2.
        lane_mm: Width of the transport lane between the rows.
        room: Name of its room, "" = the whole hall.
        transport: How bundles move.
        flow: Number of the flow, units of one flow stand together.
    """

    id: str
    title: str
    section: str
    rows: int
    lane_mm: int
    zone: Zone
    room: str
    transport: str
    flow: int


@dataclass(frozen=True, slots=True)
class Place:
    """A workplace.

    Attributes:
        station: Number of the station (group) of the line.
        table: Key of its kind.
        x, y: Corner, None while it is not placed.
        turned: Whether the table's length lies across the hall.
        faces: Side at which the worker is.
        accessible: Whether a wheelchair has to reach it.
    """

    id: str
    station: int
    title: str
    unit: str
    table: str
    x: int | None
    y: int | None
    turned: bool
    faces: Side
    accessible: bool


@dataclass(frozen=True, slots=True)
class Store:
    """Where bundles, parts or goods wait: rack, cart, rail; `unit` is the one it serves, "" for none."""

    id: str
    title: str
    section: str
    kind: str
    unit: str
    box: Box | None
    length_mm: int
    width_mm: int


@dataclass(frozen=True, slots=True)
class Norms:
    """Least distances and areas (003 table 3.2; catalogue 35.4)."""

    launch_mm: int = 3500
    output_mm: int = 3500
    wall_mm: int = 1500
    between_mm: int = 1500
    main_aisle_mm: int = 3000
    way_mm: int = 700
    access_mm: int = 1200
    worker_area_m2: float = 4.5


@dataclass(frozen=True, slots=True)
class FloorPlan:
    """A hall with everything in it.

    Attributes:
        hall: The hall from its origin.
        column_step: Steps of the column grid along and across, None where there are no columns.
        column_mm: Side of a column.
        launch_side: Left or right end of the hall, where the cut comes in.
        workers_people: People of the shift in the hall.
        links: Pairs of stations between which bundles are carried.
        route: Stations of the longest way of a bundle, in order.
        needed: Places that each station must have.
    """

    title: str
    hall: Box
    column_step: tuple[int, int] | None
    column_mm: int
    launch_side: Side
    norms: Norms
    doors: tuple[Door, ...]
    walls: tuple[Box, ...]
    rooms: tuple[Room, ...]
    aisles: tuple[Aisle, ...]
    tables: Mapping[str, Table]
    units: tuple[Unit, ...]
    places: tuple[Place, ...]
    stores: tuple[Store, ...]
    workers_people: int
    links: tuple[tuple[int, int], ...]
    route: tuple[int, ...]
    needed: Mapping[int, int]

    @property
    def area_m2(self) -> float:
        """Area of the hall."""
        return self.hall.length * self.hall.width / _MM2_PER_M2

    @property
    def columns(self) -> tuple[Box, ...]:
        """Columns at the crossings of the grid inside the hall; those in the walls stand in nobody's way."""
        if self.column_step is None:
            return ()
        across, down = self.column_step
        half = self.column_mm // 2
        return tuple(
            Box(x - half, y - half, self.column_mm, self.column_mm)
            for x in range(across, self.hall.length, across)
            for y in range(down, self.hall.width, down)
        )

    def unit(self, unit_id: str) -> Unit:
        """The unit with this id."""
        return next(unit for unit in self.units if unit.id == unit_id)

    def room_of(self, unit: Unit) -> Box:
        """Where the unit has to stand."""
        return next((room.box for room in self.rooms if room.name == unit.room), self.hall)

    def table_box(self, place: Place) -> Box | None:
        """The table of a placed place."""
        if place.x is None or place.y is None:
            return None
        table = self.tables[place.table]
        sizes = (table.width_mm, table.length_mm) if place.turned else (table.length_mm, table.width_mm)
        return Box(place.x, place.y, *sizes)

    def seat_box(self, place: Place) -> Box | None:
        """The floor of the worker of a placed place."""
        table = self.table_box(place)
        if table is None:
            return None
        return {
            Side.TOP: Box(table.x, table.y - SEAT_MM, table.length, SEAT_MM),
            Side.BOTTOM: Box(table.x, table.bottom, table.length, SEAT_MM),
            Side.LEFT: Box(table.x - SEAT_MM, table.y, SEAT_MM, table.width),
            Side.RIGHT: Box(table.right, table.y, SEAT_MM, table.width),
        }[place.faces]

    def unit_box(self, unit_id: str) -> Box | None:
        """The tables of a unit together, None where none is placed."""
        boxes = [box for place in self.places if place.unit == unit_id and (box := self.table_box(place))]
        return bounding(boxes) if boxes else None

    def door_box(self, door: Door) -> Box:
        """The opening of a door, without depth."""
        return {
            Side.TOP: Box(door.offset_mm, 0, door.width_mm, 0),
            Side.BOTTOM: Box(door.offset_mm, self.hall.width, door.width_mm, 0),
            Side.LEFT: Box(0, door.offset_mm, 0, door.width_mm),
            Side.RIGHT: Box(self.hall.length, door.offset_mm, 0, door.width_mm),
        }[door.side]

    def door_of(self, kind: DoorKind) -> Door | None:
        """The first door of a kind."""
        return next((door for door in self.doors if door.kind is kind), None)
