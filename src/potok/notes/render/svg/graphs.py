"""Nodes and arrows: networks in layers by their links, process schemes in columns by stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from potok.notes.figures import Figure, Point
from potok.notes.render.svg.canvas import SMALL_SIZE, Canvas, Palette, text_width, wrapped
from potok.notes.render.svg.legend import draw_legend, legend_height

_NODE_HEIGHT, _GAP = 40.0, 16.0
_LEAST_NODE, _WIDEST_NODE, _BETWEEN = 84.0, 150.0, 30.0
#: A network of more layers than this goes downwards.
_MOST_LAYERS_ACROSS = 7
_MOST_IN_COLUMN = 22
_HEAD = 20.0
#: From an arrow to its label.
_BESIDE = 4.0
#: Handles of a curve that goes round the boxes of its column; it swings out three quarters of this.
_ASIDE, _SWING = 20.0, 15.0
#: Arrows of a kind: the first colour that stands out among quiet ones.
_DASH, _FIRST_STROKE = "5 3", 5


@dataclass(frozen=True, slots=True)
class _Box:
    """Where a node lies."""

    x: float
    y: float
    width: float


def draw_graph(figure: Figure, palette: Palette, width: float) -> Canvas:
    """A network or a scheme; kinds of nodes by colour and legend."""
    nodes = figure.series[0].points
    links = figure.series[1].points if len(figure.series) > 1 else ()
    kinds, ways = _kinds(nodes), _kinds(links)
    strokes = {kind: palette.series(place + _FIRST_STROKE) for place, kind in enumerate(ways)}
    top = legend_height([*kinds, *ways], width)
    if figure.kind == "scheme":
        heads, columns = _stages(nodes)
        downwards = False
    else:
        columns = _layers(nodes, links)
        heads, downwards = [], len(columns) > _MOST_LAYERS_ACROSS
    between = _between(links, aside=figure.kind == "scheme")
    after = between if figure.kind == "scheme" else 0.0  # curves and labels beside the last column
    boxes, size = _placed(columns, width - after, top + (_HEAD if heads else 0), between, downwards=downwards)
    canvas = Canvas(max(width, size[0] + after), size[1], palette)
    if kinds or ways:
        fills = [palette.under_text(place) for place in range(len(kinds))]
        draw_legend(canvas, [*kinds, *ways], [*fills, *strokes.values()], 0, edge=palette.edge)
    for column, head in zip(columns, heads, strict=False):
        if head and column:
            canvas.text(boxes[column[0]].x, top + 12, head, strong=True)
    for link in links:
        _arrow(canvas, link, boxes, strokes.get(str(link.get("kind", "")), ""), downwards=downwards)
    for point in nodes:
        kind = str(point.get("kind", ""))
        fill = palette.under_text(kinds.index(kind)) if kind else palette.surface
        _node(canvas, point, boxes[str(point["id"])], fill)
    return canvas


def _kinds(points: Sequence[Point]) -> list[str]:
    return list(dict.fromkeys(str(point["kind"]) for point in points if point.get("kind")))


def _shown(link: Point) -> str:
    """What stands beside an arrow: a kind is told by the legend."""
    return "" if link.get("kind") else str(link.get("label", ""))


def _stages(nodes: Sequence[Point]) -> tuple[list[str], list[list[str]]]:
    """Columns of a scheme; a long stage takes several columns."""
    stages: dict[str, list[str]] = {}
    for point in nodes:
        stages.setdefault(str(point.get("column", "")), []).append(str(point["id"]))
    heads: list[str] = []
    columns: list[list[str]] = []
    for stage, names in stages.items():
        for start in range(0, len(names), _MOST_IN_COLUMN):
            heads.append("" if start else stage)
            columns.append(names[start : start + _MOST_IN_COLUMN])
    return heads, columns


def _layers(nodes: Sequence[Point], links: Sequence[Point]) -> list[list[str]]:
    """Nodes by the longest way that leads to them; a circle of links does not hang it up."""
    names = [str(point["id"]) for point in nodes]
    depth = dict.fromkeys(names, 0)
    pairs = [(str(link["from"]), str(link["to"])) for link in links]
    for _ in names:
        moved = False
        for start, end in pairs:
            if depth[end] <= depth[start] < len(names) - 1:
                depth[end] = depth[start] + 1
                moved = True
        if not moved:
            break
    layers: list[list[str]] = [[] for _ in range(max(depth.values(), default=0) + 1)]
    for name in names:
        layers[depth[name]].append(name)
    return _untangled([layer for layer in layers if layer], pairs)


def _untangled(layers: list[list[str]], pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Each layer sorted by the mean place of what leads into it: fewer arrows cross."""
    places = {name: float(place) for layer in layers for place, name in enumerate(layer)}
    for layer in layers[1:]:
        for name in layer:
            before = [places[start] for start, end in pairs if end == name]
            if before:
                places[name] = sum(before) / len(before)
        layer.sort(key=lambda name: places[name])
        places.update({name: float(place) for place, name in enumerate(layer)})
    return layers


def _between(links: Sequence[Point], *, aside: bool) -> float:
    """Room between layers: for a label in a half of it, beside its arrow, or beside a curve aside."""
    longest = max((text_width(_shown(link), SMALL_SIZE) for link in links), default=0.0)
    if aside:
        return max(_BETWEEN, _SWING + longest + 2 * _BESIDE if longest else 0.0)
    return max(_BETWEEN, 2 * (longest + _BESIDE + 2))


def _placed(
    columns: Sequence[Sequence[str]], width: float, top: float, between: float, *, downwards: bool
) -> tuple[dict[str, _Box], tuple[float, float]]:
    """Boxes of all nodes and the size of the picture."""
    most = max(map(len, columns), default=1)
    across = most if downwards else len(columns)
    node = min(_WIDEST_NODE, max(_LEAST_NODE, (width - between * (across - 1)) / max(across, 1)))
    step_x, step_y = node + between, _NODE_HEIGHT + (_BETWEEN if downwards else _GAP)
    boxes: dict[str, _Box] = {}
    for place, column in enumerate(columns):
        for row, name in enumerate(column):
            shift = (most - len(column)) / 2 if downwards else 0.0
            x, y = (row + shift, float(place)) if downwards else (float(place), float(row))
            boxes[name] = _Box(x * step_x + 1, top + y * step_y + 2, node)
    down = len(columns) if downwards else most
    return boxes, (across * step_x - between + 2, top + down * step_y - (step_y - _NODE_HEIGHT) + 6)


def _node(canvas: Canvas, point: Point, box: _Box, fill: str) -> None:
    label = str(point["label"])
    canvas.rect((box.x, box.y, box.width, _NODE_HEIGHT), fill, edge=canvas.palette.edge, tip=label)
    lines = wrapped(label, box.width - 8, lines=3, size=SMALL_SIZE)
    first = box.y + _NODE_HEIGHT / 2 + 3.5 - (len(lines) - 1) * 5.75
    for place, line in enumerate(lines):
        x = box.x + box.width / 2
        canvas.text(x, first + place * 11.5, line, anchor="middle", size=SMALL_SIZE, tip=label)


def _arrow(canvas: Canvas, link: Point, boxes: dict[str, _Box], stroke: str, *, downwards: bool) -> None:
    """An arrow with its label; one of a kind has the stroke of its kind."""
    start, end = boxes[str(link["from"])], boxes[str(link["to"])]
    label, dash = _shown(link), _DASH if stroke else ""
    stroke = stroke or canvas.palette.quiet
    if not downwards and _round(start, end):
        side = start.x + start.width
        begin, finish = (side, start.y + _NODE_HEIGHT / 2), (side, end.y + _NODE_HEIGHT / 2)
        points = [begin, (side + _ASIDE, begin[1]), (side + _ASIDE, finish[1]), finish]
        canvas.arrow(points, stroke, dash=dash)
        if label:
            middle = (begin[1] + finish[1]) / 2 + 3.5
            canvas.text(side + _SWING + _BESIDE, middle, label, size=SMALL_SIZE, fill=canvas.palette.quiet)
        return
    if downwards or abs(start.x - end.x) < 1:
        begin = (start.x + start.width / 2, start.y + _NODE_HEIGHT)
        finish = (end.x + end.width / 2, end.y)
        bend = (finish[1] - begin[1]) / 2
        points = [begin, (begin[0], begin[1] + bend), (finish[0], finish[1] - bend), finish]
    else:
        begin = (start.x + start.width, start.y + _NODE_HEIGHT / 2)
        finish = (end.x, end.y + _NODE_HEIGHT / 2)
        bend = max(12.0, (finish[0] - begin[0]) / 2)
        points = [begin, (begin[0] + bend, begin[1]), (finish[0] - bend, finish[1]), finish]
    canvas.arrow(points, stroke, dash=dash)
    if label:
        _beside(canvas, label, begin, finish, downwards=downwards)


def _round(start: _Box, end: _Box) -> bool:
    """Whether a straight arrow would be hidden by the boxes of its column: it goes back or past others."""
    return abs(start.x - end.x) < 1 and not 0 < end.y - start.y < _NODE_HEIGHT + 2 * _GAP


def _beside(
    canvas: Canvas, label: str, begin: tuple[float, float], finish: tuple[float, float], *, downwards: bool
) -> None:
    """A label beside the middle of its arrow, on the side from which the curve turns away."""
    x, y = (begin[0] + finish[0]) / 2, (begin[1] + finish[1]) / 2
    aside, along = finish[0] - begin[0], finish[1] - begin[1]
    if downwards:
        anchor = "end" if aside < -1 else "start"
        x += -_BESIDE if aside < -1 else _BESIDE
        y += 3.5 if abs(aside) <= 1 else -_BESIDE
    elif abs(along) <= 1:
        anchor, y = "middle", y - _BESIDE
    else:
        anchor, x, y = "start", x + _BESIDE, y + (11.0 if along < 0 else -2.0)
    canvas.text(x, y, label, anchor=anchor, size=SMALL_SIZE, fill=canvas.palette.quiet)
