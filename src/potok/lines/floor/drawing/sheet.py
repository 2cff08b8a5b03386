"""The plan as one picture: for the page at any width, for paper exactly to scale."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from potok.errors import PotokError
from potok.lines.floor.drawing.dimensions import axes, distances, overall, scale_bar
from potok.lines.floor.drawing.hall import hall
from potok.lines.floor.drawing.pen import Look, element, line, number, text
from potok.lines.floor.measures import measures_of
from potok.lines.floor.plan import FloorPlan
from potok.notes.render.numbers import number_text
from potok.notes.render.svg import PAGE, PAPER, Palette
from potok.notes.render.svg.canvas import wrapped

#: Room for axes and dimensions around the hall, mm of paper: left, top, right, bottom.
_AROUND = (12.0, 12.0, 14.0, 19.0)
#: Frame of a drawing (ГОСТ 2.104): binding edge and the others, mm.
_BINDING, _MARGIN = 20.0, 5.0
_COLUMN = 67.0
_TITLE_HEIGHT = 45.0

SCALES = (20, 25, 50, 75, 100, 200, 500)
#: Sheets of ГОСТ 2.301 lying, mm.
PAPERS = {"A4": (297, 210), "A3": (420, 297), "A2": (594, 420), "A1": (841, 594), "A0": (1189, 841)}


class PlanTooLargeError(PotokError):
    """No sheet holds the plan in the scale that was asked for."""

    code = "plan_too_large"
    template = (
        "План {length} × {width} м в масштабе 1:{scale} не помещается на лист {paper}. Выберите лист "
        "больше или масштаб мельче."
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper with the plan on it; `svg` is as large as the sheet."""

    paper: str
    width_mm: int
    height_mm: int
    scale: int
    svg: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the title block says."""

    plant: str
    line: str
    author: str
    made: date | None
    note: str = ""


def page_svg(plan: FloorPlan, *, faulty: Collection[str] = (), moved: bool = False, scale: int = 100) -> str:
    """The plan for a page: colours by tokens, places that can be moved.

    Lengths of the view box are millimetres of paper; `data-scale` leads back to the hall, `data-left` and
    `data-top` tell where its origin lies.
    """
    look = Look(scale, PAGE, _AROUND[0], _AROUND[1])
    width, height = _extent(look, plan)
    body = axes(look, plan) + overall(look, plan) + hall(look, plan, faulty=faulty, moved=moved)
    body += distances(look, plan)
    label = f"{plan.title}, план в масштабе 1:{scale}"
    return element(
        "svg",
        element("title", label) + body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        class_="floor-plan",
        role="group" if moved else "img",
        aria_label=label,
        data_scale=scale,
        data_left=look.left,
        data_top=look.top,
        font_family=PAGE.font,
    )


def sheet_of(plan: FloorPlan, stamp: Stamp, *, scale: int | None = None, paper: str | None = None) -> Sheet:
    """The plan on paper.

    Args:
        plan: The plan.
        stamp: Its title block.
        scale: 100 = 1:100; None = the largest that the paper holds.
        paper: A key of `PAPERS`; None = the smallest that holds the scale (1:100 when none is given).

    Raises:
        PlanTooLargeError: Nothing holds it.
    """
    papers = [paper] if paper else list(PAPERS)
    scales = [scale] if scale else [100] if paper is None else list(SCALES)
    for one in papers:
        for tried in scales:
            if _fits(plan, tried, PAPERS[one]):
                return _drawn(plan, stamp, tried, one)
    raise PlanTooLargeError(
        length=number_text(plan.hall.length / 1000),
        width=number_text(plan.hall.width / 1000),
        scale=scales[-1],
        paper=papers[-1],
    )


def _extent(look: Look, plan: FloorPlan) -> tuple[float, float]:
    left, top, right, bottom = _AROUND
    return (
        left + look.size(plan.hall.length) + right,
        top + look.size(plan.hall.width) + bottom,
    )


def _fits(plan: FloorPlan, scale: int, size: tuple[int, int]) -> bool:
    width, height = _extent(Look(scale), plan)
    return width <= size[0] - _BINDING - _MARGIN - _COLUMN and height <= size[1] - 2 * _MARGIN


def _drawn(plan: FloorPlan, stamp: Stamp, scale: int, paper: str) -> Sheet:
    width, height = PAPERS[paper]
    look = Look(scale, PAPER, _BINDING + _AROUND[0], _MARGIN + _AROUND[1])
    parts = [
        element("rect", x=0, y=0, width=width, height=height, fill=PAPER.surface),
        _frame(width, height),
        axes(look, plan),
        overall(look, plan),
        hall(look, plan),
        distances(look, plan),
        scale_bar(look, look.left, look.y(plan.hall.width) + 12),
        _legend(plan, PAPER, width - _MARGIN - _COLUMN + 4, _MARGIN + 7),
        _title_block(plan, stamp, scale, paper),
    ]
    svg = element(
        "svg",
        "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        width=f"{width}mm",
        height=f"{height}mm",
        viewBox=f"0 0 {width} {height}",
        font_family=PAPER.font,
    )
    return Sheet(paper, width, height, scale, svg)


def _frame(width: int, height: int) -> str:
    return element(
        "rect",
        x=_BINDING,
        y=_MARGIN,
        width=width - _BINDING - _MARGIN,
        height=height - 2 * _MARGIN,
        fill="none",
        stroke=PAPER.ink,
        stroke_width=0.6,
    )


def _legend(plan: FloorPlan, palette: Palette, x: float, y: float) -> str:
    """Colours of the tables, figures of the plan, transport by section."""
    drawn = [text(x, y, "Условные обозначения", size=3.4, fill=palette.ink, anchor="start", font_weight=600)]
    for place, table in enumerate(plan.tables.values()):
        y += 6
        drawn.append(
            element(
                "rect",
                x=x,
                y=y - 3,
                width=8,
                height=4,
                fill=palette.under_text(place),
                stroke=palette.edge,
                stroke_width=0.2,
            )
        )
        words = f"{table.name} {table.length_mm} × {table.width_mm}"
        drawn.append(text(x + 10, y, words, size=2.6, fill=palette.ink, anchor="start"))
    y += 11
    drawn.append(text(x, y, "Показатели", size=3.4, fill=palette.ink, anchor="start", font_weight=600))
    for words in figures_of(plan):
        for row in wrapped(words, _COLUMN - 6, lines=3, size=2.6):
            y += 4.6
            drawn.append(text(x, y, row, size=2.6, fill=palette.ink, anchor="start"))
    return element("g", "".join(drawn), class_="legend")


def figures_of(plan: FloorPlan) -> list[str]:
    """Figures of the plan in words."""
    found = measures_of(plan)
    told = [
        f"Площадь цеха {_two(found.area_m2)} м²",
        f"Рабочих в смене {plan.workers_people}",
        f"На рабочего {_two(found.area_per_worker_m2)} м²",
        f"Рабочих мест {len(plan.places)}",
    ]
    for way in found.ways:
        if way.route_m is not None:
            flow = f", поток {way.flow}" if len(found.ways) > 1 else ""
            told.append(f"Путь пачки{flow}: {_two(way.route_m)} м")
    return told


def _two(value: float) -> str:
    return number_text(round(value, 2))


def _title_block(plan: FloorPlan, stamp: Stamp, scale: int, paper: str) -> str:
    width, height = PAPERS[paper]
    left, top = width - _MARGIN - _COLUMN, height - _MARGIN - _TITLE_HEIGHT
    ink = PAPER.ink
    made = f"{stamp.made:%d.%m.%Y}" if stamp.made else ""
    rows = [
        ("Предприятие", stamp.plant),
        ("Линия", stamp.line),
        ("План", plan.title),
        ("Составил", " ".join(part for part in (stamp.author, made) if part)),
        ("Примечание", stamp.note),
    ]
    drawn = [
        element(
            "rect",
            x=left,
            y=top,
            width=_COLUMN,
            height=_TITLE_HEIGHT,
            fill=PAPER.surface,
            stroke=ink,
            stroke_width=0.6,
        ),
        line(left, top + 8, left + _COLUMN, top + 8, stroke=ink, stroke_width=0.3),
        text(left + 3, top + 5.6, "Планировка линии", size=3.6, fill=ink, anchor="start", font_weight=600),
        text(left + _COLUMN - 3, top + 5.6, f"М 1:{scale} · {paper}", size=3.6, fill=ink, anchor="end"),
    ]
    y = top + 8
    for name, words in rows:
        y += 6.2
        drawn.append(text(left + 3, y, name, size=2.4, fill=PAPER.quiet, anchor="start"))
        fitting = wrapped(words, _COLUMN - 26, lines=1, size=2.8)[0]
        drawn.append(text(left + 23, y, fitting, size=2.8, fill=ink, anchor="start"))
    return element("g", "".join(drawn), class_="title-block")
