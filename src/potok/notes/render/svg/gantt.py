"""Gantt charts: bars of rows over time."""

from __future__ import annotations

from typing import TypeAlias

from potok.notes.figures import Figure, Point
from potok.notes.render.svg.canvas import SMALL_SIZE, Canvas, Palette, text_width, wrapped
from potok.notes.render.svg.legend import draw_legend, legend_height
from potok.notes.render.svg.scales import Scale, covering, short_number

#: Earliest and latest moment.
Span: TypeAlias = "tuple[float, float]"

_ROW, _BAR, _AXIS = 26.0, 16.0, 34.0
_LABELS_SHARE = 0.3
#: More series than a legend can tell apart are coloured by row (transfer batches).
_MOST_SERIES = 8


def span_of(figure: Figure) -> Span:
    """Ends of the time axis of one chart; it begins at 0 or earlier."""
    moments = [
        float(point[key])
        for series in figure.series
        for point in series.points
        for key in ("start", "finish")
    ]
    moments += [level.value for level in figure.levels]
    return min([0.0, *moments]), max([0.0, *moments])


def draw_gantt(figure: Figure, palette: Palette, width: float, span: Span | None = None) -> Canvas:
    """Rows in the order of the data, the axis on top."""
    rows = list(dict.fromkeys(str(point["row"]) for series in figure.series for point in series.points))
    names = [series.name for series in figure.series if series.points]
    by_row = len(names) > _MOST_SERIES
    legend = [] if by_row or len(names) < 2 else names
    labelled = any(point.get("label") for series in figure.series for point in series.points) and not by_row
    left = min(width * _LABELS_SHARE, max(map(text_width, [figure.y_title, *rows])) + 14)
    top = legend_height(legend, width) + _AXIS
    canvas = Canvas(width, top + _ROW * len(rows) + 6, palette)
    colour = palette.under_text if labelled else palette.series
    if legend:
        fills = [colour(place) for place in range(len(legend))]
        draw_legend(canvas, legend, fills, 0, edge=palette.edge if labelled else "")
    low, high = span or span_of(figure)
    marks = covering((low, high), most=10, with_zero=False)
    scale = Scale(marks[0], marks[-1], left, width - 14)
    _axis(canvas, figure, marks, scale, top)
    for place, row in enumerate(rows):
        _row_label(canvas, row, left, top + place * _ROW)
    places = {row: place for place, row in enumerate(rows)}
    drawn = [series for series in figure.series if series.points]
    for number, series in enumerate(drawn):
        for point in series.points:
            place = places[str(point["row"])]
            fill = colour(place if by_row else number)
            tip = f"{series.name}: " if len(drawn) > 1 else ""
            _bar(canvas, point, scale, top + place * _ROW, (fill, labelled, tip))
    _levels(canvas, figure, scale, top)
    return canvas


def _axis(canvas: Canvas, figure: Figure, marks: list[float], scale: Scale, top: float) -> None:
    palette = canvas.palette
    canvas.text(0, top - 8, figure.y_title, fill=palette.quiet)
    canvas.text(canvas.width, top - 24, figure.x_title, anchor="end", fill=palette.quiet)
    for mark in marks:
        x = scale.at(mark)
        canvas.line((x, top - 3), (x, canvas.height - 4), palette.line)
        canvas.text(x, top - 8, short_number(mark), anchor="middle", fill=palette.quiet)


def _row_label(canvas: Canvas, row: str, left: float, top: float) -> None:
    lines = wrapped(row, left - 10, lines=2)
    first = top + _ROW / 2 + (4 if len(lines) == 1 else -1.5)
    for number, line in enumerate(lines):
        canvas.text(0, first + number * 11.5, line, tip=row)


def _bar(canvas: Canvas, point: Point, scale: Scale, top: float, look: tuple[str, bool, str]) -> None:
    fill, labelled, head = look
    start, finish, label = float(point["start"]), float(point["finish"]), str(point.get("label", ""))
    x, end = scale.at(start), scale.at(finish)
    tip = f"{head}{point['row']}, {short_number(start)}–{short_number(finish)}"
    if label:
        tip = f"{tip} · {label}"
    y = top + (_ROW - _BAR) / 2
    canvas.rect((x, y, end - x, _BAR), fill, edge=canvas.palette.edge if labelled else "", tip=tip)
    if label and labelled and text_width(label, SMALL_SIZE) + 4 <= end - x:
        canvas.text((x + end) / 2, y + 11.5, label, anchor="middle", size=SMALL_SIZE)


def _levels(canvas: Canvas, figure: Figure, scale: Scale, top: float) -> None:
    for level in figure.levels:
        x = scale.at(level.value)
        canvas.line((x, top - 3), (x, canvas.height - 4), canvas.palette.ink, width=1.5, dash="5 3")
        near_end = x + text_width(level.name) + 6 > canvas.width
        anchor, shift = ("end", -4.0) if near_end else ("start", 4.0)
        canvas.text(x + shift, canvas.height - 8, level.name, anchor=anchor, size=SMALL_SIZE, strong=True)
