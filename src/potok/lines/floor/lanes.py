"""Units laid in lanes along a hall: lengths in a row, lanes across, a main aisle between two of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from potok.lines.floor.box import Box
from potok.lines.floor.plan import SEAT_MM, FloorPlan, Unit


@dataclass(frozen=True, slots=True)
class Block:
    """A unit as a rectangle: cells of the largest table, `columns` of them in a row."""

    unit: Unit
    columns: int
    cell_length: int
    cell_width: int

    @property
    def length(self) -> int:
        """Along the hall."""
        return self.columns * self.cell_length

    @property
    def width(self) -> int:
        """Across the hall, with the transport lane."""
        return self.unit.rows * self.cell_width + (self.unit.lane_mm if self.unit.rows > 1 else 0)

    @property
    def seats(self) -> tuple[int, int]:
        """Floor of the workers above and below the block."""
        return (SEAT_MM if self.unit.rows > 1 else 0, SEAT_MM)


@dataclass(frozen=True, slots=True)
class Lane:
    """Blocks one after another; `to_the_end` moves them to the output end."""

    blocks: tuple[Block, ...]
    to_the_end: bool

    @property
    def width(self) -> int:
        """Of its widest block."""
        return max(block.width for block in self.blocks)

    @property
    def seats(self) -> tuple[int, int]:
        """The most that its blocks need above and below."""
        return (max(block.seats[0] for block in self.blocks), max(block.seats[1] for block in self.blocks))


@dataclass(frozen=True, slots=True)
class Laid:
    """Where the blocks lie, by unit id, and the main aisle; `end` is where the last lane ends."""

    corners: dict[str, tuple[int, int]]
    aisle: Box | None
    end: int


def block_of(plan: FloorPlan, unit: Unit) -> Block:
    """The block of a unit that has places."""
    places = [place for place in plan.places if place.unit == unit.id]
    sizes = [
        (table.width_mm, table.length_mm) if place.turned else (table.length_mm, table.width_mm)
        for place in places
        for table in (plan.tables[place.table],)
    ]
    return Block(
        unit,
        -(-len(places) // unit.rows),
        max(length for length, _ in sizes),
        max(width for _, width in sizes),
    )


def lanes_of(blocks: Sequence[Block], room: int, between: int) -> list[Lane]:
    """Blocks of one flow in lanes of at most this length, in their order; the last lane goes to the end."""
    rows: list[list[Block]] = []
    for block in blocks:
        taken = sum(one.length + between for one in rows[-1]) if rows else 0
        # The last unit of a flow is its assembly line: it gets a lane of its own at the output.
        if rows and taken + block.length <= room and block is not blocks[-1]:
            rows[-1].append(block)
        else:
            rows.append([block])
    return [
        Lane(tuple(row), to_the_end=number == len(rows) - 1 and len(rows) > 1)
        for number, row in enumerate(rows)
    ]


def lay(plan: FloorPlan, room: Box, flows: Sequence[Sequence[Lane]], *, ends: tuple[int, int]) -> Laid:
    """Lay lanes across a room: comfortably where that fits, with seats in the main aisle where it must be.

    Args:
        plan: Norms and columns.
        room: The hall or a room.
        flows: Lanes of each flow; the main aisle of the hall lies between two flows, of a single one in its
            middle.
        ends: Free length before and behind the lanes.
    """
    lanes = [lane for flow in flows for lane in flow]
    middle = len(flows[0]) if len(flows) > 1 else (len(lanes) + 1) // 2
    with_aisle = room == plan.hall and plan.norms.main_aisle_mm > 0
    tries = [
        _laid(
            plan, room, lanes, ends, middle if with_aisle else None, seats_in_aisle=tight, heed_columns=heed
        )
        for heed in (True, False)
        for tight in (False, True)
    ]
    return next((laid for laid in tries if laid.end <= room.bottom - plan.norms.wall_mm), tries[0])


def _laid(
    plan: FloorPlan,
    room: Box,
    lanes: Sequence[Lane],
    ends: tuple[int, int],
    middle: int | None,
    *,
    seats_in_aisle: bool,
    heed_columns: bool,
) -> Laid:
    columns = plan.columns if heed_columns else ()
    corners: dict[str, tuple[int, int]] = {}
    aisle: Box | None = None
    least, end = room.y + plan.norms.wall_mm, room.y
    for number, lane in enumerate(lanes):
        above, below = lane.seats
        y = _lifted(least, above, lane.width + below, columns)
        corners.update(_along(lane, room, y, ends, plan.norms.between_mm))
        end = y + lane.width
        least = end + plan.norms.between_mm
        if middle is not None and number == middle - 1:
            gap = 0 if seats_in_aisle else below
            start = _lifted(end + gap, 0, plan.norms.main_aisle_mm, columns)
            aisle = Box(room.x, start, room.length, plan.norms.main_aisle_mm)
            following = lanes[number + 1].seats[0] if number + 1 < len(lanes) and not seats_in_aisle else 0
            least = aisle.bottom + following
            end = max(end, aisle.bottom if number + 1 == len(lanes) else end)
    return Laid(corners, aisle, end)


def _lifted(y: int, above: int, below: int, columns: Sequence[Box]) -> int:
    """The least y from here on whose band no column touches."""
    for top, bottom in sorted({(column.y, column.bottom) for column in columns}):
        if top < y + below and y - above < bottom:
            y = bottom + above
    return y


def _along(
    lane: Lane, room: Box, y: int, ends: tuple[int, int], between: int
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Corners of the blocks of a lane."""
    length = sum(block.length for block in lane.blocks) + between * (len(lane.blocks) - 1)
    x = room.right - ends[1] - length if lane.to_the_end else room.x + ends[0]
    x = max(x, room.x + ends[0])
    for block in lane.blocks:
        yield block.unit.id, (x, y)
        x += block.length + between
