"""Lying bars: columns whose names are too long to stand below them, and parts of a whole."""

from __future__ import annotations

from potok.notes.figures import Figure
from potok.notes.render.svg.canvas import SMALL_SIZE, Canvas, Palette, text_width, wrapped
from potok.notes.render.svg.columns import place_name
from potok.notes.render.svg.legend import draw_legend, legend_height
from potok.notes.render.svg.scales import Scale, covering, short_number

_LABELS_SHARE = 0.34
_THICKNESS, _GAP, _AXIS = 15.0, 9.0, 32.0
_MOST_TICKS = 7


def reads_better_in_rows(figure: Figure, width: float) -> bool:
    """Whether the names of the columns need more room than a column is wide."""
    names = {place_name(point["x"]) for series in figure.series for point in series.points}
    band = width * 0.92 / max(len(names), 1)
    longest_word = max((len(word) for name in names for word in name.split()), default=0)
    longest = max(map(len, names), default=0)
    return (
        text_width("x" * longest_word, SMALL_SIZE) > band - 4
        or text_width("x" * longest, SMALL_SIZE) > 2 * band
    )


def draw_rows(figure: Figure, palette: Palette, width: float) -> Canvas:
    """Names at the left, bars to the right, the number after each bar."""
    series = figure.series
    names = list(dict.fromkeys(place_name(point["x"]) for part in series for point in part.points))
    stacked = figure.kind == "stacked"
    thick = _THICKNESS if stacked or len(series) == 1 else max(7.0, _THICKNESS * 1.5 / len(series))
    row = thick * (1 if stacked else len(series)) + _GAP
    legend = [part.name for part in series] if len(series) > 1 else []
    top = legend_height(legend, width) + _AXIS
    canvas = Canvas(width, top + row * len(names) + 6, palette)
    if legend:
        draw_legend(canvas, legend, [palette.series(place) for place in range(len(legend))], 0)
    rows = _Rows(canvas, figure, names, (top, row, thick))
    rows.axis()
    for place, name in enumerate(names):
        rows.label(place, name)
        rows.bars(place, name)
    rows.levels()
    return canvas


class _Rows:
    """One picture of lying bars being drawn."""

    def __init__(
        self, canvas: Canvas, figure: Figure, names: list[str], sizes: tuple[float, float, float]
    ) -> None:
        self.canvas, self.figure, self.names = canvas, figure, names
        self.top, self.row, self.thick = sizes
        self.values = [
            {place_name(point["x"]): float(point["y"]) for point in part.points} for part in figure.series
        ]
        titled = "" if figure.kind == "structure" else figure.x_title
        self.left = min(canvas.width * _LABELS_SHARE, max(map(text_width, [titled, *names])) + 12)
        self.marks = covering(
            [*self._ends(), *(level.value for level in figure.levels)], most=_MOST_TICKS, with_zero=True
        )
        room = 96.0 if figure.kind == "structure" else 58.0
        self.scale = Scale(self.marks[0], self.marks[-1], self.left, canvas.width - room)

    def _ends(self) -> list[float]:
        if self.figure.kind != "stacked":
            return [number for part in self.values for number in part.values()]
        return [
            sum(part[name] for part in self.values if name in part and (part[name] < 0) == below)
            for name in self.names
            for below in (False, True)
        ]

    def axis(self) -> None:
        """Numbers on top, hairlines through the rows."""
        palette = self.canvas.palette
        title = self.figure.y_title if self.figure.kind == "structure" else self.figure.x_title
        axis_title = self.figure.y_title
        if self.figure.kind != "structure":
            self.canvas.text(0, self.top - 8, title, fill=palette.quiet)
        self.canvas.text(self.canvas.width, self.top - 22, axis_title, anchor="end", fill=palette.quiet)
        for mark in self.marks:
            x = self.scale.at(mark)
            self.canvas.line(
                (x, self.top - 3), (x, self.canvas.height - 4), palette.quiet if mark == 0 else palette.line
            )
            self.canvas.text(x, self.top - 8, short_number(mark), anchor="middle", fill=palette.quiet)

    def label(self, place: int, name: str) -> None:
        """The name of a row on one or two lines."""
        lines = wrapped(name, self.left - 10, lines=2 if self.row >= 23 else 1)
        middle = self.top + (place + 0.5) * self.row
        for number, line in enumerate(lines):
            y = middle + 4 + (number - (len(lines) - 1) / 2) * 11.5
            self.canvas.text(0, y, line, tip=name)

    def bars(self, place: int, name: str) -> None:
        """Bars of one row, side by side or in one line."""
        stacked = self.figure.kind == "stacked"
        ends = {False: 0.0, True: 0.0}
        whole = sum(self.values[0].values()) if self.figure.kind == "structure" else 0.0
        for number, (series, values) in enumerate(zip(self.figure.series, self.values, strict=True)):
            if name not in values:
                continue
            value = values[name]
            begin = ends[value < 0] if stacked else 0.0
            ends[value < 0] = begin + value
            y = self.top + place * self.row + _GAP / 2 + (0 if stacked else number * self.thick)
            one, two = sorted((self.scale.at(begin), self.scale.at(begin + value)))
            tip = f"{series.name}, {name}: {short_number(value)}"
            fill = self.canvas.palette.series(number)
            self.canvas.rect((one, y, two - one, self.thick - 1), fill, tip=tip)
            if not stacked:
                self._number(value, whole, (one if value < 0 else two, y))
        if stacked:
            total = ends[False] + ends[True]
            y = self.top + place * self.row + _GAP / 2
            self._number(total, 0.0, (self.scale.at(ends[False]), y))

    def _number(self, value: float, whole: float, corner: tuple[float, float]) -> None:
        words = short_number(value)
        if whole:
            words = f"{words} · {short_number(round(value / whole * 100, 1))} %"
        x, y = corner
        size = min(SMALL_SIZE, self.thick)
        anchor, shift = ("end", -4.0) if value < 0 else ("start", 4.0)
        self.canvas.text(x + shift, y + self.thick / 2 + 3, words, anchor=anchor, size=size)

    def levels(self) -> None:
        """Upright lines that the bars are read against."""
        for level in self.figure.levels:
            x = self.scale.at(level.value)
            self.canvas.line(
                (x, self.top - 3), (x, self.canvas.height - 4), self.canvas.palette.ink, width=1.5, dash="5 3"
            )
            self.canvas.text(
                x - 4, self.canvas.height - 1, level.name, anchor="end", size=SMALL_SIZE, strong=True
            )
