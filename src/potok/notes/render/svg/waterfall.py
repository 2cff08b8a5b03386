"""Waterfalls: how changes lead from one total to another."""

from __future__ import annotations

from potok.notes.figures import Figure
from potok.notes.render.svg.canvas import SMALL_SIZE, Canvas, Palette, text_width
from potok.notes.render.svg.columns import column_width, draw_axes, draw_levels, place_name
from potok.notes.render.svg.legend import draw_legend, legend_height
from potok.notes.render.svg.scales import short_number

_NAMES = ("Итог", "Увеличение", "Уменьшение")
_TITLE, _BODY, _LINE = 18.0, 266.0, 11.0


def draw_waterfall(figure: Figure, palette: Palette, width: float) -> Canvas:
    """Totals stand on zero, each change hangs where the one before it ended."""
    top = legend_height(_NAMES, width) + _TITLE
    canvas = Canvas(width, top + _BODY, palette)
    fills = (palette.series(4), palette.series(0), palette.series(1))
    draw_legend(canvas, _NAMES, fills, 0)
    points = figure.series[0].points
    ends, level = [], 0.0
    for point in points:
        before = 0.0 if point.get("role") == "total" else level
        level = float(point["y"]) + before
        ends.append((before, level))
    numbers = [number for pair in ends for number in pair] + [line.value for line in figure.levels]
    axes = draw_axes(canvas, figure, numbers, top, with_zero=True)
    wide = column_width(axes)
    for place, (point, (before, after)) in enumerate(zip(points, ends, strict=True)):
        change = float(point["y"])
        total = point.get("role") == "total"
        fill = fills[0] if total else fills[1 if change >= 0 else 2]
        x, high = axes.x(point["x"]), min(axes.up.at(before), axes.up.at(after))
        height = abs(axes.up.at(after) - axes.up.at(before))
        words = short_number(change) if total or change < 0 else f"+{short_number(change)}"
        canvas.rect(
            (x - wide / 2, high, wide, max(height, 1)), fill, tip=f"{place_name(point['x'])}: {words}"
        )
        # A fall is written below its column, so that it does not meet what the rise before it says; where
        # columns are narrower than their numbers, every second number stands a line further off.
        far = _LINE if place % 2 and text_width(words, SMALL_SIZE) > axes.band else 0.0
        y = high + height + 10 + far if change < 0 else high - 4 - far
        canvas.text(x, y, words, anchor="middle", size=SMALL_SIZE, strong=total)
        if place + 1 < len(points):
            y = axes.up.at(after)
            canvas.line((x + wide / 2, y), (x + axes.band - wide / 2, y), palette.quiet, dash="2 2")
    draw_levels(canvas, figure, axes)
    return canvas
