"""The coordination chart of a sewing flow: where every bar, block and line lies, in units of its picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from potok.balancing.flow.problem import Flow
from potok.lines.sewing.model import SewingLine
from potok.lines.sewing.places import SPECIALTIES, workplaces
from potok.web import formats

#: Sizes of the picture: left edge with the scale, a column, its bar, height of zones, bars and feet.
_LEFT, _COLUMN, _BAR, _TOP, _PLOT, _FOOT = 40.0, 27.0, 21.0, 30.0, 300.0, 34.0
#: A block lower than this bears no number.
_LOW_BLOCK = 9.5
#: Class of the colour of a specialty.
_TONES = {"М": "m", "С": "s", "А": "a", "П": "a", "У": "u", "Р": "r"}
#: Width of a letter of a zone's title; a title cut to fewer letters says nothing.
_LETTER, _LEAST_LETTERS = 6.6, 5
_HEADROOM = 1.06
_STEP_S = 30


@dataclass(frozen=True, slots=True)
class Block:
    """An operation in its bar."""

    no: int
    y: float
    height: float
    tone: str
    numbered: bool
    moved: bool
    title: str

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Bar:
    """A group: `place` from 0, the time of one worker on top, where it was in the other gathering."""

    place: int
    no: int
    x: float
    blocks: tuple[Block, ...]
    load: str
    load_y: float
    outside: bool
    was_y: float | None
    foot: str
    title: str

    @property
    def middle(self) -> float:
        """Middle of the bar."""
        return self.x + _BAR / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + _BAR


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale."""

    y: float
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the flow over its bars: what of its name has room there, and the whole name."""

    x: float
    width: float
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole picture."""

    width: float
    height: float
    left: float
    bar: float
    column: float
    top: float
    floor: float
    band_y: float
    band_height: float
    takt_y: float
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    zones: tuple[Zone, ...]
    legend: tuple[tuple[str, str], ...]

    @property
    def plot(self) -> float:
        """Height of the field of the bars."""
        return self.floor - self.top

    @property
    def foot_y(self) -> float:
        """Where the numbers of the groups stand."""
        return self.floor + 14


def chart(line: SewingLine, flow: Flow, moved: frozenset[int], was: Mapping[int, float]) -> Chart:
    """Draw a gathering.

    Args:
        line: The flow.
        flow: The gathering.
        moved: Operations that lie elsewhere than in the other gathering.
        was: Time of a worker in the other gathering by place of the group, seconds.
    """
    problem = line.problem
    takt, low, high = float(problem.takt_s), float(problem.low), float(problem.high)
    places = workplaces(problem, flow)
    tallest = max([takt * high, *was.values(), *(float(each.time_s) / each.group.workers for each in places)])
    unit = _PLOT / (tallest * _HEADROOM)
    floor = _TOP + _PLOT

    def at(seconds: float) -> float:
        return round(floor - seconds * unit, 1)

    bars = []
    for index, place in enumerate(places):
        workers = place.group.workers
        reached = 0.0
        blocks = []
        for member in place.group.members:
            operation = problem.operations[member]
            share = float(operation.time_s) / workers
            top = at(reached + share)
            height = round(max(1.0, share * unit - 1), 1)
            time = formats.number(float(operation.time_s), 0 if operation.time_s % 1 == 0 else 2)
            blocks.append(
                Block(
                    no=operation.no,
                    y=top,
                    height=height,
                    tone=_TONES.get(operation.specialty, "r"),
                    numbered=height >= _LOW_BLOCK,
                    moved=member in moved,
                    title=f"Операция {operation.no}: {line.text(member, 'text')} · {operation.specialty}, "
                    f"разряд {operation.grade}, {time} с",
                )
            )
            reached += share
        outside = not takt * low - 1e-9 <= reached <= takt * high + 1e-9
        foot = f"{place.specialty}×{workers}" if workers > 1 else place.specialty
        crew = ", ".join(f"{letter} × {count}" for letter, count in place.crew.items())
        bars.append(
            Bar(
                place=index,
                no=place.no,
                x=_LEFT + index * _COLUMN + (_COLUMN - _BAR) / 2,
                blocks=tuple(blocks),
                load=formats.number(reached, 0),
                load_y=at(reached) - 4,
                outside=outside,
                was_y=at(was[index]) if index in was and abs(was[index] - reached) * unit > 1 else None,
                foot=foot,
                title=f"Группа {place.no}: {crew}, {formats.number(reached, 1)} с на рабочего",
            )
        )
    return Chart(
        width=_LEFT + len(places) * _COLUMN + 8,
        height=floor + _FOOT,
        left=_LEFT,
        bar=_BAR,
        column=_COLUMN,
        top=_TOP,
        floor=floor,
        band_y=at(takt * high),
        band_height=round(takt * (high - low) * unit, 1),
        takt_y=at(takt),
        bars=tuple(bars),
        ticks=tuple(_ticks(takt, low, high, at)),
        zones=tuple(_zones(line, flow)),
        legend=tuple(_legend(line)),
    )


def _legend(line: SewingLine) -> Iterable[tuple[str, str]]:
    letters = list(dict.fromkeys(operation.specialty for operation in line.problem.operations))
    order = [*SPECIALTIES, *(letter for letter in letters if letter not in SPECIALTIES)]
    for letter in (letter for letter in order if letter in letters):
        name = SPECIALTIES.get(letter)
        yield _TONES.get(letter, "r"), f"{letter} · {name}" if name else letter


def _ticks(takt: float, low: float, high: float, at: Callable[[float], float]) -> Iterable[Tick]:
    """The band, the takt and the round seconds that do not touch them."""
    named = [(takt * high, "band"), (takt, "takt"), (takt * low, "band")]
    for seconds, kind in named:
        yield Tick(at(seconds), formats.number(seconds, 0), kind)
    step = _STEP_S if takt > 2 * _STEP_S else max(1, round(takt / 3))
    seconds = 0.0
    while seconds < takt * low - step / 3:
        yield Tick(at(seconds), formats.number(seconds, 0), "plain")
        seconds += step


def _zones(line: SewingLine, flow: Flow) -> Iterable[Zone]:
    """Titles over the first bar of each stretch of a zone; short stretches bear none."""
    names = [line.problem.operations[group.members[0]].zone for group in flow.groups]
    starts = [place for place, name in enumerate(names) if place == 0 or name != names[place - 1]]
    for start, end in zip(starts, [*starts[1:], len(names)], strict=True):
        room = (end - start) * _COLUMN
        fits = int(room / _LETTER)
        name = names[start]
        title = name if len(name) <= fits else f"{name[: fits - 1]}…" if fits >= _LEAST_LETTERS else ""
        yield Zone(_LEFT + start * _COLUMN, room, title, name)
