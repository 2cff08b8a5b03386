"""People on the plan: area, ways to the places, direction of the flow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from potok.lines.floor.faults import FloorFault, FloorRule, mm
from potok.lines.floor.plan import FloorPlan, Place, Side, Zone
from potok.lines.floor.ways import reached_places
from potok.notes.render.numbers import number_text

_MM2_PER_M2 = 1_000_000


def worker_area_kept(plan: FloorPlan) -> Iterator[FloorFault]:
    """Area of the hall on every worker of the shift."""
    found, norm = plan.area_m2 / plan.workers_people, plan.norms.worker_area_m2
    if found < norm:
        yield FloorFault(
            FloorRule.WORKER_AREA,
            f"На рабочего приходится {number_text(round(found, 2))} м², "
            f"нужно не меньше {number_text(norm)} м².",
        )


def room_area_kept(plan: FloorPlan) -> Iterator[FloorFault]:
    """Area of each room on its places with their service (catalogue 25.7)."""
    counted: defaultdict[str, list[str]] = defaultdict(list)
    rooms = {unit.id: unit.room for unit in plan.units}
    for place in plan.places:
        counted[rooms[place.unit]].append(place.id)
    for room in plan.rooms:
        places, area = counted[room.name], room.box.length * room.box.width / _MM2_PER_M2
        if room.place_area_m2 is None:
            continue
        needed = len(places) * room.place_area_m2
        if area < needed:
            text = (
                f"Помещение «{room.name}»: {number_text(round(area, 2))} м², местам нужно "
                f"{number_text(round(needed, 2))} м² ({len(places)} × {number_text(room.place_area_m2)})."
            )
            yield FloorFault(FloorRule.ROOM_AREA, text, tuple(places))


def ways_kept(plan: FloorPlan) -> Iterator[FloorFault]:
    """A way from a door to the worker's side of every place."""
    if not plan.doors:
        yield FloorFault(FloorRule.WAY, "В плане нет дверей: пути к местам не проверены.")
        return
    yield from _unreached(plan, FloorRule.WAY, plan.norms.way_mm, plan.places, "нет прохода шириной")


def access_kept(plan: FloorPlan) -> Iterator[FloorFault]:
    """A way for a wheelchair to the places that need it."""
    wanted = tuple(place for place in plan.places if place.accessible)
    if wanted and plan.doors:
        what = "на коляске не подъехать, нет прохода шириной"
        yield from _unreached(plan, FloorRule.ACCESS, plan.norms.access_mm, wanted, what)


def _unreached(
    plan: FloorPlan, rule: FloorRule, width: int, places: tuple[Place, ...], what: str
) -> Iterator[FloorFault]:
    placed = [place for place in places if plan.table_box(place)]
    reached = reached_places(plan, width)
    for place in placed:
        if place.id not in reached:
            yield FloorFault(rule, f"Место {place.id}: {what} {mm(width)} от двери.", (place.id,))


def direction_kept(plan: FloorPlan) -> Iterator[FloorFault]:
    """The first operation of a unit is not farther from the launch than its last one."""
    sign = 1 if plan.launch_side is Side.LEFT else -1
    for unit in plan.units:
        boxes: defaultdict[int, list[float]] = defaultdict(list)
        for place in plan.places:
            box = plan.table_box(place)
            if place.unit == unit.id and box:
                boxes[place.station].append(sign * box.middle[0])
        if unit.zone is not Zone.LINE or len(boxes) < 2:
            continue
        first, last = boxes[min(boxes)], boxes[max(boxes)]
        if sum(first) / len(first) > sum(last) / len(last):
            text = (
                f"Агрегат «{unit.title}» идёт навстречу потоку: операция {min(boxes)} дальше от запуска, "
                f"чем операция {max(boxes)}."
            )
            marks = tuple(place.id for place in plan.places if place.unit == unit.id)
            yield FloorFault(FloorRule.DIRECTION, text, marks)
