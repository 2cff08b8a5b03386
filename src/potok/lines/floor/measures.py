"""Figures of a floor plan: area on a worker, ways of the bundles, what each section needs."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from potok.lines.floor.ordering import Point, walked
from potok.lines.floor.plan import DoorKind, FloorPlan, Zone

_MM = 1000
_MM2_PER_M2 = 1_000_000


@dataclass(frozen=True, slots=True)
class FlowWay:
    """Ways of a bundle through a flow, metres along the walls of the hall.

    Attributes:
        flow: Number of the flow.
        route_m: From the cut to the output along the longest chain of operations; None where a station of
            it is not placed.
        links_m: Sum over all carryings of a bundle between stations.
    """

    flow: int
    route_m: float | None
    links_m: float


@dataclass(frozen=True, slots=True)
class SectionNeeds:
    """Transport and storage of a section.

    Attributes:
        section, transport: Names.
        places: Workplaces.
        bundles: Bundles under way at once: one at every station and one between, the carts that takes.
        stores: Places of storage by kind.
        area_m2: Floor of the tables with the workers.
    """

    section: str
    transport: str
    places: int
    bundles: int
    stores: tuple[tuple[str, int], ...]
    area_m2: float


@dataclass(frozen=True, slots=True)
class FloorMeasures:
    """All figures of a plan."""

    area_m2: float
    area_per_worker_m2: float
    used_share: float
    ways: tuple[FlowWay, ...]
    sections: tuple[SectionNeeds, ...]


def measures_of(plan: FloorPlan) -> FloorMeasures:
    """The figures of the plan as it stands."""
    boxes = [box for place in plan.places if (box := plan.table_box(place))]
    boxes += [box for place in plan.places if (box := plan.seat_box(place))]
    boxes += [store.box for store in plan.stores if store.box]
    used = sum(box.length * box.width for box in boxes) / _MM2_PER_M2
    return FloorMeasures(
        area_m2=plan.area_m2,
        area_per_worker_m2=plan.area_m2 / plan.workers_people,
        used_share=used / plan.area_m2,
        ways=tuple(_way(plan, flow) for flow in sorted({unit.flow for unit in plan.units})),
        sections=_sections(plan),
    )


def stations_at(plan: FloorPlan, flow: int) -> dict[int, Point]:
    """Middle of the placed places of each station of a flow."""
    units = {unit.id for unit in plan.units if unit.flow == flow}
    found: defaultdict[int, list[Point]] = defaultdict(list)
    for place in plan.places:
        box = plan.table_box(place)
        if place.unit in units and box:
            found[place.station].append(box.middle)
    return {station: _mean(points) for station, points in found.items()}


def route_points(plan: FloorPlan, flow: int) -> list[Point] | None:
    """The longest way of a bundle from the cut to the output; None while a station of it is not placed."""
    at = stations_at(plan, flow)
    if not plan.route or not all(station in at for station in plan.route):
        return None
    ends = [plan.door_of(kind) for kind in (DoorKind.SUPPLY, DoorKind.OUTPUT)]
    first, last = ([plan.door_box(door).middle] if door else [] for door in ends)
    return [*first, *(at[station] for station in plan.route), *last]


def _mean(points: Sequence[Point]) -> Point:
    return (
        math.fsum(x for x, _ in points) / len(points),
        math.fsum(y for _, y in points) / len(points),
    )


def _way(plan: FloorPlan, flow: int) -> FlowWay:
    at, points = stations_at(plan, flow), route_points(plan, flow)
    route = None if points is None else math.fsum(walked(*pair) for pair in pairwise(points)) / _MM
    carried = math.fsum(
        walked(at[before], at[after]) for before, after in plan.links if before in at and after in at
    )
    return FlowWay(flow, route, carried / _MM)


def _sections(plan: FloorPlan) -> tuple[SectionNeeds, ...]:
    sections = list(dict.fromkeys(unit.section for unit in plan.units))
    needs = []
    for section in sections:
        units = [unit for unit in plan.units if unit.section == section]
        ids = {unit.id for unit in units}
        flow_of = {unit.id: unit.flow for unit in units}
        places = [place for place in plan.places if place.unit in ids]
        stations = {(flow_of[place.unit], place.station) for place in places}
        flows = {unit.flow for unit in units if unit.zone is Zone.LINE}
        floor = [box for place in places for box in (plan.table_box(place), plan.seat_box(place)) if box]
        kinds = Counter(store.kind for store in plan.stores if store.section == section)
        needs.append(
            SectionNeeds(
                section=section,
                transport=units[0].transport,
                places=len(places),
                bundles=len(stations) + len(flows),
                stores=tuple(sorted(kinds.items())),
                area_m2=sum(box.length * box.width for box in floor) / _MM2_PER_M2,
            )
        )
    return tuple(needs)
