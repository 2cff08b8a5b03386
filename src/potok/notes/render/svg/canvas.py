"""Elements of an SVG picture and the colours it is drawn with; sizes are pixels of the view box."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

#: Sizes of letters.
AXIS_SIZE = 11.0
SMALL_SIZE = 10.0
#: Mean width of a letter in units of its size: Cyrillic text of a grotesque.
_LETTER = 0.56
_ELLIPSIS = "…"
#: Words are parted after a vowel and before a consonant, no part shorter than this.
_VOWELS, _CONSONANTS = frozenset("аеёиоуыэюя"), frozenset("бвгджзклмнпрстфхцчшщ")
_LEAST_PART = 3


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours and the font of a picture.

    Attributes:
        ink: Text that matters, levels.
        quiet: Axis text, units.
        line: Hairlines of the grid.
        edge: Border of soft fills.
        surface: Ground of the picture.
        strong: Colours of series that carry no text.
        soft: Colours under text, each with enough contrast to `ink`.
        font: CSS font family.
    """

    ink: str
    quiet: str
    line: str
    edge: str
    surface: str
    strong: tuple[str, ...]
    soft: tuple[str, ...]
    font: str

    def series(self, place: int) -> str:
        """Colour of the series with this place."""
        return self.strong[place % len(self.strong)]

    def under_text(self, place: int) -> str:
        """Soft colour of the kind with this place."""
        return self.soft[place % len(self.soft)]


#: Colours of the page: tokens of the style sheet, so that both themes and print follow by themselves.
PAGE = Palette(
    ink="var(--ink)",
    quiet="var(--ink-3)",
    line="var(--line)",
    edge="var(--ink-3)",
    surface="var(--surface)",
    strong=(
        "var(--chart1)",
        "var(--chart3)",
        "var(--chart2)",
        "var(--bar-ok-edge)",
        "var(--bar-draft-edge)",
        "var(--bar-late-edge)",
        "var(--new)",
        "var(--cancel)",
    ),
    soft=(
        "var(--op-m)",
        "var(--op-a)",
        "var(--op-s)",
        "var(--bar-ok)",
        "var(--op-u)",
        "var(--op-r)",
        "var(--bar-late)",
    ),
    font="inherit",
)
#: The same colours of the light theme for documents.
PAPER = Palette(
    ink="#151A21",
    quiet="#434C59",
    line="#CBD2DB",
    edge="#5F6978",
    surface="#FFFFFF",
    strong=("#0B5F80", "#BC7D10", "#5594B2", "#3E9C88", "#8793A3", "#CF4638", "#2B55AD", "#59626F"),
    soft=("#A9CBDD", "#F0C9A4", "#C9BFE3", "#BFE3DA", "#EDD79A", "#D5DAE1", "#F4BDB6"),
    font="Libertinus Serif",
)


def text_width(text: str, size: float = AXIS_SIZE) -> float:
    """Width of a text, estimated: nobody measures letters on the server."""
    return len(text) * size * _LETTER


def clipped(text: str, width: float, size: float = AXIS_SIZE) -> str:
    """The text cut to a width, with an ellipsis."""
    if text_width(text, size) <= width:
        return text
    fitting = max(1, int(width / (size * _LETTER)) - 1)
    return text[:fitting].rstrip() + _ELLIPSIS


def wrapped(text: str, width: float, *, lines: int, size: float = AXIS_SIZE) -> list[str]:
    """The text on at most so many lines: long words are parted, what is left over is cut."""
    rows: list[str] = []
    words = [word for word in text.split(" ") if word]  # a no-break space holds its words together
    while words and len(rows) < lines:
        row = words.pop(0)
        if text_width(row, size) > width and len(rows) < lines - 1:
            row, rest = _parted(row, width, size)
            words[:0] = [rest] if rest else []
            if rest:
                rows.append(row)
                continue
        while words and text_width(f"{row} {words[0]}", size) <= width:
            row = f"{row} {words.pop(0)}"
        rows.append(row)
    if words and rows:
        rows[-1] = f"{rows[-1]} {' '.join(words)}"
    return [clipped(row, width, size) for row in rows] or [""]


def _parted(word: str, width: float, size: float) -> tuple[str, str]:
    """A word parted after a vowel so that its beginning with a hyphen fits; the rest empty when none does."""
    fitting = int(width / (size * _LETTER)) - 1
    for end in range(min(fitting, len(word) - _LEAST_PART), _LEAST_PART - 1, -1):
        if word[end - 1].lower() in _VOWELS and word[end].lower() in _CONSONANTS:
            return f"{word[:end]}-", word[end:]
    return word, ""


def coordinate(number: float) -> str:
    """A length as SVG takes it: one decimal, no trailing zero."""
    return f"{number:.1f}".removesuffix(".0")


@dataclass(slots=True)
class Canvas:
    """A picture in the making."""

    width: float
    height: float
    palette: Palette
    parts: list[str] = field(default_factory=list)

    def rect(
        self, box: tuple[float, float, float, float], fill: str, *, edge: str = "", tip: str = ""
    ) -> None:
        """A filled rectangle (x, y, width, height); `tip` is shown under the pointer."""
        x, y, width, height = box
        stroke = f' stroke="{edge}" stroke-width="0.75"' if edge else ""
        place = f'x="{coordinate(x)}" y="{coordinate(y)}" width="{coordinate(max(width, 0.6))}"'
        head = f'<rect {place} height="{coordinate(max(height, 0))}" rx="1.5" fill="{fill}"{stroke}'
        self.parts.append(f"{head}><title>{escape(tip)}</title></rect>" if tip else f"{head}/>")

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        stroke: str,
        *,
        width: float = 1,
        dash: str = "",
    ) -> None:
        """A straight line."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<line x1="{coordinate(start[0])}" y1="{coordinate(start[1])}" x2="{coordinate(end[0])}" '
            f'y2="{coordinate(end[1])}" stroke="{stroke}" stroke-width="{width:g}"{dashed}/>'
        )

    def polyline(self, points: Sequence[tuple[float, float]], stroke: str) -> None:
        """A line through points."""
        places = " ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in points)
        self.parts.append(
            f'<polyline points="{places}" fill="none" stroke="{stroke}" stroke-width="2" '
            'stroke-linejoin="round"/>'
        )

    def dot(self, x: float, y: float, fill: str, *, hollow: bool = False, tip: str = "") -> None:
        """A point; a hollow one stands for something left out."""
        inside = self.palette.surface if hollow else fill
        head = (
            f'<circle cx="{coordinate(x)}" cy="{coordinate(y)}" r="3.2" fill="{inside}" '
            f'stroke="{fill}" stroke-width="1.6"'
        )
        self.parts.append(f"{head}><title>{escape(tip)}</title></circle>" if tip else f"{head}/>")

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: str = "start",
        size: float = AXIS_SIZE,
        fill: str = "",
        strong: bool = False,
        tip: str = "",
    ) -> None:
        """A line of text; y is its base line; a strong one stays readable over marks."""
        around = f' paint-order="stroke" stroke="{self.palette.surface}" stroke-width="3"' if strong else ""
        weight = ' font-weight="600"' if strong else ""
        hint = f"<title>{escape(tip)}</title>" if tip and tip != words else ""
        self.parts.append(
            f'<text x="{coordinate(x)}" y="{coordinate(y)}" text-anchor="{anchor}" font-size="{size:g}" '
            f'fill="{fill or self.palette.ink}"{weight}{around}>{escape(words)}{hint}</text>'
        )

    def arrow(self, points: Sequence[tuple[float, float]], stroke: str, *, dash: str = "") -> None:
        """A cubic curve of four points with a head at its end."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        start, one, two, end = points
        curve = " ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in (one, two, end))
        self.parts.append(
            f'<path d="M{coordinate(start[0])},{coordinate(start[1])} C{curve}" fill="none" '
            f'stroke="{stroke}" stroke-width="1.2"{dashed}/>'
        )
        self.parts.append(f'<polygon points="{_head(two, end)}" fill="{stroke}"/>')

    def markup(self, label: str) -> str:
        """The whole element; `label` is read out in place of the picture."""
        size = f'viewBox="0 0 {coordinate(self.width)} {coordinate(self.height)}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} width="{coordinate(self.width)}" '
            f'height="{coordinate(self.height)}" role="img" aria-label="{escape(label, quote=True)}" '
            f'font-family="{self.palette.font}">{"".join(self.parts)}</svg>'
        )


def _head(before: tuple[float, float], tip: tuple[float, float]) -> str:
    """Corners of an arrow head that looks along the end of a curve."""
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    dx, dy = dx / length, dy / length
    corners: Iterable[tuple[float, float]] = (
        tip,
        (tip[0] - 7 * dx - 3 * dy, tip[1] - 7 * dy + 3 * dx),
        (tip[0] - 7 * dx + 3 * dy, tip[1] - 7 * dy - 3 * dx),
    )
    return " ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in corners)
