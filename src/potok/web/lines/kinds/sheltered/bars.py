"""The picture of the staffed line: a bar for each place, a part for each operation, the takt across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from potok.notes.render.numbers import number_text
from potok.notes.render.svg.canvas import PAGE, SMALL_SIZE, Canvas

_WIDTH, _TOP, _PLOT, _FOOT = 860.0, 18.0, 240.0, 62.0
_LEFT, _RIGHT = 46.0, 8.0
_TICKS = 4
_MOST_BAR = 54.0
_GAP = 1.5
#: So close below the takt the share of a place would lie on its line.
_STRUCK = 18.0
#: A part lower than this has no room for the number of its operation.
_LEAST_LABEL = 12.0
_BY_HAND = "Ручная"
#: Grounds of kinds of machines under ink; grey is left to work by hand.
_COLOURS = (
    "var(--op-m)",
    "var(--op-a)",
    "var(--op-s)",
    "var(--op-u)",
    "var(--bar-ok)",
    "var(--bar-late)",
    "var(--accent-bg)",
)


def machine_legend(places: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """(kind of machine, its colour) in the order of the line; work by hand is the last."""
    named = list(dict.fromkeys(part["machine"] for place in places for part in place["parts"]))
    kinds = [name for name in named if name]
    found = [(kind, _COLOURS[number % len(_COLOURS)]) for number, kind in enumerate(kinds)]
    return [*found, (_BY_HAND, "var(--op-r)")] if "" in named else found


def load_bars(
    places: Sequence[Mapping[str, Any]], takt_min: float, initials: Mapping[str, tuple[str, bool]]
) -> str:
    """The picture as SVG.

    Args:
        places: As the design keeps them.
        takt_min: The takt, minutes.
        initials: (two letters of the person, whether restricted) by label of the place; empty for those
            who may not see people.
    """
    colours = dict(machine_legend(places))
    height = _TOP + _PLOT + _FOOT
    canvas = Canvas(_WIDTH, height, PAGE)
    top = max(takt_min * 1.04, *(float(place["minutes"]) for place in places))
    scale = _PLOT / top
    base = _TOP + _PLOT
    step = (_WIDTH - _LEFT - _RIGHT) / len(places)
    bar = min(_MOST_BAR, step * 0.72)
    for tick in range(_TICKS + 1):
        minutes = takt_min * tick / _TICKS
        y = base - minutes * scale
        canvas.line((_LEFT, y), (_WIDTH - _RIGHT, y), PAGE.line)
        canvas.text(_LEFT - 6, y + 4, number_text(round(minutes, 2)), anchor="end", fill=PAGE.quiet)
    tops = []
    for number, place in enumerate(places):
        middle = _LEFT + step * (number + 0.5)
        tops.append(_bar(canvas, place, middle - bar / 2, bar, base, scale, colours))
        _foot(canvas, place, middle, base, initials.get(place["label"]))
    y = base - takt_min * scale
    canvas.line((_LEFT, y), (_WIDTH - _RIGHT, y), PAGE.ink, width=1.5)
    for number, (place, top_y) in enumerate(zip(places, tops, strict=True)):
        middle = _LEFT + step * (number + 0.5)
        # A share that the line of the takt would strike through stands above the line.
        share_y = min(top_y, y) if y < top_y < y + _STRUCK else top_y
        canvas.text(middle, share_y - 5, f"{place['load_pct']:.0f} %", anchor="middle", strong=True)
    return canvas.markup("Загрузка мест против такта")


def _bar(
    canvas: Canvas,
    place: Mapping[str, Any],
    x: float,
    width: float,
    base: float,
    scale: float,
    colours: Mapping[str, str],
) -> float:
    """The parts of a place one on another; returns the height of its top."""
    y = base
    for part in place["parts"]:
        height = float(part["minutes"]) * scale
        y -= height
        tip = f"{part['number']}. {part['name']}: {number_text(round(part['minutes'], 3))} мин"
        if part["machine"]:
            tip += f", {part['machine'].lower()}"
        edge = "" if part["permitted"] else "var(--bad)"
        canvas.rect(
            (x, y + _GAP / 2, width, max(1.0, height - _GAP)),
            colours[part["machine"] or _BY_HAND],
            edge=edge,
            tip=tip if part["permitted"] else f"{tip} — недопустима для этого человека",
        )
        if height >= _LEAST_LABEL:
            canvas.text(
                x + width / 2, y + height / 2 + 4, str(part["number"]), anchor="middle", size=SMALL_SIZE
            )
    return y


def _foot(
    canvas: Canvas, place: Mapping[str, Any], x: float, base: float, person: tuple[str, bool] | None
) -> None:
    """Number of the place and, for those who may know, who sits there."""
    canvas.text(x, base + 18, str(place["label"]), anchor="middle", strong=True)
    if person is None:
        return
    letters, restricted = person
    fill = "var(--accent-bg)" if restricted else "var(--surface-3)"
    canvas.parts.append(f'<circle cx="{x:.1f}" cy="{base + 40:.1f}" r="12" fill="{fill}"/>')
    canvas.text(x, base + 44, letters, anchor="middle", size=SMALL_SIZE)
