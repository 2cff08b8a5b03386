"""What stands on the floor, tables and stores alike."""

from __future__ import annotations

from dataclasses import dataclass

from potok.lines.floor.box import Box
from potok.lines.floor.plan import FloorPlan


@dataclass(frozen=True, slots=True)
class Thing:
    """A placed table or store, and where it has to stand."""

    id: str
    title: str
    box: Box
    room: Box


def placed_things(plan: FloorPlan) -> list[Thing]:
    """Tables and stores that are placed, in the order of the plan."""
    rooms = {unit.id: plan.room_of(unit) for unit in plan.units}
    things = [
        Thing(place.id, f"место {place.id}", box, rooms[place.unit])
        for place in plan.places
        if (box := plan.table_box(place))
    ]
    things += [
        Thing(store.id, f"«{store.title}»", store.box, plan.hall) for store in plan.stores if store.box
    ]
    return things
