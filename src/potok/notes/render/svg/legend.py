"""The legend above a picture: swatches with the names of series."""

from __future__ import annotations

from collections.abc import Sequence

from potok.notes.render.svg.canvas import Canvas, clipped, text_width

_SWATCH, _GAP, _LINE = 9.0, 14.0, 16.0


def legend_height(names: Sequence[str], width: float) -> float:
    """How much room the legend takes."""
    return _LINE * len(_lines(names, width)) + 4 if names else 0.0


def draw_legend(
    canvas: Canvas, names: Sequence[str], fills: Sequence[str], top: float, *, edge: str = ""
) -> None:
    """Write the names from the left, wrapped to the width of the picture."""
    colours = dict(zip(names, fills, strict=True))
    for place, line in enumerate(_lines(names, canvas.width)):
        x, y = 0.0, top + place * _LINE
        for name in line:
            shown = clipped(name, canvas.width - _SWATCH - 4)
            canvas.rect((x, y + 2, _SWATCH, _SWATCH), colours[name], edge=edge)
            canvas.text(x + _SWATCH + 4, y + 10.5, shown, fill=canvas.palette.quiet)
            x += _entry_width(name)


def _entry_width(name: str) -> float:
    return _SWATCH + 4 + text_width(name) + _GAP


def _lines(names: Sequence[str], width: float) -> list[list[str]]:
    lines: list[list[str]] = []
    room = 0.0
    for name in names:
        if not lines or room < _entry_width(name):
            lines.append([])
            room = width
        lines[-1].append(name)
        room -= _entry_width(name)
    return lines
