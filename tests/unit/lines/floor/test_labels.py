"""Nothing is written over anything else on the plans that lines begin with."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from itertools import combinations

import pytest

from builders.floors import begun, flow_plan
from potok.lines.floor.drawing.pen import Look, Spot, put
from potok.lines.floor.drawing.sheet import Stamp, page_svg, sheet_of
from potok.lines.floor.placing import arranged
from potok.lines.floor.reading import read
from potok.notes.render.svg.canvas import text_width

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Written:
    """A text and the rectangle that it covers, mm of paper."""

    words: str
    left: float
    top: float
    right: float
    bottom: float

    def over(self, other: "Written") -> bool:
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide > 0.05 and high > 0.05


def texts(svg: str) -> list[Written]:
    """Read off the drawing without its own code: anchor, size, and the quarter turn of the group around."""
    root = ET.fromstring(svg)  # noqa: S314 - drawn by ourselves
    turned = {id(one) for group in root.iter() if "rotate(-90" in group.get("transform", "") for one in group}
    found = []
    for one in root.iter(f"{SVG}text"):
        words = "".join(one.itertext())
        x, y, size = (float(one.get(name, "")) for name in ("x", "y", "font-size"))
        width = text_width(words, size)
        start = {"middle": -width / 2, "start": 0.0, "end": -width}[one.get("text-anchor", "start")]
        if id(one) in turned:
            box = (x - 0.75 * size, y - start - width, x + 0.1 * size, y - start)
        else:
            box = (x + start, y - 0.75 * size, x + start + width, y + 0.1 * size)
        found.append(Written(words, *box))
    return found


def clashes(svg: str) -> list[tuple[str, str]]:
    return [(one.words, other.words) for one, other in combinations(texts(svg), 2) if one.over(other)]


@pytest.mark.parametrize("kind", ["sewing", "sheltered", "continuous"])
def test_no_label_covers_another_on_the_plan_of_any_kind_of_line(kind: str) -> None:
    plan = begun(kind)
    assert clashes(page_svg(plan)) == []
    assert clashes(sheet_of(plan, Stamp("Фабрика", "Линия", "Ткачёва О. Е.", None)).svg) == []


@pytest.mark.parametrize("hall", [(24_000, 18_000), (40_000, 18_000), (48_000, 24_000)])
def test_no_label_covers_another_in_halls_of_other_sizes(hall: tuple[int, int]) -> None:
    plan = arranged(read(flow_plan({"воротник": 7, "рукав": 9, "монтаж": 12}, hall=hall, flows=2)))
    assert clashes(page_svg(plan)) == []


def test_a_label_goes_where_nothing_stands_and_else_where_it_covers_least() -> None:
    look = Look(100)
    spots = [Spot(20, 20), Spot(40, 20), Spot(26, 20)]
    assert [put(look, spots, "3500", size=2.4) for _ in range(2)] == spots[:2]
    assert put(look, spots, "3500", size=2.4) == spots[2]
    turned = Spot(20, 20, turned=True).extent("3500", 2.4)
    assert turned.bottom - turned.top > turned.right - turned.left
