"""Small floor plans, and a second opinion on them that shares no code with the checks."""

from collections import deque
from functools import cache
from typing import Any

from potok.lines.floor.placing import arranged
from potok.lines.floor.plan import FloorPlan
from potok.lines.floor.reading import read
from potok.lines.floor.seeds import seed_plan
from potok.lines.kinds import KINDS

CELL = 50


@cache
def begun(kind: str) -> FloorPlan:
    """The plan that the example of a kind of line begins with, placed; designing it takes a while."""
    given = KINDS[kind].examples[0].given
    return arranged(read(seed_plan("Линия", given, KINDS[kind].design(given))))


def flow_plan(
    units: dict[str, int],
    *,
    hall: tuple[int, int] = (24_000, 18_000),
    flows: int = 1,
    columns: int | None = 6_000,
    rows: int = 2,
    **changes: Any,
) -> dict[str, Any]:
    """Units by name with their number of places, one station a place; nothing is placed."""
    length, width = hall
    listed, places, station = [], [], 0
    for flow in range(1, flows + 1):
        station = 0
        for name, count in units.items():
            unit = f"{name}-{flow}"
            listed.append({"id": unit, "title": unit, "section": name, "flow": flow, "rows": rows})
            for _ in range(count):
                station += 1
                places.append(
                    {
                        "id": f"{flow}/{station}",
                        "station": station,
                        "title": f"Операция {station}",
                        "unit": unit,
                        "table": "machine",
                    }
                )
    return {
        "title": "План",
        "hall": {
            "length_mm": length,
            "width_mm": width,
            "column_step_x_mm": columns,
            "column_step_y_mm": columns,
        },
        "doors": [
            {"title": "Подача", "side": "left", "offset_mm": 8_000, "width_mm": 2_000, "kind": "supply"},
            {"title": "Выпуск", "side": "right", "offset_mm": 8_000, "width_mm": 2_000, "kind": "output"},
        ],
        "tables": [{"key": "machine", "name": "Машинный стол", "length_mm": 1_200, "width_mm": 600}],
        "units": listed,
        "places": places,
        "stores": [
            {
                "id": "rack",
                "title": "Стеллаж",
                "section": next(iter(units)),
                "kind": "rack",
                "length_mm": 500,
                "width_mm": 1_500,
            }
        ],
        "workers_people": len(places),
        "links": [{"before": number, "after": number + 1} for number in range(1, station)],
        "route": list(range(1, station + 1)),
        "needed": [{"station": number, "places_pcs": flows} for number in range(1, station + 1)],
        **changes,
    }


class Raster:
    """The plan painted on squares of 50 mm from its JSON alone."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.columns_x = given["hall"]["length_mm"] // CELL
        self.rows_y = given["hall"]["width_mm"] // CELL
        self.owner: dict[tuple[int, int], str] = {}
        self.twice: set[tuple[str, str]] = set()
        self.outside: set[str] = set()
        self.cells: dict[str, set[tuple[int, int]]] = {}
        table = {row["key"]: (row["length_mm"], row["width_mm"]) for row in given["tables"]}
        for place in given["places"]:
            length, width = table[place["table"]]
            if place.get("turned"):
                length, width = width, length
            self._paint(place["id"], place["x_mm"], place["y_mm"], length, width)
        for store in given["stores"]:
            self._paint(store["id"], store["x_mm"], store["y_mm"], store["length_mm"], store["width_mm"])
        self.pillars = self._pillars(given["hall"])

    def _paint(self, name: str, x: int, y: int, length: int, width: int) -> None:
        cells = {
            (column, row)
            for column in range(x // CELL, (x + length) // CELL)
            for row in range(y // CELL, (y + width) // CELL)
        }
        self.cells[name] = cells
        for cell in cells:
            if not (0 <= cell[0] < self.columns_x and 0 <= cell[1] < self.rows_y):
                self.outside.add(name)
            if cell in self.owner:
                self.twice.add((self.owner[cell], name))
            self.owner[cell] = name

    def _pillars(self, hall: dict[str, Any]) -> set[tuple[int, int]]:
        step, side = hall.get("column_step_x_mm"), hall.get("column_mm", 400)
        if not step:
            return set()
        return {
            (column, row)
            for x in range(step, hall["length_mm"], step)
            for y in range(step, hall["width_mm"], step)
            for column in range((x - side // 2) // CELL, (x + side // 2) // CELL)
            for row in range((y - side // 2) // CELL, (y + side // 2) // CELL)
        }

    def edges(self, names: list[str]) -> tuple[int, int, int, int]:
        """Left, top, right, bottom of things in millimetres."""
        cells = [cell for name in names for cell in self.cells[name]]
        xs, ys = [x for x, _ in cells], [y for _, y in cells]
        return min(xs) * CELL, min(ys) * CELL, (max(xs) + 1) * CELL, (max(ys) + 1) * CELL

    def walk(self, start: tuple[int, int], width: int) -> set[tuple[int, int]]:
        """Corners of squares, in steps of two, where the middle of a square body may come to from one."""
        half = width // 2 // CELL
        blocked = set(self.owner) | self.pillars

        def stands(x: int, y: int) -> bool:
            if not (half <= x <= self.columns_x - half and half <= y <= self.rows_y - half):
                return False
            return not any(
                (column, row) in blocked
                for column in range(x - half, x + half)
                for row in range(y - half, y + half)
            )

        seen, found = {start}, deque([start])
        while found:
            x, y = found.popleft()
            for near in ((x + 2, y), (x - 2, y), (x, y + 2), (x, y - 2)):
                if near not in seen and stands(*near):
                    seen.add(near)
                    found.append(near)
        return seen
