"""The bakery as a shop without waiting: bowls as jobs, and where the engine puts their operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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

DAY_S = 86_400
#: The engine's first plan, by the order of the task; its other rules only when bowls find no place.
_WORK = 0
#: Operations of a bowl.
DOSING, KNEADING, SHAPING, BAKING, PACKING = range(5)
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
        number: 1… within the sort.
        pieces: Dough pieces of it.
    """

    sort: int
    number: int
    pieces: int


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


def bake(bakery: Bakery, sorts: Sequence[Sort], bowls: Sequence[Bowl]) -> tuple[list[Baked], list[Bowl]]:
    """The plan of a day: bowls in the order of the ovens, and those for which there is no time."""
    shop = shop_of(bakery, sorts, bowls)
    plan = plan_shop(shop, Watch(Options(time_limit=None, work_limit=_WORK)))
    left = [bowls[job] for job in plan.left_out]
    return _baked(shop, plan, bowls, len(shop.machines) - len(bakery.ovens)), left


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
        goal=Goal((Measure.SETUP, Measure.TARDINESS)),
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
        due=at * DAY_S,  # only the order counts: that of the task
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
