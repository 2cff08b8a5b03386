"""A plan written back into the JSON it was read from: positions only, everything else stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from potok.lines.floor.plan import FloorPlan


def written(given: Mapping[str, Any], plan: FloorPlan) -> dict[str, Any]:
    """The given data with the positions of places, stores and aisles of the plan."""
    places = {place.id: place for place in plan.places}
    stores = {store.id: store for store in plan.stores}
    return {
        **given,
        "aisles": [
            {
                "name": aisle.name,
                "x_mm": aisle.box.x,
                "y_mm": aisle.box.y,
                "length_mm": aisle.box.length,
                "width_mm": aisle.box.width,
                "main": aisle.main,
            }
            for aisle in plan.aisles
        ],
        "places": [
            {
                **row,
                "x_mm": places[row["id"]].x,
                "y_mm": places[row["id"]].y,
                "faces": places[row["id"]].faces.value,
            }
            for row in given["places"]
        ],
        "stores": [
            {
                **row,
                "x_mm": None if (box := stores[row["id"]].box) is None else box.x,
                "y_mm": None if box is None else box.y,
            }
            for row in given.get("stores") or ()
        ],
    }
