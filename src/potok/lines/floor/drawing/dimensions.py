"""Axes of the column grid and dimension lines, as on a drawing of a building (ГОСТ 21.101)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from potok.lines.floor.drawing.pen import Look, Spot, element, label, line, text
from potok.lines.floor.plan import FloorPlan, Zone
from potok.notes.render.svg.canvas import text_width

#: Letters of the axes across; those that read like numbers or each other are left out by the standard.
AXIS_LETTERS = "АБВГДЕЖИКЛМНПРСТУФШЭЮЯ"
_CIRCLE, _TICK, _TEXT = 3.0, 0.9, 2.4
#: Shares of the room beside the middle of a dimension line that a figure may move by.
_PARTS = (0.5, -0.5, 1.0, -1.0, 0.25, -0.25, 0.75, -0.75)


def axes(look: Look, plan: FloorPlan) -> str:
    """Axes through walls and columns with their marks: numbers above, letters at the left."""
    drawn = []
    quiet = look.palette.quiet
    top, left = look.y(0) - 5, look.x(0) - 5
    bottom, right = look.y(plan.hall.width), look.x(plan.hall.length)
    for place, x in enumerate(_axis_places(plan, along=True)):
        at = look.x(x)
        drawn.append(line(at, top + _CIRCLE, at, bottom, class_="axis"))
        drawn.append(_mark(at, top, str(place + 1), look))
    for place, y in enumerate(reversed(_axis_places(plan, along=False))):
        at = look.y(y)
        drawn.append(line(left + _CIRCLE, at, right, at, class_="axis"))
        drawn.append(_mark(left, at, _letter(place), look))
    style = {"stroke": quiet, "stroke_width": 0.12, "stroke_dasharray": "3 0.8 0.6 0.8", "fill": "none"}
    return element("g", "".join(drawn), class_="axes", **style)


def _axis_places(plan: FloorPlan, *, along: bool) -> list[int]:
    end = plan.hall.length if along else plan.hall.width
    if plan.column_step is None:
        return [0, end]
    step = plan.column_step[0 if along else 1]
    places = list(range(0, end, step))
    return [*places, end]


def _letter(place: int) -> str:
    """The letter of an axis; after the alphabet follow pairs."""
    count = len(AXIS_LETTERS)
    return (
        AXIS_LETTERS[place]
        if place < count
        else AXIS_LETTERS[place // count - 1] + AXIS_LETTERS[place % count]
    )


def _mark(x: float, y: float, words: str, look: Look) -> str:
    palette = look.palette
    circle = element(
        "circle",
        cx=x,
        cy=y,
        r=_CIRCLE,
        fill=palette.surface,
        stroke=palette.quiet,
        stroke_width=0.2,
        stroke_dasharray="none",
    )
    return circle + text(x, y + 0.95, words, size=2.8, fill=palette.ink, stroke="none")


def overall(look: Look, plan: FloorPlan) -> str:
    """Chains of the grid and the whole size below and at the right."""
    bottom, right = look.y(plan.hall.width), look.x(plan.hall.length)
    along, across = _axis_places(plan, along=True), _axis_places(plan, along=False)
    drawn = [chain_along(look, along, bottom + 4)] if len(along) > 2 else []
    drawn.append(chain_along(look, [0, plan.hall.length], bottom + 9))
    if len(across) > 2:
        drawn.append(chain_across(look, across, right + 3.5))
    drawn.append(chain_across(look, [0, plan.hall.width], right + 11.5))
    return element("g", "".join(drawn), class_="dimensions", stroke=look.palette.quiet, stroke_width=0.15)


def distances(look: Look, plan: FloorPlan) -> str:
    """Distances that the norms are about: from the ends to the units, across all units and the main aisle."""
    boxes = [
        box for unit in plan.units if unit.zone is Zone.LINE and (box := plan.unit_box(unit.id)) is not None
    ]
    if not boxes:
        return ""
    first, last = min(boxes, key=lambda box: box.x), max(boxes, key=lambda box: box.right)
    drawn = [
        chain_along(look, [0, first.x], look.y(first.middle[1])),
        chain_along(look, [last.right, plan.hall.right], look.y(last.middle[1])),
    ]
    spans = [(box.y, box.bottom) for box in boxes]
    spans += [(aisle.box.y, aisle.box.bottom) for aisle in plan.aisles if aisle.main]
    edges = sorted({0, plan.hall.bottom, *(edge for span in spans for edge in span)})
    drawn.append(chain_across(look, edges, look.x(plan.hall.right) + 7.5))
    return element("g", "".join(drawn), class_="dimensions", stroke=look.palette.quiet, stroke_width=0.15)


def chain_along(look: Look, places: Sequence[int], y: float) -> str:
    """Dimensions between places along the hall, drawn at y of the paper."""
    drawn = [line(look.x(places[0]), y, look.x(places[-1]), y)]
    drawn += [_tick(look.x(place), y) for place in places]
    for start, finish in pairwise(places):
        middle, words = look.x((start + finish) / 2), f"{finish - start}"
        spots = [Spot(at, y - 0.7) for at in _along(middle, look.size(finish - start), words)]
        spots += [Spot(spot.x, y + _TEXT) for spot in spots]
        drawn.append(label(look, spots, words, size=_TEXT, fill=look.palette.ink))
    return "".join(drawn)


def chain_across(look: Look, places: Sequence[int], x: float) -> str:
    """Dimensions between places across the hall, drawn at x of the paper, read from the right."""
    drawn = [line(x, look.y(places[0]), x, look.y(places[-1]))]
    drawn += [_tick(x, look.y(place)) for place in places]
    for start, finish in pairwise(places):
        middle, words = look.y((start + finish) / 2), f"{finish - start}"
        spots = [Spot(x - 0.7, at, turned=True) for at in _along(middle, look.size(finish - start), words)]
        spots += [Spot(x + _TEXT, spot.y, turned=True) for spot in spots]
        drawn.append(label(look, spots, words, size=_TEXT, fill=look.palette.ink))
    return "".join(drawn)


def _along(middle: float, length: float, words: str) -> list[float]:
    """Where a figure may stand on its dimension line: in the middle, else towards an end."""
    room = (length - text_width(words, _TEXT)) / 2 - 1
    return [middle, *(middle + room * part for part in _PARTS if room > 0)]


def _tick(x: float, y: float) -> str:
    """The slanted stroke at the end of a dimension."""
    return line(x - _TICK, y + _TICK, x + _TICK, y - _TICK, stroke_width=0.3)


def scale_bar(look: Look, x: float, y: float) -> str:
    """A bar of metres; as long on paper as the scale says."""
    metre = look.size(1000)
    count = 5 if metre >= 5 else 10
    ink = look.palette.ink
    drawn = [
        element(
            "rect",
            x=x + number * metre,
            y=y,
            width=metre,
            height=1.0,
            fill=ink if number % 2 == 0 else look.palette.surface,
            stroke=ink,
            stroke_width=0.15,
        )
        for number in range(count)
    ]
    drawn += [
        text(x + place * metre, y + 3.6, f"{place}", size=2.2, fill=ink)
        for place in range(0, count + 1, 1 if count == 5 else 5)
    ]
    drawn.append(text(x + count * metre + 3.5, y + 3.6, "м", size=2.2, fill=ink))
    return element("g", "".join(drawn), class_="scale-bar")
