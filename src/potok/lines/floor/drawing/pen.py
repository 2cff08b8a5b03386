"""Elements of a drawing in millimetres of paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from potok.lines.floor.box import Box
from potok.notes.render.svg import PAPER, Palette
from potok.notes.render.svg.canvas import text_width


@dataclass(frozen=True, slots=True)
class Look:
    """Scale and colours of a drawing.

    Attributes:
        scale: 100 = 1:100.
        palette: Colours by tokens for the page, fixed for paper.
        left, top: Where the origin of the hall lies on the paper, mm.
    """

    scale: int
    palette: Palette = PAPER
    left: float = 0.0
    top: float = 0.0

    def size(self, length_mm: float) -> float:
        """A length of the hall on paper, mm."""
        return length_mm / self.scale

    def x(self, x_mm: float) -> float:
        """A point of the hall on paper."""
        return self.left + x_mm / self.scale

    def y(self, y_mm: float) -> float:
        """A point of the hall on paper."""
        return self.top + y_mm / self.scale


def number(value: float) -> str:
    """A coordinate without noise."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def attributes(pairs: Iterable[tuple[str, object]]) -> str:
    """Attributes of an element; what is None is left out."""
    return "".join(
        f' {name}="{escape(number(value) if isinstance(value, float) else str(value))}"'
        for name, value in pairs
        if value is not None
    )


def element(name: str, content: str = "", /, **more: object) -> str:
    """An element; `_` in names of attributes stands for `-`, a closing one is cut off."""
    told = attributes((key.rstrip("_").replace("_", "-"), value) for key, value in more.items())
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def box(look: Look, area: Box, **more: object) -> str:
    """A rectangle of the hall."""
    return element(
        "rect",
        x=look.x(area.x),
        y=look.y(area.y),
        width=look.size(area.length),
        height=look.size(area.width),
        **more,
    )


def line(x1: float, y1: float, x2: float, y2: float, **more: object) -> str:
    """A line on paper."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **more)


def text(
    x: float, y: float, words: str, *, size: float, fill: str, anchor: str = "middle", **more: object
) -> str:
    """A line of text on paper; y is its baseline."""
    return element("text", escape(words), x=x, y=y, font_size=size, fill=fill, text_anchor=anchor, **more)


def label(
    look: Look,
    x: float,
    y: float,
    words: str,
    *,
    size: float,
    fill: str,
    anchor: str = "middle",
    turned: bool = False,
) -> str:
    """Text on a ground of its own, readable over lines; a turned one is read from the right."""
    width = text_width(words, size) + 0.6
    left = {"middle": x - width / 2, "start": x - 0.3, "end": x - width + 0.3}[anchor]
    ground = element(
        "rect",
        x=left,
        y=y - size * 0.82,
        width=width,
        height=size * 1.05,
        fill=look.palette.surface,
        fill_opacity=0.85,
        stroke="none",
    )
    written = text(x, y, words, size=size, fill=fill, anchor=anchor, stroke="none")
    transform = f"rotate(-90 {number(x)} {number(y)})" if turned else None
    return element("g", ground + written, transform=transform)
