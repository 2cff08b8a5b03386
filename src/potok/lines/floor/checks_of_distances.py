"""Distances of the norms: walls, ends, units, aisles (003 table 3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from potok.lines.floor.box import Box
from potok.lines.floor.faults import FloorFault, FloorRule, mm, short
from potok.lines.floor.plan import FloorPlan, Side, Unit, Zone
from potok.lines.floor.things import placed_things


def _line_units(plan: FloorPlan) -> list[tuple[Unit, Box]]:
    """Units that the distances hold for, as far as they are placed."""
    return [
        (unit, box)
        for unit in plan.units
        if unit.zone is Zone.LINE and (box := plan.unit_box(unit.id)) is not None
    ]


def _marks(plan: FloorPlan, *units: Unit) -> tuple[str, ...]:
    ids = {unit.id for unit in units}
    return tuple(place.id for place in plan.places if place.unit in ids)


def side_walls_kept(plan: FloorPlan) -> Iterator[FloorFault]:
    """From the side walls of the hall, from all walls of a room of its own, from inner walls."""
    norm = plan.norms.wall_mm
    for unit, box in _line_units(plan):
        room = plan.room_of(unit)
        gaps = [box.y - room.y, room.bottom - box.bottom]
        if room != plan.hall:
            gaps += [box.x - room.x, room.right - box.right]
        gaps += [round(box.distance(wall)) for wall in plan.walls]
        if min(gaps) < norm:
            what = f"Агрегат «{unit.title}» — стена"
            yield short(FloorRule.SIDE_WALL, what, min(gaps), norm, _marks(plan, unit))


def ends_kept(plan: FloorPlan) -> Iterator[FloorFault]:
    """From the end walls of the hall: launch zone and output zone."""
    norms = plan.norms
    for unit, box in _line_units(plan):
        if plan.room_of(unit) != plan.hall:
            continue
        ends = [box.x, plan.hall.right - box.right]
        launch, output = ends if plan.launch_side is Side.LEFT else ends[::-1]
        for rule, what, found, norm in (
            (FloorRule.LAUNCH_END, "торцевая стена, зона запуска", launch, norms.launch_mm),
            (FloorRule.OUTPUT_END, "торцевая стена, зона выпуска", output, norms.output_mm),
        ):
            if found < norm:
                yield short(rule, f"Агрегат «{unit.title}» — {what}", found, norm, _marks(plan, unit))


def between_units(plan: FloorPlan) -> Iterator[FloorFault]:
    """Between two units of one room."""
    norm = plan.norms.between_mm
    for (one, box), (other, near) in combinations(_line_units(plan), 2):
        if plan.room_of(one) != plan.room_of(other):
            continue
        found = box.distance(near)
        if found < norm:
            what = f"Агрегаты «{one.title}» и «{other.title}»"
            yield short(FloorRule.BETWEEN, what, found, norm, _marks(plan, one, other))


def main_aisle_wide(plan: FloorPlan) -> Iterator[FloorFault]:
    """There is a main aisle, and it is as wide as the norm demands."""
    norm = plan.norms.main_aisle_mm
    main = [aisle for aisle in plan.aisles if aisle.main]
    if norm and not main:
        yield FloorFault(FloorRule.MAIN_AISLE, f"Нет главного прохода шириной {mm(norm)}.")
    for aisle in main:
        found = min(aisle.box.length, aisle.box.width)
        if found < norm:
            yield short(FloorRule.MAIN_AISLE, f"Главный проход «{aisle.name}»", found, norm, ())


def aisles_free(plan: FloorPlan) -> Iterator[FloorFault]:
    """No table, store, wall or column stands in an aisle."""
    for aisle in plan.aisles:
        if not plan.hall.holds(aisle.box):
            yield FloorFault(FloorRule.AISLE, f"Проход «{aisle.name}» выходит за стены цеха.")
        blocking = [thing for thing in placed_things(plan) if thing.box.overlaps(aisle.box)]
        for thing in blocking:
            text = f"В проходе «{aisle.name}» стоит {thing.title}."
            yield FloorFault(FloorRule.AISLE, text, (thing.id,))
        if any(box.overlaps(aisle.box) for box in (*plan.columns, *plan.walls)):
            yield FloorFault(FloorRule.AISLE, f"В проходе «{aisle.name}» стоит колонна или стена.")
