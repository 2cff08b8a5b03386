"""The hall with everything in it; every place is a group of its own, so that a page can move it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from potok.lines.floor.box import Box
from potok.lines.floor.drawing.pen import Extent, Look, Spot, box, element, label, line, number, put, text
from potok.lines.floor.measures import route_points
from potok.lines.floor.plan import Door, FloorPlan, Place, Side, Store, Unit, Zone
from potok.notes.render.numbers import number_text
from potok.notes.render.svg.canvas import clipped, text_width

_SEAT_RADIUS_MM = 220
_WALL_MM = 0.9
_TITLE = 2.5


def hall(look: Look, plan: FloorPlan, *, faulty: Collection[str] = (), moved: bool = False) -> str:
    """Walls, rooms, aisles, units, columns, doors, stores and places.

    Args:
        look: Scale and colours.
        plan: The plan.
        faulty: Ids of places and stores that break a rule.
        moved: Whether places can be moved: they take the focus and tell who they are.
    """
    look.taken.extend(_extent(look, area) for area in _furniture(plan))
    parts = [
        *(_room(look, plan, number) for number in range(len(plan.rooms))),
        *(_aisle(look, aisle.name, aisle.box) for aisle in plan.aisles),
        *(_unit(look, plan, unit) for unit in plan.units),
        *(box(look, wall, class_="wall", fill=look.palette.ink) for wall in plan.walls),
        _outer_wall(look, plan),
        *(_door(look, plan, door) for door in plan.doors),
        *(_route(look, plan, flow) for flow in sorted({unit.flow for unit in plan.units})),
        *(box(look, column, class_="column", fill=look.palette.ink) for column in plan.columns),
        *(_unit_title(look, plan, unit) for unit in plan.units),
        *(_store(look, store, faulty=store.id in faulty, moved=moved) for store in plan.stores),
        *(_place(look, plan, place, faulty=place.id in faulty, moved=moved) for place in plan.places),
    ]
    return element("g", "".join(parts), class_="hall")


def _furniture(plan: FloorPlan) -> Iterator[Box]:
    """What no text is written over: tables, seats and stores."""
    for place in plan.places:
        for area in (plan.table_box(place), plan.seat_box(place)):
            if area is not None:
                yield area
    yield from (store.box for store in plan.stores if store.box is not None)


def _extent(look: Look, area: Box) -> Extent:
    """A rectangle of the hall on paper."""
    return Extent(look.x(area.x), look.y(area.y), look.x(area.right), look.y(area.bottom))


def _outer_wall(look: Look, plan: FloorPlan) -> str:
    half = _WALL_MM / 2
    return element(
        "rect",
        x=look.x(0) - half,
        y=look.y(0) - half,
        width=look.size(plan.hall.length) + _WALL_MM,
        height=look.size(plan.hall.width) + _WALL_MM,
        fill="none",
        stroke=look.palette.ink,
        stroke_width=_WALL_MM,
        class_="outer-wall",
    )


def _room(look: Look, plan: FloorPlan, place: int) -> str:
    room, palette = plan.rooms[place], look.palette
    area = number_text(round(room.box.length * room.box.width / 1_000_000, 2))
    frame = box(look, room.box, fill="none", stroke=palette.edge, stroke_width=0.35, class_="room")
    words = f"{room.name}, {area} м²"
    left, right = look.x(room.box.x) + 1.5, look.x(room.box.right) - 1.5
    heights = (look.y(room.box.y) + 4, look.y(room.box.bottom) - 2)
    spots = [Spot(x, y, anchor) for y in heights for x, anchor in ((left, "start"), (right, "end"))]
    spot = put(look, spots, words, size=3.0)
    return frame + text(spot.x, spot.y, words, size=3.0, fill=palette.quiet, anchor=spot.anchor)


def _aisle(look: Look, name: str, area: Box) -> str:
    palette = look.palette
    ground = box(look, area, class_="aisle", fill=palette.line, fill_opacity=0.45)
    across = min(area.length, area.width)
    words = f"{name}, {across} мм"
    start, end = look.x(area.x) + 3, look.x(area.right) - 3 - text_width(words, 2.8)
    baseline = look.y(area.y + area.width / 2) + 1
    spots = [Spot(start + (end - start) * part, baseline, "start") for part in (0.0, 0.5, 0.25, 0.75, 1.0)]
    spot = put(look, spots, words, size=2.8)
    return ground + text(spot.x, spot.y, words, size=2.8, fill=palette.quiet, anchor="start")


def _unit(look: Look, plan: FloorPlan, unit: Unit) -> str:
    """The transport lane of the unit."""
    area = plan.unit_box(unit.id)
    if area is None:
        return ""
    palette = look.palette
    drawn = []
    if unit.rows > 1 and unit.zone is Zone.LINE:
        middle = Box(area.x, area.y + (area.width - unit.lane_mm) // 2, area.length, unit.lane_mm)
        drawn.append(box(look, middle, class_="lane", fill=palette.line, fill_opacity=0.6))
        drawn.append(_arrow(look, plan, middle))
    return element("g", "".join(drawn), class_="unit", data_unit=unit.id)


def _arrow(look: Look, plan: FloorPlan, lane: Box) -> str:
    """Where the unit's flow goes, at the end it goes to."""
    sign = 1 if plan.launch_side is Side.LEFT else -1
    end = lane.right if sign > 0 else lane.x
    tip, tail = look.x(end) - sign * 1.5, look.x(end) - sign * 7
    at, head = look.y(lane.middle[1]), sign * 1.4
    corners = ((tip, at), (tip - head, at - 0.7), (tip - head, at + 0.7))
    points = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
    quiet = look.palette.quiet
    return line(tail, at, tip - head, at, stroke=quiet, stroke_width=0.2) + element(
        "polygon", points=points, fill=quiet
    )


def _unit_title(look: Look, plan: FloorPlan, unit: Unit) -> str:
    """The name in the transport lane, above the places where there is no lane."""
    area = plan.unit_box(unit.id)
    if area is None:
        return ""
    width, quiet = look.size(area.length), look.palette.quiet
    if unit.rows > 1 and unit.zone is Zone.LINE and look.size(unit.lane_mm) >= _TITLE and width > 24:
        x = look.x(area.x) + (1 if plan.launch_side is Side.LEFT else 8)
        name = clipped(unit.title, width - 10, _TITLE)
        spots = [Spot(x, look.y(area.middle[1]) + 0.9, "start")]
        return label(look, spots, name, size=_TITLE, fill=quiet)
    name = clipped(unit.title, max(width + 10, 34.0), _TITLE)
    above = look.y(area.y) - (look.size(600) + 0.9)
    below = look.y(area.bottom) + look.size(600) + 0.9 + _TITLE
    heights = (above, above - _TITLE - 1, below, below + _TITLE + 1)
    spots = [Spot(look.x(area.x), height, "start") for height in heights]
    return label(look, spots, name, size=_TITLE, fill=quiet)


def _door(look: Look, plan: FloorPlan, door: Door) -> str:
    opening, palette = plan.door_box(door), look.palette
    x1, y1, x2, y2 = look.x(opening.x), look.y(opening.y), look.x(opening.right), look.y(opening.bottom)
    shift = {Side.LEFT: (-1, 0), Side.RIGHT: (1, 0), Side.TOP: (0, -1), Side.BOTTOM: (0, 1)}[door.side]
    dx, dy = shift[0] * _WALL_MM / 2, shift[1] * _WALL_MM / 2
    gap = line(x1 + dx, y1 + dy, x2 + dx, y2 + dy, stroke=palette.surface, stroke_width=_WALL_MM + 0.2)
    inside = 3.2
    x, y = (x1 + x2) / 2 - shift[0] * inside, (y1 + y2) / 2 - shift[1] * inside
    turned = door.side in {Side.LEFT, Side.RIGHT}
    x, y = (x + 0.8, y) if turned else (x, y + 0.8)
    aside = text_width(door.title, 2.4) / 2 + 4
    spots = [
        Spot(x - shift[0] * deep + shift[1] * along, y - shift[1] * deep + shift[0] * along, turned=turned)
        for deep in (0.0, 3.0)
        for along in (0.0, aside, -aside)
    ]
    name = label(look, spots, door.title, size=2.4, fill=palette.quiet)
    return element("g", gap + name, class_="door")


def _route(look: Look, plan: FloorPlan, flow: int) -> str:
    """The longest way of a bundle, along the walls."""
    points = route_points(plan, flow)
    if points is None:
        return ""
    corners = [points[0]]
    for (_, y), (next_x, next_y) in pairwise(points):
        corners += [(next_x, y), (next_x, next_y)]
    path = " ".join(f"{number(look.x(x))},{number(look.y(y))}" for x, y in corners)
    colour = look.palette.series(flow - 1)
    return element(
        "polyline",
        points=path,
        fill="none",
        stroke=colour,
        stroke_width=0.3,
        stroke_opacity=0.7,
        class_="route",
    )


def _handle(name: str, words: str, *, faulty: bool, moved: bool, kind: str) -> dict[str, object]:
    """Attributes of something that a page can move."""
    told: dict[str, object] = {"class_": f"{kind} faulty" if faulty else kind, "data_id": name}
    if moved:
        told |= {"tabindex": 0, "role": "button", "aria_label": words}
    return told


def _store(look: Look, store: Store, *, faulty: bool, moved: bool) -> str:
    if store.box is None:
        return ""
    palette = look.palette
    area = store.box
    shape = box(
        look,
        area,
        fill=palette.surface,
        stroke=_edge(look, faulty=faulty),
        stroke_width=_stroke(faulty=faulty),
    )
    x1, y1, x2, y2 = look.x(area.x), look.y(area.y), look.x(area.right), look.y(area.bottom)
    cross = line(x1, y1, x2, y2, stroke=palette.edge, stroke_width=0.15)
    cross += line(x1, y2, x2, y1, stroke=palette.edge, stroke_width=0.15) if store.kind == "rack" else ""
    handle = _handle(store.id, f"{store.title}, хранение", faulty=faulty, moved=moved, kind="store")
    return element("g", element("title", store.title) + shape + cross, **handle)


def _place(look: Look, plan: FloorPlan, place: Place, *, faulty: bool, moved: bool) -> str:
    area, seat = plan.table_box(place), plan.seat_box(place)
    if area is None or seat is None:
        return ""
    palette = look.palette
    kinds = list(plan.tables)
    x, y = seat.middle
    worker = element(
        "circle",
        cx=look.x(x),
        cy=look.y(y),
        r=look.size(_SEAT_RADIUS_MM),
        fill=palette.surface,
        stroke=palette.edge,
        stroke_width=0.2,
        class_="seat",
    )
    table = box(
        look,
        area,
        fill=palette.under_text(kinds.index(place.table)),
        stroke=_edge(look, faulty=faulty),
        stroke_width=_stroke(faulty=faulty),
    )
    shown = place.id
    size = min(2.6, look.size(area.width) * 0.5, look.size(area.length) / max(len(shown), 1) * 1.5)
    middle = area.middle
    words = text(look.x(middle[0]), look.y(middle[1]) + size * 0.36, shown, size=size, fill=palette.ink)
    table_name = plan.tables[place.table].name
    told = f"Место {place.id}, операция {place.station}, {place.title}"
    hint = element("title", f"{told}. {table_name}")
    handle = _handle(place.id, told, faulty=faulty, moved=moved, kind="place")
    return element("g", hint + worker + table + words, **handle)


def _edge(look: Look, *, faulty: bool) -> str:
    return look.palette.strong[5] if faulty else look.palette.edge


def _stroke(*, faulty: bool) -> float:
    return 0.6 if faulty else 0.2
