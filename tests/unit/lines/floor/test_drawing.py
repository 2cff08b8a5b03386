"""The plan on paper is to scale: measured on the sheet that the printer gets."""

import subprocess
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from builders.floors import flow_plan
from potok.documents.drawing.pdf import drawing_pdf
from potok.lines.floor.drawing.dimensions import AXIS_LETTERS
from potok.lines.floor.drawing.sheet import PAPERS, PlanTooLargeError, Stamp, page_svg, sheet_of
from potok.lines.floor.placing import arranged
from potok.lines.floor.plan import FloorPlan
from potok.lines.floor.reading import read

STAMP = Stamp("Швейная фабрика", "Жакет женский", "Ткачёва О. Е.", date(2026, 3, 2))
SVG = "{http://www.w3.org/2000/svg}"
DPI = 254  # a millimetre of paper is ten pixels


@pytest.fixture(scope="module")
def plan() -> FloorPlan:
    return arranged(read(flow_plan({"воротник": 7, "монтаж": 12})))


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - drawn by ourselves


def classed(root: ET.Element, name: str) -> list[ET.Element]:
    return [found for found in root.iter() if name in (found.get("class") or "").split()]


@pytest.mark.parametrize(("paper", "scale"), [("A3", 100), ("A1", 50), ("A4", 200)])
def test_a_metre_is_as_long_on_the_sheet_as_the_scale_says(plan: FloorPlan, paper: str, scale: int) -> None:
    sheet = sheet_of(plan, STAMP, scale=scale, paper=paper)
    root = parsed(sheet.svg)
    assert root.get("viewBox") == f"0 0 {PAPERS[paper][0]} {PAPERS[paper][1]}"
    assert root.get("width") == f"{PAPERS[paper][0]}mm"
    metre = 1000 / scale
    bar = classed(root, "scale-bar")[0].findall(f"{SVG}rect")
    assert float(bar[0].get("width", "")) == pytest.approx(metre)
    table = classed(root, "place")[0].find(f"{SVG}rect")
    assert table is not None
    assert float(table.get("width", "")) == pytest.approx(1.2 * metre)
    assert float(table.get("height", "")) == pytest.approx(0.6 * metre)
    assert f"М 1:{scale} · {paper}" in sheet.svg


def test_ten_millimetres_on_the_printed_page_are_a_metre(plan: FloorPlan, tmp_path: Path) -> None:
    sheet = sheet_of(plan, STAMP)
    assert (sheet.paper, sheet.scale) == ("A3", 100)
    file = tmp_path / "plan.pdf"
    file.write_bytes(drawing_pdf(sheet.svg, width_mm=sheet.width_mm, height_mm=sheet.height_mm, title="План"))
    subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", str(file), str(tmp_path / "page")], check=True)
    raw = next(tmp_path.glob("page*.pgm")).read_bytes()
    _, size, _, pixels = raw.split(b"\n", 3)
    width, height = map(int, size.split())
    assert (width, height) == pytest.approx((4200, 2970), abs=2)
    dark = np.frombuffer(pixels, dtype=np.uint8).reshape(height, width) < 100
    # The outer walls are the only long lines as thick as 0.9 mm.
    inner = dark[100:-100, 250:-720]
    assert walls(inner.sum(axis=0) > 1_500) == pytest.approx(24_000 / 100 * 10 + 9, abs=2)
    assert walls(inner.sum(axis=1) > 2_000) == pytest.approx(18_000 / 100 * 10 + 9, abs=2)


def walls(inked: npt.NDArray[np.bool_]) -> float:
    """Pixels between the middles of the first and the last thick line."""
    places = np.flatnonzero(inked)
    lines = np.split(places, np.flatnonzero(np.diff(places) > 1) + 1)
    thick = [line.mean() for line in lines if len(line) >= 7]
    return float(thick[-1] - thick[0])


def test_the_smallest_sheet_and_the_largest_scale_are_found(plan: FloorPlan) -> None:
    assert sheet_of(plan, STAMP, scale=50).paper == "A1"
    assert sheet_of(plan, STAMP, paper="A4").scale == 200
    with pytest.raises(PlanTooLargeError, match=r"24 × 18 м в масштабе 1:20 не помещается на лист A4"):
        sheet_of(plan, STAMP, scale=20, paper="A4")


def test_the_sheet_has_axes_dimensions_and_all_places(plan: FloorPlan) -> None:
    root = parsed(sheet_of(plan, STAMP).svg)
    texts = {"".join(found.itertext()) for found in root.iter(f"{SVG}text")}
    assert {"1", "5", "А", "Г", "6000", "24000", "18000", "3500", "1500", "3000"} <= texts
    assert {place.id for place in plan.places} <= texts
    assert {"Швейная фабрика", "Жакет женский", "Ткачёва О. Е. 02.03.2026"} <= texts
    assert len(classed(root, "column")) == 3 * 2
    assert len(classed(root, "route")) == 1
    assert len(AXIS_LETTERS) == len(set(AXIS_LETTERS))


def test_the_picture_of_the_page_marks_faults_and_lets_places_move(plan: FloorPlan) -> None:
    root = parsed(page_svg(plan, faulty={"1/3"}, moved=True))
    places = classed(root, "place")
    assert [place.get("data-id") for place in classed(root, "faulty")] == ["1/3"]
    assert all(place.get("tabindex") == "0" and place.get("aria-label") for place in places)
    assert root.get("data-scale") == "100"
    assert "style=" not in page_svg(plan)
    assert "tabindex" not in page_svg(plan)
