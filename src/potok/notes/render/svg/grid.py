"""Marks in a table: repair charts, shift rosters."""

from __future__ import annotations

from potok.notes.figures import Figure
from potok.notes.render.svg.canvas import SMALL_SIZE, Canvas, Palette, clipped, text_width, wrapped

_ROW, _HEAD, _LEAST_CELL = 24.0, 38.0, 17.0
_LABELS_SHARE = 0.3


def draw_grid(figure: Figure, palette: Palette, width: float) -> Canvas:
    """Rows and columns in the order of the data, one colour for each mark."""
    points = [point for series in figure.series for point in series.points]
    rows = list(dict.fromkeys(str(point["row"]) for point in points))
    columns = list(dict.fromkeys(str(point["column"]) for point in points))
    marks = list(dict.fromkeys(str(point["label"]) for point in points if point["label"]))
    left = min(width * _LABELS_SHARE, max(map(text_width, [figure.y_title, *rows])) + 12)
    cell = max(_LEAST_CELL, (width - left) / max(len(columns), 1))
    canvas = Canvas(max(width, left + cell * len(columns)), _HEAD + _ROW * len(rows) + 4, palette)
    canvas.text(0, _HEAD - 8, figure.y_title, fill=palette.quiet)
    canvas.text(canvas.width, 10, figure.x_title, anchor="end", fill=palette.quiet)
    for place, column in enumerate(columns):
        words = clipped(column, cell - 2, SMALL_SIZE)
        x = left + (place + 0.5) * cell
        canvas.text(x, _HEAD - 8, words, anchor="middle", size=SMALL_SIZE, fill=palette.quiet, tip=column)
    for place, row in enumerate(rows):
        y = _HEAD + place * _ROW
        canvas.text(0, y + _ROW / 2 + 4, wrapped(row, left - 10, lines=1)[0], tip=row)
        canvas.line((left, y), (canvas.width, y), palette.line)
    for point in points:
        label = str(point["label"])
        if not label:
            continue
        row, column = str(point["row"]), str(point["column"])
        x = left + columns.index(column) * cell
        y = _HEAD + rows.index(row) * _ROW
        fill = palette.under_text(marks.index(label))
        tip = f"{row}, {column}: {label}"
        canvas.rect((x + 1, y + 2, cell - 2, _ROW - 4), fill, edge=palette.edge, tip=tip)
        words = clipped(label, cell - 4, SMALL_SIZE)
        canvas.text(x + cell / 2, y + _ROW / 2 + 4, words, anchor="middle", size=SMALL_SIZE)
    return canvas
