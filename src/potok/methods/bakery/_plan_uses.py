"""What the bowls of a planned day use: people, machines, places, from when to when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from potok.methods.bakery._plan_day import Day
from potok.methods.bakery._plan_idle import working
from potok.methods.bakery._plan_shop import Baked, Bakery, Sort


class Stage(StrEnum):
    """What is used, as people call it."""

    DOUGH_MAKER = "тестомес"
    DOSER = "дозатор"
    KNEADER = "тестомесильная машина"
    RESTING = "дежа на отлежке"
    LINE = "линия разделки"
    PROOFER = "расстойка"
    OVEN = "печь"
    PACKER = "укладчик"


@dataclass(frozen=True, slots=True)
class Use:
    """So much of something from a moment to another one, seconds."""

    start: int
    finish: int
    amount: int = 1


def room_of(bakery: Bakery) -> Mapping[Stage, int]:
    """How much there is of everything."""
    return {
        Stage.DOUGH_MAKER: bakery.dough_makers,
        Stage.DOSER: bakery.kneaders,
        Stage.KNEADER: bakery.kneaders,
        Stage.RESTING: bakery.resting,
        Stage.LINE: bakery.lines,
        Stage.PROOFER: bakery.proofer,
        Stage.OVEN: len(bakery.ovens),
        Stage.PACKER: bakery.packers,
    }


def uses_of(baked: Baked, sort: Sort) -> dict[Stage, list[Use]]:
    """What a bowl uses; an oven also while it is changed over before the bowl."""
    return {
        Stage.DOUGH_MAKER: [Use(baked.dosing, baked.kneaded)],
        Stage.DOSER: [Use(baked.dosing, baked.kneading)],
        Stage.KNEADER: [Use(baked.kneading, baked.kneaded)],
        Stage.RESTING: [Use(baked.kneaded, baked.shaping)],
        Stage.LINE: [Use(baked.shaping, baked.shaped)],
        Stage.PROOFER: list(_proofed(baked, sort)),
        Stage.OVEN: [Use(baked.setup, baked.baked)],
        Stage.PACKER: [Use(baked.packing, baked.packed)],
    }


def _proofed(baked: Baked, sort: Sort) -> Iterator[Use]:
    """Loads of a bowl in the proofer: from the moment they are formed until the oven takes them."""
    time, before = baked.shaped - baked.shaping, 0
    for place, load in enumerate(baked.loads):
        before += load
        formed = baked.shaping - -time * before // baked.bowl.pieces
        yield Use(formed, baked.baking + place * sort.period, load)


def most_used(uses: Sequence[Use], start: int, finish: int) -> int:
    """The most that is used at once between two moments."""
    moments = {start, *(use.start for use in uses if start < use.start < finish)}
    return max(sum(use.amount for use in uses if use.start <= at < use.finish) for at in moments)


def shares_of(day: Day, sorts: Sequence[Sort]) -> dict[Stage, float]:
    """Used share of everything within the working time of the day, 0 … 1."""
    bakery = day.bakery
    fund = sum(finish - start for start, finish in bakery.windows)
    used = dict.fromkeys(Stage, 0)
    for each in day.baked:
        for stage, uses in uses_of(each, sorts[each.bowl.sort]).items():
            used[stage] += sum(use.amount * working(bakery, use.start, use.finish) for use in uses)
    return {stage: used[stage] / (room * fund) for stage, room in room_of(bakery).items()}
