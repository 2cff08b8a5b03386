"""A floor plan read from plain JSON."""

from __future__ import annotations

from collections.abc import Mapping

from potok.lines.floor.box import Box
from potok.lines.floor.inputs import INPUTS
from potok.lines.floor.plan import (
    Aisle,
    Door,
    DoorKind,
    FloorPlan,
    Norms,
    Place,
    Room,
    Side,
    Store,
    Table,
    Unit,
    Zone,
)
from potok.notes.inputs.record import Record
from potok.notes.inputs.validation import accept


def read(given: Mapping[str, object]) -> FloorPlan:
    """The plan of plain JSON.

    Raises:
        InvalidInputError: All faults of the input with their paths.
    """
    record = accept(INPUTS, given).record
    hall = record.group("hall")
    steps = (hall.maybe("column_step_x_mm"), hall.maybe("column_step_y_mm"))
    step_x, step_y = (None if step is None else round(step.number) for step in steps)
    return FloorPlan(
        title=record.text("title"),
        hall=Box(0, 0, _mm(hall, "length_mm"), _mm(hall, "width_mm")),
        column_step=None if step_x is None or step_y is None else (step_x, step_y),
        column_mm=_mm(hall, "column_mm"),
        launch_side=Side(record.text("launch_side")),
        norms=_norms(record.maybe_group("norms")),
        doors=tuple(
            Door(
                row.text("title"),
                Side(row.text("side")),
                _mm(row, "offset_mm"),
                _mm(row, "width_mm"),
                DoorKind(row.text("kind")),
            )
            for row in record.rows("doors")
        ),
        walls=tuple(_box(row) for row in record.rows("walls")),
        rooms=tuple(
            Room(row.text("name"), _box(row), _maybe(row, "place_area_m2")) for row in record.rows("rooms")
        ),
        aisles=tuple(Aisle(row.text("name"), _box(row), row.flag("main")) for row in record.rows("aisles")),
        tables={
            row.text("key"): Table(
                row.text("key"), row.text("name"), _mm(row, "length_mm"), _mm(row, "width_mm")
            )
            for row in record.rows("tables")
        },
        units=tuple(_unit(row) for row in record.rows("units")),
        places=tuple(_place(row) for row in record.rows("places")),
        stores=tuple(_store(row) for row in record.rows("stores")),
        workers_people=round(record.number("workers_people").number),
        links=tuple((_mm(row, "before"), _mm(row, "after")) for row in record.rows("links")),
        route=tuple(round(number.number) for number in record.numbers("route")),
        needed={_mm(row, "station"): _mm(row, "places_pcs") for row in record.rows("needed")},
    )


def _mm(row: Record, key: str) -> int:
    return round(row.number(key).number)


def _maybe(row: Record, key: str) -> float | None:
    found = row.maybe(key)
    return None if found is None else found.number


def _box(row: Record) -> Box:
    return Box(_mm(row, "x_mm"), _mm(row, "y_mm"), _mm(row, "length_mm"), _mm(row, "width_mm"))


def _norms(row: Record | None) -> Norms:
    if row is None:
        return Norms()
    return Norms(
        launch_mm=_mm(row, "launch_mm"),
        output_mm=_mm(row, "output_mm"),
        wall_mm=_mm(row, "wall_mm"),
        between_mm=_mm(row, "between_mm"),
        main_aisle_mm=_mm(row, "main_aisle_mm"),
        way_mm=_mm(row, "way_mm"),
        access_mm=_mm(row, "access_mm"),
        worker_area_m2=row.number("worker_area_m2").number,
    )


def _unit(row: Record) -> Unit:
    return Unit(
        id=row.text("id"),
        title=row.text("title"),
        section=row.text("section"),
        rows=_mm(row, "rows"),
        lane_mm=_mm(row, "lane_mm"),
        zone=Zone(row.text("zone")),
        room=row.maybe_text("room") or "",
        transport=row.text("transport"),
        flow=_mm(row, "flow"),
    )


def _place(row: Record) -> Place:
    placed = row.has("x_mm")
    return Place(
        id=row.text("id"),
        station=_mm(row, "station"),
        title=row.text("title"),
        unit=row.text("unit"),
        table=row.text("table"),
        x=_mm(row, "x_mm") if placed else None,
        y=_mm(row, "y_mm") if placed else None,
        turned=row.flag("turned"),
        faces=Side(row.text("faces")),
        accessible=row.flag("accessible"),
    )


def _store(row: Record) -> Store:
    length, width = _mm(row, "length_mm"), _mm(row, "width_mm")
    box = Box(_mm(row, "x_mm"), _mm(row, "y_mm"), length, width) if row.has("x_mm") else None
    return Store(
        row.text("id"),
        row.text("title"),
        row.text("section"),
        row.text("kind"),
        row.maybe_text("unit") or "",
        box,
        length,
        width,
    )
