"""Automatic placing under the distances of the norms (catalogue 35.4).

Order of the source: launch at the side where the cut comes in, groups of the preparation in units, the
assembly line to the output, the main aisle between the flows; then the column grid.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from potok.lines.floor.box import Box
from potok.lines.floor.lanes import Block, Lane, block_of, lanes_of, lay
from potok.lines.floor.loose import free_spot
from potok.lines.floor.ordering import Point, ordered_units
from potok.lines.floor.plan import SEAT_MM, Aisle, FloorPlan, Place, Side, Store, Unit, Zone

MAIN_AISLE = "Главный проход"
_DOOR_MM = 1000


@dataclass(slots=True)
class _Arranged:
    """What has been placed so far."""

    places: dict[str, Place] = field(default_factory=dict)
    stores: dict[str, Store] = field(default_factory=dict)
    aisles: list[Aisle] = field(default_factory=list)


def arranged(plan: FloorPlan) -> FloorPlan:
    """The plan with all places, stores and the main aisle put anew.

    What does not fit is put beyond the wall, or stays without a place: the checks name it.
    """
    if plan.launch_side is Side.RIGHT:
        return _mirrored(arranged(_mirrored(plan)))
    done = _Arranged(aisles=[aisle for aisle in plan.aisles if not aisle.main])
    blocks = {unit.id: block_of(plan, unit) for unit in plan.units if _places(plan, unit)}
    corners = _lay_all(plan, blocks, done)
    _fill(plan, blocks, corners, done)
    shown = replace(
        plan,
        places=tuple(done.places.get(place.id, place) for place in plan.places),
        stores=tuple(replace(store, box=None) for store in plan.stores),
        aisles=tuple(done.aisles),
    )
    shown = _with_zone_units(shown)
    return _with_stores(shown)


def _places(plan: FloorPlan, unit: Unit) -> list[Place]:
    return [place for place in plan.places if place.unit == unit.id]


def _lay_all(plan: FloorPlan, blocks: dict[str, Block], done: _Arranged) -> dict[str, tuple[int, int]]:
    """Corners of the blocks of all rooms; the main aisle of the hall."""
    corners: dict[str, tuple[int, int]] = {}
    by_room: defaultdict[Box, list[Unit]] = defaultdict(list)
    for unit in plan.units:
        if unit.zone is Zone.LINE and unit.id in blocks:
            by_room[plan.room_of(unit)].append(unit)
    norms = plan.norms
    for room, units in by_room.items():
        ends = (norms.launch_mm, norms.output_mm) if room == plan.hall else (norms.wall_mm, norms.wall_mm)
        flows: list[list[Lane]] = []
        for number in sorted({unit.flow for unit in units}):
            own = [blocks[unit.id] for unit in units if unit.flow == number]
            lanes = lanes_of(own, room.length - sum(ends), norms.between_mm)
            # Neighbouring flows are mirrored, so that both assembly lines lie at the same aisle.
            flows.append(lanes if len(flows) % 2 == 0 else lanes[::-1])
        laid = lay(plan, room, flows, ends=ends)
        corners.update(laid.corners)
        if laid.aisle:
            done.aisles.append(Aisle(MAIN_AISLE, laid.aisle, main=True))
    return corners


def _fill(
    plan: FloorPlan, blocks: dict[str, Block], corners: dict[str, tuple[int, int]], done: _Arranged
) -> None:
    """Put the places into the slots of their blocks, flow by flow."""
    for flow in sorted({unit.flow for unit in plan.units}):
        units = [unit for unit in plan.units if unit.flow == flow and unit.id in corners]
        slots = {unit.id: list(_slots(blocks[unit.id], corners[unit.id])) for unit in units}
        own = {unit.id: Counter(place.station for place in _places(plan, unit)) for unit in units}
        order = ordered_units(
            {unit: sorted(counts) for unit, counts in own.items()},
            {station: count for counts in own.values() for station, count in counts.items()},
            {unit: [slot.middle for slot, _ in found] for unit, found in slots.items()},
            plan.links,
        )
        for unit in units:
            free = iter(slots[unit.id])
            for station in order[unit.id]:
                for place in _places(plan, unit):
                    if place.station == station:
                        slot, faces = next(free)
                        done.places[place.id] = _put(plan, place, slot, faces)


def _slots(block: Block, corner: tuple[int, int]) -> Iterator[tuple[Box, Side]]:
    """Cells in the order of the flow: across the transport lane and on, workers on the outer sides."""
    x, y = corner
    for column in range(block.columns):
        left = x + column * block.cell_length
        if block.unit.rows == 1:
            yield Box(left, y, block.cell_length, block.cell_width), Side.BOTTOM
            continue
        yield Box(left, y, block.cell_length, block.cell_width), Side.TOP
        below = y + block.cell_width + block.unit.lane_mm
        yield Box(left, below, block.cell_length, block.cell_width), Side.BOTTOM


def _put(plan: FloorPlan, place: Place, slot: Box, faces: Side) -> Place:
    """The table in its cell, at the transport lane."""
    table = plan.tables[place.table]
    width = table.length_mm if place.turned else table.width_mm
    y = slot.bottom - width if faces is Side.TOP else slot.y
    return replace(place, x=slot.x, y=y, faces=faces)


def _with_zone_units(plan: FloorPlan) -> FloorPlan:
    """Tables of the launch and output zones, each nearest to the units of its flow."""
    for unit in plan.units:
        if unit.zone is Zone.LINE:
            continue
        for place in _places(plan, unit):
            plan = _with_place(plan, place, unit)
    return plan


def _with_place(plan: FloorPlan, place: Place, unit: Unit) -> FloorPlan:
    zone = _zone(plan, launch=unit.zone is Zone.LAUNCH)
    table = plan.tables[place.table]
    size = (table.width_mm, table.length_mm) if place.turned else (table.length_mm, table.width_mm)
    bare = replace(
        plan, places=tuple(one if one.id != place.id else replace(one, x=None, y=None) for one in plan.places)
    )
    seat = replace(place, x=0, y=0).faces
    deep = 600
    # The worker's floor belongs to the spot that is looked for.
    wanted = (size[0], size[1] + deep) if seat in {Side.TOP, Side.BOTTOM} else (size[0] + deep, size[1])
    spot = _spot(bare, wanted, zone, _wanted_at(plan, unit, zone), plan.norms.way_mm)
    if spot is None:
        return bare
    x = spot.x + (SEAT_MM if place.faces is Side.LEFT else 0)
    y = spot.y + (SEAT_MM if place.faces is Side.TOP else 0)
    put = replace(place, x=x, y=y)
    return replace(plan, places=tuple(put if one.id == place.id else one for one in plan.places))


def _wanted_at(plan: FloorPlan, unit: Unit, zone: Box) -> Point:
    """Level with the units of the flow."""
    boxes = [
        box
        for other in plan.units
        if other.flow == unit.flow and other.zone is Zone.LINE and (box := plan.unit_box(other.id))
    ]
    y = sum(box.middle[1] for box in boxes) / len(boxes) if boxes else zone.middle[1]
    return (zone.middle[0], y)


def _with_stores(plan: FloorPlan) -> FloorPlan:
    """Racks at the launch, rails at the output, the rest behind the units they serve."""
    for store in plan.stores:
        zone, near, way = _home(plan, store)
        spot = _spot(plan, (store.length_mm, store.width_mm), zone, near, way)
        put = replace(store, box=spot)
        plan = replace(plan, stores=tuple(put if one.id == store.id else one for one in plan.stores))
    return plan


def _home(plan: FloorPlan, store: Store) -> tuple[Box, Point, int]:
    """Where a store may stand, the point it is wanted at, and how far from tables."""
    hall = plan.hall
    served = plan.unit_box(store.unit) if store.unit else None
    level = served.middle[1] if served else hall.middle[1]
    if store.kind == "rack":
        return _zone(plan, launch=True), (0, level), plan.norms.way_mm
    if store.kind == "rail":
        return _zone(plan, launch=False), (hall.right, level), plan.norms.way_mm
    # A cart stands at the end of its unit, where the last operation lays the bundle down.
    near = (served.right + store.length_mm / 2, level) if served else hall.middle
    return hall, near, 0


def _zone(plan: FloorPlan, *, launch: bool) -> Box:
    hall, norms = plan.hall, plan.norms
    depth = max(norms.launch_mm if launch else norms.output_mm, 1)
    return Box(0 if launch else hall.right - depth, 0, depth, hall.width)


def _spot(plan: FloorPlan, size: tuple[int, int], zone: Box, near: Point, way: int) -> Box | None:
    taken = [box for place in plan.places if (box := plan.table_box(place))]
    taken += [store.box for store in plan.stores if store.box]
    kept = [box for place in plan.places if (box := plan.seat_box(place))]
    kept += [aisle.box for aisle in plan.aisles]
    kept += [*plan.columns, *plan.walls]
    kept += [plan.door_box(door).around(_DOOR_MM) for door in plan.doors]
    kept += [_between_rows(plan, unit) for unit in plan.units if plan.unit_box(unit.id)]
    return free_spot(size, zone, near, taken=taken, kept=kept, way=way)


def _between_rows(plan: FloorPlan, unit: Unit) -> Box:
    """The transport lane of a unit stays free."""
    box = plan.unit_box(unit.id)
    return box if box and unit.zone is Zone.LINE else Box(0, 0, 0, 0)


def _mirrored(plan: FloorPlan) -> FloorPlan:
    """The plan seen from the other end of the hall."""
    length = plan.hall.length
    other = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}

    def turned(box: Box) -> Box:
        return replace(box, x=length - box.right)

    def turned_place(place: Place) -> Place:
        box = plan.table_box(place)
        faces = other.get(place.faces, place.faces)
        return replace(place, x=turned(box).x if box else None, faces=faces)

    return replace(
        plan,
        launch_side=other[plan.launch_side],
        doors=tuple(
            replace(
                door,
                side=other.get(door.side, door.side),
                offset_mm=door.offset_mm if door.side in other else length - door.offset_mm - door.width_mm,
            )
            for door in plan.doors
        ),
        walls=tuple(turned(wall) for wall in plan.walls),
        rooms=tuple(replace(room, box=turned(room.box)) for room in plan.rooms),
        aisles=tuple(replace(aisle, box=turned(aisle.box)) for aisle in plan.aisles),
        places=tuple(turned_place(place) for place in plan.places),
        stores=tuple(replace(store, box=turned(store.box) if store.box else None) for store in plan.stores),
    )
