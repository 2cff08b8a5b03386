"""Figures as SVG: one drawing for pages (colours by tokens) and documents (fixed colours).

markup = figure_svg(figure)                      # on a page
markup = figure_svg(figure, palette=PAPER)       # in a PDF
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from potok.notes.figures import Figure
from potok.notes.render.svg.canvas import PAGE, PAPER, Canvas, Palette
from potok.notes.render.svg.columns import draw_columns
from potok.notes.render.svg.gantt import Span, draw_gantt, span_of
from potok.notes.render.svg.graphs import draw_graph
from potok.notes.render.svg.grid import draw_grid
from potok.notes.render.svg.rows import draw_rows, reads_better_in_rows
from potok.notes.render.svg.waterfall import draw_waterfall

__all__ = ["PAGE", "PAPER", "Palette", "common_spans", "figure_svg"]

WIDTH = 760.0

Draw = Callable[[Figure, Palette, float], Canvas]

_DRAW: dict[str, Draw] = {
    "line": draw_columns,
    "step": draw_columns,
    "scatter": draw_columns,
    "mixed": draw_columns,
    "waterfall": draw_waterfall,
    "structure": draw_rows,
    "grid": draw_grid,
    "network": draw_graph,
    "scheme": draw_graph,
}


def figure_svg(
    figure: Figure, *, palette: Palette = PAGE, width: float = WIDTH, span: Span | None = None
) -> str:
    """The picture as one `<svg>` element.

    Args:
        figure: What is drawn.
        palette: Colours and font.
        width: Width of the view box.
        span: Ends of the time axis of a Gantt chart, where several are read side by side.
    """
    if figure.kind == "gantt":
        canvas = draw_gantt(figure, palette, width, span)
    elif figure.kind in ("bar", "stacked"):
        draw = draw_rows if reads_better_in_rows(figure, width) else draw_columns
        canvas = draw(figure, palette, width)
    else:
        canvas = _DRAW[figure.kind](figure, palette, width)
    return canvas.markup(figure.title)


def common_spans(figures: Iterable[Figure]) -> dict[str, Span]:
    """One time axis for all Gantt charts with the same unit, by the title of their axis."""
    spans: dict[str, Span] = {}
    for figure in figures:
        if figure.kind == "gantt":
            low, high = span_of(figure)
            known = spans.get(figure.x_title, (low, high))
            spans[figure.x_title] = (min(low, known[0]), max(high, known[1]))
    return spans
