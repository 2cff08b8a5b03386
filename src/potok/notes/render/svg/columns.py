"""Pictures with a horizontal and a vertical axis: columns, lines, stairs, points, mixtures of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from potok.notes.figures import Figure, Series
from potok.notes.render.svg.canvas import SMALL_SIZE, Canvas, Palette, clipped, text_width, wrapped
from potok.notes.render.svg.legend import draw_legend, legend_height
from potok.notes.render.svg.scales import Scale, covering, short_number

_HEIGHT, _TITLE, _FOOT = 220.0, 18.0, 46.0
_MOST_TICKS = 6
_COLUMN_SHARE = 0.72
_HEADROOM = 1.06
#: A line of more points is drawn without them.
_MOST_DOTS = 30
_WIDEST_COLUMN = 54.0
_MARKS = {"bar": "bar", "stacked": "stacked", "line": "line", "step": "step", "scatter": "points"}


@dataclass(frozen=True, slots=True)
class Axes:
    """Where things lie: named or numeric places on x, numbers on y."""

    names: tuple[str, ...]
    across: Scale
    up: Scale

    @property
    def band(self) -> float:
        """Width of one named place."""
        return (self.across.end - self.across.start) / max(len(self.names), 1)

    def x(self, value: float | str) -> float:
        """Pixel of a place: the middle of its band when places are named."""
        if self.names:
            return self.across.start + (self.names.index(place_name(value)) + 0.5) * self.band
        return self.across.at(float(value))


def place_name(value: float | str) -> str:
    """How a place on a named axis is written."""
    return value if isinstance(value, str) else short_number(value)


def draw_columns(figure: Figure, palette: Palette, width: float) -> Canvas:
    """Columns, lines, stairs or points with axes, legend and levels."""
    names = [series.name for series in figure.series]
    legend = names if len(names) > 1 else []
    top = legend_height(legend, width) + _TITLE
    canvas = Canvas(width, top + _HEIGHT + _FOOT, palette)
    if legend:
        draw_legend(canvas, legend, [palette.series(place) for place in range(len(names))], 0)
    axes = draw_axes(canvas, figure, _numbers(figure), top, with_zero=_compares_lengths(figure))
    bars = [series for series in figure.series if _mark(figure, series) == "bar"]
    heights: dict[tuple[str, bool], float] = {}
    for place, series in enumerate(figure.series):
        fill = palette.series(place)
        match _mark(figure, series):
            case "bar":
                _columns(canvas, series, axes, fill, (bars.index(series), len(bars)))
            case "stacked":
                _stack(canvas, series, axes, fill, heights)
            case "points":
                _points(canvas, series, axes, fill, hollow=place > 0)
            case mark:
                _line(canvas, series, axes, fill, stairs=mark == "step")
    draw_levels(canvas, figure, axes)
    return canvas


def _mark(figure: Figure, series: Series) -> str:
    return series.mark if figure.kind == "mixed" else _MARKS[figure.kind]


def _compares_lengths(figure: Figure) -> bool:
    return any(_mark(figure, series) in ("bar", "stacked") for series in figure.series)


def _numbers(figure: Figure) -> list[float]:
    """Everything that the vertical axis must reach."""
    found = [level.value for level in figure.levels]
    sums: dict[tuple[str, bool], float] = {}
    for series in figure.series:
        for point in series.points:
            number = float(point["y"])
            if _mark(figure, series) == "stacked":
                key = (place_name(point["x"]), number < 0)
                sums[key] = sums.get(key, 0.0) + number
            else:
                found.append(number)
    return found + list(sums.values())


def draw_axes(
    canvas: Canvas, figure: Figure, numbers: Sequence[float], top: float, *, with_zero: bool
) -> Axes:
    """Both axes with their numbers and titles; columns leave room for the number at their end."""
    palette = canvas.palette
    reached = [number * _HEADROOM for number in numbers] if with_zero else numbers
    marks = covering(reached, most=_MOST_TICKS, with_zero=with_zero)
    left = max(text_width(short_number(mark)) for mark in marks) + 10
    up = Scale(marks[0], marks[-1], top + _HEIGHT, top + 6)
    canvas.text(0, top - 6, figure.y_title, fill=palette.quiet)
    for mark in marks:
        y = up.at(mark)
        canvas.line((left, y), (canvas.width, y), palette.quiet if mark == 0 else palette.line)
        canvas.text(left - 6, y + 4, short_number(mark), anchor="end", fill=palette.quiet)
    axes = _across(canvas, figure, (left, top), up, with_zero=with_zero)
    canvas.text(canvas.width, canvas.height - 6, figure.x_title, anchor="end", fill=palette.quiet)
    return axes


def _across(
    canvas: Canvas, figure: Figure, corner: tuple[float, float], up: Scale, *, with_zero: bool
) -> Axes:
    left, top = corner
    floor = top + _HEIGHT
    places = [point["x"] for series in figure.series for point in series.points]
    if with_zero or any(isinstance(place, str) for place in places):
        names = tuple(dict.fromkeys(map(place_name, places)))
        axes = Axes(names, Scale(0, 1, left, canvas.width), up)
        _band_labels(canvas, axes, floor, lines=2 if figure.x_title else 3)
        return axes
    marks = covering(map(float, places), most=10, with_zero=False)
    across = Scale(marks[0], marks[-1], left, canvas.width - 14)
    for mark in marks:
        canvas.line((across.at(mark), floor), (across.at(mark), floor + 4), canvas.palette.quiet)
        canvas.text(
            across.at(mark), floor + 16, short_number(mark), anchor="middle", fill=canvas.palette.quiet
        )
    return Axes((), across, up)


def _band_labels(canvas: Canvas, axes: Axes, floor: float, *, lines: int) -> None:
    """Names below the axis on some lines; of very many only every second, third … is written."""
    widest = max((text_width(name, SMALL_SIZE) for name in axes.names), default=0.0)
    room = axes.band - 4
    step = 1 if room >= min(widest, 34) else max(1, round(min(widest, 34) / max(axes.band, 1)) + 1)
    for place, name in enumerate(axes.names):
        if place % step:
            continue
        for line, words in enumerate(wrapped(name, axes.band * step - 4, lines=lines, size=SMALL_SIZE)):
            y = floor + 14 + line * 11.5
            fill = canvas.palette.quiet
            canvas.text(axes.x(name), y, words, anchor="middle", size=SMALL_SIZE, fill=fill, tip=name)


def column_width(axes: Axes, count: int = 1) -> float:
    """Width of one column where `count` stand side by side."""
    return min(axes.band * _COLUMN_SHARE / count, _WIDEST_COLUMN)


def _columns(canvas: Canvas, series: Series, axes: Axes, fill: str, place: tuple[int, int]) -> None:
    number, count = place
    width = column_width(axes, count)
    for point in series.points:
        value = float(point["y"])
        x = axes.x(point["x"]) + (number - count / 2) * width
        zero, end = axes.up.at(0), axes.up.at(value)
        tip = f"{series.name}, {place_name(point['x'])}: {short_number(value)}"
        canvas.rect((x, min(zero, end), width - 1, abs(end - zero)), fill, tip=tip)
        written = short_number(value)
        if text_width(written, SMALL_SIZE) <= width + 4:
            y = end - 3 if value >= 0 else end + 11
            canvas.text(x + width / 2, y, written, anchor="middle", size=SMALL_SIZE)


def _stack(
    canvas: Canvas, series: Series, axes: Axes, fill: str, heights: dict[tuple[str, bool], float]
) -> None:
    width = column_width(axes)
    for point in series.points:
        value, name = float(point["y"]), place_name(point["x"])
        below = heights.get((name, value < 0), 0.0)
        heights[name, value < 0] = below + value
        one, two = axes.up.at(below), axes.up.at(below + value)
        tip = f"{series.name}, {name}: {short_number(value)}"
        canvas.rect((axes.x(name) - width / 2, min(one, two), width, abs(two - one)), fill, tip=tip)


def _points(canvas: Canvas, series: Series, axes: Axes, fill: str, *, hollow: bool) -> None:
    for point in series.points:
        tip = f"{series.name}: {place_name(point['x'])}; {short_number(float(point['y']))}"
        canvas.dot(axes.x(point["x"]), axes.up.at(float(point["y"])), fill, hollow=hollow, tip=tip)


def _line(canvas: Canvas, series: Series, axes: Axes, fill: str, *, stairs: bool) -> None:
    if not series.points:
        return
    places = [(axes.x(point["x"]), axes.up.at(float(point["y"]))) for point in series.points]
    if stairs:
        corners = [(after[0], before[1]) for before, after in pairwise(places)]
        places = [pair for both in zip(places, [*corners, places[-1]], strict=True) for pair in both]
    canvas.polyline(places, fill)
    if len(series.points) <= _MOST_DOTS:
        _points(canvas, series, axes, fill, hollow=False)


def draw_levels(canvas: Canvas, figure: Figure, axes: Axes) -> None:
    """Lines that the picture is read against, named at their right end."""
    for level in figure.levels:
        y = axes.up.at(level.value)
        canvas.line((axes.across.start, y), (canvas.width, y), canvas.palette.ink, width=1.5, dash="5 3")
        words = clipped(level.name, (canvas.width - axes.across.start) / 2)
        canvas.text(canvas.width, y - 4, words, anchor="end", size=SMALL_SIZE, strong=True)
