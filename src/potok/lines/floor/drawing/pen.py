"""Elements of a drawing in millimetres of paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from potok.lines.floor.box import Box
from potok.notes.render.svg import PAPER, Palette
from potok.notes.render.svg.canvas import text_width


@dataclass(frozen=True, slots=True)
class Extent:
    """A rectangle of paper, mm."""

    left: float
    top: float
    right: float
    bottom: float

    def common(self, other: Extent) -> float:
        """Area that both cover, mm²."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, wide) * max(0.0, high)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a text may stand: a point of its baseline, what of it is there; a turned one reads upwards."""

    x: float
    y: float
    anchor: str = "middle"
    turned: bool = False

    def extent(self, words: str, size: float) -> Extent:
        """What the text covers, with a little air around."""
        width = text_width(words, size) + 0.6
        start = {"middle": -width / 2, "start": -0.3, "end": 0.3 - width}[self.anchor]
        above, below = size * 0.82, size * 0.23
        if self.turned:
            return Extent(self.x - above, self.y - start - width, self.x + below, self.y - start)
        return Extent(self.x + start, self.y - above, self.x + start + width, self.y + below)


@dataclass(frozen=True, slots=True)
class Look:
    """Scale and colours of a drawing.

    Attributes:
        scale: 100 = 1:100.
        palette: Colours by tokens for the page, fixed for paper.
        left, top: Where the origin of the hall lies on the paper, mm.
        taken: What stands on the paper and must not be written over; grows with every label.
    """

    scale: int
    palette: Palette = PAPER
    left: float = 0.0
    top: float = 0.0
    taken: list[Extent] = field(default_factory=list, compare=False)

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


def label(look: Look, spots: Sequence[Spot], words: str, *, size: float, fill: str) -> str:
    """Text on a ground of its own, readable over lines, at the first spot where nothing stands.

    Args:
        look: Knows what stands where; the label is added to it.
        spots: Where the text may be, the best first; the least covered one is taken where none is free.
        words: The text.
        size: Of the letters, mm.
        fill: Their colour.
    """
    spot = put(look, spots, words, size=size)
    own = replace(spot, turned=False).extent(words, size)
    ground = element(
        "rect",
        x=own.left,
        y=own.top,
        width=own.right - own.left,
        height=own.bottom - own.top,
        fill=look.palette.surface,
        fill_opacity=0.85,
        stroke="none",
    )
    written = text(spot.x, spot.y, words, size=size, fill=fill, anchor=spot.anchor, stroke="none")
    transform = f"rotate(-90 {number(spot.x)} {number(spot.y)})" if spot.turned else None
    return element("g", ground + written, transform=transform)


def put(look: Look, spots: Sequence[Spot], words: str, *, size: float) -> Spot:
    """The first spot where the text covers nothing, the least covered one where all do; it is taken now."""

    def covered(spot: Spot) -> float:
        own = spot.extent(words, size)
        return sum(own.common(other) for other in look.taken)

    free = (spot for spot in spots if covered(spot) == 0)
    spot = next(free, None) or min(spots, key=covered)
    look.taken.append(spot.extent(words, size))
    return spot
