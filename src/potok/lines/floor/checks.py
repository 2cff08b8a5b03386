"""All checks of a floor plan; each is one function, the report lists the rules in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from potok.lines.floor.checks_of_distances import (
    aisles_free,
    between_units,
    ends_kept,
    main_aisle_wide,
    side_walls_kept,
)
from potok.lines.floor.checks_of_people import (
    access_kept,
    direction_kept,
    room_area_kept,
    ways_kept,
    worker_area_kept,
)
from potok.lines.floor.faults import FloorFault, FloorRule, mm
from potok.lines.floor.plan import FloorPlan
from potok.lines.floor.things import placed_things

#: Depth of the floor that stays free inside a door, mm.
_DOOR_MM = 1000


def faults_of(plan: FloorPlan) -> list[FloorFault]:
    """Every broken rule of the plan."""
    return [fault for check in _CHECKS for fault in check(plan)]


def _placed(plan: FloorPlan) -> Iterator[FloorFault]:
    missing = [place.id for place in plan.places if plan.table_box(place) is None]
    missing += [store.id for store in plan.stores if store.box is None]
    if missing:
        yield FloorFault(
            FloorRule.PLACED,
            f"Не поставлены: {_listed(missing)}. Поставьте их или нажмите «Разместить».",
            tuple(missing),
        )


def _counts(plan: FloorPlan) -> Iterator[FloorFault]:
    found = Counter(place.station for place in plan.places)
    for station, needed in sorted(plan.needed.items()):
        if found[station] != needed:
            marks = tuple(place.id for place in plan.places if place.station == station)
            text = f"Операция {station}: мест {found[station]}, в расчёте линии {needed}."
            yield FloorFault(FloorRule.PLACES, text, marks)


def _inside(plan: FloorPlan) -> Iterator[FloorFault]:
    for thing in placed_things(plan):
        if not thing.room.holds(thing.box):
            over = max(
                thing.room.x - thing.box.x,
                thing.room.y - thing.box.y,
                thing.box.right - thing.room.right,
                thing.box.bottom - thing.room.bottom,
            )
            text = f"{thing.title} выходит за стену помещения на {mm(over)}."
            yield FloorFault(FloorRule.OUT_OF_ROOM, text, (thing.id,))


def _overlaps(plan: FloorPlan) -> Iterator[FloorFault]:
    things = sorted(placed_things(plan), key=lambda thing: thing.box.x)
    for number, one in enumerate(things):
        for other in things[number + 1 :]:
            if other.box.x >= one.box.right:
                break
            if one.box.overlaps(other.box):
                text = f"{one.title} и {other.title} стоят на одном месте."
                yield FloorFault(FloorRule.OVERLAP, text, (one.id, other.id))


def _walls(plan: FloorPlan) -> Iterator[FloorFault]:
    for thing in placed_things(plan):
        if any(wall.overlaps(thing.box) for wall in plan.walls):
            text = f"{thing.title} стоит на внутренней стене."
            yield FloorFault(FloorRule.WALL, text, (thing.id,))


def _columns(plan: FloorPlan) -> Iterator[FloorFault]:
    columns = plan.columns
    for thing in placed_things(plan):
        hit = [column for column in columns if column.overlaps(thing.box)]
        if hit:
            x, y = hit[0].middle
            text = f"{thing.title}: в место попадает колонна ({mm(x)} от левой стены, {mm(y)} от верхней)."
            yield FloorFault(FloorRule.COLUMN, text, (thing.id,))


def _seats(plan: FloorPlan) -> Iterator[FloorFault]:
    things = placed_things(plan)
    hindering = [*plan.columns, *plan.walls]
    for place in plan.places:
        seat = plan.seat_box(place)
        if seat is None:
            continue
        in_the_way = [thing for thing in things if thing.id != place.id and thing.box.overlaps(seat)]
        title = f"Место {place.id}"
        if in_the_way:
            text = f"{title}: рабочему мешает {in_the_way[0].title}."
            yield FloorFault(FloorRule.SEAT, text, (place.id, in_the_way[0].id))
        elif any(box.overlaps(seat) for box in hindering):
            yield FloorFault(FloorRule.SEAT, f"{title}: рабочему мешает колонна или стена.", (place.id,))
        elif not plan.hall.holds(seat):
            yield FloorFault(FloorRule.SEAT, f"{title}: рабочему мешает стена цеха.", (place.id,))


def _doors(plan: FloorPlan) -> Iterator[FloorFault]:
    for door in plan.doors:
        opening = plan.door_box(door)
        free = opening.around(_DOOR_MM)
        # The door is as wide as it is; only the depth before it grows.
        across = (opening.x, opening.length) if opening.length else (free.x, free.length)
        down = (opening.y, opening.width) if opening.width else (free.y, free.width)
        kept = type(opening)(across[0], down[0], across[1], down[1])
        for thing in placed_things(plan):
            if thing.box.overlaps(kept):
                text = f"Дверь «{door.title}»: ближе {mm(_DOOR_MM)} стоит {thing.title}."
                yield FloorFault(FloorRule.DOOR, text, (thing.id,))


def _listed(ids: Sequence[str], most: int = 8) -> str:
    told = ", ".join(ids[:most])
    return told if len(ids) <= most else f"{told} и ещё {len(ids) - most}"


_CHECKS: tuple[Callable[[FloorPlan], Iterator[FloorFault]], ...] = (
    _placed,
    _counts,
    _inside,
    _overlaps,
    _walls,
    _columns,
    _seats,
    side_walls_kept,
    ends_kept,
    between_units,
    main_aisle_wide,
    aisles_free,
    _doors,
    worker_area_kept,
    room_area_kept,
    ways_kept,
    access_kept,
    direction_kept,
)
