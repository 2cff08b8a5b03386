"""Pictures of a note as data: what is drawn, with titles, axes and units; pages and PDF draw it.

The kinds and the keys of their points:

| kind | points | draws |
|---|---|---|
| "gantt" | row, start, finish, label | bars of rows over time; series differ by colour |
| "bar" | x, y | columns, series side by side |
| "stacked" | x, y | columns, series on top of one another |
| "line", "step", "scatter" | x, y | lines, stairs, points over a numeric or a named axis |
| "mixed" | x, y | columns and lines in one picture, by the `mark` of each series |
| "waterfall" | x, y, role | changes hanging on one another between two totals |
| "structure" | x, y | parts of a whole with their shares |
| "grid" | row, column, label | marks in a table (repair chart, shift roster) |
| "network" | id, label; second series from, to, label | nodes and arrows |
| "scheme" | id, label, column, kind; second series from, to | process scheme by stages |
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Point = Mapping[str, "float | str"]

KINDS = frozenset(
    {
        "gantt",
        "bar",
        "stacked",
        "line",
        "step",
        "scatter",
        "mixed",
        "waterfall",
        "structure",
        "grid",
        "network",
        "scheme",
    }
)
#: How a series of a "mixed" figure is drawn.
MARKS = frozenset({"bar", "line", "step", "points"})


@dataclass(frozen=True, slots=True)
class Series:
    """One named series of a figure; the keys of its points depend on the kind of figure.

    `mark` says how the series of a "mixed" figure is drawn (one of `MARKS`); empty elsewhere.
    """

    name: str
    points: tuple[Point, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A value that the whole picture is read against: takt, full load, norm, limit of a band.

    A horizontal line in pictures with x and y, a moment in a Gantt chart.
    """

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture.

    Attributes:
        kind: One of `KINDS`.
        title: Russian title.
        x_title: Name of the horizontal axis with its unit.
        y_title: Name of the vertical axis with its unit.
        series: What is drawn.
        levels: Lines that the picture is read against.
    """

    kind: str
    title: str
    x_title: str
    y_title: str
    series: tuple[Series, ...]
    levels: tuple[Level, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of figure {self.kind!r}")
        if self.kind == "mixed" and not all(series.mark in MARKS for series in self.series):
            raise ValueError(f"every series of a mixed figure needs a mark of {sorted(MARKS)}")


def bar(row: str, start: float, finish: float, label: str = "") -> Point:
    """A bar of a Gantt chart."""
    return {"row": row, "start": start, "finish": finish, "label": label}


def xy_series(name: str, xs: Iterable[float | str], ys: Iterable[float], mark: str = "") -> Series:
    """A series of points x, y (bars, lines, steps, waterfalls)."""
    return Series(name, tuple({"x": x, "y": y} for x, y in zip(xs, ys, strict=True)), mark)


def grid_series(name: str, cells: Iterable[tuple[str, str, str]]) -> Series:
    """Cells of a grid chart: row, column, label (repair chart, shift roster)."""
    return Series(name, tuple({"row": row, "column": column, "label": label} for row, column, label in cells))


def gantt(
    title: str, rows_title: str, series: Sequence[Series], *, unit: str = "мин", levels: Sequence[Level] = ()
) -> Figure:
    """A Gantt chart; `rows_title` names what the rows are ("Операция", "Рабочее место")."""
    return Figure("gantt", title, f"Время, {unit}", rows_title, tuple(series), tuple(levels))


def waterfall(
    title: str,
    y_title: str,
    start: tuple[str, float],
    changes: Iterable[tuple[str, float]],
    end: tuple[str, float] | None = None,
) -> Figure:
    """How changes lead from one total to another (factor analysis, variance of costs).

    Args:
        title: Russian title.
        y_title: Name of the vertical axis with its unit.
        start: Name and value of the first column ("План", 100.0).
        changes: Name and signed change of each factor, in order.
        end: Name and value of the last column; None leaves it out.
    """
    points: list[Point] = [{"x": start[0], "y": start[1], "role": "total"}]
    points += [{"x": name, "y": change, "role": "change"} for name, change in changes]
    if end is not None:
        points.append({"x": end[0], "y": end[1], "role": "total"})
    return Figure("waterfall", title, "", y_title, (Series(title, tuple(points)),))


def structure(title: str, y_title: str, parts: Iterable[tuple[str, float]]) -> Figure:
    """Parts of a whole with their shares (cost structure, wage fund, kinds of time)."""
    series = Series(title, tuple({"x": name, "y": value} for name, value in parts))
    return Figure("structure", title, "", y_title, (series,))


def node(name: str, label: str, column: str = "", kind: str = "") -> Point:
    """A node of a network or scheme.

    Args:
        name: Its id, what links refer to.
        label: What is written in it.
        column: Stage of a scheme, shown as the head of a column.
        kind: Kind of operation of a scheme ("машинная", "ручная"), shown by colour and named in the legend.
    """
    return {"id": name, "label": label, "column": column, "kind": kind}


def link(start: str, end: str, label: str = "", kind: str = "") -> Point:
    """An arrow between two nodes.

    Args:
        start, end: Nodes.
        label: What is written beside it.
        kind: Arrows of a kind are dashed and coloured, and the legend names them in place of their labels.
    """
    return {"from": start, "to": end, "label": label, "kind": kind}


def graph(
    kind: str, title: str, nodes: Iterable[Point], links: Iterable[Point], *, x_title: str = ""
) -> Figure:
    """A "network" (layers by the links) or a "scheme" (columns by the stage of each node).

    Raises:
        ValueError: `kind` is another one.
    """
    if kind not in ("network", "scheme"):
        raise ValueError(f"{kind!r} is no kind of graph")
    return Figure(kind, title, x_title, "", (Series("Операции", tuple(nodes)), Series("Связи", tuple(links))))
