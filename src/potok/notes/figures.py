"""Pictures of a note as data: what is drawn, with titles, axes and units; pages and PDF draw it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Point = Mapping[str, "float | str"]


@dataclass(frozen=True, slots=True)
class Series:
    """One named series of a figure; the keys of its points depend on the kind of figure."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture.

    Attributes:
        kind: "gantt" (points: row, start, finish, label), "bar", "stacked", "line", "scatter", "step"
            and "waterfall" (x, y), "grid" (row, column, label), "network" (first series id, label;
            second from, to, label).
        title: Russian title.
        x_title: Name of the horizontal axis with its unit.
        y_title: Name of the vertical axis with its unit.
        series: What is drawn.
    """

    kind: str
    title: str
    x_title: str
    y_title: str
    series: tuple[Series, ...]


def bar(row: str, start: float, finish: float, label: str = "") -> Point:
    """A bar of a Gantt chart."""
    return {"row": row, "start": start, "finish": finish, "label": label}


def xy_series(name: str, xs: Iterable[float | str], ys: Iterable[float]) -> Series:
    """A series of points x, y (bars, lines, steps, waterfalls)."""
    return Series(name, tuple({"x": x, "y": y} for x, y in zip(xs, ys, strict=True)))


def grid_series(name: str, cells: Iterable[tuple[str, str, str]]) -> Series:
    """Cells of a grid chart: row, column, label (repair chart, shift roster)."""
    return Series(name, tuple({"row": row, "column": column, "label": label} for row, column, label in cells))


def gantt(title: str, rows_title: str, series: Sequence[Series], *, unit: str = "мин") -> Figure:
    """A Gantt chart; `rows_title` names what the rows are ("Операция", "Рабочее место")."""
    return Figure("gantt", title, f"Время, {unit}", rows_title, tuple(series))
