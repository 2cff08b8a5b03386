"""The bakery as a shop without waiting: bowls as jobs, and where the engine puts their operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from potok.scheduling.bench import Options, Watch
from potok.scheduling.shop.clock import Clock
from potok.scheduling.shop.engine import plan_shop
from potok.scheduling.shop.problem import (
    FullShop,
    Goal,
    Job,
    Link,
    Loads,
    Machine,
    Measure,
    Mode,
    Operation,
    Pool,
    Remainder,
    ShopPlan,
    Tank,
    Windows,
)
from potok.scheduling.shop.rules import loads_of

if TYPE_CHECKING:
    from potok.scheduling.verify.report import Violation

DAY_S = 86_400
#: Plans that the search makes at most, and bowls that it places in all of them: a note comes at once. A large
#: day, which would have fewer plans than the least number, is planned without it.
_PLANS, _PLACINGS, _LEAST_PLANS = 40, 500, 8
_DOUGH_MAKER, _CHANGEOVER = 0, 0
_RESTING, _PROOFER = 0, 1


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of bread; times of a full bowl in seconds.

    Attributes:
        of_bowl: Pieces of a full bowl.
        shaping: Dividing and forming run together at the pace of the slower.
        period: Bake and reload of one oven load.
        ovens: Numbers of its ovens.
    """

    name: str
    of_bowl: int
    dosing: int
    kneading: int
    rest: int
    rest_hold: int
    shaping: int
    proof: int
    proof_hold: int
    load: int
    period: int
    remainder: Remainder
    cooling: int
    packing: int
    ovens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bowl:
    """A bowl of dough.

    Attributes:
        sort: Number of its sort.
        number: 1… within the sort, as they are weighed.
        pieces: Dough pieces of it.
        recipe: Number of its recipe among those of the sort.
        release: It is not weighed before.
    """

    sort: int
    number: int
    pieces: int
    recipe: int = 0
    release: int = 0


@dataclass(frozen=True, slots=True)
class Bakery:
    """Equipment and people of a day.

    Attributes:
        windows: Working time of the day, seconds from 00:00 of the first shift's date.
        changeover: Of an oven to another sort, seconds.
    """

    windows: Windows
    ovens: tuple[str, ...]
    changeover: int
    dough_makers: int
    kneaders: int
    resting: int
    lines: int
    proofer: int
    packers: int


@dataclass(frozen=True, slots=True)
class Baked:
    """Where a bowl went; seconds from 00:00 of the first shift's date.

    Attributes:
        oven: Number of its oven.
        loads: Pieces of its oven loads.
        setup: Begin of the oven's changeover before it, equal to `baking` where there is none.
    """

    bowl: Bowl
    dosing: int
    kneading: int
    kneaded: int
    shaping: int
    shaped: int
    oven: int
    setup: int
    baking: int
    baked: int
    loads: tuple[int, ...]
    packing: int
    packed: int


def bake(
    bakery: Bakery, sorts: Sequence[Sort], bowls: Sequence[Bowl], *, search: bool
) -> tuple[list[Baked], list[Bowl], tuple[Violation, ...]]:
    """The plan of a day: sorts in the order of the task or one of them before, then bowls moved in the best.

    Args:
        bakery: Equipment and people.
        sorts: Of the day.
        bowls: In the order of the task.
        search: Whether bowls are moved.

    Returns:
        Bowls in the order of the ovens, bowls for which there is no time, and what the independent checker
        has against the plan.
    """
    from potok.scheduling.verify.full_shop import check_full_shop  # noqa: PLC0415 - heavy, others do without

    made = [(_planned(shop := shop_of(bakery, sorts, order), 0), shop, order) for order in _orders(bowls)]
    plan, shop, order = min(made, key=lambda each: _lost(each[0]))
    if search and (work := plans_of_search(len(bowls))):
        plan = min(plan, _planned(shop, work), key=_lost)
    left = [order[job] for job in plan.left_out]
    baked = _baked(shop, plan, order, len(shop.machines) - len(bakery.ovens))
    return baked, left, check_full_shop(shop, plan)


def plans_of_search(bowls: int) -> int:
    """How many plans the search makes for so many bowls, 0 = none."""
    plans = min(_PLANS, _PLACINGS // max(1, bowls))
    return plans if plans >= _LEAST_PLANS else 0


def _orders(bowls: Sequence[Bowl]) -> list[list[Bowl]]:
    """The bowls in the order of the task, then with each other sort before all."""
    sorts = list(dict.fromkeys(bowl.sort for bowl in bowls))
    return [sorted(bowls, key=lambda bowl: bowl.sort != first) for first in sorts or [0]]


def _planned(shop: FullShop, work: int) -> ShopPlan:
    return plan_shop(shop, Watch(Options(time_limit=None, work_limit=work)))


def _lost(plan: ShopPlan) -> tuple[int, int]:
    """What plans are compared by: bowls without a place, then what the ovens lose."""
    return len(plan.left_out), plan.measures[Measure.IDLE] + plan.measures[Measure.SETUP]


def shop_of(bakery: Bakery, sorts: Sequence[Sort], bowls: Sequence[Bowl]) -> FullShop:
    """The shop: dosing, kneading and dividing lines, packers, then the ovens."""
    # Bread of the last loads may be packed in the shifts of the next day.
    later = tuple((start + DAY_S, finish + DAY_S) for start, finish in bakery.windows)
    counts = {
        "Дозатор": bakery.kneaders,
        "Тестомес": bakery.kneaders,
        "Разделка": bakery.lines,
        "Укладка": bakery.packers,
    }
    machines: list[Machine] = []
    numbers: list[tuple[int, ...]] = []
    for name, count in counts.items():
        numbers.append(tuple(range(len(machines), len(machines) + count)))
        windows = bakery.windows + (later if name == "Укладка" else ())
        machines += [Machine(f"{name} {at + 1}", windows) for at in range(count)]
    first_oven = len(machines)
    change = bakery.changeover
    families = len(sorts)
    setups = (
        *(tuple(0 if row == to else change for to in range(families)) for row in range(families)),
        (0,) * families,
    )
    machines += [Machine(name, bakery.windows, setups if change else ()) for name in bakery.ovens]
    return FullShop(
        horizon=later[-1][1],
        machines=tuple(machines),
        jobs=tuple(_job(bowl, sorts[bowl.sort], numbers, first_oven, at) for at, bowl in enumerate(bowls)),
        pools=(Pool("тестомес", ((0, bakery.dough_makers),)),),
        tanks=(Tank("дежи на отлежке", bakery.resting), Tank("расстойка", bakery.proofer)),
        families=families,
        # Idle time and changeovers weigh alike: together they are what the ovens lose.
        goal=Goal(
            (Measure.IDLE, Measure.SETUP),
            {Measure.IDLE: 1.0, Measure.SETUP: 1.0},
            tuple(range(first_oven, len(machines))),
        ),
        clock=Clock(1),
    )


def _job(bowl: Bowl, sort: Sort, numbers: Sequence[tuple[int, ...]], first_oven: int, at: int) -> Job:
    """A bowl: weighed and kneaded at once, rested, shaped, proofed, baked load by load, cooled, packed."""
    dosers, kneaders, lines, packers = numbers

    def operation(machines: Sequence[int], seconds: int, *, people: bool = False) -> Operation:
        needs = ((_DOUGH_MAKER, 1),) if people else ()
        modes = tuple(Mode(machine, max(1, seconds), None, needs) for machine in machines)
        return Operation(modes, family=bowl.sort, may_stop=machines is packers)

    def part(seconds: int) -> int:
        return max(1, -(-seconds * bowl.pieces // sort.of_bowl))

    loads = Loads(sort.load, 1, sort.load, sort.remainder)
    trolley = (loads_of(bowl.pieces, loads) or (bowl.pieces,))[0]  # what is proofed for one load together
    ovens = tuple(Mode(first_oven + oven, sort.period, loads) for oven in sort.ovens)
    return Job(
        name=f"{sort.name} {bowl.number}",
        operations=(
            operation(dosers, sort.dosing, people=True),
            operation(kneaders, sort.kneading, people=True),
            operation(lines, part(sort.shaping)),
            Operation(ovens, family=bowl.sort, may_stop=False),
            operation(packers, part(sort.packing)),
        ),
        links=(
            Link(most=0),
            Link(least=sort.rest, most=sort.rest + sort.rest_hold, tank=_RESTING, room=1),
            Link(least=sort.proof, most=sort.proof + sort.proof_hold, transfer=trolley, tank=_PROOFER),
            Link(least=sort.cooling),
        ),
        release=bowl.release,
        due=at * DAY_S,  # no goal: the first plan takes bowls in the order of the task
        amount=bowl.pieces,
    )


def _baked(shop: FullShop, plan: ShopPlan, bowls: Sequence[Bowl], first_oven: int) -> list[Baked]:
    """Bowls as planned, by oven and moment."""
    rows = {(row.job, row.operation): row for row in plan.rows}
    found = []
    for job, bowl in enumerate(bowls):
        if job in plan.left_out:
            continue
        dosing, kneading, shaping, baking, packing = (rows[job, operation] for operation in range(5))
        found.append(
            Baked(
                bowl=bowl,
                dosing=dosing.start,
                kneading=kneading.start,
                kneaded=kneading.end,
                shaping=shaping.start,
                shaped=shaping.end,
                oven=shop.machine(baking) - first_oven,
                setup=baking.setup_start,
                baking=baking.start,
                baked=baking.end,
                loads=baking.loads,
                packing=packing.start,
                packed=packing.end,
            )
        )
    return sorted(found, key=lambda baked: (baked.baking, baked.oven))
